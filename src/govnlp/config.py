"""The settings of a pipeline: frozen, documented, unknown keys refused with their path."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    model_validator,
)

from govnlp.errors import SettingsError

Share = Annotated[float, Field(ge=0, le=1)]
SegmentKind = Literal["heading", "paragraph", "list_item", "boilerplate"]
ConceptKind = Literal["concept", "organization", "place", "person", "document", "event"]
Gpu = Literal["never", "auto", "always"]
StanzaProcessor = Literal["tokenize", "mwt", "pos", "lemma", "depparse", "ner", "constituency"]


class Settings(BaseModel):
    """Base of all settings: immutable, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], where: str = "") -> Self:
        """Validate plain values.

        Args:
            values: keys and values, nested like the settings.
            where: what to call them in an error (a file, a table of a file).

        Raises:
            SettingsError: a key is unknown or a value is wrong; names the path of the key.
        """
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise SettingsError(_explain(cls, error, where)) from error


class IngestSettings(Settings):
    """What files are read, and how."""

    include: tuple[str, ...] = ("**/*",)
    """Glob patterns, relative to the input folder, of the files to read (`**` is any number of
    folders). Hidden files are never read."""
    exclude: tuple[str, ...] = ("**/README.md", "**/~$*")
    """Glob patterns of files and folders to leave alone; stronger than `include`."""
    max_file_bytes: int = Field(50_000_000, gt=0)
    """A file larger than this (bytes) is set aside."""
    text_column: str = "text"
    """The column that holds the text, in files with one text a row (JSONL, CSV, TSV, Parquet)."""
    id_column: str | None = None
    """A column with an identifier for each row's `doc_id` (path#identifier); None counts rows."""


class SegmentSettings(Settings):
    """How documents are cut into segments of one language and kind."""

    max_chars: int = Field(8_000, ge=200)
    """A longer paragraph is cut at a sentence's end, or where none is, at a space (code points)."""
    min_switch_chars: int = Field(4, ge=1)
    """Inside a line, a run of the other language with fewer letters than this never starts a
    segment of its own (code points; a Han character counts two)."""
    min_duplicate_chars: int = Field(2, ge=1)
    """Segments shorter than this are never marked as repeats (code points without spaces)."""


class StanzaPackages(Settings):
    """Packages of single processors of Stanza, in place of those of the annotator's package."""

    tokenize: str | None = None
    """Package that finds words and sentences."""
    mwt: str | None = None
    """Package that takes tokens of several words apart."""
    pos: str | None = None
    """Package that finds parts of speech."""
    lemma: str | None = None
    """Package that finds lemmas; `identity` takes the words themselves."""
    depparse: str | None = None
    """Package that finds dependencies."""
    ner: str | None = None
    """Package that finds entities."""
    constituency: str | None = None
    """Package that finds constituents."""


PROCESSORS: tuple[StanzaProcessor, ...] = get_args(StanzaProcessor)
"""The processors of Stanza that are used, in the order in which they run."""


class StanzaSettings(Settings):
    """How annotators `stanza:...` are loaded."""

    folder: str | None = None
    """Folder of the models, laid out as Stanza does; Stanza's own folder if none is named."""
    gpu: Gpu = "auto"
    """Whether they run on a GPU: `auto` if there is one, `always` or fail. Figures may differ in
    the last digit from those of a CPU."""
    processors: tuple[StanzaProcessor, ...] = PROCESSORS
    """Which processors run; of those named here, the ones that a package has."""
    packages: StanzaPackages = StanzaPackages()
    """Packages of single processors."""


class Combination(Settings):
    """Several annotators for one language."""

    trees: str = "bundled"
    """The annotator of words, parts of speech, dependencies, sentences and noun phrases."""
    entities: tuple[str, ...] = Field(min_length=1)
    """The annotators of entities; where they differ, `merge` decides."""
    merge: Literal["first", "longest", "agreement"] = "first"
    """Of entities that overlap, `first` keeps that of the annotator named first, `longest` the one
    with the most code points; `agreement` keeps only what two annotators find alike."""

    @model_validator(mode="after")
    def _has_enough_for_its_rule(self) -> Self:
        if self.merge == "agreement" and len({*self.entities}) < 2:
            raise ValueError('merge = "agreement" needs two annotators of entities or more')
        return self

    def fills(self, annotator: str) -> tuple[str, ...]:
        """The tables that one of the annotators fills."""
        trees = ("sentences", "noun_phrases") if annotator == self.trees else ()
        return (*trees, "entities") if annotator in self.entities else trees

    @property
    def annotators(self) -> tuple[str, ...]:
        """Every annotator that takes part, each once."""
        return tuple(dict.fromkeys((self.trees, *self.entities)))


# The names in brackets tell pydantic which of the two a value is; errors leave them out.
AnnotatorChoice = Annotated[
    Annotated[str, Tag("<name>")] | Annotated[Combination, Tag("<combination>")],
    Discriminator(lambda value: "<name>" if isinstance(value, str) else "<combination>"),
]
"""An annotator by its name, or several of them."""


class SpacySettings(Settings):
    """How spaCy pipelines named `spacy:...` are run."""

    gpu: Gpu = "never"
    """Whether they run on a GPU: `auto` if there is one, `always` or fail. It holds for every
    spaCy pipeline that the process loads from then on, the bundled ones included, and small ones
    are slower there; so it is asked for. Figures may differ in the last digit."""


