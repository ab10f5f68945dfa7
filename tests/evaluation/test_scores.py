from govnlp.evaluation.scores import Score, compare


def test_figures() -> None:
    score = compare([(0, 1), (2, 3), (4, 5)], [(0, 1), (2, 4)])
    assert score == Score(correct=1, gold=3, system=2)
    assert (score.precision, score.recall) == (0.5, 1 / 3)
    assert score.f1 == 0.4


def test_nothing_to_find_and_nothing_found() -> None:
    assert Score().as_dict() == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
        "correct": 0,
        "gold": 0,
        "system": 0,
    }
