import itertools
import math
from collections import Counter, defaultdict

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.schema import empty_table
from govnlp.terms import counting
from govnlp.terms.cooccurrence import cooccurrence

Row = tuple[str, int, str]


def table(rows: list[Row]) -> pa.Table:
    """Build mentions that follow one another, each two characters long."""
    columns = [[row[place] for row in rows] for place in range(3)]
    return pa.table(
        {
            "doc_id": pa.array(columns[0], pa.string()),
            "sentence_id": pa.array(columns[1], pa.int32()),
            "start": pa.array(range(0, 2 * len(rows), 2), pa.int32()),
            "end": pa.array(range(2, 2 * len(rows) + 2, 2), pa.int32()),
            "concept_id": pa.array(columns[2], pa.string()),
        }
    )


def test_small_example_by_hand() -> None:
    rows = [("d", 0, "a"), ("d", 0, "b"), ("d", 1, "a"), ("d", 1, "a"), ("e", 0, "b")]
    rows += [("e", 0, "a"), ("e", 1, "c")]
    (pair,) = cooccurrence(table(rows)).to_pylist()
    assert (pair["concept_a"], pair["concept_b"]) == ("a", "b")
    assert (pair["n_sentences"], pair["n_documents"]) == (2, 2)
    # Four sentences; a in three, b in two, both in two.
    assert pair["npmi"] == pytest.approx(math.log((2 / 4) / (3 / 4 * 2 / 4)) / -math.log(2 / 4))


def test_pairs_that_never_part() -> None:
    always = cooccurrence(table([("d", 0, "a"), ("d", 0, "b"), ("d", 1, "b"), ("d", 1, "a")]))
    assert always["npmi"].to_pylist() == [1.0]
    rows = [("d", 0, "a"), ("d", 0, "b"), ("d", 1, "c")]
    assert cooccurrence(table(rows))["npmi"].to_pylist() == [pytest.approx(1.0)]


def test_rare_pairs_are_left_out() -> None:
    rows = [("d", s, c) for s, concepts in enumerate(["ab", "ab", "ac"]) for c in concepts]
    found = cooccurrence(table(rows), min_sentences=2).to_pylist()
    assert [(row["concept_a"], row["concept_b"]) for row in found] == [("a", "b")]


def test_no_mentions() -> None:
    found = cooccurrence(table([]))
    assert found.drop_columns("n_apart").equals(empty_table("cooccurrence"))


def test_concepts_inside_one_another_do_not_stand_apart() -> None:
    rows = table([("d", 0, "a"), ("d", 0, "b"), ("d", 1, "a"), ("d", 1, "b"), ("d", 1, "b")])
    spans = {"start": [0, 7, 20, 27, 40], "end": [15, 15, 35, 35, 48]}
    for name, values in spans.items():
        place = rows.column_names.index(name)
        rows = rows.set_column(place, name, pa.array(values, pa.int32()))
    (pair,) = cooccurrence(rows).to_pylist()
    assert (pair["n_sentences"], pair["n_apart"]) == (2, 1)


@pytest.mark.parametrize("at_once", [1, 7, 4_000_000])
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("xyz"), st.integers(0, 3), st.sampled_from("abcde")), max_size=40
    )
)
def test_counts_as_one_by_one(at_once: int, rows: list[Row]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting.slices_of_size, "__defaults__", (at_once,))
        found = cooccurrence(table(rows)).to_pylist()
    by_sentence: dict[tuple[str, int], set[str]] = defaultdict(set)
    for doc_id, sentence_id, concept_id in rows:
        by_sentence[doc_id, sentence_id].add(concept_id)
    sentences: Counter[tuple[str, str]] = Counter()
    documents: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (doc_id, _), concepts in by_sentence.items():
        for pair in itertools.combinations(sorted(concepts), 2):
            sentences[pair] += 1
            documents[pair].add(doc_id)
    expected = sorted(sentences, key=lambda pair: (-sentences[pair], pair))
    assert [(row["concept_a"], row["concept_b"]) for row in found] == expected
    assert [row["n_sentences"] for row in found] == [sentences[pair] for pair in expected]
    assert [row["n_documents"] for row in found] == [len(documents[pair]) for pair in expected]
    assert [row["n_apart"] for row in found] == [sentences[pair] for pair in expected]
    assert all(-1 <= row["npmi"] <= 1 for row in found)
