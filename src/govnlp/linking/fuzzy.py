"""Candidates for what is close to a label but equal to none, re-ranked by their surroundings.

A span's nearest labels (`near_labels`) are described by a few figures: how much of the label and
of the span the other has, in which order, how alike their letters are, how far ahead of the next
concept the label is, whether the annotator's type fits, and what the sentence, the heading and
the document speak of. A logistic model makes the chance of being right of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from govnlp.linking.candidates import Candidate, Passage
from govnlp.linking.index import Entry, Keys, LabelIndex
from govnlp.linking.logistic import Features, probability
from govnlp.linking.near_labels import Near, NearLabels
from govnlp.linking.spans import Span, in_the_way, uncovered_spans
from govnlp.linking.surroundings import Kin, Surroundings
from govnlp.linking.wordings import (
    Wording,
    chinese_parts,
    chinese_wording,
    english_parts,
    english_wording,
    is_parted,
    is_turned,
    trim,
)
from govnlp.vocabulary import chinese
from govnlp.vocabulary.concepts import Vocabulary
from govnlp.vocabulary.labels import label_key

LABELS_BY_KIND = {"person": "PER", "organization": "ORG", "place": "LOC"}
"""The annotators' types of the kinds of concepts that have one."""

_ROLES = ("pref", "alt")
_EQUAL = 1e-3


class Proposal(NamedTuple):
    """A concept that a span could mean.

    Attributes:
        entry: the label that is near, and its concept.
        score: the chance that the span means it, 0 to 1.
        start: where the part of the span that means it begins in the passage (code points).
        end: where that part ends, exclusive.
    """

    entry: Entry
    score: float
    start: int
    end: int


class Described(NamedTuple):
    """A label near a span, with what is known of the match.

    Attributes:
        model: the model that scores it.
        near: the label.
        figures: what the model weighs.
        start: where the part of the span begins that the label is near to.
        end: where that part ends.
    """

    model: str
    near: Near
    figures: Features
    start: int
    end: int


class Proposals(NamedTuple):
    """What a span that no label equals could mean.

    Attributes:
        start: where the span begins in its passage (code points).
        end: where it ends, exclusive.
        best: the concepts, the likeliest first, equals by their identifiers.
    """

    start: int
    end: int
    best: tuple[Proposal, ...]

    def decided(self, min_score: float) -> Candidate | None:
        """Give the first concept as a candidate if it is sure enough, and no other equals it."""
        first = self.best[0]
        equals = [other for other in self.best[1:] if other.score > first.score - _EQUAL]
        if first.score < min_score or equals:
            return None
        return Candidate(first.start, first.end, first.entry, "fuzzy", first.score)


