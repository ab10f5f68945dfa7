from hypothesis import given
from hypothesis import strategies as st

from govnlp.segmentation.long_paragraphs import cut_long


@given(
    st.text(st.sampled_from("ab .,。安\u0301\u200d\n"), min_size=1).map(str.strip).filter(bool),
    st.integers(min_value=4, max_value=30),
)
def test_spans_cover_the_text(text: str, limit: int) -> None:
    covered = 0
    for start, end in cut_long(text, limit):
        assert not text[covered:start].strip()
        assert 0 < end - start <= limit
        assert text[start:end] == text[start:end].strip()
        covered = end
    assert covered == len(text)


def test_marks_stay_with_their_letter() -> None:
    text = "e\u0301" * 10
    assert all(text[start] == "e" for start, _ in cut_long(text, 5))
