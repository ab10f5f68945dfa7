"""General words inside names that the vocabulary does not have: they name no concept there.

"Emergency Management" in "Federal Emergency Management Agency", 教育 in 教育部, 传染病 in
传染病防治法, and whatever stands in 《》 beside more: a name is a name as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.vocabulary import chinese

_HEADS = (
    "Acts?|Administration|Agency|Agreement|Association|Authority|Bank|Board|Branch|Bureau|Campaign|"
    "Cent(?:er|re)|College|Commission|Committee|Company|Council|Court|Day|Decade|Department|"
    "Directorate|Division|Faculty|Federation|Foundation|Fund|Group|Institute|Law|League|Ministry|"
    "Network|Office|Ordinance|Organi[sz]ation|Policy|Programme|Project|Regulations?|Rules|School|"
    "Section|Secretariat|Service|Society|Squadron|Strategy|Survey|Union|Unit|University|Week|Year"
)
_CAPITALIZED = r"[A-Z][\w'’-]*"
# Words with a capital, the last one a head, nothing but spaces between them.
_BEFORE_HEAD = re.compile(rf"(?:{_CAPITALIZED}\s+)+?(?:{_HEADS})\b")
# A head, then "of" or "for" and words with a capital.
_AFTER_HEAD = re.compile(
    rf"\b(?:{_HEADS})\s+(?:of|for|on)\s+(?:the\s+)?{_CAPITALIZED}(?:\s+{_CAPITALIZED})*"
)
_FIRST_WORD = re.compile(r"(?:The|An?|This|Each|Every|All)\s+")
_LOWER_CASE = re.compile(r"\b[a-z]{3,}\b")
_LEAST_LOWER_CASE = 3
"""Words without a capital that a text must have, or its capitals mean nothing (headings)."""

_OFFICE = re.compile("[司局署厅处院部科]")
_LAW = re.compile(
    "[\u4e00-\u9fff]{0,12}?(?:法|条例|规程|规则|办法|细则|规定)(?=第[0-9一二三四五六七八九十百]|[(（]以下)"
)
_INTERNATIONAL_DAY = re.compile("国际[\u4e00-\u9fff]{1,8}?(?:年|日|周)")
_TITLE = re.compile("《([^《》]*)》")


class _Name(NamedTuple):
    start: int
    end: int
    all_kinds: bool


def without_words_of_names(candidates: list[Candidate], passage: FoldedPassage) -> list[Candidate]:
    """Leave out candidates for general concepts inside longer names.

    Inside 《》 no other candidate stays either, as long as more than it stands there.
    """
    concepts = [c for c in candidates if not c.entry.is_name and c.match != "coordination"]
    text = passage.passage.text
    names = [*_titles(text)]
    if concepts:
        names += _english_names(text)
        if chinese.HAN.search(text):
            folded = chinese.fold_characters(text)
            names += [_Name(*m.span(), False) for m in _INTERNATIONAL_DAY.finditer(folded)]
            names += _chinese_names(folded, concepts, passage)
    if not names:
        return candidates
    return [c for c in candidates if not any(_is_part(c, name) for name in names)]


def _is_part(candidate: Candidate, name: _Name) -> bool:
    if candidate.entry.is_name and not name.all_kinds:
        return False
    inside = name.start <= candidate.start and candidate.end <= name.end
    return inside and (candidate.start, candidate.end) != (name.start, name.end)


def _english_names(text: str) -> Iterator[_Name]:
    if len(_LOWER_CASE.findall(text)) < _LEAST_LOWER_CASE:
        return
    for pattern in (_BEFORE_HEAD, _AFTER_HEAD):
        for match in pattern.finditer(text):
            article = _FIRST_WORD.match(text, match.start(), match.end())
            yield _Name(article.end() if article else match.start(), match.end(), False)


def _titles(text: str) -> Iterator[_Name]:
    for match in _TITLE.finditer(text):
        yield _Name(*match.span(1), True)


def _chinese_names(
    folded: str, concepts: Sequence[Candidate], passage: FoldedPassage
) -> Iterator[_Name]:
    """Give the names that begin with a candidate: an office, or a law cited by its article."""
    ends = set(passage.passage.token_ends)
    for candidate in concepts:
        end = candidate.end
        is_office = end + 1 + passage.passage.start in ends and _OFFICE.match(folded, end)
        if is_office:
            yield _Name(candidate.start, end + 1, False)
        elif law := _LAW.match(folded, end):
            yield _Name(candidate.start, law.end(), False)
