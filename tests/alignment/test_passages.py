import pytest

from govnlp.alignment.passages import Passage, latin_words, passage, text_features

NO_NAMES: frozenset[str] = frozenset()


def of_text(text: str, place: int = 0, start: int = 0, kind: str = "paragraph") -> Passage:
    return passage(text, start, kind, (), NO_NAMES, place)


def test_a_passage_ends_where_its_text_ends_and_is_as_long_as_what_is_written() -> None:
    found = of_text("河 流\r\n\u3000上涨 \U00020bb7", start=7)
    assert (found.start, found.end, found.n_chars) == (7, 17, 5)


def test_an_empty_passage() -> None:
    found = of_text("", start=3)
    assert (found.start, found.end, found.n_chars, found.features) == (3, 3, 0, frozenset())


def test_features_are_concepts_numbers_outline_and_names() -> None:
    found = passage(
        "第三条 各国在2015年支持GSI和UN。", 0, "paragraph", ["concept/gsi"], frozenset({"gsi"}), 0
    )
    assert found.features == {
        ("concept", "concept/gsi"),
        ("number", "2015"),
        ("outline", "article 3"),
        ("name", "gsi"),
    }


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Article 12 In 2015, 30 000 people moved.", "第十二条 2015年，３万人迁移。"),
        ("4.2 COVID-19 spread.", "4.2 ＣＯＶＩＤ－19疫情蔓延。"),
        ("(3) one hundred\nand twenty States", "（三）一百二十国"),
    ],
)
def test_a_translation_has_the_same_features(english: str, chinese: str) -> None:
    names = latin_words(chinese)
    assert text_features(english, names) == text_features(chinese, names) != frozenset()


def test_latin_words_fold_case_and_width_and_leave_out_letters() -> None:
    assert latin_words("支持ＧＳＩ、gsi和A方案，G20、COVID-19") == {"gsi", "g20", "covid"}
    assert latin_words("河流") == NO_NAMES


def test_only_names_that_the_other_side_writes_count() -> None:
    assert text_features("The OSCE met NATO", frozenset({"osce"})) == {("name", "osce")}


def test_neighbours_of_one_kind_are_joined() -> None:
    first, second = of_text("Rivers rise.", 4), of_text("2 lakes, 5 seas.", 5, start=13)
    both = first.joined(second)
    assert both is not None
    assert (both.start, both.end, both.n_chars) == (0, 29, 24)
    assert both.features == {("number", "2"), ("number", "5")}
    third = both.joined(of_text("More.", 6, start=30))
    assert third is not None
    assert (third.start, third.end) == (0, 35)


def test_passages_of_two_kinds_or_with_one_between_are_not_joined() -> None:
    first = of_text("Rivers rise.", 4)
    assert first.joined(of_text("Lakes fall.", 6)) is None
    assert first.joined(of_text("Lakes fall.", 3)) is None
    assert first.joined(of_text("Lakes", 5, kind="heading")) is None
