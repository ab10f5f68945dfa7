"""Schemes are told by labels; entities get our types, names lose what is no part of them."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from govnlp.annotators.labels.scheme import scheme_of

PENN = ("NN", "VBD", "IN")
TREEBANK_ZH = ("NN", "NR", "VV", "DEG")


@pytest.mark.parametrize(
    ("lang", "relations", "scheme"),
    [
        ("en", {"nsubj", "dobj", "prep", "pobj"}, "clear"),
        ("en", {"nsubj", "obj", "obl", "nmod:poss", "nsubj:pass"}, "universal"),
        ("zh", {"nsubj", "dobj", "compound:nn"}, "stanford_zh"),
        ("zh", {"nsubj", "nmod:assmod"}, "stanford_zh"),
        ("zh", {"nsubj", "obj", "compound:vv", "mark:rel"}, "universal"),
        ("en", set(), "universal"),
    ],
)
def test_the_scheme_of_trees(lang: str, relations: set[str], scheme: str) -> None:
    found = scheme_of(lang, relations, (), ())
    assert (found.trees, found.unknown) == (scheme, ())


def test_relations_of_no_scheme_are_named() -> None:
    assert scheme_of("en", {"nsubj", "obj", "sb", "oa"}, (), ()).unknown == ("oa", "sb")


def doc_of(words: str, *ents: tuple[int, int, str], tags: str = "") -> Doc:
    doc = Doc(spacy.blank("en").vocab, words=words.split(), tags=tags.split() or None)
    doc.ents = tuple(Span(doc, start, end, label=label) for start, end, label in ents)
    return doc


def test_types_of_entities_become_ours() -> None:
    doc = doc_of(
        "The Hague 's court met the United Nations the third quarter Canadians",
        (0, 3, "GPE"),
        (5, 8, "ORG"),
        (8, 11, "DATE"),
        (11, 12, "NORP"),
    )
    scheme_of("en", (), ("GPE", "ORG", "DATE", "NORP"), ()).apply(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("The Hague", "LOC"),
        ("United Nations", "ORG"),
        ("the third quarter", "DATE"),
        ("Canadians", "NORP"),
    ]


def test_entities_in_our_types_stay_as_they_are() -> None:
    doc = doc_of("the United Nations", (0, 3, "ORG"))
    scheme_of("en", (), ("PER", "ORG", "LOC", "MISC"), ()).apply(doc)
    assert [ent.text for ent in doc.ents] == ["the United Nations"]


def test_fine_tags_alone_become_universal_ones() -> None:
    doc = doc_of("the council met", tags="DT NN VBD")
    scheme_of("en", (), (), PENN).apply(doc)
    assert [token.pos_ for token in doc] == ["DET", "NOUN", "VERB"]


def test_tags_of_the_chinese_treebank_are_stronger_than_what_comes_with_them() -> None:
    doc = Doc(
        spacy.blank("zh").vocab,
        words=["三", "个", "国家"],
        spaces=[False] * 3,
        tags=["CD", "M", "NN"],
        pos=["NUM", "NUM", "NOUN"],
    )
    scheme_of("zh", (), (), TREEBANK_ZH).apply(doc)
    assert [token.pos_ for token in doc] == ["NUM", "NOUN", "NOUN"]
