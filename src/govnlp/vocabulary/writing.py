"""Write vocabularies as folders of CSV files, the counterpart of `reading`."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from govnlp.errors import InputError, VocabularyError
from govnlp.vocabulary.concepts import Concept, Vocabulary
from govnlp.vocabulary.reading import KINDS_BY_FILE, RULE_FILES

FILES_BY_KIND = {kind: file for file, kind in KINDS_BY_FILE.items()}

COLUMNS = (
    "concept_id pref_en alt_en abbr_en pref_zh alt_zh abbr_zh alt_zh_hant demonym_en "
    "broader related scope_en scope_zh same_as source"
).split()
"""The columns of a file of concepts, in the order in which they are written."""

_SEPARATOR = " | "


def write_folder(vocabulary: Vocabulary, folder: Path, *, force: bool = False) -> list[Path]:
    """Write a vocabulary into a folder, one file a kind and one a table of rules.

    Args:
        vocabulary: what to write; concepts come in the order of their identifiers.
        folder: where; it is made if it is not there.
        force: whether to replace CSV files that are there.

    Returns:
        The files written.

    Raises:
        InputError: the folder has CSV files, and `force` is not given; or one of them is no
            file of a vocabulary.
        VocabularyError: it cannot be written, or a value cannot stand in a cell (a `|` in one
            of several values).
    """
    there = files_in_the_way(folder, force=force)
    texts = {folder / name: text for name, text in _files(vocabulary)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            replace_text(path, text)
        for path in there:
            if path not in texts:
                path.unlink()
    except OSError as error:
        raise VocabularyError(f"{folder}: cannot be written ({error.strerror})") from error
    return list(texts)


def files_in_the_way(folder: Path, *, force: bool) -> list[Path]:
    """Give the CSV files that writing a vocabulary into a folder would replace.

    Raises:
        InputError: there are some, and `force` is not given; or one is no file of a vocabulary,
            which is never replaced.
    """
    there = sorted(folder.glob("*.csv"))
    for path in there:
        if path.name not in (*KINDS_BY_FILE, *RULE_FILES):
            raise InputError(
                f"{path}: no file of a vocabulary; move it away, or name another folder"
            )
    if there and not force:
        raise InputError(f"{there[0]}: already there; --force replaces the files of a folder")
    return there


def replace_text(path: Path, text: str) -> None:
    """Write a file whole: whoever reads it meanwhile sees the old text or the new one.

    Raises:
        VocabularyError: the text has a lone surrogate, which no file can hold.
    """
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text[: error.start].rpartition("\n")[2] + text[error.start :].partition("\n")[0]
        raise VocabularyError(
            f"{path}: {line!r} has a lone surrogate, which is no character; type it again"
        ) from error
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def csv_text(rows: Iterable[Sequence[str]], line_end: str = "\n") -> str:
    """Give rows as the text of a CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=line_end).writerows(rows)
    return buffer.getvalue()


def cells(concept: Concept) -> dict[str, str]:
    """Give a concept as the cells of its row, by column.

    Raises:
        VocabularyError: one of several values has a `|`, which would cut it in two.
    """
    return {column: _cell(concept, column) for column in COLUMNS}


def _cell(concept: Concept, column: str) -> str:
    value: str | tuple[str, ...] = getattr(concept, column)
    return value if isinstance(value, str) else _joined(value, f"{concept.concept_id}: {column}")


def _joined(values: tuple[str, ...], where: str) -> str:
    for value in values:
        if "|" in value:
            raise VocabularyError(f"{where} {value!r} has a '|', which stands between values")
    return _SEPARATOR.join(values)


def _files(vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    concepts = sorted(vocabulary.concepts.values(), key=lambda concept: concept.concept_id)
    for kind, name in FILES_BY_KIND.items():
        rows = [cells(concept) for concept in concepts if concept.kind == kind]
        columns = [c for c in COLUMNS if c != "demonym_en" or any(row[c] for row in rows)]
        if rows:
            yield name, csv_text([columns, *([row[c] for c in columns] for row in rows)])
    rules: dict[str, Sequence[NamedTuple]] = {
        "decoys.csv": vocabulary.decoys,
        "contexts.csv": vocabulary.contexts,
        "short_places.csv": vocabulary.short_places,
    }
    for name, table in rules.items():
        if table:
            yield name, csv_text([table[0]._fields, *(rule_cells(rule) for rule in table)])


def rule_cells(rule: NamedTuple) -> list[str]:
    """Give a decoy, context or short place as the cells of its row.

    Raises:
        VocabularyError: one of several values has a `|`, which would cut it in two.
    """
    return [
        value if isinstance(value, str) else _joined(value, f"{rule[0]}: {column}")
        for column, value in zip(rule._fields, rule, strict=True)
    ]
