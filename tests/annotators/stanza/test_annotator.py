"""Real Stanza pipelines, small ones, read texts and answer on the source."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc
from stanza.models.common.doc import Span

from govnlp.annotators.guard import PROBLEMS
from govnlp.annotators.loading import load_annotator
from govnlp.annotators.protocol import Annotator
from govnlp.annotators.stanza.annotator import StanzaAnnotator
from govnlp.annotators.stanza.documents import CONSTITUENTS

Read = Callable[..., list[Doc]]

ENGLISH = "Annan met Obi\n in  Oslo. They don't trust the NATO in Kenya."
CHINESE = "安南在北京會見王毅。聯合國通過了新的安全戰\n略。"


def loaded(lang: str, folder: Path, package: str = "") -> Annotator:
    code = {"en": "en", "zh": "zh-hans"}[lang]
    return load_annotator(lang, f"stanza:{code}{package}@{folder}")


@pytest.fixture
def read(stanza_models: Path) -> Read:
    def read(lang: str, *texts: str, batch_size: int = 64) -> list[Doc]:
        docs = list(loaded(lang, stanza_models).pipe(texts, batch_size))
        assert [doc.text for doc in docs] == list(texts)
        return docs

    return read


def test_english(read: Read) -> None:
    (doc,) = read("en", ENGLISH)
    words = [token for token in doc if not token.is_space]
    assert [token.text for token in words[:6]] == ["Annan", "met", "Obi", "in", "Oslo", "."]
    assert [token.pos_ for token in words[:4]] == ["PROPN", "VERB", "PROPN", "ADP"]
    assert [(t.dep_, t.head.text) for t in words[:3]] == [
        ("nsubj", "met"),
        ("ROOT", "met"),
        ("obj", "met"),
    ]
    assert words[1].lemma_ == "meet"
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Annan", "PER"),
        ("Obi", "PER"),
        ("Oslo", "LOC"),
        ("NATO", "ORG"),
        ("Kenya", "LOC"),
    ]
    assert len(list(doc.sents)) == 2


def test_a_multi_word_token_is_two_tokens_with_their_own_characters(read: Read) -> None:
    (doc,) = read("en", ENGLISH)
    start = ENGLISH.index("don't")
    do, negation = (token for token in doc if start <= token.idx < start + 5)
    assert (do.text, do.idx, do.pos_, do.lemma_) == ("do", start, "AUX", "do")
    assert (negation.text, negation.idx, negation.lemma_) == ("n't", start + 2, "not")


def test_noun_phrases_come_from_our_rules_with_the_lemmas_of_stanza(read: Read) -> None:
    (doc,) = read("en", "The small countries of Kenya signed global security treaties yesterday.")
    phrases = [(span.text, span.root.text, span.kb_id_) for span in doc.spans["noun_phrases"]]
    assert phrases[0] == ("small countries", "countries", "small country")
    assert ("global security treaties", "treaties", "global security treaty") in phrases
    (yesterday,) = (token for token in doc if token.text == "yesterday")
    assert yesterday.dep_ == "obl:tmod"


def test_traditional_characters_and_broken_lines_are_read_folded(read: Read) -> None:
    (doc,) = read("zh", CHINESE)
    assert [(ent.text, ent.start_char, ent.label_) for ent in doc.ents] == [
        ("安南", 0, "PER"),
        ("北京", 3, "LOC"),
        ("王毅", 7, "PER"),
        ("聯合國", 10, "ORG"),
    ]
    phrase = doc.spans["noun_phrases"][-1]
    assert (phrase.text, phrase.kb_id_) == ("安全戰\n略", "安全战略")
    assert [sentence.text for sentence in doc.sents] == ["安南在北京會見王毅。", CHINESE[10:]]


def test_an_entity_without_a_place_is_reported_on_the_source(
    stanza_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotator = loaded("en", stanza_models)
    assert isinstance(annotator, StanzaAnnotator)
    process = annotator.pipeline.bulk_process

    def with_a_ghost(texts: list[str]) -> object:
        documents = process(texts)
        ghost = {"text": "Ghost", "type": "PERSON", "start_char": 900, "end_char": 905}
        documents[0].ents = [*documents[0].ents, Span(ghost, doc=documents[0])]
        return documents

    monkeypatch.setattr(annotator.pipeline, "bulk_process", with_a_ghost)
    broken, plain = annotator.pipe([ENGLISH, "Annan met Obi."])
    assert [ent.text for ent in broken.ents][:3] == ["Annan", "Obi", "Oslo"]
    (problem,) = broken.user_data[PROBLEMS]
    assert problem.startswith("Stanza's entity 'Ghost' (PERSON) is nowhere in the text")
    assert PROBLEMS not in plain.user_data


def test_trees_of_constituents_lie_on_the_source(read: Read) -> None:
    (doc,) = read("en", "\n" + ENGLISH)
    (first_start, first_end, tree), second = doc.user_data[CONSTITUENTS]
    assert doc.text[first_start:first_end] == "Annan met Obi\n in  Oslo."
    assert tree.startswith("(ROOT ")
    assert doc.text[second[0] : second[1]] == "They don't trust the NATO in Kenya."


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_odd_texts_come_back_whole(read: Read, lang: str) -> None:
    texts = [
        "",
        " ",
        "\n\t\n",
        "🙂",
        "👩‍👩‍👧 met Obi",
        "  Obi  ",
        "\u200b",
        "a\u00a0b",
        "x" * 1500,
        "。！？",
    ]
    docs = read(lang, *texts)
    assert all("noun_phrases" in doc.spans for doc in docs)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_text_gives_the_same_whatever_stands_beside_it(read: Read, lang: str) -> None:
    text = {"en": ENGLISH, "zh": CHINESE}[lang]
    texts = [text, "", "Obi met Ada in Oslo.", text, "  ", "中国和肯尼亚签署国家安全条约。"]

    def seen(doc: Doc) -> list[tuple[str, ...]]:
        return [(t.text, t.pos_, t.dep_, t.lemma_, t.ent_type_) for t in doc]

    together = [seen(doc) for doc in read(lang, *texts)]
    assert together == [seen(doc) for doc in read(lang, *texts, batch_size=1)]
    assert together == [seen(doc) for doc in read(lang, *texts, batch_size=4)]
    assert together[0] == together[3]


def test_traditional_models_get_the_characters_as_they_stand(
    stanza_models: Path, tmp_path: Path
) -> None:
    resources = (stanza_models / "resources.json").read_text("utf-8")
    (tmp_path / "resources.json").write_text(resources.replace("zh-hans", "zh-hant"), "utf-8")
    shutil.copytree(stanza_models / "zh-hans", tmp_path / "zh-hant")
    annotator = load_annotator("zh", f"stanza:zh-hant@{tmp_path}")
    (doc,) = annotator.pipe(["安南在北京會見王毅。"])
    assert "會" in "".join(token.lemma_ for token in doc)
