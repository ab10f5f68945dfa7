import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.alignment.numbers import numbers, outline_number


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        ("122 States", "122个国家", {"122"}),
        ("one hundred and twenty-two States", "一百二十二个国家", {"122"}),
        ("within twenty-four hours", "二十四小時內", {"24"}),
        ("the Sixty-ninth session", "第六十九届会议", {"69"}),
        ("17 June 1925", "1925年6月17日", {"17", "6", "1925"}),
        ("30 000 people", "3万人", {"30000"}),
        ("1,550 warheads", "１５５０枚", {"1550"}),
        ("2.5 million", "250万", {"2500000"}),
        ("1.2 billion", "12亿", {"1200000000"}),
        ("3.50 per cent", "百分之3.5", {"3.5"}),
        ("in two thousand and five", "二〇〇五年", {"2005"}),
        ("one of the two", "两者之一", set()),
        ("hundreds of thousands", "千百年来，万一", set()),
        ("we may 3", "3", {"3"}),
    ],
)
def test_numbers_are_the_same_in_both_languages(
    english: str, chinese: str, expected: set[str]
) -> None:
    assert numbers(english) == expected
    assert numbers(chinese) == expected


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("4.3.2.1. Policies", "4.3.2.1", "Policies"),
        ("4.2 Roles", "4.2", "Roles"),
        ("4.\n定义", "4", "定义"),
        ("10. 委员会商定", "10", "委员会商定"),
        ("（三）關於", "3", "關於"),
        ("(3) A", "3", "A"),
        ("一、总则", "1", "总则"),
        ("Article 12 The", "article 12", "The"),
        ("Chapter VIII of", "chapter 8", "of"),
        ("Chapter IX", "chapter 9", ""),
        ("第十二條 本法", "article 12", "本法"),
        ("第2章 总则", "chapter 2", "总则"),
        ("1925年6月17日", None, "1925年6月17日"),
        ("Sixty-ninth session", None, "Sixty-ninth session"),
        ("", None, ""),
    ],
)
def test_outline_numbers(text: str, number: str | None, rest: str) -> None:
    assert outline_number(text) == (number, rest)


@pytest.mark.parametrize(
    "text", ["9" * 9000, "九" * 9000, "one" + " hundred" * 9000, "第" + "九" * 99 + "条"]
)
def test_endless_numbers_do_no_harm(text: str) -> None:
    assert all(len(number) < 10000 for number in numbers(text))
    outline_number(text)


@given(st.text(alphabet="0123456789.,  ()万亿十百千第条章、零五 million-hundred six", max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    numbers(text)
    outline_number(text)
