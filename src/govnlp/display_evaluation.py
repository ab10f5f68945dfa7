"""What a person sees of an evaluation on the terminal."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from govnlp.evaluation.evaluate import Evaluation

_COUNTS = ("gold", "found", "right")


def print_evaluations(evaluations: Sequence[Evaluation]) -> None:
    """Print a table a file: precision, recall and F1 in percent, and what they come from."""
    console = Console(highlight=False)
    for evaluation in evaluations:
        console.print(_table(evaluation))


def _table(evaluation: Evaluation) -> Table:
    n_texts = evaluation.n_texts
    title = (
        f"{escape(evaluation.file)}: {evaluation.format}, {n_texts:,} text{'s' * (n_texts != 1)}, "
        f"{evaluation.lang}, {escape(evaluation.annotator)}"
    )
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    table.add_column("measure", no_wrap=True)
    for heading in ("F1", "precision", "recall", *_COUNTS):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, score in evaluation.figures.items():
        percents = (score.f1, score.precision, score.recall)
        counts = (score.gold, score.system, score.correct)
        table.add_row(
            f"  {name.partition('/')[2]}" if _is_part(name, evaluation) else name,
            *(f"{100 * value:.2f}" if any(counts) else "–" for value in percents),
            *(f"{count:,}" for count in counts),
        )
    return table


def _is_part(name: str, evaluation: Evaluation) -> bool:
    """Whether the whole that a figure is a part of stands above it."""
    whole, slash, _ = name.partition("/")
    return bool(slash) and whole in evaluation.figures
