"""Time the bundled Chinese pipeline against spaCy's stock "efficiency" recipe over jieba's words.

Both run in this process, in turns, on one core if OMP_NUM_THREADS=1 is set.
"""

import json
import random
from pathlib import Path
from typing import Annotated

import rjieba
import spacy
import typer
from measure_speed import BATCH, N_UPDATES, Pipe, seconds
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.vocab import Vocab

from govnlp.annotators.loading import load_annotator


class JiebaTokenizer:
    """Words by jieba, as ``segmenter = "jieba"`` has it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text into words."""
        words = rjieba.cut(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def stock_pipeline(references: list[Doc]) -> Language:
    """Make the stock recipe over jieba's words and let it learn from a few documents."""
    config = init_config(lang="xx", pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.tokenizer = JiebaTokenizer(nlp.vocab)
    examples = [Example(nlp.make_doc(reference.text), reference) for reference in references]
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(0)
    for _ in range(N_UPDATES):
        nlp.update(chance.sample(examples, BATCH), sgd=optimizer)
    return nlp


def main(
    documents: Annotated[Path, typer.Argument(help="documents as DocBin, trees and entities")],
    model: str = "bundled",
    rounds: int = 5,
) -> None:
    """Print characters a second of both and the ratio (above 1: the bundled one is faster)."""
    annotator = load_annotator("zh", model if model == "bundled" else f"spacy:{model}")
    references = list(DocBin().from_disk(documents).get_docs(spacy.blank("xx").vocab))
    texts = [doc.text for doc in references]
    pipes: dict[str, Pipe] = {"bundled": annotator, "stock": stock_pipeline(references)}
    best = dict.fromkeys(pipes, float("inf"))
    for _ in range(rounds):
        for name, pipe in pipes.items():
            best[name] = min(best[name], seconds(pipe, texts))
    total = sum(map(len, texts))
    figures = {f"{name}_characters_per_second": round(total / best[name]) for name in pipes}
    typer.echo(json.dumps({**figures, "ratio": round(best["stock"] / best["bundled"], 2)}))


if __name__ == "__main__":
    typer.run(main)
