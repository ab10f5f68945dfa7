"""What may differ between two wordings of the same, and what may not."""

import pytest

from govnlp.linking.wordings import (
    Wording,
    chinese_wording,
    english_wording,
    is_parted,
    is_turned,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fifth Committee", "Sixth Committee"),
        ("nuclear-weapon State", "non-nuclear-weapon State"),
        ("North Korea", "South Korea"),
        ("resolution 1325", "resolution 1540"),
        ("national security strategy", "international security strategy"),
        ("Secretary-General", "Deputy Secretary-General"),
    ],
)
def test_english_that_looks_alike_and_is_something_else(one: str, other: str) -> None:
    assert english_wording(one).contradicts(english_wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第五委员会", "第六委员会"),
        ("核扩散", "核不扩散"),
        ("国际法院", "国家法院"),
        ("北韩", "南韩"),
    ],
)
def test_chinese_that_looks_alike_and_is_something_else(one: str, other: str) -> None:
    assert chinese_wording(one).contradicts(chinese_wording(other))


def test_what_one_side_only_leaves_out_is_no_contradiction() -> None:
    longer = english_wording("peaceful settlement of international disputes")
    assert not longer.contradicts(english_wording("peaceful settlement of disputes"))


def test_layout_script_and_particles_are_folded() -> None:
    assert english_wording("non-\nproliferation  regimes") == english_wording(
        "Nonproliferation regime"
    )
    assert chinese_wording("人類\n的安全") == chinese_wording("人类安全")
    assert english_wording("UN organs").parts == ("united", "nation", "organ")


def test_turned_wordings_have_the_same_parts() -> None:
    assert is_turned(english_wording("security of humans"), english_wording("human security"))
    assert not is_turned(english_wording("programme activities"), english_wording("activities"))


@pytest.mark.parametrize(
    ("text", "span", "label", "parted"),
    [
        ("有关区域的冲突", "区域的冲突", chinese_wording("区域冲突"), True),
        ("维护人类的安全", "人类的安全", chinese_wording("人类安全"), False),
        (
            "a process of peace, trade and growth",
            "process of peace",
            english_wording("peace process"),
            True,
        ),
        (
            "sharing of data, the trade and growth",
            "sharing of data",
            english_wording("data sharing"),
            False,
        ),
        (
            "the community development bodies",
            "community development",
            english_wording("development community"),
            True,
        ),
        (
            "the reform of the sector",
            "reform of the sector",
            english_wording("sector reform"),
            False,
        ),
    ],
)
def test_words_that_do_not_belong_together(
    text: str, span: str, label: Wording, parted: bool
) -> None:
    start = text.index(span)
    assert is_parted(text, start, start + len(span), label) is parted
