"""Cut a line where its language changes, and nowhere else."""

import re
from bisect import bisect_left

from govnlp.segmentation.lines import display_width
from govnlp.text.language import HAN_PER_WORD, language_of, letters_of
from govnlp.text.scripts import HAN_CLASS
from govnlp.text.sentence_ends import CLOSERS

Span = tuple[int, int]

_LATIN = "A-Za-z\u00c0-\u024f"
_RUN = re.compile(f"(?P<han>[{HAN_CLASS}]+)|(?P<latin>[{_LATIN}]+)")
_HAN = re.compile(f"[{HAN_CLASS}]")
_LETTER = re.compile(f"[{_LATIN}]")
# What may stand between two languages where one really ends and the other begins.
_SENTENCE_GAP = re.compile(
    rf"[.!?。！？…;；][{CLOSERS}*_\d\[\]\u2460-\u2473]*\s*|\s{{2,}}|\s[/|｜／–—―-]+\s|[|｜]|\t|\u3000"
)
_PAIRS = {")": "(", "）": "（", "]": "[", "】": "【", "”": "“", "」": "「", "』": "『", "》": "《"}
_BRACKET = re.compile("[()（）\\[\\]【】“”「」『』《》]")
_HEADING_START = re.compile(r"[#\d(（第]")
_COMMON_NOUN = re.compile(r"[a-z]{4,}")
_BAR = re.compile(r"\|\s*(?=\S)")
_INNER = re.compile(r"[,;:.!?，。；：！？、]")
_LONG_BRACKET = 300
_TITLE_WIDTH = 160
_OPENING = "([（【“「『《‘"
_TITLE_SEPARATOR = re.compile(r"[\s/|｜／–—―:：-]*\Z")


def split_by_language(text: str, min_switch: int = 4) -> list[Span]:
    """Give the spans of one language each that make up a line.

    A change of language is a boundary at a sentence's end, a wide gap or a bar, and in titles
    that stand in both languages side by side. Names, acronyms and terms inside a sentence of the
    other language, in brackets or not, stay part of it.

    Args:
        text: a line, or a paragraph on one line.
        min_switch: a run with fewer letters than this is no span of its own (code points; a Han
            character counts two).

    Returns:
        Spans (code points in ``text``) that begin and end at characters that are no white space
        and leave out nothing else.

    >>> text = "Human security 人的安全"
    >>> [text[start:end] for start, end in split_by_language(text)]
    ['Human security', '人的安全']
    >>> split_by_language("中国支持 Global Security Initiative 的落实")
    [(0, 35)]
    """
    whole = [(0, len(text))]
    if text.isascii() or not (_HAN.search(text) and _LETTER.search(text)):
        return whole
    if text.startswith("|") and text.endswith("|"):
        return _merge(text, _trim(text, _cell_cuts(text)), 1)
    cuts = _sentence_cuts(text)
    spans = _merge(text, _trim(text, cuts), min_switch)
    if len(spans) == 1:
        cut = _title_cut(text, min_switch)
        if cut is not None:
            return _trim(text, [cut])
    return spans


def _switches(text: str) -> list[tuple[int, int]]:
    """Give the letters on both sides of each change of script: (last before, first after)."""
    found = []
    last_kind, last = "", -1
    for match in _RUN.finditer(text):
        kind = match.lastgroup or ""
        if last_kind and kind != last_kind:
            found.append((last, match.start()))
        last_kind, last = kind, match.end() - 1
    return found


def _sentence_cuts(text: str) -> list[int]:
    switches = _switches(text)
    if not switches:
        return []
    inside = _bracketed(text)
    cuts = []
    for before, after in switches:
        gap = text[before + 1 : after]
        matches = list(_SENTENCE_GAP.finditer(gap))
        if matches:
            cut = before + 1 + matches[-1].end()
            nearest = bisect_left(inside, (cut, 0)) - 1
            if nearest < 0 or inside[nearest][1] < cut:
                cuts.append(cut)
    return cuts


def _cell_cuts(text: str) -> list[int]:
    """Cuts in a row of a table: at its bars, and where a term stands beside its translation."""
    cuts = {match.end() for match in _BAR.finditer(text, 1)}
    cuts |= {after for _, after in _switches(text) if text[after - 1].isspace()}
    return sorted(cuts)


def _bracketed(text: str) -> list[Span]:
    """Give the spans of matched brackets and quotation marks that are short enough to be asides."""
    spans, stack = [], []
    for match in _BRACKET.finditer(text):
        mark = match.group()
        opener = _PAIRS.get(mark)
        if opener is None:
            stack.append((mark, match.start()))
            continue
        for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
            if stack[depth][0] == opener:
                start = stack[depth][1]
                if match.start() - start <= _LONG_BRACKET:
                    spans.append((start, match.start()))
                del stack[depth:]
                break
    return _outermost(spans)


def _outermost(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if not found or start > found[-1][1]:
            found.append((start, end))
    return found


def _trim(text: str, cuts: list[int]) -> list[Span]:
    spans = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        stripped = piece.strip()
        if stripped:
            spans.append((start + lead, start + lead + len(stripped)))
    return spans


def _merge(text: str, spans: list[Span], min_switch: int) -> list[Span]:
    """Put neighbours of one language together; a run too short joins its neighbour."""
    merged: list[tuple[int, int, str]] = []
    for start, end in spans:
        piece = text[start:end]
        language = language_of(piece)
        if merged and (language in ("und", merged[-1][2]) or _letters(piece) < min_switch):
            first = merged[-1]
            merged[-1] = (first[0], end, first[2])
        elif merged and (
            merged[-1][2] == "und" or _letters(text[slice(*merged[-1][:2])]) < min_switch
        ):
            merged[-1] = (merged[-1][0], end, language)
        else:
            merged.append((start, end, language))
    return [(start, end) for start, end, _ in merged]


def _letters(text: str) -> int:
    letters = letters_of(text)
    return letters.latin + 2 * letters.han


def _title_cut(text: str, min_switch: int) -> int | None:
    """Find where a title in one language ends and the same title in the other begins."""
    if len(text) > _TITLE_WIDTH or display_width(text) > _TITLE_WIDTH:
        return None
    switches = _switches(text)
    if len(switches) != 1:
        return None
    before, after = switches[0]
    gap = text[before + 1 : after]
    if not any(char.isspace() or char in "/|｜／–—" for char in gap):
        return None
    if any(char in _OPENING for char in gap):
        return None
    separator = _TITLE_SEPARATOR.search(gap)
    cut = after if separator is None else before + 1 + separator.end()
    left, right = text[: before + 1], text[after:]
    if _INNER.search(re.sub(r"^\W*\d[\d.)]*", "", left)) or _INNER.search(right[:-1]):
        return None
    if min(_letters(left), _letters(right)) < min_switch:
        return None
    latin, han = (left, right) if _LETTER.search(left) else (right, left)
    words, chars = len(letters_of(latin).words), letters_of(han).han
    if words < 2 and not (_HEADING_START.match(text) or _COMMON_NOUN.fullmatch(latin.strip())):
        return None
    balance = HAN_PER_WORD * words / chars
    return cut if 0.35 <= balance <= 3 else None
