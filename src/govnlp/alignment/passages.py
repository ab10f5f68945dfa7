"""A passage: a segment or a sentence, with what can show that it translates another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from govnlp.alignment.numbers import numbers, outline_number
from govnlp.text.folding import fold_typography

FeatureKind = Literal["concept", "number", "outline", "name"]
Feature = tuple[FeatureKind, str]

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document.

    Attributes:
        start: where it begins (code points in the document).
        end: where it ends, exclusive.
        n_chars: its length without white space (code points).
        kind: heading, paragraph, ...; passages of one kind pair better.
        features: what should stand in its translation too: concepts, numbers, the outline
            number, words in Latin letters that a Chinese passage of the document uses.
        place: its place among all passages of the document, those of other languages included.
    """

    start: int
    end: int
    n_chars: int
    kind: str
    features: frozenset[Feature]
    place: int

    def joined(self, following: "Passage") -> "Passage | None":
        """Put two passages together, if nothing stands between them and they are of one kind."""
        if following.place != self.place + 1 or following.kind != self.kind:
            return None
        return Passage(
            self.start,
            following.end,
            self.n_chars + following.n_chars,
            self.kind,
            self.features | following.features,
            following.place,
        )


def latin_words(text: str) -> frozenset[str]:
    """Give the words in Latin letters, lower-cased; single letters are left out.

    >>> sorted(latin_words("支持GSI和COVID-19防控"))
    ['covid', 'gsi']
    """
    return frozenset(word.lower() for word in _LATIN.findall(fold_typography(text)))


def text_features(text: str, names: frozenset[str]) -> frozenset[Feature]:
    """Give what a text itself shows: numbers, its outline number, and those of some names.

    Args:
        text: the passage.
        names: the words in Latin letters that count, lower-cased.
    """
    outline, rest = outline_number(text)
    rest = " ".join(rest.split())
    features: set[Feature] = {("number", value) for value in numbers(rest)}
    features.update(("name", word) for word in latin_words(rest) & names)
    if outline is not None:
        features.add(("outline", outline))
    return frozenset(features)


def passage(
    text: str, start: int, kind: str, concepts: Iterable[str], names: frozenset[str], place: int
) -> Passage:
    """Build a passage from its text and the concepts that it mentions."""
    features: set[Feature] = {("concept", concept_id) for concept_id in concepts}
    return Passage(
        start,
        start + len(text),
        sum(len(part) for part in text.split()),
        kind,
        text_features(text, names) | features,
        place,
    )
