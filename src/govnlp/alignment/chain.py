"""The best monotone chain of pairs between two rows of passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from govnlp.alignment.evidence import Evidence, Floats, Lengths, weigh
from govnlp.alignment.passages import Passage

CELLS = 10_000_000
"""Pairs of passages that are compared at most; larger documents are searched in a band."""

_SKIP = -2.0
_JOIN = -3.0
_NEVER = -1e9

# Moves: how many passages of either side they take.
_MOVES = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1))


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of the chain.

    Attributes:
        first: the English passage, or two joined.
        second: the Chinese passage, or two joined.
        score: the evidence for the pair alone (log-likelihood ratio).
        skipped: passages of either side that were passed over since the last pair.
    """

    first: Passage
    second: Passage
    score: float
    skipped: int


def best_chain(first: Sequence[Passage], second: Sequence[Passage]) -> list[Link]:
    """Pair passages in order by dynamic programming (as Gale & Church 1993).

    A pair takes one passage of either side, or two neighbours of one side; a passage may be left
    alone on either side, at a small cost, so that a pair is made only where something speaks for
    it.

    Args:
        first: English passages in the order of the text.
        second: Chinese passages in the order of the text.
    """
    if not first or not second:
        return []
    return _Search(first, second).links()


class _Search:
    def __init__(self, first: Sequence[Passage], second: Sequence[Passage]) -> None:
        self.first, self.second = first, second
        self.first_joined = _joined(first)
        self.second_joined = _joined(second)
        weights, lengths = weigh(first, second), Lengths.of(first, second)
        self.singles = Evidence(second, weights, lengths)
        # A passage that cannot be joined stands in for the pair, which is never taken.
        self.pairs = Evidence(
            [pair or second[n] for n, pair in enumerate(self.second_joined)], weights, lengths
        )
        self.cannot_join = np.asarray([pair is None for pair in self.second_joined], dtype=bool)
        self.begins, self.ends = _band(first, second)

    def links(self) -> list[Link]:
        moves, pair_scores = self._forward()
        row, column = len(self.first), len(self.second)
        links: list[tuple[int, int, int, float]] = []
        while row or column:
            place = column - self.begins[row]
            move = int(moves[row][place])
            if move >= 2:
                links.append((row, column, move, float(pair_scores[row][place])))
            row, column = row - _MOVES[move][0], column - _MOVES[move][1]
        result = []
        done = (0, 0)
        for row, column, move, score in reversed(links):
            rows, columns = _MOVES[move]
            skipped = row - rows - done[0] + column - columns - done[1]
            first = self.first[row - 1] if rows == 1 else self.first_joined[row - 2]
            second = self.second[column - 1] if columns == 1 else self.second_joined[column - 2]
            assert first is not None
            assert second is not None
            result.append(Link(first, second, score, skipped))
            done = (row, column)
        return result

    def _forward(self) -> tuple[list[np.ndarray], list[Floats]]:
        """Fill the table row by row; cell (i, j) is the best chain over i and j passages."""
        moves, scores = [], []
        before: list[tuple[int, Floats]] = []
        for row in range(len(self.first) + 1):
            begin, end = self.begins[row], self.ends[row]
            candidates = np.full((len(_MOVES), end - begin), _NEVER)
            pairs = np.zeros((len(_MOVES), end - begin))
            if row:
                candidates[0] = _shifted(before[-1], begin, end, 0) + _SKIP
                pairs[2] = self._pairs(self.singles, self.first[row - 1], begin, end, 1)
                candidates[2] = _shifted(before[-1], begin, end, 1) + pairs[2]
                pairs[3] = self._pairs(self.pairs, self.first[row - 1], begin, end, 2) + _JOIN
                candidates[3] = _shifted(before[-1], begin, end, 2) + pairs[3]
            joined = self.first_joined[row - 2] if row > 1 else None
            if joined is not None:
                pairs[4] = self._pairs(self.singles, joined, begin, end, 1) + _JOIN
                candidates[4] = _shifted(before[-2], begin, end, 1) + pairs[4]
            if not row:
                candidates[0, 0] = 0.0
            best = candidates.argmax(axis=0)
            columns = np.arange(end - begin)
            values, skips = _skip_along(candidates[best, columns])
            best[skips] = 1
            moves.append(best.astype(np.int8))
            scores.append(pairs[best, columns].astype(np.float32))
            before = [*before[-1:], (begin, values)]
        return moves, scores

    def _pairs(
        self, evidence: Evidence, passage: Passage, begin: int, end: int, taken: int
    ) -> Floats:
        """Score a passage against what each column of the table would pair it with."""
        low, high = max(begin - taken, 0), max(end - taken, 0)
        scores = np.full(end - begin, _NEVER)
        found = evidence.row(passage, low, high)
        if taken == 2:
            found[self.cannot_join[low:high]] = _NEVER
        scores[end - begin - len(found) :] = found
        return scores


def _joined(passages: Sequence[Passage]) -> list[Passage | None]:
    """Join each passage with the next, where they can be joined."""
    return [one.joined(other) for one, other in pairwise(passages)]


def _shifted(row: tuple[int, Floats], begin: int, end: int, taken: int) -> Floats:
    """Give the values of an earlier row `taken` columns to the left of each column."""
    row_begin, values = row
    result = np.full(end - begin, _NEVER)
    low, high = max(begin - taken, row_begin), min(end - taken, row_begin + len(values))
    if low < high:
        result[low + taken - begin : high + taken - begin] = values[
            low - row_begin : high - row_begin
        ]
    return result


def _skip_along(values: Floats) -> tuple[Floats, np.ndarray]:
    """Let each column be reached from those before it by skipping; tell where that is better."""
    costs = _SKIP * np.arange(len(values))
    reached = np.maximum.accumulate(values - costs) + costs
    skips = reached > values + 1e-9
    return reached, skips


def _band(first: Sequence[Passage], second: Sequence[Passage]) -> tuple[list[int], list[int]]:
    """Give for each row the columns to search: all, or in a large document those near the diagonal.

    The diagonal goes by length, not by number.
    """
    n, m = len(first), len(second)
    if (n + 1) * (m + 1) <= CELLS:
        return [0] * (n + 1), [m + 1] * (n + 1)
    half = max(CELLS // (2 * (n + 1)), 20)
    shares_first = np.cumsum([0] + [passage.n_chars for passage in first], dtype=float)
    shares_second = np.cumsum([0] + [passage.n_chars for passage in second], dtype=float)
    shares_first /= max(shares_first[-1], 1)
    shares_second /= max(shares_second[-1], 1)
    middles = np.searchsorted(shares_second, shares_first)
    begins = np.maximum(middles - half, 0)
    ends = np.minimum(middles + half, m + 1)
    begins[0], ends[-1] = 0, m + 1
    # Rows must touch, also where one passage is as long as many of the other side.
    begins[1:] = np.minimum(begins[1:], ends[:-1] - 1)
    return begins.tolist(), ends.tolist()
