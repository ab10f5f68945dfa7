"""spaCy pipelines that others released, or that users trained, as annotators."""

import hashlib
import importlib
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from govnlp.annotators.abilities import prepare, shortcomings
from govnlp.annotators.digest import folder_digest
from govnlp.annotators.packages import (
    SpacyPackage,
    check_requirements,
    find_package,
    installed_packages,
)
from govnlp.annotators.protocol import AnnotatorKind
from govnlp.config import SpacySettings
from govnlp.errors import AnnotatorError
from govnlp.models import LANGUAGES

if TYPE_CHECKING:
    from spacy.language import Language

    from govnlp.annotators.labels.scheme import Scheme
    from govnlp.annotators.protocol import Annotator

_FACTORY = re.compile(r"(?:factory for|Can't find|Could not find function) '([\w.-]+)'")
_PROVIDERS = {
    "transformer": "spacy-transformers",
    "curated_transformer": "spacy-curated-transformers",
    "spacy-transformers": "spacy-transformers",
    "spacy-curated-transformers": "spacy-curated-transformers",
    "spacy-experimental": "spacy-experimental",
    "experimental_edit_tree_lemmatizer": "spacy-experimental",
    "llm": "spacy-llm",
    "pkuseg": "spacy-pkuseg",
    "spacy_pkuseg": "spacy-pkuseg",
    "jieba": "jieba",
}
"""What pip installs for a component or a module that a pipeline may ask for."""


def _load(lang: str, model: str, settings: SpacySettings) -> "Annotator":
    from govnlp.annotators.spacy import SpacyAnnotator

    name = f"spacy:{model}"
    try:
        package = _find(model)
        _check_language(package, lang)
        check_requirements(package)
        _choose_device(settings)
        nlp = _pipeline(package)
        scheme = _scheme(nlp, lang)
        abilities = prepare(nlp, lang, scheme)
    except AnnotatorError as error:
        raise AnnotatorError(f"annotator {name!r} for {lang}: {error}") from error
    annotator = SpacyAnnotator(nlp, lang, name, _version(lang, model, settings), scheme, abilities)
    annotator.lacks = tuple(shortcomings(lang, abilities, scheme))
    return annotator


def _version(lang: str, model: str, settings: SpacySettings) -> str:  # noqa: ARG001
    try:
        package = _find(model)
    except AnnotatorError as error:
        raise AnnotatorError(f"annotator 'spacy:{model}' for {lang}: {error}") from error
    libraries = {line: _installed(line) for line in package.requirements}
    parts = repr((folder_digest(package.root), libraries))
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def _find(model: str) -> SpacyPackage:
    if not model:
        raise AnnotatorError("it names no pipeline; give spacy:PACKAGE or spacy:FOLDER")
    return find_package(model)


def _installed(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    try:
        return version(found[0]) if found else ""
    except PackageNotFoundError:
        return ""


def _check_language(package: SpacyPackage, lang: str) -> None:
    reads = package.meta.get("lang")
    if reads not in (lang, "xx"):
        raise AnnotatorError(
            f"{package.title} reads {reads!r}; give a pipeline for {lang}, or name it in "
            f"annotate.{reads}"
            if reads in LANGUAGES
            else f"{package.title} reads {reads!r}; give a pipeline for {lang}"
        )


def _choose_device(settings: SpacySettings) -> None:
    import spacy

    if settings.gpu == "auto":
        spacy.prefer_gpu()  # type: ignore[attr-defined]
    elif settings.gpu == "always":
        try:
            spacy.require_gpu()  # type: ignore[attr-defined]
        except ValueError as error:
            raise AnnotatorError(
                f"annotate.spacy.gpu is 'always', and spaCy finds no GPU ({error}); "
                "pip install 'spacy[cuda12x]' for its CUDA, or set gpu to 'never' or 'auto'"
            ) from error


def _pipeline(package: SpacyPackage) -> "Language":
    import spacy

    try:
        if package.is_package:  # it may bring components of its own
            nlp: Language = importlib.import_module(package.name).load()
        else:
            nlp = spacy.load(package.data)
    except Exception as error:
        raise AnnotatorError(_explain(package, error)) from error
    return nlp


def _explain(package: SpacyPackage, error: Exception) -> str:
    told = " ".join(str(error).split())
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    if missing is None and (found := _FACTORY.search(told)):
        missing = found[1]
    if missing is None and isinstance(error, ImportError):
        missing = next((name for name in _PROVIDERS if name in told), None)
    if missing is not None:
        base = missing.partition(".")[0]
        if provider := _PROVIDERS.get(base):
            return f"{package.title} needs {base!r}, which is not installed: pip install {provider}"
        return (
            f"{package.title} needs {missing!r}, which nothing installed here offers; install the "
            "package that brings it"
        )
    return (
        f"{package.data} cannot be loaded ({type(error).__name__}: {told[:300]}); its files are "
        "damaged, or of another version of spaCy: install or save it again"
    )


def _scheme(nlp: "Language", lang: str) -> "Scheme":
    from govnlp.annotators.labels.scheme import scheme_of

    labels: dict[str, set[str]] = {"token.dep": set(), "doc.ents": set(), "token.tag": set()}
    for name in nlp.pipe_names:
        for attribute in nlp.get_pipe_meta(name).assigns:
            if attribute in labels:
                labels[attribute].update(nlp.pipe_labels.get(name, ()))
    return scheme_of(lang, labels["token.dep"], labels["doc.ents"], labels["token.tag"])


def _shown() -> Mapping[str, str]:
    return {f"spacy:{package.name}": describe(package) for package in installed_packages()}


def describe(package: SpacyPackage) -> str:
    """Say in a line what a pipeline is and does, by its own ``meta.json``."""
    meta = package.meta
    parts = ", ".join(meta.get("components", ())) or "no components"
    size = sum(path.stat().st_size for path in package.root.rglob("*") if path.is_file())
    licence = meta.get("license") or "no licence given"
    return f"{package.title}: {parts}; {size / 1e6:.0f} MB; licence {licence}"


KIND = AnnotatorKind(
    load=_load,
    version=_version,
    usage="spacy:PACKAGE or spacy:FOLDER",
    settings=SpacySettings,
    installed=_shown,
)
