import pytest

from govnlp.evaluation.agreement import count_words, measure_agreement


def test_a_concept_in_the_translation_of_another_text_is_no_agreement() -> None:
    found = measure_agreement([{"concept/a"}, {"concept/b"}], [{"concept/b"}, {"concept/a"}])
    assert found.agreement == 0
    assert sorted(found.only_en) == sorted(found.only_zh) == [("concept/a", 1), ("concept/b", 1)]


def test_agreement_is_the_share_of_links_with_a_partner_by_kind_too() -> None:
    found = measure_agreement(
        [{"concept/a", "place/c"}, {"place/c", "place/d"}, set()],
        [{"concept/a", "concept/b"}, {"place/c"}, {"concept/b"}],
    )
    assert found.agreement == pytest.approx(4 / 8)
    assert found.by_kind == {"concept": pytest.approx(2 / 4), "place": pytest.approx(2 / 4)}
    assert found.only_en == [("place/c", 1), ("place/d", 1)]
    assert found.only_zh == [("concept/b", 2)]


def test_the_commonest_disagreement_comes_first() -> None:
    found = measure_agreement([{"concept/a"}, {"concept/b"}, {"concept/b"}], [set()] * 3)
    assert found.only_en == [("concept/b", 2), ("concept/a", 1)]


def test_nothing_linked_is_no_agreement() -> None:
    found = measure_agreement([set()], [set()])
    assert (found.agreement, found.by_kind, found.only_en, found.only_zh) == (0.0, {}, [], [])


def test_sides_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        measure_agreement([{"concept/a"}], [])


@pytest.mark.parametrize(
    ("text", "n_words"),
    [
        ("", 0),
        ("— …", 0),
        ("The river's water-level rose.", 4),
        ("The river’s end (1994)", 4),
        ("rivers\r\nand\tlakes", 3),
        ("and/or", 2),
        ("U.N. rivers", 2),
        ("snake_case", 2),
    ],
)
def test_words_keep_apostrophes_and_hyphens_inside(text: str, n_words: int) -> None:
    assert count_words(text) == n_words
