"""The tokenizer with a character pipeline made of rules, so that no trained model is needed."""

import itertools

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from govnlp.annotators.characters import CharacterTokenizer
from govnlp.annotators.chinese import ChineseTokenizer, pieces, sentence_starts
from govnlp.annotators.lexicon import Kind, Lexicon
from govnlp.errors import GovnlpError


def by_twos(doc: Doc) -> Doc:
    """Words of two atoms; 中国 is a place."""
    for atom in doc:
        atom.tag_ = "L-NOUN" if atom.i % 2 else "B-NOUN"
    doc.ents = [
        Span(doc, i, i + 2, label="LOC")
        for i, (a, b) in enumerate(itertools.pairwise(t.text for t in doc))
        if a + b == "中国"
    ]
    return doc


Language.component("test_by_twos", func=by_twos)


@pytest.fixture(scope="module")
def tokenizer() -> ChineseTokenizer:
    nlp = spacy.blank("xx")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab, Lexicon({"中国": Kind.PLACE}))
    nlp.add_pipe("test_by_twos")
    return ChineseTokenizer(Vocab(), nlp)


def test_words_tags_and_entities_come_from_the_characters(tokenizer: ChineseTokenizer) -> None:
    doc = tokenizer("和平中国")
    assert [(t.text, t.pos_) for t in doc] == [("和平", "NOUN"), ("中国", "NOUN")]
    assert [(e.text, e.label_) for e in doc.ents] == [("中国", "LOC")]


def test_a_word_does_not_reach_over_the_edge_of_an_entity(tokenizer: ChineseTokenizer) -> None:
    doc = tokenizer("在中国")
    assert [t.text for t in doc] == ["在", "中", "国"]
    assert [e.text for e in doc.ents] == ["中国"]


def test_a_space_is_where_it_was_and_ends_a_word(tokenizer: ChineseTokenizer) -> None:
    doc = tokenizer("和 平")
    assert [(t.text, t.whitespace_) for t in doc] == [("和", " "), ("平", "")]


@given(text=st.text(alphabet="和平在中国，。？” \n\t\u3000a1𠀀😀", max_size=60))
def test_the_text_stays(tokenizer: ChineseTokenizer, text: str) -> None:
    doc = tokenizer(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_many_texts_give_what_each_gives(tokenizer: ChineseTokenizer) -> None:
    texts = ["", "和平在中国。", " ", "中国", "在中国 和平"]
    many = list(tokenizer.pipe(texts, batch_size=2))
    assert [[t.text for t in doc] for doc in many] == [
        [t.text for t in tokenizer(text)] for text in texts
    ]


def test_a_long_text_is_read_in_pieces(tokenizer: ChineseTokenizer) -> None:
    text = "和平在中国。" * 500 + "安" * 2500
    doc = tokenizer(text)
    assert doc.text == text
    assert len(doc.ents) == 500
    assert [sent.text for sent in doc.sents][:2] == ["和平在中国。", "和平在中国。"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("没有句号", ["没有句号"]),
        ("一。二！三？", ["一。", "二！", "三？"]),
        ("他说：“好。”她走了。", ["他说：“好。”", "她走了。"]),
        ("“为什么？”的问题。", ["“为什么？”的问题。"]),
        (
            "会议结束。地方政府得到通知。得知此事。",
            ["会议结束。", "地方政府得到通知。", "得知此事。"],
        ),
        ("“好。”，他说。", ["“好。”，他说。"]),
        ("（见第3.5条。）下一条。", ["（见第3.5条。）", "下一条。"]),
        ("真的？！是。", ["真的？！", "是。"]),
        ("一。 二", ["一。 ", "二"]),
        ("一行\n二行", ["一行\n", "二行"]),
        ("结束. 开始", ["结束. ", "开始"]),
        ("版本3.0.1发布", ["版本3.0.1发布"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    starts = [*sentence_starts(text), len(text)]
    assert [text[a:b] for a, b in itertools.pairwise(starts)] == sentences


@given(st.text(alphabet="安。\n ", max_size=80), st.integers(1, 12))
def test_pieces_spell_the_text_and_are_short(text: str, longest: int) -> None:
    assert "".join(pieces(text, longest)) == text
    assert all(0 < len(piece) <= longest for piece in pieces(text, longest))


def test_without_a_character_pipeline_it_says_so() -> None:
    with pytest.raises(GovnlpError, match="no character pipeline"):
        ChineseTokenizer(Vocab())("安全")
