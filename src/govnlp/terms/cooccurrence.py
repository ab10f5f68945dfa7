"""Which concepts occur in the same sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govnlp.schema import empty_table, table_from_columns
from govnlp.terms.counting import ranges, slices_of_size, sum_by_key
from govnlp.terms.spans import Ints, as_ints, codes_of, sorted_codes


@dataclass(frozen=True)
class _Occurrences:
    """Each concept of each sentence once, sorted by document, sentence and concept."""

    documents: Ints
    sentences: Ints
    concepts: Ints


def cooccurrence(mentions: pa.Table, min_sentences: int = 1) -> pa.Table:
    """Count the sentences that mention two concepts, and how much more often than by chance.

    With N the number of sentences that mention any concept, and p(a), p(b), p(ab) the shares of
    them that mention a, b, and both, ``npmi`` is ln(p(ab) / p(a)p(b)) / -ln p(ab): 1 where the
    two never occur apart, 0 where they are independent, towards -1 where they avoid each other
    (Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction"). Where
    every sentence mentions both, which leaves 0/0, it is 1. A concept mentioned twice in a
    sentence counts once.

    Args:
        mentions: columns ``doc_id``, ``sentence_id`` and ``concept_id``.
        min_sentences: pairs in fewer sentences are left out.

    Returns:
        ``cooccurrence``, the pairs of most sentences first, then by concept_a and concept_b.
    """
    if not mentions.num_rows:
        return empty_table("cooccurrence")
    concepts, names = sorted_codes(mentions["concept_id"])
    occurrences = _occurrences(mentions, concepts)
    keys, n_sentences, n_documents = _count_pairs(occurrences, len(names))
    kept = n_sentences >= min_sentences
    keys, n_sentences, n_documents = keys[kept], n_sentences[kept], n_documents[kept]
    first, second = np.divmod(keys, len(names))
    npmi = _npmi(occurrences, len(names), first, second, n_sentences)
    order = np.lexsort((keys, -n_sentences))
    labels = np.asarray(names, dtype=object)
    return table_from_columns(
        "cooccurrence",
        {
            "concept_a": labels[first[order]].tolist(),
            "concept_b": labels[second[order]].tolist(),
            "n_sentences": pa.array(n_sentences[order], pa.int32()),
            "n_documents": pa.array(n_documents[order], pa.int32()),
            "npmi": pa.array(npmi[order]),
        },
    )


def _occurrences(mentions: pa.Table, concepts: Ints) -> _Occurrences:
    documents, sentence_ids = codes_of(mentions["doc_id"]), as_ints(mentions["sentence_id"])
    order = np.lexsort((concepts, sentence_ids, documents))
    documents, sentence_ids, concepts = documents[order], sentence_ids[order], concepts[order]
    is_new = (np.diff(documents) != 0) | (np.diff(sentence_ids) != 0)
    sentences = np.concatenate([[0], np.cumsum(is_new)])
    kept = np.concatenate([[True], is_new | (np.diff(concepts) != 0)])
    return _Occurrences(documents[kept], sentences[kept], concepts[kept])


def _npmi(
    occurrences: _Occurrences, n_concepts: int, first: Ints, second: Ints, together: Ints
) -> npt.NDArray[np.float64]:
    n_sentences = int(occurrences.sentences[-1]) + 1
    alone = np.bincount(occurrences.concepts, minlength=n_concepts)
    p_together = together / n_sentences
    p_chance = (alone[first] / n_sentences) * (alone[second] / n_sentences)
    everywhere = together == n_sentences
    information = -np.log(np.where(everywhere, 0.5, p_together))
    npmi = np.where(everywhere, 1.0, np.log(p_together / p_chance) / information)
    return np.clip(npmi, -1.0, 1.0)


def _count_pairs(occurrences: _Occurrences, n_concepts: int) -> tuple[Ints, Ints, Ints]:
    """Give the pairs that occur, as first * n_concepts + second, with their two counts."""
    nothing = np.zeros(0, dtype=np.int64)
    total: tuple[Ints, ...] = (nothing, nothing, nothing)
    for documents in _batches(occurrences):
        pairs = _pairs_by_document(occurrences, documents, n_concepts)
        keys, sentences = pairs[0] % n_concepts**2, pairs[1]
        merged = zip(total, (keys, sentences, np.ones_like(keys)), strict=True)
        keys, sentences, n_documents = (np.concatenate(columns) for columns in merged)
        total = sum_by_key(keys, sentences, n_documents)
    return total[0], total[1], total[2]


def _pairs_by_document(
    occurrences: _Occurrences, rows: slice, n_concepts: int
) -> tuple[Ints, Ints]:
    """Count the sentences of each pair in each document among some rows."""
    documents = occurrences.documents[rows]
    sentences = occurrences.sentences[rows]
    concepts = occurrences.concepts[rows]
    n_pairs = _partners(sentences)
    total: tuple[Ints, ...] = (np.zeros(0, np.int64), np.zeros(0, np.int64))
    for part in slices_of_size(n_pairs):
        numbers = np.arange(part.start, part.stop)
        first = np.repeat(numbers, n_pairs[part])
        second = ranges(numbers + 1, n_pairs[part])
        pair = concepts[first] * n_concepts + concepts[second]
        keys = (documents[first] - documents[0]) * n_concepts**2 + pair
        found, counts = np.unique(keys, return_counts=True)
        merged = zip(total, (found, counts), strict=True)
        total = sum_by_key(*(np.concatenate(columns) for columns in merged))
    return total[0], total[1]


def _batches(occurrences: _Occurrences) -> Iterator[slice]:
    """Cut the rows between documents into batches of a bounded number of pairs."""
    sizes = _partners(occurrences.sentences)
    n_pairs = np.bincount(occurrences.documents, weights=sizes).astype(np.int64)
    borders = np.searchsorted(occurrences.documents, np.arange(len(n_pairs) + 1))
    for documents in slices_of_size(n_pairs):
        yield slice(int(borders[documents.start]), int(borders[documents.stop]))


def _partners(sentences: Ints) -> Ints:
    """Count for each row the rows of the same sentence that come after it."""
    ends = np.searchsorted(sentences, sentences, side="right")
    return ends - 1 - np.arange(len(sentences))
