"""The best sequence of tags that mark spans: Begin, In, Last of a span, a Unit, Out of all.

A tag is a place and a type (``B-LOC``, ``U-NOUN``) or ``O``. In a sequence that fits, every B is
followed by Is and an L of its type, and nothing else stands between.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_IMPOSSIBLE = -1e9

Scores = NDArray[np.float32]


class SpanDecoder:
    """Finds the best fitting tags for texts, many at a time."""

    def __init__(self, labels: Sequence[str]) -> None:
        """`labels`: the tags in the order of the columns of the scores."""
        self.labels = list(labels)
        types = sorted({label[2:] for label in labels})
        self._columns = np.full((4, len(types)), len(labels), dtype=np.intp)
        for column, label in enumerate(labels):
            place = "BILU".index("U" if label == "O" else label[0])
            self._columns[place, types.index(label[2:])] = column

    def best(self, scores: Sequence[Scores]) -> list[NDArray[np.intp]]:
        """Columns of the best tags.

        Args:
            scores: for each text logarithms of probabilities, one row a token, one column a tag;
                what a network gives before its softmax does as well.
        """
        longest = max(map(len, scores), default=0)
        if not longest:
            return [np.zeros(0, dtype=np.intp) for _ in scores]
        # What follows a text's end is as good as what precedes a type without such a tag: never.
        steps = np.full((longest, len(scores), len(self.labels) + 1), _IMPOSSIBLE)
        for text, rows in enumerate(scores):
            steps[: len(rows), text, :-1] = rows
        begin, within, last, unit = (steps[:, :, columns] for columns in self._columns)
        closed = np.zeros(len(scores))
        opened = np.full(begin.shape[1:], _IMPOSSIBLE)
        closed_by = np.zeros((longest, len(scores)), dtype=np.intp)
        ended = np.zeros(begin.shape, dtype=bool)
        begun = np.zeros(begin.shape, dtype=bool)
        for t in range(longest):
            by_unit = closed[:, None] + unit[t]
            by_last = opened + last[t]
            ended[t] = by_last > by_unit
            best = np.maximum(by_last, by_unit)
            starting = closed[:, None] + begin[t]
            staying = opened + within[t]
            begun[t] = starting >= staying
            opened = np.maximum(starting, staying)
            closed_by[t] = best.argmax(axis=1)
            closed = best.max(axis=1)
        return [
            self._back(len(rows), closed_by[:, text], ended[:, text], begun[:, text])
            for text, rows in enumerate(scores)
        ]

    def marginals(self, scores: Sequence[Scores]) -> list[Scores]:
        """How probable each tag is, among all sequences that fit; `scores` as for `best`."""
        longest = max(map(len, scores), default=0)
        if not longest:
            return [np.zeros_like(rows) for rows in scores]
        filler = self._columns[3].min()
        odds = np.zeros((longest, len(scores), len(self.labels) + 1))
        for text, rows in enumerate(scores):
            odds[: len(rows), text, :-1] = np.exp(rows - rows.max(axis=1, keepdims=True))
            odds[len(rows) :, text, filler] = 1.0
        begin, within, last, unit = (odds[:, :, columns] for columns in self._columns)
        units = unit.sum(axis=2)
        shape = (longest + 1, len(scores))
        closed, opened = np.ones(shape), np.zeros((*shape, begin.shape[2]))
        for t in range(longest):
            closed[t + 1] = closed[t] * units[t] + (opened[t] * last[t]).sum(axis=1)
            opened[t + 1] = closed[t][:, None] * begin[t] + opened[t] * within[t]
            total = closed[t + 1] + opened[t + 1].sum(axis=1)
            closed[t + 1] /= total
            opened[t + 1] /= total[:, None]
        after_closed, after_opened = np.ones(len(scores)), np.zeros(begin.shape[1:])
        found = np.zeros_like(odds)
        for t in range(longest - 1, -1, -1):
            before = closed[t][:, None]
            found[t][:, self._columns[0]] += before * begin[t] * after_opened
            found[t][:, self._columns[1]] += opened[t] * within[t] * after_opened
            found[t][:, self._columns[2]] += opened[t] * last[t] * after_closed[:, None]
            found[t][:, self._columns[3]] += before * unit[t] * after_closed[:, None]
            ending = after_closed
            after_closed = units[t] * ending + (begin[t] * after_opened).sum(axis=1)
            after_opened = last[t] * ending[:, None] + within[t] * after_opened
            total = after_closed + after_opened.sum(axis=1)
            after_closed = after_closed / total
            after_opened = after_opened / total[:, None]
        found /= found[:, :, :-1].sum(axis=2, keepdims=True)
        return [
            found[: len(rows), text, :-1].astype(np.float32) for text, rows in enumerate(scores)
        ]

    def _back(
        self,
        length: int,
        closed_by: NDArray[np.intp],
        ended: NDArray[np.bool_],
        begun: NDArray[np.bool_],
    ) -> NDArray[np.intp]:
        begin, within, last, unit = self._columns
        path = np.zeros(length, dtype=np.intp)
        t = length - 1
        while t >= 0:
            kind = closed_by[t]
            if not ended[t, kind]:
                path[t] = unit[kind]
            else:
                path[t] = last[kind]
                t -= 1
                while not begun[t, kind]:
                    path[t] = within[kind]
                    t -= 1
                path[t] = begin[kind]
            t -= 1
        return path


def spans_of_tags(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Spans of tags that fit: first token, token behind the last, type.

    >>> spans_of_tags(["O", "B-LOC", "L-LOC", "U-PER"])
    [(1, 3, 'LOC'), (3, 4, 'PER')]
    """
    spans = []
    start = 0
    for i, tag in enumerate(tags):
        if tag[0] in "BU":
            start = i
        if tag[0] in "LU":
            spans.append((start, i + 1, tag[2:]))
    return spans
