"""The settings of a pipeline: frozen, documented, unknown keys refused with their path."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from govnlp.errors import SettingsError

Share = Annotated[float, Field(ge=0, le=1)]
SegmentKind = Literal["heading", "paragraph", "list_item", "boilerplate"]
ConceptKind = Literal["concept", "organization", "place", "person", "document", "event"]


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


class AnnotateSettings(Settings):
    """Which annotators find sentences, entities and noun phrases."""

    en: str = "bundled"
    """Annotator of English segments: `bundled`, or `spacy:FOLDER` for a spaCy pipeline."""
    zh: str = "bundled"
    """Annotator of Chinese segments."""
    skip_kinds: tuple[SegmentKind, ...] = ("boilerplate",)
    """Kinds of segments that are not annotated."""
    skip_duplicates: bool = True
    """Whether a segment that repeats an earlier one of its document is left out."""
    batch_size: int = Field(64, gt=0)
    """Segments given to an annotator at once."""


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
    min_fuzzy_score: Share = 0.7
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
        path = ".".join(str(part) for part in problem["loc"])
        if problem["type"] == "extra_forbidden":
            known = _known_keys(model, problem["loc"][:-1])
            problems.append(f"{path}: unknown key; known here: {', '.join(known)}")
        else:
            problems.append(f"{path}: {problem['msg']} (got {problem['input']!r})")
    prefix = f"{where}: " if where else ""
    return prefix + "; ".join(problems)


def _known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    for part in path:
        kind = model.model_fields[str(part)].annotation
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return []
        model = kind
    return list(model.model_fields)
