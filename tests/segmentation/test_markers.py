import pytest

from govnlp.segmentation.markers import marker_of


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("• first", "bullet", "first"),
        ("- first", "bullet", "first"),
        ("·", "bullet", ""),
        ("▪first", "bullet", "first"),
        ("4.3.2.1.国际合作", "outline", "国际合作"),
        ("4.2 Roles", "outline", "Roles"),
        ("4.1.", "outline", ""),
        ("1. First", "number", "First"),
        ("(2) second", "number", "second"),
        ("（一）总则", "number", "总则"),
        ("十二、附则", "number", "附则"),
        ("(子) 以促进", "number", "以促进"),
        ("① Note", "number", "Note"),
        ("(a) first", "number", "first"),
        ("(iv)", "number", ""),
        ("b)", "number", ""),
        ("IV. Conclusion", "number", "Conclusion"),
        ("[3] A note", "number", "A note"),
        ("Article 1", "article", ""),
        ("Chapter II: Membership", "article", ": Membership"),
        ("第一百零九条", "article", ""),
        ("第一章：宗旨", "article", "：宗旨"),
        ("[Keywords] peace", "label", "peace"),
        ("【摘要】和平", "label", "和平"),
        ("关键词：和平", "label", "和平"),
        ("# Title", "hash", "Title"),
        ("---", "rule", ""),
        ("| --- | :-: |", "rule", ""),
        ("| a | b |", "row", " a | b |"),
        ("```python", "fence", ""),
    ],
)
def test_markers(line: str, kind: str, rest: str) -> None:
    marker = marker_of(line)
    assert marker is not None
    assert (marker.kind, line[marker.end :]) == (kind, rest)


@pytest.mark.parametrize(
    "line",
    [
        "3.5 million people",
        "3.5亿人",
        "2014. was a year"[0:4],
        "Article 51 of the Charter allows self-defence",
        "第一条规定了原则",
        "-5 degrees",
        "Security",
        "人的安全",
        "第38卷 第2期",
        "*emphasis* is not a bullet",
    ],
)
def test_no_markers(line: str) -> None:
    assert marker_of(line) is None
