"""Find spaCy pipelines that are installed as packages or lie in folders, without loading them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from govnlp.errors import AnnotatorError

_SPACY = "spacy"


@dataclass(frozen=True)
class SpacyPackage:
    """A spaCy pipeline on this machine.

    Attributes:
        name: what it is named by: a package, or a folder.
        root: the folder with all that belongs to it.
        data: the folder inside it with ``config.cfg``.
        meta: its ``meta.json``.
        is_package: whether Python can import it.
    """

    name: str
    root: Path
    data: Path
    meta: Mapping[str, Any]
    is_package: bool

    @property
    def title(self) -> str:
        """Language, name and version, as spaCy puts them together."""
        return f"{self.meta.get('lang')}_{self.meta.get('name')} {self.meta.get('version')}"

    @property
    def requirements(self) -> list[str]:
        """What pip must have installed for it, spaCy first."""
        own = [str(requirement) for requirement in self.meta.get("requirements", ())]
        spacy = f"{_SPACY}{self.meta.get('spacy_version', '')}"
        return [spacy, *(line for line in own if not line.startswith(spacy))]


def find_package(name: str) -> SpacyPackage:
    """Find a pipeline by the name of its package, or by its folder.

    A folder may hold the pipeline itself, or be laid out as a package.

    Raises:
        AnnotatorError: there is none, or its files are damaged; says what mends it.
    """
    folder = Path(name)
    if folder.is_dir() and ((folder / "meta.json").exists() or not name.isidentifier()):
        return _in_folder(name, folder, is_package=False)
    if not name.isidentifier():
        raise AnnotatorError(
            f"no folder {name} ({folder.absolute()}); give the folder of a spaCy pipeline, or the "
            "name of an installed one"
        )
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise AnnotatorError(
            f"no package {name!r}, and no pipeline in a folder of that name; install it with "
            f"`python -m spacy download {name}` or pip, or give the path of a folder"
        )
    return _in_folder(name, Path(spec.origin).parent, is_package=True)


def installed_packages() -> Iterator[SpacyPackage]:
    """Give the pipelines that pip installed as packages."""
    for point in sorted(entry_points(group="spacy_models"), key=lambda point: point.name):
        try:
            yield find_package(point.value.partition(":")[0])
        except AnnotatorError:  # whoever names it is told why
            continue


def check_requirements(package: SpacyPackage) -> None:
    """Check that the spaCy of this machine, and all else that a pipeline needs, suits it.

    Raises:
        AnnotatorError: something is missing or has another version; names the ``pip install``.
    """
    from packaging.requirements import InvalidRequirement, Requirement

    for line in package.requirements:
        try:
            needed = Requirement(line)
        except InvalidRequirement:
            raise AnnotatorError(
                f"{package.data / 'meta.json'}: no requirement of pip: {line!r}; install the "
                "pipeline again"
            ) from None
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            raise AnnotatorError(
                f"{package.title} needs {needed.name}, which is not installed: "
                f"pip install '{needed}'"
            ) from None
        if not needed.specifier.contains(found, prereleases=True):
            raise AnnotatorError(_another_version(package, needed.name, f"{needed}", found))


def _another_version(package: SpacyPackage, needed: str, requirement: str, found: str) -> str:
    problem = f"{package.title} is made for {requirement}, and {needed} {found} is installed"
    if needed != _SPACY:
        return f"{problem}: pip install '{requirement}'"
    if package.is_package:
        return (
            f"{problem}; get the version made for it: python -m spacy download {package.name}, "
            f"or pip install --upgrade {package.name.replace('_', '-')}"
        )
    return f"{problem}; train it again, or pip install '{requirement}' if govnlp allows"


def _in_folder(name: str, folder: Path, *, is_package: bool) -> SpacyPackage:
    meta = _meta(folder)
    inner = folder / f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"
    data = folder if (folder / "config.cfg").is_file() else inner
    if not (data / "config.cfg").is_file():
        raise AnnotatorError(
            f"{folder}: no config.cfg, neither there nor in {inner.name}; the pipeline is not "
            "whole: install or save it again"
        )
    return SpacyPackage(name, folder, data, meta, is_package)


def _meta(folder: Path) -> Mapping[str, Any]:
    path = folder / "meta.json"
    try:
        meta = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise AnnotatorError(f"no spaCy pipeline in {folder}: it has no meta.json") from None
    except (OSError, ValueError) as error:
        raise AnnotatorError(f"{path} is damaged ({error}); install the pipeline again") from error
    if not isinstance(meta, dict):
        raise AnnotatorError(f"{path} is damaged (no JSON object); install the pipeline again")
    return meta
