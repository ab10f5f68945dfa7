"""Places named by one character: 中美关系, 访俄, 美军."""

import re
from collections.abc import Iterator, Sequence

from govnlp.linking import scores
from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.index import Entry
from govnlp.vocabulary.concepts import ShortPlace, Vocabulary

_USUAL_BEFORE = "对 访 驻 赴 抵 援 涉 反 亲 抗 侵 旅 来 在".split()
_USUAL_BEHIND = (
    "方 军 媒 企 籍 裔 侨 舰 总统 总理 首相 外长 防长 财长 国务卿 大使 使馆 政府 官员"
).split()
_NEVER = frozenset("来日 来美 在美 在英 反英".split())
"""Pairs whose reading is too often another (在美丽, 来日)."""
_BEHIND_SEVERAL = (
    "关系|两国|三国|四国|各国|等国|双边|多边|三边|四边|双方|三方|之间|同盟|联盟|盟国|贸易|经贸|经济|"
    "战略|战争|合作|对话|峰会|会谈|会晤|冲突|竞争|博弈|对抗|矛盾|摩擦|边境|边界|边防|领导人|元首|"
    "首脑|外长|防长|外交|军演|军事|联合|协议|协定|条约|公报|建交|友好|互信|防务|安保|安全|高层|高级别|"
    "脱钩|伙伴|论坛|自贸|人文|交流|和平|核|海上|共同|全面|关税"
)
"""Words that show that several characters before them name places."""


class ShortForms:
    """Finds the one-character names of places where their neighbours show what they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._places: dict[str, list[tuple[ShortPlace, Entry]]] = {}
        for place in vocabulary.short_places:
            kind = vocabulary.concepts[place.concept_id].kind
            entry = Entry(place.character, place.character, place.concept_id, kind, "abbr")
            self._places.setdefault(place.character, []).append((place, entry))
        self._plain = {
            place.character
            for place in vocabulary.short_places
            if "*" in place.beside and "*" in place.after and "*" in place.behind
        }
        self._patterns = list(_patterns(vocabulary.short_places))

    def find(self, passage: FoldedPassage, text: str) -> list[Candidate]:
        """Give each place named by one character.

        Args:
            passage: the passage; its tokens must begin and end with the whole form.
            text: its text, folded to Simplified characters.
        """
        found: list[Candidate] = []
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                if match.group() not in _NEVER and self._stands_alone(passage, match):
                    found += self._places_of(passage, match)
        return found

    def _places_of(self, passage: FoldedPassage, match: re.Match[str]) -> list[Candidate]:
        names, start = match["names"], match.start("names")
        entries = [self._entry(match, number) for number in range(len(names))]
        if None in entries:
            return []
        return [
            passage.candidate(place, place + 1, entry, "short", scores.of_short_form())
            for place, entry in enumerate(entries, start)
            if entry is not None
        ]

    def _entry(self, match: re.Match[str], number: int) -> Entry | None:
        """The first place that the character can name among these neighbours."""
        names = match["names"]
        others = names[:number] + names[number + 1 :]
        for place, entry in self._places[names[number]]:
            groups = match.groupdict()
            if others:
                fits = place.beside == "*" or any(other in place.beside for other in others)
            elif groups.get("before"):
                fits = match["before"] in _usual(place.after, _USUAL_BEFORE)
            else:
                fits = match["behind"] in _usual(place.behind, _USUAL_BEHIND)
            if fits:
                return entry
        return None

    def _stands_alone(self, passage: FoldedPassage, match: re.Match[str]) -> bool:
        """Whether the tokens agree that the form is one, and not parts of other words."""
        start, end = match.span()
        if match.groupdict().get("tail"):
            names_fit = passage.boundary_fit(*match.span("names")) in ("whole", "head")
            return names_fit and passage.boundary_fit(start, end) in ("whole", "head")
        fit = passage.boundary_fit(start, end)
        if len(match["names"]) == 1:
            return fit in ("whole", "head")
        # Without a word behind that shows it, several names must be one token, or one of them
        # be a plain name: 法|中 is more often "in the law" than France and China.
        plain = any(char in self._plain for char in match["names"])
        return fit == "whole" and (plain or passage.is_one_token(start, end))


def _patterns(places: Sequence[ShortPlace]) -> Iterator[re.Pattern[str]]:
    """Several names in a row, a name after a word, a name before one."""
    if several := "".join({place.character: "" for place in places if place.beside}):
        yield re.compile(rf"(?P<names>[{several}]{{2,5}})(?P<tail>{_BEHIND_SEVERAL})?")
    before = {word for place in places for word in _usual(place.after, _USUAL_BEFORE)}
    after = "".join({place.character: "" for place in places if place.after})
    if before:
        yield re.compile(rf"(?P<before>{_one_of(before)})(?P<names>[{after}])")
    behind = {word for place in places for word in _usual(place.behind, _USUAL_BEHIND)}
    ahead = "".join({place.character: "" for place in places if place.behind})
    if behind:
        yield re.compile(rf"(?P<names>[{ahead}])(?P<behind>{_one_of(behind)})")


def _one_of(words: set[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _usual(words: Sequence[str], usual: Sequence[str]) -> Sequence[str]:
    return usual if "*" in words else words
