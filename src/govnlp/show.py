"""One document with all that was found in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from govnlp.errors import InputError
from govnlp.store import Store


@dataclass(frozen=True)
class Mark:
    """A stretch of a segment: an entity or a mention.

    Attributes:
        start: where it begins in the document (code points).
        end: where it ends, exclusive.
        text: its characters.
        name: the entity's label, or the mention's concept_id.
    """

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True)
class SegmentView:
    """A segment with its entities and mentions."""

    start: int
    text: str
    lang: str
    script: str
    kind: str
    duplicate_of: int | None
    entities: tuple[Mark, ...]
    mentions: tuple[Mark, ...]


@dataclass(frozen=True)
class DocumentView:
    """A document, segment by segment."""

    doc_id: str
    n_chars: int
    segments: tuple[SegmentView, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return asdict(self)

    def concept_counts(self) -> Counter[str]:
        """Count the mentions by concept."""
        return Counter(mark.name for segment in self.segments for mark in segment.mentions)


def find_document(folder: Path, wanted: str) -> DocumentView:
    """Collect what was found in a document.

    Args:
        folder: the folder with the tables.
        wanted: its ``doc_id``, or the end or beginning of it if only one document has that.

    Raises:
        InputError: no document is called so, or several are; the message names the nearest.
        StoreError: the tables are not there.
    """
    store = Store(folder)
    ids = store.read("documents", columns=["doc_id"])["doc_id"].to_pylist()
    doc_id = _resolve(wanted, ids)
    documents = _rows(store, "documents", doc_id)
    entities = _marks(_rows(store, "entities", doc_id), "label")
    mentions = _marks(_rows(store, "mentions", doc_id), "concept_id")
    segments = tuple(
        SegmentView(
            row["start"],
            row["text"],
            row["lang"],
            row["script"],
            row["kind"],
            row["duplicate_of"],
            tuple(entities.get(row["segment_id"], ())),
            tuple(mentions.get(row["segment_id"], ())),
        )
        for row in _rows(store, "segments", doc_id)
    )
    return DocumentView(doc_id, documents[0]["n_chars"], segments)


def _resolve(wanted: str, ids: list[str]) -> str:
    if wanted in ids:
        return wanted
    found = [doc_id for doc_id in ids if doc_id.endswith(wanted) or doc_id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not ids:
        raise InputError(
            f"no document is called {wanted!r}, and none is there; put texts into the input folder "
            "and run again"
        )
    near = found[:5] or get_close_matches(wanted, ids, n=5, cutoff=0.3) or ids[:5]
    problem = "several documents are" if found else "no document is"
    raise InputError(f"{problem} called {wanted!r}; try: {', '.join(near)}")


def _rows(store: Store, name: str, doc_id: str) -> list[dict[str, Any]]:
    if not store.exists(name):
        return []
    rows: list[dict[str, Any]] = store.read(name, where={"doc_id": [doc_id]}).to_pylist()
    return rows


def _marks(rows: list[dict[str, Any]], name: str) -> Mapping[int, list[Mark]]:
    marks: dict[int, list[Mark]] = {}
    for row in rows:
        mark = Mark(row["start"], row["end"], row["text"], row[name])
        marks.setdefault(row["segment_id"], []).append(mark)
    return marks
