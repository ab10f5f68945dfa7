"""spaCy pipelines that others released, or that users trained, as annotators."""

from pathlib import Path
from typing import TYPE_CHECKING

from govnlp.annotators.digest import folder_digest
from govnlp.annotators.protocol import AnnotatorKind
from govnlp.config import SpacySettings
from govnlp.errors import AnnotatorError

if TYPE_CHECKING:
    from govnlp.annotators.protocol import Annotator


def _load(lang: str, model: str, settings: SpacySettings) -> "Annotator":
    import spacy

    from govnlp.annotators.spacy import SpacyAnnotator

    folder = _folder(lang, model)
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError) as error:
        raise AnnotatorError(
            f"annotator 'spacy:{model}' for {lang}: cannot load {folder}: {error}"
        ) from error
    return SpacyAnnotator(nlp, lang, f"spacy:{model}", _version(lang, model, settings))


def _version(lang: str, model: str, settings: SpacySettings) -> str:  # noqa: ARG001
    return folder_digest(_folder(lang, model))


def _folder(lang: str, model: str) -> Path:
    folder = Path(model)
    if not model or not (folder / "meta.json").is_file():
        raise AnnotatorError(f"annotator 'spacy:{model}' for {lang}: no spaCy pipeline in {folder}")
    return folder


KIND = AnnotatorKind(
    load=_load, version=_version, usage="spacy:PACKAGE or spacy:FOLDER", settings=SpacySettings
)
