"""What stands at the start of a line and says what the line is: bullets, numbers, labels."""

import re
from dataclasses import dataclass
from typing import Literal

from govnlp.text.scripts import HAN_CLASS

MarkerKind = Literal[
    "bullet", "outline", "number", "article", "label", "hash", "row", "rule", "fence"
]

_ZH_NUMBER = "一二三四五六七八九十百千零〇两兩廿卅"
_ZH_BRANCH = "子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛壬癸"
_TITLED = (
    "(?:Articles?|Art\\.|Section|Chapter|Part|Title|Annex|Appendix|Schedule|Goal|Target|Principle"
    "|Rule|Protocol)"
)
_TITLED_ANY_CASE = f"(?:{_TITLED}|{_TITLED.upper()})"

_RULE = re.compile(r"(?:([-=_*~─━—–#·.…+|:])\s?){3,}\Z")
_TABLE_RULE = re.compile(r"\|?[\s:|+-]*-[\s:|+-]*\|[\s:|+-]*\Z")
_FENCE = re.compile(r"(?:```|~~~)[\w-]*\Z")
_HASH = re.compile(r"#{1,6}\s+(?=\S)")
_ROW = re.compile(r"\|.*\|\Z")
_BULLET = re.compile(r"(?:[•▪▫◦●○■□◆◇►▶‣∙➢➤✓✔]\s*|[·*+\-–—](?:\s+|\Z))")
# 4.3.2.1. with or without the last stop; not an amount (3.5 million, 3.5亿).
_OUTLINE = re.compile(
    r"\d{1,2}(?:\.\d{1,3})+(?:\.(?!\d)\s*|\s+(?=[^\s\da-z%])|(?=[\u3400-\u9fff])(?![亿億万萬千百倍年月日%％个個]))"
    r"|\d{1,2}(?:\.\d{1,3})+\.?\Z"
)
_NUMBER = re.compile(
    rf"(?P<digits>\d{{1,3}})(?:[.．](?!\d)|[)）、])\s*"
    rf"|[(（\[](?P<inner>\d{{1,3}})[)）\]]\s*"
    rf"|(?P<zh>[{_ZH_NUMBER}]{{1,4}})[、．.]\s*"
    rf"|[(（](?:[{_ZH_NUMBER}]{{1,4}}|[{_ZH_BRANCH}])[)）]\s*"
    rf"|(?P<circled>[\u2460-\u2473])\s*"
    r"|[(（](?P<letter>[a-z]|[ivx]{1,5})[)）](?:\s+|\Z)|(?P<bare>[a-z])\)(?:\s+|\Z)"
    r"|(?P<roman>[IVX]{1,5})\.\s+(?=\S)"
)
_ARTICLE = re.compile(
    rf"{_TITLED_ANY_CASE}\s+(?:\d+|[IVXLC]+|[A-Z])\b"
    r"(?P<title>\s*\Z|\s*[.:：—–-]+\s*\S.*|\s+[A-Z“\"].*)",
)
_ZH_ARTICLE = re.compile(
    rf"(?!.{{3,16}}期\Z)第\s?[{_ZH_NUMBER}\d]{{1,8}}\s?(?P<unit>[章节節编編篇部卷]分?|[条條款项項]|讲)(?P<title>\Z|[\s:：]+\S?.*)"
)
_LABEL = re.compile(
    rf"[\[【〔［][A-Za-z{HAN_CLASS}][A-Za-z &{HAN_CLASS}]{{1,24}}[\]】〕］]\s*[:：]?\s*"
    r"|(?:Abstract|ABSTRACT|Summary|Key\s?words?|Keywords|KEYWORDS|Index Terms)\s*[:：—–.-]\s*"
    r"|(?:摘\s*要|提\s*要|內容提要|内容提要|关键词|關鍵詞|关键字|關鍵字|作者简介|作者簡介|中图分类号)\s*[:：]\s*"
    r"|(?:[QA]|[问問答])\s*[:：]\s*"
)
_RULE_STARTS = frozenset("-=_*~─━—–#·.…+|:`")
_LETTER_STARTS = frozenset(
    "ACGPRSTKIQVXabcdefghijklmnopqrstuvwxyz第摘提內内关關作中问問答" + _ZH_NUMBER
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the start of a line.

    Attributes:
        kind: what it is; ``outline`` is a number of several levels, ``number`` one of a single
            level, ``article`` a heading such as "Article 1" or 第一条, ``label`` a word such as
            "[Keywords]", ``hash``, ``row``, ``rule`` and ``fence`` come from Markdown.
        end: where what follows it begins (code points in the line).
        value: the number, where it is written in digits.
    """

    kind: MarkerKind
    end: int
    value: int | None = None


def marker_of(line: str) -> Marker | None:
    """Find the marker at the start of a line (given without white space around it).

    >>> marker_of("4.3.2.1. Development of policies")
    Marker(kind='outline', end=9, value=None)
    >>> marker_of("第一条 宗旨").kind, marker_of("• first").kind, marker_of("3.5 million people")
    ('article', 'bullet', None)
    """
    first = line[:1]
    if first.isalpha() and first not in _LETTER_STARTS:
        return None
    return _markdown_marker(line) or _text_marker(line)


def _markdown_marker(line: str) -> Marker | None:
    if line[:1] not in _RULE_STARTS:
        return None
    if len(line) < 400 and (_RULE.match(line) or _TABLE_RULE.match(line)):
        return Marker("rule", len(line))
    if _FENCE.match(line):
        return Marker("fence", len(line))
    if match := _HASH.match(line):
        return Marker("hash", match.end())
    return Marker("row", 1) if _ROW.match(line) else None


def _text_marker(line: str) -> Marker | None:
    if match := _BULLET.match(line):
        return Marker("bullet", match.end())
    if match := _OUTLINE.match(line):
        return Marker("outline", match.end())
    if match := _NUMBER.match(line):
        digits = match["digits"] or match["inner"]
        return Marker("number", match.end(), int(digits) if digits else None)
    if match := _ARTICLE.match(line) or _ZH_ARTICLE.match(line):
        return Marker("article", match.start("title"))
    if match := _LABEL.match(line):
        return Marker("label", match.end())
    return None


def stands_alone(line: str, marker: Marker) -> bool:
    """Tell whether nothing follows the marker on its line."""
    return marker.end >= len(line)
