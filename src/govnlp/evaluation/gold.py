"""Gold files of govnlp: one document a line, with what should be found in it.

A line is a JSON object with the ``text`` and, for what was annotated, a list of rows. A row is a
list with the values of some columns of the table of that name (see `COLUMNS`); offsets count code
points of the text, end exclusive. A document is measured on the lists that it has; an empty list
says that there is nothing to find.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govnlp.errors import InputError
from govnlp.evaluation.conll import read_lines
from govnlp.evaluation.sources import SourceTexts
from govnlp.schema import ENTITY_LABELS, LANGUAGES, SEGMENT_KINDS

Row = Mapping[str, Any]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "segments": ("start", "end", "lang", "kind"),
    "entities": ("start", "end", "label"),
    "noun_phrases": ("start", "end"),
    "mentions": ("start", "end", "concept_id"),
}
"""The lists of a document and the columns of each."""

_VALUES: Mapping[str, tuple[str, ...]] = {
    "lang": LANGUAGES,
    "kind": SEGMENT_KINDS,
    "label": ENTITY_LABELS,
}
_OTHER_KEYS = ("text", "doc_id")
_PLACE_KEYS = ("source", "sha256")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text and what should be found in it.

    Attributes:
        text: the text.
        tables: for each list that the document has, its rows, in the order of the text.
        doc_id: what the file calls it, for the reader.
    """

    text: str
    tables: Mapping[str, list[Row]]
    doc_id: str = ""


def read_gold(path: Path, texts: Path | None = None) -> list[GoldDocument]:
    """Read a gold file.

    Args:
        path: the file.
        texts: the folder with the texts that the file only names.

    Raises:
        InputError: the file cannot be read, holds no document, or a line is wrong, a text is not
            there or another one; the message names the file, the line and the row.
    """
    documents = []
    sources = SourceTexts(texts) if texts else None
    for number, line in enumerate(read_lines(path), start=1):
        if line.strip():
            try:
                documents.append(_document(json.loads(line), sources))
            except json.JSONDecodeError as error:
                raise InputError(f"{path}, line {number}: no JSON ({error})") from error
            except (_WrongError, InputError) as error:
                raise InputError(f"{path}, line {number}: {error}") from error
    if not documents:
        raise InputError(f"{path}: no document in it")
    return documents


class _WrongError(Exception):
    """What is wrong with a line."""


def _document(value: Any, sources: SourceTexts | None) -> GoldDocument:
    if not isinstance(value, dict) or not isinstance(value.get("text", value.get("source")), str):
        raise _WrongError('a JSON object with a string "text" is needed, or with a "source"')
    known = (*_OTHER_KEYS, *COLUMNS, *_PLACE_KEYS)
    if unknown := [key for key in value if key not in known]:
        raise _WrongError(f"unknown key {unknown[0]!r}; known: {', '.join(known)}")
    source = "" if "text" in value else value["source"]
    if source and sources is None:
        raise _WrongError(f"the text of {source!r} is elsewhere; name the folder with --texts")
    text = sources.text(source, value.get("sha256", "")) if source and sources else value["text"]
    tables = {name: list(_rows(name, value[name], text)) for name in COLUMNS if name in value}
    if not tables:
        raise _WrongError(f"nothing to measure; give one or more of {', '.join(COLUMNS)}")
    return GoldDocument(text, tables, str(value.get("doc_id", "")))


def _rows(name: str, rows: Any, text: str) -> Iterator[Row]:
    columns = COLUMNS[name]
    if not isinstance(rows, list):
        raise _WrongError(f"{name} is no list")
    last_end = 0
    for place, values in enumerate(sorted(rows) if _sortable(rows) else rows):
        where = f"{name}: {json.dumps(values, ensure_ascii=False)}"
        if not isinstance(values, list) or len(values) != len(columns):
            raise _WrongError(f"{where} is not [{', '.join(columns)}]")
        row = dict(zip(columns, values, strict=True))
        start, end = row["start"], row["end"]
        if not (_is_offset(start) and _is_offset(end) and 0 <= start < end <= len(text)):
            raise _WrongError(f"{where} is no span of the text, which has {len(text)} code points")
        for column in columns[2:]:
            allowed = _VALUES.get(column)
            if not isinstance(row[column], str) or (allowed and row[column] not in allowed):
                choice = f"one of {', '.join(allowed)}" if allowed else "a string"
                raise _WrongError(f"{where}: {column} must be {choice}")
        if name == "segments" and place and start < last_end:
            raise _WrongError(f"{where} overlaps the segment before it")
        last_end = end
        yield row


def _sortable(rows: list[Any]) -> bool:
    return all(isinstance(row, list) and row and _is_offset(row[0]) for row in rows)


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
