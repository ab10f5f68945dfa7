"""Find and load annotators by name."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govnlp.config import AnnotateSettings, StanzaSettings
from govnlp.errors import AnnotatorError
from govnlp.models import model_path

if TYPE_CHECKING:
    from govnlp.annotators.protocol import Annotator

LANGUAGES = ("en", "zh")


def load_annotator(
    lang: str, name: str = "bundled", settings: AnnotateSettings | None = None
) -> "Annotator":
    """Load an annotator; a second call gives the same one.

    Args:
        lang: ``en`` or ``zh``.
        name: ``bundled`` for the pipeline that comes with govnlp, ``spacy:FOLDER`` for a
            spaCy pipeline of your own in the shared labels, or ``stanza:LANG`` for Stanza.
        settings: where Stanza's settings stand; which annotators they name does not count.

    Raises:
        AnnotatorError: the language or the name is unknown, or the model cannot be loaded.
        MissingExtraError: the library is not installed.
    """
    library, model = _parse(lang, name)
    own = (settings or AnnotateSettings()).stanza if library == "stanza" else None
    return _load(lang, library, model, name, own)


@cache
def _load(
    lang: str, library: str, model: str, name: str, settings: StanzaSettings | None
) -> "Annotator":
    if settings is not None:
        from govnlp.annotators.stanza.loading import load_stanza

        return load_stanza(lang, model, settings)
    return _LIBRARIES[library](lang, model, name)


def annotator_version(
    lang: str, name: str = "bundled", settings: AnnotateSettings | None = None
) -> str:
    """Identify what an annotator would do, without loading it.

    Raises:
        AnnotatorError: the language or the name is unknown, or the model is not there.
        MissingExtraError: the library is not installed.
    """
    library, model = _parse(lang, name)
    if library == "stanza":
        from govnlp.annotators.stanza.loading import stanza_models_version

        return stanza_models_version(lang, model, (settings or AnnotateSettings()).stanza)
    return _digest(_folder(lang, model, name))


def _parse(lang: str, name: str) -> tuple[str, str]:
    if lang not in LANGUAGES:
        raise AnnotatorError(f"no annotator reads {lang!r}; languages: {', '.join(LANGUAGES)}")
    library, _, model = name.partition(":")
    if library not in (*_LIBRARIES, "stanza") or (library != "bundled") != bool(model):
        raise AnnotatorError(
            f"unknown annotator {name!r} for {lang}; give 'bundled', 'spacy:FOLDER', "
            "'stanza:LANG' or 'stanza:LANG/PACKAGE'"
        )
    return library, model


def _load_spacy(lang: str, model: str, name: str) -> "Annotator":
    import spacy

    from govnlp.annotators.spacy import SpacyAnnotator

    folder = _folder(lang, model, name)
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError) as error:
        raise AnnotatorError(f"annotator {name!r} for {lang}: cannot load {folder}: {error}") from (
            error
        )
    meta = nlp.meta
    shown = f"{meta['name']}-{meta['version']}" if not model else name
    return SpacyAnnotator(nlp, lang, shown, _digest(folder))


def _folder(lang: str, model: str, name: str) -> Path:
    folder = Path(model) if model else model_path(lang)
    if not (folder / "meta.json").is_file():
        raise AnnotatorError(f"annotator {name!r} for {lang}: no spaCy pipeline in {folder}")
    return folder


@cache
def _digest(folder: Path) -> str:
    """Digest a model's files, names included."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


_LIBRARIES: dict[str, Callable[[str, str, str], "Annotator"]] = {
    "bundled": _load_spacy,
    "spacy": _load_spacy,
}
