"""A run makes what is out of date, keeps the rest, and always gives the same tables."""

import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import govnlp
from govnlp.config import PipelineSettings, Settings
from govnlp.errors import InputError, SettingsError, TableError
from govnlp.pipeline import run, status
from govnlp.schema import Tables
from govnlp.stages import registry
from govnlp.stages.registry import Stage

LINES = pa.schema([pa.field("doc_id", pa.string()), pa.field("line", pa.string())])
TOTALS = pa.schema([pa.field("n_lines", pa.int64())])

seen: list[str] = []


class LineSettings(Settings):
    """Settings of the stage `lines`."""

    upper: bool = False
    """Whether lines are written in capitals."""


def lines(documents: pa.Table, settings: LineSettings) -> Tables:
    rows = []
    for row in documents.to_pylist():
        seen.append(row["doc_id"])
        if "explode" in row["text"]:
            raise RuntimeError(row["text"])
        for line in row["text"].splitlines():
            rows.append({"doc_id": row["doc_id"], "line": line.upper() if settings.upper else line})
    return {"lines": pa.Table.from_pylist(rows, schema=LINES)}


def totals(table: pa.Table, _settings: Settings) -> Tables:
    return {"totals": pa.table({"n_lines": [table.num_rows]}, schema=TOTALS)}


OWN = {
    "lines": Stage(
        "lines", ("documents",), {"lines": LINES}, lines, LineSettings, scope="document"
    ),
    "totals": Stage("totals", ("lines",), {"totals": TOTALS}, totals),
    "wrong": Stage("wrong", ("lines",), {"totals": TOTALS}, lambda *_: {"totals": pa.table({})}),
    "early": Stage("early", ("mentions",), {"early": TOTALS}, totals),
    "again": Stage("again", ("documents",), {"lines": LINES}, lines, LineSettings),
}


