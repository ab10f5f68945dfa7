"""The stages by name: the built-in ones, and those that other packages bring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Literal

import pyarrow as pa

from govnlp.config import PipelineSettings, Settings
from govnlp.errors import SettingsError
from govnlp.readers import reader_libraries
from govnlp.schema import SCHEMAS, Tables

ENTRY_POINTS = "govnlp.stages"
"""The entry point group under which a package offers a `Stage`."""

Scope = Literal["document", "corpus"]


@dataclass(frozen=True)
class Stage:
    """A stage of one's own, offered under the entry point group ``govnlp.stages``.

    Attributes:
        name: what a pipeline's ``stages`` call it.
        reads: the tables it needs.
        writes: the tables it gives, with their schemas; it may also give ``rejects``.
        function: called as ``function(*tables, settings)``, the tables in the order of `reads`;
            returns the tables of `writes` by name.
        settings: its settings class; a pipeline file sets them in ``[plugins.<name>]``.
        version: changes whenever the same tables could give other results.
        scope: ``document`` if each document's rows depend on that document alone (all tables
            have ``doc_id``), so that only changed documents run again; else ``corpus``.
    """

    name: str
    reads: tuple[str, ...]
    writes: Mapping[str, pa.Schema]
    function: Callable[..., Tables]
    settings: type[Settings] = Settings
    version: str = "1"
    scope: Scope = "corpus"


@dataclass(frozen=True)
class Step:
    """A stage bound to the settings of one pipeline, ready to run.

    ``run`` is None for ingest alone, which reads files and no tables.
    """

    name: str
    reads: tuple[str, ...]
    writes: Mapping[str, pa.Schema]
    run: Callable[[Mapping[str, pa.Table]], Tables] | None
    scope: Scope = "document"
    settings: Settings = field(default_factory=Settings)
    models: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    """Digest of the user's own names; empty for none."""


def bind(pipeline: PipelineSettings, until: str = "all") -> list[Step]:
    """Bind the stages of a pipeline to its settings, and check that they fit together.

    Args:
        pipeline: the settings.
        until: the last stage to bind; ``all`` binds them all.

    Raises:
        SettingsError: `until` is no stage of the pipeline, or a stage is unknown, cannot be
            loaded, stands twice, reads a table that none before it writes, or writes one that
            another writes; or the file of names is wrong.
        AnnotatorError: an annotator that the settings name is not there.
        VocabularyError: a vocabulary that the settings name cannot be read.
    """
    for name in pipeline.plugins:
        if name not in pipeline.stages or name in _BUILT_IN:
            known = [stage for stage in pipeline.stages if stage not in _BUILT_IN]
            raise SettingsError(
                f"plugins.{name}: no such stage among those that others bring to this pipeline; "
                f"there are: {', '.join(known) or 'none'}"
            )
    names = list(pipeline.stages)
    if until != "all":
        if until not in names:
            raise SettingsError(
                f"no stage {until!r} in this pipeline; stages: all, {', '.join(names)}"
            )
        names = names[: names.index(until) + 1]
    steps = [_bind(name, pipeline) for name in names]
    _check(steps)
    return steps


def _bind(name: str, pipeline: PipelineSettings) -> Step:
    if name in _BUILT_IN:
        return _BUILT_IN[name](pipeline)
    found = entry_points(group=ENTRY_POINTS, name=name)
    if not found:
        offered = sorted(point.name for point in entry_points(group=ENTRY_POINTS))
        known = ", ".join([*_BUILT_IN, *offered])
        raise SettingsError(f"stages: unknown stage {name!r}; known: {known}")
    point = next(iter(found))
    try:
        stage = point.load()
    except (ImportError, AttributeError) as error:
        raise SettingsError(
            f"stages: {name!r} cannot be loaded from {point.value} ({error}); mend or remove the "
            "package that offers it"
        ) from error
    if not isinstance(stage, Stage):
        raise SettingsError(
            f"stages: {name!r} is no govnlp.Stage but {type(stage).__name__} ({point.value})"
        )
    return bind_stage(stage, pipeline)


def bind_stage(stage: Stage, pipeline: PipelineSettings) -> Step:
    """Bind a stage of one's own to the settings of a pipeline.

    Raises:
        SettingsError: its table ``[plugins.<name>]`` holds an unknown key or a wrong value.
    """
    values = pipeline.plugins.get(stage.name, {})
    settings = stage.settings.from_mapping(values, where=f"plugins.{stage.name}")
    return Step(
        name=stage.name,
        reads=stage.reads,
        writes=stage.writes,
        run=lambda tables: stage.function(*(tables[name] for name in stage.reads), settings),
        scope=stage.scope,
        settings=settings,
        models={"version": stage.version},
    )


