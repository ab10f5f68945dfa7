"""The bundled Chinese pipeline as it is shipped."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from govnlp.evaluation.files import evaluate_conllu, evaluate_entities
from govnlp.models import model_path

LABELS = {"PER", "ORG", "LOC"}
TEXTS = [
    "",
    " ",
    "联合国安全理事会在纽约举行会议。中国代表发言。",
    "2014年，NATO 与 EU 发表了《联合声明》。",
    "发展中国家需要援助",
    "　全角　空格　",
    "𠀀𠮷野家😀",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(model_path("zh"))


class Batched:
    """Lets the characters' network see many texts at once."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.tokenizer: Any = nlp.tokenizer

    def pipe(self, texts: Iterable[str]) -> Iterable[Doc]:
        return self.nlp.pipe(self.tokenizer.pipe(texts))


def read(nlp: Language, texts: list[str]) -> list[list[tuple[str, str, str, int, str]]]:
    docs = Batched(nlp).pipe(texts)
    return [[(t.text, t.pos_, t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in docs]


def test_words_tags_trees_and_entities_are_there(nlp: Language) -> None:
    doc = nlp(TEXTS[2])
    assert [sent.text for sent in doc.sents] == [
        "联合国安全理事会在纽约举行会议。",
        "中国代表发言。",
    ]
    assert ("联合国安全理事会", "ORG") in [(ent.text, ent.label_) for ent in doc.ents]
    assert ("纽约", "LOC") in [(ent.text, ent.label_) for ent in doc.ents]
    assert all(token.pos_ and token.dep_ for token in doc)
    assert {ent.label_ for ent in doc.ents} <= LABELS


def test_many_texts_give_what_each_gives(nlp: Language) -> None:
    assert read(nlp, TEXTS) == [read(nlp, [text])[0] for text in TEXTS]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="中国的安全，。、“”（） \n\t\u3000aB1.%·𠀀😀é", max_size=60))
def test_the_text_stays(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_one_space_is_where_it_was(nlp: Language) -> None:
    doc = nlp("与 NATO 合作")
    assert [t.text for t in doc if t.whitespace_] == ["与", "NATO"]


def test_a_pipeline_goes_through_bytes(nlp: Language) -> None:
    config = nlp.config
    copy = spacy.util.load_model_from_config(config).from_bytes(nlp.to_bytes())
    assert read(copy, TEXTS[2:4]) == read(nlp, TEXTS[2:4])


def test_it_is_small() -> None:
    files = [path for path in model_path("zh").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 22_000_000


def test_dev_figures_hold(nlp: Language, shared: Path) -> None:
    data = shared / "data"
    trees = evaluate_conllu(Batched(nlp), data / "treebanks" / "zh_gsdsimp-dev.conllu", "zh")
    entities = evaluate_entities(Batched(nlp), data / "ner" / "zh_gsdsimp-dev.iob2")
    floors = {"words": 95.0, "upos": 88.0, "las": 63.0, "noun_phrases": 80.0}
    reached = {name: 100 * trees[name]["f1"] for name in floors}
    assert all(reached[name] >= floor for name, floor in floors.items()), reached
    assert 100 * entities["all"]["f1"] >= 65.0
