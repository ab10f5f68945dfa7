from pathlib import Path

import numpy as np
import pytest
import spacy
from english_vectors import choose_words, cluster_places, main_directions, nearest_rows
from spacy.tokens import Doc, DocBin


def test_main_directions_are_rows_of_length_one_that_keep_what_is_alike() -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(50, 12)).astype("float32")
    features[1] = features[0] + 0.01
    reduced = main_directions(features, 4)
    assert reduced.shape == (50, 4)
    assert np.linalg.norm(reduced, axis=1) == pytest.approx(np.ones(50), abs=1e-4)
    likeness = reduced @ reduced[0]
    assert likeness[2:].max() < likeness[1]


def test_words_of_one_cluster_share_a_place_and_near_clusters_are_alike() -> None:
    # The first branch stands in the lowest bit: 0b10011 and 0b110011 part after five branches.
    same, again, near, far, none = cluster_places([0b10011, 0b10011, 0b110011, 0b1100, 0])
    assert (same == again).all()
    assert same @ near > same @ far
    assert not none.any()


def test_rare_words_take_the_row_of_the_word_most_like_them() -> None:
    rows = np.array([[1, 0], [0, 1], [0.9, 0.2], [0.1, 3]], dtype="float32")
    assert nearest_rows(rows, 2) == [0, 1, 0, 1]
    assert nearest_rows(rows, 9) == [0, 1, 2, 3]


def test_listed_words_come_before_those_of_the_corpora(tmp_path: Path) -> None:
    vocab = spacy.blank("en").vocab
    docs = [Doc(vocab, words=["Oslo", "the", "!", "Oslo", "fjord"])]
    DocBin(docs=docs).to_disk(tmp_path / "some.spacy")
    clusters = {",": 4, "the": 11, "of": 28}
    assert choose_words(clusters, [tmp_path / "some.spacy"]) == ["the", "of", "Oslo", "fjord"]
