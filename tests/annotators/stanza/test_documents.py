"""Stanza's documents become Docs over exactly the text given."""

from types import SimpleNamespace
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc
from stanza.models.common.doc import Document

from govnlp.annotators.guard import PROBLEMS
from govnlp.annotators.stanza.documents import CONSTITUENTS, doc_from_document

VOCAB = spacy.blank("en").vocab


def rows(text: str, *words: tuple[str, str, int, str]) -> list[dict[str, Any]]:
    place = 0
    made = []
    for number, (form, upos, head, deprel) in enumerate(words, 1):
        place = text.index(form, place)
        made.append(
            {
                "id": number,
                "text": form,
                "lemma": form.lower(),
                "upos": upos,
                "xpos": "T",
                "feats": "Number=Sing" if upos == "NOUN" else None,
                "head": head,
                "deprel": deprel,
                "start_char": place,
                "end_char": place + len(form),
            }
        )
        place += len(form)
    return made


def entity(text: str, start: int | None, end: int | None, kind: str) -> SimpleNamespace:
    return SimpleNamespace(text=text, start_char=start, end_char=end, type=kind)


def convert(text: str, *sentences: list[dict[str, Any]], entities: tuple[Any, ...] = ()) -> Doc:
    document = Document(list(sentences), text=text)
    document.ents = list(entities)
    doc = doc_from_document(document, text, VOCAB)
    assert doc.text == text
    return doc


def test_tags_lemmas_features_and_subtypes_are_kept() -> None:
    text = "  Day ends \n now. Go"
    doc = convert(
        text,
        rows(
            "  Day ends \n now.",
            ("Day", "NOUN", 2, "nsubj:pass"),
            ("ends", "VERB", 0, "root"),
            ("now", "ADV", 2, "advmod"),
            (".", "PUNCT", 2, "punct"),
        ),
        rows(text, ("Go", "VERB", 0, "root")),
    )
    assert [token.text for token in doc if not token.is_space] == ["Day", "ends", "now", ".", "Go"]
    day = doc[1]
    assert (day.dep_, day.lemma_, day.tag_, str(day.morph)) == (
        "nsubj:pass",
        "day",
        "T",
        "Number=Sing",
    )
    assert [sentence.text.strip() for sentence in doc.sents] == ["Day ends \n now.", "Go"]
    assert [token.dep_ for token in doc if token.is_space] == ["dep", "dep"]
    assert doc[2].dep_ == "ROOT"


def test_without_a_parser_there_are_sentences_and_no_trees() -> None:
    text = " One. Two."
    first = rows(text, ("One", "NUM", 0, ""), (".", "PUNCT", 0, ""))
    second = rows(text[5:], ("Two", "NUM", 0, ""), (".", "PUNCT", 0, ""))
    for row in (*first, *second):
        row.update(head=None, deprel=None)
    for row in second:
        row.update(start_char=row["start_char"] + 5, end_char=row["end_char"] + 5)
    doc = convert(text, first, second)
    assert not doc.has_annotation("DEP")
    assert [sentence.text.strip() for sentence in doc.sents] == ["One.", "Two."]


def test_entities_get_our_types_and_lose_their_articles() -> None:
    text = "the United Nations saw Ada in Oslo in 1994"
    names = ("the", "United", "Nations", "saw", "Ada", "in", "Oslo", "in", "1994")
    words = [(name, "X", 0 if name == "saw" else 4, "x") for name in names]
    doc = convert(
        text,
        rows(text, *words),
        entities=(
            entity("the United Nations", 0, 18, "ORG"),
            entity("Ada", 23, 26, "PERSON"),
            entity("Oslo", 30, 34, "GPE"),
            entity("1994", 38, 42, "DATE"),
        ),
    )
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("United Nations", "ORG"),
        ("Ada", "PER"),
        ("Oslo", "LOC"),
        ("1994", "DATE"),
    ]


def test_a_possessive_is_no_part_of_a_name() -> None:
    text = "China’s plan"
    words = rows(text, ("China", "PROPN", 3, "nmod:poss"), ("’s", "PART", 1, "case"))
    for row in words:
        row.pop("start_char")
        row.pop("end_char")
    token = {"id": (1, 2), "text": "China’s", "start_char": 0, "end_char": 7}
    plan = {"id": 3, "text": "plan", "upos": "NOUN", "head": 0, "deprel": "root"}
    plan.update(start_char=8, end_char=12)
    doc = convert(text, [token, *words, plan], entities=(entity("China’s", 0, 7, "GPE"),))
    assert [token.text for token in doc] == ["China", "’s", "plan"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("China", "LOC")]


def test_one_bad_entity_does_not_cost_the_others() -> None:
    text = "Ada saw Obi"
    words = (("Ada", "PROPN", 2, "nsubj"), ("saw", "VERB", 0, "root"), ("Obi", "PROPN", 2, "obj"))
    doc = convert(
        text,
        rows(text, *words),
        entities=(
            entity("nowhere", None, None, "PER"),
            entity("behind", 8, 80, "PER"),
            entity("Ada saw", 0, 7, "ORG"),
            entity("saw", 4, 7, "LOC"),
            entity("Obi", 8, 11, "PER"),
        ),
    )
    assert [ent.text for ent in doc.ents] == ["Ada saw", "Obi"]
    assert doc.user_data[PROBLEMS] == (
        "Stanza's entity 'nowhere' (PER) is nowhere in the text; it alone is left out",
        "Stanza's entity 'behind' (PER) is nowhere in the text; it alone is left out",
        "Stanza's entity 'saw' (LOC) overlaps 'Ada saw'; it alone is left out",
    )


@pytest.mark.parametrize("text", ["", " ", "\n\n", "  🙂"])
def test_texts_without_a_word(text: str) -> None:
    doc = convert(text)
    assert doc.ents == ()
    assert CONSTITUENTS not in doc.user_data


def test_trees_of_constituents_stand_beside_the_doc() -> None:
    text = "Go! Stay!"
    first = rows(text, ("Go", "VERB", 0, "root"), ("!", "PUNCT", 1, "punct"))
    document = Document([first], text=text)
    document.sentences[0].constituency = "(ROOT (S (VERB Go) (PUNCT !)))"
    doc = doc_from_document(document, text, VOCAB)
    assert doc.user_data[CONSTITUENTS][0][0] == 0
    assert doc.user_data[CONSTITUENTS][0][2] == "(ROOT (S (VERB Go) (PUNCT !)))"
