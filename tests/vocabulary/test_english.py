"""Which English wordings meet, and which of those that meet are forms of a label."""

import pytest

from govnlp.vocabulary.english import classify, label_key, lost_its_plural, split_words

MEETING = [
    ("rule-making", "rule making"),
    ("the Ministry of Defence", "Ministry of Defense"),
    ("a crisis", "crises"),
    ("securitised borders", "Securitized border"),
    ("policy dialogues", "policy dialog"),
    ("harbour authorities", "harbor authority"),
    ("coup d’état", "coup d'etat"),
    ("UN mission", "U.N. missions"),
    ("US sanctions", "United States sanction"),
    ("ＮＡＴＯ summit", "NATO summits"),
]
APART = [
    ("arm", "arms"),
    ("new", "news"),
    ("us", "US"),
    ("census", "censu"),
    ("basis", "basi"),
    ("four powers", "for powers"),
]
# Mending one of them changes what is linked: measure the linker then.
NOT_YET_MEETING = [
    ("people-centred", "people-centered"),
    ("computer virus", "computer viruses"),
    ("weapons cache", "weapons caches"),
    ("labourers", "laborers"),
    ("fisherman", "fishermen"),
]


@pytest.mark.parametrize(("first", "second"), MEETING)
def test_variants_of_spelling_number_and_compound_have_one_key(first: str, second: str) -> None:
    assert label_key(first) == label_key(second)


@pytest.mark.parametrize(("first", "second"), APART)
def test_words_of_another_meaning_have_keys_of_their_own(first: str, second: str) -> None:
    assert label_key(first) != label_key(second)


@pytest.mark.xfail(reason="the spelling rules lack it", strict=True)
@pytest.mark.parametrize(("first", "second"), NOT_YET_MEETING)
def test_variants_that_the_rules_do_not_know(first: str, second: str) -> None:
    assert label_key(first) == label_key(second)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("China's navy", ["China", "navy"]),
        ("the allies' envoys", ["the", "allies", "envoys"]),
        ("O'Neill's U.S. visit", ["O'Neill", "U.S.", "visit"]),
        ("北约NATO峰会2024", ["NATO", "2024"]),
        ("?!", []),
        ("", []),
        pytest.param(
            "CHINA'S NAVY",
            ["CHINA", "NAVY"],
            marks=pytest.mark.xfail(reason="a possessive in capitals is kept", strict=True),
        ),
    ],
)
def test_words_stand_where_they_are_without_a_possessive_ending(
    text: str, words: list[str]
) -> None:
    keys, starts, ends = split_words(text)
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == words
    assert len(keys) == len(words)


@pytest.mark.parametrize(
    ("surface", "label", "is_name", "way"),
    [
        ("arms control", "arms control", False, "exact"),
        ("Arms-Control", "arms control", False, "folded"),
        ("defence pacts", "defense pact", False, "inflected"),
        ("UN envoy", "United Nations envoy", True, "abbreviation"),
        ("Peace Commissions", "Peace Commission", True, None),
        ("peace commission", "Peace Commission", True, "folded"),
        ("georgia", "Georgia", True, None),
        ("CHAD", "Chad", True, "folded"),
        ("XI", "Xi", True, None),
        ("peace, building", "peacebuilding", False, None),
        ('"peace" building', "peacebuilding", False, "folded"),
        ("land, sea and air", "land sea, and air", False, "folded"),
        ("in action", "inaction", False, None),
        ("counter measure", "countermeasure", False, "folded"),
        ("counter me asure", "countermeasure", False, None),
    ],
)
def test_how_a_wording_is_a_form_of_a_label(
    surface: str, label: str, is_name: bool, way: str | None
) -> None:
    assert classify(surface, label, is_name=is_name) == way


def test_a_label_of_signs_alone_has_no_other_form() -> None:
    assert classify("?", "!", is_name=True) is None
    assert classify("?", "?", is_name=True) == "exact"


@pytest.mark.parametrize(
    ("surface", "label", "lost"),
    [
        ("sanction", "sanctions", True),
        ("Sanction", "sanctions", True),
        ("sanctions", "sanctions", False),
        ("colour", "colours", True),
        ("Nation", "Nations", False),
        ("trade sanction", "trade sanctions", False),
        ("arm", "arms", False),
    ],
)
def test_a_label_in_the_plural_knows_its_singular(surface: str, label: str, lost: bool) -> None:
    assert lost_its_plural(surface, label) is lost
