"""What else a document speaks of: mentions around a span, and concepts near to them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govnlp.linking.candidates import Candidate, Passage
from govnlp.vocabulary.concepts import Vocabulary


class Around(NamedTuple):
    """How a concept fits into a place of a document; each is 0 or 1.

    Attributes:
        in_document: the document mentions it elsewhere.
        kin_in_passage: the passage mentions a broader, narrower or related concept.
        kin_in_document: the document does.
        in_heading: the last heading mentions it, or such a concept.
    """

    in_document: float
    kin_in_passage: float
    kin_in_document: float
    in_heading: float


class Kin:
    """The concepts right beside each concept: broader, narrower, related."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        kin: dict[str, set[str]] = defaultdict(set)
        for concept in vocabulary.concepts.values():
            for other in (*concept.broader, *concept.related):
                kin[concept.concept_id].add(other)
                kin[other].add(concept.concept_id)
        self._kin: Mapping[str, set[str]] = dict(kin)

    def of(self, concept_id: str) -> set[str]:
        """Give them."""
        return self._kin.get(concept_id, set())


class Surroundings:
    """The mentions of one document, as far as labels gave them."""

    def __init__(
        self, kin: Kin, passages: Sequence[Passage], mentions: Sequence[Sequence[Candidate]]
    ) -> None:
        self._kin = kin
        self._by_passage = [{m.entry.concept_id for m in found} for found in mentions]
        self._document = set().union(*self._by_passage)
        self._headings: list[set[str]] = []
        heading: set[str] = set()
        for passage, concepts in zip(passages, self._by_passage, strict=True):
            self._headings.append(heading)
            if passage.is_heading:
                heading = concepts

    def of(self, number: int, concept_id: str) -> Around:
        """Tell how a concept fits into the passage of that number."""
        kin = self._kin.of(concept_id)
        return Around(
            float(concept_id in self._document),
            float(not kin.isdisjoint(self._by_passage[number])),
            float(not kin.isdisjoint(self._document)),
            float(not self._headings[number].isdisjoint({concept_id, *kin})),
        )
