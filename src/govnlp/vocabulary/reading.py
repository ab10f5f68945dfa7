"""Read vocabularies from folders of CSV files."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from govnlp.csv_rows import csv_rows
from govnlp.errors import VocabularyError
from govnlp.vocabulary.concepts import Concept, ContextRule, Decoy, ShortPlace, Vocabulary
from govnlp.vocabulary.joining import join_all

SHIPPED = "govnlp"
"""The name of the vocabulary that comes with the package."""

KINDS_BY_FILE = {
    "concepts.csv": "concept",
    "organizations.csv": "organization",
    "places.csv": "place",
    "documents.csv": "document",
    "events.csv": "event",
    "persons.csv": "person",
}
RULE_FILES = ("decoys.csv", "contexts.csv", "short_places.csv")

_SINGLE = ("concept_id", "pref_en", "pref_zh", "scope_en", "scope_zh", "source")
_MULTIPLE = "alt_en abbr_en alt_zh abbr_zh alt_zh_hant demonym_en broader related same_as".split()
_REQUIRED = ("concept_id", "pref_en", "pref_zh")
_RULES = ("requires", "forbids")


def load_vocabulary(names: Sequence[str] = (SHIPPED,)) -> Vocabulary:
    """Load one vocabulary, or several as one.

    Args:
        names: ``govnlp`` for the shipped vocabulary, else the path of a folder of CSV files.
            Where two define the same identifier, the later definition replaces the earlier.

    Raises:
        VocabularyError: a folder or file cannot be read, a column is unknown or missing, or an
            identifier stands twice in one vocabulary; names the file and the row.
    """
    if not names:
        raise VocabularyError(f"no vocabulary is named; {SHIPPED!r} is the shipped one")
    return combine([_load_folder(name, _stamp(_folder(name))) for name in names])


def combine(parts: Sequence[Vocabulary]) -> Vocabulary:
    """Put vocabularies together.

    Where two define an identifier, the later definition counts; where a later row's ``same_as``
    names a concept of an earlier vocabulary, it is joined to that (see `joining`).
    """
    if len(parts) == 1:
        return parts[0]
    concepts: dict[str, Concept] = {}
    joined: list[Vocabulary] = []
    for part in parts:
        concepts, renamed = join_all(concepts, part)
        joined.append(renamed)
    return Vocabulary(
        names=tuple(name for part in joined for name in part.names),
        concepts=concepts,
        decoys=tuple(rule for part in joined for rule in part.decoys),
        contexts=tuple(rule for part in joined for rule in part.contexts),
        short_places=tuple(rule for part in joined for rule in part.short_places),
    )


def read_folder(folder: Path, name: str) -> Vocabulary:
    """Read one vocabulary from a folder of CSV files.

    Raises:
        VocabularyError: as for `load_vocabulary`.
    """
    if not folder.is_dir():
        raise VocabularyError(f"{folder}: no such folder; a vocabulary is a folder of CSV files")
    known = (*KINDS_BY_FILE, *RULE_FILES)
    files = sorted(path.name for path in folder.glob("*.csv"))
    for file in files:
        if file not in known:
            raise VocabularyError(f"{folder / file}: unknown file; known: {', '.join(known)}")
    if not any(file in KINDS_BY_FILE for file in files):
        raise VocabularyError(f"{folder}: no concepts; it needs one of {', '.join(KINDS_BY_FILE)}")
    concepts: dict[str, Concept] = {}
    for file, kind in KINDS_BY_FILE.items():
        if file in files:
            for concept in _read_concepts(folder / file, kind):
                _add(concepts, concept)
    return Vocabulary(
        names=(name,),
        concepts=concepts,
        decoys=tuple(_read_decoys(folder / "decoys.csv")),
        contexts=tuple(_read_contexts(folder / "contexts.csv")),
        short_places=tuple(_read_short_places(folder / "short_places.csv")),
    )


def _folder(name: str) -> Path:
    return Path(__file__).parent / "data" if name == SHIPPED else Path(name)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of the folder does, so that a long-lived process reads it anew."""
    paths = sorted(folder.glob("*.csv"))
    stats = [(path.name, path.stat()) for path in paths]
    return tuple((file, stat.st_mtime_ns, stat.st_size) for file, stat in stats)


@cache
def _load_folder(name: str, _stamp: tuple[tuple[str, int, int], ...]) -> Vocabulary:
    return read_folder(_folder(name), name)


def _add(concepts: dict[str, Concept], concept: Concept) -> None:
    earlier = concepts.get(concept.concept_id)
    if earlier is not None:
        raise VocabularyError(
            f"{concept.where}: {concept.concept_id!r} is already defined in {earlier.where}"
        )
    concepts[concept.concept_id] = concept


def _read_concepts(path: Path, kind: str) -> Iterator[Concept]:
    for where, row in csv_rows(
        path, VocabularyError, required=_REQUIRED, allowed=(*_SINGLE, *_MULTIPLE)
    ):
        if not row["concept_id"]:
            raise VocabularyError(f"{where}: concept_id is empty")
        multiple = {column: _values(row.get(column, "")) for column in _MULTIPLE}
        single = {column: row.get(column, "") for column in _SINGLE}
        yield Concept(kind=kind, where=where, **single, **multiple)  # type: ignore[arg-type]


def _read_decoys(path: Path) -> Iterator[Decoy]:
    columns = ("label", "lang", "decoy")
    for where, row in csv_rows(path, VocabularyError, required=columns, allowed=(*columns, "note")):
        _check_filled(where, row, columns)
        _check_lang(where, row["lang"])
        yield Decoy(row["label"], row["lang"], row["decoy"], row.get("note", ""))


def _read_contexts(path: Path) -> Iterator[ContextRule]:
    columns = ("concept_id", "label", "lang", "rule", "words")
    for where, row in csv_rows(path, VocabularyError, required=columns, allowed=(*columns, "note")):
        _check_filled(where, row, ("concept_id", "lang", "rule", "words"))
        _check_lang(where, row["lang"])
        if row["rule"] not in _RULES:
            raise VocabularyError(f"{where}: rule {row['rule']!r} is none of {', '.join(_RULES)}")
        yield ContextRule(
            row["concept_id"],
            row["label"],
            row["lang"],
            row["rule"],
            _values(row["words"]),
            row.get("note", ""),
        )


def _read_short_places(path: Path) -> Iterator[ShortPlace]:
    columns = ("concept_id", "character", "beside", "after", "behind")
    for where, row in csv_rows(path, VocabularyError, required=columns, allowed=(*columns, "note")):
        if len(row["character"]) != 1:
            raise VocabularyError(f"{where}: {row['character']!r} is not one character")
        yield ShortPlace(
            row["concept_id"],
            row["character"],
            row["beside"],
            _values(row["after"]),
            _values(row["behind"]),
            row.get("note", ""),
        )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value for part in cell.split("|") if (value := part.strip()))


def _check_filled(where: str, row: dict[str, str], columns: Sequence[str]) -> None:
    for column in columns:
        if not row[column]:
            raise VocabularyError(f"{where}: {column} is empty")


def _check_lang(where: str, lang: str) -> None:
    if lang not in ("en", "zh"):
        raise VocabularyError(f"{where}: lang {lang!r} is neither 'en' nor 'zh'")
