import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from govnlp.terms.spans import global_spans

Rows = list[tuple[str, int, int]]

SPANS = st.lists(
    st.builds(
        lambda doc, start, length: (doc, start, start + length),
        st.sampled_from(["a", "b"]),
        st.integers(0, 6),
        st.integers(1, 4),
    ),
    max_size=12,
)


def table(rows: Rows) -> pa.Table:
    names = ("doc_id", "start", "end")
    kinds = (pa.string(), pa.int32(), pa.int32())
    columns = [[row[place] for row in rows] for place in range(3)]
    return pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})


@given(SPANS, SPANS)
def test_spans_compare_as_one_by_one(ours: Rows, theirs: Rows) -> None:
    one, other = global_spans(table(ours), table(theirs))
    assert one.covered_by(other).tolist() == [
        any(d == doc and s <= start and end <= e for d, s, e in theirs) for doc, start, end in ours
    ]
    assert one.equal_to(other).tolist() == [row in theirs for row in ours]
