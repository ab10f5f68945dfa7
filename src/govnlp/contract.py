"""The contract between the tables, as a check that anybody can run over them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from govnlp.errors import TableError
from govnlp.schema import (
    CONCEPT_KINDS,
    LANGUAGES,
    SCHEMAS,
    SCRIPTS,
    SEGMENT_KINDS,
    check_table,
)

_FOUND = ("entities", "noun_phrases", "mentions", "names", "suggestions")
_SPANS = ("segments", *_FOUND)
_PARENTS = (
    ("segments", "segment_id", ("sentences", *_FOUND)),
    ("sentences", "sentence_id", _FOUND),
)
_VALUES = {
    ("segments", "lang"): LANGUAGES,
    ("segments", "script"): SCRIPTS,
    ("segments", "kind"): SEGMENT_KINDS,
    ("mentions", "kind"): CONCEPT_KINDS,
    ("concepts", "kind"): CONCEPT_KINDS,
}

Row = dict[str, Any]


def violations(tables: Mapping[str, pa.Table]) -> Iterator[str]:
    """Check tables against the contract; give a sentence for every row that breaks it.

    Checked are: columns and types; that every span holds the text it says; that segments cover
    each non-space character of a document once, in order; that what was found lies in its
    segment and sentence; that identifiers refer to rows that are there; and the values of
    columns that allow only some.

    Args:
        tables: tables by name; ``documents`` among them. Those that are not there are not
            checked.
    """
    for name, table in tables.items():
        if name in SCHEMAS:
            try:
                check_table(name, table)
            except TableError as error:
                yield str(error)
                return
    rows = {name: table.to_pylist() for name, table in tables.items()}
    texts = {row["doc_id"]: row["text"] for row in rows["documents"]}
    yield from _wrong_documents(rows["documents"])
    for name in _SPANS:
        yield from _wrong_spans(name, rows.get(name, []), texts)
    yield from _wrong_alignments(rows.get("alignments", []), texts)
    yield from _wrong_segments(rows.get("segments", []), texts)
    yield from _wrong_tokens(rows.get("sentences", []), texts)
    for parent, column, names in _PARENTS:
        for name in names:
            yield from _outside(name, rows.get(name, []), parent, column, rows.get(parent, []))
    yield from _wrong_values(rows)
    yield from _wrong_references(rows)


def _wrong_documents(rows: list[Row]) -> Iterator[str]:
    if len({row["doc_id"] for row in rows}) != len(rows):
        yield "documents: a doc_id stands twice"
    for row in rows:
        if row["n_chars"] != len(row["text"]):
            yield f"documents {row['doc_id']}: n_chars {row['n_chars']} is not the length"


def _wrong_values(rows: Mapping[str, list[Row]]) -> Iterator[str]:
    for (name, column), allowed in _VALUES.items():
        for value in {row[column] for row in rows.get(name, [])} - set(allowed):
            yield f"{name}.{column}: {value!r} is none of {', '.join(allowed)}"


def _wrong_spans(name: str, rows: list[Row], texts: Mapping[str, str]) -> Iterator[str]:
    for row in rows:
        if texts.get(row["doc_id"], "")[row["start"] : row["end"]] != row["text"]:
            yield f"{name} {_place(row)}: the document does not hold {row['text']!r} there"
        if not row["text"] or row["text"] != row["text"].strip():
            yield f"{name} {_place(row)}: empty, or white space at an end: {row['text']!r}"


def _wrong_alignments(rows: list[Row], texts: Mapping[str, str]) -> Iterator[str]:
    for row in rows:
        text = texts.get(row["doc_id"], "")
        for side in ("en", "zh"):
            if text[row[f"{side}_start"] : row[f"{side}_end"]] != row[f"{side}_text"]:
                yield f"alignments {row['doc_id']}: the {side} side is not in the document"


def _wrong_segments(rows: list[Row], texts: Mapping[str, str]) -> Iterator[str]:
    by_document = defaultdict(list)
    for row in rows:
        by_document[row["doc_id"]].append(row)
    for doc_id, text in texts.items():
        done = 0
        segments = by_document[doc_id]
        for number, row in enumerate(segments):
            if row["segment_id"] != number:
                yield f"segments {_place(row)}: segment_id {row['segment_id']} is not {number}"
            if row["start"] < done:
                yield f"segments {_place(row)}: overlaps the one before"
            if text[done : row["start"]].strip():
                yield f"segments {doc_id}: nothing covers {text[done : row['start']].strip()!r}"
            first = row["duplicate_of"]
            if first is not None and (
                first >= number or _packed(segments[first]["text"]) != _packed(row["text"])
            ):
                yield f"segments {_place(row)}: does not repeat segment {first}"
            done = row["end"]
        if text[done:].strip():
            yield f"segments {doc_id}: nothing covers {text[done:].strip()!r}"


def _wrong_tokens(rows: list[Row], texts: Mapping[str, str]) -> Iterator[str]:
    last: dict[str, int] = {}
    for row in rows:
        expected = last.get(row["doc_id"], -1) + 1
        if row["sentence_id"] != expected:
            yield f"sentences {_place(row)}: sentence_id {row['sentence_id']} is not {expected}"
        last[row["doc_id"]] = row["sentence_id"]
        starts, ends = row["token_starts"], row["token_ends"]
        if not len(starts) == len(ends) == row["n_tokens"] > 0:
            yield f"sentences {_place(row)}: n_tokens does not count the tokens"
            continue
        if (starts[0], ends[-1]) != (row["start"], row["end"]):
            yield f"sentences {_place(row)}: the tokens do not fill the sentence"
        borders = [border for pair in zip(starts, ends, strict=True) for border in pair]
        if borders != sorted(borders) or row["end"] > len(texts.get(row["doc_id"], "")):
            yield f"sentences {_place(row)}: tokens overlap, or stand in no order"


def _outside(
    name: str, rows: list[Row], parent: str, column: str, parents: list[Row]
) -> Iterator[str]:
    spans = {(row["doc_id"], row[column]): (row["start"], row["end"]) for row in parents}
    for row in rows:
        start, end = spans.get((row["doc_id"], row[column]), (0, -1))
        # What is found may run over a sentence's end, never over a segment's.
        last = row["end"] if parent == "segments" else row["start"]
        if not start <= row["start"] or not last <= end:
            yield f"{name} {_place(row)}: not in {column} {row[column]} of {parent}"


def _wrong_references(rows: Mapping[str, list[Row]]) -> Iterator[str]:
    if "concepts" not in rows:
        return
    known = {row["concept_id"] for row in rows["concepts"]}
    for concept_id in {row["concept_id"] for row in rows.get("mentions", [])} - known:
        yield f"mentions: {concept_id} is not in concepts"
    for row in rows.get("cooccurrence", []):
        if not row["concept_a"] < row["concept_b"]:
            yield f"cooccurrence: {row['concept_a']} does not sort before {row['concept_b']}"
        for column in ("concept_a", "concept_b"):
            if row[column] not in known:
                yield f"cooccurrence: {row[column]} is not in concepts"


def _packed(text: str) -> str:
    return "".join(text.split())


def _place(row: Row) -> str:
    return f"{row['doc_id']}[{row['start']}:{row['end']}]"
