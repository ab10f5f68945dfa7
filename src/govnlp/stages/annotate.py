"""Annotate: segments to sentences, entities and noun phrases."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from govnlp.annotators.loading import LANGUAGES, load_annotator
from govnlp.config import AnnotateSettings
from govnlp.errors import AnnotatorError
from govnlp.schema import Tables, check_table, schema_of, table_from_columns, table_from_rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from govnlp.annotators.protocol import Annotator

Row = dict[str, Any]


def annotate(
    segments: pa.Table,
    settings: AnnotateSettings | None = None,
    annotators: Mapping[str, "Annotator"] | None = None,
) -> Tables:
    """Find sentences, entities and noun phrases in segments.

    Boilerplate and repeats are left out (see the settings), as are segments whose language is
    undetermined. A segment that an annotator fails on becomes a row of ``rejects``; the others
    go on.

    Args:
        segments: table ``segments``.
        settings: which annotators, and which segments.
        annotators: by language; those that the settings name if not given.

    Returns:
        ``sentences``, ``entities``, ``noun_phrases`` and ``rejects``, in the order of the text.

    Raises:
        AnnotatorError: an annotator that is needed cannot be loaded.
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
        annotator = given or load_annotator(lang, getattr(settings, lang), settings)
        sources[lang] = annotator.name
        texts = [chosen[number]["text"] for number in numbers]
        outcomes = _annotate_texts(annotator, texts, settings.batch_size)
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


def _annotate_texts(
    annotator: "Annotator", texts: Sequence[str], batch_size: int
) -> Iterator["Doc | str"]:
    """Give a Doc for each text, or what went wrong with it."""
    for first in range(0, len(texts), batch_size):
        batch = texts[first : first + batch_size]
        try:
            yield from list(annotator.pipe(batch, batch_size=batch_size))
        except AnnotatorError:  # wrong for every text
            raise
        except Exception:  # noqa: BLE001  # an annotator's bug on one text must not cost the rest
            for text in batch:
                yield _annotate_alone(annotator, text)


def _annotate_alone(annotator: "Annotator", text: str) -> "Doc | str":
    try:
        (doc,) = annotator.pipe([text])
    except Exception as error:  # noqa: BLE001  # becomes a row of rejects
        return f"{annotator.name}: {type(error).__name__}: {error}"
    return doc


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
            rejects.append(_reject(row, result))
            continue
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
    sentence_of_token = [sentence_id] * len(words)
    for first, last in _sentence_bounds(doc):
        tokens = [i for i in range(first, last) if words[i]]
        if not tokens:
            continue
        sentence_of_token[first:last] = [sentence_id] * (last - first)
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
    for name, spans in (("entities", doc.ents), ("noun_phrases", doc.spans["noun_phrases"])):
        for span in spans:
            start, end = starts[span.start], ends[span.end - 1]
            _append(
                columns[name],
                here,
                sentence_id=sentence_of_token[span.start],
                start=start,
                end=end,
                text=row["text"][start - base : end - base],
                **_span_values(name, span, source),
            )
    return sentence_id


def _span_values(name: str, span: "Span", source: str) -> Row:
    if name == "entities":
        return {"label": span.label_, "source": source}
    return {"head": span.root.text, "key": span.kb_id_}


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
        "detail": f"{problem}; the segment has no annotations",
    }
