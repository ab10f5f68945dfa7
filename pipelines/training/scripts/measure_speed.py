"""Time a bundled pipeline against spaCy's stock "efficiency" recipe on the same texts.

Both run in this process, in turns, so that a machine's moods fall on both alike. The stock
pipeline has the same labels and learns for a moment first, so that its parser and recognizer
take a usual number of steps.
"""

import json
import random
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Protocol

import spacy
import typer
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from govnlp.annotators.loading import load_annotator

N_UPDATES = 40
BATCH = 16


class Pipe(Protocol):
    """Whatever annotates texts."""

    def pipe(self, texts: Iterable[str]) -> Iterable[Doc]:
        """Annotate texts in order."""
        ...


def stock_pipeline(lang: str, documents: list[Doc]) -> Language:
    """Make the stock recipe and let it learn from a few documents."""
    config = init_config(lang=lang, pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    examples = []
    for reference in documents:
        for token in reference:
            token.tag_ = token.pos_
        examples.append(Example(nlp.make_doc(reference.text), reference))
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(0)
    for _ in range(N_UPDATES):
        nlp.update(chance.sample(examples, BATCH), sgd=optimizer)
    return nlp


def seconds(pipe: Pipe, texts: list[str]) -> float:
    """Time one pass, nothing kept."""
    begin = time.perf_counter()
    for _ in pipe.pipe(texts):
        pass
    return time.perf_counter() - begin


def main(
    lang: str,
    documents: Annotated[Path, typer.Argument(help="documents as DocBin, trees and entities")],
    model: str = "bundled",
    rounds: int = 5,
) -> None:
    """Print words a second of both and the ratio (above 1: the bundled one is faster)."""
    annotator = load_annotator(lang, model if model == "bundled" else f"spacy:{model}")
    references = list(DocBin().from_disk(documents).get_docs(spacy.blank(lang).vocab))
    stock = stock_pipeline(lang, references)
    texts = [doc.text for doc in references]
    n_words = sum(map(len, references))
    pipes: dict[str, Pipe] = {"bundled": annotator, "stock": stock}
    best = dict.fromkeys(pipes, float("inf"))
    for _ in range(rounds):
        for name, pipe in pipes.items():
            best[name] = min(best[name], seconds(pipe, texts))
    figures = {f"{name}_words_per_second": round(n_words / best[name]) for name in pipes}
    typer.echo(json.dumps({**figures, "ratio": round(best["stock"] / best["bundled"], 2)}))


if __name__ == "__main__":
    typer.run(main)
