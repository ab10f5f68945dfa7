from govnlp.alignment.chain import Link
from govnlp.alignment.confidence import confidences
from govnlp.alignment.passages import Feature, Passage


def link(score: float, shared: str = "a b c", skipped: int = 0) -> Link:
    """Build a pair of passages that share the words of a description as concepts."""
    features = frozenset[Feature](("concept", word) for word in shared.split())
    passage = Passage(0, 100, 100, "paragraph", features, 0)
    return Link(passage, passage, score, skipped)


def confidence(links: list[Link], place: int, n_passages: int | None = None) -> float:
    return confidences(links, n_passages or len(links))[place]


def test_no_links_have_no_confidences() -> None:
    assert confidences([], 4) == []


def test_it_is_a_probability_however_strong_the_evidence() -> None:
    for score in (-1e6, 0.0, 1e6):
        assert all(0 <= found <= 1 for found in confidences([link(score)] * 5, 5))


def test_more_evidence_is_more_confidence() -> None:
    weak, medium, strong = (confidence([link(score)], 0) for score in (-2, 0, 2))
    assert weak < medium < strong


def test_a_pair_is_believed_more_among_pairs_that_fit() -> None:
    among_good = confidence([link(5), link(0), link(5), link(0)], 1)
    among_bad = confidence([link(0), link(0), link(0), link(10)], 1)
    assert among_good > among_bad


def test_neighbours_say_less_the_more_was_skipped_between() -> None:
    near = confidence([link(0), link(5)], 0)
    behind_a_gap = confidence([link(0), link(5, skipped=3)], 0)
    assert near > behind_a_gap
    assert confidence([link(5), link(0)], 1) == near
    assert confidence([link(5), link(0, skipped=3)], 1) == behind_a_gap
    assert confidence([link(5, skipped=3), link(0)], 1) == near


def test_a_chain_through_a_small_part_of_a_document_is_believed_less() -> None:
    assert confidence([link(3)], 0, n_passages=1) > confidence([link(3)], 0, n_passages=50)


def test_lengths_alone_prove_nothing() -> None:
    assert confidences([link(6, shared="")] * 5, 5) == [0.0] * 5
    assert confidence([link(6, shared="a")], 0) <= 0.5
    assert confidence([link(6, shared="a b c d e")], 0) > 0.9
