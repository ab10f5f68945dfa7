from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from thinc.api import Model

from govnlp.annotators.characters import FEATURES, CharacterTokenizer
from govnlp.annotators.embed import (
    IDEOGRAPHS,
    keep_character_vectors,
    make_character_embed,
    make_word_embed,
)
from govnlp.annotators.lexicon import Kind, Lexicon
from govnlp.annotators.words import FEATURES as WORD_FEATURES
from govnlp.annotators.words import word_key
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


def word_embed(vectors: Path | None = None) -> Model[Any, Any]:
    path = None if vectors is None else str(vectors)
    n = len(WORD_FEATURES)
    # No learnt table but those of first and last characters: what differs comes from the vectors.
    return make_word_embed(16, [0, 4, 4, *[0] * (n - 3)], [50] * n, vector_width=2, vectors=path)


def words(*texts: str) -> Doc:
    return Doc(spacy.blank("xx").vocab, words=list(texts), spaces=[False] * len(texts))


def write_word_vectors(path: Path, vectors: dict[str, tuple[float, float]]) -> Path:
    pairs = sorted((word_key(word), vector) for word, vector in vectors.items())
    np.savez(
        path,
        keys=np.array([key for key, _ in pairs], dtype="uint64"),
        vectors=np.array([vector for _, vector in pairs], dtype="float16"),
    )
    return path


def test_word_vectors_are_carried_and_unknown_words_have_none(tmp_path: Path) -> None:
    path = write_word_vectors(tmp_path / "words.npz", {"安全区": (5.0, 1.0), "和平": (1.0, 2.0)})
    docs = [words("安全区", "安定区", "安生区", "和平")]
    trained = word_embed(path)
    trained.initialize(X=docs)
    loaded = word_embed()
    loaded.initialize(X=docs)
    loaded.from_bytes(trained.to_bytes())
    (known, unknown, unknown_too, _) = loaded.predict(docs)[0]
    assert loaded.predict(docs)[0] == pytest.approx(trained.predict(docs)[0])
    assert unknown == pytest.approx(unknown_too)
    assert known != pytest.approx(unknown)


def test_training_leaves_word_vectors_as_they_are(tmp_path: Path) -> None:
    model = word_embed(write_word_vectors(tmp_path / "words.npz", {"和平": (1.0, 2.0)}))
    docs = [words("和平", "会议")]
    model.initialize(X=docs)
    rows, learn = model.begin_update(docs)
    learn(rows)
    assert [node.name for node in model.walk() if node.has_grad("vectors") is True] == []


def test_word_vectors_of_another_width_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.npz"
    np.savez(path, keys=np.zeros(1, dtype="uint64"), vectors=np.zeros((1, 3), dtype="float16"))
    with pytest.raises(GovnlpError, match=r"words\.npz: the shape is \(1, 3\), not \(1, 2\)"):
        word_embed(path)
