"""pipelines/stanza.toml and pipelines/stanza-both.toml run all stages, with small models."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from govnlp import cli
from govnlp.contract import violations
from govnlp.pipeline import run, status
from govnlp.schema import SCHEMAS
from govnlp.store import Store

TEXTS = {
    "a.en.txt": "The NATO adopted the new security strategies.\n\n"
    "Annan met Obi in Geneva. They don't trust the OPEC in China.\n",
    "a.zh.txt": "聯合國通過了新的安全戰略。\n\n"
    "安南在北京會見王毅。中国和肯尼亚签署国家安全条约。\n",
}


@pytest.fixture
def models(stanza_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small models, where Stanza has its own."""
    folder = tmp_path / "models"
    shutil.copytree(stanza_models, folder, ignore=shutil.ignore_patterns("work"))
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(folder))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "seeds" / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "english"), [("stanza", "govnlp_en-0.1.0"), ("stanza-both", "stanza:en")]
)
def test_all_stages_run(
    models: Path, root: Path, monkeypatch: pytest.MonkeyPatch, name: str, english: str
) -> None:
    pipeline = root / f"pipelines/{name}.toml"
    monkeypatch.setattr(
        sys, "argv", ["govnlp", "run", "all", "--pipeline", str(pipeline), "--quiet"]
    )
    with pytest.raises(SystemExit) as done:
        cli.main()
    assert done.value.code == 0
    store = Store(Path(f"data/{name}"))
    tables = {table: store.read(table) for table in ("documents", "entities", "noun_phrases")}
    entities = tables["entities"].to_pylist()
    assert {row["source"] for row in entities if row["lang"] == "en"} == {english}
    found = {row["text"]: row["label"] for row in entities if row["lang"] == "zh"}
    assert found == {
        "聯合國": "ORG",
        "安南": "PER",
        "北京": "LOC",
        "王毅": "PER",
        "中国": "LOC",
        "肯尼亚": "LOC",
    }
    keys = set(tables["noun_phrases"]["key"].to_pylist())
    assert {"国家安全条约", "安全战略", "new security strategy"} <= keys
    concepts = set(store.read("mentions")["concept_id"].to_pylist())
    assert {"place/china", "place/kenya"} <= concepts
    assert store.read("rejects").num_rows == 0
    assert list(violations({table: store.read(table) for table in SCHEMAS})) == []


def test_only_what_depends_on_a_model_runs_again(models: Path, root: Path) -> None:
    pipeline = root / "pipelines/stanza-both.toml"
    run(pipeline)
    assert all(state.fresh for state in status(pipeline))
    resources = json.loads((models / "resources.json").read_text("utf-8"))
    shutil.copy(models / "zh-hans/ner/tiny.pt", models / "zh-hans/ner/other.pt")
    resources["zh-hans"]["ner"]["other"] = resources["zh-hans"]["ner"]["tiny"]
    resources["zh-hans"]["packages"]["default"]["ner"] = "other"
    (models / "resources.json").write_text(json.dumps(resources), "utf-8")
    states = {state.stage: state.reason for state in status(pipeline)}
    assert states["annotate"] == "the models, vocabularies or libraries of annotate changed"
    assert states["segment"] == ""


def test_a_run_without_models_stops_before_the_first_file(
    models: Path, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(models / "nowhere"))
    pipeline = root / "pipelines/stanza.toml"
    monkeypatch.setattr(sys, "argv", ["govnlp", "run", "all", "-p", str(pipeline)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert "fetch them: govnlp models download stanza:zh-hans" in capsys.readouterr().err
    assert not Path("data/stanza/documents.parquet").exists()
