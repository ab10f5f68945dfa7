"""The doctor says whether Stanza is there, what it costs, and which of its models are whole."""

import shutil
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from govnlp import doctor


def findings() -> list[tuple[str, str, str]]:
    return [(f.subject, f.state, f.detail) for f in doctor._stanza()]


def test_licences_and_models(
    stanza_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "models"
    shutil.copytree(stanza_models, folder, ignore=shutil.ignore_patterns("work"))
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(folder))
    (extra, models) = findings()
    assert extra[:2] == ("extra stanza", "ok")
    assert "Apache 2.0" in extra[2]
    assert "udtools (GPL-2.0-or-later) and udapi (GPL-3.0-or-later)" in extra[2]
    assert models[1] == "ok"
    assert "en tokenize" in models[2]
    (folder / "en/pos/tiny.pt").write_bytes(b"half")
    (*_, broken) = findings()
    assert broken[1] == "broken"
    assert broken[2].endswith("is damaged; govnlp models download stanza:en")


def test_no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
    assert findings()[1][1:] == (
        "missing",
        f"none in {tmp_path}; govnlp models download stanza:zh-hans",
    )


def test_no_stanza(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", missing)
    assert findings() == [("extra stanza", "missing", "no Stanza; pip install 'govnlp[stanza]'")]
