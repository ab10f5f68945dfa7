"""Print the figures of a pipeline on gold files as JSON."""

import json
from pathlib import Path
from typing import Annotated

import typer

from govnlp.annotators.loading import load_annotator
from govnlp.evaluation.files import evaluate_conllu, evaluate_entities


def main(
    lang: str,
    model: Annotated[str, typer.Argument(help="folder of a spaCy pipeline, or 'bundled'")],
    conllu: Annotated[list[Path], typer.Option()],
    iob2: Annotated[list[Path], typer.Option()],
    output: Annotated[Path | None, typer.Option(help="write the figures here as well")] = None,
) -> None:
    """Score words, tags, trees and noun phrases on CoNLL-U, entities on IOB2.

    Where files of both kinds have the same name, the entities are read in its paragraphs.
    """
    name = model if model == "bundled" else f"spacy:{model}"
    annotator = load_annotator(lang, name)
    figures = {path.name: evaluate_conllu(annotator, path, lang) for path in conllu}
    treebanks = {path.stem: path for path in conllu}
    figures |= {
        path.name: evaluate_entities(annotator, path, treebanks.get(path.stem)) for path in iob2
    }
    printed = json.dumps(figures, indent=1)
    if output:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(printed + "\n", encoding="utf-8")
    typer.echo(printed)


if __name__ == "__main__":
    typer.run(main)
