"""Chinese Docs of words are read from a file or from all files of a folder."""

from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from readers import make_gold_words


def test_words_are_given_and_all_else_is_not(tmp_path: Path) -> None:
    nlp = spacy.blank("xx")
    for name, words in (("b", ["会议", "结束"]), ("a", ["大会", "开幕"])):
        doc = Doc(nlp.vocab, words=words, spaces=[False, False], pos=["NOUN", "VERB"],
                  heads=[1, 1], deps=["nsubj", "ROOT"], sent_starts=[True, False])  # fmt: skip
        DocBin(docs=[doc]).to_disk(tmp_path / f"{name}.spacy")
    found = list(make_gold_words(str(tmp_path))(nlp))
    assert [example.reference.text for example in found] == ["大会开幕", "会议结束"]
    (alone,) = make_gold_words(str(tmp_path / "b.spacy"))(nlp)
    assert alone.predicted.text == "会议结束"
    assert [token.pos_ for token in alone.predicted] == ["", ""]
    assert alone.predicted[0].is_sent_start
    assert alone.reference[0].dep_ == "nsubj"
