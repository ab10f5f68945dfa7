"""The bundled Chinese pipeline with a user's names: evidence for its network, no orders."""

from typing import Any

import pytest

import govnlp
from govnlp.annotators.spacy import SpacyAnnotator

NAMES = {"赤屿合议": "ORG", "白蘆": "LOC", "中国": "LOC", "穆恩·塔卡里": "PER"}
Entities = list[tuple[str, str]]


def entities(annotator: Any, *texts: str) -> list[Entities]:
    docs = list(annotator.pipe(texts))
    assert [doc.text for doc in docs] == [*texts]
    return [
        [(doc.text[ent.start_char : ent.end_char], ent.label_) for ent in doc.ents] for doc in docs
    ]


@pytest.fixture(scope="module")
def plain() -> SpacyAnnotator:
    annotator = govnlp.load_annotator("zh")
    assert isinstance(annotator, SpacyAnnotator)
    return annotator


@pytest.fixture(scope="module")
def knowing() -> SpacyAnnotator:
    annotator = govnlp.load_annotator("zh", names=NAMES)
    assert isinstance(annotator, SpacyAnnotator)
    return annotator


def test_an_organization_is_found_for_the_list_alone(
    plain: SpacyAnnotator, knowing: SpacyAnnotator
) -> None:
    text = "赤屿合议的代表没有出席。"
    organization = [("赤屿合议", "ORG")]
    assert entities(plain, text) != [organization]
    assert entities(knowing, text) == [organization]


def test_traditional_texts_and_names(plain: SpacyAnnotator, knowing: SpacyAnnotator) -> None:
    texts = [
        "代表們在白蘆簽署了協定。",
        "代表们在白芦签署了协定。",
        "赤嶼\n合議的代表沒有出席。",
    ]
    assert not {"LOC"} & {kind for found in entities(plain, *texts[:2]) for _, kind in found}
    assert entities(knowing, *texts) == [
        [("白蘆", "LOC")],
        [("白芦", "LOC")],
        [("赤嶼\n合議", "ORG")],
    ]


def test_a_listed_name_inside_another_word_is_none(knowing: SpacyAnnotator) -> None:
    (doc,) = knowing.pipe(["中国支持发展中国家。"])
    assert "发展中国家" in [token.text for token in doc]
    assert [(ent.start_char, ent.text) for ent in doc.ents] == [(0, "中国")]


@pytest.mark.parametrize("dot", "·•・‧･")
def test_the_network_sees_a_name_with_any_dot(
    plain: SpacyAnnotator, knowing: SpacyAnnotator, dot: str
) -> None:
    name = f"穆恩{dot}塔卡里"
    assert not lexicon(plain).name_features(name).any()
    assert lexicon(knowing).name_features(name).all()
    assert entities(knowing, f"{name}在会上说，和平很重要。") == [[(name, "PER")]]


def test_only_the_list_is_another(plain: SpacyAnnotator, knowing: SpacyAnnotator) -> None:
    assert "白芦" not in lexicon(plain).entries
    assert {char: lexicon(plain).profile(char) for char in "屿会国芦"} == {
        char: lexicon(knowing).profile(char) for char in "屿会国芦"
    }
    assert knowing.name == plain.name
    text = "联合国安全理事会在纽约举行会议。"
    assert entities(plain, text) == entities(knowing, text)


def lexicon(annotator: SpacyAnnotator) -> Any:
    tokenizer: Any = annotator.nlp.tokenizer
    return tokenizer.characters.tokenizer.lexicon
