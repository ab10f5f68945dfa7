"""Annotate: segments to sentences, entities and noun phrases."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from govnlp.annotators.entities import entities_of, trimmed
from govnlp.annotators.guard import PROBLEMS, annotate_each
from govnlp.annotators.loading import LANGUAGES, load_annotator
from govnlp.config import AnnotateSettings
from govnlp.schema import Tables, check_table, schema_of, table_from_columns, table_from_rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from govnlp.annotators.known_names import Names
    from govnlp.annotators.protocol import Annotator

Row = dict[str, Any]


def annotate(
    segments: pa.Table,
    settings: AnnotateSettings | None = None,
    annotators: Mapping[str, "Annotator"] | None = None,
    names: "Names | None" = None,
) -> Tables:
    """Find sentences, entities and noun phrases in segments.

    Boilerplate and repeats are left out (see the settings), as are segments whose language is
    undetermined. A segment that an annotator fails on becomes a row of ``rejects``; the others
    go on.

    Args:
        segments: table ``segments``.
        settings: which annotators, and which segments.
        annotators: by language, taken as they are; those that the settings name if not given.
        names: names of the user's own and their types, for the annotators that the settings name;
            those of the file in the settings if not given.

    Returns:
        ``sentences``, ``entities``, ``noun_phrases`` and ``rejects``, in the order of the text.

    Raises:
        AnnotatorError: an annotator that is needed cannot be loaded.
        SettingsError: a name is wrong, or the file of names.
        TableError: ``segments`` lacks a column.
    """
    settings = settings or AnnotateSettings()
    chosen = _choose(check_table("segments", segments), settings)
    results: dict[int, Doc | str] = {}
    sources: dict[str, str] = {}
    for lang in LANGUAGES:
        numbers = [number for number, row in enumerate(chosen) if row["lang"] == lang]
        if not numbers:
            continue
        given = annotators.get(lang) if annotators is not None else None
        annotator = given or load_annotator(lang, getattr(settings, lang), settings, names=names)
        sources[lang] = annotator.name
        texts = [chosen[number]["text"] for number in numbers]
        outcomes = annotate_each(annotator, texts, settings.batch_size)
        results.update(zip(numbers, outcomes, strict=True))
    return _tables(chosen, results, sources)


def _choose(segments: pa.Table, settings: AnnotateSettings) -> list[Row]:
    wanted = pc.invert(pc.is_in(segments["kind"], pa.array(settings.skip_kinds, pa.string())))
    if settings.skip_duplicates:
        wanted = pc.and_(wanted, pc.is_null(segments["duplicate_of"]))
    wanted = pc.and_(wanted, pc.is_in(segments["lang"], pa.array(LANGUAGES, pa.string())))
    columns = ["doc_id", "segment_id", "start", "text", "lang"]
    rows: list[Row] = segments.select(columns).filter(wanted).to_pylist()
    return rows


def _tables(
    chosen: list[Row], results: dict[int, "Doc | str"], sources: Mapping[str, str]
) -> Tables:
    columns: dict[str, dict[str, list[Any]]] = {
        name: {column: [] for column in schema_of(name).names}
        for name in ("sentences", "entities", "noun_phrases")
    }
    rejects: list[Row] = []
    doc_id, next_sentence = None, 0
    for number, row in enumerate(chosen):
        if row["doc_id"] != doc_id:
            doc_id, next_sentence = row["doc_id"], 0
        result = results[number]
        if isinstance(result, str):
            rejects.append(_reject(row, f"{result}; the segment has no annotations"))
            continue
        rejects += [_reject(row, problem) for problem in result.user_data.get(PROBLEMS, ())]
        next_sentence = _add_segment(columns, row, result, next_sentence, sources[row["lang"]])
    tables = {name: table_from_columns(name, values) for name, values in columns.items()}
    return {**tables, "rejects": table_from_rows("rejects", rejects)}


def _add_segment(
    columns: dict[str, dict[str, list[Any]]], row: Row, doc: "Doc", sentence_id: int, source: str
) -> int:
    """Add what was found in one segment; give the next free sentence_id."""
    base = row["start"]
    here = {"doc_id": row["doc_id"], "segment_id": row["segment_id"], "lang": row["lang"]}
    words = [not token.is_space for token in doc]
    starts = [token.idx + base for token in doc]
    ends = [start + len(token) for start, token in zip(starts, doc, strict=True)]
    sentence_starts = []
    for first, last in _sentence_bounds(doc):
        tokens = [i for i in range(first, last) if words[i]]
        if not tokens:
            continue
        sentence_starts.append(starts[tokens[0]])
        _append(
            columns["sentences"],
            here,
            sentence_id=sentence_id,
            start=starts[tokens[0]],
            end=ends[tokens[-1]],
            n_tokens=len(tokens),
            token_starts=[starts[i] for i in tokens],
            token_ends=[ends[i] for i in tokens],
        )
        sentence_id += 1

    def add(name: str, start: int, end: int, **values: str) -> None:
        after = bisect_right(sentence_starts, start + base)
        _append(
            columns[name],
            here,
            sentence_id=sentence_id - len(sentence_starts) + max(after - 1, 0),
            start=start + base,
            end=end + base,
            text=row["text"][start:end],
            **values,
        )

    for entity in entities_of(doc, source):
        add("entities", entity.start, entity.end, label=entity.label, source=entity.source)
    for span in doc.spans["noun_phrases"]:
        start, end = trimmed(row["text"], span.start_char, span.end_char)
        if start < end:
            add("noun_phrases", start, end, head=span.root.text, key=span.kb_id_)
    return sentence_id


def _sentence_bounds(doc: "Doc") -> Iterator[tuple[int, int]]:
    if not len(doc):
        return
    starts = [token.i for token in doc if token.is_sent_start or token.i == 0]
    yield from zip(starts, [*starts[1:], len(doc)], strict=True)


def _append(columns: dict[str, list[Any]], here: Row, **values: Any) -> None:
    for column, value in {**here, **values}.items():
        columns[column].append(value)


def _reject(row: Row, problem: str) -> Row:
    return {
        "path": row["doc_id"].partition("#")[0],
        "doc_id": row["doc_id"],
        "stage": "annotate",
        "start": row["start"],
        "end": row["start"] + len(row["text"]),
        "reason": "annotator failed",
        "detail": problem,
    }
