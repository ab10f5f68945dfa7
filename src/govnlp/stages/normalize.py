"""Link what the texts say to the vocabulary."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from govnlp.config import NormalizeSettings
from govnlp.errors import TableError
from govnlp.linking.candidates import Entity, Passage
from govnlp.linking.linker import Link, linker_for
from govnlp.schema import Tables, check_table, empty_table, table_from_columns
from govnlp.vocabulary.concepts import Vocabulary
from govnlp.vocabulary.reading import load_vocabulary

_COLUMNS = (
    "doc_id segment_id sentence_id start end text lang concept_id kind label match score".split()
)


def normalize(
    documents: pa.Table,
    segments: pa.Table,
    sentences: pa.Table,
    entities: pa.Table,
    settings: NormalizeSettings | None = None,
    vocabulary: Vocabulary | None = None,
) -> Tables:
    """Link mentions to the concepts of a vocabulary.

    Segments without a sentence (those that annotate left out) are not searched. A mention
    belongs to the sentence in which it begins, and has that sentence's language.

    Args:
        documents: the table of that name; the columns doc_id and text are read.
        segments: the table of that name.
        sentences: the table of that name; its tokens say where Chinese words end.
        entities: the table of that name; a place inside a person's name is none.
        settings: what to link, and how sure a link must be; None stands for the defaults.
        vocabulary: what to link to; None loads the ones that the settings name.

    Returns:
        The tables ``mentions`` (in the order of the documents, then by start, the longer span
        first) and ``rejects`` (without a row: nothing is set aside here).

    Raises:
        TableError: a table is not as its schema says, or a segment belongs to no document.
        VocabularyError: a vocabulary named in the settings cannot be read.
    """
    for name, table in (
        ("documents", documents),
        ("segments", segments),
        ("sentences", sentences),
        ("entities", entities),
    ):
        check_table(name, table)
    settings = settings or NormalizeSettings()
    if vocabulary is None:
        vocabulary = load_vocabulary(settings.vocabularies)
    linker = linker_for(vocabulary, settings)
    sentences_of = _by_segment(sentences)
    entities_of = _by_segment(entities.select(["doc_id", "segment_id", "start", "end", "label"]))
    columns: dict[str, list[Any]] = {column: [] for column in _COLUMNS}
    for doc_id, text, doc_segments in _documents(documents, segments):
        searched = [s for s in doc_segments if (doc_id, s["segment_id"]) in sentences_of]
        keys = [(doc_id, segment["segment_id"]) for segment in searched]
        passages = [
            _passage(text, segment, sentences_of[key], entities_of.get(key, []))
            for key, segment in zip(keys, searched, strict=True)
        ]
        for key, links in zip(keys, linker.link(passages), strict=True):
            _add(columns, key, links, sentences_of[key], text)
    return {"mentions": table_from_columns("mentions", columns), "rejects": empty_table("rejects")}


def _documents(
    documents: pa.Table, segments: pa.Table
) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Give each document with its text and its segments, in the order of the table."""
    by_document: dict[str, list[dict[str, Any]]] = {
        doc_id: [] for doc_id in documents["doc_id"].to_pylist()
    }
    rows = segments.select(["doc_id", "segment_id", "start", "end"]).to_pylist()
    for segment in rows:
        if segment["doc_id"] not in by_document:
            raise TableError(f"segments: no document has the doc_id {segment['doc_id']!r}")
        by_document[segment["doc_id"]].append(segment)
    for doc_id, text in zip(
        documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True
    ):
        yield doc_id, text, by_document[doc_id]


def _by_segment(table: pa.Table) -> dict[tuple[str, int], list[dict[str, Any]]]:
    rows: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        rows.setdefault((row["doc_id"], row["segment_id"]), []).append(row)
    for group in rows.values():
        group.sort(key=lambda row: row["start"])
    return rows


def _passage(
    text: str,
    segment: Mapping[str, Any],
    sentences: Sequence[Mapping[str, Any]],
    entities: Sequence[Mapping[str, Any]],
) -> Passage:
    return Passage(
        text=text[segment["start"] : segment["end"]],
        start=segment["start"],
        token_starts=[start for row in sentences for start in row["token_starts"]],
        token_ends=[end for row in sentences for end in row["token_ends"]],
        sentence_starts=[row["start"] for row in sentences],
        entities=[Entity(row["start"], row["end"], row["label"]) for row in entities],
    )


def _add(
    columns: Mapping[str, list[Any]],
    key: tuple[str, int],
    links: Sequence[Link],
    sentences: Sequence[Mapping[str, Any]],
    text: str,
) -> None:
    starts = [row["start"] for row in sentences]
    for link in links:
        sentence = sentences[max(0, bisect_right(starts, link.start) - 1)]
        columns["doc_id"].append(key[0])
        columns["segment_id"].append(key[1])
        columns["sentence_id"].append(sentence["sentence_id"])
        columns["start"].append(link.start)
        columns["end"].append(link.end)
        columns["text"].append(text[link.start : link.end])
        columns["lang"].append(sentence["lang"])
        columns["concept_id"].append(link.concept_id)
        columns["kind"].append(link.kind)
        columns["label"].append(link.label)
        columns["match"].append(link.match)
        columns["score"].append(link.score)
