from collections.abc import Sequence

import numpy as np
import pytest

from govnlp.alignment.evidence import Evidence, Lengths, weigh
from govnlp.alignment.passages import Feature, FeatureKind, Passage

ZH_CHARS = 29
"""As long as an English passage of 100 characters."""


def passages(
    *features: str, n_chars: int = 100, kind: str = "paragraph", of: FeatureKind = "concept"
) -> list[Passage]:
    """Build passages; each word of a description is a feature of one kind."""
    return [
        Passage(
            start=0,
            end=n_chars,
            n_chars=n_chars,
            kind=kind,
            features=frozenset[Feature]((of, word) for word in words.split()),
            place=place,
        )
        for place, words in enumerate(features)
    ]


def scores(first: Sequence[Passage], second: Sequence[Passage]) -> np.ndarray:
    """Score all English passages against all Chinese ones."""
    evidence = Evidence(second, weigh(first, second), Lengths.of(first, second))
    return np.asarray([evidence.row(passage, 0, len(second)) for passage in first])


def test_shared_features_raise_a_score_and_single_ones_lower_it() -> None:
    chinese = passages("a", "", "b", n_chars=ZH_CHARS)
    (row,) = scores(passages("a"), chinese)
    assert row[0] > row[1] > row[2]


def test_a_rare_feature_says_more_than_a_common_one() -> None:
    texts = ["common rare", "common", "common", "common", "other", "other"]
    weights = weigh(passages(*texts), passages(*texts))
    assert weights.shared["concept", "rare"] > weights.shared["concept", "common"] > 0


@pytest.mark.parametrize("kind", ["concept", "number", "outline", "name"])
def test_a_feature_that_stands_everywhere_speaks_against_no_pair_that_shares_it(
    kind: FeatureKind,
) -> None:
    everywhere = passages(*["a"] * 100, of=kind)
    weights = weigh(everywhere, everywhere)
    alone = weights.only_first[kind, "a"], weights.only_second[kind, "a"]
    assert weights.shared[kind, "a"] + sum(alone) >= 0
    assert max(alone) <= 0


def test_lengths_of_a_translation_fit_best() -> None:
    english = passages("", n_chars=300)
    chinese = [passages("", n_chars=n_chars)[0] for n_chars in (9, 45, 86, 170, 900)]
    (row,) = scores(english, chinese)
    assert row.argmax() == 2
    assert (np.diff(row[:3]) > 0).all()
    assert (np.diff(row[2:]) < 0).all()


def test_a_length_says_more_the_longer_the_passage_is() -> None:
    short, long = passages("", n_chars=20)[0], passages("", n_chars=2000)[0]
    english = [short, long]
    chinese = [passages("", n_chars=n)[0] for n in (6, 12, 580, 1160)]
    found = scores(english, chinese)
    assert found[1, 2] - found[1, 3] > found[0, 0] - found[0, 1] > 0


def test_passages_of_one_kind_fit_better() -> None:
    chinese = [
        *passages("a", n_chars=ZH_CHARS, kind="heading"),
        *passages("a", n_chars=ZH_CHARS, kind="paragraph"),
    ]
    (row,) = scores(passages("a", kind="heading"), chinese)
    assert row[0] > row[1]


def test_a_part_of_a_row_is_the_same_as_in_the_whole() -> None:
    english = passages("a b", "c")
    chinese = passages("a", "b c", "c", "a b", n_chars=ZH_CHARS)
    evidence = Evidence(chinese, weigh(english, chinese), Lengths.of(english, chinese))
    whole = evidence.row(english[0], 0, 4)
    assert evidence.row(english[0], 1, 3).tolist() == whole[1:3].tolist()
    assert evidence.row(english[0], 2, 2).tolist() == []


def test_empty_passages_have_scores_that_are_numbers() -> None:
    found = scores(passages("", "a", n_chars=0), passages("a", "", n_chars=0))
    assert np.isfinite(found).all()
