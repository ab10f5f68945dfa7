"""Which candidates are mentions: contexts, equals, overlaps and nesting.

The rules, in order:

1. A candidate whose context rule fails (a word missing or forbidden in its sentence), or that
   stands inside the name of a person, is dropped.
2. Of several concepts on one span, the one whose ``requires`` rule is fulfilled is taken, then
   the better match, then the preferred label before alternatives; where these are equal the
   first identifier in order, at a lower score: never by chance.
3. Of spans that overlap, the longest is taken, then the leftmost.
4. Inside a taken span another mention is kept if both stand on their own: a name inside a
   phrase ("China" in "China-US relations"), or a concept that is itself a compound ("national
   security" in "national security governance"; both "global security" and "security
   governance" in "global security governance", as in 全球安全治理). Not kept: the general word
   inside its own compound ("security" in "human security", "terrorism" in "anti-terrorism"),
   what a word before it takes back ("developed country" in "least developed country"), and
   anything inside a proper name ("Shanghai" in "Shanghai Cooperation Organization").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from govnlp.linking import scores
from govnlp.linking.candidates import Candidate, Passage
from govnlp.vocabulary import chinese, english
from govnlp.vocabulary.concepts import ContextRule, Vocabulary
from govnlp.vocabulary.labels import label_key

_MATCHES = (
    "coordination",
    "exact",
    "defined",
    "abbreviation",
    "folded",
    "inflected",
    "short",
    "fuzzy",
)
"""The better match first. A conjunct is read with its head before it is read alone: "economic"
in "economic and social security" speaks of security. Capitals tell AIDS from aids."""
_SEVERAL_WORDS = re.compile(r"\w[ -]+\w")
_ROLES = ("pref", "alt", "abbr", "demonym")
_GRADE = re.compile(r"least|most|non|(?!(?:early|elderly|family|supply|assembly)\b)\w+ly")
_HAN_GRADE = re.compile(r"(?:[不最无]|(?<![中东西南北])非|低度)\Z")


class Selector:
    """Decides among candidates by the rules of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, *, nested: bool, min_score: float) -> None:
        self._nested = nested
        self._min_score = min_score
        self._rules: dict[str, list[ContextRule]] = defaultdict(list)
        for rule in vocabulary.contexts:
            self._rules[rule.concept_id].append(rule)
        self._compounds = frozenset(
            concept.concept_id
            for concept in vocabulary.concepts.values()
            if _SEVERAL_WORDS.search(concept.pref_en)
        )

    def select(self, candidates: Iterable[Candidate], passage: Passage) -> list[Candidate]:
        """Give the mentions among the candidates of one passage, in order."""
        persons = [
            (entity.start - passage.start, entity.end - passage.start)
            for entity in passage.entities
            if entity.label == "PER"
        ]
        by_span: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            if candidate.score >= self._min_score and not _inside_person(candidate, persons):
                by_span[candidate.start, candidate.end].append(candidate)
        sentences = _Sentences(passage)
        chosen = []
        for equals in by_span.values():
            best = self._best_of(equals, sentences)
            if best is not None and best.score >= self._min_score:
                chosen.append(best)
        taken = [candidate for group in _overlapping(chosen) for candidate in self._take(group)]
        return sorted(taken, key=lambda candidate: (candidate.start, -candidate.end))

    def _best_of(self, equals: list[Candidate], sentences: "_Sentences") -> Candidate | None:
        fitting: list[tuple[tuple[int, int, int, str], Candidate]] = []
        for candidate in equals:
            required = self._context(candidate, sentences)
            if required is not None:
                rank = (
                    not required,
                    _MATCHES.index(candidate.match),
                    _ROLES.index(candidate.entry.role),
                    candidate.entry.concept_id,
                )
                fitting.append((rank, candidate))
        if not fitting:
            return None
        fitting.sort(key=lambda pair: pair[0])
        (best_rank, best), others = fitting[0], fitting[1:]
        undecided = any(
            rank[:3] == best_rank[:3] and other.entry.concept_id != best.entry.concept_id
            for rank, other in others
        )
        return best._replace(score=scores.ambiguous(best.score)) if undecided else best

    def _context(self, candidate: Candidate, sentences: "_Sentences") -> bool | None:
        """Tell whether a required word is there; None if the context speaks against it."""
        rules = self._rules.get(candidate.entry.concept_id)
        if not rules:
            return False
        fulfilled = False
        key = label_key(candidate.entry.label)
        for rule in rules:
            if rule.label and label_key(rule.label) != key:
                continue
            if (
                rule.rule == "requires"
                and rule.label
                and candidate.entry.role == "abbr"
                and rule.label != candidate.entry.label
            ):
                continue  # "Party" is what it is without the words that "Parties" asks for
            present = sentences.have(candidate, rule)
            if present == (rule.rule == "forbids"):
                return None
            fulfilled = fulfilled or rule.rule == "requires"
        return fulfilled

    def _take(self, group: list[Candidate]) -> Iterator[Candidate]:
        group.sort(key=lambda c: (c.start - c.end, c.start))
        outermost: list[Candidate] = []
        nested: list[Candidate] = []
        for candidate in group:
            around = [taken for taken in outermost if _overlap(taken, candidate)]
            holding = [taken for taken in nested if _holds(taken, candidate)]
            if not around:
                outermost.append(candidate)
                yield candidate
            elif len(around) == 1 and all(
                self._bears(taken, candidate) for taken in (*around, *holding)
            ):
                nested.append(candidate)
                yield candidate

    def _bears(self, outer: Candidate, inner: Candidate) -> bool:
        """Whether a mention may stand inside one that was taken before it."""
        inside = outer.start <= inner.start and inner.end <= outer.end
        if not inside or not self._nested or outer.entry.is_name:
            return False
        if outer.entry.concept_id == inner.entry.concept_id or _is_graded(outer, inner):
            return False
        return inner.entry.is_name or self._is_compound(inner)

    def _is_compound(self, candidate: Candidate) -> bool:
        """Whether a concept is made of several words, here and in its preferred label."""
        label = candidate.entry.folded
        several = len(label) > 2 if chinese.HAN.search(label) else _SEVERAL_WORDS.search(label)
        return bool(several) and candidate.entry.concept_id in self._compounds


