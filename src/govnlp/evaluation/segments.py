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
    expected, found = _languages(text, gold), _languages(text, predicted)
    written = [at for at, char in enumerate(text) if not char.isspace()]
    right = sum(expected[at] == found[at] for at in written)
    return SegmentScores(
        language=right / len(written) if written else 1.0,
        boundaries=compare(
            {row["start"] for row in gold[1:]}, {row["start"] for row in predicted[1:]}
        ),
    )


def _languages(text: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    languages = [""] * len(text)
    for row in rows:
        languages[row["start"] : row["end"]] = [row["lang"]] * (row["end"] - row["start"])
    return languages
