"""General words inside names that the vocabulary does not have: they name no concept there.

"Emergency Management" in "Federal Emergency Management Agency", 教育 in 教育部, 传染病 in
传染病防治法, and whatever stands in 《》 beside more: a name is a name as a whole. Only its owner
is linked, the place or the organization in front of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.chinese_names import chinese_names, titles
from govnlp.linking.english_names import Name, english_names
from govnlp.linking.extents import Extents
from govnlp.vocabulary import chinese


def without_words_of_names(candidates: list[Candidate], passage: FoldedPassage) -> list[Candidate]:
    """Leave out candidates for general concepts inside longer names, and names but the owner."""
    if not candidates:
        return candidates
    text = passage.passage.text
    names = [*titles(text), *_of_no_list(english_names(text), candidates)]
    if chinese.HAN.search(text):
        names += chinese_names(chinese.fold_characters(text), candidates, passage)
    if not names:
        return candidates
    inner = _inside(candidates, names, text)
    ends = _Ends(inner)
    return [c for c in candidates if c not in inner and not ends.are_crossed_by(c)]


def _of_no_list(names: Iterable[Name], candidates: Iterable[Candidate]) -> list[Name]:
    """Leave out lists of general concepts: "Climate Change and Human Rights Law"."""
    spans = {(candidate.start, candidate.end) for candidate in candidates}
    return [
        name
        for name in names
        if not (name.is_general and any((name.start, joint) in spans for joint in name.joints))
    ]


def _inside(
    candidates: Sequence[Candidate], names: Sequence[Name], text: str
) -> frozenset[Candidate]:
    """Give the candidates that are no more than words of a longer name."""
    of_all = Extents((name.start, name.end) for name in names)
    of_unowned = Extents((name.start, name.end) for name in names if not name.has_owner)
    of_certain = Extents((name.start, name.end) for name in names if not name.is_general)
    general_ends = {name.end for name in names if name.is_general}

    def extents(candidate: Candidate) -> Extents:
        if candidate.entry.is_name:
            return of_unowned
        several_words = " " in text[candidate.start : candidate.end]
        return of_certain if several_words and candidate.end in general_ends else of_all

    return frozenset(c for c in candidates if extents(c).exceed(c.start, c.end))


class _Ends:
    """The ends of candidates that are words of a name.

    Another candidate that begins with such an end has the words of the name by accident.
    """

    def __init__(self, inner: Iterable[Candidate]) -> None:
        self._starts: dict[int, int] = {}
        for candidate in inner:
            start = self._starts.get(candidate.end, candidate.start)
            self._starts[candidate.end] = min(start, candidate.start)
        self._ends = sorted(self._starts)

    def are_crossed_by(self, candidate: Candidate) -> bool:
        """Whether a candidate has the end of a longer one ("Peace and Security" Council)."""
        first = bisect_right(self._ends, candidate.start)
        last = bisect_left(self._ends, candidate.end)
        return any(
            self._starts[end] < candidate.start
            and end - self._starts[end] > candidate.end - candidate.start
            for end in self._ends[first:last]
        )
