"""Chinese text for matching, and whether a match respects the words around it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from govnlp.text.folding import fold_case, fold_typography, simplify
from govnlp.text.scripts import HAN_CLASS

HAN = re.compile(f"[{HAN_CLASS}]")
# Quotation marks and title marks stand inside names (“一带一路”倡议); so do the spaces that
# some typesetters put between Han and Latin.
_DROPPED = re.compile(
    rf"[\"'《》〈〉]|(?<=[{HAN_CLASS}])[ ]+(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])[ ]+(?=[{HAN_CLASS}])"
)
_OPENING, _CLOSING = "《〈", "》〉"


class Stream(NamedTuple):
    """Chinese text as it is searched.

    Attributes:
        text: Simplified, lower case, quotation and title marks dropped.
        places: for each character, where it stands in the text given; None where nothing
            was dropped.
    """

    text: str
    places: list[int] | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span back."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold_characters(text: str) -> str:
    """Fold script, width and case, code point by code point.

    >>> fold_characters("總體國家安全觀ＡＩ")
    '总体国家安全观ai'
    """
    return fold_case(fold_typography(simplify(text)))


def make_stream(folded: str) -> Stream:
    """Drop what may stand inside a name without belonging to it (text from `fold_characters`)."""
    if not _DROPPED.search(folded):
        return Stream(folded, None)
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for match in _DROPPED.finditer(folded):
        pieces.append(folded[done : match.start()])
        places.extend(range(done, match.start()))
        done = match.end()
    pieces.append(folded[done:])
    places.extend(range(done, len(folded)))
    return Stream("".join(pieces), places)


def label_key(label: str) -> str:
    """Give the key under which a Chinese label and its variants meet.

    >>> label_key("「一帶一路」倡議")
    '一带一路倡议'
    """
    return make_stream(fold_characters(label)).text


def balance_marks(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Widen a span so that it holds both of a pair of marks, or none; None if it cannot.

    >>> text = '共建"一带一路"倡议'
    >>> text[slice(*balance_marks(text, 3, 10))]
    '"一带一路"倡议'
    """
    inside = text[start:end]
    for marks in ('""', "''", "《》", "〈〉"):
        opening, closing = marks
        uneven = (
            inside.count(opening) % 2
            if opening == closing
            else inside.count(opening) - inside.count(closing)
        )
        if not uneven:
            continue
        if text[start - 1 : start] == opening:
            start -= 1
        elif text[end : end + 1] == closing:
            end += 1
        else:
            return None
    return start, end


def boundary_fit(start: int, end: int, starts: Sequence[int], ends: Sequence[int]) -> str:
    """Tell how a span lies to the tokens around it.

    Args:
        start: where the span begins.
        end: where it ends, exclusive.
        starts: where each token begins, in order, in the same offsets.
        ends: where each token ends.

    Returns:
        ``whole`` (tokens begin and end with it), ``head``, ``tail`` or ``inside`` (part of one
        token), ``cut`` (it begins or ends within a token that it shares with its neighbours).

    >>> boundary_fit(1, 3, [0, 2, 3], [2, 3, 5])  # 发展|中|国家
    'cut'
    """
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, end - 1) - 1
    if first < 0:
        return "whole"
    begins = starts[first] == start or start >= ends[first]
    finishes = ends[last] == end or end > ends[last]
    if begins and finishes:
        return "whole"
    if first != last:
        return "cut"
    return "head" if begins else "tail" if finishes else "inside"
