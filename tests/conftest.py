"""Fixtures that every test may use."""

import hashlib
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, which not every machine has."""
    folder = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the shared data folder is not on this machine (set GOVNLP_SHARED)")
    return folder


@pytest.fixture(scope="session")
def stanza_models(request: pytest.FixtureRequest) -> Path:
    """A folder of small Stanza models, trained on the first run and kept until something changes.

    Do not write there: copy it.
    """
    script = ROOT / "tests/annotators/stanza/small_models.py"
    scripts = ROOT / "pipelines/training/scripts"
    digest = hashlib.sha256()
    for path in (script, scripts / "stanza_processors.py", scripts / "stanza_release.py"):
        digest.update(path.read_bytes())
    digest.update(f"{version('stanza')} {version('torch')}".encode())
    assert request.config.cache is not None
    folder = request.config.cache.mkdir("stanza-models") / digest.hexdigest()[:16]
    if not folder.is_dir():
        building = folder.with_name(f"{folder.name}.{os.getpid()}")
        done = subprocess.run(
            [sys.executable, str(script), str(building)],
            env={**os.environ, "PYTHONPATH": str(scripts)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        building.replace(folder)
    return folder
