"""A run that is killed leaves whole tables, and the next one makes the rest."""

import subprocess
import sys
import time
from pathlib import Path

import pyarrow.dataset as ds

from govnlp.config import PipelineSettings
from govnlp.pipeline import run

N_FILES = 80
SETTINGS = PipelineSettings(stages=("ingest", "segment"), part_chars=20_000)
RUN = (
    "from govnlp.config import PipelineSettings; from govnlp.pipeline import run; "
    "run(PipelineSettings(stages=('ingest', 'segment'), part_chars=20_000), 'in', 'out')"
)


def write_texts(folder: Path, edition: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(N_FILES):
        text = f"Edition {edition}\n\nHuman security, part {number}.\n\n人的安全。\n" * 20
        (folder / f"{number:03d}.txt").write_text(text, "utf-8")


def tables(output: Path) -> dict[str, list[dict[str, object]]]:
    return {
        path.stem: ds.dataset(path, format="parquet").to_table().to_pylist()
        for path in sorted(output.glob("*.parquet"))
    }


def test_killed_runs_leave_whole_tables(tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 0)
    run(SETTINGS, tmp_path / "in", tmp_path / "out")
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", RUN], cwd=tmp_path, check=True)
    start_up = time.monotonic() - began
    for attempt in range(4):
        write_texts(tmp_path / "in", attempt + 1)
        process = subprocess.Popen([sys.executable, "-c", RUN], cwd=tmp_path)
        time.sleep(start_up * (0.7 + 0.3 * attempt))
        process.kill()
        process.wait()
        documents = tables(tmp_path / "out").get("documents")
        if documents is not None:  # a folder of parts may be away for the blink of a rename
            assert len(documents) == N_FILES
            assert len({str(row["text"])[:10] for row in documents}) == 1, "two editions"
    run(SETTINGS, tmp_path / "in", tmp_path / "out")
    run(SETTINGS, tmp_path / "in", tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
    left = {path.name for path in (tmp_path / "out").glob("_*")}
    assert left == {"_manifest.json", "_lock"}
