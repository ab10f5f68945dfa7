"""Models are fetched by the command alone, from a server on this machine here, and checked."""

import json
import shutil
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from govnlp import cli
from govnlp.annotators.loading import load_annotator
from govnlp.annotators.stanza.download import MODEL_LICENCE, list_models
from govnlp.annotators.stanza.names import resources_version


class Quiet(SimpleHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def log_message(self, *_: object) -> None:
        self.asked.append(self.path)


class Server(NamedTuple):
    url: str
    root: Path


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def server(
    stanza_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """Offers the small models as Stanza's makers offer theirs."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    root = tmp_path / "hub"
    shutil.copytree(stanza_models, root, ignore=shutil.ignore_patterns("work"))
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    url = f"http://127.0.0.1:{httpd.server_port}"
    resources = json.loads((root / "resources.json").read_text("utf-8"))
    resources["url"] = url + "/{lang}/{filename}"
    (root / f"resources_{resources_version()}.json").write_text(json.dumps(resources), "utf-8")
    Quiet.asked.clear()
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield Server(url, root)
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Any:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path / "own"))

    def call(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["govnlp", "models", *words])
        capsys.readouterr()
        status = 0
        try:
            cli.main()
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


def test_what_is_fetched_is_what_is_loaded(server: Server, call: Any, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    outcome = call("download", "stanza:en", "--folder", str(folder), "--url", server.url, "--quiet")
    assert outcome.status == 0, outcome.err
    assert MODEL_LICENCE.split(";")[0] in " ".join(outcome.out.split())
    fetched = {(row["processor"], row["whole"]) for row in list_models(folder)}
    processors = "tokenize mwt pos lemma depparse ner constituency pretrain".split()
    assert fetched == {(processor, True) for processor in processors}
    (doc,) = load_annotator("en", f"stanza:en@{folder}").pipe(["Annan met Obi in Oslo."])
    assert len(doc.ents) == 3


def test_what_is_there_is_not_fetched_again(server: Server, call: Any, tmp_path: Path) -> None:
    words = ("download", f"stanza:zh@{tmp_path / 'models'}", "--url", server.url, "--quiet")
    assert call(*words).status == 0
    Quiet.asked.clear()
    assert call(*words).status == 0
    assert Quiet.asked == [f"/resources_{resources_version()}.json"]


def test_progress_goes_to_standard_error(server: Server, call: Any, tmp_path: Path) -> None:
    words = ("download", f"stanza:zh@{tmp_path / 'models'}", "--url", server.url)
    assert "Downloading" in call(*words).err


def test_single_processors_as_json(server: Server, call: Any, tmp_path: Path) -> None:
    processors = ("--processor", "tokenize", "--processor", "ner")
    outcome = call("download", "stanza:zh-hans", "--url", server.url, *processors, "--json")
    rows = json.loads(outcome.out)
    assert [(row["lang"], row["processor"], row["whole"]) for row in rows] == [
        ("zh-hans", "tokenize", True),
        ("zh-hans", "ner", True),
    ]
    assert all(Path(row["file"]).is_relative_to(tmp_path / "own") for row in rows)


def test_a_file_that_arrives_damaged_is_an_error(server: Server, call: Any) -> None:
    (server.root / "zh-hans/ner/tiny.pt").write_bytes(b"half")
    outcome = call("download", "stanza:zh-hans", "--url", server.url, "--quiet")
    assert outcome.status == 1
    assert "the models cannot be fetched" in outcome.err
    assert "md5" in outcome.err


def test_a_file_that_is_not_offered_is_an_error(server: Server, call: Any) -> None:
    (server.root / "zh-hans/ner/tiny.pt").unlink()
    outcome = call("download", "stanza:zh-hans", "--url", server.url, "--quiet")
    assert outcome.status == 1
    assert "ner/tiny.pt" in outcome.err


def test_a_server_that_does_not_answer_is_an_error(server: Server, call: Any) -> None:
    outcome = call("download", "stanza:en", "--url", server.url + "/nowhere")
    assert outcome.status == 1
    assert "the list of models" in outcome.err
    assert "check the network" in outcome.err


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["spacy:en"], 2, "only models of Stanza are fetched"),
        (["stanza:"], 2, "only models of Stanza are fetched"),
        (["stanza:fr"], 1, "govnlp reads Stanza's languages en"),
        (["stanza:en", "--processor", "coref"], 2, "'constituency'"),
    ],
)
def test_wrong_use_is_named(call: Any, words: list[str], status: int, said: str) -> None:
    outcome = call("download", *words)
    assert outcome.status == status
    assert said in outcome.err


def test_the_list_says_what_is_there_and_whole(
    stanza_models: Path, call: Any, tmp_path: Path
) -> None:
    assert "govnlp models download" in call("list").out
    folder = tmp_path / "own"
    shutil.copytree(stanza_models, folder)
    assert "zh-hans" in call("list").out
    (folder / "en/ner/tiny.pt").write_bytes(b"half")
    (folder / "en/ner/mine.pt").write_bytes(b"mine")
    rows = json.loads(call("list", "--json").out)
    whole = {row["package"]: row["whole"] for row in rows if row["processor"] == "ner"}
    assert whole["mine"] is None
    assert [r["file"] for r in rows if r["whole"] is False] == [str(folder / "en/ner/tiny.pt")]
    (folder / "resources.json").write_text("{", "utf-8")
    assert {row["whole"] for row in json.loads(call("list", "--json").out)} == {None}
