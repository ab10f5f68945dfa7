"""Listed names among the entities of any annotator: overlaps, tokens, offsets."""

import re
from collections.abc import Iterable, Iterator

import pytest
import spacy
from spacy.tokens import Doc, Span

from govnlp.annotators.combination import CombinedAnnotator
from govnlp.annotators.entities import entities_of
from govnlp.annotators.known_names import names_of
from govnlp.annotators.listed_names import ListedNamesAnnotator
from govnlp.annotators.protocol import Annotator


class Finder:
    """Takes what a pattern finds for tokens, and given phrases for entities."""

    version = "1"

    def __init__(
        self, lang: str = "en", tokens: str = r"'s|’s|\s|\w+|.", name: str = "finder", **found: str
    ) -> None:
        self.lang = lang
        self.name = name
        self.tokens = re.compile(tokens, re.DOTALL)
        self.found = {phrase.replace("_", " "): label for phrase, label in found.items()}

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:
        for text in texts:
            words = self.tokens.findall(text)
            doc = Doc(spacy.blank("xx").vocab, words=words, spaces=[False] * len(words))
            spans = [
                doc.char_span(text.index(phrase), text.index(phrase) + len(phrase), label)
                for phrase, label in self.found.items()
                if phrase in text
            ]
            doc.ents = tuple(span for span in spans if span is not None)
            doc.spans["noun_phrases"] = [Span(doc, 0, 1, label="NP", kb_id="key")]
            yield doc


def found_in(text: str, names: dict[str, str], finder: Annotator) -> list[tuple[str, str, str]]:
    """Text, label and source of each entity; those of the Doc are the same."""
    (doc,) = ListedNamesAnnotator(finder, names_of(finder.lang, names)).pipe([text])
    assert doc.text == text
    entities = entities_of(doc, finder.name)
    for entity in entities:
        assert text[entity.start : entity.end].strip()
    on_words = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    assert on_words == [entity[:3] for entity in entities]
    return [(text[e.start : e.end], e.label, e.source) for e in entities]


KESTREL = {"Kestrel Union": "ORG"}


def test_a_name_that_was_missed_is_an_entity() -> None:
    assert found_in("Now the Kestrel Union met in Aldport.", KESTREL, Finder(Aldport="LOC")) == [
        ("Kestrel Union", "ORG", "names"),
        ("Aldport", "LOC", "finder"),
    ]


def test_what_is_found_alike_names_both() -> None:
    assert found_in("Kestrel Union", KESTREL, Finder(Kestrel_Union="ORG")) == [
        ("Kestrel Union", "ORG", "finder+names")
    ]


@pytest.mark.parametrize(
    "found",
    [
        {"Kestrel_Union": "LOC"},
        {"Kestrel": "PER"},
        {"Union_Bay": "LOC"},
        {"the_Kestrel": "LOC", "Union_Bay": "LOC"},
    ],
)
def test_a_name_replaces_what_it_overlaps(found: dict[str, str]) -> None:
    assert found_in("At the Kestrel Union Bay.", KESTREL, Finder(**found)) == [
        ("Kestrel Union", "ORG", "names")
    ]


@pytest.mark.parametrize(
    "longer", ["Kestrel Union Council", "Bank of the Kestrel Union", "Old Kestrel Union Bank"]
)
def test_a_name_inside_a_longer_one_that_was_found_leaves_it(longer: str) -> None:
    finder = Finder(**{longer: "LOC"})
    assert found_in(f"The {longer} said no.", KESTREL, finder) == [(longer, "LOC", "finder")]


def test_a_name_inside_what_another_listed_name_replaces_is_found() -> None:
    names = {**KESTREL, "Council Hall": "LOC"}
    finder = Finder(Kestrel_Union_Council="PER")
    assert found_in("The Kestrel Union Council Hall", names, finder) == [
        ("Kestrel Union", "ORG", "names"),
        ("Council Hall", "LOC", "names"),
    ]


@pytest.mark.parametrize("ending", ["'s", "’s"])
def test_a_possessive_is_no_part_of_a_name(ending: str) -> None:
    text = f"The Kestrel Union{ending} plan"
    finder = Finder(**{f"Kestrel Union{ending}": "LOC"})
    assert found_in(text, KESTREL, finder) == [("Kestrel Union", "ORG", "names")]


