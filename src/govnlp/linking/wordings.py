"""Wordings as bags of parts: the words of English, the character pairs of Chinese.

What is close to a label shares most of its parts. Some parts tell one name from another and may
never differ: numbers (the Fifth and the Sixth Committee), negations (nuclear and non-nuclear
States), directions (North and South Korea), deputies.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from govnlp.text.folding import fold_layout, fold_typography
from govnlp.vocabulary import chinese, english

_FUNCTION_WORDS = frozenset(
    "a an the of for in on at to and or with by from as into its it their this that all".split()
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBERS = "one two three four five six seven eight nine ten".split()
_TELLING_WORDS = frozenset(
    [
        *_ORDINALS,
        *_NUMBERS,
        *"non anti counter not no without against un former ex vice deputy assistant sub inter "
        "intra pre post pro north south east west northern southern eastern western central "
        "northeast northwest southeast southwest upper lower".split(),
    ]
)
_RIVALS = frozenset(
    "national international regional global world local domestic foreign internal external civil "
    "civilian military public private bilateral multilateral unilateral political economic social "
    "legal man woman child".split()
)
_CHINESE_RIVALS = re.compile(
    "国际|国家|国内|地区|区域|全球|世界|地方|军事|民事|公共|私营|双边|多边|单边|政治|经济|社会|法律|妇女|儿童|男子"
)
_PREFIXES = ("non", "anti", "counter")
_PREFIX = re.compile(r"(non|anti|counter)(?=\w{5})")
_SHORT_NAMES = {
    "unitednation": ("united", "nation"),
    "unitedstate": ("united", "state"),
    "unitedstateofamerica": ("united", "state"),
    "europeanunion": ("european", "union"),
    "unitedkingdom": ("united", "kingdom"),
}
_TELLING_CHARACTERS = re.compile(
    "[0-9a-z]+|[一二三四五六七八九十百千零〇两非不反无未免禁防去前副原代助东西南北上下内外男女多双单]"
)

_GOVERNS = re.compile("(?:[有相]关|基于|按照|根据|关于|[该本各某与和及对、])\\Z")
"""What takes the next word to itself, so that a 的 behind that word opens another phrase."""
_LIST_GOES_ON = re.compile(r",\s+(?!the\b|an?\b)[^,.;:]{3,40}\s(?:and|or)\s")
"""A list behind "of": its head is the head of every conjunct. An article begins a new phrase."""
_PREPOSITION = re.compile(r"\s(?:of|for|on|in|to|by|from|against)\s")
"""What lets the words of a compound change their order: "security of the sector"."""
_NEEDS_LAYOUT = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]|\\s{2}|[^\\S ]|- ")
_PARTICLES = re.compile("[的之·、，,]")


class Wording(NamedTuple):
    """A wording as it is compared.

    Attributes:
        parts: its words without function words, or its character pairs, in order.
        telling: those of its parts that may not differ, in alphabetical order.
        rivals: those that may be missing on one side, but not be others on the other
            ("national security" is no wording of "international security").
        key: the whole in one string, spaces between English words.
    """

    parts: tuple[str, ...]
    telling: tuple[str, ...]
    rivals: frozenset[str]
    key: str

    def contradicts(self, other: "Wording") -> bool:
        """Whether the two name different things, however like they look."""
        if self.telling != other.telling:
            return True
        return not (self.rivals <= other.rivals or other.rivals <= self.rivals)


@lru_cache(maxsize=1 << 15)
def english_wording(text: str) -> Wording:
    """Cut an English wording into words, function words left out.

    >>> english_wording("the maintenance of international peace").parts
    ('maintenance', 'international', 'peace')
    >>> english_wording("non-nuclear States").telling
    ('non',)
    """
    parts = english_parts(_folded(text))
    telling = sorted(part for part in parts if part in _TELLING_WORDS or not part.isalpha())
    numbers = re.findall(r"\d+", text)
    rivals = _RIVALS.intersection(parts)
    return Wording(tuple(parts), (*telling, *sorted(numbers)), rivals, " ".join(parts))


def english_parts(text: str) -> list[str]:
    """Give the keys of the words of an English text, typography folded."""
    plain = text.isascii() and text.replace(" ", "").isalpha()
    keys = map(english.word_key, text.split()) if plain else english.split_words(text).keys
    parts: list[str] = []
    for key in keys:
        if key in _FUNCTION_WORDS:
            continue
        if key in _SHORT_NAMES:
            parts += _SHORT_NAMES[key]
        elif key.startswith(_PREFIXES) and (prefix := _PREFIX.match(key)):
            parts += (prefix.group(), key[prefix.end() :])
        else:
            parts.append(key)
    return parts


@lru_cache(maxsize=1 << 15)
def chinese_wording(text: str) -> Wording:
    """Cut a Chinese wording into pairs of characters, script and width folded, without 的 and 之.

    >>> chinese_wording("聯合國大會").parts
    ('联合', '合国', '国大', '大会')
    """
    key = _PARTICLES.sub("", chinese.label_key(_folded(text)))
    telling = sorted(_TELLING_CHARACTERS.findall(key))
    rivals = frozenset(_CHINESE_RIVALS.findall(key))
    return Wording(tuple(chinese_parts(key)), tuple(telling), rivals, key)


def chinese_parts(key: str) -> list[str]:
    """Give the pairs of characters of a Chinese text, folded as keys of labels are."""
    key = _PARTICLES.sub("", key)
    return [first + second for first, second in pairwise(key)]


def _folded(text: str) -> str:
    return fold_typography(fold_layout(text).text if _NEEDS_LAYOUT.search(text) else text)


def trim(text: str, start: int, end: int, label: Wording) -> tuple[int, int]:
    """Cut off what a span has at its ends and a label has nowhere.

    >>> text = "full reform of the security sector"
    >>> text[slice(*trim(text, 0, 34, english_wording("security sector reform")))]
    'reform of the security sector'
    """
    if chinese.HAN.search(text[start:end]):
        folded = chinese.fold_characters(text[start:end])
        inside = [place for place, char in enumerate(folded) if char in label.key]
        return (start + inside[0], start + inside[-1] + 1) if inside else (start, end)
    words = [
        match.span(1)
        for match in english.WORD.finditer(text, start, end)
        if not set(english_wording(match.group(1)).parts).isdisjoint(label.parts)
    ]
    return (words[0][0], words[-1][1]) if words else (start, end)


def is_parted(text: str, start: int, end: int, label: Wording) -> bool:
    """Tell whether the words of a span that are a label's do not belong together.

    In 有关区域的冲突 the region belongs to 有关, in "a process of peace, security and development"
    the process is of all three, and "community development" is no "development community".

    >>> is_parted("有关区域的冲突", 2, 7, chinese_wording("区域冲突"))
    True
    >>> is_parted("the sharing of information", 4, 26, english_wording("information sharing"))
    False
    """
    span = text[start:end]
    if chinese.HAN.search(span):
        return "的" in span and _first_word_is_governed(text, start)
    if " of " in span:
        return _list_goes_on(text, end)
    return _is_reordered(span, label) and not _PREPOSITION.search(span)


def _first_word_is_governed(text: str, start: int) -> bool:
    return bool(_GOVERNS.search(text, max(0, start - 2), start))


def _list_goes_on(text: str, end: int) -> bool:
    return bool(_LIST_GOES_ON.match(text, end))


def _is_reordered(span: str, label: Wording) -> bool:
    """Whether what a span shares with a label stands in another order in it."""
    parts = english_wording(span).parts
    shared = [part for part in parts if part in label.parts]
    return shared != [part for part in label.parts if part in parts]


def is_turned(one: Wording, other: Wording) -> bool:
    """Tell whether two wordings have the same parts, the last of one first in the other.

    >>> is_turned(english_wording("reform of the sector"), english_wording("sector reform"))
    True
    """
    parts = one.parts
    if len(parts) != len(other.parts) or parts == other.parts:
        return False
    return any(parts[n:] + parts[:n] == other.parts for n in range(1, len(parts)))
