"""Run the stages over the texts of a gold file and score every table it speaks of."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from govnlp.config import PipelineSettings
from govnlp.evaluation.entities import compare_entities
from govnlp.evaluation.files import add_scores
from govnlp.evaluation.gold import GoldDocument, Row
from govnlp.evaluation.linking import score_links
from govnlp.evaluation.scores import Score, compare
from govnlp.evaluation.segments import right_characters, score_segments
from govnlp.pipeline import process

_LAST_STAGE = {
    "segments": "segment",
    "entities": "annotate",
    "noun_phrases": "annotate",
    "mentions": "normalize",
}
_STAGES = ("ingest", "segment", "annotate", "normalize")


def score_documents(
    documents: Sequence[GoldDocument], settings: PipelineSettings | None = None
) -> dict[str, Score]:
    """Score segments, entities, noun phrases and mentions, as far as the documents have them.

    Every text is a document of its own; only the stages that are needed run.

    Returns:
        ``segments/language`` and ``segments/kind`` (characters, white space left out, whose
        value is right), ``segments/boundaries``, ``entities`` with each type and ``untyped``,
        ``noun_phrases``, ``mentions`` with each kind of concept.
    """
    wanted = {name for document in documents for name in document.tables}
    last = max(_STAGES.index(_LAST_STAGE[name]) for name in wanted)
    settings = (settings or PipelineSettings()).model_copy(update={"stages": _STAGES[: last + 1]})
    result = process([document.text for document in documents], settings)
    found = {name: _by_document(getattr(result, name), len(documents)) for name in wanted}
    totals: dict[str, Score] = {}
    for number, document in enumerate(documents):
        for name, gold in document.tables.items():
            add_scores(totals, _score(name, document.text, gold, found[name][number]))
    return totals


def _by_document(table: pa.Table, n_documents: int) -> list[list[Row]]:
    rows: list[list[Row]] = [[] for _ in range(n_documents)]
    for row in table.to_pylist():
        rows[int(row["doc_id"])].append(row)
    return rows


def _score(name: str, text: str, gold: Sequence[Row], found: Sequence[Row]) -> Mapping[str, Score]:
    if name == "segments":
        return {
            "segments/language": right_characters(text, gold, found, "lang"),
            "segments/kind": right_characters(text, gold, found, "kind"),
            "segments/boundaries": score_segments(text, gold, found).boundaries,
        }
    if name == "noun_phrases":
        return {name: compare(_spans(gold), _spans(found))}
    if name == "entities":
        scores = compare_entities(
            [(row["start"], row["end"], row["label"]) for row in gold],
            [(row["start"], row["end"], row["label"]) for row in found],
        )
    else:
        scores = score_links(
            text,
            [(row["start"], row["end"], row["concept_id"]) for row in gold],
            [(row["start"], row["end"], row["concept_id"]) for row in found],
        )
    return named(name, scores)


def _spans(rows: Sequence[Row]) -> list[tuple[int, int]]:
    return [(row["start"], row["end"]) for row in rows]


def named(name: str, scores: Mapping[str, Score]) -> dict[str, Score]:
    """Put a name before the parts of scores: ``all`` becomes ``name``, ``PER`` ``name/PER``."""
    return {name if part == "all" else f"{name}/{part}": score for part, score in scores.items()}