def test_the_longest_listed_name_wins() -> None:
    names = {**KESTREL, "Kestrel": "LOC", "Union Court": "LOC", "Kestrel Union Court": "ORG"}
    assert found_in("A Kestrel Union Court in Kestrel.", names, Finder()) == [
        ("Kestrel Union Court", "ORG", "names"),
        ("Kestrel", "LOC", "names"),
    ]


@pytest.mark.parametrize(
    "words", ["kestrel union", "KESTREL UNION", "Kestrel Unions", "Kestrels", "OldKestrel Union"]
)
def test_other_words_are_no_names(words: str) -> None:
    found = found_in(f"The {words} met in Aldport.", KESTREL, Finder(Aldport="LOC"))
    assert found == [("Aldport", "LOC", "finder")]


@pytest.mark.parametrize("name", ["Kestrel\n  Union", "Kestrel\u00a0Union", "Kestrel \t\nUnion"])
def test_a_wrapped_line_does_not_hide_a_name(name: str) -> None:
    assert found_in(f"From\nthe {name}\nwe hear", KESTREL, Finder()) == [(name, "ORG", "names")]


@pytest.mark.parametrize("name", ["Pointe d'Aldé–Nord", "Pointe d’Aldé-Nord"])
def test_typography_does_not_hide_a_name(name: str) -> None:
    assert found_in(f"In {name}.", {"Pointe d’Aldé-Nord": "LOC"}, Finder()) == [
        (name, "LOC", "names")
    ]


def test_noun_phrases_and_other_texts_stay_as_they_are() -> None:
    finder = Finder(Aldport="LOC")
    texts = ["In Aldport.", "The Kestrel Union."]
    without, with_name = ListedNamesAnnotator(finder, KESTREL).pipe(texts)
    (plain, _) = finder.pipe(texts)
    assert without.to_json() == plain.to_json()
    assert "govnlp_entities" not in without.user_data
    assert [span.kb_id_ for span in with_name.spans["noun_phrases"]] == ["key"]


def test_chinese_names_begin_and_end_with_tokens() -> None:
    names = {"青岬": "LOC", "渔业会": "ORG", "中国": "LOC"}
    finder = Finder("zh", tokens="发展中国家|青岬|渔业会|渔业|.")
    assert found_in("青岬的发展中国家与渔业会、渔业会议", names, finder) == [
        ("青岬", "LOC", "names"),
        ("渔业会", "ORG", "names"),
        ("渔业会", "ORG", "names"),
    ]
    finder = Finder("zh", tokens="渔业|会议|.")
    assert found_in("渔业会议", names, finder) == []


@pytest.mark.parametrize("listed", ["鹭湾会", "鷺灣會"])
@pytest.mark.parametrize("written", ["鹭湾会", "鷺灣會", "鷺灣\n會"])
def test_traditional_characters_do_not_hide_a_name(listed: str, written: str) -> None:
    assert found_in(f"是{written}。", {listed: "ORG"}, Finder("zh", tokens=r"\s|.")) == [
        (written, "ORG", "names")
    ]


@pytest.mark.parametrize("listed", "·•・‧･")
@pytest.mark.parametrize("written", "·•・‧･")
def test_any_middle_dot_will_do(listed: str, written: str) -> None:
    name = f"穆恩{written}塔卡里"
    found = found_in(f"见{name}。", {f"穆恩{listed}塔卡里": "PER"}, Finder("zh", tokens="."))
    assert found == [(name, "PER", "names")]


def test_names_in_a_combination_keep_who_found_the_rest() -> None:
    trees = Finder(name="trees")
    one, other = Finder(name="one", Aldport="LOC"), Finder(name="other", tokens=".", Ald="PER")
    combined = CombinedAnnotator("en", trees, [other, one], "longest")
    text = "Aldport and the Kestrel Union"
    assert found_in(text, KESTREL, combined) == [
        ("Aldport", "LOC", "one"),
        ("Kestrel Union", "ORG", "names"),
    ]
    # An entity that ends inside a word of the trees has no place in the Doc, and is replaced too.
    inside = CombinedAnnotator("en", trees, [other], "first")
    (doc,) = ListedNamesAnnotator(inside, {"Aldport": "LOC", **KESTREL}).pipe([text])
    found = [(text[e.start : e.end], e.label) for e in entities_of(doc, "")]
    assert found == [("Aldport", "LOC"), ("Kestrel Union", "ORG")]
    (doc,) = ListedNamesAnnotator(inside, KESTREL).pipe([text])
    assert [(e.start, e.end, e.source) for e in entities_of(doc, "")] == [
        (0, 3, "other"),
        (16, 29, "names"),
    ]