class AnnotateSettings(Settings):
    """Which annotators find sentences, entities and noun phrases."""

    en: AnnotatorChoice = "bundled"
    """Annotator of English segments: `bundled`, `spacy:PACKAGE`, `spacy:FOLDER`, `stanza:LANG`, one
    that another package brings, or a table that combines several."""
    zh: AnnotatorChoice = "bundled"
    """Annotator of Chinese segments."""
    skip_kinds: tuple[SegmentKind, ...] = ("boilerplate",)
    """Kinds of segments that are not annotated."""
    skip_duplicates: bool = True
    """Whether a segment that repeats an earlier one of its document is left out."""
    batch_size: int = Field(64, gt=0)
    """Segments given to an annotator at once."""
    names: str | None = None
    """A CSV file of names of your own with the columns `name` and `type` (PER, ORG, LOC), relative
    to the working folder."""
    spacy: SpacySettings = SpacySettings()
    """How spaCy pipelines are run."""
    stanza: StanzaSettings = StanzaSettings()
    """How annotators `stanza:...` are loaded."""
    plugins: Mapping[str, Mapping[str, Any]] = {}
    """Settings of annotators that other packages bring, by their kind."""


class NormalizeSettings(Settings):
    """How mentions are linked to the vocabulary."""

    vocabularies: tuple[str, ...] = ("govnlp",)
    """Vocabularies to link to: `govnlp` is the shipped one, anything else is a folder of CSV files
    in the same format."""
    kinds: tuple[ConceptKind, ...] = (
        "concept",
        "organization",
        "place",
        "person",
        "document",
        "event",
    )
    """Kinds of concepts to link."""
    nested: bool = True
    """Whether a mention inside a longer one is kept where both stand on their own."""
    abbreviations: bool = True
    """Whether abbreviations defined in a document are followed through that document."""
    min_score: Share = 0.5
    """Links less sure than this are dropped."""
    fuzzy: bool = True
    """Whether noun phrases and entities that no label equals are compared with all labels."""
    min_fuzzy_score: Share = 0.65
    """Spans that are close to a label are linked if this sure; else they are suggestions."""


class AlignSettings(Settings):
    """How the English and Chinese halves of a document are paired."""

    granularity: Literal["segment", "sentence"] = "segment"
    """What is paired: segments, or the sentences of paired segments."""
    min_score: Share = 0.3
    """Pairs less sure than this are dropped."""


class AggregateSettings(Settings):
    """What is counted over the whole corpus."""

    min_cooccurrence: int = Field(1, ge=1)
    """Pairs of concepts in fewer sentences than this are left out."""
    min_candidate_mentions: int = Field(2, ge=1)
    """Phrases found less often than this are not proposed as candidates."""
    max_candidate_words: int = Field(12, ge=1)
    """Longer phrases are not proposed as candidates (words; two Chinese characters are one)."""
    skip_kinds: tuple[SegmentKind, ...] = ("boilerplate",)
    """Kinds of segments in which nothing is counted."""
    skip_duplicates: bool = True
    """Whether nothing is counted in a segment that repeats an earlier one of its document."""


class PipelineSettings(Settings):
    """Everything a run depends on. See pipelines/default.toml."""

    input: str = "seeds"
    """Folder (or file) of source texts, relative to the working folder."""
    output: str = "data/processed"
    """Folder that gets the tables, relative to the working folder."""
    stages: tuple[str, ...] = ("ingest", "segment", "annotate", "normalize", "align", "aggregate")
    """The stages in order; names of stages installed by others may stand among them."""
    part_chars: int = Field(20_000_000, gt=0)
    """A corpus with more characters than this is written in part files of about this size."""
    ingest: IngestSettings = IngestSettings()
    segment: SegmentSettings = SegmentSettings()
    annotate: AnnotateSettings = AnnotateSettings()
    normalize: NormalizeSettings = NormalizeSettings()
    align: AlignSettings = AlignSettings()
    aggregate: AggregateSettings = AggregateSettings()
    plugins: Mapping[str, Mapping[str, Any]] = {}
    """Settings of stages installed by others, by stage name."""


def load_pipeline(path: str | Path) -> PipelineSettings:
    """Read a pipeline file (TOML).

    Raises:
        SettingsError: the file cannot be read, is no TOML, or holds an unknown key or wrong value.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            values = tomllib.load(file)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    return PipelineSettings.from_mapping(values, where=str(path))


def _explain(model: type[BaseModel], error: ValidationError, where: str) -> str:
    problems = []
    for problem in error.errors(include_url=False):
        parts = [str(part) for part in problem["loc"] if not str(part).startswith("<")]
        path = ".".join(parts)
        if problem["type"] == "extra_forbidden":
            known = _known_keys(model, parts[:-1])
            problems.append(f"{path}: unknown key; known here: {', '.join(known)}")
        else:
            problems.append(f"{path}: {problem['msg']} (got {problem['input']!r})")
    prefix = f"{where}: " if where else ""
    return prefix + "; ".join(problems)


def _known_keys(model: type[BaseModel], path: Sequence[str]) -> list[str]:
    for part in path:
        kind = model.model_fields[part].annotation
        models = [
            option
            for option in (kind, *map(_unwrapped, get_args(kind)))
            if isinstance(option, type) and issubclass(option, BaseModel)
        ]
        if not models:
            return []
        (model,) = models
    return list(model.model_fields)


def _unwrapped(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind
