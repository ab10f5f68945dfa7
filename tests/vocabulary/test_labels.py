"""Labels of either language: whose case counts, and which two are one."""

import pytest

from govnlp.vocabulary.concepts import Label, Role
from govnlp.vocabulary.labels import has_case, label_key, looks_like_abbreviation, same_label


def _label(text: str, lang: str = "en", role: Role = "alt") -> Label:
    return Label(text, lang, role, "concept/x")


@pytest.mark.parametrize("text", ["ECOWAS", "U.S.", "PhD", "COVID-19", "ＮＡＴＯ"])
def test_capitals_make_an_abbreviation_whatever_its_column(text: str) -> None:
    assert looks_like_abbreviation(text)


@pytest.mark.parametrize("text", ["Mali", "G7", "UN Charter", "McDonald", "安全", ""])
def test_names_and_words_are_no_abbreviations(text: str) -> None:
    assert not looks_like_abbreviation(text)


def test_case_counts_in_the_column_of_abbreviations_but_not_in_chinese() -> None:
    assert has_case(_label("Interpol", role="abbr"))
    assert not has_case(_label("Interpol"))
    assert not has_case(_label("安理会", "zh", "abbr"))
    assert has_case(_label("AU", "zh", "abbr"))


def test_the_writing_of_a_label_tells_its_key_not_its_column() -> None:
    assert label_key("《AI治理》") == "ai治理"
    assert label_key("Peace Talks") == label_key("peace-talk")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (_label("the arms race"), _label("Arms  race"), True),
        (_label("arms–race"), _label("arms-race"), True),
        (_label("arms race"), _label("arms-race"), False),
        (_label("arms races"), _label("arms race"), False),
        (_label("WHO"), _label("who"), False),
        (_label("WHO"), _label("WHO", role="abbr"), True),
        (_label("軍備競賽", "zh"), _label("军备竞赛", "zh"), True),
        (_label("《条约》", "zh"), _label("条约", "zh"), True),
        (_label("AI治理", "zh"), _label("ai 治理", "zh"), True),
        (_label("Interpol"), _label("Interpol", "zh"), False),
    ],
)
def test_two_labels_are_one_where_folding_makes_them_one(
    first: Label, second: Label, same: bool
) -> None:
    assert same_label(first, second) is same
    assert same_label(second, first) is same
