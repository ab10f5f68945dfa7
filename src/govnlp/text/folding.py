"""Fold a text for reading or matching, and map every span back to its source.

A fold never loses its way home: `FoldedText.source_span` gives, for a span of the folded
text, the span of the source that it came from.
"""

import re
from dataclasses import dataclass
from functools import cache

from govnlp.text.scripts import CJK_PUNCTUATION_CLASS, HAN_CLASS, to_simplified_table

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
MIDDLE_DOTS = "\u00b7\u2027\u2022\u30fb\uff65"
"""Ways to write the dot between the parts of a foreign name in Chinese; the first is folded to."""

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\uff07\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201f\uff02\u300c\u300d\u300e\u300f", '"'),
        **dict.fromkeys(MIDDLE_DOTS, MIDDLE_DOTS[0]),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "\u3000": " ",
        "\u00a0": " ",
    }
)
_EAST_ASIAN = f"[{HAN_CLASS}{CJK_PUNCTUATION_CLASS}]"
# What a fold of the layout rewrites: white space, invisible characters, and a hyphen with
# the space behind it.
_GAP = rf"[\s{_INVISIBLE}]"
_LAYOUT = re.compile(rf"(?P<hyphen>(?<=\w)[-\u2010]{_GAP}*\s{_GAP}*(?=\w))|{_GAP}+")
_ONLY_INVISIBLE = re.compile(rf"[{_INVISIBLE}]+")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|versus|vs)\b|及|和|与|或")
_EAST_ASIAN_END = re.compile(f"{_EAST_ASIAN}$")
_EAST_ASIAN_START = re.compile(_EAST_ASIAN)
_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_WORD_BEFORE = re.compile(r"[\w'-]*$")
_WORD_AFTER = re.compile(r"\w+")

# A hyphen at a line's end stays if the word is a compound: one of these stands before it,
# one of those behind it.
_COMPOUND_HEADS = frozenset(
    "after all anti arms bi bio capacity city civil co conflict confidence counter cross cyber "
    "decision de e energy eco euro ex extra far fact first five four free full geo global good "
    "half hard high human hyper ill industry inter intra know land large law life like long low "
    "macro mega meta micro mid middle mini mono multi neo nation near new non norm nuclear off "
    "old on one open over pan para peace people policy poly post pre pro problem pseudo quasi "
    "re rule sea security self semi short sino six small so socio soft south state sub super "
    "supra tech ten third three time top trans treaty tri twenty two ultra un under value vice "
    "war water well west wide work world".split()
)
_COMPOUND_TAILS = frozenset(
    "aided area armed backed based border bound building called centered centred centric choice "
    "class control cutting dependent depth driven economic edge effective emergency existing "
    "face fight fighting flow form free friendly general government groups high holding in "
    "intensive keeping laundering law led level like line linked made making managed member "
    "military minded nuclear old operation oriented out owned party people policy political "
    "power presence profit proliferation range ranging related region regional relevant rich "
    "right run scale sector security setting sharing specific sponsored standing state states "
    "system term the to traditional treaty type up use wide wing word year".split()
)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text with the way back to its source.

    Attributes:
        text: the folded text.
        starts: for each folded character, where it begins in the source (code points);
            None where the fold changed no offset.
        ends: for each folded character, where it ends in the source; None likewise.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    @property
    def keeps_offsets(self) -> bool:
        """Whether every offset of the folded text is the same offset in the source."""
        return self.starts is None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the folded text to the source.

        Args:
            start: first folded character.
            end: one past the last folded character; larger than ``start``.

        Raises:
            ValueError: the span is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of a text of {len(self.text)} characters: {start}..{end}")
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def with_text(self, text: str) -> "FoldedText":
        """Give the same map to a text of the same length.

        Raises:
            ValueError: the lengths differ.
        """
        if len(text) != len(self.text):
            raise ValueError(f"length changed from {len(self.text)} to {len(text)}")
        return FoldedText(text, self.starts, self.ends)


