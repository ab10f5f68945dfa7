"""Numbers and outline numbers of a passage, written alike for both languages."""

import re
from decimal import Decimal

from govnlp.text.folding import fold_typography

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()

_WORDS = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: value for value, word in enumerate(_ORDINALS)},
    **{word: 10 * place for place, word in enumerate(_TENS, 2)},
    **{f"{word[:-1]}ieth": 10 * place for place, word in enumerate(_TENS, 2)},
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_DIGITS = "[0-9]+(?:[ ,][0-9]{3}(?![0-9]))*(?:[.][0-9]+)?"
_DIGITS_SCALED = re.compile(
    rf"(?<![\w.])?({_DIGITS})(?:\s*(hundred|thousand|million|billion|[万萬亿億])(?![a-z]))?",
    re.IGNORECASE,
)
_ANY_WORD = "|".join(sorted({*_WORDS, *_SCALES}, key=len, reverse=True))
_SPELLED = re.compile(rf"\b(?:{_ANY_WORD})(?:(?:-|\s+|\s+and\s+)(?:{_ANY_WORD}))*\b", re.IGNORECASE)
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(rf"\b\d{{1,2}}\s+({_MONTH})\b|\b({_MONTH})\s+\d{{1,4}}\b")
_HAN_NUMBER = re.compile("[零〇一二三四五六七八九十百千万萬亿億两兩]+")

_LONGEST = 20
"""Words or characters of a number that are read; nobody writes longer ones out."""

_HAN_COUNT = "[零〇一二三四五六七八九十百]+"
_PARTS = {
    **dict.fromkeys(("article", "art", "条", "條"), "article"),
    **dict.fromkeys(("chapter", "章"), "chapter"),
    **dict.fromkeys(("section", "节", "節"), "section"),
    **dict.fromkeys(("part", "编", "編", "部分"), "part"),
}
_OUTLINE = re.compile(
    r"\s*(?:"
    r"(?P<part>article|art\.?|chapter|section|part)\s+(?P<of_part>\d{1,4}|[ivxl]{1,8})\b"
    rf"|第\s*(?P<of_han_part>\d{{1,4}}|{_HAN_COUNT})\s*(?P<han_part>[条條章节節编編]|部分)"
    r"|(?P<dotted>\d{1,4}(?:\.\d{1,4})+)(?!\d)\.?"
    r"|[(]?(?P<single>\d{1,3})(?:[.)、](?!\d))"
    rf"|[(]?(?P<han>{_HAN_COUNT})[)、]"
    r")\s*",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def outline_number(text: str) -> tuple[str | None, str]:
    """Split the outline number off a passage: the number, or None, and the rest.

    >>> outline_number("4.3.2.1. Policies"), outline_number("第十二條 本法")
    (('4.3.2.1', 'Policies'), ('article 12', '本法'))
    """
    match = _OUTLINE.match(fold_typography(text))
    if match is None:
        return None, text
    rest = text[match.end() :]
    if match["dotted"] or match["single"]:
        return match["dotted"] or str(int(match["single"])), rest
    if match["han"]:
        return str(_han_value(match["han"])), rest
    part = _PARTS[(match["part"] or match["han_part"]).lower().rstrip(".")]
    return f"{part} {_count(match['of_part'] or match['of_han_part'])}", rest


def numbers(text: str) -> frozenset[str]:
    """Give the numbers of a passage as decimals, however they are written.

    Months in dates count as their numbers. Small numbers in words (up to two) are left out: they
    are seldom numbers (one, another, 一个), and not translated as such.

    >>> sorted(numbers("On 8 April 2010 the fifty-eighth session saw 1,550 of 2.5 million"))
    ['1550', '2010', '2500000', '4', '58', '8']
    >>> sorted(numbers("2010年4月8日，第五十八届会议在250万中看到1550"))
    ['1550', '2010', '2500000', '4', '58', '8']
    """
    text = fold_typography(text)
    found = {_scaled(match[1], match[2]) for match in _DIGITS_SCALED.finditer(text)}
    for match in _DATE.finditer(text):
        found.add(str(_MONTHS.index(match[1] or match[2]) + 1))
    values = [_spelled_value(match.group()) for match in _SPELLED.finditer(text)]
    values += [_han_value(match.group()) for match in _HAN_NUMBER.finditer(text)]
    found.update(str(value) for value in values if value is not None and value > 2)
    return frozenset(found)


def _scaled(digits: str, scale: str | None) -> str:
    value = Decimal(digits.replace(",", "").replace(" ", ""))
    if scale is not None:
        value *= _SCALES.get(scale.lower()) or _HAN_SCALES[scale]
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _spelled_value(words: str) -> int | None:
    """Read an English number in words; None where a scale stands alone."""
    total = value = 0
    read = False
    for word in re.split(r"[-\s]+", words.lower())[:_LONGEST]:
        if word in _WORDS:
            value += _WORDS[word]
            read = True
        elif word in _SCALES and read:
            value *= _SCALES[word]
            if word != "hundred":
                total, value = total + value, 0
    return total + value if read else None


def _han_value(chars: str) -> int | None:
    """Read a Chinese number; None where it is none (万一, 千百)."""
    chars = chars[:_LONGEST]
    if all(char in _HAN_DIGITS for char in chars):
        return int("".join(str(_HAN_DIGITS[char]) for char in chars))
    if chars[0] in _HAN_SCALES or chars[0] in "百千":
        return None
    total = section = digit = 0
    for char in chars:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_TENS:
            section += (digit or 1) * _HAN_TENS[char]
            digit = 0
        else:
            total += (section + digit) * _HAN_SCALES[char]
            section = digit = 0
    return total + section + digit


def _count(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    if text[0].lower() not in _ROMAN:
        return _han_value(text)
    values = [_ROMAN[char] for char in text.lower()]
    following = [*values[1:], 0]
    return sum(v if v >= after else -v for v, after in zip(values, following, strict=True))
