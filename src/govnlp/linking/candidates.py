"""Spans that could be mentions, as the finders hand them to the selection."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from govnlp.linking.index import Entry
from govnlp.text.folding import FoldedText, fold_layout, fold_typography
from govnlp.vocabulary.chinese import boundary_fit
from govnlp.vocabulary.labels import label_key

_NEEDS_LAYOUT = re.compile("[\n\r\f\u2028\u00ad\u200b\u200c\u200d\u2060\ufeff]|- ")


class Entity(NamedTuple):
    """An entity that an annotator found: offsets in the document, and its type."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document in which mentions are sought.

    Attributes:
        text: as it stands in the document.
        start: where it begins in the document (code points); the offsets below count alike.
        token_starts: where each token begins, in order; tokens of Latin text may be left out.
        token_ends: where each token ends.
        sentence_starts: where each sentence begins, in order.
        entities: what annotators found in it.
        phrases: where its noun phrases begin and end, in order.
        is_heading: whether it is the heading of what follows.
    """

    text: str
    start: int = 0
    token_starts: Sequence[int] = ()
    token_ends: Sequence[int] = ()
    sentence_starts: Sequence[int] = ()
    entities: Sequence[Entity] = ()
    phrases: Sequence[tuple[int, int]] = ()
    is_heading: bool = False


class Candidate(NamedTuple):
    """A span that could mention a concept.

    Attributes:
        start: where it begins in the passage (code points of the source).
        end: where it ends, exclusive.
        entry: the label and its concept.
        match: how the label matched.
        score: how sure the match is by itself, 0 to 1.
    """

    start: int
    end: int
    entry: Entry
    match: str
    score: float


class Disarmed(NamedTuple):
    """A span in which some labels lie.

    Attributes:
        start: where it begins in the passage.
        end: where it ends, exclusive.
        labels: the keys of the labels that must not be linked in it; ``*`` for all.
    """

    start: int
    end: int
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class FoldedPassage:
    """A passage with its layout and typography folded, and what the finders found in it."""

    passage: Passage
    folded: FoldedText

    @classmethod
    def of(cls, passage: Passage) -> "FoldedPassage":
        """Fold a passage; running text without line breaks needs no folding of its layout."""
        layout = fold_layout if _NEEDS_LAYOUT.search(passage.text) else FoldedText
        folded = layout(passage.text)
        return cls(passage, folded.with_text(fold_typography(folded.text)))

    def candidate(self, start: int, end: int, entry: Entry, match: str, score: float) -> Candidate:
        """Make a candidate from a span of the folded text."""
        return Candidate(*self.folded.source_span(start, end), entry, match, score)

    def boundary_fit(self, start: int, end: int) -> str:
        """Tell how a span of the folded text lies to the tokens (see `chinese.boundary_fit`)."""
        first, last = self.folded.source_span(start, end)
        shift = self.passage.start
        return boundary_fit(
            first + shift, last + shift, self.passage.token_starts, self.passage.token_ends
        )

    def ends_token(self, place: int) -> bool:
        """Tell whether a token ends at a place of the passage."""
        ends, place = self.passage.token_ends, place + self.passage.start
        number = bisect_left(ends, place)
        return number < len(ends) and ends[number] == place

    def is_one_token(self, start: int, end: int) -> bool:
        """Tell whether a span of the folded text holds no border between tokens."""
        first, last = self.folded.source_span(start, end)
        starts, shift = self.passage.token_starts, self.passage.start
        return bisect_right(starts, first + shift) == bisect_right(starts, last - 1 + shift)


def without_disarmed(candidates: list[Candidate], disarmed: Sequence[Disarmed]) -> list[Candidate]:
    """Leave out each candidate that stands within a longer wording in which its label lies."""
    if not disarmed:
        return candidates
    in_order = sorted(disarmed, key=lambda span: span.start)
    starts = [span.start for span in in_order]
    furthest = list(accumulate((span.end for span in in_order), max))

    def is_disarmed(candidate: Candidate) -> bool:
        number = bisect_right(starts, candidate.start)
        while number and furthest[number - 1] >= candidate.end:
            number -= 1
            if _disarms(in_order[number], candidate):
                return True
        return False

    return [candidate for candidate in candidates if not is_disarmed(candidate)]


def _disarms(span: Disarmed, candidate: Candidate) -> bool:
    return (
        span.start <= candidate.start
        and candidate.end <= span.end
        and candidate.end - candidate.start < span.end - span.start
        and ("*" in span.labels or label_key(candidate.entry.label) in span.labels)
    )
