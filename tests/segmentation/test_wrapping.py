"""Blocks of short texts; their lines are joined as the stage would join them."""

from collections.abc import Callable

import pytest

from govnlp.segmentation.blocks import Piece
from govnlp.segmentation.lines import lines_of
from govnlp.segmentation.wrapping import WrapWidths, join_lines, wrap_widths

PiecesOf = Callable[[str], list[Piece]]
Joined = Callable[..., list[str]]
WRAPPED_AT_50 = WrapWidths(latin=50, east_asian=50)
NOT_WRAPPED = WrapWidths(latin=None, east_asian=None)
# Of nearly 50 columns, and of far fewer.
FULL = "The river rises each spring and the snow melts."
SHORT = "The snow melts."
FULL_ZH = "各国在河畔的城市举行会议并且讨论水位的变化。"
SHORT_ZH = "各国在河畔举行会议。"


@pytest.fixture
def joined(pieces_of: PiecesOf) -> Joined:
    """Joins the lines of a text and gives those of each block with a bar between them."""

    def blocks(text: str, widths: WrapWidths = NOT_WRAPPED) -> list[str]:
        pieces = pieces_of(text)
        found = join_lines(pieces, set(), widths)
        assert [piece for block in found for piece in block.pieces] == pieces
        return ["|".join(piece.text for piece in block.pieces) for block in found]

    return blocks


def test_no_pieces() -> None:
    assert join_lines([], set(), NOT_WRAPPED) == []


def test_lines_that_go_on_tell_where_they_were_wrapped() -> None:
    line = "The States that share the river met again on the"
    chinese = "共用这条河流的各国再次举行会议并讨论今后各年的水"
    widths = wrap_widths(lines_of("\n".join([line, line, line, chinese, chinese, "完。"])))
    assert widths == WrapWidths(latin=len(line), east_asian=2 * len(chinese))


def test_lines_that_end_with_their_sentence_tell_nothing() -> None:
    line = "The States that share the river met again there."
    assert wrap_widths(lines_of("\n".join([line] * 5))) == NOT_WRAPPED


def test_lines_before_a_blank_one_tell_nothing() -> None:
    line = "The States that share the river met again on the"
    assert wrap_widths(lines_of("\n\n".join([line] * 5))) == NOT_WRAPPED


def test_a_text_of_a_paragraph_a_line_is_not_wrapped() -> None:
    titles = ["The Rivers of the Plain, the Lakes and the Mountain"] * 3
    paragraphs = ["The river rises and falls with the snow of the hills. " * 4] * 3
    assert wrap_widths(lines_of("\n".join(titles + paragraphs))) == NOT_WRAPPED


@pytest.mark.parametrize("text", ["", "Rivers", "\n\n"])
def test_too_few_lines(text: str) -> None:
    assert wrap_widths(lines_of(text)) == NOT_WRAPPED


@pytest.mark.parametrize(
    "text",
    [
        "The States that share the river\nmet again in May.",
        "The members of the River Commis-\nSion met.",
        "States shall notify (among others\nJapan and the Republic of Korea) of it.",
        "The Future of\nRivers",
        "We thank the members of the commission, the guests,\nJapan and the hosts.",
        "The rivers rise. Water from the\nDanube is low.",
        "各国应当共享数据（包括水位、流量、\n降水）。",
        "各国应当在每年年初和年底共享所有关于水位的数据，\n并召开会议。",
    ],
)
def test_an_open_phrase_goes_on_in_the_next_line(joined: Joined, text: str) -> None:
    assert len(joined(text, WRAPPED_AT_50)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The river rises.\nThe lake falls.",
        "The river rises.\n\nand falls again.",
        "Water\n\nRivers",
        "RIVERS OF THE PLAIN\nand those who live there met.",
        "The parties shall:\nreport",
        "(a) to share data; and\nto meet",
        "Dear members,\nThe river rises.",
        "各位来宾，\n河流上涨。",
        "河流上涨。\n湖泊下降。",
        "河流上涨。\nThe river rises.",
        "The river is high\n河流上涨",
        "# Rivers\nand lakes",
        "Article 1\nThe river is shared.",
        "| River | Lake |\nand so on",
        "The River    of the\nplain",
        "The rivers rise, and\n• lakes fall.",
    ],
)
def test_what_is_complete_or_of_another_kind_stands_alone(joined: Joined, text: str) -> None:
    assert len(joined(text)) == 2


