"""Which concepts occur in the same sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govnlp.schema import empty_table, table_from_columns
from govnlp.terms.counting import ranges, slices_of_size, sum_by_key
from govnlp.terms.spans import Ints, as_ints, codes_of, sorted_codes

N_APART = pa.field(
    "n_apart",
    pa.int32(),
    nullable=False,
    metadata={
        "description": "Sentences that mention both without one mention inside the other",
        "unit": "sentences",
    },
)
"""A column of `cooccurrence` beyond the required ones."""


@dataclass(frozen=True)
class _Occurrences:
    """Each concept of each sentence once, sorted by document, sentence and concept.

    With them go where its first mention there to end ends, and where its last one begins.
    """

    documents: Ints
    sentences: Ints
    concepts: Ints
    first_ends: Ints
    last_starts: Ints

    def apart(self, one: Ints, other: Ints) -> Ints:
        """Tell (1 or 0) whether two rows have mentions that do not overlap."""
        before = self.first_ends[one] <= self.last_starts[other]
        behind = self.first_ends[other] <= self.last_starts[one]
        return (before | behind).astype(np.int64)


def cooccurrence(mentions: pa.Table, min_sentences: int = 1) -> pa.Table:
    """Count the sentences that mention two concepts, and how much more often than by chance.

    With N the number of sentences that mention any concept, and p(a), p(b), p(ab) the shares of
    them that mention a, b, and both, ``npmi`` is ln(p(ab) / p(a)p(b)) / -ln p(ab): 1 where the
    two never occur apart, 0 where they are independent, towards -1 where they avoid each other
    (Bouma 2009, "Normalized (pointwise) mutual information in collocation extraction"). Where
    every sentence mentions both, which leaves 0/0, it is 1. A concept mentioned twice in a
    sentence counts once. Concepts named inside one another (global security in global security
    governance) occur together whenever the longer one occurs; ``n_apart``, a column beyond the
    required ones, counts the sentences in which they also stand apart.

    Args:
        mentions: columns ``doc_id``, ``sentence_id``, ``start``, ``end`` and ``concept_id``.
        min_sentences: pairs in fewer sentences are left out.

    Returns:
        ``cooccurrence``, the pairs of most sentences first, then by concept_a and concept_b.
    """
    if not mentions.num_rows:
        return empty_table("cooccurrence").append_column(N_APART, pa.array([], pa.int32()))
    concepts, names = sorted_codes(mentions["concept_id"])
    occurrences = _occurrences(mentions, concepts)
    counts = _count_pairs(occurrences, len(names))
    kept = counts[1] >= min_sentences
    keys, n_sentences, n_apart, n_documents = (column[kept] for column in counts)
    first, second = np.divmod(keys, len(names))
    npmi = _npmi(occurrences, len(names), first, second, n_sentences)
    order = np.lexsort((keys, -n_sentences))
    labels = np.asarray(names, dtype=object)
    table = table_from_columns(
        "cooccurrence",
        {
            "concept_a": labels[first[order]].tolist(),
            "concept_b": labels[second[order]].tolist(),
            "n_sentences": pa.array(n_sentences[order], pa.int32()),
            "n_documents": pa.array(n_documents[order], pa.int32()),
            "npmi": pa.array(npmi[order]),
        },
    )
    return table.append_column(N_APART, pa.array(n_apart[order], pa.int32()))


def _occurrences(mentions: pa.Table, concepts: Ints) -> _Occurrences:
    documents, sentence_ids = codes_of(mentions["doc_id"]), as_ints(mentions["sentence_id"])
    order = np.lexsort((concepts, sentence_ids, documents))
    documents, sentence_ids, concepts = documents[order], sentence_ids[order], concepts[order]
    is_new = (np.diff(documents) != 0) | (np.diff(sentence_ids) != 0)
    sentences = np.concatenate([[0], np.cumsum(is_new)])
    rows = np.flatnonzero(np.concatenate([[True], is_new | (np.diff(concepts) != 0)]))
    return _Occurrences(
        documents[rows],
        sentences[rows],
        concepts[rows],
        np.minimum.reduceat(as_ints(mentions["end"])[order], rows),
        np.maximum.reduceat(as_ints(mentions["start"])[order], rows),
    )


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


def _count_pairs(occurrences: _Occurrences, n_concepts: int) -> tuple[Ints, ...]:
    """Give the pairs that occur, as first * n_concepts + second, and their three counts."""
    total: tuple[Ints, ...] = (np.zeros(0, dtype=np.int64),) * 4
    for rows in _batches(occurrences):
        keys, n_sentences, n_apart = _pairs_by_document(occurrences, rows, n_concepts)
        found = (keys % n_concepts**2, n_sentences, n_apart, np.ones_like(keys))
        total = _add(total, found)
    return total


def _pairs_by_document(occurrences: _Occurrences, rows: slice, n_concepts: int) -> tuple[Ints, ...]:
    """Count the sentences of each pair in each document among some rows."""
    documents, concepts = occurrences.documents, occurrences.concepts
    n_pairs = _partners(occurrences.sentences[rows])
    total: tuple[Ints, ...] = (np.zeros(0, dtype=np.int64),) * 3
    for part in slices_of_size(n_pairs):
        numbers = rows.start + np.arange(part.start, part.stop)
        first = np.repeat(numbers, n_pairs[part])
        second = ranges(numbers + 1, n_pairs[part])
        pairs = concepts[first] * n_concepts + concepts[second]
        keys = (documents[first] - documents[rows.start]) * n_concepts**2 + pairs
        total = _add(total, (keys, np.ones_like(keys), occurrences.apart(first, second)))
    return total


def _add(total: tuple[Ints, ...], found: tuple[Ints, ...]) -> tuple[Ints, ...]:
    columns = [np.concatenate(pair) for pair in zip(total, sum_by_key(*found), strict=True)]
    return sum_by_key(*columns)


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
