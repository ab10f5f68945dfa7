"""What a person sees of vocabularies on the terminal, and what a program sees as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from govnlp.vocabulary.check import Problem
from govnlp.vocabulary.concepts import Concept, Vocabulary
from govnlp.vocabulary.search import Hit

if TYPE_CHECKING:
    from govnlp.skos.reading import SkosImport
    from govnlp.vocabulary.joining import Joins

_LABEL_COLUMNS = (
    ("English", ("pref_en", "alt_en", "abbr_en", "demonym_en")),
    ("Chinese", ("pref_zh", "alt_zh", "abbr_zh", "alt_zh_hant")),
)

_ROOM_FOR_NAMES = 53
"""Columns beside the identifiers without which a table of hits is no longer read with ease."""


def print_problems(problems: Sequence[Problem]) -> None:
    """Print what is wrong with a vocabulary, a line a problem."""
    console = Console(highlight=False, soft_wrap=True)
    for problem in problems:
        console.print(f"{escape(problem.where)}: {problem.rule}: {escape(problem.message)}")
    n = len(problems)
    console.print(f"{n} problem{'s' if n > 1 else ''}." if n else "Nothing is wrong.")


def hit_as_dict(vocabulary: Vocabulary, hit: Hit) -> dict[str, Any]:
    """Give a hit of a search as plain values."""
    concept = vocabulary.concepts[hit.concept_id]
    return {
        "concept_id": hit.concept_id,
        "kind": concept.kind,
        "pref_en": concept.pref_en,
        "pref_zh": concept.pref_zh,
        "label": hit.label.text,
        "way": hit.way,
        "likeness": hit.likeness,
    }


def print_hits(vocabulary: Vocabulary, hits: Iterable[Hit]) -> None:
    """Print what a search found, best first; a narrow terminal shows no table."""
    console = Console(highlight=False)
    found = list(hits)
    if not found:
        console.print("No concept is called anything like that.")
    elif console.width < max(len(hit.concept_id) for hit in found) + _ROOM_FOR_NAMES:
        for hit in found:
            names = _names(vocabulary.concepts[hit.concept_id])
            found_by = f"({hit.way}: {hit.label.text})"
            console.print(escape(f"{hit.concept_id} {found_by}"), soft_wrap=True)
            console.print(Padding(escape(names), (0, 0, 0, 2)))
    else:
        console.print(_hit_table(vocabulary, found))


def _hit_table(vocabulary: Vocabulary, hits: Iterable[Hit]) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for heading in ("concept", "English", "Chinese", "found by", "how"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("concept", "how"))
    for hit in hits:
        concept = vocabulary.concepts[hit.concept_id]
        row = (hit.concept_id, concept.pref_en, concept.pref_zh, hit.label.text, hit.way)
        table.add_row(*map(escape, row))
    return table


def _names(concept: Concept) -> str:
    return ", ".join(name for name in (concept.pref_en, concept.pref_zh) if name)


def concept_as_dict(vocabulary: Vocabulary, concept: Concept) -> dict[str, Any]:
    """Give a concept as plain values: its columns, and the concepts below it."""
    values = {field.name: getattr(concept, field.name) for field in fields(concept)}
    return {**values, "narrower": list(vocabulary.narrower(concept.concept_id))}


def print_concept(vocabulary: Vocabulary, concept: Concept) -> None:
    """Print everything that is known of a concept."""
    console = Console(highlight=False)
    console.print(Text(concept.concept_id, style="bold"), f"({concept.kind})", soft_wrap=True)
    table = Table(show_header=False, box=None)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for language, columns in _LABEL_COLUMNS:
        preferred, *others = columns
        label = Text(getattr(concept, preferred), style="bold yellow")
        rest = [Text(text) for column in others for text in getattr(concept, column)]
        table.add_row(language, Text("; ").join([label, *rest] if label else rest))
    for heading, scope in (("Scope", concept.scope_en), ("", concept.scope_zh)):
        if scope:
            table.add_row(heading, escape(scope))
    for heading, ids in (
        ("Broader", concept.broader),
        ("Narrower", vocabulary.narrower(concept.concept_id)),
        ("Related", vocabulary.related_to(concept.concept_id)),
    ):
        for number, concept_id in enumerate(ids):
            other = vocabulary.concepts.get(concept_id)
            names = _names(other) if other else "no such concept"
            table.add_row("" if number else heading, escape(f"{concept_id} ({names})"))
    for heading, text in (
        ("Same as", ", ".join(concept.same_as)),
        ("Source", concept.source),
        ("Row", concept.where),
    ):
        if text:
            table.add_row(heading, escape(text))
    console.print(Padding(table, (0, 0, 0, 1)))


def print_added(folder: Path, path: Path, concept: Concept, *, alone: bool = False) -> None:
    """Say where a new concept stands, and how to see its effect.

    Args:
        folder: the folder it was added to.
        path: the file of the folder that has it.
        concept: the concept.
        alone: whether the folder is used without the shipped vocabulary.
    """
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{escape(concept.concept_id)} is now in {escape(str(path))}.")
    console.print(_next_step(folder, alone=alone))


_JOINS = ("joined", "undecided", "dropped")


def import_as_dict(
    found: "SkosImport", folder: Path, joins: "Joins | None" = None
) -> dict[str, Any]:
    """Give what an import made as plain values."""
    tied = {} if joins is None else {name: dict(getattr(joins, name)) for name in _JOINS}
    return tied | {
        "folder": str(folder),
        "concepts": len(found.vocabulary.concepts),
        "schemes": dict(found.schemes),
        "set_aside": dict(found.set_aside),
        "remarks": dict(found.remarks),
    }


def print_import(found: "SkosImport", folder: Path, joins: "Joins | None" = None) -> None:
    """Say what an import made, and what it had to leave out."""
    console = Console(highlight=False, soft_wrap=True)
    concepts = found.vocabulary.concepts.values()
    console.print(f"{len(concepts):,} concepts in {escape(str(folder))}", end="")
    for language, column in (("an English", "pref_en"), ("a Chinese", "pref_zh")):
        n = sum(not getattr(concept, column) for concept in concepts)
        if n:
            console.print(f", {n:,} of them without {language} label", end="")
    console.print()
    if len(found.schemes) > 1:
        for scheme, n in found.schemes.items():
            console.print(f"  {escape(scheme)}: {n:,} (--scheme takes one of them)")
    for reason, what in found.set_aside.items():
        more = f" and {len(what) - 1:,} more" if len(what) > 1 else ""
        console.print(f"Set aside, {escape(reason)}: {escape(what[0])}{more}")
    for remark, n in sorted(found.remarks.items()):
        console.print(f"{n:,} {escape(remark)}")
    if joins is not None:
        console.print(f"{len(joins.joined):,} joined to concepts that are there")
        for concept_id, fitting in joins.undecided.items():
            choice = f"{concept_id}: it could be {', '.join(fitting)}"
            console.print(f"Not joined, {escape(choice)}")
        for concept_id, texts in joins.dropped.items():
            console.print(
                f"Labels that other concepts have, left out of {escape(concept_id)}: "
                f"{escape(', '.join(texts))}"
            )
    console.print(_next_step(folder))


def _next_step(folder: Path, *, alone: bool = False) -> str:
    names = f'"{folder}"' if alone else f'"govnlp", "{folder}"'
    return (
        f"Next: vocabularies = \\[{escape(names)}] under \\[normalize] of your pipeline, "
        "then govnlp run all"
    )
