"""What is installed, what works, what is missing and how to get it."""

import platform
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Literal

import govnlp
from govnlp.errors import GovnlpError
from govnlp.models import LANGUAGES

_LIBRARIES = ("spacy", "pyarrow", "pandas", "pydantic", "opencc", "ahocorasick_rs", "rjieba")
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


def examine() -> list[Finding]:
    """Look at versions, models, the vocabulary and extras."""
    return [
        Finding("govnlp", "ok", govnlp.__version__),
        Finding("Python", "ok", f"{platform.python_version()} on {platform.platform()}"),
        *(_library(name) for name in _LIBRARIES),
        *(_try(f"{lang} pipeline", partial(_model, lang)) for lang in LANGUAGES),
        _try("vocabulary", _vocabulary),
        *_extras(),
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
    list(annotator.pipe(["联合国。" if lang == "zh" else "The United Nations."]))
    seconds = time.perf_counter() - began
    return f"{annotator.name}, loaded in {seconds:.1f} s (weights CC BY-SA 4.0)"


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
