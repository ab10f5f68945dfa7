from govnlp.evaluation.segments import score_segments

TEXT = "peace\n和平\nwar"
GOLD = [
    {"start": 0, "end": 5, "lang": "en"},
    {"start": 6, "end": 8, "lang": "zh"},
    {"start": 9, "end": 12, "lang": "en"},
]


def test_gold_against_itself() -> None:
    scores = score_segments(TEXT, GOLD, GOLD)
    assert (scores.language, scores.boundaries.f1) == (1.0, 1.0)


def test_a_missed_boundary() -> None:
    scores = score_segments(TEXT, GOLD, [{"start": 0, "end": 8, "lang": "en"}, GOLD[2]])
    assert scores.language == 0.8
    assert (scores.boundaries.precision, scores.boundaries.recall) == (1.0, 0.5)


def test_an_empty_text() -> None:
    assert score_segments(" ", [], []).language == 1.0
