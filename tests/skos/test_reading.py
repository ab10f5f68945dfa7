"""Anyone's thesaurus as a vocabulary."""

from pathlib import Path

import pytest

from govnlp.errors import InputError, VocabularyError
from govnlp.skos.files import read_skos
from govnlp.vocabulary import Concept

pytest.importorskip("rdflib", reason="SKOS needs the extra skos")

PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix govnlp: <urn:govnlp:terms#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/t/> .
"""


def _read(tmp_path: Path, turtle: str, **options: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "water.ttl"
    path.write_text(PREFIXES + turtle, "utf-8")
    return read_skos(path, **options)  # type: ignore[arg-type]


def _only(tmp_path: Path, labels: str, **options: str) -> Concept:
    found = _read(tmp_path, f"ex:c1 a skos:Concept ; {labels} .", **options)
    (concept,) = found.vocabulary.concepts.values()
    assert isinstance(concept, Concept)
    return concept


def test_a_whole_concept(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        """
        ex:s a skos:ConceptScheme ; skos:hasTopConcept ex:c0 .
        ex:c0 a skos:Concept ; skos:prefLabel "security"@en .
        ex:c1 a skos:Concept ; skos:inScheme ex:s ; skos:broader ex:c0 ; skos:related ex:c2 ;
          skos:prefLabel "water security"@en, "水安全"@zh-Hans, "水安全"@zh-Hant, "eau"@fr ;
          skos:altLabel "security of water"@en ; skos:hiddenLabel "water secuirty"@en ;
          skos:altLabel "用水安全"@zh-CN, "水資源保障"@zh-TW ;
          skos:scopeNote "Enough  water\\nfor all."@en ; skos:definition "水足够。"@zh ;
          skos:exactMatch <http://www.wikidata.org/entity/Q1> ; skos:historyNote "old"@en .
        ex:c2 a skos:Concept ; skos:prefLabel "river"@en ; skos:narrower ex:c3 .
        ex:c3 skos:prefLabel "河口"@zh ; skos:topConceptOf ex:other .
        """,
    )
    assert found.vocabulary.concepts["concept/water-c1"] == Concept(
        "concept/water-c1",
        "concept",
        "water security",
        "水安全",
        alt_en=("security of water", "water secuirty"),
        alt_zh=("用水安全",),
        alt_zh_hant=("水資源保障",),
        broader=("concept/water-c0",),
        related=("concept/water-c2",),
        scope_en="Enough water for all.",
        scope_zh="水足够。",
        same_as=("http://example.org/t/c1", "wikidata:Q1"),
        source="http://example.org/t/s",
    )
    assert found.vocabulary.concepts["concept/water-c3"].broader == ("concept/water-c2",)
    assert found.schemes == {"http://example.org/t/s": 2, "http://example.org/t/other": 1}
    assert found.set_aside == {}
    assert found.remarks == {
        "skos:historyNote: passed over": 1,
        "texts in other languages: passed over": 1,
    }


@pytest.mark.parametrize(
    ("labels", "en", "zh", "alternatives"),
    [
        # The plain tag comes first.
        ('skos:prefLabel "defence"@en-GB, "defense"@en', "defense", "", ["defence"]),
        ('skos:prefLabel "b"@en-GB, "a"@en-US', "b", "", ["a"]),
        # Chinese by tag, by region, by characters.
        ('skos:prefLabel "總體安全"@zh', "", "总体安全", []),
        ('skos:prefLabel "总体安全"@zh', "", "总体安全", []),
        (
            'skos:prefLabel "資訊安全"@zh-TW ; skos:altLabel "信息安全"@zh-CN',
            "",
            "资讯安全",
            ["信息安全"],
        ),
        ('skos:prefLabel "信息安全"@zh-CN, "資訊安全"@zh-HK', "", "信息安全", ["資訊安全"]),
        ('skos:prefLabel "信息安全"@cmn-Hans, "信息安全"@zh-SG', "", "信息安全", []),
        ('skos:prefLabel "總體安全"@zh-Hans', "", "总体安全", []),
        ('skos:prefLabel "总体安全"@zh-Hant', "", "总体安全", []),
        ('skos:prefLabel "安全"@zh ; skos:altLabel "anquan"@zh-Latn-pinyin', "", "安全", []),
        # An alternative is promoted where nothing is preferred.
        ('skos:altLabel "beta"@en, "alpha"@en', "alpha", "", ["beta"]),
        # What folding makes one is kept once.
        ('skos:prefLabel "arms race"@en ; skos:altLabel "Arms Race"@en', "arms race", "", []),
        # SKOS-XL.
        ('skosxl:prefLabel [ skosxl:literalForm "peace"@en ]', "peace", "", []),
        ('skos:prefLabel "  two\\n words "@en', "two words", "", []),
    ],
)
def test_labels_go_to_their_columns(
    tmp_path: Path, labels: str, en: str, zh: str, alternatives: list[str]
) -> None:
    concept = _only(tmp_path, labels)
    assert (concept.pref_en, concept.pref_zh) == (en, zh)
    others = [*concept.alt_en, *concept.alt_zh, *concept.alt_zh_hant]
    assert others == alternatives


def test_labels_without_a_tag_need_a_word_from_the_user(tmp_path: Path) -> None:
    labels = 'skos:prefLabel "peace"'
    assert _only(tmp_path, labels, untagged="en").pref_en == "peace"
    found = _read(tmp_path, f"ex:c1 a skos:Concept ; {labels} .")
    assert found.set_aside == {"no label in English or Chinese": ["http://example.org/t/c1"]}
    assert "see --untagged" in next(iter(found.remarks))
    with pytest.raises(InputError, match="neither 'en' nor 'zh'"):
        _only(tmp_path, labels, untagged="fr")


def test_what_cannot_be_used_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        """
        ex:c1 a skos:Concept ; skos:prefLabel "a"@en ; skos:altLabel "x|y"@en, "z\\u0007"@en ;
          skos:broader ex:c2, ex:gone ; skos:related ex:c3, ex:c1 .
        ex:c2 a skos:Concept ; skos:prefLabel "eau"@fr .
        ex:c3 a skos:Concept ; skos:prefLabel "old"@en ; owl:deprecated true .
        """,
    )
    (concept,) = found.vocabulary.concepts.values()
    assert (concept.alt_en, concept.broader, concept.related) == ((), (), ())
    assert {reason: len(what) for reason, what in found.set_aside.items()} == {
        "a '|' or a control character in a label": 2,
        "deprecated": 1,
        "no label in English or Chinese": 1,
        "broader names no usable concept": 2,
        "related names no usable concept": 1,
    }


def test_identifiers_are_stable_and_never_shared(tmp_path: Path) -> None:
    turtle = """
        <http://a.org/1> a skos:Concept ; skos:prefLabel "a"@en .
        <http://b.org/1> a skos:Concept ; skos:prefLabel "b"@en .
        <http://b.org/x#C_2> a skos:Concept ; skos:prefLabel "c"@en .
        <http://b.org/水> a skos:Concept ; skos:prefLabel "d"@en .
        [] a skos:Concept ; skos:prefLabel "nameless one"@en .
        """
    found = _read(tmp_path, turtle, prefix="My T")
    ids = {concept.pref_en: concept_id for concept_id, concept in found.vocabulary.concepts.items()}
    assert ids["c"] == "concept/my-t-c-2"
    assert ids["nameless one"] == "concept/my-t-nameless-one"
    assert ids["a"].startswith("concept/my-t-1-")
    assert len(set(ids.values())) == 5
    lines = turtle.strip().splitlines()
    again = _read(tmp_path, "\n".join(reversed(lines)), prefix="My T")
    assert list(again.vocabulary.concepts) == list(found.vocabulary.concepts)


def test_one_scheme_of_several(tmp_path: Path) -> None:
    turtle = """
        ex:c1 a skos:Concept ; skos:prefLabel "a"@en ; skos:inScheme ex:s .
        ex:c2 a skos:Concept ; skos:prefLabel "b"@en ; skos:topConceptOf ex:t .
        """
    found = _read(tmp_path, turtle, scheme="http://example.org/t/t", kind="place")
    assert list(found.vocabulary.concepts) == ["place/water-c2"]
    with pytest.raises(InputError, match=r"no scheme ex:x; it has http://example.org/t/s, http"):
        _read(tmp_path, turtle, scheme="ex:x")
    with pytest.raises(InputError, match="'thing' is no kind; known: concept"):
        _read(tmp_path, turtle, kind="thing")


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        (
            """ex:a a skos:Concept ; skos:prefLabel "a"@en ; skos:broader ex:b .
            ex:b a skos:Concept ; skos:prefLabel "b"@en ; skos:broader ex:c .
            ex:b skos:narrower ex:c . ex:c skos:prefLabel "c"@en .""",
            r"goes round: concept/water-b \(b\) -> concept/water-c \(c\) -> concept/water-b \(b\);",
        ),
        (
            'ex:a a skos:Concept ; skos:prefLabel "a"@en ; skos:broader ex:a .',
            r"goes round: concept/water-a \(a\) -> concept/water-a \(a\);",
        ),
        (
            """ex:a a skos:Concept ; govnlp:kind "place" ; dcterms:identifier "place/a" ;
              skos:prefLabel "a"@en .
            ex:b a skos:Concept ; govnlp:kind "place" ; dcterms:identifier "place/a" ;
              skos:prefLabel "b"@en .""",
            "have one identifier, 'place/a'",
        ),
        ('ex:a a skos:Concept ; govnlp:kind "thing" .', "'thing' is no kind; known: concept"),
        (
            'ex:a a skos:Concept ; skos:prefLabel "a"@en . ex:r a govnlp:Decoy .',
            "ex.*/r has no govnlp:number",
        ),
    ],
)
def test_what_makes_no_sense_is_an_error(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        _read(tmp_path, turtle)


def test_a_long_circle_is_shown_in_part(tmp_path: Path) -> None:
    turtle = "\n".join(
        f'ex:c{n} a skos:Concept ; skos:prefLabel "c{n}"@en ; skos:broader ex:c{(n + 1) % 500} .'
        for n in range(500)
    )
    with pytest.raises(VocabularyError) as caught:
        _read(tmp_path, turtle)
    assert len(str(caught.value)) < 600
