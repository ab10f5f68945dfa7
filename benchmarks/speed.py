"""Speed and memory of whole runs, as ratios: python benchmarks/speed.py.

For each language, over the same texts, in turns, in one process and on one thread:

- the whole run: files in, every stage, Parquet tables out
- the bundled pipeline alone: `pipe`, nothing kept
- spaCy's stock "efficiency" recipe (tok2vec, tagger, parser, ner) with the same labels, which has
  learnt for a moment so that its parser takes a usual number of steps; for Chinese it reads
  jieba's words; both pipelines read as many texts at once as a run does

The texts are paragraphs of `../shared/data/parallel/un_dev`, four to a file. Time is processor
time, which other work on the machine disturbs less; speeds differ between machines and hours,
ratios much less.
Then the peak memory of runs over more and more statutes, each in a process of its own.
"""

import argparse
import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import rjieba
import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

import govnlp
from govnlp.evaluation.agreement import count_words
from govnlp.evaluation.conll import Sentence, read_conllu, read_iob2

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared"))
TREEBANKS = {"en": "en_ewt", "zh": "zh_gsdsimp"}
UNITS = {"en": "words", "zh": "characters"}
N_EXAMPLES, N_UPDATES, N_IN_UPDATE = 500, 40, 16
BATCH = 64  # of a run; the stock default of 1,000 texts at once is slower


def main() -> None:
    """Measure each part in a process of its own and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--chars", type=int, default=200_000, help="of text in each language")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    parser.add_argument(
        "--memory", type=int, nargs="*", default=[500_000, 1_000_000, 2_000_000], metavar="CHARS"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.part:
        part, _, of = arguments.part.partition(":")
        given = (of, arguments.chars, arguments.rounds)
        print(json.dumps(speed(*given) if part == "speed" else memory(int(of))))
        return
    speeds = {lang: _child(f"speed:{lang}", sys.argv[1:]) for lang in TREEBANKS}
    peaks = [_child(f"memory:{size}", []) for size in arguments.memory]
    if arguments.json:
        print(json.dumps({"speed": speeds, "memory": peaks}, indent=2))
    else:
        print(markdown(speeds, peaks))


def _child(part: str, options: list[str]) -> dict[str, float]:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(  # noqa: S603 (ourselves)
        [sys.executable, __file__, *options, "--part", part],
        env={**os.environ, **threads},
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def speed(lang: str, n_chars: int, rounds: int) -> dict[str, float]:
    """Time the whole run, the bundled pipeline and the stock recipe; units are per second."""
    documents = passages(lang, n_chars)
    paragraphs = [paragraph for document in documents for paragraph in document]
    count = count_words if lang == "en" else len
    amount = sum(map(count, paragraphs))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        for number, document in enumerate(documents):
            text = "\n\n".join(document)
            (folder / f"texts/{number:05}.txt").write_text(text, encoding="utf-8")

        def run() -> None:
            govnlp.run(input=folder / "texts", output=folder / "tables", force=True)

        annotator, stock = govnlp.load_annotator(lang), stock_pipeline(lang)
        work: dict[str, Callable[[], None]] = {
            "run": run,
            "bundled": lambda: exhaust(annotator.pipe(paragraphs, batch_size=BATCH)),
            "stock": lambda: exhaust(stock.pipe(paragraphs, batch_size=BATCH)),
        }
        best = dict.fromkeys(work, float("inf"))
        govnlp.process(paragraphs[:3])  # models and vocabulary are loaded once, before
        for _ in range(rounds):
            for part, do in work.items():
                began = time.process_time()
                do()
                best[part] = min(best[part], time.process_time() - began)
    return {part: amount / seconds for part, seconds in best.items()} | {
        "run / bundled": best["bundled"] / best["run"],
        "bundled / stock": best["stock"] / best["bundled"],
    }


def exhaust(docs: Iterable[Doc]) -> None:
    """Go through Docs and keep nothing."""
    for _ in docs:
        pass


def passages(lang: str, n_chars: int) -> list[list[str]]:
    """Give documents of up to four paragraphs of five sentences, so many characters in all."""
    path = SHARED / f"data/parallel/un_dev.{lang}"
    sentences = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    between = " " if lang == "en" else ""
    documents: list[list[str]] = []
    given = 0
    for first in range(0, len(sentences), 20):
        starts = range(first, min(first + 20, len(sentences)), 5)
        documents.append([between.join(sentences[start : start + 5]) for start in starts])
        given += sum(map(len, documents[-1]))
        if given >= n_chars:
            break
    return documents


class JiebaTokenizer:
    """Words by jieba, as spaCy's own ``segmenter = "jieba"`` gives them."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text into words."""
        words = rjieba.cut(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def stock_pipeline(lang: str) -> Language:
    """Make spaCy's stock recipe for processors, with the labels of a treebank's dev part."""
    config = init_config(lang=lang, pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    if lang == "zh":
        nlp.tokenizer = JiebaTokenizer(nlp.vocab)
    references = islice(_references(lang, nlp.vocab), N_EXAMPLES)
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in references]
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(0)  # noqa: S311 (no secret)
    for _ in range(N_UPDATES):
        nlp.update(chance.sample(examples, N_IN_UPDATE), sgd=optimizer)
    return nlp


def _references(lang: str, vocab: Vocab) -> Iterator[Doc]:
    name = TREEBANKS[lang]
    tagged = read_iob2(SHARED / f"data/ner/{name}-dev.iob2")
    tags = {"".join(sentence.words): sentence.tags for sentence in tagged}
    for sentence in read_conllu(SHARED / f"data/treebanks/{name}-dev.conllu"):
        letters = "".join(word.form for word in sentence.words)
        names = tags.get(letters, ())
        # The words of some multi-word tokens do not spell the text.
        if letters == "".join(sentence.text.split()) and len(names) == len(sentence.words):
            yield _reference(sentence, names, vocab)


def _reference(sentence: Sentence, tags: tuple[str, ...], vocab: Vocab) -> Doc:
    words = sentence.words
    after = [word.start for word in words[1:]]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[*(word.end < start for word, start in zip(words, after, strict=False)), False],
        tags=[word.upos for word in words],
        heads=[word.head - 1 if word.head else number for number, word in enumerate(words)],
        deps=[word.deprel if word.head else "ROOT" for word in words],
        ents=[tag if tag.endswith(("PER", "ORG", "LOC")) else "O" for tag in tags],
    )


