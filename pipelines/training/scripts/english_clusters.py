"""Turn the Brown clusters of spacy-lookups-data into static vectors for the English encoder.

Words of one cluster share one row, so the table stays small: the row spells the cluster's place
in the hierarchy (its first 4 and first 6 branches, one-hot) and its identity (a random
direction). The encoder learns what to make of them.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import spacy
import spacy_lookups_data
import typer
from spacy.vectors import Vectors

N_WORDS = 300_000  # the most frequent forms of the list; two thirds of them have no cluster
BRANCHES = (4, 6)
IDENTITY_WIDTH = 112
SEED = 0


def build_vectors(clusters: dict[str, int], n_words: int = N_WORDS) -> tuple[np.ndarray, list[str]]:
    """Return the matrix (one row a cluster, in ascending order of its number) and the words."""
    words = [word for word in list(clusters)[:n_words] if clusters[word]]
    numbers = sorted({clusters[word] for word in words})
    random = np.random.default_rng(SEED)
    parts = []
    for depth in BRANCHES:
        # spaCy stores paths with the first branch in the lowest bit.
        prefixes = np.array(numbers) & ((1 << depth) - 1)
        parts.append(np.eye(1 << depth, dtype="float32")[prefixes])
    identity = random.normal(size=(len(numbers), IDENTITY_WIDTH)).astype("float32")
    parts.append(identity / np.linalg.norm(identity, axis=1, keepdims=True))
    return np.concatenate(parts, axis=1), words


def main(output: Path) -> None:
    """Write a blank English pipeline whose vocabulary holds the vectors."""
    folder = Path(spacy_lookups_data.__file__).parent / "data"
    with gzip.open(folder / "en_lexeme_cluster.json.gz", "rt", encoding="utf-8") as file:
        clusters: dict[str, int] = json.load(file)
    matrix, words = build_vectors(clusters)
    row_of = {number: row for row, number in enumerate(sorted({clusters[w] for w in words}))}
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=matrix, name="govnlp_en_clusters", keys=None
    )
    for word in words:
        nlp.vocab.vectors.add(word, row=row_of[clusters[word]])
    nlp.to_disk(output)


if __name__ == "__main__":
    typer.run(main)
