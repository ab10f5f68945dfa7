"""How likely a text is, as English or Chinese: what tells one reading of some bytes from another.

Each character has a logarithm of a probability: Han characters by their rank in a list of the
commonest, everything else by its kind. The figures need not be exact, since readings of the
same bytes differ by far more than they do.
"""

import unicodedata
from collections import Counter
from math import sqrt

from govnlp.text.common_han import SIMPLIFIED, TRADITIONAL
from govnlp.text.scripts import is_han

_ODD = -12.5  # a character less likely than this is one that ordinary text hardly ever has
_MAX_ODD_SHARE = 0.25
_MIN_MEAN = -10.0
_MIN_JUDGED = 8  # fewer characters prove nothing

_OF_KIND = (
    (-3.0, "\t\n\r" + "".join(map(chr, range(0x20, 0x7F)))),
    (-4.0, "，。、"),
    (-5.0, "\u3000：；（）《》「」『』“”‘’–—…·•？！‧"),
)
_OF_CATEGORY = {"Cc": -14.0, "Cn": -20.0, "Co": -20.0, "Cs": -20.0}
# Of a Han character by the part of the national standards that has it.
_STANDARDS = (
    ("gb2312", b"\xb0\xa1", b"\xd7\xff", -11.0),
    ("big5", b"\xa4\x40", b"\xc6\x7e", -11.0),
    ("gb2312", b"\xd8\xa1", b"\xf7\xfe", -13.0),
    ("big5", b"\xc9\x40", b"\xf9\xd5", -13.0),
)


def log_likelihood(text: str) -> float:
    """Give the logarithm of the text's probability, character by character.

    >>> log_likelihood("人的安全") > log_likelihood("휝퓄낲좫")
    True
    """
    return sum(_LOG_P[char] * count for char, count in Counter(text).items())


def is_plausible(text: str) -> bool:
    """Tell whether what is not ASCII in a text looks like English or Chinese writing.

    >>> is_plausible("人的安全與全球治理 and security"), is_plausible("鍥藉瀹夊叏鍥藉瀹夊叏")
    (True, False)
    """
    counts = {char: count for char, count in Counter(text).items() if char >= "\x80"}
    total = sum(counts.values())
    odd = sum(count for char, count in counts.items() if _LOG_P[char] < _ODD)
    mean = sum(_LOG_P[char] * count for char, count in counts.items()) / max(1, total)
    return total < _MIN_JUDGED or (odd <= _MAX_ODD_SHARE * total and mean >= _MIN_MEAN)


class _LogProbabilities(dict[str, float]):
    """Logarithms of probabilities by character, each worked out when it is first asked for."""

    def __missing__(self, char: str) -> float:
        value = self[char] = _han(char) if is_han(char) else _other(char)
        return value


def _han(char: str) -> float:
    for codec, first, last, value in _STANDARDS:
        if first <= char.encode(codec, errors="ignore") <= last:
            return value
    return -15.0 if "\u4e00" <= char <= "\u9fff" else -17.0


def _other(char: str) -> float:
    code = ord(char)
    if code < 0x100 and char.isalpha():
        return -8.0
    if 0xFF01 <= code <= 0xFF5E:  # full-width forms
        return -8.0
    if code < 0x3100:
        return _OF_CATEGORY.get(unicodedata.category(char), -11.0)
    return _OF_CATEGORY.get(unicodedata.category(char), -13.0)


def _by_rank(rank: int) -> float:
    """Fit the curve of both lists: -5.4 at rank 10, -6.2 at 100, -7.7 at 500, -8.8 at 1000."""
    return -5.0 - 0.12 * sqrt(rank)


_LOG_P = _LogProbabilities({char: value for value, chars in _OF_KIND for char in chars})
for _characters in (SIMPLIFIED, TRADITIONAL):
    for _rank, _char in enumerate(_characters, start=1):
        _LOG_P[_char] = max(_by_rank(_rank), _LOG_P.get(_char, -99.0))
