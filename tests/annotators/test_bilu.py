import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.annotators.bilu import SpanDecoder, spans_of_tags

ENTITIES = ["O", "B-LOC", "I-LOC", "L-LOC", "U-LOC", "B-PER", "I-PER", "L-PER", "U-PER"]
WORDS = ["B-NOUN", "I-NOUN", "L-NOUN", "U-NOUN", "U-PUNCT"]


def path(*rows: dict[str, float]) -> list[str]:
    scores = np.full((len(rows), len(ENTITIES)), 0.001, dtype="f")
    for row, given_scores in zip(scores, rows, strict=True):
        for label, score in given_scores.items():
            row[ENTITIES.index(label)] = score
    return [ENTITIES[i] for i in SpanDecoder(ENTITIES).best([np.log(scores)])[0]]


def fits(tags: list[str]) -> bool:
    opened = ""
    for tag in tags:
        if (tag[0] in "IL") != bool(opened) or (opened and tag[2:] != opened):
            return False
        opened = tag[2:] if tag[0] in "BI" else ""
    return not opened


def test_tags_that_fit_stay() -> None:
    assert path({"B-LOC": 0.9}, {"L-LOC": 0.9}, {"O": 0.9}) == ["B-LOC", "L-LOC", "O"]


def test_tags_that_do_not_fit_are_mended_by_their_scores() -> None:
    assert path({"B-LOC": 0.9}, {"L-PER": 0.5, "L-LOC": 0.4}) == ["B-LOC", "L-LOC"]
    assert path({"B-LOC": 0.5, "U-LOC": 0.4}, {"O": 0.9}) == ["U-LOC", "O"]


def test_an_entity_ends_with_the_text() -> None:
    assert path({"B-LOC": 0.6, "U-LOC": 0.3, "O": 0.1}) == ["U-LOC"]


@pytest.mark.parametrize("labels", [ENTITIES, WORDS])
@given(data=st.data())
def test_no_sequence_that_fits_is_better(labels: list[str], data: st.DataObject) -> None:
    row = st.lists(st.floats(0.0625, 1.0, width=32), min_size=len(labels), max_size=len(labels))
    texts = data.draw(st.lists(st.lists(row, max_size=3), max_size=3))
    scores = [np.array(rows, dtype="f").reshape(len(rows), len(labels)) for rows in texts]
    for rows, found in zip(
        scores, SpanDecoder(labels).best([np.log(rows) for rows in scores]), strict=True
    ):
        assert fits([labels[i] for i in found])
        others = (
            sum(np.log(rows[t, i]) for t, i in enumerate(other))
            for other in itertools.product(range(len(labels)), repeat=len(rows))
            if fits([labels[i] for i in other])
        )
        ours = sum(np.log(rows[t, i]) for t, i in enumerate(found))
        assert ours == pytest.approx(max(others), abs=1e-4)


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


@pytest.mark.parametrize("labels", [ENTITIES, WORDS])
def test_marginals_add_up_the_sequences_that_fit(labels: list[str]) -> None:
    chance = np.random.default_rng(1)
    scores = [chance.normal(size=(size, len(labels))).astype("f") for size in (3, 1, 2)]
    for rows, found in zip(scores, SpanDecoder(labels).marginals(scores), strict=True):
        expected = np.zeros_like(rows)
        for tags in itertools.product(range(len(labels)), repeat=len(rows)):
            if fits([labels[i] for i in tags]):
                expected[range(len(rows)), tags] += np.exp(rows[range(len(rows)), tags].sum())
        expected /= expected.sum(axis=1, keepdims=True)
        assert found == pytest.approx(expected, abs=1e-5)
