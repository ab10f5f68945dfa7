from collections.abc import Callable

import pytest

from govnlp.segmentation.blocks import Block, Piece
from govnlp.segmentation.lines import lines_of

BlockOf = Callable[[str], Block]


@pytest.fixture
def block_of(pieces_of: Callable[[str], list[Piece]]) -> BlockOf:
    """Puts all lines of a text into one block."""
    return lambda text: Block(pieces_of(text))


def test_width_of_a_piece_counts_columns_up_to_its_end() -> None:
    (line,) = lines_of("河流 Rivers 湖泊治理")
    pieces = [
        Piece(line, 0, start, end, line.text[start:end], "en", None, False, start == 0, end == 14)
        for start, end in ((0, 2), (3, 9), (10, 14))
    ]
    assert [piece.width for piece in pieces] == [4, 11, 20]


def test_body_leaves_out_the_marker_and_the_marks_behind_it(block_of: BlockOf) -> None:
    assert (
        block_of("Chapter II: Membership\nof the Commission").body == "Membership of the Commission"
    )
    assert block_of("第一章　总则").body == "总则"
    assert block_of("（一）总则").body == "总则"
    assert block_of("Rivers rise").body == "Rivers rise"


def test_a_marker_alone_is_the_title(block_of: BlockOf) -> None:
    block = block_of("Article 1")
    assert (block.body, block.title) == ("", "Article 1")


def test_a_bullet_or_number_alone_waits_for_its_text(block_of: BlockOf) -> None:
    assert block_of("(a)").lone_marker
    assert block_of("•").lone_marker
    assert block_of("4.1.").lone_marker
    assert not block_of("(a)\nRivers").lone_marker
    assert not block_of("Article 1").lone_marker
    assert not block_of("---").lone_marker


def test_prose_has_sentences_or_many_lines(block_of: BlockOf) -> None:
    assert block_of("Rivers rise. Lakes fall").prose
    assert block_of("Water\nRivers\nLakes\nSeas").prose
    assert block_of("1. The rivers rise and the lakes have fallen where they are joined").prose
    assert not block_of("1. The rivers of the plain and the lakes of the hills").prose
    assert not block_of("Rivers and\nLakes").prose