class FuzzyFinder:
    """Finds what the spans of a document could mean that no label of a vocabulary equals."""

    def __init__(self, vocabulary: Vocabulary, index: LabelIndex) -> None:
        self.kin = Kin(vocabulary)
        self._near = {
            "en": NearLabels(
                ((e, english_parts(e.folded)) for _, e in _names_of_concepts(index.english)),
                english_wording,
                least_parts=2,
                slips=True,
            ),
            "zh": NearLabels(
                ((e, chinese_parts(key)) for key, e in _names_of_concepts(index.chinese)),
                chinese_wording,
                least_parts=3,
                slips=False,
            ),
        }

    def find(
        self, passages: Sequence[Passage], mentions: Sequence[Sequence[Candidate]]
    ) -> list[list[Proposals]]:
        """Give the proposals for each passage of a document.

        Args:
            passages: the passages, in order.
            mentions: the mentions that labels gave in each.
        """
        around = Surroundings(self.kin, passages, mentions)
        return [
            [
                Proposals(span.start, span.end, best)
                for span in uncovered_spans(passage, found)
                if (best := self._best(number, passage, span, found, around))
            ]
            for number, (passage, found) in enumerate(zip(passages, mentions, strict=True))
        ]

    def describe(
        self,
        number: int,
        passage: Passage,
        span: Span,
        mentions: Sequence[Candidate],
        around: Surroundings,
    ) -> list[Described]:
        """Describe the nearest label of each concept near a span.

        Args:
            number: the passage's number in the document.
            passage: the passage.
            span: a span of it that no mention covers.
            mentions: the mentions that labels gave in the passage.
            around: what else the document mentions.
        """
        nearest = self._nearest(passage.text[span.start : span.end])
        described = []
        for concept_id, near in nearest.items():
            start, end = trim(passage.text, span.start, span.end, near.wording)
            text = passage.text[start:end]
            inside = [m for m in mentions if start <= m.start and m.end <= end]
            if (
                any(in_the_way(start, end, m.start, m.end) for m in mentions)
                or any(m.entry.concept_id == concept_id for m in inside)
                or any(_splits(passage.text[m.start : m.end], near.wording) for m in inside)
                or is_parted(passage.text, start, end, near.wording)
            ):
                continue
            nearest_to_part = nearest
            if (start, end) != (span.start, span.end):
                nearest_to_part = self._nearest(text)
                if concept_id not in nearest_to_part:
                    continue
            found = nearest_to_part[concept_id]
            if label_key(text) == label_key(found.entry.label):
                continue  # a rule kept the label itself from being linked here
            figures = _figures(_wording(text), found, span.label, nearest_to_part) | {
                "chinese": float(bool(chinese.HAN.search(text))),
                "lower_case": float(text.islower()),
                **around.of(number, concept_id)._asdict(),
            }
            model = "fuzzy name" if found.entry.is_name else "fuzzy concept"
            described.append(Described(model, found, figures, start, end))
        return described

    def _nearest(self, text: str) -> dict[str, Near]:
        """Give the nearest label of each concept."""
        wording = _wording(text)
        labels = self._near["zh" if chinese.HAN.search(text) else "en"]
        nearest: dict[str, Near] = {}
        for near in labels.find(wording):
            if near.slip or len(wording.parts) > 1:
                nearest.setdefault(near.entry.concept_id, near)
        return nearest

    def _best(
        self,
        number: int,
        passage: Passage,
        span: Span,
        mentions: Sequence[Candidate],
        around: Surroundings,
    ) -> tuple[Proposal, ...]:
        proposals = [
            Proposal(found.near.entry, probability(found.model, found.figures), *found[3:])
            for found in self.describe(number, passage, span, mentions, around)
        ]
        return tuple(sorted(proposals, key=lambda p: (-p.score, p.entry.concept_id)))


def _names_of_concepts(labels: Keys) -> Iterator[tuple[str, Entry]]:
    """Give the keys of the preferred and alternative labels, with what stands under them."""
    for key, entries in labels.items():
        for entry in entries:
            if entry.role in _ROLES:
                yield key, entry


def _splits(mention: str, label: Wording) -> bool:
    """Whether a mention inside a span takes some of a label's words and adds others.

    "health security" in "global health security governance" leaves no "global security".
    """
    parts = set(_wording(mention).parts)
    return len(parts) > 1 and bool(parts & set(label.parts)) and not parts <= set(label.parts)


def _wording(text: str) -> Wording:
    return chinese_wording(text) if chinese.HAN.search(text) else english_wording(text)


def _figures(
    wording: Wording, near: Near, label: str, nearest: Mapping[str, Near]
) -> dict[str, float]:
    others = [n.likeness for c, n in nearest.items() if c != near.entry.concept_id]
    expected = LABELS_BY_KIND.get(near.entry.kind, "")
    letters = ratio(wording.key, near.wording.key) / 100
    return {
        "likeness": near.likeness,
        "whole_label": float(near.of_label > 0.99),
        "whole_span": float(near.of_span > 0.99),
        "same_parts": float(near.of_label > 0.99 and near.of_span > 0.99),
        "letters": letters,
        "almost_equal": max(0.0, 10 * (letters - 0.85)),
        "same_end": float(wording.parts[-1:] == near.wording.parts[-1:]),
        "turned": float(is_turned(wording, near.wording)),
        "ahead": near.likeness - max(others, default=0.5),
        "type_fits": float(bool(label) and label == expected),
        "type_contradicts": float(bool(label) and label != expected),
        "slip": float(near.slip),
        "parts": min(6.0, len(near.wording.parts)),
    }


def without_rivals(decided: Sequence[Candidate]) -> list[Candidate]:
    """Of candidates that overlap, keep the surest, then the shortest, then the first."""
    kept: list[Candidate] = []
    for candidate in sorted(decided, key=lambda c: (-c.score, c.end - c.start, c.start)):
        if not any(c.start < candidate.end and candidate.start < c.end for c in kept):
            kept.append(candidate)
    return kept
