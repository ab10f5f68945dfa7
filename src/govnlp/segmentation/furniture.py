"""Lines that stand around a text but are no part of it: page heads, web navigation, adverts.

One line at a time; `govnlp.segmentation.surroundings` looks at lines together. The word lists
are in `data/furniture.toml`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from govnlp.segmentation.lines import display_width
from govnlp.text.folding import fold_typography, simplify
from govnlp.text.sentence_ends import ends_sentence

_SHORT = 60
_LINK = 16
_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*"

_PAGE = re.compile(
    r"(?:page|p\.|pp\.|pg\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
    r"|page\s+\d{1,4}\s*[-–—|·:]\s*\S.{0,80}"
    r"|[-–—·•.|*~_<〈《‹]\s*\d{1,4}\s*[-–—·•.|*~_>〉》›]|[(\[]\s+\d{1,4}\s+[)\]]"
    r"|[-–—·•]\s+\d{1,4}|\d{1,4}\s+[-–—·•|]"
    r"|\d{1,4}\s*/\s*\d{1,4}"
    r"|(?:\d{1,3}\s*/\s*\d{1,3}\s+)?\d{2}-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d{1,3}(?:\s*/\s*\d{1,3})?)?"
    r"|第\s*\d{1,4}\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?"
    r"|共\s*\d{1,4}\s*[页頁]\s*第\s*\d{1,4}\s*[页頁]",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"《[^》]{1,30}》\s*[,，]?\s*\d{4}\s*年\s*(?:第\s*\d{1,4}\s*[期卷辑]|\d{1,2}\s*月)"
    r"(?:\s*[(（]?(?:总|第|\d).{0,12})?"
    r"|第?\s*\d{1,4}\s*卷\s*[,，]?\s*第\s*\d{1,3}\s*期"
    r"|\d{4}\s*年\s*第\s*\d{1,3}\s*[期卷辑](?:\s*[(（]总第\s*\d+\s*期[)）])?"
    r"|(?:[A-Z][\w&’' -]{2,60},?\s+)?vol(?:\.|ume)\s*\d+,?\s*(?:no|iss|issue|number)\.?\s*"
    r"\d+.{0,30}"
    r"|(?:doi|issn|isbn|eissn)[:\s]\s*[\w./:-]+",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?:[AESTC]|CCPR|CAT|CRC|TD|DP|FCCC|HRI|ISBA)/[\w.()-]++(?:/[\w.()-]++)*+/?(?:\s|\Z)"
)
_NO_YEAR = r"(?!1[6-9]\d\d|20\d\d)\d{1,4}"
_NUMBER_ALONE = re.compile(rf"{_NO_YEAR}\Z|\({_NO_YEAR}\)\Z|\[{_NO_YEAR}\]\Z")
_CONTENTS_LINE = re.compile(
    r"\S.{2,120}?(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,}|_{4,})\s*\(?\d{1,4}\)?\Z"
)
_ADVERT = re.compile(
    r"(?:(?:article|page|top|bottom|header|footer|left|right|side|sidebar|middle|inline|mobile|desktop)"
    r"[\s_-]+){0,3}(?:ads?|adv|adverts?|advertis(?:e?ment|ing)|banner|sponsored(?:\s+content)?)"
    r"(?:\s*(?:slot|here|\d{1,2}))?|广告(?:位|投放)?|- ?advertisement ?-",
    re.IGNORECASE,
)
# 06月08日 21315203 受理中: a date, a number, a status.
_STATUS = re.compile(
    r"(?:\d{4}[-年/.])?\d{1,2}[-月/.]\d{1,2}日?\s+[\w-]*\d{4,}[\w-]*\s+\S{1,12}"
    rf"|\d{{1,2}}\s+{_MONTHS}(?:\s+\d{{4}})?\s+#?\d{{4,}}\s+\S{{1,12}}"
)
_BREADCRUMB = re.compile(r"[^>›»]{1,24}+\s*+(?:[>›»]\s*+[^>›»]{1,24}+\s*+){2,}")
_TEASER = re.compile(r"(?:[QA]|问|答)\s*[:：].{0,60}(?:\.{3}|…)")
_BARS = re.compile(r"\s*[|｜┃]\s*")
_ENDS = " \t:：»›>|｜…→←.."


@dataclass(frozen=True, slots=True)
class _WordLists:
    lines: frozenset[str]
    beside: frozenset[str]
    starts: tuple[str, ...]
    bylines: re.Pattern[str]
    contains: re.Pattern[str]
    weak: re.Pattern[str]
    trailing: frozenset[str]
    trailing_starts: tuple[str, ...]
    titles: re.Pattern[str]


@cache
def _word_lists() -> _WordLists:
    source = resources.files("govnlp.segmentation") / "data" / "furniture.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    web, trailing = data["web"], data["trailing"]
    words = _any_of(data["running_titles"]["words"]).pattern
    return _WordLists(
        lines=frozenset(map(_fold, web["lines"])),
        beside=frozenset(map(_fold, web["beside"])),
        starts=tuple(_fold(start, keep_end=True) for start in web["starts"]),
        bylines=_any_of(_fold(part, keep_end=True) for part in web["bylines"]),
        contains=_any_of(map(_fold, web["contains"])),
        weak=_any_of(map(_fold, web["weak"])),
        trailing=frozenset(map(_fold, trailing["lines"])),
        trailing_starts=tuple(_fold(start) for start in trailing["starts"]),
        titles=re.compile(rf"\b(?:{words})\b|(?:{words})\Z", re.IGNORECASE),
    )


def _any_of(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, parts)))


def _fold(text: str, *, keep_end: bool = False) -> str:
    if not text.isascii():
        text = fold_typography(simplify(text))
    folded = " ".join(text.casefold().split())
    return folded if keep_end else folded.strip(_ENDS)


def is_page_mark(line: str) -> bool:
    """Tell whether a line is a page number, a page head or a periodical's issue line.

    >>> [is_page_mark(line) for line in ("· 156 ·", "Page 2 - 《安全》2022年第1期", "158")]
    [True, True, False]
    """
    if len(line) > 120:
        return False
    if _PAGE.fullmatch(line):
        return True
    return display_width(line) <= 80 and _ISSUE.fullmatch(line) is not None


def is_bare_number(line: str) -> bool:
    """Tell whether a line holds a number that may be a page's, not a year, and nothing else.

    >>> [is_bare_number(line) for line in ("158", "(158)", "1994", "158 States")]
    [True, True, False, False]
    """
    return _NUMBER_ALONE.match(line) is not None


def is_contents_line(line: str) -> bool:
    """Tell whether a line is an entry of a table of contents (dots lead to a page number)."""
    return len(line) < 200 and _CONTENTS_LINE.match(line) is not None


def starts_with_symbol(line: str) -> bool:
    """Tell whether a line begins with the symbol of a United Nations document.

    >>> starts_with_symbol("A/RES/66/290"), starts_with_symbol("S/PV.8970 Threats to peace")
    (True, True)
    """
    return _SYMBOL.match(line) is not None


def names_periodical(line: str) -> bool:
    """Tell whether a short line reads like the name of a periodical.

    >>> names_periodical("Journal of Security Studies"), names_periodical("Conclusion")
    (True, False)
    """
    return len(line) <= 80 and _word_lists().titles.search(line) is not None


def web_evidence(line: str) -> int:
    """Say how sure it is that a line belongs to a web page, not to a text on it.

    Returns:
        3 where the line itself says so; 2 where it does beside another of 2 or 3; 1 where it
        takes sure lines beside it; else 0.

    >>> [web_evidence(line) for line in ("打印本页 | 关闭窗口", "Share", "采访申请流程", "治理")]
    [3, 2, 1, 0]
    """
    width = display_width(line)
    if width > 2 * _SHORT:
        return 0
    if _ADVERT.fullmatch(line) or _STATUS.fullmatch(line) or _TEASER.fullmatch(line):
        return 3
    if width <= _SHORT:
        return _link_evidence(line)
    if ends_sentence(line):
        return 0
    lists, folded = _word_lists(), _fold(line, keep_end=True)
    return 3 if folded.startswith(lists.starts) or lists.bylines.search(folded) else 0


def _link_evidence(line: str) -> int:
    """The evidence of a line short enough for a link or a menu."""
    lists, folded = _word_lists(), _fold(line, keep_end=True)
    bare = folded.strip(_ENDS)
    if bare in lists.lines or folded.startswith(lists.starts) or lists.bylines.search(folded):
        return 3
    if bare in lists.beside:
        return 2
    if ends_sentence(line):
        return 0
    if lists.contains.search(bare) or _BREADCRUMB.fullmatch(line):
        return 3
    if parts := _bar_parts(bare):
        known = any(part in lists.lines or part in lists.beside for part in parts)
        return 3 if known or len(parts) > 2 else 1
    return 1 if line.endswith("»") or lists.weak.search(bare) else 0


def is_web_byline(line: str) -> bool:
    """Tell whether a line gives the date or the desk of an article, as right below its title.

    >>> is_web_byline("发布时间：2023-02-21"), is_web_byline("Home")
    (True, False)
    """
    return _word_lists().bylines.search(_fold(line[: 2 * _SHORT], keep_end=True)) is not None


def _bar_parts(bare: str) -> list[str]:
    """The short parts that bars divide a line into; none where there is no bar."""
    parts = [part.strip(_ENDS) for part in _BARS.split(bare)]
    return parts if len(parts) > 1 and all(len(part) <= _LINK for part in parts) else []


def is_trailing_marker(text: str) -> bool:
    """Tell whether what stands behind a text after a gap is a link or a count, not text.

    >>> is_trailing_marker("相似文献"), is_trailing_marker("总被引:1,自引:0,他引:1")
    (True, True)
    """
    if len(text) > 60:
        return False
    lists = _word_lists()
    folded = _fold(text)
    return folded in lists.trailing or folded.startswith(lists.trailing_starts)
