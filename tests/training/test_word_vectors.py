"""Vectors of Chinese words are read from word2vec's format, the frequent ones kept."""

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs PyTorch")

from word_vectors import VECTORS, main

from govnlp.annotators.words import word_key


def test_the_most_frequent_chinese_words_are_kept(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    words = ["</s>", "和平", "wiki", "會議", "会议", "安全", "条约"]
    body = b"".join(
        word.encode() + b" " + random.normal(size=4).astype("<f4").tobytes() + b"\n"
        for word in words
    )
    content = b"7 4\n" + body
    with tarfile.open(tmp_path / "source", "w:gz") as archive:
        member = tarfile.TarInfo(f"synonyms-1/{VECTORS}")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    main(tmp_path / "source", tmp_path / "words.npz", n_words=3, width=2)
    with np.load(tmp_path / "words.npz") as file:
        keys, vectors = file["keys"], file["vectors"]
    assert sorted(keys.tolist()) == keys.tolist()
    assert set(keys.tolist()) == {word_key(word) for word in ("和平", "会议", "安全")}
    assert vectors.shape == (3, 2)
    assert np.linalg.norm(vectors.astype("f"), axis=1).mean() == pytest.approx(1, abs=0.01)
