"""The labels nearest to a wording, by an inverted index of their parts.

Every label of a language is kept under its parts (words, or pairs of characters), each weighed by
how rare it is among labels (inverse document frequency). A label is near a wording if the parts
that both have weigh enough beside all parts of both (a weighted Dice coefficient). Words that no
label has are looked up by their letters with one left out, which finds slips of the keyboard
(SymSpell, Garbe 2012).
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from govnlp.linking.index import Entry
from govnlp.linking.wordings import Wording

LEAST_LIKENESS = 0.55
"""Weighted Dice coefficient below which a label is not near."""
_MOST_LABELS_OF_A_PART = 1_000
"""A commoner part finds no labels; it only counts for those that other parts found."""
_LEAST_SLIP = 7
"""Letters of the shortest word in which a slip is looked for."""
_SLIP_COSTS = 0.15
_UNKNOWN = 0.6
"""What a part that no label has weighs beside the rarest that labels have."""
_MOST_NEAR = 8


class Near(NamedTuple):
    """A label near a wording.

    Attributes:
        entry: the label and its concept.
        wording: the label as it is compared.
        likeness: weighted Dice coefficient, 0 to 1.
        of_label: the weight of the shared parts in that of the label's.
        of_span: the same in that of the wording's.
        slip: whether a word was found by a slip.
    """

    entry: Entry
    wording: Wording
    likeness: float
    of_label: float
    of_span: float
    slip: bool


class NearLabels:
    """The labels of one language under their parts.

    Args:
        labels: the labels with their parts.
        cut: how a wording of the language is cut.
        least_parts: labels of fewer parts are near nothing, unless by a slip.
        slips: whether unknown parts are words that may have a slip.
    """

    def __init__(
        self,
        labels: Iterable[tuple[Entry, Sequence[str]]],
        cut: Callable[[str], Wording],
        *,
        least_parts: int,
        slips: bool,
    ) -> None:
        self._cut = cut
        self._entries: list[Entry] = []
        self._parts: list[tuple[str, ...]] = []
        self._numbers: dict[str, array[int]] = {}
        names: dict[str, str] = {}  # one string a part, however many labels have it
        for entry, parts in labels:
            if len(parts) < least_parts or len(set(parts)) < least_parts:
                continue
            own = tuple(names.setdefault(part, part) for part in dict.fromkeys(parts))
            number = len(self._entries)
            for part in own:
                numbers = self._numbers.get(part)
                if numbers is None:
                    numbers = self._numbers[part] = array("i")
                numbers.append(number)
            self._entries.append(entry)
            self._parts.append(own)
        self._rarest = math.log(len(self._entries) + 1)
        self._slips = _Slips(self._numbers) if slips else None
        self._weights = {
            part: self._rarest - math.log(len(numbers)) for part, numbers in self._numbers.items()
        }
        weight = self._weights.__getitem__
        self._totals = array("f", (sum(map(weight, own)) for own in self._parts))
        self._cache: dict[tuple[str, ...], list[Near]] = {}

    def find(self, wording: Wording) -> list[Near]:
        """Give the labels nearest to a wording, the nearest first, equals by their identifiers."""
        found = self._cache.get(wording.parts)
        if found is None:
            if len(self._cache) > 1 << 15:
                self._cache.clear()
            found = self._cache[wording.parts] = self._find(wording)
        return [near for near in found if not wording.contradicts(near.wording)]

    def _find(self, wording: Wording) -> list[Near]:
        weights, slipped = self._weigh(wording.parts)
        total = rest = sum(weight for weight, _ in weights)
        # A label that shares less than this is too unlike, even if the wording has all of it.
        least = LEAST_LIKENESS * total / (2 - LEAST_LIKENESS)
        shared: dict[int, float] = {}
        for weight, part in sorted(weights, reverse=True):
            numbers = self._numbers.get(part, ())
            if rest >= least and len(numbers) <= _MOST_LABELS_OF_A_PART:
                for number in numbers:
                    shared[number] = shared.get(number, 0.0) + weight
            elif part:
                for number in shared:
                    if part in self._parts[number]:
                        shared[number] += weight
            rest -= weight
        return sorted(
            self._near(shared, total, slipped),
            key=lambda near: (-near.likeness, near.entry.concept_id, near.entry.label),
        )[:_MOST_NEAR]

    def _weigh(self, parts: Sequence[str]) -> tuple[list[tuple[float, str]], bool]:
        """Give each part with its weight; see `_UNKNOWN` for those that no label has."""
        weights: list[tuple[float, str]] = []
        slipped = False
        for part in dict.fromkeys(parts):
            if part in self._weights:
                weights.append((self._weights[part], part))
                continue
            meant = self._slips.meant_by(part) if self._slips and not slipped else None
            if meant is None or meant in parts:
                weights.append((_UNKNOWN * self._rarest, ""))
            else:
                slipped = True
                weights.append((self._weights[meant], meant))
        return weights, slipped

    def _near(self, shared: dict[int, float], total: float, slipped: bool) -> Iterator[Near]:
        for number, weight in shared.items():
            of_both = total + self._totals[number]
            likeness = 2 * weight / of_both - (_SLIP_COSTS if slipped else 0)
            if likeness >= LEAST_LIKENESS:
                entry = self._entries[number]
                yield Near(
                    entry,
                    self._cut(entry.folded),
                    min(1.0, likeness),
                    min(1.0, weight / self._totals[number]),
                    min(1.0, weight / total),
                    slipped,
                )


class _Slips:
    """Words by their letters with one left out."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, str | None] = {}
        for word in words:
            if len(word) >= _LEAST_SLIP and word.isalpha():
                for key in _without_a_letter(word):
                    # What two words could mean means neither: no choice by chance.
                    self._words[key] = word if self._words.get(key, word) == word else None

    def meant_by(self, word: str) -> str | None:
        """Give the one word that differs by one letter, or by two that changed places."""
        if len(word) < _LEAST_SLIP - 1 or not word.isalpha():
            return None
        found = {self._words[key] for key in _without_a_letter(word) if key in self._words}
        return found.pop() if len(found) == 1 else None


def _without_a_letter(word: str) -> Iterator[str]:
    """Give the word, and the word without each of its letters but the first."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]
