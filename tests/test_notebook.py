"""The notebook runs on the tables of a run, and its plots can show both languages."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
import pyarrow.parquet as pq
import pytest
from nbclient import NotebookClient

from govnlp.schema import SCHEMAS, Tables, empty_table, table_from_rows
from govnlp.stages.aggregate import aggregate
from govnlp.vocabulary import Concept, Vocabulary

CONCEPTS = {
    "human security": Concept("concept/human-security", "concept", "human security", "人的安全"),
    "climate change": Concept("concept/climate-change", "concept", "climate change", "气候变化"),
    "United Nations": Concept("organization/un", "organization", "United Nations", "联合国"),
}
LABELS = {label: concept for concept in CONCEPTS.values() for label in concept.labels()}
TEXTS = {
    "essay.txt": (
        ("en", "The United Nations links human security to climate change & risk society."),
        ("zh", "联合国把人的安全与气候变化联系起来，𠮷。"),
        ("zh", "風險社會裡，人的安全仍待定義。"),
    ),
    "note.txt": (
        ("en", "Risk society\nis not human security."),
        ("zh", "气候变化<人的安全>，風險社會。"),
    ),
}
PHRASES = {"risk society": "en", "風險社會": "zh"}


def some_tables() -> Tables:
    """Build what a run over two small texts would leave; labels and phrases are found as such."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for doc_id, segments in TEXTS.items():
        text = "\n".join(part for _, part in segments)
        rows["documents"].append(
            {
                "doc_id": doc_id,
                "path": doc_id,
                "media_type": "text/plain",
                "encoding": "utf-8",
                "sha256": "",
                "n_chars": len(text),
                "text": text,
                "metadata": None,
            }
        )
        start, ids = 0, count()
        for lang, part in segments:
            segment_id = next(ids)
            span = {"doc_id": doc_id, "segment_id": segment_id, "lang": lang}
            rows["segments"].append(
                {
                    **span,
                    "start": start,
                    "end": start + len(part),
                    "text": part,
                    "script": "Latn" if lang == "en" else "Hans",
                    "kind": "paragraph",
                    "duplicate_of": None,
                }
            )
            for label, concept in LABELS.items():
                if label.text in part:
                    found = start + part.index(label.text)
                    rows["mentions"].append(
                        {
                            **span,
                            "sentence_id": segment_id,
                            "start": found,
                            "end": found + len(label.text),
                            "text": label.text,
                            "concept_id": concept.concept_id,
                            "kind": concept.kind,
                            "label": label.text,
                            "match": "exact",
                            "score": 1.0,
                        }
                    )
            for phrase, phrase_lang in PHRASES.items():
                place = " ".join(part.split()).lower().find(phrase)
                if lang == phrase_lang and place >= 0:
                    rows["noun_phrases"].append(
                        {
                            **span,
                            "sentence_id": segment_id,
                            "start": start + place,
                            "end": start + place + len(phrase),
                            "text": part[place : place + len(phrase)],
                            "head": phrase,
                            "key": phrase,
                        }
                    )
            start += len(part) + 1
    rows["rejects"].append(
        {
            "path": "空.pdf",
            "doc_id": None,
            "stage": "ingest",
            "start": None,
            "end": None,
            "reason": "empty file",
            "detail": "the file has no text; remove it or give it one",
        }
    )
    tables = {name: table_from_rows(name, found) for name, found in rows.items()}
    vocabulary = Vocabulary(("test",), {c.concept_id: c for c in CONCEPTS.values()})
    counted = aggregate(
        tables["mentions"], tables["noun_phrases"], tables["segments"], vocabulary=vocabulary
    )
    return {**counted, **{name: found for name, found in tables.items() if found.num_rows}}


def no_tables() -> Tables:
    """Build what a run over an empty folder would leave."""
    tables = {name: empty_table(name) for name in SCHEMAS}
    counted = aggregate(
        tables["mentions"],
        tables["noun_phrases"],
        tables["segments"],
        vocabulary=Vocabulary(("test",), {}),
    )
    return {**tables, **counted}


def read(root: Path) -> nbformat.NotebookNode:
    text = (root / "notebooks" / "first-look.ipynb").read_text(encoding="utf-8")
    notebook: nbformat.NotebookNode = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def execute(notebook: nbformat.NotebookNode, tables: Tables, folder: Path, start: Path) -> str:
    """Run the notebook from a folder; give all that it printed, as one text."""
    processed = folder / "data" / "processed"
    processed.mkdir(parents=True)
    for name, table in tables.items():
        pq.write_table(table, processed / f"{name}.parquet")
    start.mkdir(exist_ok=True)
    resources = {"metadata": {"path": str(start)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]
    return json.dumps(outputs, ensure_ascii=False)


def test_it_is_stored_without_outputs(root: Path) -> None:
    notebook = read(root)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)


@pytest.mark.parametrize("start", [".", "notebooks"])
def test_it_shows_both_languages(root: Path, tmp_path: Path, start: str) -> None:
    printed = execute(read(root), some_tables(), tmp_path, tmp_path / start)
    assert printed.count('"image/png"') == 3
    # No warning at all: a character without a glyph would give one, and so would a call that
    # the next pandas refuses.
    assert "Warning" not in printed
    assert "missing from font" not in printed
    for shown in ("human security", "人的安全", "risk society", "風險社會", "empty file"):
        assert shown in printed
    assert "&lt;" in printed, "what a text holds is no HTML"


def test_it_runs_on_empty_tables(root: Path, tmp_path: Path) -> None:
    printed = execute(read(root), no_tables(), tmp_path, tmp_path)
    assert "Warning" not in printed
    assert "No file and no text was rejected." in printed
