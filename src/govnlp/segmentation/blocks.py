"""Pieces of lines, and the headings, paragraphs and list items that they make up."""

from dataclasses import dataclass, field

from govnlp.segmentation import titles
from govnlp.segmentation.lines import Line, display_width
from govnlp.segmentation.markers import Marker, stands_alone


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or the part of one that is in one language.

    Attributes:
        line: the line it is of.
        number: the number of that line.
        start: where it begins (code points in the document).
        end: where it ends, exclusive.
        text: what stands there.
        lang: ``en``, ``zh`` or ``und``.
        marker: the marker it begins with.
        furniture: whether it is no part of the text.
        first: whether it begins its line.
        last: whether it ends its line.
    """

    line: Line
    number: int
    start: int
    end: int
    text: str
    lang: str
    marker: Marker | None
    furniture: bool
    first: bool
    last: bool

    @property
    def width(self) -> int:
        """Columns up to the end of the piece."""
        if self.last:
            return self.line.width
        return display_width(self.line.text[: self.end - self.line.start])


@dataclass(slots=True)
class Block:
    """Pieces that make up one heading, paragraph or list item."""

    pieces: list[Piece] = field(default_factory=list)
    cut_off: bool = False
    """Whether the next block goes on with it: a repeat cut them apart."""

    @property
    def marker(self) -> Marker | None:
        """The marker at its start."""
        return self.pieces[0].marker

    @property
    def furniture(self) -> bool:
        """Whether it is no part of the text."""
        return self.pieces[0].furniture

    @property
    def lone_marker(self) -> bool:
        """Whether it is a bullet or number with nothing behind it yet."""
        marker = self.marker
        return (
            len(self.pieces) == 1
            and marker is not None
            and marker.kind in ("bullet", "outline", "number")
            and stands_alone(self.pieces[0].text, marker)
        )

    @property
    def prose(self) -> bool:
        """Whether it reads like running text, not like a title."""
        if len(self.pieces) > 3:
            return True
        title = self.title
        if not titles.looks_like_title(title):
            return True
        return not titles.is_title_cased(title) and titles.reads_like_sentence(title)

    @property
    def text(self) -> str:
        """Its text, lines joined by a space."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def body(self) -> str:
        """Its text behind the marker, lines joined by a space."""
        marker = self.marker
        return self.text[marker.end :].lstrip(" .:：—–-\t\u3000") if marker else self.text

    @property
    def title(self) -> str:
        """What would be its title, were it a heading: the body, or the marker alone."""
        return self.body or self.text
