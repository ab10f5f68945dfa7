from govnlp.segmentation.lines import lines_of
from govnlp.segmentation.surroundings import find_surroundings


def furniture_of(text: str) -> list[str]:
    lines = lines_of(text)
    return [lines[number].text for number in sorted(find_surroundings(lines))]


def test_page_numbers_that_rise() -> None:
    pages = ["\n".join(f"Line {page}.{line} goes on" for line in range(9)) for page in range(3)]
    assert furniture_of(f"{pages[0]}\n11\n{pages[1]}\n12\n{pages[2]}\n13") == ["11", "12", "13"]


def test_numbers_in_brackets_are_pages_only_where_they_rise_page_by_page() -> None:
    pages = ["\n".join(f"Line {page}.{line} goes on" for line in range(9)) for page in range(2)]
    assert furniture_of(f"{pages[0]}\n(11)\n{pages[1]}\n(12)") == ["(11)", "(12)"]
    assert furniture_of("(1)\nStates report.\n(2)\nStates meet.") == []


def test_numbers_alone_are_text() -> None:
    assert furniture_of("12\n\nmonkeys\n\n1994\n\nA year of change.") == []


def test_running_title_is_one_beside_a_page_number_only() -> None:
    assert furniture_of("Journal of Peace\n\nThe journal is new.") == []
    assert furniture_of("P. 4\nJournal of Peace\nwhich goes on") == ["P. 4", "Journal of Peace"]


def test_headings_behind_a_page_number_stay() -> None:
    assert furniture_of("- 4 -\nThe Role of the State\nThe State is old.") == ["- 4 -"]


def test_one_weak_word_is_text() -> None:
    assert furniture_of("注册制度\n\n公司注册制度是一项基本制度。\n\nSubscribe to peace") == []


def test_prose_between_links_stays() -> None:
    prose = "The ministers met on Monday and agreed to share what they know about the river."
    assert furniture_of(f"Home\nAbout us\n{prose}\nShare\nPrint") == [
        "Home",
        "About us",
        "Share",
        "Print",
    ]


def test_contents_lines() -> None:
    assert furniture_of("1. Rivers ........ 3\n第二章 湖泊……………25\n\n1. Rivers") == [
        "1. Rivers ........ 3",
        "第二章 湖泊……………25",
    ]


def test_no_lines() -> None:
    assert furniture_of("") == []
