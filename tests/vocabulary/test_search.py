"""Finding concepts by label."""

import pytest

from govnlp.errors import InputError
from govnlp.vocabulary import Concept, Vocabulary
from govnlp.vocabulary.concepts import ShortPlace
from govnlp.vocabulary.search import Hit, find_concept, search

CONCEPTS = (
    Concept(
        "concept/human-security", "concept", "human security", "人的安全", alt_zh=("人类安全",)
    ),
    Concept("concept/security", "concept", "security", "安全"),
    Concept("concept/defence-policy", "concept", "defence policy", "国防政策"),
    Concept(
        "organization/who",
        "organization",
        "World Health Organization",
        "世界卫生组织",
        abbr_en=("WHO",),
        abbr_zh=("世卫组织",),
    ),
    Concept("place/china", "place", "China", "中国", demonym_en=("Chinese",)),
)
VOCABULARY = Vocabulary(
    ("test",),
    {concept.concept_id: concept for concept in CONCEPTS},
    short_places=(ShortPlace("place/china", "中"),),
)


def _first(query: str) -> Hit:
    return search(VOCABULARY, query)[0]


@pytest.mark.parametrize(
    ("query", "concept_id", "way"),
    [
        ("人的安全", "concept/human-security", "exact"),
        ("人類安全", "concept/human-security", "exact"),
        ("Human Security", "concept/human-security", "exact"),
        ("the defense policies", "concept/defence-policy", "exact"),
        ("who", "organization/who", "exact"),
        ("中", "place/china", "exact"),
        ("human secu", "concept/human-security", "prefix"),
        ("世界卫生", "organization/who", "prefix"),
        ("health organisation", "organization/who", "inside"),
        ("卫生组织", "organization/who", "inside"),
        ("humen securty", "concept/human-security", "fuzzy"),
        ("世卫组织组织", "organization/who", "fuzzy"),
    ],
)
def test_the_best_hit(query: str, concept_id: str, way: str) -> None:
    hit = _first(query)
    assert (hit.concept_id, hit.way) == (concept_id, way)


def test_better_ways_come_first_and_each_concept_once() -> None:
    hits = search(VOCABULARY, "security")
    assert [(hit.concept_id, hit.way) for hit in hits] == [
        ("concept/security", "exact"),
        ("concept/human-security", "inside"),
    ]
    assert hits[0].likeness == 1.0
    assert len(search(VOCABULARY, "security", limit=1)) == 1


def test_the_middle_of_an_english_word_is_not_inside() -> None:
    assert search(VOCABULARY, "orld heal") == [] or _first("orld heal").way == "fuzzy"


def test_kinds_narrow_the_search() -> None:
    assert [hit.concept_id for hit in search(VOCABULARY, "中国", kinds=["concept"])] == []


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="'treaty' is no kind; known: concept, organization"):
        search(VOCABULARY, "China", kinds=["place", "treaty"])


@pytest.mark.parametrize("query", ["", " ", "。", "xyzzy", "癋"])
def test_what_is_not_there_gives_nothing(query: str) -> None:
    assert search(VOCABULARY, query) == []


def test_an_unknown_identifier_names_the_near_ones() -> None:
    assert find_concept(VOCABULARY, "place/china") is CONCEPTS[-1]
    with pytest.raises(InputError, match="did you mean concept/human-security"):
        find_concept(VOCABULARY, "human-securty")
    with pytest.raises(InputError, match="did you mean place/china"):
        find_concept(VOCABULARY, "places/china")
    with pytest.raises(InputError, match="govnlp vocab search"):
        find_concept(VOCABULARY, "place/xyzzy")
