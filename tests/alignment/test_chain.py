import numpy as np
import pytest

from govnlp.alignment import chain
from govnlp.alignment.chain import best_chain
from govnlp.alignment.confidence import confidences
from govnlp.alignment.passages import Feature, Passage


def passages(*features: str, n_chars: int = 100, first_place: int = 0) -> list[Passage]:
    """Build passages; each word of a description is a concept that it mentions."""
    return [
        Passage(
            start=1000 * (first_place + number),
            end=1000 * (first_place + number) + n_chars,
            n_chars=n_chars,
            kind="paragraph",
            features=frozenset[Feature](("concept", word) for word in words.split()),
            place=first_place + number,
        )
        for number, words in enumerate(features)
    ]


def places(first: list[Passage], second: list[Passage]) -> list[tuple[int, int]]:
    return [(link.first.place, link.second.place) for link in best_chain(first, second)]


def test_pairs_in_order() -> None:
    english = passages("a b", "c", "d e")
    chinese = passages("a b", "c", "d e", n_chars=29, first_place=3)
    assert places(english, chinese) == [(0, 3), (1, 4), (2, 5)]


def test_a_passage_without_partner_is_left_out() -> None:
    english = passages("a b c", "x y z", "d e f", "g h i")
    chinese = passages("a b c", "d e f", "g h i", n_chars=29, first_place=4)
    assert places(english, chinese) == [(0, 4), (2, 5), (3, 6)]
    assert [link.skipped for link in best_chain(english, chinese)] == [0, 1, 0]


def test_two_neighbours_may_stand_against_one() -> None:
    english = passages("a b", "c d", "e f g", n_chars=200)
    chinese = passages("a b c d", "e f g", n_chars=115, first_place=3)
    chinese[1] = passages("e f g", n_chars=58, first_place=4)[0]
    first, second = best_chain(english, chinese)
    assert (first.first.start, first.first.end) == (english[0].start, english[1].end)
    assert (second.first.place, second.second.place) == (2, 4)


def test_passages_with_something_between_are_not_joined() -> None:
    english = passages("a b", n_chars=200) + passages("c d", n_chars=200, first_place=2)
    chinese = passages("a b c d", n_chars=115, first_place=3)
    assert all(link.first in english for link in best_chain(english, chinese))


def test_one_side_alone() -> None:
    assert best_chain(passages("a"), []) == []
    assert best_chain([], passages("a")) == []


@pytest.mark.parametrize("cells", [50, 10_000])
def test_a_large_document_is_searched_near_the_diagonal(
    cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "CELLS", cells)
    words = [f"w{number} v{number}" for number in range(120)]
    english = passages(*words)
    chinese = passages(*words, n_chars=29, first_place=120)
    assert places(english, chinese) == [(number, 120 + number) for number in range(120)]


def test_a_band_holds_where_lengths_jump(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "CELLS", 50)
    chance = np.random.default_rng(1)
    english = [p for n in range(80) for p in passages("a", n_chars=int(10 ** chance.uniform(0, 5)))]
    chinese = [p for n in range(90) for p in passages("a", n_chars=int(10 ** chance.uniform(0, 5)))]
    best_chain(english, chinese)
    best_chain(chinese, english[:3])
    best_chain(english[:1], chinese)


def test_confidence_needs_more_than_one_shared_concept() -> None:
    english = passages("a b", "c d", "e f", "g h")
    other = passages("p q", "c r", "s t", "u v", n_chars=29, first_place=4)
    assert all(score < 0.3 for score in confidences(best_chain(english, other), 4))
    same = passages("a b", "c d", "e f", "g h", n_chars=29, first_place=4)
    assert all(score > 0.9 for score in confidences(best_chain(english, same), 4))
    assert confidences([], 4) == []
