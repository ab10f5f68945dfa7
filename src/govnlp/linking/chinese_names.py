"""Names in Chinese that a vocabulary may lack: offices, bodies, laws, days, titles."""

import re
from collections.abc import Iterator, Sequence

from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.english_names import Name

# No word that would end a name lies between a general word and the head of its name.
_BETWEEN = "(?:[^\\W\\d的了是在将对为由被向从把这该各有并也都以于所之中内外上下不][、和与及]?)"
_OFFICE = re.compile(f"[司局署厅处院部科]|{_BETWEEN}{{1,5}}[司局署厅处部科]")
_NO_OFFICE = re.compile(
    "(?:[内外全各总北南东西中局干一大军首]部|书处|[好坏到各益害之何此该用四住]处|"
    "[当结格大全政布时战僵定]局|公司|[签部连]署|[学专外内本]科)$"
)
_LONGEST_OFFICE = 7
_BODY = re.compile(
    f"{_BETWEEN}{{0,8}}(?:委员会|银行|大学|学院|中心|基金会|学会|协会|研究所|办公室|援助团|工作队)"
)
_OWNER = re.compile("(?:全国|国家|中央)$")
_JOINED = re.compile("[和与及]|以及")
_LAW = re.compile(
    "[\u4e00-\u9fff]{0,12}?(?:法|条例|规程|规则|办法|细则|规定)(?=第[0-9一二三四五六七八九十百]|[(（]以下)"
)
_INTERNATIONAL_DAY = re.compile("国际[\u4e00-\u9fff]{1,8}?(?:年|日|周)")
_TITLE = re.compile(
    '《([^《》]*)》|(?:题为|名为|题目为|题目是|标题为)[:：]?[“"「『]([^”"」』]*)[”"」』]'
)


def titles(text: str) -> Iterator[Name]:
    """Give what stands in 《》, or in quotation marks behind words that call it a title."""
    for match in _TITLE.finditer(text):
        start, end = match.span(1 if match[1] is not None else 2)
        yield Name(start, end, start)


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
        yield Name(*match.span(), match.end())
    concepts = [c for c in candidates if not c.entry.is_name and c.match != "coordination"]
    owners_end = {c.end for c in candidates if c.entry.is_name}
    for candidate in concepts:
        start, end = candidate.start, candidate.end
        if found := _office_end(folded, end, passage):
            yield Name(_joined_start(folded, start, concepts), found, found)
        elif law := _LAW.match(folded, end):
            yield Name(start, law.end(), law.end())
        elif start in owners_end or _OWNER.search(folded, max(0, start - 2), start):
            body = _BODY.match(folded, end)
            if body and passage.ends_token(body.end()):
                yield Name(start, body.end(), start)


def _office_end(folded: str, end: int, passage: FoldedPassage) -> int | None:
    """Give where the nearest office ends that the words before could be the name of."""
    if _OFFICE.fullmatch(folded, end - 1, end):
        return None
    for place in range(end + 1, min(len(folded), end + _LONGEST_OFFICE) + 1):
        if _OFFICE.fullmatch(folded, end, place) and passage.ends_token(place):
            is_office = not _NO_OFFICE.search(folded, place - 2, place)
            return place if is_office else None
    return None


def _joined_start(folded: str, start: int, concepts: Sequence[Candidate]) -> int:
    """Give where the words begin that "and" joins to the first word of a name."""
    for other in concepts:
        joined = other.end < start and _JOINED.fullmatch(folded, other.end, start)
        if joined:
            return other.start
    return start
