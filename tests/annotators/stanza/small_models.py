"""Train small Stanza models from a few sentence patterns, and lay them out as released ones are.

``python small_models.py FOLDER`` takes about a minute. The models are real and useless: they know
the words below, with names to fill in, and nothing else.

A word is ``form|lemma|UPOS|head|deprel``; the words of a multi-word token are joined by ``+``.
``P``, ``O`` and ``L`` stand for a person, an organization and a place.
"""

import logging
import random
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from stanza_processors import TRAININGS, Corpus, Recipe
from stanza_release import release

ENGLISH = (
    "P|P|PROPN|2|nsubj met|meet|VERB|0|root P|P|PROPN|2|obj in|in|ADP|5|case L|L|PROPN|2|obl"
    " .|.|PUNCT|2|punct",
    "The|the|DET|2|det O|O|PROPN|3|nsubj adopted|adopt|VERB|0|root the|the|DET|7|det"
    " new|new|ADJ|7|amod security|security|NOUN|7|compound strategies|strategy|NOUN|3|obj"
    " .|.|PUNCT|3|punct",
    "They|they|PRON|4|nsubj do|do|AUX|4|aux+n't|not|PART|4|advmod trust|trust|VERB|0|root"
    " the|the|DET|6|det O|O|PROPN|4|obj in|in|ADP|8|case L|L|PROPN|4|obl .|.|PUNCT|4|punct",
    "The|the|DET|3|det small|small|ADJ|3|amod countries|country|NOUN|6|nsubj of|of|ADP|5|case"
    " L|L|PROPN|3|nmod signed|sign|VERB|0|root global|global|ADJ|9|amod"
    " security|security|NOUN|9|compound treaties|treaty|NOUN|6|obj yesterday|yesterday|NOUN|6|"
    "obl:tmod .|.|PUNCT|6|punct",
    "P|P|PROPN|4|nsubj did|do|AUX|4|aux+n't|not|PART|4|advmod visit|visit|VERB|0|root"
    " L|L|PROPN|4|obj .|.|PUNCT|4|punct",
)
CHINESE = (
    "P|P|PROPN|4|nsubj 在|在|ADP|3|case L|L|PROPN|4|obl 会见|会见|VERB|0|root P|P|PROPN|4|obj"
    " 。|。|PUNCT|4|punct",
    "O|O|PROPN|2|nsubj 通过|通过|VERB|0|root 了|了|AUX|2|aux 新|新|ADJ|7|amod 的|的|PART|4|mark:rel"
    " 安全|安全|NOUN|7|compound 战略|战略|NOUN|2|obj 。|。|PUNCT|2|punct",
    "L|L|PROPN|4|nsubj 和|和|CCONJ|3|cc L|L|PROPN|1|conj 签署|签署|VERB|0|root"
    " 国家|国家|NOUN|7|compound 安全|安全|NOUN|7|compound 条约|条约|NOUN|4|obj 。|。|PUNCT|4|punct",
    "P|P|PROPN|3|nsubj 昨天|昨天|NOUN|3|obl:tmod 访问|访问|VERB|0|root O|O|PROPN|3|obj"
    " 。|。|PUNCT|3|punct",
)
NAMES = {
    "en": {
        "P": "Obi Mbeki Ada Merkel Annan Keita".split(),
        "O": "NATO ASEAN OPEC UNESCO".split(),
        "L": "Oslo Geneva Kenya China Vienna Ghana".split(),
    },
    "zh": {
        "P": "安南 王毅 默克尔 李华 姆贝基".split(),
        "O": "联合国 欧盟 东盟 北约".split(),
        "L": "北京 日内瓦 中国 肯尼亚 维也纳".split(),
    },
}
_TYPES = {"P": "PER", "O": "ORG", "L": "LOC"}


@dataclass(frozen=True)
class Example:
    """A sentence: its text, its rows of CoNLL-U, and its tokens with their entity tags."""

    text: str
    rows: tuple[str, ...]
    tokens: tuple[str, ...]
    tags: tuple[str, ...]

    def conllu(self, number: int) -> str:
        """The sentence as a block of CoNLL-U, a paragraph of its own every third time."""
        start = "# newpar\n" if number % 3 == 0 else ""
        return f"{start}# sent_id = {number}\n# text = {self.text}\n" + "\n".join(self.rows)