def test_a_sentence_may_end_at_the_end_of_a_full_line(joined: Joined) -> None:
    assert len(joined(f"{FULL}\nStates meet.", WRAPPED_AT_50)) == 1
    assert len(joined(f"{SHORT}\nStates meet.", WRAPPED_AT_50)) == 2
    assert len(joined(f"{FULL}\nStates meet.", NOT_WRAPPED)) == 2


def test_the_same_in_chinese(joined: Joined) -> None:
    assert len(joined(f"{FULL_ZH}\n各方同意。", WRAPPED_AT_50)) == 1
    assert len(joined(f"{SHORT_ZH}\n各方同意。", WRAPPED_AT_50)) == 2


@pytest.mark.parametrize(
    "follower", ["2023年5月各方再次举行会议讨论。", "“一江一河”倡议得到了各方的支持。"]
)
def test_a_year_or_quotation_before_han_characters_does_not_fill_a_line(
    joined: Joined, follower: str
) -> None:
    assert len(joined(f"各国在河畔的城市举行第一次会议。\n{follower}", WRAPPED_AT_50)) == 2


def test_a_title_behind_a_full_line_begins_a_section(joined: Joined) -> None:
    assert len(joined(f"{FULL}\nLakes", WRAPPED_AT_50)) == 2


def test_an_indented_line_behind_a_sentence_begins_a_paragraph(joined: Joined) -> None:
    assert len(joined(f"{FULL}\n    States meet.", WRAPPED_AT_50)) == 2
    assert len(joined(f"{FULL_ZH}\n\u3000\u3000各方同意。", WRAPPED_AT_50)) == 2


def test_a_number_in_a_wrapped_sentence_is_no_item(joined: Joined) -> None:
    text = "The rivers rose. The members of the commission met on page\n{}. It was late."
    widths = WrapWidths(58, None)
    assert len(joined(text.format(12), widths)) == 1
    assert len(joined(text.format(1), widths)) == 2


def test_a_marker_alone_takes_the_next_line(joined: Joined) -> None:
    assert joined("(a)\nRivers rise.\n\n（一）\n\n河流上涨。") == [
        "(a)|Rivers rise.",
        "（一）|河流上涨。",
    ]


def test_each_number_begins_an_item(joined: Joined) -> None:
    assert joined("1. rivers\n2. lakes\n3. seas") == ["1. rivers", "2. lakes", "3. seas"]


@pytest.mark.parametrize(
    "text",
    [
        "• Rivers rise.\n  Lakes fall.",
        "(1) Rivers rise.\n    Lakes fall.",
        "（一）河流上涨。\n\u3000\u3000\u3000湖泊下降。",
    ],
)
def test_lines_that_hang_below_an_item_belong_to_it(joined: Joined, text: str) -> None:
    assert len(joined(text)) == 1


def test_a_line_below_the_marker_does_not_hang(joined: Joined) -> None:
    assert len(joined("（一）河流上涨。\n湖泊下降。")) == 2


def test_a_name_in_brackets_may_be_in_another_language(joined: Joined) -> None:
    assert len(joined("各国支持全球安全倡议（\nGlobal Security Initiative）。")) == 1


def test_a_translation_below_its_sentence_stands_alone(joined: Joined) -> None:
    assert joined("The river rises.\n河流上涨。\nThe lake falls.\n湖泊下降。") == [
        "The river rises.",
        "河流上涨。",
        "The lake falls.",
        "湖泊下降。",
    ]


def test_furniture_is_never_joined(joined: Joined) -> None:
    text = "The States that share\n- 4 -\nthe river met."
    assert joined(text) == text.split("\n")


def test_a_cut_is_kept_and_the_block_before_it_knows(pieces_of: PiecesOf) -> None:
    pieces = pieces_of("The States that share\nthe river met.")
    first, second = join_lines(pieces, {1}, NOT_WRAPPED)
    assert (first.cut_off, second.cut_off) == (True, False)


def test_a_very_long_line_is_a_paragraph_however_wide_the_others_are(joined: Joined) -> None:
    text = "河流" * 60 + "。\n" + "湖泊" * 60 + "。"
    assert len(joined(text, WrapWidths(None, 240))) == 2
