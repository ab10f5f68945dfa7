"""The commands of `govnlp vocab`: parse, call, print."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govnlp.cli_common import DONE_WITH_REJECTS, FAILED, JsonOption, print_json
from govnlp.errors import InputError

if TYPE_CHECKING:
    from govnlp.vocabulary import Vocabulary

app = typer.Typer(
    name="vocab",
    help="Look into vocabularies, check them, add to them; SKOS in and out.",
    no_args_is_help=True,
)

VocabularyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--vocabulary",
        "-v",
        help="A vocabulary: govnlp (the shipped one, the default) or a folder; repeat for several.",
    ),
]
AloneOption = Annotated[
    bool,
    typer.Option("--alone", help="The folder will be used without the shipped vocabulary."),
]
Texts = list[str] | None


@app.command("check")
def check_command(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of CSV files; the shipped vocabulary if none.")
    ] = None,
    alone: AloneOption = False,
    as_json: JsonOption = False,
) -> None:
    """List what is wrong with a vocabulary."""
    from govnlp import display_vocab
    from govnlp.vocabulary import SHIPPED, load_vocabulary
    from govnlp.vocabulary.check import check_vocabulary
    from govnlp.vocabulary.editing import check_folder
    from govnlp.vocabulary.identifiers import identifier_problems, read_released

    if folder is None:
        shipped = load_vocabulary()
        problems = check_vocabulary(shipped)
        problems += identifier_problems(shipped, read_released())
    else:
        problems = check_folder(folder, beside=() if alone else (SHIPPED,))
    if as_json:
        print_json([problem._asdict() for problem in problems])
    else:
        display_vocab.print_problems(problems)
    if problems:
        raise typer.Exit(FAILED)


@app.command("search")
def search_command(
    text: Annotated[str, typer.Argument(help="A label or a part of one, in either language.")],
    kind: Annotated[
        Texts, typer.Option("--kind", help="Only concepts of this kind; repeat for several.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 10,
    vocabulary: VocabularyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find concepts by their labels, the best first."""
    from govnlp import display_vocab
    from govnlp.vocabulary.search import search

    loaded = _load(vocabulary)
    hits = search(loaded, text, limit=limit, kinds=kind or ())
    if as_json:
        print_json([display_vocab.hit_as_dict(loaded, hit) for hit in hits])
    else:
        display_vocab.print_hits(loaded, hits)


