import pytest

from govnlp.segmentation.metadata import is_byline, is_metadata


@pytest.mark.parametrize(
    "line",
    [
        "25 May 2012",
        "25 MAY 2012",
        "May 25, 2012",
        "9-20 March 2015",
        "Sept. 2015",
        "2012-05-25",
        "2012年5月25日",
        "2012 年 5 月",
        "二〇一二年五月二十五日",
        "Source: River Daily",
        "E-mail: office",
        "来源：河流日报",
        "作 者: 水文",
        "www.example.org/rivers",
        "Write to jane@example.org",
    ],
)
def test_dates_labels_and_addresses_are_metadata(line: str) -> None:
    assert is_metadata(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The Dated Treaty: An Essay",
        "Rivers: A Source of Peace",
        "In May 2012 the Rivers Rose",
        "2012年5月河流条约",
        "作者的责任",
        "March of the Rivers",
    ],
)
def test_titles_that_hold_a_date_or_a_label_are_no_metadata(line: str) -> None:
    assert not is_metadata(line)


@pytest.mark.parametrize(
    "line",
    [
        "LI Ming",
        "OUYANG Xiaohe1, LI Ming and ZHANG-WANG Mei",
        "AI Weihe",
        "TANAKA Hiroshi & SATO Ken",
        "By Jane Roe",
        "Translated by Jane Roe",
    ],
)
def test_names_of_authors_are_a_byline(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", ["UN Charter", "NATO Enlargement", "WTO Reform and US Policy"])
def test_a_title_that_begins_with_an_acronym_is_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize("line", ["", "&", ",", "; ", "LI", "LI Ming spoke.", "By and large, yes"])
def test_what_names_nobody_is_no_byline(line: str) -> None:
    assert not is_byline(line)
