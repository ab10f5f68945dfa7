"""What a person sees on the terminal."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from govnlp.doctor import Finding
from govnlp.freshness import Freshness
from govnlp.pipeline import RunReport
from govnlp.runner import Progress as ProgressCall
from govnlp.show import DocumentView, Mark, SegmentView
from govnlp.store import Store
from govnlp.text.scripts import count_han

_WIDE_STATUS = 72
_LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_LANG_STYLES = {"en": "cyan", "zh": "green", "und": "dim"}
_ENTITY_STYLE = "underline"
_MENTION_STYLE = "bold yellow"
_STATE_STYLES = {"ok": "green", "missing": "yellow", "broken": "red"}


@contextmanager
def progress(*, hidden: bool) -> Iterator[ProgressCall | None]:
    """Show progress on standard error: bars on a terminal, a line a stage elsewhere."""
    if hidden:
        yield None
    elif sys.stderr.isatty():
        with _bars() as bars:
            tasks: dict[str, int] = {}

            def advance(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(stage, total=total)
                bars.update(tasks[stage], completed=done)  # type: ignore[arg-type]

            yield advance
    else:

        def line(stage: str, done: int, total: int) -> None:
            if done == total:
                print(f"{stage}: {done} done", file=sys.stderr, flush=True)

        yield line


def _bars() -> Progress:
    return Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def print_run(report: RunReport) -> None:
    """Print what a run did and found, and what to look at next."""
    console = Console()
    if not any(stage.reason for stage in report.stages):
        console.print("Everything was up to date.")
    else:
        done = (f"{s.name} ({s.seconds:.1f} s)" for s in report.stages if s.reason)
        console.print("Made: " + ", ".join(done), highlight=False)
    table = Table(title=f"Tables in {report.output}", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("table", no_wrap=True)
    table.add_column("rows", justify="right", no_wrap=True)
    room = max(20, console.width - 34)
    table.add_column("most often", overflow="ellipsis", no_wrap=True, max_width=room)
    store = Store(report.output)
    for name, rows in report.rows.items():
        table.add_row(name, f"{rows:,}", escape(_example(store, name)))
    console.print(table)
    if report.n_rejects:
        rows_were = "row was" if report.n_rejects == 1 else "rows were"
        aside = f"{report.n_rejects} {rows_were} set aside:"
        console.print(f"[yellow]{aside}[/] see the table rejects.")
        _print_rejects(console, store)
    console.print(_next_steps(store), highlight=False)


def _example(store: Store, name: str) -> str:
    """The commonest values of a table, in a few words."""
    column = {
        "documents": "doc_id",
        "segments": "lang",
        "sentences": "lang",
        "entities": "text",
        "noun_phrases": "key",
        "mentions": "concept_id",
        "concepts": "pref_zh",
        "candidates": "text",
        "rejects": "reason",
    }.get(name)
    if column is None:
        return ""
    values = store.read(name, columns=[column])[column].to_pylist()
    common = Counter(values).most_common(4)
    if column in ("lang", "reason"):
        return ", ".join(f"{value} {count:,}" for value, count in common)
    return ", ".join(" ".join(value.split()) for value, _ in common)


def _print_rejects(console: Console, store: Store) -> None:
    rows = store.read("rejects", columns=["path", "reason", "detail"]).to_pylist()
    counts = Counter((row["path"], row["reason"], row["detail"]) for row in rows)
    for (path, reason, detail), count in counts.most_common(5):
        times = f" ×{count}" if count > 1 else ""
        console.print(f"  {escape(path)}: {reason}{times} ({escape(detail)})", highlight=False)
    if len(counts) > 5:
        console.print(f"  and {len(counts) - 5} more")


def _next_steps(store: Store) -> str:
    ids = store.read("documents", columns=["doc_id"])["doc_id"].to_pylist()
    example = f"govnlp show {ids[0]}" if ids else "put texts into the input folder and run again"
    return f"Next: {example}    govnlp status    notebooks/first-look.ipynb"


def print_status(states: Sequence[Freshness]) -> None:
    """Print the state of each table; a narrow terminal shows no sizes and times."""
    console = Console()
    table = Table(box=SIMPLE_HEAD)
    measures = ("size", "took") if console.width >= _WIDE_STATUS else ()
    for heading in ("stage", "table", "rows", *measures):
        right = heading in ("rows", "size", "took")
        table.add_column(heading, justify="right" if right else "left", no_wrap=True)
    table.add_column("state", ratio=1)
    for state in states:
        word = "[green]up to date[/]" if state.fresh else f"[yellow]{escape(state.reason)}[/]"
        took = "" if state.seconds is None else f"{state.seconds:.1f} s"
        stage, shown = state.stage, word
        for name, counts in state.tables.items() or [("", None)]:
            rows, size = (f"{counts['rows']:,}", _size(counts["bytes"])) if counts else ("", "")
            table.add_row(stage, name, rows, *((size, took) if measures else ()), shown)
            stage = took = shown = ""
    console.print(table)
    last = max((state.finished for state in states if state.finished), default=None)
    if last:
        when = last.replace("T", " ").removesuffix("+00:00")
        console.print(f"Last made: {when} UTC", highlight=False)


def _size(n_bytes: int) -> str:
    if n_bytes < 1_000:
        return f"{n_bytes} B"
    return f"{n_bytes / 1e3:.1f} kB" if n_bytes < 1e6 else f"{n_bytes / 1e6:.1f} MB"


def print_document(view: DocumentView) -> None:
    """Print a document, languages, entities and concepts marked."""
    console = Console(highlight=False)
    console.print(Text(view.doc_id, style="bold"), f"({view.n_chars:,} characters)")
    legend = [Text(lang, style=style) for lang, style in _LANG_STYLES.items()]
    console.print(
        *legend, Text("entity", style=_ENTITY_STYLE), Text("concept", style=_MENTION_STYLE), "\n"
    )
    for segment in view.segments:
        _print_segment(console, segment)
    common = view.concept_counts().most_common(10)
    if common:
        console.print(Text("Commonest concepts", style="bold"))
        for concept_id, count in common:
            console.print(f"{count:6,}  {escape(concept_id)}")


def _print_segment(console: Console, segment: SegmentView) -> None:
    aside = segment.kind == "boilerplate" or segment.duplicate_of is not None
    heading = f"{segment.lang} {segment.script} {segment.kind}"
    if segment.duplicate_of is not None:
        heading += f" (repeats segment {segment.duplicate_of})"
    # One space for each line break: the terminal has a width of its own, and offsets stay.
    shown = _LINE_BREAK.sub(" ", segment.text)
    text = Text(shown, style="dim" if aside else _LANG_STYLES[segment.lang])
    if segment.kind == "heading" and not aside:
        text.stylize("bold")
    for marks, style in ((segment.mentions, _MENTION_STYLE), (segment.entities, _ENTITY_STYLE)):
        for mark in marks:
            text.stylize(style, mark.start - segment.start, mark.end - segment.start)
    console.print(Text(heading, style="dim"))
    console.print(Padding(_wrapped(text, console.width - 2), (0, 0, 0, 2)))
    for title, marks in (("entities", segment.entities), ("concepts", segment.mentions)):
        if marks:
            console.print(Padding(Text(f"{title}: {_summary(marks)}", style="dim"), (0, 0, 0, 2)))
    console.print()


def _wrapped(text: Text, width: int) -> Text:
    """Break Chinese lines where they are full; rich breaks at spaces only."""
    if count_han(text.plain) * 2 < len(text.plain):
        return text
    breaks, room = [], width
    for place, char in enumerate(text.plain):
        room -= cell_len(char)
        if room < 0:
            breaks.append(place)
            room = width - cell_len(char)
    return Text("\n").join(text.divide(breaks))


def _summary(marks: Iterable[Mark]) -> str:
    counts = Counter((" ".join(mark.text.split()), mark.name) for mark in marks)
    return "; ".join(
        f"{text} = {name}" + (f" ×{count}" if count > 1 else "")
        for (text, name), count in counts.items()
    )


def print_findings(findings: Sequence[Finding]) -> None:
    """Print what the doctor found."""
    table = Table(show_header=False, box=None)
    for finding in findings:
        state = Text(finding.state, style=_STATE_STYLES[finding.state])
        table.add_row(finding.subject, state, escape(finding.detail))
    Console().print(table)
