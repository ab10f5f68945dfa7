"""Rows of tables: checked, picked by document, put in order, cut into parts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from govnlp.errors import TableError
from govnlp.schema import Tables, check_table, empty_table

_T = TypeVar("_T")


def checked_output(stage: str, writes: Mapping[str, pa.Schema], written: Tables) -> Tables:
    """Check what a stage gave against the schemas it declares; add ``rejects`` if it has none.

    Raises:
        TableError: a table is missing or was not declared, or lacks a column its schema requires.
    """
    unknown = written.keys() - writes.keys() - {"rejects"}
    if unknown:
        raise TableError(f"stage {stage}: gave tables it does not declare: {sorted(unknown)}")
    tables = {name: check_table(name, written.get(name), schema) for name, schema in writes.items()}
    rejects = written.get("rejects", empty_table("rejects"))
    return {**tables, "rejects": check_table("rejects", rejects)}


def of_documents(table: pa.Table, doc_ids: Sequence[str]) -> pa.Table:
    """Pick the rows of some documents."""
    return table.filter(pc.is_in(table["doc_id"], pa.array(doc_ids, pa.string())))


def in_order(table: pa.Table, column: str, order: Iterable[str]) -> pa.Table:
    """Sort rows by the place of a column's value in an order.

    Rows of one value stay in the order they are in.
    """
    places = pc.index_in(table[column], pa.array(list(order), pa.string()))
    return table.take(pc.sort_indices(places)).combine_chunks()


def parts(items: Iterable[_T], size: Callable[[_T], int], limit: int) -> Iterator[list[_T]]:
    """Cut items into consecutive parts whose sizes add up to about a limit.

    >>> list(parts("abcde", lambda _: 2, 4))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    part: list[_T] = []
    total = 0
    for item in items:
        part.append(item)
        total += size(item)
        if total >= limit:
            yield part
            part, total = [], 0
    if part:
        yield part
