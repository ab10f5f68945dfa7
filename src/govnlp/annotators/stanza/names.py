"""Names of Stanza's models, and where they lie.

Nothing here imports Stanza, which brings PyTorch.
"""

import os
import runpy
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from govnlp.config import StanzaSettings
from govnlp.errors import AnnotatorError, MissingExtraError

LANGUAGES = {"en": ("en",), "zh": ("zh-hans", "zh-hant", "zh")}
"""Stanza's languages by ours."""

DEFAULT_PACKAGE = "default"


@dataclass(frozen=True)
class StanzaName:
    """What ``stanza:LANG``, ``stanza:LANG/PACKAGE`` or either with ``@FOLDER`` says.

    Attributes:
        name: the whole of it.
        lang: Stanza's code of the language.
        package: the package; ``default`` if none is named.
        folder: where the models lie.
    """

    name: str
    lang: str
    package: str
    folder: Path


def parse_name(lang: str, model: str, settings: StanzaSettings) -> StanzaName:
    """Read what stands behind ``stanza:`` in the name of an annotator.

    Args:
        lang: the language it shall read, ``en`` or ``zh``.
        model: ``LANG``, ``LANG/PACKAGE``, either with ``@FOLDER`` behind it.
        settings: give the folder if the name does not.

    Raises:
        AnnotatorError: it has another form, or is of another language.

    >>> name = parse_name("en", "en/ewt@my-models", StanzaSettings())
    >>> name.lang, name.package, name.folder.name
    ('en', 'ewt', 'my-models')
    """
    name = f"stanza:{model}"
    spec, at, folder = model.partition("@")
    stanza_lang, slash, package = spec.partition("/")
    if stanza_lang not in LANGUAGES[lang]:
        raise AnnotatorError(
            f"annotator {name!r} for {lang}: Stanza's languages for {lang} are "
            f"{', '.join(LANGUAGES[lang])}; give 'stanza:LANG', 'stanza:LANG/PACKAGE', or either "
            "with '@FOLDER' behind it"
        )
    if (slash and not package) or (at and not folder):
        raise AnnotatorError(f"annotator {name!r} for {lang}: nothing stands behind the last mark")
    chosen = folder or settings.folder
    return StanzaName(
        name, stanza_lang, package or DEFAULT_PACKAGE, Path(chosen) if chosen else models_folder()
    )


def lang_of(model: str) -> str:
    """Our language of what stands behind ``stanza:``.

    Raises:
        AnnotatorError: its language is neither English nor Chinese.
    """
    stanza_lang = model.partition("@")[0].partition("/")[0]
    for lang, stanza_langs in LANGUAGES.items():
        if stanza_lang in stanza_langs:
            return lang
    known = [code for codes in LANGUAGES.values() for code in codes]
    raise AnnotatorError(f"stanza:{model}: govnlp reads Stanza's languages {', '.join(known)}")


def models_folder() -> Path:
    """Stanza's own folder of models: ``STANZA_RESOURCES_DIR``, or one in the user's cache.

    Raises:
        MissingExtraError: Stanza is not installed.
    """
    if folder := os.environ.get("STANZA_RESOURCES_DIR"):
        return Path(folder)
    resources = resources_version()
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("stanza", "StanfordNLP", resources)) / "resources"


def stanza_version() -> str:
    """The version of Stanza.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return version("stanza")
    except PackageNotFoundError:
        raise MissingExtraError("an annotator 'stanza:...'", "stanza") from None


@cache
def resources_version() -> str:
    """The version of the models that the installed Stanza reads.

    Raises:
        MissingExtraError: Stanza is not installed.
    """
    stanza_version()
    spec = find_spec("stanza")
    if spec is None or spec.origin is None:
        raise MissingExtraError("an annotator 'stanza:...'", "stanza")
    said = runpy.run_path(str(Path(spec.origin).with_name("_version.py")))
    return str(said["__resources_version__"])


def fetch_hint(name: StanzaName) -> str:
    """Say which command fetches the models."""
    return f"fetch them: govnlp models download {name.name}"
