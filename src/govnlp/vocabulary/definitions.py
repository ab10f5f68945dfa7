"""Carry the abbreviations that a document defines through that document.

A short form means what its last definition before it says; before the first definition, what
the first one says (titles and abstracts use what the text defines later). A definition in the
document outweighs the vocabulary.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govnlp.vocabulary import scores
from govnlp.vocabulary.abbreviations import (
    abbreviation_end,
    definitions_after,
    definitions_before,
)
from govnlp.vocabulary.candidates import Candidate, FoldedPassage
from govnlp.vocabulary.concepts import Vocabulary
from govnlp.vocabulary.index import Entry


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
    if not meanings:
        return {}
    longest_first = sorted(meanings, key=lambda short: (-len(short), short))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    changed = {}
    for number, (passage, found) in enumerate(zip(passages, candidates, strict=True)):
        defined = _occurrences(pattern, meanings, number, passage)
        if defined:
            spans = {(candidate.start, candidate.end) for candidate in defined}
            others = [c for c in found if (c.start, c.end) not in spans]
            changed[number] = others + defined
    return changed


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
    pattern: re.Pattern[str],
    meanings: Mapping[str, Sequence[_Meaning]],
    number: int,
    passage: FoldedPassage,
) -> list[Candidate]:
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
