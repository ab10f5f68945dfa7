"""Stanza's models: which processors a name stands for, and which files those are.

Nothing here imports Stanza (which brings PyTorch) or reaches the network. A folder of models is
laid out as Stanza lays it out: ``resources.json``, and ``LANG/PROCESSOR/PACKAGE.pt``.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from govnlp.annotators.stanza.names import (
    DEFAULT_PACKAGE,
    StanzaName,
    fetch_hint,
    stanza_version,
)
from govnlp.config import PROCESSORS, StanzaSettings
from govnlp.errors import AnnotatorError

_IDENTITY = "identity"
_OF_DEFAULT = ("ner", "constituency")


@dataclass(frozen=True)
class ModelFile:
    """One file of a model.

    Attributes:
        processor: what it is for: a processor, ``pretrain``, ``forward_charlm``, ...
        package: which of them.
        path: where it lies.
        md5: the digests it may have, as ``resources.json`` says; none if that does not say.
    """

    processor: str
    package: str
    path: Path
    md5: tuple[str, ...]


@dataclass(frozen=True)
class Selection:
    """The processors that a name and the settings stand for.

    Attributes:
        lang: Stanza's code of the language, aliases followed.
        packages: the package of each processor, in the order they run.
        files: every file they need.
    """

    lang: str
    packages: Mapping[str, str]
    files: tuple[ModelFile, ...]


def read_resources(name: StanzaName) -> dict[str, Any]:
    """Read ``resources.json``.

    Raises:
        AnnotatorError: it is not there or cannot be read; the message names the command that
            fetches it.
    """
    path = name.folder / "resources.json"
    try:
        resources: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise AnnotatorError(
            f"annotator {name.name!r}: no Stanza models in {name.folder} (it has no "
            f"resources.json); {fetch_hint(name)}"
        ) from None
    except (OSError, ValueError) as error:
        raise AnnotatorError(
            f"annotator {name.name!r}: {path} cannot be read ({error}); {fetch_hint(name)}"
        ) from error
    return resources


def select(name: StanzaName, settings: StanzaSettings) -> Selection:
    """Find the processors and files that a name and the settings stand for.

    A package that lacks ``ner`` or ``constituency`` (that of a treebank does) gets those of the
    package ``default``. Of the processors in the settings those run that there are; a tree needs
    lemmas, which are the words themselves where there is no lemmatizer.

    Raises:
        AnnotatorError: ``resources.json`` cannot be read, or knows no such language, package or
            processor.
    """
    resources = read_resources(name)
    lang = name.lang
    if "alias" in resources.get(lang, {}):
        lang = resources[lang]["alias"]
    known = resources.get(lang, {})
    packages = known.get("packages", {})
    if name.package not in packages:
        raise AnnotatorError(
            f"annotator {name.name!r}: {name.folder}/resources.json has no package "
            f"{name.package!r} of {lang}; packages: {', '.join(packages) or 'none'}"
        )
    chosen: dict[str, str] = {}
    # Stanza puts the expander of multi-word tokens behind each tokenizer that needs one.
    for processor in dict.fromkeys((*settings.processors, "mwt")):
        package = _package(processor, packages, name.package, settings)
        if package is None:
            continue
        if package not in known.get(processor, {}) and (processor, package) != ("lemma", _IDENTITY):
            raise AnnotatorError(
                f"annotator {name.name!r}: no package {package!r} of {processor} for {lang}; "
                f"packages: {', '.join(known.get(processor, {})) or 'none'}"
            )
        chosen[processor] = package
    if "tokenize" not in chosen:
        raise AnnotatorError(
            f"annotator {name.name!r}: nothing finds its words; put tokenize among the processors"
        )
    if "depparse" in chosen:
        chosen.setdefault("lemma", _IDENTITY)
    ordered: dict[str, str] = {name: chosen[name] for name in PROCESSORS if name in chosen}
    return Selection(lang, ordered, _files(name.folder / lang, known, ordered))


def _package(
    processor: str,
    packages: Mapping[str, Mapping[str, Any]],
    package: str,
    settings: StanzaSettings,
) -> str | None:
    said: str | None = getattr(settings.packages, processor)
    if said is not None:
        return said
    sources = [package, *([DEFAULT_PACKAGE] if processor in _OF_DEFAULT else [])]
    for source in sources:
        of_source = packages.get(source, {})
        found = of_source.get(processor) or of_source.get("optional", {}).get(processor)
        if found is not None:
            return str(found)
    return None


def _files(
    folder: Path, known: Mapping[str, Any], packages: Mapping[str, str]
) -> tuple[ModelFile, ...]:
    wanted = [pair for pair in packages.items() if pair != ("lemma", _IDENTITY)]
    needed = [
        (dependency["model"], dependency["package"])
        for processor, package in wanted
        for dependency in known[processor][package].get("dependencies", ())
    ]
    files = []
    for processor, package in dict.fromkeys([*wanted, *needed]):
        entry = known.get(processor, {}).get(package, {})
        path = folder / processor / f"{package}.pt"
        files.append(ModelFile(processor, package, path, digests(entry)))
    return tuple(files)


def digests(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The digests that a file may have, of its entry in ``resources.json``."""
    return tuple(entry[key] for key in ("md5", "alternate_md5") if entry.get(key))


def check_files(name: StanzaName, selection: Selection) -> None:
    """Make sure that every file is there and is the one that ``resources.json`` describes.

    Raises:
        AnnotatorError: one is missing or damaged; the message names it and what mends it.
    """
    for file in selection.files:
        if not file.path.is_file():
            raise AnnotatorError(
                f"annotator {name.name!r}: no {file.processor} model: {file.path} is missing; "
                f"{fetch_hint(name)}, or leave {file.processor} out of annotate.stanza.processors"
            )
        if file.md5 and file_md5(file.path) not in file.md5:
            raise AnnotatorError(
                f"annotator {name.name!r}: {file.path} is damaged, or of another version than "
                f"{name.folder}/resources.json says (its MD5 is {file_md5(file.path)}, not "
                f"{file.md5[0]}); {fetch_hint(name)}"
            )


def models_version(name: StanzaName, settings: StanzaSettings) -> str:
    """Identify what the models would do: changes with Stanza, with their files and their choice.

    Raises:
        AnnotatorError: a model is missing or damaged.
        MissingExtraError: Stanza is not installed.
    """
    stanza = stanza_version()
    selection = select(name, settings)
    check_files(name, selection)
    parts: list[Any] = [stanza, selection.lang, list(selection.packages.items())]
    parts += [[file.processor, file.package, file_md5(file.path)] for file in selection.files]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def file_md5(path: Path) -> str:
    """Digest a file as Stanza does."""
    state = path.stat()
    return _md5(path, state.st_size, state.st_mtime_ns)


@cache
def _md5(path: Path, size: int, changed: int) -> str:
    del size, changed  # a file that changes is read again
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
