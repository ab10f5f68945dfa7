"""Find and load annotators by name."""

import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from govnlp.annotators.known_names import Names, names_digest, names_of, read_names
from govnlp.annotators.protocol import AnnotatorKind
from govnlp.config import AnnotateSettings, AnnotatorChoice, Combination, Settings
from govnlp.errors import AnnotatorError, AnnotatorWarning, GovnlpError, SettingsError

if TYPE_CHECKING:
    from govnlp.annotators.protocol import Annotator

LANGUAGES = ("en", "zh")

ENTRY_POINTS = "govnlp.annotators"
"""The entry point group under which a package offers an `AnnotatorKind`."""

_FILLED = ("sentences", "noun_phrases", "entities")
_BUILT_IN = {
    "bundled": "govnlp.annotators.bundled:KIND",
    "spacy": "govnlp.annotators.released:KIND",
    "stanza": "govnlp.annotators.stanza.loading:KIND",
}


def load_annotator(
    lang: str,
    name: AnnotatorChoice = "bundled",
    settings: AnnotateSettings | None = None,
    *,
    names: Names | None = None,
) -> "Annotator":
    """Load an annotator; a second call gives the same one.

    Args:
        lang: ``en`` or ``zh``.
        name: ``bundled`` for the pipeline that comes with govnlp, ``spacy:PACKAGE`` or
            ``spacy:FOLDER`` for another spaCy pipeline, ``stanza:LANG`` for Stanza,
            ``kind:model`` for a kind that another package brings, or a `Combination` of them.
        settings: where the kinds' own settings stand; which annotators they name does not count.
        names: names of your own and their types (PER, ORG, LOC), in either language; those of
            the file that the settings name if not given. The bundled Chinese pipeline takes them
            as evidence and decides by context; any other annotator gets an entity wherever the
            text has the name.

    Raises:
        AnnotatorError: the language or the name is unknown, or the model cannot be loaded.
        SettingsError: the settings of a kind hold an unknown key or a wrong value, or a name is
            wrong.
    """
    if listed := _listed(lang, names, settings):
        own = (settings or AnnotateSettings()).model_dump_json()
        return _load_with_names(lang, name, own, tuple(sorted(listed.items())))
    if isinstance(name, Combination):
        from govnlp.annotators.combination import combine

        return combine(lang, name, lambda part: _load_for(lang, part, settings, name.fills(part)))
    return _load_for(lang, name, settings, _FILLED)


def _load_for(
    lang: str, name: str, settings: AnnotateSettings | None, tables: Collection[str]
) -> "Annotator":
    """Load an annotator that is to fill some tables, and say once what these will lack."""
    kind, model = _parse(lang, name)
    annotator = _load(lang, kind, model, _settings(kind, settings).model_dump_json())
    for table, lack in getattr(annotator, "lacks", ()):
        if table in tables:
            _warn(f"annotator {name!r} for {lang} {lack}")
    return annotator


@cache
def _warn(message: str) -> None:
    warnings.warn(message, AnnotatorWarning, stacklevel=4)


def annotator_version(
    lang: str,
    name: AnnotatorChoice = "bundled",
    settings: AnnotateSettings | None = None,
    *,
    names: Names | None = None,
) -> str:
    """Identify what an annotator would do, without loading it.

    Takes the same arguments as `load_annotator`.

    Raises:
        AnnotatorError: the language or the name is unknown, or the model is not there.
        SettingsError: the settings of a kind hold an unknown key or a wrong value, or a name is
            wrong.
    """
    if listed := _listed(lang, names, settings):
        return f"{annotator_version(lang, name, settings, names={})} {names_digest(listed)}"
    if isinstance(name, Combination):
        versions = [annotator_version(lang, part, settings) for part in name.annotators]
        return " ".join([*versions, name.merge])
    kind, model = _parse(lang, name)
    with _told_of(lang, kind, model):
        return str(annotator_kind(kind).version(lang, model, _settings(kind, settings)))


def _listed(lang: str, names: Names | None, settings: AnnotateSettings | None) -> Names:
    if names is None and settings is not None and settings.names is not None:
        names = read_names(settings.names)
    return names_of(lang, names or {})