@app.command("show")
def show_command(
    concept_id: Annotated[str, typer.Argument(help="Its identifier, concept/human-security say.")],
    vocabulary: VocabularyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show everything that the vocabulary says of a concept."""
    from govnlp import display_vocab
    from govnlp.vocabulary.search import find_concept

    loaded = _load(vocabulary)
    concept = find_concept(loaded, concept_id)
    if as_json:
        print_json(display_vocab.concept_as_dict(loaded, concept))
    else:
        display_vocab.print_concept(loaded, concept)


@app.command("add")
def add_command(
    folder: Annotated[Path, typer.Option("--folder", help="The folder of CSV files to add to.")],
    en: Annotated[str, typer.Option("--en", help="Preferred English label.")],
    zh: Annotated[str, typer.Option("--zh", help="Preferred Chinese label, Simplified.")],
    kind: Annotated[
        str,
        typer.Option("--kind", help="concept, organization, place, document, event or person."),
    ] = "concept",
    concept_id: Annotated[
        str, typer.Option("--id", help="Identifier; made from the English label if none.")
    ] = "",
    alt_en: Annotated[Texts, typer.Option("--alt-en", help="Other English label.")] = None,
    abbr_en: Annotated[Texts, typer.Option("--abbr-en", help="English abbreviation.")] = None,
    alt_zh: Annotated[Texts, typer.Option("--alt-zh", help="Other Chinese label.")] = None,
    abbr_zh: Annotated[Texts, typer.Option("--abbr-zh", help="Chinese short form.")] = None,
    alt_zh_hant: Annotated[
        Texts, typer.Option("--alt-zh-hant", help="Traditional label of other wording.")
    ] = None,
    demonym_en: Annotated[
        Texts, typer.Option("--demonym-en", help="Adjective or people of a place.")
    ] = None,
    broader: Annotated[
        Texts, typer.Option("--broader", help="Identifier of a broader concept.")
    ] = None,
    related: Annotated[
        Texts, typer.Option("--related", help="Identifier of a related concept.")
    ] = None,
    scope_en: Annotated[str, typer.Option("--scope-en", help="What it covers, one line.")] = "",
    scope_zh: Annotated[str, typer.Option("--scope-zh", help="The same in Chinese.")] = "",
    same_as: Annotated[
        Texts, typer.Option("--same-as", help="The same elsewhere, wikidata:Q458 say.")
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Where the names come from.")] = "",
    alone: AloneOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a concept to a folder of one's own, if nothing is wrong with it.

    Options that take a label or an identifier can be repeated, but for --en and --zh.
    """
    from govnlp import display_vocab
    from govnlp.vocabulary import SHIPPED, Concept
    from govnlp.vocabulary.editing import add_concept

    concept = Concept(
        concept_id=concept_id.strip(),
        kind=kind,
        pref_en=en.strip(),
        pref_zh=zh.strip(),
        alt_en=_values(alt_en),
        abbr_en=_values(abbr_en),
        alt_zh=_values(alt_zh),
        abbr_zh=_values(abbr_zh),
        alt_zh_hant=_values(alt_zh_hant),
        demonym_en=_values(demonym_en),
        broader=_values(broader),
        related=_values(related),
        scope_en=scope_en.strip(),
        scope_zh=scope_zh.strip(),
        same_as=_values(same_as),
        source=source.strip(),
    )
    path, added = add_concept(folder, concept, beside=() if alone else (SHIPPED,))
    if as_json:
        print_json({"file": str(path), "concept_id": added.concept_id})
    else:
        display_vocab.print_added(folder, path, added, alone=alone)


@app.command("export")
def export_command(
    file: Annotated[
        Path,
        typer.Argument(help="What to write: .ttl, .nt, .rdf, .jsonld, or a folder for CSV files."),
    ],
    vocabulary: VocabularyOption = None,
    base: Annotated[
        str, typer.Option("--base", help="What makes an identifier a URI, put before it.")
    ] = "urn:govnlp:",
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a vocabulary as SKOS, or as a folder of CSV files."""
    from govnlp.skos.files import write_skos
    from govnlp.vocabulary.writing import write_folder

    loaded = _load(vocabulary)
    if file.suffix and not file.is_dir():
        if file.exists() and not force:
            raise InputError(f"{file}: already there; --force overwrites it")
        write_skos(loaded, file, base)
    else:
        write_folder(loaded, file, force=force)
    if as_json:
        print_json({"file": str(file), "concepts": len(loaded.concepts)})
    else:
        typer.echo(f"{len(loaded.concepts):,} concepts in {file}")


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="A SKOS thesaurus: .ttl, .nt, .rdf or .jsonld.")],
    folder: Annotated[Path, typer.Option("--folder", help="The folder of CSV files to make.")],
    kind: Annotated[
        str, typer.Option("--kind", help="The kind of its concepts, where the file says none.")
    ] = "concept",
    prefix: Annotated[
        str, typer.Option("--prefix", help="Begins its identifiers; the file's name if none.")
    ] = "",
    scheme: Annotated[
        str, typer.Option("--scheme", help="URI of the scheme to take, if not all of the file.")
    ] = "",
    untagged: Annotated[
        str, typer.Option("--untagged", help="Language of labels without a tag: en or zh.")
    ] = "",
    join: Annotated[
        Texts,
        typer.Option(
            "--join",
            help="Tie concepts to the same ones of this vocabulary: govnlp, or a folder; repeat "
            "for several.",
        ),
    ] = None,
    max_mb: Annotated[
        int, typer.Option("--max-mb", min=1, help="Refuse a larger file (megabytes).")
    ] = 100,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the CSV files of the folder.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make a folder of CSV files from any SKOS thesaurus. Nothing is fetched."""
    from govnlp import display_vocab
    from govnlp.skos.files import read_skos
    from govnlp.vocabulary import load_vocabulary
    from govnlp.vocabulary.joining import find_joins
    from govnlp.vocabulary.writing import files_in_the_way, write_folder

    files_in_the_way(folder, force=force)
    found = read_skos(
        file,
        kind=kind,
        prefix=prefix,
        scheme=scheme,
        untagged=untagged,
        max_bytes=max_mb * 1_000_000,
    )
    joins = find_joins(found.vocabulary, load_vocabulary(join)) if join else None
    write_folder(joins.vocabulary if joins else found.vocabulary, folder, force=force)
    if as_json:
        print_json(display_vocab.import_as_dict(found, folder, joins))
    else:
        display_vocab.print_import(found, folder, joins)
    if found.set_aside:
        raise typer.Exit(DONE_WITH_REJECTS)


def _values(texts: Texts) -> tuple[str, ...]:
    return tuple(value for text in texts or () if (value := text.strip()))


def _load(names: list[str] | None) -> "Vocabulary":
    from govnlp.vocabulary import SHIPPED, load_vocabulary

    return load_vocabulary(names or [SHIPPED])
