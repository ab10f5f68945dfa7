import math

import pytest

from govnlp.terms.termhood import c_values, length_in_words


def test_worked_example_of_the_paper() -> None:
    # Their frequencies count nested occurrences; ours are given without them.
    values = c_values(
        {
            "adenoid cystic basal cell carcinoma": 5,
            "cystic basal cell carcinoma": 11 - 5,
            "ulcerated basal cell carcinoma": 7,
            "recurrent basal cell carcinoma": 5,
            "circumscribed basal cell carcinoma": 3,
            "basal cell carcinoma": 984 - 11 - 7 - 5 - 3,
        },
        max_words=12,
    )
    assert values["adenoid cystic basal cell carcinoma"] == pytest.approx(math.log2(6) * 5)
    assert values["cystic basal cell carcinoma"] == pytest.approx(math.log2(5) * (11 - 5))
    assert values["ulcerated basal cell carcinoma"] == pytest.approx(math.log2(5) * 7)
    holders = (5 + 11 + 7 + 5 + 3) / 5
    assert values["basal cell carcinoma"] == pytest.approx(math.log2(4) * (984 - holders))


def test_a_phrase_inside_a_word_is_no_phrase() -> None:
    values = c_values({"port security": 3, "airport security": 2}, max_words=12)
    assert values["port security"] == pytest.approx(3 * math.log2(3))


def test_chinese_phrases_nest_at_characters() -> None:
    values = c_values({"安全治理": 1, "全球安全治理": 3}, max_words=12)
    assert values["全球安全治理"] == pytest.approx(math.log2(4) * 3)
    assert values["安全治理"] == pytest.approx(math.log2(3) * (4 - 3))


def test_a_phrase_twice_inside_another_counts_twice() -> None:
    values = c_values({"food policy": 1, "food policy versus food policy": 2}, max_words=12)
    assert values["food policy"] == pytest.approx(math.log2(3) * (1 + 4 - 2))


def test_a_single_word_counts_where_it_is_the_whole_phrase() -> None:
    assert c_values({"security": 3, "food security": 7}, max_words=12)["security"] == 3


def test_longer_phrases_are_left_out() -> None:
    assert c_values({"a b": 1, "a b c": 1}, max_words=2) == {"a b": math.log2(3)}


@pytest.mark.parametrize(
    ("key", "length"), [("", 0), ("安", 1), ("安全", 1), ("人的安全", 2), ("3d 打印", 2)]
)
def test_length_in_words(key: str, length: int) -> None:
    assert length_in_words(key) == length
