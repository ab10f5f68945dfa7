import pytest

from govnlp.evaluation.linking import score_links

TEXT = "The United Nations and a human security fund"


@pytest.mark.parametrize("start", [0, 4])
def test_an_article_may_belong_to_the_span_or_not(start: int) -> None:
    scores = score_links(
        TEXT, [(start, 18, "organization/un")], [(4 - start, 18, "organization/un")]
    )
    assert scores["all"].f1 == 1


def test_span_and_concept_must_agree() -> None:
    gold = [(4, 18, "organization/un"), (25, 39, "concept/human-security")]
    found = [
        (4, 10, "organization/un"),
        (25, 39, "concept/national-security"),
        (23, 39, "concept/x"),
    ]
    scores = score_links(TEXT, gold, found)
    assert (scores["all"].correct, scores["all"].gold, scores["all"].system) == (0, 2, 3)
    assert set(scores) == {"all", "concept", "organization"}
    assert (scores["concept"].gold, scores["concept"].system) == (1, 2)


def test_an_article_alone_or_inside_a_word_stays() -> None:
    assert score_links("a", [(0, 1, "concept/a")], [(0, 1, "concept/a")])["all"].f1 == 1
    assert score_links("theory", [(0, 6, "concept/t")], [(3, 6, "concept/t")])["all"].f1 == 0
