"""Segments against a gold segmentation: language by character, and boundaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govnlp.evaluation.scores import Score, compare


@dataclass(frozen=True, slots=True)
class SegmentScores:
    """How well segments agree with gold.

    Attributes:
        language: share of the characters that are no white space whose language is right.
        boundaries: precision, recall and F1 of the places where a segment begins; the first of
            each text, which cannot be missed, is left out.
    """

    language: float
    boundaries: Score


def score_segments(
    text: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> SegmentScores:
    """Score the segments of one text.

    Args:
        text: the text.
        gold: its segments in order, with ``start``, ``end`` (code points) and ``lang``.
        predicted: likewise, as the stage gave them.

    >>> gold = [{"start": 0, "end": 5, "lang": "en"}, {"start": 6, "end": 8, "lang": "zh"}]
    >>> both = [{"start": 0, "end": 8, "lang": "en"}]
    >>> scores = score_segments("peace 和平", gold, both)
    >>> round(scores.language, 3), scores.boundaries.recall
    (0.714, 0.0)
    """
    language = right_characters(text, gold, predicted, "lang")
    return SegmentScores(
        language=language.f1 if language.gold else 1.0,
        boundaries=compare(
            {row["start"] for row in gold[1:]}, {row["start"] for row in predicted[1:]}
        ),
    )


def right_characters(
    text: str,
    gold: Sequence[Mapping[str, Any]],
    predicted: Sequence[Mapping[str, Any]],
    column: str,
) -> Score:
    """Count the characters, white space left out, whose segment has the right value in a column.

    The F1 of the score is the share that is right.

    Args:
        text: the text.
        gold: its segments, with ``start``, ``end`` (code points) and the column.
        predicted: likewise.
        column: ``lang`` or ``kind``.
    """
    expected, found = _values(text, gold, column), _values(text, predicted, column)
    written = [at for at, char in enumerate(text) if not char.isspace()]
    right = sum(expected[at] == found[at] for at in written)
    return Score(right, len(written), len(written))


def _values(text: str, rows: Sequence[Mapping[str, Any]], column: str) -> list[str]:
    values = [""] * len(text)
    for row in rows:
        values[row["start"] : row["end"]] = [row[column]] * (row["end"] - row["start"])
    return values