def memory(n_chars: int) -> dict[str, float]:
    """Give the peak memory (MB) of a run over statutes, and of the process before it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        written = _write_statutes(folder / "texts", n_chars)
        govnlp.process(["Peace and security.", "和平与安全。"])
        before = _peak()
        govnlp.run(input=folder / "texts", output=folder / "tables")
    return {"characters": written, "before": before, "peak": _peak()}


def _write_statutes(folder: Path, n_chars: int) -> int:
    written = 0
    with gzip.open(SHARED / "data/parallel/laws.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if written >= n_chars:
                break
            for lang in ("en", "zh"):
                articles = json.loads(line)["articles"]
                text = "\n\n".join(article[lang] for article in articles if article[lang])
                (folder / f"{number:05}.{lang}.txt").write_text(text, encoding="utf-8")
                written += len(text)
    return written


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def markdown(speeds: dict[str, dict[str, float]], peaks: list[dict[str, float]]) -> str:
    """Write both tables in Markdown."""
    lines = [
        "| | whole run | bundled alone | stock recipe | run / bundled | bundled / stock |",
        "| --- |" + " ---: |" * 5,
    ]
    for lang, row in speeds.items():
        rates = " | ".join(f"{row[part]:,.0f}" for part in ("run", "bundled", "stock"))
        ratios = f"{row['run / bundled']:.2f} | {row['bundled / stock']:.2f}"
        lines.append(f"| {lang}, {UNITS[lang]} a second | {rates} | {ratios} |")
    if peaks:
        lines += [
            "",
            "| characters | peak memory, MB | of it before the run |",
            "| ---: " * 3 + "|",
        ]
    lines += [
        f"| {row['characters']:,} | {row['peak']:,.0f} | {row['before']:,.0f} |" for row in peaks
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
