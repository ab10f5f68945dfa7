"""Abbreviations: how they are written, and where a text defines one."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_ENGLISH_WORDS = frozenset(
    "act aid aids all am an and any are arm art as asap at be can cap car care cat core do fast "
    "for gap gas go had has he her his how if im in io is it its last led may me my new no not "
    "now of off old on one or our out own pact pan per ran safe salt sars set she so start step "
    "stop the this to too top un up us was way we who why win yes you".split()
)
"""English words that are written like an abbreviation when a text shouts."""

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_RUNNING_TEXT = re.compile("[a-z\u4e00-\u9fff]")
_QUOTES = tuple("\"'“”‘’「」『』")
_LONGEST_ACRONYM = 5
"""Letters of a word in capitals; NORM (radioactive matter) and STEM are written like words."""

_OPEN, _CLOSE = r"[(（\[【]", r"[)）\]】]"
_LATIN_SHORT = r"(?P<latin>[A-Z][A-Za-z0-9&/+-]{1,11})"
_QUOTED = r"[\"'“‘「『《]"
_UNQUOTED = r"[\"'”’」』》]"
_CALLED_EN = (
    r"(?:also |hereinafter |hereafter |henceforth |commonly |or |abbreviated )*"
    r"(?:known as|referred to as|called|abbreviated (?:as|to))?\s*(?:the )?"
)
_CALLED_ZH = r"(?:以下|下文|下|英文)?(?:简称|簡稱|缩写|縮寫|称|稱)(?:为|為|作|是)?[:：]?"
# Behind a long form: (GSI), （GSI）, (hereinafter "GSI"), （以下简称“全安倡议”）, ，简称GSI
_AFTER_LONG = re.compile(
    rf"{_UNQUOTED}?\s*(?:"
    rf"{_OPEN}\s*(?:{_CALLED_ZH}|{_CALLED_EN})\s*{_QUOTED}?{_LATIN_SHORT}{_UNQUOTED}?\s*"
    rf"(?:{_CLOSE}|[,，;；])"
    rf"|[,，]\s*(?:{_CALLED_ZH})?\s*{_QUOTED}?(?P<inner>[A-Z][A-Za-z0-9&/+-]{{1,11}})"
    rf"{_UNQUOTED}?\s*{_CLOSE}"
    rf"|(?:{_OPEN}|[,，])\s*{_CALLED_ZH}\s*(?:{_QUOTED}(?P<quoted>[^\W_a-zA-Z0-9]{{2,10}}){_UNQUOTED}"
    rf"|(?P<bare>[^\W_a-zA-Z0-9]{{2,8}}?)(?=[)）\]】,，。;；]))"
    rf")"
)
_DATE_OR_NUMBER = (
    r"(?:,?\s(?:of\s|on\s|No\.?\s?)?"
    r"(?:\d{1,2}\s)?(?:[A-Z][a-z]{2,8}\s)?(?:\d{1,2},\s)?\d[\d./-]{0,8})?"
)
# Behind a name: (hereinafter referred to as "the Convention"), of 1992 ("the Convention")
_DESCRIBED = re.compile(
    rf"{_UNQUOTED}?{_DATE_OR_NUMBER}\s{{0,3}}(?P<bracket>{_OPEN})\s*{_CALLED_EN}{_QUOTED}?\s*"
    rf"[Tt]he\s+(?P<head>[A-Z]\w+)\s*{_UNQUOTED}?\s*{_CLOSE}"
)
# Before a long form: GSI (Global Security Initiative), 安理会（联合国安全理事会）
_BEFORE_LONG = re.compile(
    rf"(?:\b{_LATIN_SHORT}|{_QUOTED}(?P<quoted>[^\W_a-zA-Z0-9]{{2,10}}){_UNQUOTED})"
    rf"\s*{_OPEN}\s*(?:[Tt]he |即|全称|全稱|是指|指)?{_QUOTED}?$"
)
_BRACKETED = re.compile(rf"{_OPEN}\s*{_LATIN_SHORT}\s*{_CLOSE}")
_LATIN_WORD = re.compile(r"[A-Za-z][\w'-]*")
_END_OF_LONG = re.compile(rf"{_UNQUOTED}?\s*(?:{_CLOSE}|[,，;；])")


class Definition(NamedTuple):
    """A short form that a text gives to a concept it names.

    Attributes:
        start: where the short form begins in the passage.
        end: where it ends, exclusive.
        short: the short form as written.
    """

    start: int
    end: int
    short: str


class GivenDescription(NamedTuple):
    """A head that a text lets stand for what it named before a bracket.

    Attributes:
        start: the first place where the name may end; a date or a number may follow it.
        bracket: where the bracket opens, the last such place.
        head: the head as written.
    """

    start: int
    bracket: int
    head: str


def spellings_of_abbreviation(label: str) -> tuple[str, ...]:
    """Give the ways in which an abbreviation may be written: ASEAN and Asean, but not Start."""
    shouted = label.isascii() and label.isalpha() and label.isupper()
    if len(label) > 3 and shouted and label.lower() not in _ENGLISH_WORDS:
        return label, label.capitalize()
    return (label,)


def abbreviation_end(text: str, start: int, end: int) -> int | None:
    """Give where an abbreviation ends, its plural -s included; None if it is part of a word.

    >>> abbreviation_end("two NGOs,", 4, 7), abbreviation_end("UNIT", 0, 2)
    (8, None)
    """
    if start and _is_latin(text[start - 1]) and _is_latin(text[start]):
        return None
    if text[end : end + 1] == "s" and text[end - 1].isupper():
        end += 1
    if end < len(text) and _is_latin(text[end]) and _is_latin(text[end - 1]):
        return None
    return end


def is_shouted_word(text: str, start: int, end: int) -> bool:
    """Tell whether what looks like an abbreviation may be a word of a line in capitals.

    >>> is_shouted_word("TELL US WHAT YOU THINK", 5, 7), is_shouted_word("a US base", 2, 4)
    (True, False)
    >>> is_shouted_word("NATO, WHO, IMF", 6, 9)
    False
    """
    if text[start:end].lower() not in _ENGLISH_WORDS:
        return False
    around = f"{text[max(0, start - 40) : start]} {text[end : end + 40]}"
    capitals = _CAPITALS.findall(around)
    letters = sum(char.isalpha() for char in around)
    if sum(map(len, capitals)) * 2 <= letters:
        return False
    # NATO, WHO and IMF are abbreviations side by side; words give a shouted line away.
    return any(len(word) > 4 or word.lower() in _ENGLISH_WORDS for word in capitals)


def may_be_acronym(text: str, start: int, end: int) -> bool:
    """Tell whether a word of capitals among words that have none may abbreviate something.

    Only a short one may, and only in running text: a heading is written in capitals as a whole,
    and what stands in quotes is cited as it was written.

    >>> may_be_acronym("The NORM refers to waste", 4, 8)
    True
    >>> may_be_acronym("NORM OF BEHAVIOUR", 0, 4), may_be_acronym("2. PEACE", 3, 8)
    (False, False)
    >>> may_be_acronym('"PEACE" was all they said', 1, 6), may_be_acronym("its SECURITY", 4, 12)
    (False, False)
    """
    if end - start > _LONGEST_ACRONYM or not text[start:end].isalpha():
        return False
    before, behind = text[max(0, start - 40) : start], text[end : end + 40]
    if before.endswith(_QUOTES) and behind.startswith(_QUOTES):
        return False
    if not _RUNNING_TEXT.search(text):
        return False
    return not _CAPITALS.search(before) and not _CAPITALS.search(behind)


def definitions_after(text: str, end: int, long_forms: Sequence[str]) -> Iterator[Definition]:
    """Give the short forms that a text defines right behind a long form.

    Args:
        text: the passage.
        end: where the mention of the long form ends.
        long_forms: the English labels of its concept and the wording of the mention; a Latin
            short form must be made of the letters of one of them.
    """
    match = _AFTER_LONG.match(text, end)
    if match is None:
        return
    for group in ("latin", "inner", "quoted", "bare"):
        short = match[group]
        if short and (group in ("quoted", "bare") or could_abbreviate(short, long_forms)):
            yield Definition(*match.span(group), short)


def definitions_before(
    text: str, start: int, end: int, long_forms: Sequence[str]
) -> Iterator[Definition]:
    """Give the short forms that stand right before a long form in brackets.

    Args:
        text: the passage.
        start: where the mention of the long form begins.
        end: where it ends.
        long_forms: as for `definitions_after`.
    """
    if not _END_OF_LONG.match(text, end):
        return
    offset = max(0, start - 40)
    match = _BEFORE_LONG.search(text[offset:start])
    if match is None:
        return
    for group in ("latin", "quoted"):
        short = match[group]
        if short and (group == "quoted" or could_abbreviate(short, long_forms)):
            first, last = match.span(group)
            yield Definition(offset + first, offset + last, short)


def given_descriptions(text: str) -> Iterator[GivenDescription]:
    r"""Give the heads that a text says will stand for something.

    >>> text = "the Statute of Rome of 1998 (hereinafter \"the Statute\")"
    >>> [(text[: given.start], given.head) for given in given_descriptions(text)]
    [('the Statute of Rome', 'Statute')]
    """
    for match in _DESCRIBED.finditer(text):
        yield GivenDescription(match.start(), match.start("bracket"), match["head"])


def bracketed(text: str) -> Iterator[Definition]:
    """Give the abbreviations that stand alone in brackets, as definitions do."""
    for match in _BRACKETED.finditer(text):
        yield Definition(*match.span("latin"), match["latin"])


def long_form_before(text: str, end: int, short: str) -> str | None:
    """Give the words before a bracket that an abbreviation in it is made of, if any are.

    >>> long_form_before("by the Global Strategic Index (GSI)", 30, "GSI")
    'Global Strategic Index'
    """
    words = list(_LATIN_WORD.finditer(text, max(0, end - 120), end))
    for word in reversed(words[-len(short) - 4 :]):
        phrase = text[word.start() : end].rstrip(" (（")
        if word.group()[0].lower() == short[0].lower() and could_abbreviate(short, [phrase]):
            return phrase
    return None


def could_abbreviate(short: str, long_forms: Sequence[str]) -> bool:
    """Tell whether a Latin short form is made of the letters of a long form, in order.

    >>> could_abbreviate("GSI", ["Global Security Initiative"]), could_abbreviate("GDP", ["China"])
    (True, False)
    """
    letters = [char.lower() for char in short if char.isalnum()]
    if sum(char.isupper() or char.isdigit() for char in short) < 2:
        return False
    for long_form in long_forms:
        words = [word.lower() for word in re.split(r"[^A-Za-z0-9]+", long_form) if word]
        if len(words) > 1 and _made_of(letters, words):
            return True
    return False


def _made_of(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Letters in order, each the first of a word or right of the letter before in its word."""
    if not letters:
        return True
    for number, word in enumerate(words):
        if not word.startswith(letters[0]):
            continue
        taken = 1
        while True:
            if _made_of(letters[taken:], words[number + 1 :]):
                return True
            if taken >= len(letters) or letters[taken] not in word[1:]:
                break
            taken += 1
    return False


def _is_latin(char: str) -> bool:
    return char.isalnum() and ord(char) < 0x250
