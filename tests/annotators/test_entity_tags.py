import numpy as np
import pytest

from govnlp.annotators.entity_tags import allowed_transitions, best_path, spans_of_tags

LABELS = ["O", "B-LOC", "I-LOC", "L-LOC", "U-LOC", "B-PER", "I-PER", "L-PER", "U-PER"]


def path(*rows: dict[str, float]) -> list[str]:
    scores = np.full((len(rows), len(LABELS)), 0.001, dtype="f")
    for row, given in zip(scores, rows, strict=True):
        for label, score in given.items():
            row[LABELS.index(label)] = score
    return [LABELS[i] for i in best_path(scores, allowed_transitions(LABELS))]


def test_tags_that_fit_stay() -> None:
    assert path({"B-LOC": 0.9}, {"L-LOC": 0.9}, {"O": 0.9}) == ["B-LOC", "L-LOC", "O"]


def test_tags_that_do_not_fit_are_mended_by_their_scores() -> None:
    assert path({"B-LOC": 0.9}, {"L-PER": 0.5, "L-LOC": 0.4}) == ["B-LOC", "L-LOC"]
    assert path({"B-LOC": 0.5, "U-LOC": 0.4}, {"O": 0.9}) == ["U-LOC", "O"]


def test_an_entity_ends_with_the_text() -> None:
    assert path({"B-LOC": 0.6, "U-LOC": 0.3, "O": 0.1}) == ["U-LOC"]
    assert path({"O": 0.4, "I-PER": 0.6}, {"O": 0.4, "L-PER": 0.6})[0] in ("O", "B-PER")


def test_no_tokens_no_tags() -> None:
    assert best_path(np.zeros((0, len(LABELS)), dtype="f"), allowed_transitions(LABELS)) == []


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["O", "O"], []),
        (["U-LOC", "U-LOC"], [(0, 1, "LOC"), (1, 2, "LOC")]),
        (["B-PER", "I-PER", "L-PER", "O"], [(0, 3, "PER")]),
    ],
)
def test_spans(tags: list[str], spans: list[tuple[int, int, str]]) -> None:
    assert spans_of_tags(tags) == spans
