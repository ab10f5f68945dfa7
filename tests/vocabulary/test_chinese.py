"""Chinese labels and texts as they are searched, and the way back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.vocabulary.chinese import (
    balance_marks,
    boundary_fit,
    fold_characters,
    label_key,
    make_stream,
)


@pytest.mark.parametrize(
    ("label", "variant"),
    [
        ("国际刑事法院", "國際刑事法院"),
        ("《海洋法公约》", "海洋法公约"),
        ("“两洋”战略", "「兩洋」戰略"),
        ("5G安全", "5G 安全"),
        ("AI治理", "ＡＩ治理"),
        ("乾净能源", "干净能源"),
    ],
)
def test_variants_of_script_width_and_marks_have_one_key(label: str, variant: str) -> None:
    assert label_key(label) == label_key(variant)


def test_a_space_between_characters_keeps_names_apart() -> None:
    assert label_key("甲国 乙国") != label_key("甲国乙国")


@given(st.text(alphabet="国會AI5 \"'《〉。、", max_size=30))
def test_each_character_of_a_stream_is_found_again_in_its_text(text: str) -> None:
    folded = fold_characters(text)
    assert len(folded) == len(text)
    stream = make_stream(folded)
    for place, char in enumerate(stream.text):
        start, end = stream.source_span(place, place + 1)
        assert folded[start:end] == char
    if stream.text:
        start, end = stream.source_span(0, len(stream.text))
        assert make_stream(folded[start:end]).text == stream.text


@pytest.mark.parametrize(
    ("text", "inside", "balanced"),
    [
        ('推动"两洋"战略', '两洋"战略', '"两洋"战略'),
        ("签署《海洋法公约》", "签署《海洋法公约", "签署《海洋法公约》"),
        ("《海洋法公约》签署", "海洋法公约》签署", "《海洋法公约》签署"),
        ("海洋法公约", "海洋法公约", "海洋法公约"),
        ("海洋法》公约", "海洋法》公约", None),
        ("“甲”与《乙》丙", "乙》丙", "《乙》丙"),
        pytest.param(
            "《解读《乙约》》",
            "解读《乙约",
            "解读《乙约》",
            marks=pytest.mark.xfail(reason="it widens to the mark on the left", strict=True),
        ),
    ],
)
def test_a_span_holds_both_marks_of_a_pair_or_none(
    text: str, inside: str, balanced: str | None
) -> None:
    start = text.index(inside)
    span = balance_marks(text, start, start + len(inside))
    assert (span and text[slice(*span)]) == balanced


STARTS, ENDS = [0, 2, 6], [2, 4, 9]  # 联合|国家|  |安理会


@pytest.mark.parametrize(
    ("start", "end", "fit"),
    [
        (0, 4, "whole"),
        (0, 1, "head"),
        (1, 2, "tail"),
        (7, 8, "inside"),
        (1, 3, "cut"),
        (0, 3, "cut"),
        (4, 9, "whole"),
        (4, 8, "cut"),
    ],
)
def test_how_a_span_lies_to_the_tokens(start: int, end: int, fit: str) -> None:
    assert boundary_fit(start, end, STARTS, ENDS) == fit


def test_where_there_are_no_tokens_every_span_is_whole() -> None:
    assert boundary_fit(0, 2, [], []) == "whole"
