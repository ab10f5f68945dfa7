"""What is installed, what works, what is missing and how to get it."""

import platform
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, metadata, version
from importlib.util import find_spec
from typing import Literal

import govnlp
from govnlp.config import AnnotateSettings, AnnotatorChoice, PipelineSettings
from govnlp.errors import AnnotatorWarning, GovnlpError
from govnlp.models import LANGUAGES

_LIBRARIES = ("spacy", "pyarrow", "pandas", "pydantic", "opencc", "ahocorasick_rs", "rjieba")
_SENTENCES = {"en": "The United Nations.", "zh": "联合国。"}
_EXTRAS = {
    "ingest": {"trafilatura": "HTML", "pypdfium2": "PDF", "docx": "DOCX"},
    "notebooks": {"ipykernel": "notebooks", "matplotlib": "plots"},
    "skos": {"rdflib": "SKOS"},
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: what.
        state: ``ok``; ``missing`` (optional, not there); ``broken`` (needed, does not work).
        detail: its version, or what is wrong and what mends it.
    """

    subject: str
    state: Literal["ok", "missing", "broken"]
    detail: str


def examine(pipeline: PipelineSettings | None = None) -> list[Finding]:
    """Look at versions, models, the vocabulary and extras.

    Args:
        pipeline: whose annotators are tried; those that come with govnlp always are.

    Returns:
        What was found. Annotators on this machine that the pipeline does not use are listed
        without being loaded.
    """
    settings = (pipeline or PipelineSettings()).annotate
    return [
        Finding("govnlp", "ok", govnlp.__version__),
        Finding("Python", "ok", f"{platform.python_version()} on {platform.platform()}"),
        *(_library(name) for name in _LIBRARIES),
        *(_try(f"{lang} pipeline", partial(_model, lang)) for lang in LANGUAGES),
        *_chosen(settings),
        *_names(settings),
        *_installed(),
        _try("vocabulary", _vocabulary),
        *_extras(),
        *_stanza(),
    ]


def _library(name: str) -> Finding:
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(name, "broken", "not installed; pip install govnlp")


def _try(subject: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, "ok", look())
    except GovnlpError as error:
        return Finding(subject, "broken", str(error))


def _model(lang: str) -> str:
    from govnlp.annotators.loading import load_annotator

    began = time.perf_counter()
    annotator = load_annotator(lang)
    list(annotator.pipe([_SENTENCES[lang]]))
    seconds = time.perf_counter() - began
    return f"{annotator.name}, loaded in {seconds:.1f} s (weights CC BY-SA 4.0)"


def _chosen(settings: AnnotateSettings) -> Iterator[Finding]:
    """Try the annotators of a pipeline but the bundled ones."""
    for lang in LANGUAGES:
        choice = getattr(settings, lang)
        if choice != "bundled":
            yield _try(f"{lang} annotator", partial(_annotator, lang, choice, settings))


def _names(settings: AnnotateSettings) -> Iterator[Finding]:
    """Read the file of names of a pipeline."""
    from govnlp.annotators.known_names import read_names

    if (path := settings.names) is not None:
        yield _try("names", lambda: f"{len(read_names(path)):,} in {path}")


def _annotator(lang: str, choice: AnnotatorChoice, settings: AnnotateSettings) -> str:
    from govnlp.annotators.loading import load_annotator

    with warnings.catch_warnings(record=True) as lacks:
        warnings.simplefilter("always", AnnotatorWarning)
        annotator = load_annotator(lang, choice, settings)
        list(annotator.pipe([_SENTENCES[lang]]))
    said = [str(lack.message) for lack in lacks if issubclass(lack.category, AnnotatorWarning)]
    return "; ".join([annotator.name, *said])


def _installed() -> Iterator[Finding]:
    """List the annotators that are there to be named in a pipeline file."""
    from govnlp.annotators.loading import annotator_kind, kinds

    for name in kinds():
        try:
            installed = annotator_kind(name).installed()
        except GovnlpError as error:
            yield Finding(f"annotators {name}", "broken", str(error))
            continue
        for annotator, detail in installed.items():
            yield Finding(annotator, "ok", detail)


def _vocabulary() -> str:
    from govnlp.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(("govnlp",))
    return f"{len(vocabulary.concepts):,} concepts (CC BY-SA 4.0)"


def _extras() -> Iterator[Finding]:
    for extra, modules in _EXTRAS.items():
        missing = [what for module, what in modules.items() if find_spec(module) is None]
        if missing:
            detail = f"no {', '.join(missing)}; pip install 'govnlp[{extra}]'"
            yield Finding(f"extra {extra}", "missing", detail)
        else:
            yield Finding(f"extra {extra}", "ok", ", ".join(modules.values()))


def _stanza() -> Iterator[Finding]:
    """Whether Stanza is there, under which licence, and which of its models."""
    try:
        release = version("stanza")
    except PackageNotFoundError:
        yield Finding("extra stanza", "missing", "no Stanza; pip install 'govnlp[stanza]'")
        return
    from govnlp.annotators.stanza.download import list_models
    from govnlp.annotators.stanza.names import models_folder

    yield Finding("extra stanza", "ok", f"Stanza {release} (Apache 2.0){_gpl_packages()}")
    folder = models_folder()
    models = list_models(folder)
    if not models:
        hint = f"none in {folder}; govnlp models download stanza:zh-hans"
        yield Finding("Stanza models", "missing", hint)
        return
    names = dict.fromkeys(f"{row['lang']} {row['processor']}" for row in models)
    yield Finding(
        "Stanza models",
        "ok",
        f"{', '.join(names)} in {folder} (Stanza gives its own under ODC-By 1.0)",
    )
    for row in models:
        if row["whole"] is False:
            detail = f"{row['file']} is damaged; govnlp models download stanza:{row['lang']}"
            yield Finding("Stanza models", "broken", detail)


def _gpl_packages() -> str:
    """Say which packages under the GPL Stanza loads into the process."""
    gpl = []
    for name in ("udtools", "udapi"):
        with suppress(PackageNotFoundError):
            gpl.append(f"{name} ({metadata(name)['License-Expression'] or 'GPL'})")
    return f"; loads {' and '.join(gpl)}" if gpl else ""
