"""The lines of a text, each with what typesetting says about it."""

import re
from dataclasses import dataclass

from govnlp.text.scripts import CJK_PUNCTUATION_CLASS, HAN_CLASS

_FULL_WIDTH_CLASS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_WIDE_CLASS = (
    f"{HAN_CLASS}{CJK_PUNCTUATION_CLASS}{_FULL_WIDTH_CLASS}\u3000\u3040-\u30ff\uac00-\ud7a3"
)
_WIDE = re.compile(f"[{_WIDE_CLASS}]")
_FIRST_WORD = re.compile(rf"[^\s\-\u2010-\u2014/{_WIDE_CLASS}]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it.

    Attributes:
        start: first character that is no white space (code points in the whole text).
        end: one past the last such character.
        text: what stands there.
        indent: columns of white space before it.
        blanks: blank lines between it and the line before.
        width: columns it takes, Han characters counting two.
    """

    start: int
    end: int
    text: str
    indent: int
    blanks: int
    width: int


def lines_of(text: str) -> list[Line]:
    r"""Cut a text into its lines, blank ones left out.

    Lines end as `str.splitlines` ends them: at any Unicode line end, form feeds included.

    >>> [(line.start, line.text, line.indent, line.blanks) for line in lines_of("a\r\n\n  b\n")]
    [(0, 'a', 0, 0), (6, 'b', 2, 1)]
    """
    lines = []
    offset = blanks = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            lead = len(raw) - len(raw.lstrip())
            start = offset + lead
            lines.append(
                Line(
                    start=start,
                    end=start + len(stripped),
                    text=stripped,
                    indent=lead and display_width(raw[:lead]),
                    blanks=blanks,
                    width=display_width(stripped),
                )
            )
            blanks = 0
        else:
            blanks += 1
        offset += len(raw)
    return lines


def display_width(text: str) -> int:
    """Count the columns that a text takes; Han and full-width characters count two.

    >>> display_width("GSI"), display_width("安全。"), display_width("２０２３")
    (3, 6, 8)
    """
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def first_word_width(text: str) -> int:
    """Count the columns of what cannot be broken off the start of a line.

    >>> first_word_width("regional security"), first_word_width("安全治理")
    (8, 2)
    >>> first_word_width("2023年各国会晤")
    4
    """
    if not text:
        return 0
    if _WIDE.match(text):
        return 2
    match = _FIRST_WORD.match(text)
    return min(match.end(), 30) if match else 1
