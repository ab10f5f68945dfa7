"""Carry the abbreviations that a document defines through that document.

A short form means what its last definition before it says; before the first definition, what
the first one says (titles and abstracts use what the text defines later). A definition in the
document outweighs the vocabulary.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govnlp.linking import scores
from govnlp.linking.abbreviations import (
    abbreviation_end,
    bracketed,
    definitions_after,
    definitions_before,
    long_form_before,
)
from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.index import Entry
from govnlp.vocabulary.concepts import Vocabulary
from govnlp.vocabulary.english import split_words


class _Meaning(NamedTuple):
    passage: int
    start: int
    entry: Entry


def follow_definitions(
    vocabulary: Vocabulary,
    passages: Sequence[FoldedPassage],
    candidates: Sequence[list[Candidate]],
    chosen: Sequence[list[Candidate]],
) -> Mapping[int, list[Candidate]]:
    """Give new candidates for the passages in which a defined short form stands.

    Args:
        vocabulary: gives the long forms of a concept.
        passages: the passages of one document, in order.
        candidates: the candidates of each.
        chosen: those that were taken for mentions before definitions were looked at.
    """
    meanings: dict[str, list[_Meaning]] = defaultdict(list)
    for number, (passage, found) in enumerate(zip(passages, chosen, strict=True)):
        for candidate in found:
            for short, start in _definitions(vocabulary, passage, candidate):
                meanings[short].append(_Meaning(number, start, candidate.entry))
    others = _other_meanings(vocabulary, passages, candidates, meanings)
    if not meanings and not others:
        return {}
    changed = {}
    for number, (passage, found) in enumerate(zip(passages, candidates, strict=True)):
        named = {
            (candidate.start, candidate.end, candidate.entry.concept_id)
            for candidate in found
            if candidate.match != "abbreviation"
        }
        defined = [
            candidate
            for candidate in _occurrences(meanings, number, passage)
            if (candidate.start, candidate.end, candidate.entry.concept_id) not in named
        ]
        spans = {(candidate.start, candidate.end) for candidate in defined}
        kept = [
            candidate
            for candidate in found
            if (candidate.start, candidate.end) not in spans
            and (_wording(passage, candidate), candidate.entry.concept_id) not in others
        ]
        if defined or len(kept) < len(found):
            changed[number] = kept + defined
    return changed


def _other_meanings(
    vocabulary: Vocabulary,
    passages: Sequence[FoldedPassage],
    candidates: Sequence[list[Candidate]],
    meanings: Mapping[str, Sequence[_Meaning]],
) -> set[tuple[str, str]]:
    """Give known abbreviations that the document defines as something else, and for what.

    "Global Strategic Index (GSI)" keeps GSI from meaning the Global Security Initiative there; a
    long form that shares half its words with a label of the concept is another wording of it.
    """
    others: set[tuple[str, str]] = set()
    for passage, found in zip(passages, candidates, strict=True):
        text = passage.passage.text
        known = defaultdict(list)
        for candidate in found:
            if candidate.match == "abbreviation":
                known[candidate.start].append(candidate.entry.concept_id)
        for short in bracketed(text) if known else ():
            if short.start not in known or short.short in meanings:
                continue
            long_form = long_form_before(text, short.start, short.short)
            if long_form is None:
                continue
            for concept_id in known[short.start]:
                concept = vocabulary.concepts[concept_id]
                if not _alike(long_form, (concept.pref_en, *concept.alt_en)):
                    others.add((short.short, concept_id))
    return others


def _alike(long_form: str, labels: Sequence[str]) -> bool:
    words = set(split_words(long_form).keys)
    return any(2 * len(words & set(split_words(label).keys)) > len(words) for label in labels)


def _wording(passage: FoldedPassage, candidate: Candidate) -> str:
    return passage.passage.text[candidate.start : candidate.end]


def _definitions(
    vocabulary: Vocabulary, passage: FoldedPassage, candidate: Candidate
) -> list[tuple[str, int]]:
    text = passage.passage.text
    concept = vocabulary.concepts[candidate.entry.concept_id]
    surface = text[candidate.start : candidate.end]
    long_forms = (surface, concept.pref_en, *concept.alt_en)
    found = [
        *definitions_after(text, candidate.end, long_forms),
        *definitions_before(text, candidate.start, candidate.end, long_forms),
    ]
    return [(definition.short, definition.start) for definition in found]


def _occurrences(
    meanings: Mapping[str, Sequence[_Meaning]], number: int, passage: FoldedPassage
) -> list[Candidate]:
    if not meanings:
        return []
    longest_first = sorted(meanings, key=lambda short: (-len(short), short))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    text = passage.passage.text
    found = []
    for match in pattern.finditer(text):
        end = abbreviation_end(text, *match.span())
        if end is None:
            continue
        known = meanings[match.group()]
        before = [m for m in known if (m.passage, m.start) <= (number, match.start())]
        entry = (before[-1] if before else known[0]).entry
        found.append(Candidate(match.start(), end, entry, "defined", scores.of_definition()))
    return found