def examples(lang: str, count: int, seed: int = 1) -> list[Example]:
    """Make sentences of ``en`` or ``zh``, each pattern in turn."""
    patterns = {"en": ENGLISH, "zh": CHINESE}[lang]
    choose = random.Random(seed)
    return [_fill(patterns[number % len(patterns)], lang, choose) for number in range(count)]


def _fill(pattern: str, lang: str, choose: random.Random) -> Example:
    rows: list[str] = []
    text = ""
    tokens, tags = [], []
    number = 0
    chunks = pattern.split()
    for place, chunk in enumerate(chunks):
        words = list(_words(chunk, lang, choose))
        token = "".join(form for form, *_ in words)
        last = place == len(chunks) - 1
        glued = lang == "zh" or (not last and chunks[place + 1].startswith(".|"))
        misc = "SpaceAfter=No" if glued else "_"
        if len(words) > 1:
            rows.append(_row(f"{number + 1}-{number + len(words)}", token, misc=misc))
            misc = "_"
        for form, lemma, upos, head, deprel, _ in words:
            number += 1
            rows.append(_row(str(number), form, lemma, upos, upos, head, deprel, misc))
        tokens.append(token)
        tags.append(words[0][5])
        text += token + ("" if glued or last else " ")
    return Example(text, tuple(rows), tuple(tokens), tuple(tags))


def _words(
    chunk: str, lang: str, choose: random.Random
) -> Iterator[tuple[str, str, str, str, str, str]]:
    for word in chunk.split("+"):
        form, lemma, upos, head, deprel = word.split("|")
        tag = "O"
        if form in _TYPES:
            tag = f"B-{_TYPES[form]}"
            form = lemma = choose.choice(NAMES[lang][form])
        yield form, lemma, upos, head, deprel, tag


def _row(
    number: str,
    form: str,
    lemma: str = "_",
    upos: str = "_",
    xpos: str = "_",
    head: str = "_",
    deprel: str = "_",
    misc: str = "_",
) -> str:
    return "\t".join((number, form, lemma, upos, xpos, "_", head, deprel, "_", misc))


LANGUAGES = {"en": "en", "zh": "zh-hans"}
PACKAGE = "tiny"
SMALL = {
    "tokenize": "--steps 160 --eval_steps 80 --emb_dim 16 --hidden_dim 32 --batch_size 8",
    "mwt": "--dict_only",
    "pos": "--max_steps 60 --eval_interval 30 --fix_eval_interval --batch_size 300"
    " --hidden_dim 32 --char_hidden_dim 32 --deep_biaff_hidden_dim 32 --word_emb_dim 24"
    " --char_emb_dim 16 --tag_emb_dim 8 --transformed_dim 16 --num_layers 1 --word_dropout 0.1"
    " --dropout 0.2 --lr 0.01",
    "lemma": "--dict_only",
    "depparse": "--max_steps 80 --eval_interval 40 --batch_size 300 --hidden_dim 48"
    " --char_hidden_dim 32 --deep_biaff_hidden_dim 48 --word_emb_dim 24 --char_emb_dim 16"
    " --tag_emb_dim 16 --transformed_dim 16 --num_layers 1 --word_dropout 0.1 --dropout 0.2"
    " --optim adam --lr 0.01 --no_second_optim",
    "ner": "--max_steps 60 --eval_interval 30 --hidden_dim 32 --char_hidden_dim 24"
    " --word_emb_dim 24 --char_emb_dim 16 --optim adam --lr 0.01 --dropout 0.2",
    "constituency": "--epochs 2 --epoch_size 120 --hidden_size 32 --no_multistage --optim adamw"
    " --tag_embedding_dim 8 --delta_embedding_dim 16 --no_retag --no_checkpoint"
    " --learning_rate 0.01 --num_lstm_layers 1 --cpu",
}
_NOMINAL = {"DET", "ADJ", "NOUN", "PROPN", "PRON"}


