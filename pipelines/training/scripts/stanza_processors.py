"""Train Stanza's own processors from CoNLL-U and tagged words, through its own entry points.

No word vectors and no character language models are used: those come from a model hub. Each
function writes one model file; a deadline stops a training at the best model so far.
"""

import json
import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from govnlp.evaluation.conll import Sentence, read_conllu
from govnlp.evaluation.files import raw_text

SEED = 1

Tagged = Sequence[tuple[Sequence[str], Sequence[str]]]
"""Sentences as words and their entity tags (``B-PER``, ``I-PER``, ``O``)."""


@dataclass(frozen=True)
class Corpus:
    """What the processors of one language learn from.

    Attributes:
        lang: Stanza's code of the language: ``en``, ``zh-hans``.
        train: trees to learn from, CoNLL-U.
        dev: trees to choose the best model by, CoNLL-U.
        train_tags: sentences with entity tags to learn from.
        dev_tags: the same to choose by.
    """

    lang: str
    train: Path
    dev: Path
    train_tags: Tagged
    dev_tags: Tagged

    @property
    def is_chinese(self) -> bool:
        """Whether words are written without spaces."""
        return self.lang.startswith("zh")


@dataclass(frozen=True)
class Recipe:
    """How long and how large.

    Attributes:
        seconds: the most a processor may take, by processor; none if it is not there.
        options: further arguments of Stanza's entry points, by processor.
    """

    seconds: Mapping[str, float] = field(default_factory=dict)
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)


class OutOfTimeError(Exception):
    """The deadline of a training has passed."""


def paragraphs(treebank: Path) -> list[list[Sentence]]:
    """Give the paragraphs of a treebank; where none is marked, runs of one to eight sentences."""
    sentences = read_conllu(treebank)
    marked = any(sentence.starts_paragraph for sentence in sentences)
    chance = random.Random(SEED)
    made: list[list[Sentence]] = []
    length = 0
    for sentence in sentences:
        if not made or (sentence.starts_paragraph if marked else len(made[-1]) >= length):
            made.append([])
            length = chance.choice((1, 1, 2, 3, 5, 8))
        made[-1].append(sentence)
    return made


def train_tokenizer(corpus: Corpus, recipe: Recipe, work: Path, model: Path) -> None:
    """Train words and sentences."""
    from stanza.models import tokenizer
    from stanza.utils.datasets import prepare_tokenizer_data

    files: dict[str, Path] = {}
    for part, treebank in (("train", corpus.train), ("dev", corpus.dev)):
        text = work / f"{part}.txt"
        text.write_text("\n\n".join(map(raw_text, paragraphs(treebank))) + "\n", "utf-8")
        files[part] = text
        labels, expansions = text.with_suffix(".toklabels"), text.with_suffix(".mwt.json")
        prepare_tokenizer_data.main(
            [str(text), str(treebank), "-o", str(labels), "-m", str(expansions)]
        )
    arguments = [
        *_pair("--txt_file", files["train"]),
        *_pair("--label_file", files["train"].with_suffix(".toklabels")),
        *_pair("--dev_txt_file", files["dev"]),
        *_pair("--dev_label_file", files["dev"].with_suffix(".toklabels")),
        *_pair("--dev_conll_gold", corpus.dev),
        *_pair("--mwt_json_file", files["dev"].with_suffix(".mwt.json")),
        *(["--skip_newline"] if corpus.is_chinese else []),
    ]
    _train(tokenizer, "tokenize", corpus, recipe, model, arguments)


def train_expander(corpus: Corpus, recipe: Recipe, work: Path, model: Path) -> None:
    """Train how tokens of several words are taken apart."""
    from stanza.models import mwt_expander

    del work
    arguments = [
        *_pair("--train_file", corpus.train),
        *_pair("--eval_file", corpus.dev),
        *_pair("--gold_file", corpus.dev),
    ]
    _train(mwt_expander, "mwt", corpus, recipe, model, arguments)


