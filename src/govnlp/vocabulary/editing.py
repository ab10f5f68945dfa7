"""Check a folder beside the vocabularies it builds on, and add concepts to it."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from govnlp.errors import VocabularyError
from govnlp.text.folding import fold_typography
from govnlp.vocabulary.check import Problem, check_vocabulary
from govnlp.vocabulary.concepts import Concept, Vocabulary
from govnlp.vocabulary.reading import SHIPPED, combine, load_vocabulary, read_folder
from govnlp.vocabulary.writing import COLUMNS, FILES_BY_KIND, cells, csv_text, replace_text

_NO_SLUG = re.compile(r"[^a-z0-9]+")
_REQUIRED = ("concept_id", "pref_en", "pref_zh")


def check_folder(folder: Path, beside: Sequence[str] = (SHIPPED,)) -> list[Problem]:
    """Give what is wrong with a folder's vocabulary, taken together with others.

    Args:
        folder: the folder of CSV files.
        beside: the vocabularies it will be used with: its concepts may refer to theirs, and its
            labels must not be claimed by theirs. None of their own problems are given.

    Raises:
        VocabularyError: a file cannot be read.
    """
    mine = read_folder(folder, str(folder))
    if not beside:
        return check_vocabulary(mine)
    shared = load_vocabulary(beside)
    return _new_problems([shared], [shared, mine])


def add_concept(
    folder: Path, concept: Concept, beside: Sequence[str] = (SHIPPED,)
) -> tuple[Path, Concept]:
    """Add a concept to a folder of CSV files, which is made if it is not there.

    Args:
        folder: the folder; the row goes to the end of the file of the concept's kind.
        concept: the concept; without an identifier it gets one from its English label.
        beside: the vocabularies that the folder will be used with.

    Returns:
        The file that has the row, and the concept as it stands there.

    Raises:
        VocabularyError: the identifier is taken, or the checks find something wrong with the
            concept that was not wrong before; nothing is written then.
    """
    if concept.kind not in FILES_BY_KIND:
        raise VocabularyError(
            f"{concept.kind!r} is no kind of concepts; known: {', '.join(FILES_BY_KIND)}"
        )
    if not concept.concept_id:
        concept = replace(concept, concept_id=make_concept_id(concept.kind, concept.pref_en))
    path = folder / FILES_BY_KIND[concept.kind]
    concept = replace(concept, where=f"{path.name}, new row")
    row = cells(concept)
    others = [load_vocabulary(beside)] if beside else []
    begun = any((folder / name).exists() for name in FILES_BY_KIND.values())
    mine = read_folder(folder, str(folder)) if begun else Vocabulary((str(folder),), {})
    for vocabulary in (*others, mine):
        taken = vocabulary.concepts.get(concept.concept_id)
        if taken is not None:
            name = "+".join(vocabulary.names)
            raise VocabularyError(
                f"{concept.concept_id!r} is already in {name} ({taken.where}: {taken.pref_en}, "
                f"{taken.pref_zh}); add labels to that row, or choose another --id"
            )
    grown = replace(mine, concepts={**mine.concepts, concept.concept_id: concept})
    problems = _new_problems([*others, mine], [*others, grown])
    if problems:
        raise VocabularyError("; ".join(f"{p.rule}: {p.message}" for p in problems))
    _append(path, row)
    return path, concept


def make_concept_id(kind: str, label: str) -> str:
    """Make an identifier from an English label.

    >>> make_concept_id("place", "Côte d'Ivoire")
    'place/cote-divoire'

    Raises:
        VocabularyError: the label has no Latin letter or digit to make it from.
    """
    slug = make_slug(label)
    if not slug:
        raise VocabularyError(f"{label!r} gives no identifier; give one with --id {kind}/...")
    return f"{kind}/{slug}"


def make_slug(text: str) -> str:
    """Give the Latin letters and digits of a text in lower case, other characters as hyphens."""
    plain = unicodedata.normalize("NFKD", fold_typography(text).replace("'", ""))
    ascii_only = "".join(char for char in plain if not unicodedata.combining(char))
    return _NO_SLUG.sub("-", ascii_only.lower()).strip("-")


def _new_problems(before: Sequence[Vocabulary], after: Sequence[Vocabulary]) -> list[Problem]:
    """Give the problems that some vocabularies have and others had not."""
    known = Counter(check_vocabulary(combine(before)))
    problems = []
    for problem in check_vocabulary(combine(after)):
        if known[problem]:
            known[problem] -= 1
        else:
            problems.append(problem)
    return problems


def _append(path: Path, row: dict[str, str]) -> None:
    """Put a row at the end of a file; columns that it needs and the file lacks are added."""
    used = [column for column in COLUMNS if row[column] or column in _REQUIRED]
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        byte_order_mark = "\ufeff" if text.startswith("\ufeff") else ""
        line_end = "\r\n" if "\r\n" in text else "\n"
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        header = rows[0] if rows else []
        columns = [*header, *(column for column in used if column not in header)]
        padded = [[*cells_, *[""] * (len(columns) - len(cells_))] for cells_ in rows[1:]]
        whole = csv_text([columns, *padded, [row[column] for column in columns]], line_end)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, byte_order_mark + whole)
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be written ({error.strerror})") from error
