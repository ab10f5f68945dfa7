"""Carry names through a document by their head words: "the Convention", 《公约》, 该委员会.

A definite description stands for the last name before it with that head, if the vocabulary has
that name in full; or for what the document defines it as: (hereinafter "the Convention").
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govnlp.linking import scores
from govnlp.linking.abbreviations import given_descriptions
from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.chinese_names import titles
from govnlp.linking.english_names import english_names
from govnlp.linking.extents import Extents
from govnlp.linking.index import Entry
from govnlp.vocabulary import chinese

_OF_TEXTS = (
    "Act|Agreement|Charter|Compact|Convention|Covenant|Declaration|Protocol|Regulations|Statute|"
    "Treaty"
)
_OF_BODIES = (
    "Agency|Assembly|Authority|Board|Commission|Committee|Council|Court|Fund|Mission|Tribunal|Union"
)
_HEADS = f"{_OF_TEXTS}|{_OF_BODIES}|Forum|Initiative"
_COMPLEMENT = "of|on|for|against|to|concerning"
_HEAD_OF_NAME = re.compile(rf"\b(?:{_HEADS})(?=\Z|\s+(?:{_COMPLEMENT})\s)")
# "The Agreement on trade" is another one, but "the Council on 5 May" and "for its part" are not.
_DESCRIPTION = re.compile(
    rf"\b[Tt]he\s+(?P<head>{_HEADS})\b"
    r"(?!\s+(?:of|to)\s+(?:the\s+)?[A-Z])"
    r"(?!\s+(?:on|for|against|concerning)\s+(?!\d|its\b))"
    r"(?!(?:\s+|-)[A-Z])"
)
_HAN_TEXTS = "公约|条约|议定书|协定|宪章|规约|宣言"
_HAN_BODIES = "委员会|理事会|特派团|法庭|法院|论坛"
_HAN_HEAD_OF_NAME = re.compile(f"(?:{_HAN_TEXTS}|{_HAN_BODIES})(?=》?$)")
_HAN_DESCRIPTION = re.compile(
    f"《(?P<title>{_HAN_TEXTS})》"
    "|(?<=根据|按照|依照|依据|遵照|违反|履行|执行)"
    "(?P<cited>公约|条约|议定书|协定|宪章|规约)(?=第[\\d一二三四五六七八九十百]+条)"
    f"|[该本](?P<body>{_HAN_BODIES})"
)
# A head behind other words may end the name of another body, unless they cannot be of a name.
_HAN_OTHER_BODY = re.compile(
    f"(?<=[\u4e00-\u9fff])(?<![该本此的了在是由和与及请对向据照以使为让经])(?:{_HAN_BODIES})"
)
_KINDS = ("organization", "document", "event")


class _Meaning(NamedTuple):
    place: tuple[int, int]
    entry: Entry | None


def follow_descriptions(
    passages: Sequence[FoldedPassage],
    candidates: Sequence[list[Candidate]],
    chosen: Sequence[list[Candidate]],
) -> Mapping[int, list[Candidate]]:
    """Give new candidates for the passages in which a description stands.

    Args:
        passages: the passages of one document, in order.
        candidates: the candidates of each.
        chosen: those that were taken for mentions.
    """
    meanings: dict[str, list[_Meaning]] = {}
    for number, (passage, found) in enumerate(zip(passages, chosen, strict=True)):
        for head, place, entry in _meanings(passage.passage.text, found):
            meanings.setdefault(head, []).append(_Meaning((number, place), entry))
    for of_head in meanings.values():
        of_head.sort(key=_place)
    if not any(meaning.entry for of_head in meanings.values() for meaning in of_head):
        return {}
    changed = {}
    for number, (passage, found) in enumerate(zip(passages, candidates, strict=True)):
        named = {(c.start, c.end, c.entry.concept_id) for c in found}
        described = [
            candidate
            for candidate in _descriptions(number, passage, meanings)
            if (candidate.start, candidate.end, candidate.entry.concept_id) not in named
        ]
        if described:
            spans = {(candidate.start, candidate.end) for candidate in described}
            changed[number] = [c for c in found if (c.start, c.end) not in spans] + described
    return changed


def _meanings(text: str, found: Sequence[Candidate]) -> Iterator[tuple[str, int, Entry | None]]:
    """Give the heads of the names of a text; without an entry, one of another name."""
    names = [candidate for candidate in found if candidate.entry.kind in _KINDS]
    for name in names:
        if head := _head(text[name.start : name.end]):
            yield head, name.end, name.entry
    yield from _other_names(text, names)
    yield from _definitions(text, names)


def _other_names(text: str, names: Sequence[Candidate]) -> Iterator[tuple[str, int, None]]:
    """Give the heads of names that the vocabulary lacks."""
    headed = [name for name in names if _head(text[name.start : name.end])]
    known = Extents((name.start, name.end) for name in headed)
    others = [(name.start, name.end) for name in (*english_names(text), *titles(text))]
    if chinese.HAN.search(text):
        folded = chinese.fold_characters(text)
        others += [(match.start() - 1, match.end()) for match in _HAN_OTHER_BODY.finditer(folded)]
    for start, end in others:
        if (head := _head(text[start:end])) and known.furthest_end(end - 1) <= start:
            yield head, end, None


def _definitions(text: str, names: Sequence[Candidate]) -> Iterator[tuple[str, int, Entry | None]]:
    """Give the heads that a text defines: of the name right before, or of something else."""
    entry_by_end = {name.end: name for name in names}
    for given in given_descriptions(text):
        ends = range(given.start, given.bracket + 1)
        name = next((entry_by_end[end] for end in ends if end in entry_by_end), None)
        fits = name is not None and _may_be_called(
            given.head, text[name.start : name.end], name.entry.kind
        )
        yield given.head, given.bracket, name.entry if name is not None and fits else None


def _may_be_called(head: str, name: str, kind: str) -> bool:
    """Tell whether a head may stand for a name.

    >>> _may_be_called("Treaty", "NPT", "document"), _may_be_called("Court", "OSCE", "organization")
    (True, True)
    >>> _may_be_called("Convention", "United Nations", "organization")
    False
    >>> _may_be_called("Protocol", "Chemical Weapons Convention", "document")
    False
    """
    if head in _OF_TEXTS.split("|") and kind not in ("document", "event"):
        return False
    if head in _OF_BODIES.split("|") and kind != "organization":
        return False
    return _head(name) in (None, head)


def _head(name: str) -> str | None:
    """Give the head of a name of several words.

    >>> _head("Convention on the Law of the Sea"), _head("Security Council"), _head("Council")
    ('Convention', 'Council', None)
    """
    if chinese.HAN.search(name):
        match = _HAN_HEAD_OF_NAME.search(chinese.fold_characters(name))
    else:
        match = _HEAD_OF_NAME.search(name)
    return match.group() if match and match.group() != name else None


def _descriptions(
    number: int, passage: FoldedPassage, meanings: Mapping[str, Sequence[_Meaning]]
) -> Iterator[Candidate]:
    text = passage.passage.text
    found = [match.span("head") for match in _DESCRIPTION.finditer(text)]
    if chinese.HAN.search(text):
        folded = chinese.fold_characters(text)
        found += [match.span(match.lastgroup or 0) for match in _HAN_DESCRIPTION.finditer(folded)]
        text = folded
    for start, end in found:
        known = meanings.get(text[start:end], ())
        before = bisect_left(known, (number, start), key=_place)
        entry = known[before - 1].entry if before else None
        if entry is not None:
            yield Candidate(start, end, entry, "defined", scores.of_definition())


def _place(meaning: _Meaning) -> tuple[int, int]:
    return meaning.place
