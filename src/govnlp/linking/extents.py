"""What holds a span, found without a comparison with every other span."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Extents:
    """How far spans reach.

    >>> extents = Extents([(0, 5), (2, 4)])
    >>> extents.exceed(2, 4), extents.exceed(0, 5), extents.furthest_end(3)
    (True, False, 5)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        in_order = sorted(spans)
        self._starts = [start for start, _ in in_order]
        self._furthest = list(accumulate((end for _, end in in_order), max))

    def furthest_end(self, place: int) -> int:
        """Give the furthest end of the spans that begin at a place or before it, or -1."""
        number = bisect_right(self._starts, place)
        return self._furthest[number - 1] if number else -1

    def exceed(self, start: int, end: int) -> bool:
        """Tell whether a span holds this one and more."""
        return self.furthest_end(start) > end or self.furthest_end(start - 1) >= end
