"""Every command: what it prints, as text and as JSON, and the status it ends with.

Most tests run a pipeline of two stages, which needs no model.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import govnlp
from govnlp import cli
from govnlp.contract import violations
from govnlp.schema import SCHEMAS
from govnlp.store import Store

DONE, FAILED, WRONG_USE, DONE_WITH_REJECTS = 0, 1, 2, 3

ENGLISH = "Human security\n\nPeople need freedom from fear.\n"
CHINESE = "人的安全\n\n人人需要免于恐惧的自由。\n"


class Outcome(NamedTuple):
    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two texts and a pipeline of two stages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.en.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "seeds/a.zh.txt").write_text(CHINESE, "utf-8")
    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines/default.toml").write_text('stages = ["ingest", "segment"]\n', "utf-8")
    return tmp_path


@pytest.fixture
def call(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line as a shell does, in this process."""

    def call(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["govnlp", *words])
        capsys.readouterr()
        status = DONE
        try:
            cli.main()
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        return Outcome(status, *capsys.readouterr())

    return call


def assert_one_line(error: str, *parts: str) -> None:
    assert error.startswith("govnlp: ")
    assert error.count("\n") == 1
    assert "Traceback" not in error
    for part in parts:
        assert part in error


def test_run_makes_the_tables(call: Call) -> None:
    outcome = call("run", "all")
    assert outcome.status == DONE
    assert "Made: ingest (" in outcome.out
    assert "Next: govnlp show a.en.txt" in outcome.out
    assert outcome.err.splitlines() == ["ingest: 2 done", "segment: 2 done"]
    store = Store("data/processed")
    tables = {name: store.read(name) for name in ("documents", "segments", "rejects")}
    assert tables["segments"].num_rows == 4
    assert list(violations(tables)) == []


def test_run_twice_does_nothing_the_second_time(call: Call) -> None:
    call("run")
    outcome = call("run")
    assert outcome.status == DONE
    assert "Everything was up to date." in outcome.out


def test_force_makes_everything_again(call: Call) -> None:
    call("run")
    stages = call("run", "--force", "--json").json()["stages"]
    assert [stage["reason"] for stage in stages] == ["asked for", "asked for"]


def test_run_stops_after_the_stage_named(call: Call, folder: Path) -> None:
    assert call("run", "ingest").status == DONE
    assert (folder / "data/processed/documents.parquet").exists()
    assert not (folder / "data/processed/segments.parquet").exists()


def test_run_follows_its_options(call: Call, folder: Path) -> None:
    (folder / "mine.toml").write_text('stages = ["ingest"]\ninput = "nowhere"\n', "utf-8")
    outcome = call("run", "-p", "mine.toml", "-i", "seeds/a.zh.txt", "-o", "out", "--json")
    assert outcome.status == DONE
    assert outcome.json()["output"] == "out"
    assert outcome.json()["rows"] == {"documents": 1, "rejects": 0}
    assert Store("out").read("documents")["text"].to_pylist() == [CHINESE]


def test_run_without_a_pipeline_file_takes_the_defaults(call: Call, folder: Path) -> None:
    (folder / "pipelines/default.toml").unlink()
    outcome = call("run", "segment", "--json")
    assert outcome.status == DONE
    assert outcome.json()["rows"]["segments"] == 4


def test_run_quiet_prints_nothing(call: Call) -> None:
    assert call("run", "--quiet") == (DONE, "", "")


def test_run_json_is_all_it_prints(call: Call) -> None:
    outcome = call("run", "--json")
    assert outcome.err == ""
    report = outcome.json()
    assert [stage["name"] for stage in report["stages"]] == ["ingest", "segment"]
    assert report["stages"][0].keys() == {"name", "reason", "n_documents", "seconds"}
    assert report["rows"] == {"documents": 2, "segments": 4, "rejects": 0}


@pytest.mark.parametrize("form", [[], ["--quiet"], ["--json"]])
def test_run_with_rejects_ends_with_their_status(call: Call, folder: Path, form: list[str]) -> None:
    (folder / "seeds/empty.txt").write_bytes(b"")
    outcome = call("run", *form)
    assert outcome.status == DONE_WITH_REJECTS
    if not form:
        assert "1 row was set aside" in outcome.out
        assert "empty.txt: empty file" in outcome.out
    assert call("run", *form).status == DONE_WITH_REJECTS


