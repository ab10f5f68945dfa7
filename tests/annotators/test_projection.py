"""Annotations of folded text come back on the source."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from govnlp.annotators.projection import project
from govnlp.text.folding import FoldedText, fold_layout

NLP = spacy.blank("en")


def annotated(folded: FoldedText) -> Doc:
    """A Doc in which every word hangs on the first one."""
    doc = NLP.make_doc(folded.text)
    words = [token.text for token in doc]
    return Doc(
        NLP.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        pos=["NOUN"] * len(words),
        lemmas=[word.lower() for word in words],
        heads=[0] * len(words),
        deps=["root"] + ["dep"] * (len(words) - 1) if words else [],
    )


def test_words_entities_and_phrases_lie_on_the_source() -> None:
    source = "\n The United\nNations:  good govern-\nance \n"
    folded = fold_layout(source)
    doc = annotated(folded)
    doc.ents = (Span(doc, 1, 3, label="ORG"),)
    doc.spans["noun_phrases"] = [Span(doc, 4, 6, label="NP", kb_id="good governance")]
    projected = project(doc, folded, source)
    assert projected.text == source
    assert [(ent.text, ent.label_) for ent in projected.ents] == [("United\nNations", "ORG")]
    (phrase,) = projected.spans["noun_phrases"]
    assert (phrase.text, phrase.kb_id_) == ("good govern-\nance", "good governance")
    assert [token.lemma_ for token in projected if token.pos_ == "NOUN"][-1] == "governance"
    assert len(list(projected.sents)) == 1


def test_two_sentences_stay_two() -> None:
    source = "  One\ntwo. Three\nfour.\n"
    folded = fold_layout(source)
    words = ["One", "two", ".", "Three", "four", "."]
    doc = Doc(
        NLP.vocab,
        words=words,
        spaces=[True, False, True, True, False, False],
        heads=[1, 1, 1, 4, 4, 4],
        deps=["dep", "root", "punct", "dep", "root", "punct"],
    )
    projected = project(doc, folded, source)
    assert [sent.text.strip() for sent in projected.sents] == ["One\ntwo.", "Three\nfour."]


def test_sentences_without_a_parse_stay() -> None:
    source = "One.\n\nTwo."
    doc = Doc(
        NLP.vocab,
        words=["One", ".", "Two", "."],
        spaces=[False, True, False, False],
        sent_starts=[True, False, True, False],
    )
    projected = project(doc, fold_layout(source), source)
    assert [sent.text.strip() for sent in projected.sents] == ["One.", "Two."]


def test_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not the folded text"):
        project(NLP.make_doc("one"), FoldedText("two"), "two")


@given(st.text(st.sampled_from("ab-. \n\u200b安。"), max_size=30))
def test_any_text_comes_back(source: str) -> None:
    folded = fold_layout(source)
    projected = project(annotated(folded), folded, source)
    assert projected.text == source
    words = [token.text for token in projected if token.pos_ == "NOUN"]
    assert len(words) == len(NLP.make_doc(folded.text))
