"""The changelog of identifiers: what was released, what was retired, what took its place.

`released.csv` beside the shipped vocabulary has one row an identifier, for good. An identifier
that was released keeps its meaning; one that is given up gets the version in ``retired`` and, if
another concept took its place, that one in ``replaced_by``; it never comes back.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from govnlp.errors import VocabularyError
from govnlp.vocabulary.check import Problem
from govnlp.vocabulary.concepts import Vocabulary
from govnlp.vocabulary.writing import csv_text, replace_text

RELEASED = Path(__file__).parent / "data" / "identifiers" / "released.csv"


class Identifier(NamedTuple):
    """A row of the changelog.

    Attributes:
        concept_id: the identifier.
        since: the version it was released with.
        meaning: what it stands for, as the preferred English label had it then.
        retired: the version that gave it up; empty while it is in use.
        replaced_by: the identifier to use instead, if there is one.
        note: why it was retired, or why its English labels no longer have the meaning's wording.
    """

    concept_id: str
    since: str
    meaning: str
    retired: str = ""
    replaced_by: str = ""
    note: str = ""


def read_released(path: Path = RELEASED) -> dict[str, Identifier]:
    """Read the changelog.

    Raises:
        VocabularyError: it cannot be read, has other columns, or an identifier twice.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as error:
        raise VocabularyError(f"{path}: cannot be read ({error})") from error
    if tuple(header) != Identifier._fields:
        raise VocabularyError(f"{path}: its columns must be {', '.join(Identifier._fields)}")
    released: dict[str, Identifier] = {}
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise VocabularyError(f"{path}, line {number}: {len(row)} values, not {len(header)}")
        if row[0] in released:
            raise VocabularyError(f"{path}, line {number}: {row[0]!r} stands twice")
        released[row[0]] = Identifier(*row)
    return released


def identifier_problems(
    vocabulary: Vocabulary, released: Mapping[str, Identifier]
) -> Iterator[Problem]:
    """Give what the changelog of identifiers and a vocabulary say differently."""

    def problem(concept_id: str, message: str) -> Problem:
        return Problem("released.csv", "identifier", f"{concept_id}: {message}")

    for concept_id, concept in vocabulary.concepts.items():
        row = released.get(concept_id)
        if row is None:
            yield problem(
                concept_id, "not in the changelog; pipelines/vocabulary/release.py adds it"
            )
        elif row.retired:
            yield problem(concept_id, f"retired in {row.retired}; an identifier never comes back")
        elif not row.note and row.meaning not in (concept.pref_en, *concept.alt_en):
            yield problem(
                concept_id,
                f"released as {row.meaning!r}, which is no label of it any more; an identifier "
                "keeps its meaning: bring the label back, or say in note why it went",
            )
    for concept_id, row in released.items():
        if not row.retired and concept_id not in vocabulary.concepts:
            yield problem(concept_id, "vanished; say in which version it was retired")
        if row.replaced_by and released.get(row.replaced_by, row).retired:
            yield problem(concept_id, f"replaced_by {row.replaced_by!r} is no identifier in use")


def release(
    vocabulary: Vocabulary, released: Mapping[str, Identifier], version: str
) -> dict[str, Identifier]:
    """Add the identifiers of a vocabulary that the changelog has not, as of a version."""
    rows = dict(released)
    for concept_id, concept in vocabulary.concepts.items():
        rows.setdefault(
            concept_id, Identifier(concept_id, version, concept.pref_en or concept.pref_zh)
        )
    return dict(sorted(rows.items()))


def write_released(rows: Iterable[Identifier], path: Path = RELEASED) -> None:
    """Write the changelog whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, csv_text([Identifier._fields, *rows]))