def test_a_summary_prints_names_with_brackets_as_they_are(call: Call, folder: Path) -> None:
    (folder / "seeds/[bold]draft[end].txt").write_bytes(b"")
    assert "[bold]draft[end].txt: empty file" in call("run").out


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["run", "translate"], ["no stage 'translate'", "all, ingest, segment"]),
        (["run", "-i", "nowhere"], ["nowhere", "no such file or folder"]),
        (["run", "-p", "nowhere.toml"], ["nowhere.toml", "cannot be read"]),
        (["status", "-p", "nowhere.toml"], ["nowhere.toml", "cannot be read"]),
        (["show", "a.fr.txt"], ["no document is called 'a.fr.txt'", "a.en.txt"]),
        (["show", "a."], ["several documents are called 'a.'", "a.en.txt, a.zh.txt"]),
        (["init", "seeds/a.en.txt"], ["a file is in the way"]),
    ],
)
def test_wrong_use_is_one_line_that_says_what_to_do(
    call: Call, words: list[str], parts: list[str]
) -> None:
    call("run")
    outcome = call(*words)
    assert outcome.status == WRONG_USE
    assert outcome.out == ""
    assert_one_line(outcome.err, *parts)


@pytest.mark.parametrize(
    ("pipeline", "parts"),
    [
        ("[segment]\nmax_char = 5\n", ["segment.max_char: unknown key", "max_chars"]),
        ("[segment]\nmax_chars = 'many'\n", ["segment.max_chars", "'many'"]),
        ("stages = ['ingest', 'parse']\n", ["unknown stage 'parse'", "annotate"]),
        ("stages = ['ingest', 'annotate']\n", ["'annotate' reads the table 'segments'"]),
        ("stages = [", ["not valid TOML"]),
    ],
)
def test_a_wrong_pipeline_file_is_wrong_use(
    call: Call, folder: Path, pipeline: str, parts: list[str]
) -> None:
    (folder / "pipelines/default.toml").write_text(pipeline, "utf-8")
    for command in ("run", "status"):
        outcome = call(command)
        assert outcome.status == WRONG_USE
        assert_one_line(outcome.err, *parts)


@pytest.mark.parametrize(
    "words", [["translate"], ["run", "--fast"], ["show"], ["init"], ["run", "all", "too", "many"]]
)
def test_words_that_no_command_has_are_wrong_use(call: Call, words: list[str]) -> None:
    outcome = call(*words)
    assert outcome.status == WRONG_USE
    assert "Traceback" not in outcome.err


def test_damaged_tables_are_a_failure(call: Call, folder: Path) -> None:
    call("run")
    (folder / "data/processed/_manifest.json").write_text("{", "utf-8")
    for words in (["run"], ["status"]):
        outcome = call(*words)
        assert outcome.status == FAILED
        assert_one_line(outcome.err, "_manifest.json", "damaged", "remove it")


def test_debug_shows_where_an_error_comes_from(call: Call) -> None:
    with pytest.raises(govnlp.GovnlpError, match="no stage 'translate'"):
        call("--debug", "run", "translate")