def train(folder: Path) -> None:
    """Train the models of both languages; Chinese ones have no constituents, as many have not."""
    import torch

    torch.set_num_threads(1)
    recipe = Recipe(options={name: options.split() for name, options in SMALL.items()})
    for lang, stanza_lang in LANGUAGES.items():
        work = folder / "work" / lang
        work.mkdir(parents=True, exist_ok=True)
        corpus = _write(examples(lang, 120), examples(lang, 30, seed=2), stanza_lang, work)
        processors = [name for name in TRAININGS if lang == "en" or name not in ("mwt", "lemma")]
        for processor in processors:
            model = folder / stanza_lang / processor / f"{PACKAGE}.pt"
            TRAININGS[processor](corpus, recipe, work, model)
        packages = dict.fromkeys(processors, PACKAGE)
        if lang == "en":
            _train_constituency(folder / stanza_lang, work)
            default = {**packages, "constituency": PACKAGE}
            treebank = {name: PACKAGE for name in packages if name != "ner"}
        else:
            default = treebank = {**packages, "lemma": "identity"}
        release(
            folder,
            stanza_lang,
            {"default": default, PACKAGE: treebank},
            {"constituency": [("pretrain", PACKAGE)]},
            aliases=["zh"] if lang == "zh" else [],
        )


def _write(train: list[Example], dev: list[Example], lang: str, work: Path) -> Corpus:
    for name, part in (("train", train), ("dev", dev)):
        blocks = (example.conllu(number) for number, example in enumerate(part))
        (work / f"{name}.conllu").write_text("\n\n".join(blocks) + "\n\n", "utf-8")
    return Corpus(
        lang,
        work / "train.conllu",
        work / "dev.conllu",
        [(example.tokens, example.tags) for example in train],
        [(example.tokens, example.tags) for example in dev],
    )


def _train_constituency(folder: Path, work: Path) -> None:
    from stanza.models import constituency_parser
    from stanza.models.common.pretrain import Pretrain
    from stanza.models.constituency import parser_training

    words = set()
    for name, count, seed in (("train", 120, 1), ("dev", 30, 2)):
        part = examples("en", count, seed)
        (work / f"{name}.mrg").write_text("".join(f"{_tree(e)}\n" for e in part), "utf-8")
        words |= {form.lower() for example in part for form, _ in _leaves(example)}
    numbers = random.Random(1)
    vectors = (f"{word} {' '.join(f'{numbers.random():.3f}' for _ in range(8))}" for word in words)
    (work / "vectors.txt").write_text("\n".join(sorted(vectors)) + "\n", "utf-8")
    pretrain = folder / "pretrain" / f"{PACKAGE}.pt"
    Pretrain(str(pretrain), vec_filename=str(work / "vectors.txt")).load()
    # Its evaluation needs Java; how good these trees are does not matter.
    parser_training.EvaluateParser = lambda **_: nullcontext()
    parser_training.run_dev_set = lambda *_, **__: (time.time(), 0.0, None)
    (folder / "constituency").mkdir()
    constituency_parser.main(
        [
            *("--mode", "train", "--lang", "en", "--shorthand", f"en_{PACKAGE}"),
            *("--train_file", str(work / "train.mrg"), "--eval_file", str(work / "dev.mrg")),
            *("--wordvec_pretrain_file", str(pretrain)),
            *("--save_dir", str(folder / "constituency"), "--save_name", f"{PACKAGE}.pt"),
            *SMALL["constituency"].split(),
        ]
    )


def _leaves(example: Example) -> Iterator[tuple[str, str]]:
    for row in example.rows:
        number, form, _, upos, *_ = row.split("\t")
        if "-" not in number:
            yield form, upos


def _tree(example: Example) -> str:
    parts = []
    for nominal, run in groupby(_leaves(example), lambda leaf: leaf[1] in _NOMINAL):
        leaves = " ".join(f"({upos} {form})" for form, upos in run)
        parts.append(f"(NP {leaves})" if nominal else leaves)
    return f"(ROOT (S {' '.join(parts)}))"


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    train(Path(sys.argv[1]))
