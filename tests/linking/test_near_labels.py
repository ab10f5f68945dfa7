"""The nearest labels of a made-up vocabulary."""

from collections.abc import Callable, Sequence

from govnlp.linking.index import Entry
from govnlp.linking.near_labels import NearLabels
from govnlp.linking.wordings import Wording, chinese_wording, english_wording


def _entries(
    labels: list[str], cut: Callable[[str], Wording] = english_wording
) -> list[tuple[Entry, Sequence[str]]]:
    return [
        (Entry(label, label, f"concept/{n}", "concept", "pref"), cut(label).parts)
        for n, label in enumerate(labels)
    ]


ENGLISH = NearLabels(
    _entries(
        [
            "nuclear non-proliferation regime",
            "human security",
            "human rights",
            "security council",
            "international cooperation",
            "international operation",
            "diplomacy",
        ]
    ),
    english_wording,
    least_parts=2,
    slips=True,
)


def _labels(text: str) -> list[str]:
    return [near.entry.label for near in ENGLISH.find(english_wording(text))]


def test_order_and_small_words_do_not_matter() -> None:
    assert _labels("security of humans")[0] == "human security"
    assert ENGLISH.find(english_wording("security of humans"))[0].likeness == 1


def test_a_slip_is_found_and_costs() -> None:
    (near, *_) = ENGLISH.find(english_wording("nuclear non-prolifration regime"))
    assert near.entry.label == "nuclear non-proliferation regime"
    assert near.slip
    assert near.likeness < 1


def test_what_could_be_a_slip_of_two_words_is_none() -> None:
    assert _labels("international coperation") != ["international operation"]
    assert all(not near.slip for near in ENGLISH.find(english_wording("qqqqqqq zzzzzzz")))


def test_labels_of_one_word_are_near_nothing() -> None:
    assert _labels("quiet diplomacy") == []


def test_equal_labels_come_in_the_order_of_their_identifiers() -> None:
    labels = NearLabels(
        _entries(["peace of states", "peace of nations", "peace of peoples"]),
        english_wording,
        least_parts=2,
        slips=False,
    )
    found = labels.find(english_wording("peace of cities"))
    assert [near.entry.concept_id for near in found] == sorted(n.entry.concept_id for n in found)


def test_chinese_by_pairs_of_characters() -> None:
    labels = NearLabels(
        _entries(["联合国人权理事会", "联合国大会", "人权"], chinese_wording),
        chinese_wording,
        least_parts=3,
        slips=False,
    )
    found = labels.find(chinese_wording("聯合國人權事務理事會"))
    assert found[0].entry.label == "联合国人权理事会"
    assert 0.55 < found[0].likeness < 1


def test_no_labels_at_all() -> None:
    empty = NearLabels([], english_wording, least_parts=2, slips=True)
    assert empty.find(english_wording("human security")) == []
