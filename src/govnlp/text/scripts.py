"""Which script a character or a text is written in."""

import re
from collections import Counter
from functools import cache

HAN_CLASS = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002ebef\U0002f800-\U0002fa1f\U00030000-\U000323af"
)
"""Han characters, as the inside of a regular expression's character class."""

CJK_PUNCTUATION_CLASS = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\ufe30-\ufe4f"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
"""Punctuation of Chinese typesetting, as the inside of a character class."""

_HAN = re.compile(f"[{HAN_CLASS}]")


def is_han(char: str) -> bool:
    """Tell whether one character is a Han character (rare planes included).

    >>> is_han("安"), is_han("𠮷"), is_han("。"), is_han("a")
    (True, True, False, False)
    """
    return _HAN.match(char) is not None


def count_han(text: str) -> int:
    """Count the Han characters of a text."""
    return len(_HAN.findall(text))


@cache
def to_simplified_table() -> dict[int, int]:
    """Map each Traditional character to its Simplified form, one code point to one (OpenCC)."""
    return _character_table("t2s")


@cache
def to_traditional_table() -> dict[int, int]:
    """Map each Simplified character to its Traditional form, one code point to one (OpenCC)."""
    return _character_table("s2t")


def _character_table(direction: str) -> dict[int, int]:
    from opencc import OpenCC

    ranges = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2A6E0))
    chars = [chr(code) for first, last in ranges for code in range(first, last)]
    # One character a line: no phrase of OpenCC's tables can match across a line break.
    converted = OpenCC(direction).convert("\n".join(chars)).split("\n")
    pairs = zip(chars, converted, strict=True)
    return {ord(char): ord(form) for char, form in pairs if form != char and len(form) == 1}


@cache
def _one_script_only() -> tuple[frozenset[str], frozenset[str]]:
    """Give the characters that stand in Traditional texts only, and in Simplified ones only."""
    only_hant, only_hans = to_simplified_table(), to_traditional_table()
    # A character with a changed form in both directions tells nothing; nor does a Simplified
    # form that is common in Traditional texts as another word (后, 里, 台), or the reverse (乾).
    hant = {chr(c) for c in only_hant if c not in only_hans and not _encodes(chr(c), "gb2312")}
    hans = {chr(c) for c in only_hans if c not in only_hant and not _in_common_big5(chr(c))}
    return frozenset(hant), frozenset(hans)


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_common_big5(char: str) -> bool:
    return _encodes(char, "big5") and char.encode("big5") < b"\xc9"


def han_script(text: str) -> str | None:
    """Tell Traditional (``Hant``) from Simplified (``Hans``) characters.

    Characters that stand in one script only are counted; ``None`` where there is no such
    character, or as many of one script as of the other.

    >>> han_script("總體國家安全觀"), han_script("总体国家安全观"), han_script("皇后公里")
    ('Hant', 'Hans', None)
    """
    only_hant, only_hans = _one_script_only()
    hant = hans = 0
    for char, count in Counter(text).items():
        if char in only_hant:
            hant += count
        elif char in only_hans:
            hans += count
    if hant == hans:
        return None
    return "Hant" if hant > hans else "Hans"
