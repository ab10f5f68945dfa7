"""Carry names through a document by their head words: "the Convention", 《公约》, 该委员会.

A definite description stands for the last name before it with that head, if the vocabulary has
that name in full; or for what the document defines it as: (hereinafter "the Convention").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govnlp.linking import scores
from govnlp.linking.abbreviations import described_as
from govnlp.linking.candidates import Candidate, FoldedPassage
from govnlp.linking.chinese_names import titles
from govnlp.linking.english_names import english_names
from govnlp.linking.index import Entry
from govnlp.vocabulary import chinese

_HEADS = (
    "Act|Agency|Agreement|Assembly|Authority|Board|Charter|Commission|Committee|Compact|Convention|"
    "Council|Court|Covenant|Declaration|Forum|Fund|Initiative|Mission|Protocol|Regulations|Statute|"
    "Treaty|Tribunal|Union"
)
_HEAD_OF_NAME = re.compile(rf"\b(?:{_HEADS})(?=\Z|\s+(?:of|on|for|against|to|concerning)\s)")
_DESCRIPTION = re.compile(
    rf"\b[Tt]he\s+(?P<head>{_HEADS})\b"
    r"(?!\s+(?:of|on|for|against|to|concerning)\s+(?:the\s+)?[A-Z])(?!(?:\s+|-)[A-Z])"
)
_HAN_HEADS = "公约|条约|议定书|协定|宪章|规约|宣言|委员会|理事会|特派团|法庭|法院|论坛"
_HAN_HEAD_OF_NAME = re.compile(f"(?:{_HAN_HEADS})(?=[》]?$)")
_HAN_DESCRIPTION = re.compile(
    f"《(?P<title>{_HAN_HEADS})》"
    "|(?<=根据|按照|依照|依据|遵照|违反|履行|执行)"
    "(?P<cited>公约|条约|议定书|协定|宪章|规约)(?=第[\\d一二三四五六七八九十百]+条)"
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
        for head, start, entry in _meanings(passage, found):
            meanings.setdefault(head, []).append(_Meaning((number, start), entry))
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


def _meanings(
    passage: FoldedPassage, found: Sequence[Candidate]
) -> Iterator[tuple[str, int, Entry | None]]:
    """Give the heads of the names of a passage; without an entry, one of another name."""
    text = passage.passage.text
    taken = []
    for candidate in found:
        if candidate.entry.kind not in _KINDS:
            continue
        surface = text[candidate.start : candidate.end]
        if head := _head(surface):
            taken.append((candidate.start, candidate.end))
            yield head, candidate.end, candidate.entry
        for short in described_as(text, candidate.end):
            yield short, candidate.end, candidate.entry
    for name in (*english_names(text), *titles(text)):
        head = _head(text[name.start : name.end])
        if head and not any(start < name.end and name.start < end for start, end in taken):
            yield head, name.end, None


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
        before = [meaning for meaning in known if meaning.place < (number, start)]
        entry = max(before, key=lambda meaning: meaning.place).entry if before else None
        if entry is not None:
            yield Candidate(start, end, entry, "defined", scores.of_definition())
