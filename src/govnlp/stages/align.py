"""Align: pair the English and Chinese passages of one document."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from govnlp.alignment.chain import best_chain
from govnlp.alignment.confidence import confidences
from govnlp.alignment.passages import Passage, latin_words, passage
from govnlp.config import AlignSettings
from govnlp.schema import Tables, check_table, empty_table, table_from_rows

Row = dict[str, Any]
_Concepts = Mapping[tuple[str, int], set[str]]


class Pair(NamedTuple):
    """Two passages, and how sure it is that they translate each other (0 to 1)."""

    en: Passage
    zh: Passage
    score: float


def align(
    documents: pa.Table,
    segments: pa.Table,
    sentences: pa.Table,
    mentions: pa.Table,
    settings: AlignSettings | None = None,
) -> Tables:
    """Pair passages that translate each other within each document.

    Segments of both languages, boilerplate and repeats aside, are paired in order by dynamic
    programming over the evidence of their lengths, numbers, outline numbers, concepts and names
    (see `govnlp.alignment.evidence`), whether one half of the document follows the other or they
    take turns. Where the two sides say different things, nothing is paired: a pair has to fit
    better than two passages taken at random from the document, and so have its neighbours and the
    document as a whole (see `govnlp.alignment.confidence`).

    Args:
        documents: table ``documents``.
        segments: table ``segments``.
        sentences: table ``sentences``; read for pairs of sentences only (see the settings).
        mentions: table ``mentions``.
        settings: what is paired, and how sure a pair must be.

    Returns:
        ``alignments`` in the order of the English text, and an empty ``rejects``. No passage
        stands in two pairs of segments.

    Raises:
        TableError: a table lacks a column.
    """
    settings = settings or AlignSettings()
    check_table("documents", documents)
    check_table("sentences", sentences)
    check_table("mentions", mentions)
    halves = _halves(check_table("segments", segments))
    by_sentence = settings.granularity == "sentence"
    in_segments = _concepts(mentions, "segment_id")
    in_sentences = _concepts(mentions, "sentence_id") if by_sentence else {}
    of_segments = _sentences(sentences, halves) if by_sentence else {}
    rows: list[Row] = []
    for doc_id, text in _texts(documents, halves).items():
        pairs = _pairs(doc_id, halves[doc_id], in_segments, "segment_id")
        if by_sentence:
            given = of_segments.get(doc_id, [])
            pairs = list(_sentence_pairs(doc_id, text, given, in_sentences, pairs))
        rows.extend(_row(doc_id, text, pair) for pair in pairs if pair.score >= settings.min_score)
    return {"alignments": table_from_rows("alignments", rows), "rejects": empty_table("rejects")}


def _halves(segments: pa.Table) -> dict[str, list[Row]]:
    """Give the segments of each document that has both languages, in order."""
    usable = pc.and_(
        pc.is_null(segments["duplicate_of"]),
        pc.and_(
            pc.not_equal(segments["kind"], "boilerplate"),
            pc.is_in(segments["lang"], pa.array(["en", "zh"])),
        ),
    )
    columns = ["doc_id", "segment_id", "start", "text", "lang", "kind"]
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in segments.select(columns).filter(usable).to_pylist():
        by_document[row["doc_id"]].append(row)
    return {
        doc_id: sorted(rows, key=lambda row: row["segment_id"])
        for doc_id, rows in by_document.items()
        if len({row["lang"] for row in rows}) == 2
    }


def _concepts(mentions: pa.Table, column: str) -> _Concepts:
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    columns = [mentions[name].to_pylist() for name in ("doc_id", column, "concept_id")]
    for doc_id, place, concept_id in zip(*columns, strict=True):
        found[doc_id, place].add(concept_id)
    return found


def _texts(documents: pa.Table, wanted: Mapping[str, Any]) -> dict[str, str]:
    chosen = documents.filter(pc.is_in(documents["doc_id"], pa.array(list(wanted), pa.string())))
    return dict(zip(chosen["doc_id"].to_pylist(), chosen["text"].to_pylist(), strict=True))


def _sentences(sentences: pa.Table, wanted: Mapping[str, Any]) -> dict[str, list[Row]]:
    columns = ["doc_id", "sentence_id", "start", "end", "lang"]
    chosen = pc.is_in(sentences["doc_id"], pa.array(list(wanted), pa.string()))
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in sentences.select(columns).filter(chosen).to_pylist():
        by_document[row["doc_id"]].append({**row, "kind": "sentence"})
    return by_document


def _pairs(doc_id: str, rows: Sequence[Row], concepts: _Concepts, id_column: str) -> list[Pair]:
    """Pair rows of the two languages (each with lang, kind, start, text, and its identifier)."""
    chinese = [row["text"] for row in rows if row["lang"] == "zh"]
    names = frozenset[str]().union(*map(latin_words, chinese))
    sides: dict[str, list[Passage]] = {"en": [], "zh": []}
    for row in rows:
        place = row[id_column]
        here = concepts.get((doc_id, place), ())
        found = passage(row["text"], row["start"], row["kind"], here, names, place)
        sides[row["lang"]].append(found)
    links = best_chain(sides["en"], sides["zh"])
    scores = confidences(links, max(len(side) for side in sides.values()))
    return [Pair(link.first, link.second, score) for link, score in zip(links, scores, strict=True)]


def _sentence_pairs(
    doc_id: str, text: str, sentences: Sequence[Row], concepts: _Concepts, pairs: Sequence[Pair]
) -> Iterator[Pair]:
    """Pair the sentences inside each pair; none is surer than the pair that it is from."""
    for pair in pairs:
        inside = [
            {**row, "text": text[row["start"] : row["end"]]}
            for row in sentences
            if _holds(pair.en if row["lang"] == "en" else pair.zh, row)
        ]
        for found in _pairs(doc_id, inside, concepts, "sentence_id"):
            yield Pair(found.en, found.zh, min(found.score, pair.score))


def _holds(side: Passage, row: Row) -> bool:
    return side.start <= int(row["start"]) and int(row["end"]) <= side.end


def _row(doc_id: str, text: str, pair: Pair) -> Row:
    en, zh = pair.en, pair.zh
    return {
        "doc_id": doc_id,
        "en_start": en.start,
        "en_end": en.end,
        "zh_start": zh.start,
        "zh_end": zh.end,
        "en_text": text[en.start : en.end],
        "zh_text": text[zh.start : zh.end],
        "score": pair.score,
    }
