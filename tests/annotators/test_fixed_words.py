"""Developing countries are no part of China, whatever the treebank knows."""

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

import govnlp
from govnlp.annotators.fixed_words import find_fixed_words


def characters(text: str) -> Doc:
    return Doc(Vocab(), words=list(text), spaces=[False] * len(text))


def test_edges_and_inside() -> None:
    fixed = find_fixed_words(characters("与发展中国家和开发中国家"))
    assert fixed.edges == {1, 6, 7, 12}
    assert fixed.inside == {2, 3, 4, 5, 8, 9, 10, 11}


def test_names_that_cut_a_fixed_word() -> None:
    doc = characters("中国与发展中国家")
    fixed = find_fixed_words(doc)
    assert not fixed.cut_by(Span(doc, 0, 2))
    assert not fixed.cut_by(Span(doc, 3, 8))
    assert fixed.cut_by(Span(doc, 5, 7))
    assert fixed.cut_by(Span(doc, 5, 8))


def test_no_fixed_word() -> None:
    assert not find_fixed_words(characters("中国的发展")).edges


@pytest.mark.parametrize(
    "text", ["许多发展中国家加强合作。", "許多開發中國家加強合作。", "中国同发展中\n国家合作。"]
)
def test_the_bundled_pipeline_keeps_them_whole(text: str) -> None:
    (doc,) = govnlp.load_annotator("zh").pipe([text])
    words = ["".join(token.text.split()) for token in doc]
    assert any(word in ("发展中国家", "開發中國家") for word in words)
    assert not any("家" in entity.text for entity in doc.ents)
    phrases = ["".join(span.text.split()) for span in doc.spans["noun_phrases"]]
    assert not any(phrase.startswith("中国家") for phrase in phrases)
