from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from thinc.api import Model

from govnlp.annotators.characters import FEATURES, CharacterTokenizer
from govnlp.annotators.embed import IDEOGRAPHS, keep_character_vectors, make_character_embed
from govnlp.annotators.lexicon import Kind, Lexicon
from govnlp.errors import GovnlpError

WIDTH = 8


@pytest.fixture
def vectors(tmp_path: Path) -> Path:
    path = tmp_path / "characters.npy"
    random = np.random.default_rng(0)
    np.save(path, random.normal(size=(IDEOGRAPHS, WIDTH)).astype("float16"))
    return path


def embed(vectors: Path | None = None) -> Model[Any, Any]:
    path = None if vectors is None else str(vectors)
    n = len(FEATURES)
    return make_character_embed(16, [4] * n, [50] * n, vector_width=WIDTH, vectors=path)


@pytest.fixture
def docs() -> list[Doc]:
    tokenizer = CharacterTokenizer(spacy.blank("xx").vocab, Lexicon({"中国": Kind.WORD}))
    return [tokenizer("中国人 NATO"), tokenizer("，")]


def test_a_trained_model_carries_its_character_vectors(vectors: Path, docs: list[Doc]) -> None:
    trained = embed(vectors)
    trained.initialize(X=docs)
    loaded = embed()
    loaded.initialize(X=docs)
    loaded.from_bytes(trained.to_bytes())
    for ours, theirs in zip(loaded.predict(docs), trained.predict(docs), strict=True):
        assert ours == pytest.approx(theirs)


def test_training_leaves_character_vectors_as_they_are(vectors: Path, docs: list[Doc]) -> None:
    model = embed(vectors)
    model.initialize(X=docs)
    rows, learn = model.begin_update(docs)
    learn(rows)
    learnt = [node.name for node in model.walk() if node.has_grad("vectors") is True]
    assert learnt == []
    assert [row.shape for row in rows] == [(4, 16), (1, 16)]


def test_vectors_of_some_characters_can_be_kept_alone(vectors: Path, docs: list[Doc]) -> None:
    whole = embed(vectors)
    whole.initialize(X=docs)
    before, _ = whole.predict(docs)
    keep_character_vectors(whole, "国中x")
    kept, _ = whole.predict(docs)
    assert kept[:2] == pytest.approx(before[:2])
    assert kept[2] != pytest.approx(before[2])
    loaded = embed()
    loaded.initialize(X=docs)
    loaded.from_bytes(whole.to_bytes())
    assert loaded.predict(docs)[0] == pytest.approx(kept)


def test_vectors_of_another_shape_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "few.npy", np.zeros((10, WIDTH)))
    with pytest.raises(GovnlpError, match=r"few\.npy: the shape is \(10, 8\)"):
        embed(tmp_path / "few.npy")


def test_a_width_is_needed_for_each_feature() -> None:
    with pytest.raises(GovnlpError, match="character, pair_before"):
        make_character_embed(16, [4], [50])
