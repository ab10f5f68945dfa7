import pytest

from govnlp.segmentation.titles import (
    cannot_end_here,
    is_all_caps,
    is_title_cased,
    looks_like_title,
    reads_like_sentence,
)


@pytest.mark.parametrize(
    "line",
    [
        "Rivers and Peace",
        "Water as a common good",
        "Who Owns the River?",
        "河流治理的三个阶段",
        "谁的河流？",
        "The U.S. Role in the Basin",
        "Statement by Mr. Roe at the Conference",
        "A. Date and place of the meeting",
        "Version 2.0 of the Plan",
    ],
)
def test_titles(line: str) -> None:
    assert looks_like_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The river rose.",
        "河流上涨。",
        "The river rose. The lake fell",
        "河流上涨。湖泊下降",
        "The river rose; the lake fell",
        "of the river",
        "The parties agree on:",
        "各方同意，",
        "The transbound-",
        "Who owns it? nobody can say",
        "River " * 40,
        "河流" * 60,
    ],
)
def test_sentences_and_parts_of_them_are_no_titles(line: str) -> None:
    assert not looks_like_title(line)


def test_small_words_and_quotation_marks_do_not_decide_the_case_of_a_title() -> None:
    assert is_title_cased("“Peace” and the (New) River of 1994")
    assert not is_title_cased("The river of Peace")
    assert not is_title_cased("1994 – 2004")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("RIVERS AND LAKES", True),
        ("RIVERS and LAKES", False),
        ("UNESCO", False),
        ("河流治理", False),
        ("2023 – 2024", False),
    ],
)
def test_all_caps_takes_two_words(line: str, expected: bool) -> None:
    assert is_all_caps(line) is expected


def test_only_a_long_line_with_a_verb_or_clause_reads_like_a_sentence() -> None:
    assert reads_like_sentence("The members of the commission are from all States on the river")
    assert reads_like_sentence("Members from all the States on it, who hold one vote each")
    assert not reads_like_sentence("The river is old")
    assert not reads_like_sentence("The members of the commission of all States on the river")


@pytest.mark.parametrize(
    "line",
    [
        "The Rights of",
        "Rivers and the",
        "Peace –",
        "Rivers &",
        "The Case for Global",
        "THE CASE FOR A",
    ],
)
def test_a_title_does_not_end_where_a_noun_must_follow(line: str) -> None:
    assert cannot_end_here(line)


@pytest.mark.parametrize("line", ["", "Rivers", "Global", "The Global Commons", "Option A"])
def test_a_title_may_end_with_a_noun_or_a_letter(line: str) -> None:
    assert not cannot_end_here(line)
