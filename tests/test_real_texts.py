"""The pipeline on real texts: the demonstration corpus, and real documents where they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import govnlp
from govnlp.contract import violations
from govnlp.schema import SCHEMAS
from govnlp.store import Store

Rows = list[dict[str, Any]]


def tables_of(folder: Path, output: Path) -> dict[str, pa.Table]:
    govnlp.run(input=folder, output=output)
    return {name: Store(output).read(name) for name in SCHEMAS}


@pytest.fixture(scope="module")
def demonstration(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    return tables_of(root / "seeds", tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    return tables_of(shared / "seeds", tmp_path_factory.mktemp("shared-seeds"))


@pytest.fixture(scope="module")
def charter(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    return tables_of(shared / "data/documents", tmp_path_factory.mktemp("charter"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def rows(tables: dict[str, pa.Table], name: str, doc: str = "", **equal: Any) -> Iterator[Any]:
    """Rows of a table, of documents whose doc_id begins so, with these values."""
    for row in tables[name].to_pylist():
        if row["doc_id"].startswith(doc) and all(row[key] == equal[key] for key in equal):
            yield row


def concepts(found: Iterator[Any]) -> set[str]:
    return {row["concept_id"] for row in found}


@pytest.mark.parametrize("corpus", ["demonstration", "real", "charter"])
def test_the_contract_holds_for_every_row(corpus: str, request: pytest.FixtureRequest) -> None:
    assert list(violations(request.getfixturevalue(corpus))) == []


@pytest.mark.parametrize("corpus", ["demonstration", "real", "charter"])
def test_no_china_inside_developing_countries(corpus: str, request: pytest.FixtureRequest) -> None:
    tables = request.getfixturevalue(corpus)
    texts = {row["doc_id"]: row["text"] for row in tables["documents"].to_pylist()}
    for row in rows(tables, "mentions", concept_id="place/china", lang="zh"):
        around = texts[row["doc_id"]][row["start"] - 2 : row["end"] + 1]
        assert around[:2] not in ("发展", "發展") or around[-1] not in "家", around


def test_the_demonstration_corpus_is_read_whole(
    demonstration: dict[str, pa.Table], root: Path
) -> None:
    assert demonstration["rejects"].num_rows == 0
    paths = set(demonstration["documents"]["path"].to_pylist())
    files = {path.name for path in (root / "seeds").iterdir() if path.name != "README.md"}
    assert paths == files
    scripts = set(demonstration["segments"]["script"].to_pylist())
    assert scripts >= {"Latn", "Hans", "Hant"}


def test_every_table_of_the_demonstration_has_rows(demonstration: dict[str, pa.Table]) -> None:
    assert {name for name, table in demonstration.items() if not table.num_rows} == {"rejects"}


def test_two_runs_give_identical_files(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        govnlp.run(input=root / "seeds", output=tmp_path / name)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert len(files(tmp_path / "one")) == len(SCHEMAS)


def test_a_changed_file_changes_only_its_own_rows(root: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in sorted((root / "seeds").glob("*-agreement-*")):
        (texts / path.name).write_bytes(path.read_bytes())
    before = tables_of(texts, tmp_path / "out")
    changed = texts / "model-agreement-information-security.en.txt"
    changed.write_text("Human security\n\n" + changed.read_text("utf-8"), "utf-8")
    after = tables_of(texts, tmp_path / "out")
    for name in ("documents", "segments", "sentences", "entities", "noun_phrases", "mentions"):
        other = "model-agreement-information-security.zh"
        assert list(rows(before, name, other)) == list(rows(after, name, other))
        assert before[name].num_rows <= after[name].num_rows
    assert after["segments"].num_rows == before["segments"].num_rows + 1
    fresh = tables_of(texts, tmp_path / "fresh")
    for name in SCHEMAS:
        assert after[name].equals(fresh[name]), name


def test_page_furniture_is_marked(real: dict[str, pa.Table]) -> None:
    furniture = [row["text"] for row in rows(real, "segments", "000", kind="boilerplate")]
    assert "P. 158" in furniture
    assert "· 156 ·" in furniture
    assert any(text.startswith("Page 158") for text in furniture)


def test_the_web_page_around_the_article_is_marked(real: dict[str, pa.Table]) -> None:
    article = [row for row in rows(real, "segments", "003") if row["kind"] != "boilerplate"]
    around = list(rows(real, "segments", "003", kind="boilerplate"))
    assert {row["lang"] for row in article} == {"en"}
    assert {row["lang"] for row in around} == {"zh"}


def test_trailing_markers_are_marked(real: dict[str, pa.Table]) -> None:
    markers = [row for row in rows(real, "segments", "001") if row["text"] == "相似文献"]
    assert len(markers) > 10
    assert {row["kind"] for row in markers} == {"boilerplate"}


def test_repeated_headings_are_marked(real: dict[str, pa.Table]) -> None:
    segments = {row["segment_id"]: row for row in rows(real, "segments", "002")}
    for text in ("全球安全形势现状", "合作机制", "国际反恐政策"):
        first, second = [row for row in segments.values() if row["text"] == text]
        assert (first["duplicate_of"], second["duplicate_of"]) == (None, first["segment_id"])


def test_public_health_is_found_across_its_line_break(real: dict[str, pa.Table]) -> None:
    found = [row["text"] for row in rows(real, "mentions", "000", lang="en")]
    assert "public health\ngovernance" in found
    assert "public health" in found


def test_both_halves_of_the_essay_name_the_same_concepts(real: dict[str, pa.Table]) -> None:
    english = concepts(rows(real, "mentions", "002", lang="en"))
    chinese = concepts(rows(real, "mentions", "002", lang="zh"))
    both = {
        "concept/global-governance",
        "organization/united-nations",
        "organization/united-nations-security-council",
        "organization/international-criminal-police-organization",
        "place/united-states",
        "place/france",
        "place/russia",
    }
    assert both <= english
    assert both <= chinese
    assert 2 * len(english & chinese) / (len(english) + len(chinese)) >= 0.7


def test_traditional_and_english_halves_meet(real: dict[str, pa.Table]) -> None:
    for lang in ("en", "zh"):
        found = concepts(rows(real, "mentions", "004", lang=lang))
        assert "place/china" in found
        assert "event/global-security-initiative" in found or any(
            "global-security-initiative" in concept for concept in found
        )


def test_joining_lines_is_undone(real: dict[str, pa.Table]) -> None:
    texts = [row["text"] for row in rows(real, "noun_phrases", "000")]
    assert any("Sub-\nregion" in text for text in texts)
