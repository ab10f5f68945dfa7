"""Fixtures of the tests of segmentation."""

from collections.abc import Callable

import pytest

from govnlp.segmentation.blocks import Piece
from govnlp.segmentation.lines import lines_of
from govnlp.segmentation.markers import marker_of
from govnlp.text.language import language_of


@pytest.fixture(scope="session")
def pieces_of() -> Callable[[str], list[Piece]]:
    """Cuts a text into pieces, each of them a whole line; "- 4 -" is furniture."""

    def pieces(text: str) -> list[Piece]:
        return [
            Piece(
                line=line,
                number=number,
                start=line.start,
                end=line.end,
                text=line.text,
                lang=language_of(line.text),
                marker=marker_of(line.text),
                furniture=line.text == "- 4 -",
                first=True,
                last=True,
            )
            for number, line in enumerate(lines_of(text))
        ]

    return pieces