@pytest.fixture(autouse=True)
def own_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer the stages above as an installed package would."""

    def offered(*, group: str, name: str | None = None) -> list[EntryPoint]:
        points = [EntryPoint(key, f"{__name__}:OWN", group) for key in OWN]
        return [point for point in points if name in (None, point.name)]

    monkeypatch.setattr(registry, "entry_points", offered)
    monkeypatch.setattr(EntryPoint, "load", lambda self: OWN[self.name])
    seen.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in {"a.txt": "alpha\nbeta", "b.txt": "gamma", "c.txt": "delta\n"}.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    return tmp_path


def settings(*stages: str, **more: Any) -> PipelineSettings:
    return PipelineSettings(stages=("ingest", *(stages or ("lines", "totals"))), **more)


def run_in(
    folder: Path, pipeline: PipelineSettings | None = None, **options: Any
) -> dict[str, int]:
    report = run(pipeline or settings(), folder / "in", folder / "out", **options)
    return {stage.name: stage.n_documents for stage in report.stages if stage.reason}


def files(folder: Path) -> dict[str, bytes]:
    out = folder / "out"
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*.parquet"))
        if path.is_file()
    }


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    import pyarrow.dataset as ds

    rows: list[dict[str, Any]] = (
        ds.dataset(folder / "out" / f"{name}.parquet").to_table().to_pylist()
    )
    return rows


def test_everything_is_made_once(folder: Path) -> None:
    assert run_in(folder) == {"ingest": 3, "lines": 3, "totals": 3}
    assert [row["line"] for row in read(folder, "lines")] == ["alpha", "beta", "gamma", "delta"]
    assert read(folder, "totals") == [{"n_lines": 4}]
    before = files(folder)
    assert run_in(folder) == {}
    assert files(folder) == before


def test_two_runs_give_identical_files(folder: Path) -> None:
    run_in(folder)
    before = files(folder)
    assert run_in(folder, force=True) == {"ingest": 3, "lines": 3, "totals": 3}
    assert files(folder) == before


def test_a_changed_file_runs_again_alone(folder: Path) -> None:
    run_in(folder)
    seen.clear()
    (folder / "in/b.txt").write_text("gamma\nepsilon", "utf-8")
    assert run_in(folder) == {"ingest": 1, "lines": 1, "totals": 3}
    assert seen == ["b.txt"]
    incremental = files(folder)
    run_in(folder, force=True)
    assert files(folder) == incremental


def test_new_and_removed_files(folder: Path) -> None:
    run_in(folder)
    seen.clear()
    (folder / "in/a.txt").unlink()
    (folder / "in/aa.txt").write_text("new", "utf-8")
    run_in(folder)
    assert seen == ["aa.txt"]
    assert [row["doc_id"] for row in read(folder, "lines")] == ["aa.txt", "b.txt", "c.txt"]
    assert read(folder, "totals") == [{"n_lines": 3}]


def test_a_changed_setting_runs_its_stage_and_those_after_it(folder: Path) -> None:
    run_in(folder)
    louder = settings(plugins={"lines": {"upper": True}})
    assert run_in(folder, louder) == {"lines": 3, "totals": 3}
    assert read(folder, "lines")[0]["line"] == "ALPHA"


def test_until_stops_and_status_says_why(folder: Path) -> None:
    assert run_in(folder, until="lines") == {"ingest": 3, "lines": 3}
    states = {s.stage: s.reason for s in status(settings(), folder / "in", folder / "out")}
    assert states == {"ingest": "", "lines": "", "totals": "not made yet"}
    run_in(folder)
    (folder / "in/b.txt").write_text("other", "utf-8")
    (folder / "in/d.txt").write_text("new", "utf-8")
    states = {s.stage: s.reason for s in status(settings(), folder / "in", folder / "out")}
    assert states["ingest"] == "1 file changed, 1 file new"
    assert states["totals"] == "ingest is out of date"
    louder = settings(plugins={"lines": {"upper": True}})
    states = {s.stage: s.reason for s in status(louder, folder / "in", folder / "out")}
    assert "settings of lines changed" in states["lines"]


def test_a_missing_table_is_made_again(folder: Path) -> None:
    run_in(folder)
    (folder / "out/lines.parquet").unlink()
    assert run_in(folder) == {"lines": 3}


@pytest.mark.parametrize("damage", [b"", b"no parquet"])
def test_a_table_that_is_not_as_it_was_written_is_made_again(folder: Path, damage: bytes) -> None:
    run_in(folder)
    before = read(folder, "lines")
    (folder / "out/lines.parquet").write_bytes(damage)
    states = {s.stage: s.reason for s in status(settings(), folder / "in", folder / "out")}
    assert states["lines"] == "lines is not as it was written"
    run_in(folder)
    assert read(folder, "lines") == before


def test_all_run_again_where_rejects_is_missing(folder: Path) -> None:
    (folder / "in/empty.txt").write_bytes(b"")
    run_in(folder)
    (folder / "out/rejects.parquet").unlink()
    states = {s.stage: s.reason for s in status(settings(), folder / "in", folder / "out")}
    assert set(states.values()) == {"rejects is missing"}
    run_in(folder)
    assert [row["path"] for row in read(folder, "rejects")] == ["empty.txt"]


def test_a_large_corpus_is_written_in_parts(folder: Path) -> None:
    run_in(folder)
    whole = read(folder, "lines")
    small = settings(part_chars=5)
    run_in(folder, small, force=True)
    assert len(list((folder / "out/lines.parquet").iterdir())) == 3
    assert read(folder, "lines") == whole
    (folder / "in/b.txt").write_text("changed", "utf-8")
    seen.clear()
    run_in(folder, small)
    assert seen == ["b.txt"]
    assert [row["line"] for row in read(folder, "lines")] == ["alpha", "beta", "changed", "delta"]


def test_a_failing_stage_leaves_the_tables_as_they_were(folder: Path) -> None:
    run_in(folder)
    before = read(folder, "lines")
    (folder / "in/b.txt").write_text("explode", "utf-8")
    with pytest.raises(RuntimeError, match="explode"):
        run_in(folder)
    assert read(folder, "lines") == before
    (folder / "in/b.txt").write_text("fine", "utf-8")
    seen.clear()
    run_in(folder)
    assert seen == ["b.txt"]
    assert read(folder, "totals") == [{"n_lines": 4}]


def test_rejects_of_unchanged_files_are_kept(folder: Path) -> None:
    (folder / "in/empty.txt").write_bytes(b"")
    run_in(folder)
    assert [row["path"] for row in read(folder, "rejects")] == ["empty.txt"]
    (folder / "in/b.txt").write_text("other", "utf-8")
    run_in(folder)
    assert [row["path"] for row in read(folder, "rejects")] == ["empty.txt"]
    (folder / "in/empty.txt").unlink()
    run_in(folder)
    assert read(folder, "rejects") == []


def test_a_file_called_like_a_row_of_another_is_set_aside(folder: Path) -> None:
    (folder / "in/d.jsonl#0").write_text("a file", "utf-8")
    run_in(folder)
    assert read(folder, "rejects") == []
    (folder / "in/d.jsonl").write_text('{"text": "a row"}\n', "utf-8")
    run_in(folder)
    texts = {row["doc_id"]: row["text"] for row in read(folder, "documents")}
    assert texts["d.jsonl#0"] == "a row"
    assert [(r["path"], r["reason"]) for r in read(folder, "rejects")] == [
        ("d.jsonl#0", "name of a row")
    ]
    (folder / "in/d.jsonl").unlink()
    run_in(folder)
    texts = {row["doc_id"]: row["text"] for row in read(folder, "documents")}
    assert texts["d.jsonl#0"] == "a file"
    assert read(folder, "rejects") == []


def test_files_are_read_again_with_other_libraries(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_in(folder)
    assert run_in(folder) == {}
    monkeypatch.setattr(registry, "reader_libraries", lambda: {"trafilatura": "99"})
    (ingest, *_) = status(settings(), folder / "in", folder / "out")
    assert ingest.reason == "the models, vocabularies or libraries of ingest changed"
    assert "ingest" in run_in(folder)


def test_an_output_folder_inside_the_input_is_not_read(folder: Path) -> None:
    out = folder / "in/tables"
    run(settings(), folder / "in", out)
    assert not any(stage.reason for stage in run(settings(), folder / "in", out).stages)
    assert {s.stage for s in status(settings(), folder / "in", out) if not s.fresh} == set()


def test_files_say_what_made_them(folder: Path) -> None:
    import pyarrow.parquet as pq

    run_in(folder)
    metadata = pq.read_schema(folder / "out/lines.parquet").metadata
    assert metadata[b"govnlp.version"] == govnlp.__version__.encode()
    models = json.loads(metadata[b"govnlp.models"])
    assert models["lines.version"] == "1"
    assert models["ingest.trafilatura"]
    assert metadata[b"govnlp.settings"]
    field = pq.read_schema(folder / "out/documents.parquet").field("n_chars")
    assert field.metadata[b"unit"] == b"code points"


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        (("linse",), "unknown stage 'linse'; known: ingest, .*lines"),
        (("lines", "lines"), "stands there twice"),
        (("early",), "'early' reads the table 'mentions', which no stage before it writes"),
        (("lines", "again"), "'again' writes the table 'lines', which 'lines' writes"),
    ],
)
def test_stages_that_do_not_fit_are_refused_before_a_file_is_read(
    folder: Path, stages: tuple[str, ...], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        run_in(folder, settings(*stages))
    assert not (folder / "out").exists()


def test_ingest_comes_first(folder: Path) -> None:
    with pytest.raises(SettingsError, match="first one must be 'ingest'"):
        run_in(folder, PipelineSettings(stages=("lines",)))


@pytest.mark.parametrize(
    ("offer", "message"),
    [
        (AttributeError("no attribute 'x'"), "'lines' cannot be loaded from .*no attribute 'x'"),
        (ImportError("no module"), "'lines' cannot be loaded from .*no module"),
        (lines, "'lines' is no govnlp.Stage but function"),
    ],
)
def test_a_stage_that_cannot_be_used_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, offer: Any, message: str
) -> None:
    def load(_: EntryPoint) -> Any:
        if isinstance(offer, Exception):
            raise offer
        return offer

    monkeypatch.setattr(EntryPoint, "load", load)
    with pytest.raises(SettingsError, match=message):
        run_in(folder)


def test_process_gives_the_tables_of_own_stages() -> None:
    result = govnlp.process(["one\ntwo"], settings())
    assert result.others["totals"].to_pylist() == [{"n_lines": 2}]
    assert result.to_pandas("lines")["line"].tolist() == ["one", "two"]
    with pytest.raises(TableError, match="no table is called 'none'"):
        result.to_pandas("none")


def test_unknown_keys_of_a_plugin_are_refused(folder: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"plugins\.lines: uper: unknown key; known here: upper"
    ):
        run_in(folder, settings(plugins={"lines": {"uper": True}}))


def test_settings_of_a_plugin_that_does_not_run_are_refused(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"plugins\.linse: no such stage"):
        run_in(folder, settings(plugins={"linse": {"upper": True}}))


def test_wrong_output_of_a_plugin_is_refused(folder: Path) -> None:
    with pytest.raises(TableError, match="totals: column 'n_lines' is missing"):
        run_in(folder, settings("lines", "wrong"))


def test_wrong_arguments(folder: Path) -> None:
    with pytest.raises(SettingsError, match="no stage 'lnes' in this pipeline"):
        run_in(folder, until="lnes")
    with pytest.raises(InputError):
        run(settings(), folder / "nowhere", folder / "out")
