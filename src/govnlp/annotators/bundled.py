"""The pipelines that come with govnlp, as annotators."""

from pathlib import Path
from typing import TYPE_CHECKING

from govnlp.annotators.digest import folder_digest
from govnlp.annotators.protocol import AnnotatorKind
from govnlp.config import Settings
from govnlp.errors import AnnotatorError
from govnlp.models import model_path

if TYPE_CHECKING:
    from govnlp.annotators.protocol import Annotator


def _load(lang: str, model: str, settings: Settings) -> "Annotator":
    import spacy

    from govnlp.annotators.chinese_names import ChineseAnnotator
    from govnlp.annotators.spacy import SpacyAnnotator

    folder = _folder(lang, model)
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError) as error:
        raise AnnotatorError(
            f"annotator 'bundled' for {lang}: cannot load {folder}: {error}"
        ) from (error)
    name = f"{nlp.meta['name']}-{nlp.meta['version']}"
    annotator = ChineseAnnotator if lang == "zh" else SpacyAnnotator
    return annotator(nlp, lang, name, _version(lang, model, settings))


def _version(lang: str, model: str, settings: Settings) -> str:  # noqa: ARG001  # as all kinds are called
    return folder_digest(_folder(lang, model))


def _folder(lang: str, model: str) -> Path:
    if model:
        raise AnnotatorError(f"unknown annotator 'bundled:{model}' for {lang}; give 'bundled'")
    folder = model_path(lang)
    if not (folder / "meta.json").is_file():
        raise AnnotatorError(
            f"annotator 'bundled' for {lang}: no spaCy pipeline in {folder}; install govnlp again"
        )
    return folder


KIND = AnnotatorKind(load=_load, version=_version, usage="bundled")
