"""Link the passages of a document to a vocabulary."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Candidate, FoldedPassage, Passage
from govnlp.linking.definitions import follow_definitions
from govnlp.linking.find_chinese import find_chinese
from govnlp.linking.find_english import find_english
from govnlp.linking.index import LabelIndex
from govnlp.linking.selection import Selector
from govnlp.linking.short_forms import ShortForms
from govnlp.vocabulary import chinese
from govnlp.vocabulary.concepts import Vocabulary

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


class Linker:
    """Finds mentions of a vocabulary's concepts; built once, used for many documents."""

    def __init__(self, vocabulary: Vocabulary, settings: NormalizeSettings) -> None:
        self._vocabulary = vocabulary
        self._settings = settings
        self._index = LabelIndex(vocabulary)
        self._short_forms = ShortForms(vocabulary)
        self._selector = Selector(vocabulary, nested=settings.nested, min_score=settings.min_score)

    def link(self, passages: Sequence[Passage]) -> list[list[Link]]:
        """Link the passages of one document.

        Returns:
            For each passage its mentions, in order of their start, longer ones first.
        """
        folded = [FoldedPassage.of(passage) for passage in passages]
        candidates = [self._candidates(passage) for passage in folded]
        chosen = [
            self._selector.select(found, passage)
            for found, passage in zip(candidates, passages, strict=True)
        ]
        if self._settings.abbreviations:
            changed = follow_definitions(self._vocabulary, folded, candidates, chosen)
            for number, found in changed.items():
                chosen[number] = self._selector.select(found, passages[number])
        return [
            [self._link(passage, candidate) for candidate in found if self._wanted(candidate)]
            for passage, found in zip(passages, chosen, strict=True)
        ]

    def _candidates(self, passage: FoldedPassage) -> list[Candidate]:
        found: list[Candidate] = []
        if _LATIN.search(passage.folded.text):
            found += find_english(passage, self._index)
        if chinese.HAN.search(passage.folded.text):
            found += find_chinese(passage, self._index, self._short_forms)
        return found

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
