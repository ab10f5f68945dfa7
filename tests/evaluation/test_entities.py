from govnlp.evaluation.conll import TaggedSentence
from govnlp.evaluation.entities import compare_entities, tagged_entities


def sentence(*rows: str) -> TaggedSentence:
    words, tags = zip(*(row.split() for row in rows), strict=True)
    return TaggedSentence("", " ".join(words), words, tags, starts_document=False)


def test_offsets_leave_out_white_space_and_run_on() -> None:
    entities = tagged_entities(
        [
            sentence("Ada B-PER", "Obi I-PER", "left O", "Oslo B-LOC"),
            sentence("NATO B-ORG", "agreed O"),
        ]
    )
    assert entities == [(0, 6, "PER"), (10, 14, "LOC"), (14, 18, "ORG")]


def test_other_types_are_no_entities_and_loose_inside_tags_begin_one() -> None:
    entities = tagged_entities(
        [sentence("Iraqi B-OTH", "Lagos I-LOC", "Port B-LOC", "Elizabeth I-LOC", "Obi I-PER")]
    )
    assert entities == [(5, 10, "LOC"), (10, 23, "LOC"), (23, 26, "PER")]


def test_an_entity_does_not_run_over_a_sentence_end() -> None:
    assert tagged_entities([sentence("Oslo B-LOC"), sentence("Bergen I-LOC")]) == [
        (0, 4, "LOC"),
        (4, 10, "LOC"),
    ]


def test_scores_by_type_and_untyped() -> None:
    scores = compare_entities(
        [(0, 4, "LOC"), (5, 9, "PER")], [(0, 4, "ORG"), (5, 9, "PER"), (12, 16, "DATE")]
    )
    assert (scores["all"].correct, scores["all"].gold, scores["all"].system) == (1, 2, 2)
    assert scores["untyped"].f1 == 1
    assert scores["PER"].f1 == 1
    assert scores["LOC"].recall == 0