def _is_graded(outer: Candidate, inner: Candidate) -> bool:
    """Whether the longer label takes back a part of what the shorter one says.

    There are no "displaced persons" in "internally displaced persons", no 发达国家 in
    最不发达国家.
    """
    longer, shorter = outer.entry.folded, inner.entry.folded
    if chinese.HAN.search(longer):
        return bool(_HAN_GRADE.search(longer.partition(shorter)[0]))
    words, part = english.split_words(longer).keys, english.split_words(shorter).keys
    return any(
        words[place : place + len(part)] == part and _GRADE.fullmatch(words[place - 1])
        for place in range(1, len(words) - len(part) + 1)
    )


def _holds(outer: Candidate, inner: Candidate) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


class _Sentences:
    """The sentences of a passage, folded when a rule asks for one."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._folded: dict[tuple[int, str], str] = {}

    def have(self, candidate: Candidate, rule: ContextRule) -> bool:
        """Tell whether one of a rule's words stands in the candidate's sentence."""
        number = self._number(candidate.start)
        if (number, rule.lang) not in self._folded:
            self._folded[number, rule.lang] = _searchable(self._text(number), rule.lang)
        sentence = self._folded[number, rule.lang]
        return any(_searchable(word, rule.lang) in sentence for word in rule.words)

    def _number(self, start: int) -> int:
        starts = self._passage.sentence_starts
        return max(0, sum(first <= start + self._passage.start for first in starts) - 1)

    def _text(self, number: int) -> str:
        starts, shift = self._passage.sentence_starts, self._passage.start
        if not starts:
            return self._passage.text
        end = starts[number + 1] - shift if number + 1 < len(starts) else len(self._passage.text)
        return self._passage.text[starts[number] - shift : end]


def _searchable(text: str, lang: str) -> str:
    if lang == "zh":
        return chinese.make_stream(chinese.fold_characters(text)).text
    return f" {' '.join(english.split_words(text).keys)} "


def _inside_person(candidate: Candidate, persons: Sequence[tuple[int, int]]) -> bool:
    """Whether a name that is no person's stands strictly inside a person's name."""
    if candidate.entry.kind == "person":
        return False
    return any(
        start <= candidate.start
        and candidate.end <= end
        and (start, end) != (candidate.start, candidate.end)
        for start, end in persons
    )


def _overlapping(candidates: list[Candidate]) -> Iterator[list[Candidate]]:
    """Give groups of candidates that hang together by overlaps."""
    group: list[Candidate] = []
    reach = -1
    for candidate in sorted(candidates, key=lambda c: (c.start, c.end)):
        if group and candidate.start >= reach:
            yield group
            group = []
        group.append(candidate)
        reach = max(reach, candidate.end) if len(group) > 1 else candidate.end
    if group:
        yield group
