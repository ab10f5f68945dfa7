"""The stages in order, over a folder (`run`) or over texts in memory (`process`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from govnlp.config import PipelineSettings, load_pipeline
from govnlp.freshness import Freshness, file_digests, freshness
from govnlp.readers.sources import Source
from govnlp.rows import checked_output
from govnlp.runner import Progress, Runner, StageReport
from govnlp.schema import SCHEMAS, Tables, concat, empty_table, schema_of
from govnlp.stages.ingest import find_sources, ingest_texts
from govnlp.stages.registry import bind
from govnlp.store import Store

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class RunReport:
    """What a run did.

    Attributes:
        output: the folder with the tables.
        stages: what each stage did, in order.
        rows: the number of rows of each table of these stages.
    """

    output: Path
    stages: tuple[StageReport, ...]
    rows: Mapping[str, int]

    @property
    def n_rejects(self) -> int:
        """The number of rows in ``rejects``."""
        return self.rows.get("rejects", 0)


@dataclass(frozen=True)
class Result:
    """The tables of texts processed in memory; see `govnlp.schema` for their columns."""

    documents: pa.Table
    segments: pa.Table
    sentences: pa.Table
    entities: pa.Table
    noun_phrases: pa.Table
    mentions: pa.Table
    names: pa.Table
    suggestions: pa.Table
    concepts: pa.Table
    cooccurrence: pa.Table
    alignments: pa.Table
    candidates: pa.Table
    rejects: pa.Table
    others: Mapping[str, pa.Table] = field(default_factory=dict)
    """The tables of stages of one's own, by name."""

    def to_pandas(self, name: str) -> "pd.DataFrame":
        """Give a table as a pandas DataFrame.

        Raises:
            TableError: there is no such table.
        """
        table = self.others.get(name)
        if table is None:
            schema_of(name)
            table = getattr(self, name)
        frame: pd.DataFrame = table.to_pandas()
        return frame


def process(texts: Sequence[str], pipeline: PipelineSettings | str | Path | None = None) -> Result:
    """Run the stages over texts in memory.

    Args:
        texts: the texts; text n is the document with the ``doc_id`` ``str(n)``.
        pipeline: settings, or a pipeline file; the defaults if not given.

    Raises:
        SettingsError: the pipeline file is wrong.
        InputError: a text is no string.
        AnnotatorError: an annotator that the settings name is not there.
        VocabularyError: a vocabulary that they name cannot be read.
        TypeError: one string was given where a list of strings is needed.
    """
    if isinstance(texts, str):
        raise TypeError("give a list of texts, not one text")
    settings = _settings(pipeline)
    tables: Tables = {name: empty_table(name) for name in SCHEMAS}
    rejects: list[pa.Table] = []
    for step in bind(settings):
        given = ingest_texts(texts) if step.run is None else step.run(tables)
        written = checked_output(step.name, step.writes, given)
        rejects.append(written.pop("rejects"))
        tables.update(written)
    tables["rejects"] = concat("rejects", rejects)
    others = {name: table for name, table in tables.items() if name not in SCHEMAS}
    return Result(**{name: tables[name] for name in SCHEMAS}, others=others)


def run(
    pipeline: PipelineSettings | str | Path | None = None,
    input: str | Path | None = None,  # noqa: A002  # the word that the command line uses
    output: str | Path | None = None,
    *,
    until: str = "all",
    force: bool = False,
    progress: Progress | None = None,
) -> RunReport:
    """Run the stages over files, and write their tables.

    Only what is out of date is made again: a changed file runs again alone, a changed setting,
    model or vocabulary runs its stage and those after it.

    Args:
        pipeline: settings, or a pipeline file; the defaults if not given.
        input: folder or file of source texts; that of the settings if not given.
        output: folder for the tables; that of the settings if not given.
        until: the last stage to run; ``all`` runs them all.
        force: whether to make everything again.
        progress: called as documents are done.

    Raises:
        SettingsError: the settings are wrong, or `until` names no stage of the pipeline.
        InputError: the input is not there.
        StoreError: the output is damaged, or another run is writing there.
    """
    settings = _settings(pipeline)
    steps = bind(settings, until)
    store = Store(output_folder(settings, output))
    root = Path(settings.input if input is None else input)
    sources = _sources(root, store, settings)
    with store.lock():
        store.recover()
        runner = Runner(
            steps,
            store,
            sources,
            part_chars=settings.part_chars,
            force=force,
            progress=progress or _no_progress,
        )
        reports = runner.run()
        written = [name for step in steps for name in step.writes]
        rows = {name: store.count(name) for name in [*written, "rejects"]}
    return RunReport(store.folder, tuple(reports), rows)


def status(
    pipeline: PipelineSettings | str | Path | None = None,
    input: str | Path | None = None,  # noqa: A002
    output: str | Path | None = None,
) -> list[Freshness]:
    """Tell of each stage whether its tables are up to date, and if not, why.

    Takes the same arguments as `run`, and raises the same errors.
    """
    settings = _settings(pipeline)
    store = Store(output_folder(settings, output))
    root = Path(settings.input if input is None else input)
    steps = bind(settings)
    return freshness(steps, store, file_digests(_sources(root, store, settings)))


def _sources(root: Path, store: Store, settings: PipelineSettings) -> list[Source]:
    """Find the input files; tables of an output folder inside the input are none."""
    found = find_sources(root, settings.ingest)
    output = store.folder.resolve()
    if not output.is_relative_to(root.resolve()):
        return found
    return [source for source in found if not source.path.resolve().is_relative_to(output)]


def output_folder(
    pipeline: PipelineSettings | str | Path | None = None, output: str | Path | None = None
) -> Path:
    """Say where a run with these arguments puts its tables."""
    return Path(_settings(pipeline).output if output is None else output)


def _settings(pipeline: PipelineSettings | str | Path | None) -> PipelineSettings:
    if pipeline is None:
        return PipelineSettings()
    return pipeline if isinstance(pipeline, PipelineSettings) else load_pipeline(pipeline)


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    return None
