"""Kinds of blocks, the blocks of each text being its paragraphs."""

from collections.abc import Callable

import pytest

from govnlp.segmentation.blocks import Block, Piece
from govnlp.segmentation.headings import kinds_of

Kinds = Callable[..., str]
SHORT = {"heading": "h", "paragraph": "p", "list_item": "i", "boilerplate": "b"}


@pytest.fixture
def kinds(pieces_of: Callable[[str], list[Piece]]) -> Kinds:
    """Gives a letter for the kind of each paragraph, set off by blank lines: h, p, i or b."""

    def letters(*paragraphs: str) -> str:
        blocks: list[Block] = []
        for piece in pieces_of("\n\n".join(paragraphs)):
            if blocks and not piece.line.blanks:
                blocks[-1].pieces.append(piece)
            else:
                blocks.append(Block([piece]))
        return "".join(SHORT[kind] for kind in kinds_of(blocks))

    return letters


def test_no_blocks(kinds: Kinds) -> None:
    assert kinds() == ""


@pytest.mark.parametrize(
    "title",
    [
        "Rivers and Lakes",
        "RIVERS AND LAKES",
        "Water as a common good",
        "河流治理的三个阶段",
        "第一章 总则",
        "Article 1",
        "# Rivers",
        "4.2 Rivers",
        "I. Rivers",
        "一、河流",
        "1994",
        "1994年",
        "**Rivers and lakes**",
        "The U.S. Role in the Basin",
        "B. Date and place of the meeting",
        "UN Reform",
    ],
)
def test_a_title_before_text_is_a_heading(kinds: Kinds, title: str) -> None:
    assert kinds(title, "The rivers rise.") == "hp"


@pytest.mark.parametrize(
    "line",
    [
        "Rivers rise.",
        "河流上涨。",
        "25 MAY 2012",
        "Source: River Daily",
        "LI Ming and WANG Mei",
        "[Keywords] rivers",
        "| River | Lake |",
        "Article 1 The river rose. The lake fell.",
        "The members of the commission of all States on the river and the lakes beside it, those of"
        " the States on the sea that they run into, and the guests of any one of all these States",
        "**Water** is scarce, so States that share a river or a lake agree on who takes how much of"
        " it and when, and they settle what happens in a dry year: whoever is upstream **waits**",
    ],
)
def test_text_and_data_about_it_are_paragraphs(kinds: Kinds, line: str) -> None:
    assert kinds(line, "The rivers rise.") == "pp"


def test_nothing_behind_a_title_leaves_it_a_paragraph(kinds: Kinds) -> None:
    assert kinds("Rivers and Lakes") == "p"
    assert kinds("Rivers and Lakes", "- 4 -") == "pb"


def test_furniture_between_a_title_and_its_text_changes_nothing(kinds: Kinds) -> None:
    assert kinds("Rivers and lakes", "- 4 -", "They rise.") == "hbp"


def test_rules_and_fences_are_boilerplate(kinds: Kinds) -> None:
    assert kinds("They rise.", "---", "They fall.", "```") == "pbpb"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. Rivers", "2. Lakes"),
        ("(a) rivers", "(b) lakes"),
        ("I. Rivers", "II. Lakes"),
        ("一、河流", "二、湖泊"),
        ("（九）河流", "（十）湖泊"),
        ("① 河流", "② 湖泊"),
        ("(子) 河流", "(丑) 湖泊"),
        ("• Rivers", "• Lakes"),
    ],
)
def test_titles_numbered_in_a_row_are_items(kinds: Kinds, first: str, second: str) -> None:
    assert kinds(first, second, "They rise.") == "iip"


def test_numbers_of_two_levels_are_no_row(kinds: Kinds) -> None:
    assert kinds("I. Rivers", "1. Danube", "It rises.", "2. Rhine", "It falls.") == "hhphp"
    assert kinds("一、河流", "（一）长江", "长江上涨。") == "hhp"


def test_a_numbered_sentence_is_an_item(kinds: Kinds) -> None:
    assert kinds("1. The rivers rise.", "They fall.") == "ip"


def test_what_follows_a_bullet_alone_is_its_item(kinds: Kinds) -> None:
    assert kinds("•", "Rivers and Lakes", "They rise.") == "iip"


def test_a_line_printed_twice_has_one_kind(kinds: Kinds) -> None:
    assert kinds("Rivers and lakes", "Rivers and lakes", "They rise.") == "hhp"


def test_authors_stand_between_a_title_and_an_abstract(kinds: Kinds) -> None:
    assert kinds("河流治理", "李明", "摘要：河流上涨。") == "hpp"


def test_a_title_behind_the_keywords_of_another_abstract_is_a_heading(kinds: Kinds) -> None:
    abstract = "摘要：河流上涨。"
    assert kinds("河流治理", abstract, "关键词：河流，治理", "湖泊治理", abstract) == "hpphp"


def test_lines_that_go_on_are_no_headings(kinds: Kinds) -> None:
    assert kinds("The rivers of the", "They rise.") == "pp"
    assert kinds("主持人：李明", "记者：王梅", "河流上涨。") == "ppp"
