"""One run over a folder: what is out of date is made again, the rest is kept."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

import govnlp
from govnlp.config import IngestSettings
from govnlp.freshness import (
    corpus_digest,
    describe_change,
    file_digests,
    fingerprints,
    unusable_tables,
    why_stale,
)
from govnlp.rows import checked_output, in_order, of_documents, parts
from govnlp.schema import Tables, check_table, concat, empty_table
from govnlp.stages.ingest import Source, ingest
from govnlp.stages.registry import Step
from govnlp.store import Store, TableWriter

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, all)``: documents, or files in the stage ingest."""

_BATCH_CHARS = 500_000
"""Documents are handed to a stage in batches of about this many characters."""


@dataclass(frozen=True)
class StageReport:
    """What one stage did in a run.

    Attributes:
        name: the stage.
        reason: why it ran; empty if its tables were up to date.
        n_documents: the documents (for ingest, the files) that it worked on.
        seconds: how long it took.
    """

    name: str
    reason: str
    n_documents: int
    seconds: float


class Runner:
    """Runs steps over files into one store, which the caller has locked.

    Args:
        steps: the stages, bound to their settings.
        store: where the tables go.
        sources: the files, in order.
        part_chars: about how many characters go into one part file.
        force: whether everything is made again.
        progress: told of what is done.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        store: Store,
        sources: Sequence[Source],
        *,
        part_chars: int,
        force: bool,
        progress: Progress,
    ) -> None:
        self._steps = steps
        self._store = store
        self._sources = sources
        self._part_chars = part_chars
        self._force = force
        self._progress = progress
        self._manifest = store.manifest()
        self._prints = fingerprints(steps)
        self._unusable = unusable_tables(self._manifest, store)
        self._corpus: dict[str, str] = {}
        self._lengths: dict[str, int] = {}

    def run(self) -> list[StageReport]:
        """Run the steps in order, each over what is out of date."""
        return [self._run_timed(step) for step in self._steps]

    def _run_timed(self, step: Step) -> StageReport:
        began = time.perf_counter()
        entry = None if self._force else self._manifest["stages"].get(step.name)
        reason = (
            "asked for"
            if self._force
            else why_stale(step, entry, self._prints[step.name], self._unusable)
        )
        usable = None if reason else entry
        if step.run is None:
            reason, count, files = self._ingest(step, usable, reason)
            self._read_corpus()
        else:
            files = {}
            before = self._manifest["corpora"][usable["corpus"]] if usable else {}
            reason = reason or self._changed_documents(before)
            if not reason:
                count = 0
            elif step.scope == "document":
                count = self._run_by_document(step, before)
            else:
                count = self._run_over_corpus(step)
        seconds = time.perf_counter() - began
        if reason:
            self._record(step, seconds, files)
        return StageReport(step.name, reason, count, seconds)

    def _ingest(
        self, step: Step, entry: Mapping[str, Any] | None, reason: str
    ) -> tuple[str, int, dict[str, str]]:
        assert isinstance(step.settings, IngestSettings)
        files = file_digests(self._sources)
        before: Mapping[str, str] = entry["files"] if entry else {}
        kept = {name for name, digest in files.items() if digest and before.get(name) == digest}
        reason = reason or describe_change(before, files, "file")
        if not reason:
            return "", 0, files
        n_stale, done = len(files) - len(kept), 0
        rejects = [self._kept_rejects(step, "path", kept)]
        with self._replacing(step) as writers:
            for part in parts(self._sources, _file_size, self._part_chars):
                stale = [source for source in part if source.name not in kept]
                written = ingest(stale, step.settings)
                rejects.append(written["rejects"])
                old = self._kept("documents", "path", [s.name for s in part if s.name in kept])
                rows = pa.concat_tables([*old, check_table("documents", written["documents"])])
                writers["documents"].add(in_order(rows, "path", files))
                done += len(stale)
                self._progress(step.name, done, n_stale)
        self._write_rejects(step, in_order(concat("rejects", rejects), "path", files))
        return reason, n_stale, files

    def _read_corpus(self) -> None:
        table = self._store.read("documents", columns=["doc_id", "sha256", "n_chars"])
        ids = table["doc_id"].to_pylist()
        digests = [digest[:16] for digest in table["sha256"].to_pylist()]
        self._corpus = dict(zip(ids, digests, strict=True))
        self._lengths = dict(zip(ids, table["n_chars"].to_pylist(), strict=True))

    def _run_by_document(self, step: Step, before: Mapping[str, str]) -> int:
        kept = {name for name, digest in self._corpus.items() if before.get(name) == digest}
        n_stale, done = len(self._corpus) - len(kept), 0
        rejects = [self._kept_rejects(step, "doc_id", kept)]
        with self._replacing(step) as writers:
            for part in parts(self._corpus, self._lengths.__getitem__, self._part_chars):
                old = [doc_id for doc_id in part if doc_id in kept]
                made = {name: self._kept(name, "doc_id", old) for name in step.writes}
                stale = [doc_id for doc_id in part if doc_id not in kept]
                inputs = {name: self._read(name, stale) for name in step.reads} if stale else {}
                for batch in parts(stale, self._lengths.__getitem__, _BATCH_CHARS):
                    written = _run(step, {n: of_documents(t, batch) for n, t in inputs.items()})
                    rejects.append(written.pop("rejects"))
                    for name, table in written.items():
                        made[name].append(table)
                    done += len(batch)
                    self._progress(step.name, done, n_stale)
                for name, writer in writers.items():
                    rows = pa.concat_tables(made[name] or [step.writes[name].empty_table()])
                    writer.add(in_order(rows, "doc_id", self._corpus))
        self._write_rejects(step, in_order(concat("rejects", rejects), "doc_id", self._corpus))
        return n_stale

    def _run_over_corpus(self, step: Step) -> int:
        """Run a step over all documents, whatever changed."""
        written = _run(step, {name: self._store.read(name) for name in step.reads})
        rejects = written.pop("rejects")
        with self._replacing(step) as writers:
            for name, writer in writers.items():
                writer.add(written[name])
        self._write_rejects(step, rejects)
        self._progress(step.name, len(self._corpus), len(self._corpus))
        return len(self._corpus)

    def _changed_documents(self, before: Mapping[str, str]) -> str:
        if list(before.items()) == list(self._corpus.items()):
            return ""
        return describe_change(before, self._corpus, "document") or "order changed"

    def _read(self, name: str, doc_ids: Sequence[str]) -> pa.Table:
        if len(doc_ids) == len(self._corpus):
            return self._store.read(name)
        return self._store.read(name, where={"doc_id": doc_ids})

    def _kept(self, name: str, column: str, values: Sequence[str]) -> list[pa.Table]:
        return [self._store.read(name, where={column: values})] if values else []

    def _kept_rejects(self, step: Step, column: str, values: Iterable[str]) -> pa.Table:
        if not self._store.exists("rejects"):
            return empty_table("rejects")
        return self._store.read("rejects", where={"stage": [step.name], column: values})

    def _write_rejects(self, step: Step, rows: pa.Table) -> None:
        """Replace this stage's rows of ``rejects``, and put the stages in their order."""
        names = [other.name for other in self._steps]
        tables = [rows.cast(empty_table("rejects").schema)]
        if self._store.exists("rejects"):
            table = self._store.read("rejects")
            tables.append(table.filter(pc.not_equal(table["stage"], step.name)))
        self._store.write(
            "rejects", in_order(concat("rejects", tables), "stage", names), self._metadata(step)
        )

    @contextmanager
    def _replacing(self, step: Step) -> Iterator[dict[str, TableWriter]]:
        """Write a step's tables, all of them or none."""
        metadata = self._metadata(step)
        with ExitStack() as stack:
            writers = {
                name: stack.enter_context(self._store.writer(name, schema, metadata))
                for name, schema in step.writes.items()
            }
            yield writers
            # From here on the manifest must not vouch for the old tables: a run killed between
            # two of them would leave rows that belong to different inputs.
            if self._manifest["stages"].pop(step.name, None) is not None:
                self._store.write_manifest(self._manifest)
            for writer in writers.values():
                writer.commit()

    def _metadata(self, step: Step) -> dict[str, str]:
        """Say what made a file: versions, models, and the digest of all settings so far."""
        upto = self._steps[: self._steps.index(step) + 1]
        models = {f"{s.name}.{key}": value for s in upto for key, value in s.models.items()}
        return {
            "govnlp.version": govnlp.__version__,
            "govnlp.stage": step.name,
            "govnlp.settings": self._prints[step.name].digest,
            "govnlp.models": json.dumps(models, sort_keys=True),
        }

    def _record(self, step: Step, seconds: float, files: Mapping[str, str]) -> None:
        corpus = corpus_digest(self._corpus)
        self._manifest["stages"][step.name] = {
            "fingerprint": self._prints[step.name].parts(),
            "corpus": corpus,
            "tables": {
                name: {"rows": self._store.count(name), "bytes": self._store.size(name)}
                for name in step.writes
            },
            "seconds": round(seconds, 3),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            **({"files": dict(files)} if step.run is None else {}),
        }
        self._manifest["govnlp"] = govnlp.__version__
        self._manifest["corpora"][corpus] = self._corpus
        used = {entry["corpus"] for entry in self._manifest["stages"].values()}
        self._manifest["corpora"] = {
            digest: docs for digest, docs in self._manifest["corpora"].items() if digest in used
        }
        self._store.write_manifest(self._manifest)


def _run(step: Step, tables: Mapping[str, pa.Table]) -> Tables:
    """Run a step on tables and check what it gives."""
    assert step.run is not None
    return checked_output(step.name, step.writes, step.run(tables))


def _file_size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:  # ingest says what is wrong with it
        return 0
