"""Join the lines that typesetting wrapped: which lines belong to one heading or paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from govnlp.segmentation import titles
from govnlp.segmentation.blocks import Block, Piece
from govnlp.segmentation.lines import Line, display_width, first_word_width
from govnlp.segmentation.markers import Marker
from govnlp.segmentation.metadata import is_byline
from govnlp.text.scripts import CJK_PUNCTUATION_CLASS, HAN_CLASS
from govnlp.text.sentence_ends import ends_sentence

_EAST_ASIAN_END = re.compile(f"[{HAN_CLASS}{CJK_PUNCTUATION_CLASS}“”‘’…—\\d)]\\Z")
_ZH_CLAUSE = re.compile("[，。；：,;]")
_BROKEN_WORD = re.compile(r"\w[-\u2010\u00ad]\Z")
_OPENERS = "([（【“「『《〈"
_CLOSERS = ")]）】”」』》〉"
_PAGED_TITLE = re.compile(r"\d{1,3}\s+[“\"‘]?[A-Z\u4e00-\u9fff]")
_LEADING = re.compile(r"[\s“\"‘'(\[（【「『《]*")
_COLUMNS = re.compile(r"\S\s{4,}\S")
_LAST_ITEM = ("; and", "; or")
_TITLE_WORDS = 4
# Shares of the width at which lines were wrapped: below, a line ends its paragraph or is a title;
# above, it may be full although the count of columns says otherwise.
_SHORT_SHARE = 0.65
_NEARLY_FULL = 0.85
_SALUTATION_WIDTH = 45
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class WrapWidths:
    """At how many columns lines were wrapped, by what they are written in; None for not at all."""

    latin: int | None
    east_asian: int | None

    def of(self, line: Line) -> int | None:
        """The columns at which lines like this one were wrapped."""
        return self.latin if line.width == len(line.text) else self.east_asian


def wrap_widths(lines: Sequence[Line]) -> WrapWidths:
    """Estimate at how many columns a document's lines were wrapped.

    Lines tell that go on in the next line without the end of a sentence. Where many lines are
    longer than those, each line is a paragraph of its own.
    """
    latin = [line.width == len(line.text) for line in lines]
    return WrapWidths(
        *(_wrap_width(lines, [flag == wanted for flag in latin]) for wanted in (True, False))
    )


def _wrap_width(lines: Sequence[Line], chosen: Sequence[bool]) -> int | None:
    widths = sorted(
        line.width
        for (line, follower), is_chosen in zip(pairwise(lines), chosen, strict=False)
        if is_chosen
        and follower.blanks == 0
        and 40 <= line.width <= _WIDEST
        and _unfinished(line.text)
    )
    if len(widths) < 2:
        return None
    width = widths[len(widths) * 9 // 10]
    longer = sum(
        is_chosen and line.width > width * 1.25
        for line, is_chosen in zip(lines, chosen, strict=True)
    )
    return width if longer * 3 <= len(widths) else None


def _unfinished(text: str) -> bool:
    return not ends_sentence(text) and text[-1] not in ":：;；"


def join_lines(pieces: Sequence[Piece], cuts: set[int], widths: WrapWidths) -> list[Block]:
    """Join pieces into blocks.

    Args:
        pieces: the pieces of a document in order.
        cuts: numbers of lines that begin a block whatever they look like.
        widths: columns at which lines were wrapped (`wrap_widths`).
    """
    blocks: list[Block] = []
    numbers = _Numbers()
    for piece in pieces:
        belongs = bool(blocks) and _belongs(blocks[-1], piece, widths, numbers)
        if belongs and not (piece.first and piece.number in cuts):
            blocks[-1].pieces.append(piece)
            continue
        if belongs and not blocks[-1].lone_marker:
            blocks[-1].cut_off = True
        blocks.append(Block([piece]))
        numbers.note(piece.marker)
    return blocks


class _Numbers:
    """The last number of a list, to tell the next one from a number at a line's start."""

    def __init__(self) -> None:
        self.last: int | None = None

    def note(self, marker: Marker | None) -> None:
        if marker is not None and marker.value is not None:
            self.last = marker.value

    def expects(self, value: int) -> bool:
        return value == 1 or value == (self.last or 0) + 1


def _belongs(block: Block, piece: Piece, widths: WrapWidths, numbers: _Numbers) -> bool:
    last = block.pieces[-1]
    wrap = widths.of(last.line)
    if piece.furniture or block.furniture or not piece.first or not last.last:
        return False
    if block.lone_marker:
        return piece.marker is None and piece.line.blanks <= 1
    if piece.line.blanks or _stands_apart(block) or _stand_beside_others(last, piece, wrap):
        return False
    if piece.marker is not None and not _is_number_inside(block, last, piece, wrap, numbers):
        return False
    if piece.lang != last.lang and not _language_goes_on(block, last, piece, wrap):
        return False
    if _hangs(block, piece):
        return True
    if piece.line.indent > last.line.indent + 1 and ends_sentence(last.text):
        return False
    if piece.lang == "und" and piece.marker is None:
        return block.prose and _unfinished(last.text)
    if _EAST_ASIAN_END.search(last.text) and piece.lang == "zh":
        return _goes_on_zh(block, last, piece, wrap)
    return _goes_on_en(block, last, piece, wrap)


def _hangs(block: Block, piece: Piece) -> bool:
    """Whether a line is indented below the bullet or number of its item."""
    marker = block.marker
    if marker is None or marker.kind not in ("bullet", "number"):
        return False
    first = block.pieces[0]
    hanging = first.line.indent + display_width(first.text[: marker.end])
    return first.line.indent < piece.line.indent <= hanging + 2