@lru_cache(maxsize=4)
def _load_with_names(
    lang: str, name: AnnotatorChoice, settings: str, names: tuple[tuple[str, str], ...]
) -> "Annotator":
    own = AnnotateSettings.model_validate_json(settings)
    annotator = load_annotator(lang, name, own, names={})
    if hasattr(annotator, "with_names"):
        knowing: Annotator = annotator.with_names(dict(names))
        return knowing
    from govnlp.annotators.listed_names import ListedNamesAnnotator

    return ListedNamesAnnotator(annotator, dict(names))


def annotator_kind(name: str) -> AnnotatorKind:
    """Give a kind of annotators by name.

    Raises:
        AnnotatorError: there is none, or the package that offers it cannot be loaded.
    """
    if name in _BUILT_IN:
        point = EntryPoint(name, _BUILT_IN[name], ENTRY_POINTS)
    else:
        found = entry_points(group=ENTRY_POINTS, name=name)
        if not found:
            raise AnnotatorError(f"unknown kind of annotators {name!r}; {_known()}")
        point = next(iter(found))
    try:
        kind = point.load()
    except Exception as error:
        raise AnnotatorError(
            f"annotators {name!r} cannot be loaded from {point.value} "
            f"({type(error).__name__}: {error}); mend or remove the package that offers them"
        ) from error
    if not isinstance(kind, AnnotatorKind):
        raise AnnotatorError(
            f"annotators {name!r}: {point.value} is no govnlp.AnnotatorKind but "
            f"{type(kind).__name__}"
        )
    return kind


def kinds() -> Iterator[str]:
    """Give the names of the kinds of annotators, those that others bring included."""
    yield from _BUILT_IN
    yield from sorted({point.name for point in entry_points(group=ENTRY_POINTS)} - {*_BUILT_IN})


def check_plugins(settings: AnnotateSettings) -> None:
    """Check that ``[annotate.plugins]`` sets only kinds that a language uses.

    Raises:
        SettingsError: it names another one.
    """
    used = {
        name.partition(":")[0]
        for choice in (settings.en, settings.zh)
        for name in (choice.annotators if isinstance(choice, Combination) else (choice,))
    } - {*_BUILT_IN}
    for name in settings.plugins:
        if name not in used:
            raise SettingsError(
                f"annotate.plugins.{name}: no such annotators among those that others bring to "
                f"this pipeline; there are: {', '.join(sorted(used)) or 'none'}"
            )


def _parse(lang: str, name: str) -> tuple[str, str]:
    if lang not in LANGUAGES:
        raise AnnotatorError(f"no annotator reads {lang!r}; languages: {', '.join(LANGUAGES)}")
    kind, _, model = name.partition(":")
    if kind not in kinds():
        raise AnnotatorError(f"unknown annotator {name!r} for {lang}; {_known()}")
    return kind, model


def _known() -> str:
    usages = [annotator_kind(name).usage for name in _BUILT_IN]
    return f"give one of: {', '.join([*usages, *(n for n in kinds() if n not in _BUILT_IN)])}"


def _settings(kind: str, settings: AnnotateSettings | None) -> Settings:
    settings = settings or AnnotateSettings()
    if kind in _BUILT_IN:
        own: Settings = getattr(settings, kind, None) or Settings()
        return own
    return annotator_kind(kind).settings.from_mapping(
        settings.plugins.get(kind, {}), where=f"annotate.plugins.{kind}"
    )


@cache
def _load(lang: str, kind: str, model: str, settings: str) -> "Annotator":
    found = annotator_kind(kind)
    own = found.settings.model_validate_json(settings)
    with _told_of(lang, kind, model):
        return found.load(lang, model, own)


@contextmanager
def _told_of(lang: str, kind: str, model: str) -> Iterator[None]:
    """Say whose fault it is when the code of a kind raises what is no error of govnlp."""
    try:
        yield
    except GovnlpError:
        raise
    except Exception as error:
        name = f"{kind}:{model}" if model else kind
        raise AnnotatorError(
            f"annotator {name!r} for {lang} cannot be loaded: {type(error).__name__}: {error}"
        ) from error
