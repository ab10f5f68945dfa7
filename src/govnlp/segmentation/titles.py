"""How titles look: their case, their length, the words they cannot end with."""

import re

from govnlp.segmentation.lines import display_width
from govnlp.text.language import letters_of
from govnlp.text.sentence_ends import ends_sentence, is_abbreviation

MAX_WIDTH = 200
_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on onto or over per than that the to up upon"
    " via vs versus with within without its their our between against among through under after"
    " before during towards toward de la".split()
)
_CONNECTORS = frozenset(
    "a an and as at between by for from in into of on or over the to towards under upon versus via"
    " vs with within its their our is are was were be that which & against among".split()
)
# Modifiers that want a noun behind them: a title does not end here.
_OPEN_MODIFIERS = frozenset(
    "global international national regional internal external public human economic social new"
    " political environmental traditional non-traditional strategic nuclear collective"
    " comprehensive multilateral bilateral sustainable joint common shared local european african"
    " asian american chinese".split()
)
_INSIDE = re.compile(r"[.!;。！；](?=\s|[\u3400-\u9fff])")
_QUESTION_INSIDE = re.compile(r"[?？](?=\s|[\u3400-\u9fff])")
_VERBS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|does|do|did)\b"
)
_CLAUSE = re.compile(r", (?!and\b|or\b)[a-z]")
_SENTENCE_WORDS = 8
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』《》()[]（）*_")


def looks_like_title(text: str) -> bool:
    """Tell whether a line could be a title: short, without a sentence's end, not cut off.

    >>> looks_like_title("The Current Status of Global Security"), looks_like_title("第一章 总则")
    (True, True)
    >>> looks_like_title("of Global Security"), looks_like_title("It entered into force.")
    (False, False)
    >>> looks_like_title("The U.S. Role in Asia"), looks_like_title("Peace came. War left")
    (True, False)
    """
    if not text or display_width(text) > MAX_WIDTH:
        return False
    if text[-1] in ",，、;；:：-–—" or text[:1].islower():
        return False
    if ends_sentence(text) and not text.rstrip("”’\"'").endswith(("?", "？")):
        return False
    ends = (match.end() for match in _INSIDE.finditer(text[:-1]))
    if not all(is_abbreviation(text[:end]) for end in ends):
        return False
    return not _QUESTION_INSIDE.search(text[:-1]) or is_title_cased(text)


def reads_like_sentence(text: str) -> bool:
    """Tell whether an English line without an end is a sentence all the same: long, with a verb.

    >>> reads_like_sentence("The centre of the system is the Health Assembly of the World")
    True
    >>> reads_like_sentence("Establishment and operation of a rapid mechanism for all Members")
    False
    """
    if len(text.split()) < _SENTENCE_WORDS:
        return False
    return _VERBS.search(text) is not None or _CLAUSE.search(text) is not None


def is_title_cased(text: str) -> bool:
    """Tell whether all words of an English line that carry meaning begin with a capital.

    >>> is_title_cased("Roles of the United Nations"), is_title_cased("Organizational structure")
    (True, False)
    """
    words = [word.translate(_QUOTES) for word in text.split()]
    words = [word for word in words if word[:1].isalpha()]
    if not words:
        return False
    return all(not word[:1].islower() or word.lower() in _SMALL for word in words)


def is_all_caps(text: str) -> bool:
    """Tell whether a line of two or more English words is in capitals.

    >>> is_all_caps("AND FOR THESE ENDS"), is_all_caps("NATO")
    (True, False)
    """
    words = letters_of(text).words
    return len(words) >= 2 and all(word.isupper() for word in words)


def cannot_end_here(text: str) -> bool:
    """Tell whether the last word of an English line wants more behind it.

    >>> cannot_end_here("Country Management – Global"), cannot_end_here("The Roles")
    (True, False)
    """
    words = text.split()
    if not words:
        return False
    if words[-1] == "A" and not is_all_caps(text):  # a letter that counts: "Option A"
        return False
    last = words[-1].lower()
    if last in ("–", "—", "-", "/", "&"):
        return True
    return last in _CONNECTORS or (len(words) > 1 and last in _OPEN_MODIFIERS)
