from time import process_time

import pytest

from govnlp.segmentation import furniture


@pytest.mark.parametrize(
    "line",
    [
        "Page 2 of 14",
        "page 7 | River Studies",
        "p. 12",
        "- 4 -",
        "— 15 —",
        "· 156 ·",
        "( 12 )",
        "3/14",
        "第 3 页 共 10 页",
        "第3頁/共10頁",
        "15-04127 (E)",
        "《河流》2022年第1期",
        "2022年第3期（总第15期）",
        "第38卷 第2期",
        "River Studies, Vol. 12, No. 3, 2022",
        "DOI: 10.1234/river.2022",
    ],
)
def test_page_marks(line: str) -> None:
    assert furniture.is_page_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "158",
        "(1)",
        "[12]",
        "(2023)",
        "Page 2 of the treaty says so",
        "2022年第1期工程",
        "Volume 3 of the work is lost",
        "- 4 degrees",
    ],
)
def test_list_numbers_years_and_text_are_no_page_marks(line: str) -> None:
    assert not furniture.is_page_mark(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("158", True),
        ("(158)", True),
        ("[7]", True),
        ("1994", False),
        ("(2023)", False),
        ("7a", False),
    ],
)
def test_a_bare_number_is_no_year(line: str, expected: bool) -> None:
    assert furniture.is_bare_number(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Rivers ........ 3", True),
        ("第二章 湖泊……………（25）", False),
        ("第二章 湖泊……………(25)", True),
        ("Rivers . . . . . 12", True),
        ("Rivers rose... 3", False),
        ("He waited ........", False),
    ],
)
def test_contents_lines_lead_to_a_page(line: str, expected: bool) -> None:
    assert furniture.is_contents_line(line) is expected


def test_symbols_of_documents_begin_a_line_and_end_at_a_space() -> None:
    assert furniture.starts_with_symbol("A/RES/66/290")
    assert furniture.starts_with_symbol("E/CN.4/Sub.2/1999/7/ Human rights")
    assert not furniture.starts_with_symbol("See A/RES/66/290")
    assert not furniture.starts_with_symbol("A/B, or not")


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("Back to top", 3),
        ("首頁", 3),
        ("Home > News > Rivers", 3),
        ("Home » News  »  Rivers", 3),
        ("当前位置：首页", 3),
        ("Home | Contact", 3),
        ("Advertisement", 3),
        ("Share", 2),
        ("分享", 2),
        ("Rivers | Lakes", 1),
        ("Rivers", 0),
        ("Rivers > Lakes", 0),
        ("河流治理", 0),
        ("", 0),
    ],
)
def test_web_evidence(line: str, evidence: int) -> None:
    assert furniture.web_evidence(line) == evidence


def test_a_long_line_is_no_link() -> None:
    assert furniture.web_evidence("Back to top " * 20) == 0
    assert furniture.web_evidence("首页 | " * 40) == 0


def test_trailing_markers_are_short() -> None:
    assert furniture.is_trailing_marker("相似文献")
    assert furniture.is_trailing_marker("相似文獻")
    assert not furniture.is_trailing_marker("河流")
    assert not furniture.is_trailing_marker("总被引:1" + "," * 60)


@pytest.mark.parametrize(
    "line",
    ["A/" + "a" * 25 + ",", "1 > " * 13 + ">", "Rivers " * 17, "." * 190],
    ids=["symbol", "breadcrumbs", "words", "dots"],
)
def test_a_line_that_almost_matches_takes_no_time(line: str) -> None:
    begin = process_time()
    furniture.starts_with_symbol(line)
    furniture.web_evidence(line)
    furniture.is_page_mark(line)
    furniture.is_contents_line(line)
    assert process_time() - begin < 1