def _check(steps: list[Step]) -> None:
    written: dict[str, str] = {}
    names = [step.name for step in steps]
    if not names or names[0] != "ingest":
        raise SettingsError("stages: the first one must be 'ingest', which reads the files")
    for number, step in enumerate(steps):
        if step.name in names[:number]:
            raise SettingsError(f"stages: {step.name!r} stands there twice")
        for table in step.reads:
            if table not in written:
                raise SettingsError(
                    f"stages: {step.name!r} reads the table {table!r}, which no stage before it "
                    "writes"
                )
        for table in step.writes:
            if table in written or table == "rejects":
                raise SettingsError(
                    f"stages: {step.name!r} writes the table {table!r}, which "
                    f"{written.get(table, 'every stage')!r} writes"
                )
            written[table] = step.name


def _schemas(*names: str) -> dict[str, pa.Schema]:
    return {name: SCHEMAS[name] for name in names}


def _ingest(pipeline: PipelineSettings) -> Step:
    return Step(
        "ingest",
        (),
        _schemas("documents"),
        None,
        settings=pipeline.ingest,
        models=reader_libraries(),
    )


def _segment(pipeline: PipelineSettings) -> Step:
    from govnlp.stages.segment import segment

    settings = pipeline.segment
    return Step(
        "segment",
        ("documents",),
        _schemas("segments"),
        lambda tables: segment(tables["documents"], settings),
        settings=settings,
    )


def _annotate(pipeline: PipelineSettings) -> Step:
    from govnlp.annotators.known_names import names_digest, read_names
    from govnlp.annotators.loading import LANGUAGES, annotator_version, check_plugins
    from govnlp.stages.annotate import annotate

    settings = pipeline.annotate
    check_plugins(settings)
    names = {} if settings.names is None else read_names(settings.names)
    return Step(
        "annotate",
        ("segments",),
        _schemas("sentences", "entities", "noun_phrases"),
        lambda tables: annotate(tables["segments"], settings, names=names),
        settings=settings,
        models={
            lang: annotator_version(lang, getattr(settings, lang), settings, names={})
            for lang in LANGUAGES
        },
        names=names_digest(names),
    )


def _normalize(pipeline: PipelineSettings) -> Step:
    from govnlp.stages.normalize import WRITES, normalize
    from govnlp.vocabulary import load_vocabulary

    settings = pipeline.normalize
    vocabulary = load_vocabulary(settings.vocabularies)
    reads = ("documents", "segments", "sentences", "entities", "noun_phrases")
    return Step(
        "normalize",
        reads,
        _schemas(*WRITES),
        lambda tables: normalize(
            tables["documents"],
            tables["segments"],
            tables["sentences"],
            tables["entities"],
            tables["noun_phrases"],
            settings,
            vocabulary,
        ),
        settings=settings,
        models={"vocabulary": vocabulary.digest},
    )


def _align(pipeline: PipelineSettings) -> Step:
    from govnlp.stages.align import align

    settings = pipeline.align
    reads = ("documents", "segments", "sentences", "mentions")
    return Step(
        "align",
        reads,
        _schemas("alignments"),
        lambda tables: align(
            tables["documents"],
            tables["segments"],
            tables["sentences"],
            tables["mentions"],
            settings,
        ),
        settings=settings,
    )


def _aggregate(pipeline: PipelineSettings) -> Step:
    from govnlp.stages.aggregate import aggregate
    from govnlp.vocabulary import load_vocabulary

    settings = pipeline.aggregate
    vocabulary = load_vocabulary(pipeline.normalize.vocabularies)
    reads: tuple[str, ...] = ("mentions", "noun_phrases", "segments")
    if "align" in pipeline.stages:
        reads += ("alignments",)
    return Step(
        "aggregate",
        reads,
        _schemas("concepts", "cooccurrence", "candidates"),
        lambda tables: aggregate(
            tables["mentions"],
            tables["noun_phrases"],
            tables["segments"],
            settings,
            alignments=tables["alignments"] if "alignments" in reads else None,
            vocabulary=vocabulary,
        ),
        scope="corpus",
        settings=settings,
        models={"vocabulary": vocabulary.digest},
    )


_BUILT_IN: dict[str, Callable[[PipelineSettings], Step]] = {
    "ingest": _ingest,
    "segment": _segment,
    "annotate": _annotate,
    "normalize": _normalize,
    "align": _align,
    "aggregate": _aggregate,
}
