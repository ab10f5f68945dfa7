"""Names in Chinese that a vocabulary may lack: offices, bodies, laws, days, titles."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.english_names import Name
from govnlp.linking.extents import Extents
from govnlp.text.folding import simplify

# No word that would end a name lies between a general word and the head of its name.
_BETWEEN = "(?:[^\\W\\d的了是在将对为由被向从把这该各有并也都以于所之中内外上下不][、和与及]?)"
_OFFICE_ENDS = "司局署厅处院部科"
_OFFICE = re.compile(f"[{_OFFICE_ENDS}]|{_BETWEEN}{{1,5}}[司局署厅处部科]")
_NO_OFFICE = re.compile(
    "(?:[内外全各总北南东西中局干一大军首]部|书处|[好坏到各益害之何此该用四住处]处|"
    "[当结格大全政布时战僵定]局|公司|[签部连]署|[学专外内本]科)$"
)
_OTHER_WORD = re.compile("处[于在处理置罚境]|部[门队分件位落]")
"""Words that begin like an office: 处于, 部门."""
_LONGEST_OFFICE = 7
_BODY = re.compile(
    f"{_BETWEEN}{{0,8}}?(?:委员会|银行|大学|学院|中心|基金会|学会|协会|研究所|办公室|援助团|工作队)"
)
_OWNER = re.compile("(?:全国|国家|中央)$")
_LAW = re.compile(
    "[\u4e00-\u9fff]{0,12}?(?:法|条例|规程|规则|办法|细则|规定)(?=第[0-9一二三四五六七八九十百]|[(（]以下)"
)
_INTERNATIONAL_DAY = re.compile(
    "国际(?:(?![的了是])[\u4e00-\u9fff]){1,8}?"
    "(?:(?<!近十)(?<![今近去明前后来往历同全青老少成每多当逐几数半一两二三四五六七八九])年(?![来代度轻])"
    "|(?<![今昨明近往即平节假当每数])日(?![益前趋渐常后内本报])|(?<![上下本每一两])周(?![边围期末年密转]))"
)
_TITLE = re.compile(
    "《([^《》]{1,200})》"
    '|(?:题为|名为|题目为|题目是|标题为)[:：]?[“"「『]([^“”"「」『』]{1,200})[”"」』]'
)
_REMEMBERED = 1024
"""Texts whose titles are kept: several steps ask for those of each passage of a document."""


@lru_cache(_REMEMBERED)
def titles(text: str) -> tuple[Name, ...]:
    """Give what stands in 《》, or in quotation marks behind words that call it a title.

    >>> text = "他發表了題為「和平與發展」的演講"
    >>> [text[n.start : n.end] for n in titles(text)]
    ['和平與發展']
    """
    matches = _TITLE.finditer(simplify(text))  # fold_characters would fold the quotation marks
    return tuple(Name(*match.span(match.lastindex or 0), False) for match in matches)


def chinese_names(
    folded: str, candidates: Sequence[Candidate], passage: FoldedPassage
) -> Iterator[Name]:
    """Give the names that begin with a candidate, and the names of days.

    Args:
        folded: the text of the passage in Simplified characters.
        candidates: all candidates of the passage.
        passage: the passage; its tokens say where words end.
    """
    for match in _INTERNATIONAL_DAY.finditer(folded):
        if passage.ends_token(match.end()):
            yield Name(*match.span(), True)
    known = [(c.start, c.end) for c in candidates if c.entry.is_name]
    known_extents, known_ends = Extents(known), {end for _, end in known}
    known_starts = sorted({start for start, _ in known})
    concepts = {
        (c.start, c.end)
        for c in candidates
        if not c.entry.is_name
        and c.match != "coordination"
        and not known_extents.exceed(c.start, c.end)
    }
    starts = _starts_by_end(folded, concepts)
    extents = Extents((c.start, c.end) for c in candidates)
    for start, end in sorted(concepts):
        if found := _office_end(folded, end, passage):
            if extents.furthest_end(start) < found:
                yield Name(_joined_start(folded, start, starts), found, True)
        elif law := _LAW.match(folded, end):
            yield Name(start, law.end(), True)
        elif start in known_ends or _OWNER.search(folded, max(0, start - 2), start):
            following = bisect_left(known_starts, end)
            stop = next(iter(known_starts[following : following + 1]), len(folded))
            body = _BODY.match(folded, end, stop)
            if body and passage.ends_token(body.end()):
                yield Name(start, body.end(), False)


def _office_end(folded: str, end: int, passage: FoldedPassage) -> int | None:
    """Give where the nearest office ends that the words before could be the name of."""
    if folded[end - 1] in _OFFICE_ENDS:
        return None
    for place in range(end + 1, min(len(folded), end + _LONGEST_OFFICE) + 1):
        if _OFFICE.fullmatch(folded, end, place) and passage.ends_token(place):
            # 内部 is no office; 全局 in 网络安全局 is no word, unless a token begins with it.
            is_word = place - 2 >= end or passage.ends_token(place - 2)
            no_office = is_word and _NO_OFFICE.search(folded, place - 2, place)
            return None if no_office or _OTHER_WORD.match(folded, place - 1) else place
    return None


def _starts_by_end(folded: str, concepts: Iterable[tuple[int, int]]) -> Mapping[int, int]:
    """Give where the longest concept begins that ends at a place; offices stand for themselves."""
    starts: dict[int, int] = {}
    for start, end in concepts:
        if folded[end - 1] not in _OFFICE_ENDS:
            starts[end] = min(start, starts.get(end, start))
    return starts


def _joined_start(folded: str, start: int, starts: Mapping[int, int]) -> int:
    """Give where the words begin that "and" joins to the first word of a name."""
    if folded.endswith("以及", 0, start):
        return starts.get(start - 2, start)
    if folded.endswith(("和", "与", "及"), 0, start):
        return starts.get(start - 1, start)
    return start
