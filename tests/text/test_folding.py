"""Folds say what they should, and every span finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.text.folding import (
    FoldedText,
    fold_case,
    fold_layout,
    fold_typography,
    simplify,
)

TEXTS = st.text(st.sampled_from("aB-. \n\r\t\u00ad\u200b安全國。，\u3000’—é𠮷-\u2028"), max_size=40)


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("the Mekong Sub-\nregion", "the Mekong Sub-region"),
        ("good govern-\n  ance of", "good governance of"),
        ("Prevention- Deterrence -Response", "Prevention-Deterrence -Response"),
        ("prevention-deterrence-\nemergency", "prevention-deterrence-emergency"),
        ("short- and long-term", "short- and long-term"),
        ("short-\nand long-term", "short- and long-term"),
        ("non-\ntraditional security", "non-traditional security"),
        ("the Sino-\nRussian border", "the Sino-Russian border"),
        ("2015-\n2030", "2015-2030"),
        ("a – b", "a – b"),
        ("public\r\nhealth", "public health"),
        ("  at both ends \n", "at both ends"),
        ("全球\n安全 治理", "全球安全 治理"),
        ("总体国家安全观,\n即", "总体国家安全观, 即"),
        ("在 NATO\n峰会", "在 NATO 峰会"),
        ("se\u00adcurity\u200b", "security"),
        ("\ufeffText", "Text"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_layout(source: str, folded: str) -> None:
    assert fold_layout(source).text == folded


def test_a_span_of_the_fold_is_a_span_of_the_source() -> None:
    source = "good govern-\nance,  public\nhealth"
    folded = fold_layout(source)
    for word, original in (("governance", "govern-\nance"), ("public health", "public\nhealth")):
        start = folded.text.index(word)
        source_start, source_end = folded.source_span(start, start + len(word))
        assert source[source_start:source_end] == original


@given(TEXTS)
def test_every_character_of_a_fold_stands_in_the_source(source: str) -> None:
    folded = fold_layout(source)
    last = 0
    for place, char in enumerate(folded.text):
        start, end = folded.source_span(place, place + 1)
        assert last <= start < end <= len(source)
        gap = source[start:end].translate({0xAD: None, 0x200B: None})
        assert source[start] == char or (char == " " and gap.isspace())
        last = end
    kept = [char for char in source if char.isalnum()]
    assert [char for char in folded.text if char.isalnum()] == kept


@given(TEXTS)
def test_folding_the_layout_twice_changes_nothing_more(source: str) -> None:
    once = fold_layout(source).text
    assert "\n" not in once
    assert once == once.strip()


@given(st.text(max_size=60))
def test_folds_of_characters_keep_the_length(source: str) -> None:
    for fold in (simplify, fold_typography, fold_case):
        assert len(fold(source)) == len(source)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("發展中國家", "发展中国家"),
        ("總體國家安全觀", "总体国家安全观"),
        ("乾坤與乾淨", "乾坤与干净"),
        ("皇后後面", "皇后后面"),
        ("著名的臺灣", "著名的台湾"),
        ("总体国家安全观", "总体国家安全观"),
        ("no Han at all", "no Han at all"),
        ("𠮷野", "𠮷野"),
    ],
)
def test_simplify(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


def test_simplify_takes_lone_surrogates() -> None:
    assert simplify("國\ud800") == "国\ud800"


def test_spans_outside_the_text_are_refused() -> None:
    for start, end in ((0, 0), (2, 1), (0, 9), (-1, 1)):
        with pytest.raises(ValueError, match="no span"):
            FoldedText("abc").source_span(start, end)


def test_with_text_refuses_another_length() -> None:
    with pytest.raises(ValueError, match="length"):
        FoldedText("abc").with_text("ab")


@pytest.mark.parametrize(
    "text", ["China-\n and China", "short-\n\t or long-term", "x-\n y", "a\u2010\n b"]
)
def test_every_folded_character_has_a_place(text: str) -> None:
    folded = fold_layout(text)
    spans = [folded.source_span(place, place + 1) for place in range(len(folded.text))]
    assert spans == sorted(spans)
    assert folded.source_span(0, len(folded.text)) == (0, len(text))
    for (start, end), char in zip(spans, folded.text, strict=True):
        assert text[start:end] == char or (char == " " and text[start:end].isspace())
