"""Tell headings, list items and paragraphs apart."""

import re
from collections.abc import Sequence

from govnlp.segmentation import titles
from govnlp.segmentation.blocks import Block
from govnlp.segmentation.lines import display_width
from govnlp.segmentation.metadata import is_byline, is_metadata
from govnlp.segmentation.repeats import repeat_key
from govnlp.text.scripts import HAN_CLASS

_LETTER = re.compile(f"[A-Za-z{HAN_CLASS}\u00c0-\u024f]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\s?年?\Z")
_ZH_CLAUSES = re.compile("[，。；,;]")
_NUMERALS = re.compile(
    rf"(?P<digits>\d+)|(?P<letters>[a-z]+)|(?P<roman>[IVX]+)|(?P<circled>[\u2460-\u2473])"
    rf"|(?P<zh>[{HAN_CLASS}]+)"
)
_SHORT_LABEL = re.compile(r"[^\s:：][^:：]{0,14}[:：]\s*\S")
_DASHES = ("—", "–", "-")
_EMPHASIS = re.compile(r"(\*\*|__)\S(?:(?!\1).)*\1\Z")
_NUMBER_OF_PAGE = re.compile(r"\d{1,3}\s+[“\"‘]?[A-Z]")
_MOST_FURNITURE = 12
_MAX_LINES = 3
_MAX_WIDTH = 180


def kinds_of(blocks: Sequence[Block]) -> list[str]:
    """Give the kind of each block: ``heading``, ``paragraph``, ``list_item``, ``boilerplate``.

    Args:
        blocks: the blocks of a document in order.
    """
    kinds: list[str] = []
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        after = _next_text(blocks, number)
        if before is None or block.furniture or before.furniture:
            kinds.append(_kind_of(block, before, after))
        elif block.pieces[0].text == before.pieces[0].text and (
            repeat_key(block.text) == repeat_key(before.text)
        ):
            kinds.append(kinds[-1])
        elif before.lone_marker and block.marker is None and kinds[-1] == "list_item":
            kinds.append("list_item")
        else:
            kinds.append(_kind_of(block, before, after))
    return kinds


def _next_text(blocks: Sequence[Block], number: int) -> Block | None:
    for block in blocks[number + 1 : number + 1 + _MOST_FURNITURE]:
        if not block.furniture:
            return block
    return None


def _kind_of(block: Block, before: Block | None, after: Block | None) -> str:
    marker = block.marker
    kind = marker.kind if marker else None
    if block.furniture or kind in ("rule", "fence"):
        return "boilerplate"
    if kind == "hash":
        return "heading"
    if kind == "bullet":
        return "list_item"
    if kind in ("row", "label"):
        return "paragraph"
    if kind == "article":
        return "heading" if titles.looks_like_title(block.title) else "paragraph"
    if kind == "number":
        return _kind_of_numbered(block, before, after)
    if kind == "outline":
        return "heading" if block.lone_marker or _is_title(block.title) else "paragraph"
    return "heading" if after is not None and _heads(block, before, after) else "paragraph"


def _is_title(text: str) -> bool:
    return titles.looks_like_title(text) and len(_ZH_CLAUSES.findall(text)) <= 1


def _kind_of_numbered(block: Block, before: Block | None, after: Block | None) -> str:
    """A numbered title heads what follows it; in a row of numbered lines it is an item."""
    if block.lone_marker:
        return "list_item" if block.text[-1] in ")）" else "heading"
    if after is None or not _is_title(block.body):
        return "list_item"
    style = _number_style(block)
    in_row = style in (_number_style(before), _number_style(after))
    return "list_item" if in_row else "heading"


def _number_style(block: Block | None) -> str | None:
    """How a list number is written: 1. or (1) or （一） or 一、."""
    if block is None or block.marker is None or block.marker.kind != "number":
        return None
    number = block.text[: block.marker.end].strip()
    return _NUMERALS.sub(lambda match: match.lastgroup or "", number)


def _heads(block: Block, before: Block | None, after: Block) -> bool:
    text = block.text
    if _YEAR.fullmatch(text) or _EMPHASIS.match(text):
        return True
    if len(block.pieces) > _MAX_LINES or display_width(text) > _MAX_WIDTH:
        return False
    if not _is_title(text) or not _LETTER.search(text) or is_metadata(text):
        return False
    if _SHORT_LABEL.match(text) and any(
        other is not None and _SHORT_LABEL.match(other.text) for other in (before, after)
    ):
        return False
    if titles.is_all_caps(text):
        return True
    if block.cut_off or titles.cannot_end_here(text) or _is_continued(after):
        return False
    if _is_authors(block, before, after):
        return False
    if titles.is_title_cased(text) and block.pieces[0].lang == "en":
        return True
    return before is None or before.furniture or not _continues(before, block)


def _is_authors(block: Block, before: Block | None, after: Block) -> bool:
    """Whether it stands between a title and an abstract, or names persons by its look."""
    if block.text.startswith(_DASHES) or _NUMBER_OF_PAGE.match(block.text):
        return False
    below_title = before is not None and not before.prose and not _is_labelled(before)
    return is_byline(block.text) or (_is_labelled(after) and below_title)


def _is_labelled(block: Block) -> bool:
    return block.marker is not None and block.marker.kind == "label"


def _is_continued(after: Block) -> bool:
    """Whether the next block goes on in the middle of a sentence."""
    piece = after.pieces[0]
    return piece.line.blanks == 0 and after.marker is None and piece.text[:1].islower()


def _continues(before: Block, block: Block) -> bool:
    """Whether a block goes on with the list or paragraph right before it."""
    return block.pieces[0].line.blanks == 0 and before.text[-1:] in ",，、;；"
