"""Cut what is too long for an annotator, where it hurts least."""

import re
import unicodedata

from govnlp.text.sentence_ends import sentence_ends

_SPACE = re.compile(r"\s+")
_CLAUSE = re.compile(r"[,;，；、:：]\s*")


def cut_long(text: str, max_chars: int) -> list[tuple[int, int]]:
    """Cut a text into spans of at most ``max_chars`` code points.

    A cut lies behind the last sentence that fits, else behind a clause, else at a space, else
    anywhere but inside a character with its combining marks. Spans begin and end at characters
    that are no white space.

    >>> cut_long("One is. Two is. Three is.", 16)
    [(0, 15), (16, 25)]
    >>> cut_long("安全安全安全", 4)
    [(0, 4), (4, 6)]
    """
    spans = []
    start = 0
    while len(text) - start > max_chars:
        window = text[start : start + max_chars]
        cut = start + _last_cut(window, text, start + max_chars)
        end = start + len(text[start:cut].rstrip())
        spans.append((start, end))
        start = cut
        if space := _SPACE.match(text, cut):
            start = space.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _last_cut(window: str, text: str, limit: int) -> int:
    least = len(window) // 4
    cut = max(
        (end for end in sentence_ends(window + text[limit : limit + 1]) if end <= len(window)),
        default=0,
    )
    if cut > least:
        return cut
    for pattern in (_CLAUSE, _SPACE):
        cut = max((match.end() for match in pattern.finditer(window)), default=0)
        if cut > least:
            return cut
    cut = len(window)
    while cut > least + 1 and _joins(text[limit - len(window) + cut]):
        cut -= 1
    return cut


def _joins(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        unicodedata.combining(char) != 0
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
        or char in "\u200d\ufe0f"
    )
