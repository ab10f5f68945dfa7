import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.segmentation.lines import display_width, first_word_width, lines_of


@given(st.text(alphabet="ab安。\u3000 \t\r\n\f\x85\u2028１", max_size=60))
def test_lines_point_at_their_characters_and_leave_out_white_space_only(text: str) -> None:
    lines = lines_of(text)
    assert all(text[line.start : line.end] == line.text == line.text.strip() for line in lines)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_every_line_end_counts_one_blank_line_once(end: str) -> None:
    lines = lines_of(end.join(["河流", "", "", "Rivers"]))
    assert [(line.text, line.blanks) for line in lines] == [("河流", 0), ("Rivers", 2)]


def test_a_line_of_white_space_is_blank() -> None:
    assert lines_of("河流\n \u3000\t\n湖泊")[1].blanks == 1


def test_full_width_spaces_indent_by_two_columns_each() -> None:
    (line,) = lines_of("\u3000\u3000河流治理\u3000")
    assert (line.start, line.indent, line.width) == (2, 4, 8)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("river", 5),
        ("café", 4),
        ("河流", 4),
        ("（河流）", 8),
        ("２０２３年", 10),
        ("ＧＳＩ", 6),
        ("\U00020bb7", 2),
    ],
)
def test_columns_are_those_of_a_terminal(text: str, columns: int) -> None:
    assert display_width(text) == columns


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("transboundary rivers", 13),
        ("cross-border rivers", 5),
        ("and/or", 3),
        ("2023年9月各国会晤", 4),
        ("G20峰会在河畔举行", 3),
        ("“一江一河”倡议", 1),
        ("（河流）", 2),
        ("—", 1),
        ("", 0),
    ],
)
def test_a_line_may_be_broken_behind_its_first_word_or_han_character(
    line: str, columns: int
) -> None:
    assert first_word_width(line) == columns


def test_a_word_without_end_does_not_make_every_line_full() -> None:
    assert first_word_width("x" * 500) <= 30
