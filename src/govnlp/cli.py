"""The command line: parse, call, print."""

import io
import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

from govnlp import __version__, cli_models, cli_vocab
from govnlp.cli_common import DONE_WITH_REJECTS, FAILED, WRONG_USE, JsonOption, print_json
from govnlp.errors import AnnotatorWarning, GovnlpError, InputError, SettingsError

_python_warning = warnings.formatwarning

app = typer.Typer(
    name="govnlp",
    help="Entities, noun phrases and shared concepts from English and Chinese governance texts.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Exit status: 0 done, 1 failed, 2 wrong use, 3 done, with some input set aside.",
)
app.add_typer(cli_vocab.app, name="vocab")
app.add_typer(cli_models.app, name="models")

PipelineOption = Annotated[
    Path | None,
    typer.Option(
        "--pipeline",
        "-p",
        help="Pipeline file (TOML); pipelines/default.toml if there is one, else the defaults.",
    ),
]
InputOption = Annotated[
    Path | None, typer.Option("--input", "-i", help="Folder or file of source texts.")
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Folder for the tables.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


def main() -> None:
    """Run the command line; errors of govnlp become one line and an exit status."""
    debug = "--debug" in sys.argv
    if not debug:
        warnings.formatwarning = _warning
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that has no Chinese characters still shows the rest.
            stream.reconfigure(errors="replace")
    try:
        app()
    except GovnlpError as error:
        if debug:
            raise
        typer.echo(f"govnlp: {error}", err=True)
        sys.exit(WRONG_USE if isinstance(error, SettingsError | InputError) else FAILED)
    except Exception as error:
        if debug:
            raise
        problem = f"unexpected {type(error).__name__}: {error}"
        typer.echo(
            f"govnlp: {problem}; please report it with what `govnlp --debug ...` shows", err=True
        )
        sys.exit(FAILED)


def _warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    line: str | None = None,
) -> str:
    """A warning of govnlp as one line; those of others as Python shows them."""
    if issubclass(category, AnnotatorWarning):
        return f"govnlp: warning: {message}\n"
    return _python_warning(message, category, filename, lineno, line)


def _version(shown: bool) -> None:
    if shown:
        typer.echo(f"govnlp {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the whole traceback of an error.")
    ] = False,
) -> None:
    """Entities, noun phrases and shared concepts from English and Chinese governance texts."""


@app.command("run")
def run_command(
    stage: Annotated[
        str, typer.Argument(help="The last stage to run (segment, say), or all of them.")
    ] = "all",
    pipeline: PipelineOption = None,
    input: InputOption = None,  # noqa: A002
    output: OutputOption = None,
    force: Annotated[bool, typer.Option("--force", help="Make everything again.")] = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make the tables, or those of them that are out of date."""
    from govnlp import display
    from govnlp.pipeline import run

    try:
        with display.progress(hidden=quiet or as_json) as progress:
            report = run(
                _pipeline(pipeline), input, output, until=stage, force=force, progress=progress
            )
    except KeyboardInterrupt:  # typer would end without a word
        raise GovnlpError("interrupted; tables that were done are kept") from None
    if as_json:
        print_json(
            {
                "output": str(report.output),
                "stages": [vars(stage) for stage in report.stages],
                "rows": dict(report.rows),
            }
        )
    elif not quiet:
        display.print_run(report)
    if report.n_rejects:
        raise typer.Exit(DONE_WITH_REJECTS)


@app.command("status")
def status_command(
    pipeline: PipelineOption = None,
    input: InputOption = None,  # noqa: A002
    output: OutputOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say of each table whether it is up to date, and if not, why."""
    from govnlp import display
    from govnlp.pipeline import status

    states = status(_pipeline(pipeline), input, output)
    if as_json:
        print_json([{**vars(state), "fresh": state.fresh} for state in states])
    else:
        display.print_status(states)


@app.command("show")
def show_command(
    document: Annotated[str, typer.Argument(help="Its doc_id, or the end of it.")],
    pipeline: PipelineOption = None,
    output: OutputOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a document with its languages, entities and concepts marked."""
    from govnlp import display
    from govnlp.pipeline import output_folder
    from govnlp.show import find_document

    view = find_document(output_folder(_pipeline(pipeline), output), document)
    if as_json:
        print_json(view.as_dict())
    else:
        display.print_document(view)


@app.command("evaluate")
def evaluate_command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILES...", help="Gold data: CoNLL-U, IOB2, or JSONL of govnlp."),
    ],
    lang: Annotated[
        str | None, typer.Option("--lang", help="en or zh; told from the text if not given.")
    ] = None,
    annotator: Annotated[
        str,
        typer.Option(
            "--annotator", help="bundled, spacy:PACKAGE, spacy:FOLDER, stanza:LANG, or another."
        ),
    ] = "bundled",
    texts: Annotated[
        Path | None,
        typer.Option("--texts", help="The folder with the texts that gold files only name."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how good the annotations of files are whose right ones are known."""
    from govnlp.evaluation.evaluate import evaluate

    evaluations = evaluate(files, lang, annotator, texts)
    if as_json:
        print_json([evaluation.as_dict() for evaluation in evaluations])
    else:
        from govnlp.display_evaluation import print_evaluations

        print_evaluations(evaluations)


@app.command("doctor")
def doctor_command(pipeline: PipelineOption = None, as_json: JsonOption = False) -> None:
    """Check versions, models, annotators and extras; say what is missing and how to get it."""
    from govnlp import display
    from govnlp.config import PipelineSettings, load_pipeline
    from govnlp.doctor import examine

    path = _pipeline(pipeline)
    findings = examine(load_pipeline(path) if path else PipelineSettings())
    if as_json:
        print_json([vars(finding) for finding in findings])
    else:
        display.print_findings(findings)
    if any(finding.state == "broken" for finding in findings):
        raise typer.Exit(FAILED)


@app.command("init")
def init_command(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
) -> None:
    """Make a folder with pipelines/, seeds/ and notebooks/ to start from."""
    from govnlp.scaffold import init

    made = init(folder, force=force)
    typer.echo(f"{len(made)} files in {folder}. Next:")
    typer.echo(f"  cd {folder}\n  govnlp run all")


def _pipeline(path: Path | None) -> Path | None:
    """The pipeline file to use: the one named, else the folder's own, else None."""
    default = Path("pipelines/default.toml")
    return default if path is None and default.is_file() else path
