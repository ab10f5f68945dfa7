"""Names in capitals that a text has and a vocabulary may lack: agencies, laws, prizes, journals."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

_BODIES = (
    "Administration|Agency|Association|Authority|Bank|Board|Branch|Bureau|Cent(?:er|re)|College|"
    "Commission|Committee|Company|Consortium|Council|Court|Department|Directorate|Division|Faculty|"
    "Federation|Forum|Foundation|Fund|Group|Institute|League|Mechanism|Ministry|Network|Office|"
    "Organi[sz]ation|School|Secretariat|Section|Services?|Society|Squadron|Union|Unit|University|"
    "Yuan"
)
_GENERAL = "Law|Policy|Strategy"
"""Heads of names and of general concepts alike: "International Humanitarian Law"."""
_WORKS = (
    "Acts?|Agreement|Award|Campaign|Code|Day|Decade|Decree|Index|Initiative|Ordinance|Prize|"
    f"Programme|Project|Regulations?|Rules|Statute|Survey|Week|Year|{_GENERAL}"
)
_PERIODICALS = "Gazette|Herald|Journal|Post|Quarterly|Studies|Times|Tribune"
_ONLY_BEFORE_OF = "Catalogue|Convention|Covenant|Declaration|List|Protocol|Schedule|Treaty"

# Every pattern is matched once for a word or for the gap behind it, so that time grows with length.
_CAPITALIZED = re.compile(r"(?<!\w)(?<!\w['’-])[A-Z][\w'’-]*+")
_GAP = re.compile(
    r"(?P<space>\s++)|(?P<list>,?\s++(?:and|&)\s++)|(?P<comma>,\s++)"
    r"|\s++(?P<link>of|for|on|against|concerning|in|to)\s++(?P<the>the\s++)?+"
)
_HEAD = re.compile(rf"(?:{_BODIES}|(?P<general>{_GENERAL})|{_WORKS})\b")
_HEAD_BEFORE_LINK = re.compile(rf"\b(?:{_BODIES}|{_WORKS}|{_ONLY_BEFORE_OF})\Z")
_LONGEST_HEAD = 16
_PERIODICAL = re.compile(rf"(?:{_PERIODICALS})\b")
_ARTICLE_BEFORE = re.compile(r"\b[Tt]he\s{1,3}\Z")
_PEOPLES = re.compile(r"\b(?:States|Countries|Nations|Peoples?|Governments)\Z")
_NO_FIRST_WORD = frozenset(
    "A According After Against All Although Among An And Any Are As At Because Before "
    "Between Both But By Concerning Despite Does During Each Every Finally Following For From "
    "Furthermore Had Has Have Hence Her His How However If In Indeed Instead Into Is Its Like Many "
    "Meanwhile Moreover My Nevertheless Nor Not Of On Once Only Or Our Per Regarding See "
    "Several Should Similarly Since So Some Such Than That The Their Then There Therefore These "
    "This Those Though Through Thus To Under Unless Unlike Until Upon Via Was Were What When "
    "Where Whereas Whether Which While Who Whose Why With Within Without Yet Your".split()
)
_LOWER_CASE = re.compile(r"\b[a-z]{3,}+\b")
_LEAST_LOWER_CASE = 3
"""Words without a capital that a text must have, or its capitals mean nothing (headings)."""
_REMEMBERED = 1024
"""Texts whose names are kept: several steps ask for those of each passage of a document."""


class Name(NamedTuple):
    """A name as a whole.

    Attributes:
        start: where it begins in the passage (code points).
        end: where it ends, exclusive.
        has_owner: whether the names in it are of its owner and stay ("United States" Department
            of Justice); else they are a part of it like any other word.
        is_general: whether its head may as well be that of a general concept.
        joints: where those words of it end behind which "and" stands.
    """

    start: int
    end: int
    has_owner: bool
    is_general: bool = False
    joints: tuple[int, ...] = ()


class _Word(NamedTuple):
    """A word with a capital, and what joins it to the next one.

    Attributes:
        start: where it begins.
        end: where it ends.
        gap: the kind of the gap behind it; empty where other words stand there.
        link: the preposition in the gap.
        the: whether an article follows the preposition.
    """

    start: int
    end: int
    gap: str
    link: str
    the: bool


@lru_cache(_REMEMBERED)
def english_names(text: str) -> tuple[Name, ...]:
    """Give the names of a text that their heads show.

    >>> [text[n.start : n.end] for text in ["he led the Civil Service Ethics Office for years"]
    ...  for n in english_names(text)]
    ['Civil Service Ethics Office']
    """
    lower_case = islice(_LOWER_CASE.finditer(text), _LEAST_LOWER_CASE)
    if sum(1 for _ in lower_case) < _LEAST_LOWER_CASE:
        return ()
    words = _words(text)
    return (*_before_heads(text, words), *_after_heads(text, words), *_periodicals(text, words))


def _words(text: str) -> list[_Word]:
    spans = [match.span() for match in _CAPITALIZED.finditer(text)]
    words = []
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else end
        if gap := _GAP.fullmatch(text, end, following):
            kind = "link" if gap["link"] else gap.lastgroup or ""
            words.append(_Word(start, end, kind, gap["link"] or "", bool(gap["the"])))
        else:
            words.append(_Word(start, end, "", "", False))
    return words


def _runs(words: Sequence[_Word], *, lists: bool) -> Iterator[Sequence[_Word]]:
    """Give the longest runs of words with spaces between, or "and" before two such words."""
    first = 0
    for number, word in enumerate(words):
        joined = word.gap == "space" or (
            lists and word.gap == "list" and words[number + 1].gap == "space"
        )
        if not joined:
            yield words[first : number + 1]
            first = number + 1


def _before_heads(text: str, words: Sequence[_Word]) -> Iterator[Name]:
    """Give the names that end with a head: the last one of a run."""
    for run in _runs(words, lists=True):
        for last in range(len(run) - 1, 0, -1):
            if head := _HEAD.match(text, run[last].start):
                break
        else:
            continue
        first = 0
        while first < last and text[run[first].start : run[first].end] in _NO_FIRST_WORD:
            first += 1
        if first < last:
            joints = tuple(word.end for word in run[first:last] if word.gap == "list")
            is_general = head["general"] is not None
            yield Name(run[first].start, head.end(), True, is_general, joints)


def _after_heads(text: str, words: Sequence[_Word]) -> Iterator[Name]:
    """Give the names that go on after their head with "of" or "for" and words in capitals."""
    number = 0
    while number < len(words):
        word = words[number]
        number += 1
        if word.gap != "link" or word.link in ("in", "to"):
            continue
        head = _HEAD_BEFORE_LINK.search(text, max(word.start, word.end - _LONGEST_HEAD), word.end)
        if not head:
            continue
        topic = words[number]
        last = _run_end(words, number)
        end_of_topic = words[last].end
        last = _list_end(words, last)
        while _goes_on(text, words[last]):
            last = _list_end(words, _run_end(words, last + 1))
        yield Name(head.start(), words[last].end, True)
        # "Mechanism for Africa" and "Bureau of Indian Affairs" are of no place, "Agency of the
        # United States" has an owner, and the States of a "Group of African States" are African.
        if not _PEOPLES.search(text, topic.start, words[last].end):
            in_full = word.link == "for" and _stands_in_full(text, words, number - 1)
            yield Name(head.start() if in_full else topic.start, end_of_topic, False)
        number = last + 1


def _run_end(words: Sequence[_Word], number: int) -> int:
    while words[number].gap == "space":
        number += 1
    return number


def _list_end(words: Sequence[_Word], number: int) -> int:
    """Give the last word of a list (", Culture and Sports"); without "and" it is none."""
    last = number
    while words[last].gap == "comma":
        last = _run_end(words, last + 1)
    return _run_end(words, last + 1) if words[last].gap == "list" else number


def _goes_on(text: str, word: _Word) -> bool:
    if word.the:
        return False
    return word.link in ("of", "for", "on", "in") or (
        word.link == "to" and text.endswith("Subject", word.start, word.end)
    )


def _stands_in_full(text: str, words: Sequence[_Word], head: int) -> bool:
    """Whether two words with capitals or "the" stand before a head: it begins no plain phrase."""
    start = words[head].start
    if _ARTICLE_BEFORE.search(text, max(0, start - 6), start):
        return True
    return head > 1 and words[head - 1].gap == words[head - 2].gap == "space"


def _periodicals(text: str, words: Sequence[_Word]) -> Iterator[Name]:
    for run in _runs(words, lists=False):
        for last in range(len(run) - 1, 0, -1):
            if match := _PERIODICAL.match(text, run[last].start):
                yield Name(run[0].start, match.end(), False)
                break
