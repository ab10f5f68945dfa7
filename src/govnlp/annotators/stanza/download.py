"""Fetch Stanza's models, because the user said so, and check what arrived."""

import json
from pathlib import Path
from typing import Any

from govnlp.annotators.stanza.names import StanzaName, stanza_version
from govnlp.annotators.stanza.resources import (
    ModelFile,
    Selection,
    check_files,
    digests,
    file_md5,
    select,
)
from govnlp.config import StanzaSettings
from govnlp.errors import AnnotatorError

MODEL_LICENCE = (
    "Stanza gives its models under the Open Data Commons Attribution License 1.0; the treebanks "
    "and corpora they were trained on have licences of their own."
)


def download(
    name: StanzaName, settings: StanzaSettings, url: str | None = None, *, quiet: bool = False
) -> Selection:
    """Fetch the models that a name and the settings stand for, through Stanza.

    Files that are there and whole are not fetched again. Progress goes to standard error.

    Args:
        name: which models, and into which folder.
        settings: which processors and packages.
        url: where ``resources_VERSION.json`` lies, which says where the models lie; Stanza's own
            place if not given.
        quiet: whether to show no progress.

    Returns:
        What was asked for, all of it checked against the digests in ``resources.json``.

    Raises:
        MissingExtraError: Stanza is not installed.
        AnnotatorError: there are no such models, they cannot be fetched, or what arrived is not
            what ``resources.json`` describes.
    """
    stanza_version()
    import stanza
    from stanza.resources.common import DEFAULT_RESOURCES_URL, download_resources_json

    folder = name.folder
    level = "ERROR" if quiet else "INFO"
    _fetch(
        name,
        f"the list of models ({url or DEFAULT_RESOURCES_URL})",
        download_resources_json,
        model_dir=str(folder),
        resources_url=url or DEFAULT_RESOURCES_URL,
    )
    selection = select(name, settings)
    _fetch(
        name,
        "the models",
        stanza.download,
        lang=selection.lang,
        model_dir=str(folder),
        package=None,
        processors=_wanted(selection),
        logging_level=level,
        download_json=False,
    )
    check_files(name, selection)
    return selection


def _wanted(selection: Selection) -> dict[str, str]:
    there = {file.processor for file in selection.files}
    return {key: value for key, value in selection.packages.items() if key in there}


def _fetch(name: StanzaName, what: str, function: Any, **arguments: Any) -> None:
    try:
        function(**arguments)
    except Exception as error:  # the clients of the hub have no error in common
        raise AnnotatorError(
            f"{name.name}: {what} cannot be fetched into {name.folder} "
            f"({type(error).__name__}: {' '.join(str(error).split())[:300]}); check the network, "
            "give another place with --url, or copy a folder of models here and name it with "
            "--folder"
        ) from error


def model_rows(selection: Selection) -> list[dict[str, Any]]:
    """Describe the files of a selection; see `list_models`."""
    return [_row(selection.lang, file) for file in selection.files]


def list_models(folder: Path) -> list[dict[str, Any]]:
    """List the models in a folder.

    Returns:
        For each file ``lang``, ``processor``, ``package``, ``bytes``, ``file``, and ``whole``:
        whether it is the one that ``resources.json`` describes (None if that does not say).
    """
    resources = _described(folder)
    rows = []
    for path in sorted(folder.glob("*/*/*.pt")):
        lang, processor, package = path.parts[-3], path.parts[-2], path.stem
        entry = resources.get(lang, {}).get(processor, {}).get(package, {})
        rows.append(_row(lang, ModelFile(processor, package, path, digests(entry))))
    return rows


def _described(folder: Path) -> dict[str, Any]:
    try:
        described: dict[str, Any] = json.loads((folder / "resources.json").read_text("utf-8"))
    except (OSError, ValueError):  # files without a list are listed all the same
        return {}
    return described


def _row(lang: str, file: ModelFile) -> dict[str, Any]:
    return {
        "lang": lang,
        "processor": file.processor,
        "package": file.package,
        "bytes": file.path.stat().st_size,
        "whole": file_md5(file.path) in file.md5 if file.md5 else None,
        "file": str(file.path),
    }
