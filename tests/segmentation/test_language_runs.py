import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.segmentation.language_runs import split_by_language


@pytest.mark.parametrize(
    "parts",
    [
        ["Human security", "人的安全"],
        ["第一章 总则", "Chapter I"],
        ["Human Security /", "人的安全"],
        ["# Rivers", "河流"],
        ["主权", "sovereignty"],
        ["It ends here.", "它在这里结束。", "It goes on."],
        ["| Human security |", "人的安全 |"],
        ["At a global level.  ", "相似文献"],
    ],
)
def test_side_by_side(parts: list[str]) -> None:
    text = " ".join(parts)
    found = [text[start:end] for start, end in split_by_language(text)]
    assert found == [part.strip() for part in parts]


@pytest.mark.parametrize(
    "text",
    [
        "全球安全倡议（Global Security Initiative）提出以来",
        "The term 人的安全 (human security) is used.",
        "美国总统 Donald J. Trump 表示欢迎",
        "根据 Dr. Smith, Prof. John Doe 的研究",
        "他说：“We need peace. 和平。”然后离开",
        "中国支持 Global Security Initiative 的落实",
        "中国加入 WTO",
        "G20 峰会",
        "作者:Jane Roe",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split_by_language(text) == [(0, len(text))]


def test_short_runs_stay() -> None:
    text = "Peace for all. 和。 And more."
    assert len(split_by_language(text, min_switch=4)) == 1
    assert len(split_by_language(text, min_switch=1)) == 3


@given(st.lists(st.sampled_from([*"安全 ab.。()“”|/A\u3000\t", "The ", "  "]), max_size=60))
def test_nothing_is_lost(parts: list[str]) -> None:
    text = "".join(parts).strip() or "x"
    covered = 0
    for start, end in split_by_language(text):
        assert not text[covered:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        covered = end
    assert not text[covered:].strip()
