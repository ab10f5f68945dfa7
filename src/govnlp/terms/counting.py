"""Counting pairs of numbered things with numpy, a bounded number of them at a time."""

from collections.abc import Iterator

import numpy as np

from govnlp.terms.spans import Ints

PAIRS_AT_ONCE = 4_000_000
"""Pairs written out in memory at a time (one row's own pairs are never cut)."""


def slices_of_size(sizes: Ints, limit: int = PAIRS_AT_ONCE) -> Iterator[slice]:
    """Cut positions into consecutive slices whose sizes add up to `limit` at most.

    A position that is larger by itself gets a slice of its own.

    >>> list(slices_of_size(np.array([2, 2, 2, 9]), 4))
    [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None)]
    """
    sums = np.cumsum(sizes)
    begin = 0
    while begin < len(sizes):
        before = int(sums[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(sums, before + limit, side="right")), begin + 1)
        yield slice(begin, end)
        begin = end


def ranges(starts: Ints, sizes: Ints) -> Ints:
    """Put ranges of numbers one after the other.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    begins = np.cumsum(sizes) - sizes
    result: Ints = np.arange(sizes.sum(), dtype=np.int64) + np.repeat(starts - begins, sizes)
    return result


def sum_by_key(keys: Ints, *values: Ints) -> tuple[Ints, ...]:
    """Add up the values of equal keys; give the sorted keys and their sums.

    >>> [column.tolist() for column in sum_by_key(np.array([7, 3, 7]), np.array([1, 2, 3]))]
    [[3, 7], [2, 4]]
    """
    if not len(keys):
        return (keys, *values)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.concatenate([[True], np.diff(keys) != 0]))
    return (keys[begins], *(np.add.reduceat(column[order], begins) for column in values))