def train_tagger(corpus: Corpus, recipe: Recipe, work: Path, model: Path) -> None:
    """Train parts of speech and features."""
    from stanza.models import tagger

    del work
    arguments = [
        *_pair("--train_file", corpus.train),
        *_pair("--eval_file", corpus.dev),
        "--no_pretrain",
    ]
    _train(tagger, "pos", corpus, recipe, model, arguments)


def train_lemmatizer(corpus: Corpus, recipe: Recipe, work: Path, model: Path) -> None:
    """Train lemmas."""
    from stanza.models import lemmatizer

    del work
    arguments = [*_pair("--train_file", corpus.train), *_pair("--eval_file", corpus.dev)]
    _train(lemmatizer, "lemma", corpus, recipe, model, arguments)


def train_parser(corpus: Corpus, recipe: Recipe, work: Path, model: Path) -> None:
    """Train dependencies."""
    from stanza.models import parser

    del work
    arguments = [
        *_pair("--train_file", corpus.train),
        *_pair("--eval_file", corpus.dev),
        "--no_pretrain",
        "--no_checkpoint",
    ]
    _train(parser, "depparse", corpus, recipe, model, arguments)


def train_entities(corpus: Corpus, recipe: Recipe, work: Path, model: Path) -> None:
    """Train entities."""
    from stanza.models import ner_tagger

    files = {}
    for part, tagged in (("train", corpus.train_tags), ("dev", corpus.dev_tags)):
        files[part] = work / f"{part}.ner.json"
        sentences = [
            [{"text": word, "ner": tag} for word, tag in zip(words, tags, strict=True)]
            for words, tags in tagged
        ]
        files[part].write_text(json.dumps(sentences, ensure_ascii=False), "utf-8")
    arguments = [
        *_pair("--train_file", files["train"]),
        *_pair("--eval_file", files["dev"]),
        "--no_pretrain",
    ]
    _train(ner_tagger, "ner", corpus, recipe, model, arguments)


TRAININGS: dict[str, Callable[[Corpus, Recipe, Path, Path], None]] = {
    "tokenize": train_tokenizer,
    "mwt": train_expander,
    "pos": train_tagger,
    "lemma": train_lemmatizer,
    "depparse": train_parser,
    "ner": train_entities,
}


def _train(
    module: ModuleType,
    processor: str,
    corpus: Corpus,
    recipe: Recipe,
    model: Path,
    arguments: Sequence[str],
) -> None:
    model.parent.mkdir(parents=True, exist_ok=True)
    said = [
        "--mode",
        "train",
        *_pair("--shorthand", f"{corpus.lang}_{model.stem}"),
        *_pair("--save_dir", model.parent),
        *_pair("--save_name", model.name),
        "--cpu",
        *arguments,
        *recipe.options.get(processor, ()),
    ]
    if processor not in ("lemma", "ner"):
        said += _pair("--lang", corpus.lang)
    logging.getLogger("stanza").info("training %s: %s", processor, " ".join(said))
    with deadline(module, recipe.seconds.get(processor), model):
        module.main(said)


@contextmanager
def deadline(module: ModuleType, seconds: float | None, model: Path) -> Iterator[None]:
    """Stop a training of Stanza between two of its steps when its time is up.

    The best model so far stays; if there is none yet, the one at that moment is saved.
    """
    if seconds is None:
        yield
        return
    until = time.monotonic() + seconds
    trainer: Any = module.Trainer
    update = trainer.update

    def timed(self: Any, *values: Any, **named: Any) -> Any:
        if time.monotonic() > until:
            if not model.is_file():
                self.save(str(model))
            raise OutOfTimeError
        return update(self, *values, **named)

    # On the class itself: the parser trains a subclass of it.
    trainer.update = timed
    try:
        yield
    except OutOfTimeError:
        logging.getLogger("stanza").info("stopped after %.0f s", seconds)
    finally:
        trainer.update = update


def _pair(name: str, value: object) -> list[str]:
    return [name, str(value)]
