"""Where a sentence may end, in English and Chinese typesetting."""

import re
from collections.abc import Iterator

CLOSERS = "\"'”’»)\\]）】」』》〉〕"
"""Marks that may close a quotation or bracket behind a sentence's end (for a character class)."""

_ENDS = re.compile(rf"[.!?。！？…．｡]+[{CLOSERS}]*(?:\[\d{{1,3}}\]|[\u2460-\u2473])?$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“‘])(?:(?<![a-z]\s)[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Profs|Gen|Gov|Sen|Rep|St|Jr"
    r"|Col|Capt|Lt|Amb|Hon|No|Nos|Vol|vol|pp|p|para|paras|art|arts|Art|Arts|Fig|cf|vs|v|ca|al|etc"
    r"|e\.g|i\.e|Inc|Ltd|Co)\.$"
)
_NOT_FINAL = frozenset("etc al Inc Ltd Co Jr a.m p.m".split())
_BOUNDARY = re.compile(
    rf"[。！？｡]++[{CLOSERS}]*+|(?<![.!?…])[.!?…]++[{CLOSERS}]*+(?=\s|[\u3400-\u9fff])",
)


def ends_sentence(text: str) -> bool:
    """Tell whether a line that ends like this ends a sentence.

    >>> ends_sentence("It came into force."), ends_sentence("as Mr."), ends_sentence("共同安全。”")
    (True, False, True)
    """
    tail = text[-40:]
    if not _ENDS.search(tail):
        return False
    return not is_abbreviation(tail)


def is_abbreviation(text: str) -> bool:
    """Tell whether the full stop at the end of a text marks an abbreviation, not a sentence.

    >>> is_abbreviation("the U.S."), is_abbreviation("pp."), is_abbreviation("peace.")
    (True, True, False)
    """
    match = _ABBREVIATION.search(text[-40:])
    return match is not None and match.group().strip(" .([“‘") not in _NOT_FINAL


def sentence_ends(text: str) -> Iterator[int]:
    """Give the offsets (code points) right behind what looks like the end of a sentence.

    >>> list(sentence_ends("He met Mr. Wang. 会谈结束。"))
    [16, 22]
    """
    for match in _BOUNDARY.finditer(text):
        if match.group()[0] != "." or not is_abbreviation(
            text[max(0, match.start() - 20) : match.start() + 1]
        ):
            yield match.end()