def _stands_apart(block: Block) -> bool:
    """Whether nothing can follow: Markdown headings, table rows, "Article 1"."""
    marker = block.marker
    if marker is None:
        return False
    if marker.kind in ("hash", "row", "rule", "fence"):
        return True
    return marker.kind == "article" and titles.looks_like_title(block.title)


def _stand_beside_others(last: Piece, piece: Piece, wrap: int | None) -> bool:
    """Whether one of two pieces stands in a column, or beside a translation on its line."""
    if _COLUMNS.search(last.text):
        return True
    return not (last.first and piece.last) and not _is_full(last, piece, wrap)


def _is_number_inside(
    block: Block, last: Piece, piece: Piece, wrap: int | None, numbers: _Numbers
) -> bool:
    """Whether what looks like a list number is a number inside a wrapped sentence."""
    marker = piece.marker
    if marker is None or marker.kind not in ("number", "bullet", "article"):
        return False
    if not (_unfinished(last.text) and block.prose and _is_full(last, piece, wrap)):
        return False
    if marker.kind == "article":
        return titles.cannot_end_here(last.text)
    if marker.kind == "bullet":
        return piece.text[0] in "-–—" and not (block.marker and block.marker.kind == "bullet")
    return marker.value is not None and not numbers.expects(marker.value)


def _language_goes_on(block: Block, last: Piece, piece: Piece, wrap: int | None) -> bool:
    """Whether a line in another language is part of the same sentence all the same."""
    if "und" in (last.lang, piece.lang):
        return _unfinished(last.text)
    if not _unfinished(last.text):
        return False
    if _open_bracket(block):
        return True
    return block.prose and _is_full(last, piece, wrap) and piece.text[:1].islower()


def _open_bracket(block: Block) -> bool:
    tail = " ".join(piece.text[-200:] for piece in block.pieces[-3:])[-200:]
    depth = 0
    for char in reversed(tail):
        if char in _CLOSERS:
            depth += 1
        elif char in _OPENERS:
            if depth == 0:
                return True
            depth -= 1
    return False


def _is_full(last: Piece, piece: Piece, wrap: int | None) -> bool:
    """Whether the first word of the next line would not have fitted on the line."""
    if wrap is None:
        return False
    slack = 6 if piece.lang == "zh" else 1
    return last.line.indent + last.width + 1 + first_word_width(piece.text) + slack > wrap


def _goes_on_en(block: Block, last: Piece, piece: Piece, wrap: int | None) -> bool:
    text = last.text
    full = _is_full(last, piece, wrap)
    if _BROKEN_WORD.search(text):
        return True
    if _LEADING.sub("", piece.text, count=1)[:1].islower():
        return _goes_on_lower(text, piece.text, full=full)
    if ends_sentence(text):
        return full and last.width <= _WIDEST and not _begins_section(piece, wrap)
    if text[-1] in ":;":
        return full or (len(block.pieces) > 1 and wrap is not None and last.width > wrap * 0.75)
    if text.endswith(_LAST_ITEM) and not full:
        return False
    if is_byline(piece.text) or (len(block.pieces) == 1 and is_byline(text)):
        return False
    if _PAGED_TITLE.match(piece.text) and not (full and block.prose):
        return False
    if _open_bracket(block) or titles.cannot_end_here(text):
        return True
    if text[-1] == ",":
        return not (len(block.pieces) == 1 and last.width <= _SALUTATION_WIDTH)
    return block.prose or _title_goes_on(block, piece, full=full)


def _goes_on_lower(text: str, follower: str, *, full: bool) -> bool:
    """Whether a line that begins with a small letter goes on with the one before it."""
    if (text[-1] in ";:" or text.endswith(_LAST_ITEM)) and not full:
        return False
    return not (titles.is_all_caps(text) and not titles.is_all_caps(follower))


def _title_goes_on(block: Block, piece: Piece, *, full: bool) -> bool:
    """Whether a line that begins with a capital goes on with the title before it."""
    if not titles.is_title_cased(block.title):
        return full
    if not (titles.looks_like_title(piece.text) and titles.is_title_cased(piece.text)):
        return full and len(block.title.split()) < _TITLE_WORDS
    if block.marker is not None and block.marker.kind in ("outline", "number"):
        return full or len(piece.text.split()) <= _TITLE_WORDS
    return full or (" – " in block.text and " – " in piece.text)


def _begins_section(piece: Piece, wrap: int | None) -> bool:
    """Whether a line behind the end of a sentence is a title: the paragraph is over."""
    if not titles.looks_like_title(piece.text) or not _unfinished(piece.text):
        return False
    if wrap is not None and piece.width < wrap * _SHORT_SHARE:
        return True
    return len(piece.text.split()) >= _TITLE_WORDS and titles.is_title_cased(piece.text)


def _goes_on_zh(block: Block, last: Piece, piece: Piece, wrap: int | None) -> bool:
    text = last.text
    full = _is_full(last, piece, wrap)
    if piece.line.indent > last.line.indent + 1 and len(block.pieces) > 1:
        return False
    if not _unfinished(text):
        return full and last.width <= _WIDEST and not _begins_section(piece, wrap)
    if _open_bracket(block):
        return True
    if text[-1] in "，、,":
        return not (len(block.pieces) == 1 and last.width <= 24)
    if full:
        return last.width <= _WIDEST
    if wrap is None:
        return False
    in_sentence = len(block.pieces) > 1 or _ZH_CLAUSE.search(text) is not None
    return last.width > wrap * (_SHORT_SHARE if in_sentence else _NEARLY_FULL)
