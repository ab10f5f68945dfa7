"""What a person sees of models."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from govnlp.annotators.stanza.download import MODEL_LICENCE

_BYTES_IN_MB = 1e6


def print_downloaded(folder: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Print what was fetched, where it lies, and under which licence."""
    print_models(folder, rows)
    Console().print(MODEL_LICENCE, highlight=False)


def print_models(folder: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Print which models lie in a folder."""
    console = Console()
    if not rows:
        console.print(f"No models of Stanza in {escape(str(folder))}.", highlight=False)
        console.print("Fetch some: govnlp models download stanza:zh-hans", highlight=False)
        return
    table = Table(title=f"In {escape(str(folder))}", title_justify="left", box=SIMPLE_HEAD)
    for heading in ("language", "processor", "package"):
        table.add_column(heading, no_wrap=True)
    table.add_column("MB", justify="right")
    table.add_column("whole", no_wrap=True)
    for row in rows:
        size = f"{row['bytes'] / _BYTES_IN_MB:,.1f}"
        whole = {True: "yes", False: "[red]no[/]", None: "?"}[row["whole"]]
        table.add_row(row["lang"], row["processor"], row["package"], size, whole)
    console.print(table)
