"""From the tables of the stages before it to what the linker reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from govnlp.errors import TableError
from govnlp.linking.candidates import Entity, Passage

Rows = Sequence[Mapping[str, Any]]
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class DocumentPassages:
    """A document, as the linker reads it.

    Attributes:
        doc_id: the document.
        text: its text.
        segment_ids: the segments that have sentences, in order.
        sentences: the sentences of each.
        passages: each as a passage.
    """

    doc_id: str
    text: str
    segment_ids: list[int]
    sentences: list[Rows]
    passages: list[Passage]


def document_passages(
    documents: pa.Table,
    segments: pa.Table,
    sentences: pa.Table,
    entities: pa.Table,
    noun_phrases: pa.Table,
) -> Iterator[DocumentPassages]:
    """Give each document, in the order of the table.

    Raises:
        TableError: a segment belongs to no document.
    """
    sentences_of = _by_segment(sentences)
    entities_of = _by_segment(entities.select(["doc_id", "segment_id", "start", "end", "label"]))
    phrases_of = _by_segment(noun_phrases.select(["doc_id", "segment_id", "start", "end"]))
    for doc_id, text, rows in _documents(documents, segments):
        searched = [row for row in rows if (doc_id, row["segment_id"]) in sentences_of]
        keys = [(doc_id, row["segment_id"]) for row in searched]
        yield DocumentPassages(
            doc_id,
            text,
            [row["segment_id"] for row in searched],
            [sentences_of[key] for key in keys],
            [
                _passage(
                    text, row, sentences_of[key], entities_of.get(key, ()), phrases_of.get(key, ())
                )
                for key, row in zip(keys, searched, strict=True)
            ],
        )


def _documents(
    documents: pa.Table, segments: pa.Table
) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Give each document with its text and its segments, in the order of the table."""
    by_document: dict[str, list[dict[str, Any]]] = {
        doc_id: [] for doc_id in documents["doc_id"].to_pylist()
    }
    for segment in segments.select(["doc_id", "segment_id", "start", "end", "kind"]).to_pylist():
        if segment["doc_id"] not in by_document:
            raise TableError(f"segments: no document has the doc_id {segment['doc_id']!r}")
        by_document[segment["doc_id"]].append(segment)
    for doc_id, text in zip(
        documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True
    ):
        yield doc_id, text, by_document[doc_id]


def _by_segment(table: pa.Table) -> dict[_Key, list[dict[str, Any]]]:
    rows: dict[_Key, list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        rows.setdefault((row["doc_id"], row["segment_id"]), []).append(row)
    for group in rows.values():
        group.sort(key=lambda row: row["start"])
    return rows


def _passage(
    text: str, segment: Mapping[str, Any], sentences: Rows, entities: Rows, phrases: Rows
) -> Passage:
    return Passage(
        text=text[segment["start"] : segment["end"]],
        start=segment["start"],
        token_starts=[start for row in sentences for start in row["token_starts"]],
        token_ends=[end for row in sentences for end in row["token_ends"]],
        sentence_starts=[row["start"] for row in sentences],
        entities=[Entity(row["start"], row["end"], row["label"]) for row in entities],
        phrases=[(row["start"], row["end"]) for row in phrases],
        is_heading=segment["kind"] == "heading",
    )
