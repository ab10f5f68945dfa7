"""Spans of many documents on one line of numbers, so that they compare without a loop."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spans:
    """Spans with global offsets: no two documents share a number.

    Attributes:
        starts: where each span begins.
        ends: where each span ends, exclusive.
    """

    starts: Ints
    ends: Ints

    def covered_by(self, others: "Spans") -> npt.NDArray[np.bool_]:
        """Tell for each span whether one of the others holds all of it (or equals it)."""
        if not len(others.starts):
            return np.zeros(len(self.starts), dtype=bool)
        order = np.argsort(others.starts, kind="stable")
        starts = others.starts[order]
        furthest = np.maximum.accumulate(others.ends[order])
        last = np.searchsorted(starts, self.starts, side="right") - 1
        covered: npt.NDArray[np.bool_] = (last >= 0) & (furthest[last] >= self.ends)
        return covered

    def equal_to(self, others: "Spans") -> npt.NDArray[np.bool_]:
        """Tell for each span whether one of the others has the same start and end."""
        own, theirs = _pair_codes(self, others)
        return np.isin(own, theirs)


def global_spans(*tables: pa.Table) -> list[Spans]:
    """Give the spans of tables with ``doc_id``, ``start`` and ``end``, all on one line."""
    chunks = [chunk for table in tables for chunk in table["doc_id"].chunks]
    codes = codes_of(pa.chunked_array(chunks, pa.string()))
    columns = [(as_ints(table["start"]), as_ints(table["end"])) for table in tables]
    width = 1 + max((int(ends.max()) for _, ends in columns if len(ends)), default=0)
    result = []
    done = 0
    for starts, ends in columns:
        base = codes[done : done + len(starts)] * width
        done += len(starts)
        result.append(Spans(starts + base, ends + base))
    return result


def codes_of(column: pa.ChunkedArray) -> Ints:
    """Give equal values equal numbers, from 0 in order of first appearance."""
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    return as_ints(encoded.indices)


def sorted_codes(column: pa.ChunkedArray) -> tuple[Ints, list[Any]]:
    """Give equal values equal numbers that follow the values' order, and the values."""
    values = pc.unique(column).sort()
    return as_ints(pc.index_in(column, values)), values.to_pylist()


def as_ints(column: pa.Array | pa.ChunkedArray) -> Ints:
    """Give a column without nulls as numpy integers."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)


def _pair_codes(one: Spans, other: Spans) -> tuple[Ints, Ints]:
    starts = np.concatenate([one.starts, other.starts])
    ends = np.concatenate([one.ends, other.ends])
    _, start_codes = np.unique(starts, return_inverse=True)
    distinct, end_codes = np.unique(ends, return_inverse=True)
    codes = start_codes.astype(np.int64) * len(distinct) + end_codes
    return codes[: len(one.starts)], codes[len(one.starts) :]