def fold_layout(text: str) -> FoldedText:
    r"""Undo what typesetting did to running text.

    Wrapped lines are joined (with a space between words, with nothing between Chinese
    characters), white space becomes one space, words broken at a line's end are put together,
    invisible characters go, and white space at either end is cut off.

    >>> fold_layout("the Mekong Sub-\nregion, public\n  health").text
    'the Mekong Sub-region, public health'
    >>> fold_layout("good govern-\nance").text, fold_layout("Prevention- Deterrence").text
    ('good governance', 'Prevention-Deterrence')
    >>> fold_layout("总体国家\n安全观").text
    '总体国家安全观'
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changed = False
    done = 0

    def keep(start: int, end: int) -> None:
        pieces.append(text[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    for match in _LAYOUT.finditer(text):
        start, end = match.span()
        replacement = _layout_replacement(text, match)
        if replacement == match.group():
            continue
        changed = True
        keep(done, start)
        pieces.append(replacement)
        # A kept hyphen is one source character; a space stands for its whole run.
        if replacement.startswith(("-", "\u2010")):
            starts.append(start)
            ends.append(start + 1)
        if replacement.endswith(" "):
            starts.append(start + len(replacement) - 1)
            ends.append(end)
        done = end
    if not changed:
        return FoldedText(text)
    keep(done, len(text))
    return FoldedText("".join(pieces), tuple(starts), tuple(ends))


def _layout_replacement(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    found = match.group()
    if start == 0 or end == len(text) or _ONLY_INVISIBLE.fullmatch(found):
        return ""
    if match["hyphen"]:
        return _hyphen_replacement(text, match)
    if _LINE_END.search(found) and (
        _EAST_ASIAN_END.search(text, max(0, start - 1), start)
        and _EAST_ASIAN_START.match(text, end)
    ):
        return ""
    return " "


def _hyphen_replacement(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    hyphen, space = match.group()[0], match.group()[1:]
    if _SUSPENDED.match(text, end):
        return match.group() if space == " " else f"{hyphen} "
    if not _LINE_END.search(space):
        return hyphen
    before = _last_word(text, start)
    after_match = _WORD_AFTER.match(text, end)
    after = after_match.group() if after_match else ""
    compound = (
        "-" in before
        or before.lower() in _COMPOUND_HEADS
        or after.lower() in _COMPOUND_TAILS
        or not after[:1].islower()
        or not before[-1:].isalpha()
    )
    return hyphen if compound else ""


def _last_word(text: str, end: int) -> str:
    match = _WORD_BEFORE.search(text, max(0, end - 60), end)
    return match.group() if match else ""


def simplify(text: str) -> str:
    """Turn Traditional characters into Simplified ones, code point by code point.

    Phrases decide where a character has several forms (乾坤, 乾淨); where a phrase would change
    the length, the plain table of characters is used, so offsets always stay.

    >>> simplify("總體國家安全觀, 乾淨的乾坤")
    '总体国家安全观, 干净的乾坤'
    """
    table = to_simplified_table()
    if not any(ord(char) in table for char in text):
        return text
    return "\n".join(_simplify_line(line) for line in text.split("\n"))


def _simplify_line(line: str) -> str:
    try:
        by_phrases = _phrase_converter().convert(line)
    except UnicodeEncodeError:  # a lone surrogate: OpenCC reads UTF-8 only
        return line.translate(to_simplified_table())
    if len(by_phrases) == len(line):
        return str(by_phrases)
    return line.translate(to_simplified_table())


@cache
def _phrase_converter():  # type: ignore[no-untyped-def]  # OpenCC ships no types
    from opencc import OpenCC

    return OpenCC("t2s")


def fold_typography(text: str) -> str:
    """Fold full-width forms, dashes and quotation marks, code point by code point.

    >>> fold_typography("ＧＳＩ—‘security’")
    "GSI-'security'"
    """
    return text.translate(_TYPOGRAPHY)


def fold_case(text: str) -> str:
    """Lower the case, code point by code point (a letter whose lower form is longer stays).

    >>> fold_case("NATO İ")
    'nato İ'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
