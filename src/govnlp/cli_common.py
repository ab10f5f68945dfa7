"""What the command line's modules share."""

import json
from typing import Annotated, Any

import typer

FAILED, WRONG_USE, DONE_WITH_REJECTS = 1, 2, 3
"""Exit statuses; 0 is done."""

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=dict))
