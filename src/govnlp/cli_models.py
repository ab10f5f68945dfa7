"""The commands of `govnlp models`: parse, call, print."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govnlp.cli_common import JsonOption, print_json
from govnlp.errors import SettingsError

if TYPE_CHECKING:
    from govnlp.config import StanzaSettings

app = typer.Typer(
    name="models",
    help="Fetch models of Stanza, and say which are there. Nothing else fetches any.",
    no_args_is_help=True,
)

FolderOption = Annotated[
    Path | None,
    typer.Option("--folder", help="Folder of the models; Stanza's own folder if not given."),
]


@app.command("download")
def download_command(
    model: Annotated[str, typer.Argument(help="An annotator: stanza:LANG or stanza:LANG/PACKAGE.")],
    folder: FolderOption = None,
    processor: Annotated[
        list[str] | None,
        typer.Option("--processor", help="Only this processor; repeat it for several."),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", help="Where the list of models lies, if not with Stanza's makers."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch the models of an annotator, and check that they arrived whole."""
    from govnlp import display_models
    from govnlp.annotators.stanza.download import download, model_rows
    from govnlp.annotators.stanza.names import lang_of, parse_name

    library, _, spec = model.partition(":")
    if library != "stanza" or not spec:
        raise SettingsError(f"{model!r}: only models of Stanza are fetched; give stanza:LANG")
    settings = _settings(folder, processor)
    name = parse_name(lang_of(spec), spec, settings)
    rows = model_rows(download(name, settings, url, quiet=quiet or as_json))
    if as_json:
        print_json(rows)
    else:
        display_models.print_downloaded(name.folder, rows)


@app.command("list")
def list_command(folder: FolderOption = None, as_json: JsonOption = False) -> None:
    """Say which models of Stanza are there."""
    from govnlp import display_models
    from govnlp.annotators.stanza.download import list_models
    from govnlp.annotators.stanza.names import models_folder

    folder = folder or models_folder()
    rows = list_models(folder)
    if as_json:
        print_json(rows)
    else:
        display_models.print_models(folder, rows)


def _settings(folder: Path | None, processors: list[str] | None) -> "StanzaSettings":
    from govnlp.config import StanzaSettings

    values: dict[str, object] = {"folder": str(folder) if folder else None}
    if processors:
        values["processors"] = processors
    return StanzaSettings.from_mapping(values)