def test_an_interrupted_run_says_what_is_kept(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("govnlp.pipeline.run", interrupt)
    outcome = call("run")
    assert outcome.status == FAILED
    assert_one_line(outcome.err, "interrupted", "kept")


def test_status_tells_each_table_and_why(call: Call, folder: Path) -> None:
    before = call("status", "--json")
    assert before.status == DONE
    assert [state["reason"] for state in before.json()] == ["not made yet", "not made yet"]
    call("run")
    (ingest, segment) = call("status", "--json").json()
    assert ingest["fresh"]
    assert segment["fresh"]
    assert segment["tables"]["segments"]["rows"] == 4
    assert segment["tables"]["segments"]["bytes"] > 0
    assert segment["seconds"] >= 0
    (folder / "seeds/a.zh.txt").write_text(CHINESE * 2, "utf-8")
    (ingest, segment) = call("status", "--json").json()
    assert ingest["reason"] == "1 file changed"
    assert segment["reason"] == "ingest is out of date"


def test_status_prints_a_table(call: Call) -> None:
    call("run")
    outcome = call("status")
    assert outcome.status == DONE
    for part in ("ingest", "documents", "segments", "up to date", "kB"):
        assert part in outcome.out


def test_show_says_when_there_is_no_document_at_all(call: Call, folder: Path) -> None:
    (folder / "void").mkdir()
    call("run", "-i", "void")
    assert_one_line(call("show", "a.en.txt").err, "'a.en.txt'", "put texts into the input folder")


def test_a_narrow_status_still_says_the_state(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call("run")
    monkeypatch.setenv("COLUMNS", "60")
    outcome = call("status")
    assert outcome.out.count("up to date") == 2
    assert "kB" not in outcome.out


def test_status_changes_nothing(call: Call, folder: Path) -> None:
    call("status")
    assert not (folder / "data").exists()


@pytest.mark.parametrize("wanted", ["a.zh.txt", "zh.txt", "a.z"])
def test_show_finds_a_document_by_its_beginning_or_end(call: Call, wanted: str) -> None:
    call("run")
    outcome = call("show", wanted)
    assert outcome.status == DONE
    assert "a.zh.txt" in outcome.out
    assert "zh Hans paragraph" in outcome.out
    assert "人人需要免于恐惧的自由。" in outcome.out


def test_show_json_holds_the_whole_document(call: Call) -> None:
    call("run")
    view = call("show", "a.en.txt", "--json").json()
    assert view["doc_id"] == "a.en.txt"
    assert view["n_chars"] == len(ENGLISH)
    assert [segment["kind"] for segment in view["segments"]] == ["heading", "paragraph"]
    for segment in view["segments"]:
        assert ENGLISH[segment["start"] :].startswith(segment["text"])
        assert segment["entities"] == segment["mentions"] == []


def test_show_before_a_run_says_what_to_do(call: Call) -> None:
    outcome = call("show", "a.en.txt")
    assert outcome.status == FAILED
    assert_one_line(outcome.err, "no such table", "govnlp run all")


GOLD = {"text": ENGLISH, "segments": [[0, 14, "en", "heading"], [16, 47, "en", "list_item"]]}


def test_evaluate_prints_a_table_a_file(call: Call, folder: Path) -> None:
    (folder / "gold.jsonl").write_text(json.dumps(GOLD), "utf-8")
    outcome = call("evaluate", "gold.jsonl")
    assert outcome.status == DONE
    text = " ".join(outcome.out.split())
    assert "gold.jsonl: gold, 1 text, en, bundled" in text
    assert "segments/language 100.00 100.00 100.00 39 39 39" in text
    assert "segments/kind 33.33" in text


def test_evaluate_json_holds_shares_and_counts(call: Call, folder: Path) -> None:
    (folder / "gold.jsonl").write_text(json.dumps(GOLD), "utf-8")
    (evaluation,) = call("evaluate", "gold.jsonl", "--json").json()
    assert evaluation["file"] == "gold.jsonl"
    assert evaluation["figures"]["segments/boundaries"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "correct": 1,
        "gold": 1,
        "system": 1,
    }


def test_evaluate_names_the_line_that_is_wrong(call: Call, folder: Path) -> None:
    (folder / "gold.jsonl").write_text(json.dumps(GOLD) + '\n{"txt": ""}\n', "utf-8")
    outcome = call("evaluate", "gold.jsonl")
    assert outcome.status == WRONG_USE
    assert_one_line(outcome.err, "gold.jsonl, line 2", '"text"')


def test_doctor_looks_at_everything(call: Call) -> None:
    outcome = call("doctor", "--json")
    findings = {finding["subject"]: finding for finding in outcome.json()}
    assert findings["govnlp"]["detail"] == govnlp.__version__
    assert {"Python", "spacy", "en pipeline", "zh pipeline", "vocabulary"} <= findings.keys()
    broken = [subject for subject, finding in findings.items() if finding["state"] == "broken"]
    assert broken == []
    assert outcome.status == DONE


def test_doctor_fails_where_something_is_broken(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("govnlp.annotators.bundled.model_path", lambda lang: tmp_path / lang)
    monkeypatch.setattr("govnlp.doctor._model", _load_uncached)
    outcome = call("doctor")
    assert outcome.status == FAILED
    assert "no spaCy pipeline in" in " ".join(outcome.out.split())


def _load_uncached(lang: str) -> str:
    from govnlp.annotators.bundled import KIND

    return KIND.load(lang, "", KIND.settings()).name


def test_init_makes_a_folder_to_start_from(call: Call, folder: Path) -> None:
    outcome = call("init", "mine")
    assert outcome.status == DONE
    assert "cd mine\n  govnlp run all" in outcome.out
    assert (folder / "mine/pipelines/default.toml").is_file()
    assert (folder / "mine/seeds/README.md").is_file()
    assert (folder / "mine/data/processed/.gitignore").is_file()
    assert not (folder / "mine/pipelines/training").exists()


def test_init_spares_what_is_there_unless_forced(call: Call, folder: Path) -> None:
    call("init", "mine")
    pipeline = folder / "mine/pipelines/default.toml"
    pipeline.write_text("# mine\n", "utf-8")
    outcome = call("init", "mine")
    assert outcome.status == WRONG_USE
    assert_one_line(outcome.err, "already there", "--force overwrites")
    assert pipeline.read_text("utf-8") == "# mine\n"
    assert call("init", "mine", "--force").status == DONE
    assert pipeline.read_text("utf-8") != "# mine\n"


def test_version(call: Call) -> None:
    assert call("--version") == (DONE, f"govnlp {govnlp.__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        *([name, "--help"] for name in ("run", "status", "show", "vocab", "evaluate")),
        *([name, "--help"] for name in ("doctor", "init")),
    ],
)
def test_help_of_every_command(call: Call, words: list[str]) -> None:
    outcome = call(*words)
    assert outcome.status == DONE
    assert "Usage: " in outcome.out


def test_help_names_the_exit_statuses(call: Call) -> None:
    text = " ".join(call("--help").out.split())
    assert "0 done, 1 failed, 2 wrong use, 3 done, with some input set aside" in text


def test_a_call_without_a_word_shows_the_help(call: Call) -> None:
    outcome = call()
    assert "Usage: " in outcome.out + outcome.err


HEAVY = ("numpy", "opencc", "pandas", "pyarrow", "pydantic", "rjieba", "spacy", "thinc", "torch")


@pytest.mark.parametrize(
    "statement", ["import govnlp", "from govnlp.cli import app; app(['--help'])"]
)
def test_help_and_import_load_no_heavy_library(statement: str) -> None:
    code = (
        "import sys\n"
        f"try:\n    {statement}\n"
        "except SystemExit:\n    pass\n"
        f"print('loaded:', *sorted({set(HEAVY)} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1].strip() == "loaded:"


def test_help_takes_little_more_than_the_libraries_it_is_made_of() -> None:
    made_of = min(_cpu_seconds("import typer, rich.table, json") for _ in range(3))
    whole = min(_cpu_seconds("from govnlp.cli import app; app(['--help'])") for _ in range(3))
    assert whole - made_of < 0.5


def _cpu_seconds(statement: str) -> float:
    """Processor time, which does not grow when the machine is busy with other work."""
    code = (
        "import sys, time\n"
        f"try:\n    {statement}\n"
        "except SystemExit:\n    pass\n"
        "print(time.process_time(), file=sys.stderr)"
    )
    # A user's Python keeps what it compiled; what counts is the time after the first call.
    keeping = {key: v for key, v in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=keeping,
    )
    return float(done.stderr.splitlines()[-1])


def test_the_command_is_installed(folder: Path) -> None:
    program = Path(sys.executable).with_name("govnlp")
    done = subprocess.run(
        [program, "run", "all", "--json"], capture_output=True, text=True, cwd=folder, timeout=120
    )
    assert done.returncode == DONE
    assert json.loads(done.stdout)["rows"]["segments"] == 4
    assert set(json.loads(done.stdout)["rows"]) <= SCHEMAS.keys()


def test_what_the_output_cannot_encode_is_replaced(folder: Path) -> None:
    program = Path(sys.executable).with_name("govnlp")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for words in (["run"], ["show", "a.zh.txt"]):
        done = subprocess.run(
            [program, *words], capture_output=True, cwd=folder, env=environment, timeout=120
        )
        assert done.returncode == DONE, done.stderr
    assert b"????" in done.stdout
