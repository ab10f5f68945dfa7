"""Ours as SKOS, and back without loss."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from govnlp.errors import InputError, VocabularyError
from govnlp.skos.files import FORMATS, read_skos, write_skos
from govnlp.vocabulary import Concept, Vocabulary, load_vocabulary
from govnlp.vocabulary.concepts import ContextRule, Decoy, ShortPlace
from govnlp.vocabulary.writing import write_folder

rdflib = pytest.importorskip("rdflib", reason="SKOS needs the extra skos")
SKOS = rdflib.SKOS

CHINA = Concept(
    "place/china",
    "place",
    "China",
    "中国",
    alt_en=("Middle Kingdom", "People's Republic of China"),
    abbr_en=("PRC",),
    alt_zh=("中华人民共和国",),
    abbr_zh=("中", "我国"),
    alt_zh_hant=("中國大陸",),
    demonym_en=("Chinese", "Sino-"),
    broader=("place/asia",),
    related=("concept/defined-elsewhere", "concept/odd id"),
    scope_en='A "country" |  with two  spaces\nand two lines.',
    scope_zh="国家。",
    same_as=("http://example.org/a%20b", "iso3166:CHN", "odd value", "wikidata:Q148"),
    source="test",
)
ASIA = Concept("place/asia", "place", "Asia", "", alt_zh_hant=("亞洲地區",))
ODD = Concept("concept/odd id", "concept", "", "奇|怪")
RULES = {
    "decoys": tuple(Decoy("中国", "zh", f"发展中国家{number}", "why") for number in range(11)),
    "contexts": (
        ContextRule("place/china", "", "en", "forbids", ("Daily", "porcelain shop")),
        ContextRule("place/defined-elsewhere", "Georgia", "en", "requires", ("Tbilisi",)),
    ),
    "short_places": (
        ShortPlace("place/china", "中", "美 俄", ("*",), ("方",), "first"),
        ShortPlace("place/china", "华", "*", (), (), ""),
    ),
}
MINE = Vocabulary(("test",), {c.concept_id: c for c in (CHINA, ASIA, ODD)}, **RULES)  # type: ignore[arg-type]


def content(vocabulary: Vocabulary) -> object:
    """What a vocabulary says; neither rows nor the values of a cell have an order."""
    concepts = {
        concept.concept_id: {
            field.name: sorted(value) if isinstance(value, tuple) else value
            for field in fields(concept)
            if field.name != "where" and (value := getattr(concept, field.name)) is not None
        }
        for concept in vocabulary.concepts.values()
    }
    return concepts, vocabulary.decoys, vocabulary.contexts, vocabulary.short_places


def sample(vocabulary: Vocabulary, step: int) -> Vocabulary:
    kept = dict(list(vocabulary.concepts.items())[::step])
    concepts = {
        concept_id: replace(
            concept,
            broader=tuple(other for other in concept.broader if other in kept),
            related=tuple(other for other in concept.related if other in kept),
        )
        for concept_id, concept in kept.items()
    }
    return Vocabulary(vocabulary.names, concepts)


def test_the_shipped_vocabulary_comes_back_from_turtle(tmp_path: Path) -> None:
    shipped = load_vocabulary()
    write_skos(shipped, tmp_path / "a.ttl")
    found = read_skos(tmp_path / "a.ttl")
    assert content(found.vocabulary) == content(shipped)
    assert found.set_aside == {}
    assert found.remarks == {}
    assert found.schemes == {"urn:govnlp:vocabulary": len(shipped.concepts)}
    write_folder(found.vocabulary, tmp_path / "csv")
    assert content(load_vocabulary([str(tmp_path / "csv")])) == content(shipped)


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_everything_back(tmp_path: Path, ending: str) -> None:
    for vocabulary in (MINE, sample(load_vocabulary(), 40)):
        path = tmp_path / f"a{ending}"
        write_skos(vocabulary, path)
        found = read_skos(path)
        assert content(found.vocabulary) == content(vocabulary)
        assert found.set_aside == {}


def test_any_base_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    write_skos(MINE, path, base="https://example.org/vocab#")
    assert "<https://example.org/vocab#place/china>" in path.read_text("utf-8")
    assert content(read_skos(path).vocabulary) == content(MINE)


def test_it_is_valid_skos(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    write_skos(sample(load_vocabulary(), 5), path)
    graph = rdflib.Graph().parse(path)
    concepts = set(graph.subjects(rdflib.RDF.type, SKOS.Concept))
    assert {str(label.language) for label in graph.objects(None, SKOS.prefLabel)} == {
        "en",
        "zh-Hans",
    }
    for concept in concepts:
        labels = [
            set(graph.objects(concept, predicate))
            for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        ]
        languages = [label.language for label in labels[0]]
        assert len(languages) == len(set(languages))  # S14
        assert not labels[0] & labels[1]  # S13
        assert not labels[0] & labels[2]
        assert not labels[1] & labels[2]
        assert set(graph.objects(concept, SKOS.inScheme))
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert not above & set(graph.objects(concept, SKOS.related))  # S27
        assert set(graph.objects(concept, SKOS.broader)) <= concepts


def test_labels_carry_their_tags(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    write_skos(MINE, path)
    text = path.read_text("utf-8")
    for label in ('"中國大陸"@zh-Hant', '"中国"@zh-Hans', '"PRC"@en', "skos:exactMatch"):
        assert label in text
    assert "wikidata.org/entity/Q148" in text


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    broken = Concept("concept/a", "concept", "a\x01b", "甲", where="concepts.csv, line 2")
    with pytest.raises(VocabularyError, match=r"line 2: concept/a: pref_en .* control character"):
        write_skos(Vocabulary(("x",), {"concept/a": broken}), tmp_path / "a.ttl")
    with pytest.raises(InputError, match=r"its ending is none of \.ttl"):
        write_skos(MINE, tmp_path / "a.xls")
    with pytest.raises(InputError, match="no beginning of a URI"):
        write_skos(MINE, tmp_path / "a.ttl", base="my vocab/")
    (tmp_path / "file").write_text("")
    with pytest.raises(VocabularyError, match="cannot be written"):
        write_skos(MINE, tmp_path / "file/a.ttl")
