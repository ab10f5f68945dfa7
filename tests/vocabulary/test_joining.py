"""One concept under the identifiers of several vocabularies."""

from dataclasses import replace

from govnlp.vocabulary import Concept, Vocabulary
from govnlp.vocabulary.check import check_vocabulary
from govnlp.vocabulary.joining import find_joins
from govnlp.vocabulary.reading import combine


def _vocabulary(name: str, *concepts: Concept) -> Vocabulary:
    return Vocabulary((name,), {concept.concept_id: concept for concept in concepts})


OURS = _vocabulary(
    "ours",
    Concept("concept/peace", "concept", "peace", "和平"),
    Concept("concept/war", "concept", "war", "战争", alt_en=("armed conflict",)),
    Concept("concept/civil-war", "concept", "civil war", "内战", broader=("concept/war",)),
    Concept("place/turkey", "place", "Turkey", "土耳其", same_as=("wikidata:Q43",)),
)


def test_labels_in_both_languages_in_one_and_identifiers() -> None:
    theirs = _vocabulary(
        "theirs",
        Concept("concept/t-1", "concept", "Wars", "戰爭"),
        Concept("concept/t-2", "concept", "armed conflict", ""),
        Concept("concept/t-3", "concept", "Türkiye", "", same_as=("wikidata:Q43",)),
        Concept("concept/t-4", "concept", "x", "", same_as=("urn:govnlp:concept/peace",)),
        Concept("concept/t-5", "concept", "trade", "贸易"),
    )
    joins = find_joins(theirs, OURS)
    assert joins.joined == {
        "concept/t-1": "concept/war",
        "concept/t-2": "concept/war",
        "concept/t-3": "place/turkey",
        "concept/t-4": "concept/peace",
    }
    assert joins.undecided == {}


def test_languages_that_disagree_and_capitals_are_not_joined() -> None:
    theirs = _vocabulary(
        "theirs",
        Concept("concept/t-1", "concept", "peace", "战争"),
        Concept("concept/t-2", "concept", "turkey", "火鸡"),
    )
    joins = find_joins(theirs, OURS)
    assert joins.joined == {}
    assert joins.undecided == {"concept/t-1": ("concept/peace", "concept/war")}


def test_together_they_are_one_concept_and_check_finds_nothing() -> None:
    theirs = _vocabulary(
        "theirs",
        Concept(
            "concept/t-war",
            "concept",
            "war",
            "战争",
            alt_en=("warfare", "peace"),
            alt_zh_hant=("戰事",),
            broader=("concept/t-top",),
            same_as=("http://example.org/war",),
        ),
        Concept("concept/t-top", "concept", "violence", "暴力"),
        Concept("concept/t-small", "concept", "skirmish", "小冲突", broader=("concept/t-war",)),
    )
    joins = find_joins(theirs, OURS)
    assert joins.dropped == {"concept/t-war": ("peace",)}
    both = combine([OURS, joins.vocabulary])
    war = both.concepts["concept/war"]
    assert war.alt_en == ("armed conflict", "warfare")
    assert war.alt_zh_hant == ("戰事",)
    assert war.broader == ()
    assert "http://example.org/war" in war.same_as
    assert "concept/t-war" not in both.concepts
    assert both.concepts["concept/t-small"].broader == ("concept/war",)
    assert check_vocabulary(both) == []


def test_several_vocabularies_join_the_same_concept() -> None:
    parts = [
        _vocabulary(name, Concept(f"concept/{name}", "concept", "war", "", alt_en=(f"{name}-war",)))
        for name in ("a", "b")
    ]
    both = combine([OURS, *(find_joins(part, OURS).vocabulary for part in parts)])
    assert both.concepts["concept/war"].alt_en == ("armed conflict", "a-war", "b-war")
    assert check_vocabulary(both) == []


def test_a_row_with_our_identifier_still_corrects_ours() -> None:
    theirs = _vocabulary("theirs", replace(OURS.concepts["concept/peace"], alt_en=("calm",)))
    joins = find_joins(theirs, OURS)
    assert joins.joined == {}
    assert combine([OURS, joins.vocabulary]).concepts["concept/peace"].alt_en == ("calm",)


def test_alone_a_joined_vocabulary_keeps_its_own_identifiers() -> None:
    theirs = _vocabulary("theirs", Concept("concept/t-war", "concept", "war", "战争"))
    alone = combine([find_joins(theirs, OURS).vocabulary])
    assert list(alone.concepts) == ["concept/t-war"]
