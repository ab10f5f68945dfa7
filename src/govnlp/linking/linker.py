"""Link the passages of a document to a vocabulary."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Candidate, FoldedPassage, Passage
from govnlp.linking.definitions import follow_definitions
from govnlp.linking.deputies import without_deputies
from govnlp.linking.descriptions import follow_descriptions
from govnlp.linking.find_chinese import find_chinese
from govnlp.linking.find_english import find_english
from govnlp.linking.fuzzy import FuzzyFinder, Proposal, Proposals, without_rivals
from govnlp.linking.index import LabelIndex
from govnlp.linking.inside_names import without_words_of_names
from govnlp.linking.selection import Selector
from govnlp.linking.short_forms import ShortForms
from govnlp.vocabulary import chinese
from govnlp.vocabulary.concepts import Vocabulary

_LEAST_SUGGESTED = 0.1
_MOST_SUGGESTED = 5
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


class Link(NamedTuple):
    """A mention of a concept.

    Attributes:
        start: where it begins in the document (code points).
        end: where it ends, exclusive.
        concept_id: the concept.
        kind: its kind.
        label: the label of the vocabulary that matched.
        match: how it matched.
        score: how sure the link is, 0 to 1.
    """

    start: int
    end: int
    concept_id: str
    kind: str
    label: str
    match: str
    score: float


class Suggestion(NamedTuple):
    """A span that stays unlinked, and what it could mean.

    Attributes:
        start: where it begins in the document (code points).
        end: where it ends, exclusive.
        proposals: labels with their concepts and scores, the likeliest first.
    """

    start: int
    end: int
    proposals: tuple[Proposal, ...]


class Reading(NamedTuple):
    """What was found in a passage, each in order of start, longer spans first.

    Attributes:
        links: its mentions.
        suggestions: what is close to a label and not sure enough for a link.
    """

    links: list[Link]
    suggestions: list[Suggestion]


class Linker:
    """Finds mentions of a vocabulary's concepts; built once, used for many documents."""

    def __init__(self, vocabulary: Vocabulary, settings: NormalizeSettings) -> None:
        self.vocabulary = vocabulary
        self._settings = settings
        self._index = LabelIndex(vocabulary)
        self._short_forms = ShortForms(vocabulary)
        self._selector = Selector(vocabulary, nested=settings.nested, min_score=settings.min_score)
        self.fuzzy = FuzzyFinder(vocabulary, self._index) if settings.fuzzy else None

    def link(self, passages: Sequence[Passage]) -> list[list[Link]]:
        """Give the mentions of each passage of one document; see `read`."""
        return [reading.links for reading in self.read(passages)]

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """Link the passages of one document, and keep what could not be decided."""
        candidates, chosen = self.find(passages)
        if self.fuzzy is None:
            return [
                Reading(self._links(passage, found), [])
                for passage, found in zip(passages, chosen, strict=True)
            ]
        proposals = self.fuzzy.find(passages, chosen)
        return [
            self._with_near_labels(*of_passage)
            for of_passage in zip(passages, candidates, chosen, proposals, strict=True)
        ]

    def find(
        self, passages: Sequence[Passage]
    ) -> tuple[list[list[Candidate]], list[list[Candidate]]]:
        """Give, for each passage, what labels could name there, and what was chosen of it."""
        folded = [FoldedPassage.of(passage) for passage in passages]
        candidates = [self._candidates(passage) for passage in folded]
        chosen = [
            self._selector.select(found, passage)
            for found, passage in zip(candidates, passages, strict=True)
        ]
        if self._settings.abbreviations:
            changed = follow_definitions(self.vocabulary, folded, candidates, chosen)
            self._select_again(changed, passages, candidates, chosen)
            changed = follow_descriptions(folded, candidates, chosen)
            self._select_again(changed, passages, candidates, chosen)
        return candidates, chosen

    def _select_again(
        self,
        changed: Mapping[int, list[Candidate]],
        passages: Sequence[Passage],
        candidates: list[list[Candidate]],
        chosen: list[list[Candidate]],
    ) -> None:
        for number, found in changed.items():
            candidates[number] = found
            chosen[number] = self._selector.select(found, passages[number])

    def _with_near_labels(
        self,
        passage: Passage,
        candidates: list[Candidate],
        chosen: list[Candidate],
        proposals: Sequence[Proposals],
    ) -> Reading:
        decided = [
            candidate
            for spans in proposals
            if (candidate := spans.decided(self._settings.min_fuzzy_score)) is not None
        ]
        if decided:
            decided = without_words_of_names(decided, FoldedPassage.of(passage))
            chosen = self._selector.select([*candidates, *without_rivals(decided)], passage)
        suggestions = [
            Suggestion(
                passage.start + spans.start,
                passage.start + spans.end,
                tuple(p for p in spans.best if p.score >= _LEAST_SUGGESTED)[:_MOST_SUGGESTED],
            )
            for spans in proposals
            if not any(c.start < spans.end and spans.start < c.end for c in decided)
            and spans.best[0].score >= _LEAST_SUGGESTED
        ]
        return Reading(self._links(passage, chosen), suggestions)

    def _links(self, passage: Passage, chosen: Sequence[Candidate]) -> list[Link]:
        return [self._link(passage, candidate) for candidate in chosen if self._wanted(candidate)]

    def _candidates(self, passage: FoldedPassage) -> list[Candidate]:
        found: list[Candidate] = []
        if _LATIN.search(passage.folded.text):
            found += find_english(passage, self._index)
        if chinese.HAN.search(passage.folded.text):
            found += find_chinese(passage, self._index, self._short_forms)
        return without_words_of_names(without_deputies(found, passage), passage)

    def _wanted(self, candidate: Candidate) -> bool:
        return candidate.entry.kind in self._settings.kinds

    def _link(self, passage: Passage, candidate: Candidate) -> Link:
        entry = candidate.entry
        return Link(
            passage.start + candidate.start,
            passage.start + candidate.end,
            entry.concept_id,
            entry.kind,
            entry.label,
            candidate.match,
            candidate.score,
        )


_LINKERS: dict[tuple[str, NormalizeSettings], Linker] = {}
_MOST_LINKERS = 4


def linker_for(vocabulary: Vocabulary, settings: NormalizeSettings) -> Linker:
    """Give the linker of a vocabulary; a process builds it once (automata cannot be pickled)."""
    key = (vocabulary.digest, settings)
    if key not in _LINKERS:
        while len(_LINKERS) >= _MOST_LINKERS:
            del _LINKERS[next(iter(_LINKERS))]
        _LINKERS[key] = Linker(vocabulary, settings)
    return _LINKERS[key]
