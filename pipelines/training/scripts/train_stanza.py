"""Train Stanza on the data that the bundled pipelines learnt from, within a time of one's choice.

python train_stanza.py zh ../../../shared/data models/stanza --minutes 60

What it leaves is laid out as released models are, and read as ``stanza:zh-hans@models/stanza``
(``stanza:en@...``). Word vectors and character language models, which Stanza's own models have
and which come from a model hub, are not used; so this is what Stanza makes of the same data, not
how good its released models are.
"""

import argparse
import logging
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from convert_gsd import join, read_ud1
from english_entities import CROSSNER_TYPES, SHARED_TYPES, gum_tags, only_shared_types
from gsd_rules import convert
from gsd_tree import write_trees
from prepare_english import GMB_WORDS, cut_words, read_columns, read_gmb, uner_tags
from stanza_processors import TRAININGS, Corpus, Recipe
from stanza_release import release
from teacher_training import keep_memory

from govnlp.evaluation.conll import read_conllu, read_iob2

SEED = 1
PACKAGE = "govnlp"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
SHARES = {"tokenize": 0.1, "mwt": 0.02, "pos": 0.28, "lemma": 0.04, "depparse": 0.38, "ner": 0.18}
"""What part of the time each processor gets."""
SMALLER = "--char_hidden_dim 100 --char_emb_dim 50"
"""Stanza's own sizes are meant for a GPU; an hour of one core holds more steps of these."""
OPTIONS = {
    "pos": f"{SMALLER} --batch_size 24 --eval_interval 400".split(),
    # One optimizer: the second would never have its turn within an hour.
    "depparse": f"{SMALLER} --hidden_dim 250 --num_layers 2 --deep_biaff_hidden_dim 200 "
    "--optim adam --lr 0.002 --no_second_optim --batch_size 500 --eval_interval 400".split(),
    "ner": "--optim adam --lr 0.002 --eval_interval 200".split(),
}
_CLITICS = ("'", "’", "n't", "n’t")

Sentences = list[tuple[Sequence[str], Sequence[str]]]


def english(data: Path, work: Path) -> Corpus:
    """EWT and GUM; entities of Universal NER, GUM, WikiGold, CrossNER and GMB."""
    banks, names = data / "treebanks", data / "ner"
    ewt, gum = banks / "en_ewt-train.conllu", banks / "en_gum-train.conllu"
    train, dev = work / "train.conllu", work / "dev.conllu"
    train.write_text(ewt.read_text("utf-8") + gum.read_text("utf-8"), "utf-8")
    shutil.copyfile(banks / "en_ewt-dev.conllu", dev)
    gmb = read_gmb(names / "gmb_ner_dataset.csv.zip")
    random.Random(SEED).shuffle(gmb)
    tagged: Sentences = [
        *on_tokens(ewt, uner_tags(names / "en_ewt-train.iob2", ewt)),
        *on_tokens(gum, {s.sent_id: gum_tags(s) for s in read_conllu(gum)}),
    ]
    columns = [(names / "wikigold.conll.txt", {kind: kind for kind in SHARED_TYPES})]
    columns += [(names / f"crossner_politics-{p}.txt", CROSSNER_TYPES) for p in ("train", "dev")]
    for path, types in columns:
        tagged += [joined(words, tags) for words, tags in read_columns(path, types)]
    tagged += [joined(words, tags) for words, tags in next(cut_words(gmb, GMB_WORDS))]
    dev_tags = list(on_tokens(dev, uner_tags(names / "en_ewt-dev.iob2", dev)))
    return Corpus("en", train, dev, tagged, dev_tags)


def chinese(data: Path, work: Path) -> Corpus:
    """GSD, converted to the second UD scheme; entities of Universal NER."""
    banks, names = data / "treebanks", data / "ner"
    trees = []
    pairs = zip(
        read_ud1(banks / "zh_gsd_ud1-train.conllu"),
        read_iob2(names / "zh_gsdsimp-train.iob2"),
        strict=True,
    )
    for tree, tagged in pairs:
        if join(tree, tagged):
            convert(tree)
            trees.append(tree)
    train, dev = work / "train.conllu", work / "dev.conllu"
    write_trees(trees, train)
    shutil.copyfile(banks / "zh_gsdsimp-dev.conllu", dev)
    tags = {
        part: [
            (sentence.words, only_shared_types(sentence.tags))
            for sentence in read_iob2(names / f"zh_gsdsimp-{part}.iob2")
        ]
        for part in ("train", "dev")
    }
    return Corpus("zh-hans", train, dev, tags["train"], tags["dev"])


def on_tokens(
    treebank: Path, tags_of: dict[str, tuple[str, ...]]
) -> Iterator[tuple[list[str], list[str]]]:
    """Give tokens of a treebank with their tags: Stanza's entities are runs of tokens.

    A token of several words (China's) has the tag of its first.
    """
    sent_id, tokens, lengths, inside = "", [], [], 0
    for line in [*treebank.read_text("utf-8").split("\n"), ""]:
        number, _, rest = line.partition("\t")
        if line.startswith("# sent_id = "):
            sent_id = line.removeprefix("# sent_id = ").strip()
        elif "-" in number and number[0].isdigit():
            first, last = map(int, number.split("-"))
            tokens.append(rest.split("\t")[0])
            lengths.append(last - first + 1)
            inside = last
        elif number.isdigit() and int(number) > inside:
            tokens.append(rest.split("\t")[0])
            lengths.append(1)
        elif not line and tokens:
            tags = tags_of.get(sent_id)
            if tags is not None and len(tags) == sum(lengths):
                starts = [sum(lengths[:place]) for place in range(len(lengths))]
                yield tokens, [tags[start] for start in starts]
            tokens, lengths, inside = [], [], 0


def joined(words: Sequence[str], tags: Sequence[str]) -> tuple[list[str], list[str]]:
    """Join what hangs on the word before it (China 's), as tokens of the treebanks are.

    >>> joined(["China", "'s", "envoy"], ["B-LOC", "O", "O"])
    (["China's", 'envoy'], ['B-LOC', 'O'])
    """
    tokens: list[str] = []
    kept: list[str] = []
    for word, tag in zip(words, tags, strict=True):
        if tokens and word.startswith(_CLITICS) and len(word) > 1:
            tokens[-1] += word
        else:
            tokens.append(word)
            kept.append(tag)
    return tokens, kept


def train(lang: str, data: Path, folder: Path, minutes: float) -> None:
    """Train every processor of a language and describe them in ``resources.json``."""
    corpora: dict[str, Callable[[Path, Path], Corpus]] = {"en": english, "zh": chinese}
    work = folder / "work" / lang
    work.mkdir(parents=True, exist_ok=True)
    corpus = corpora[lang](data, work)
    processors = [name for name in TRAININGS if lang == "en" or name not in ("mwt", "lemma")]
    total = sum(SHARES[processor] for processor in processors)
    seconds = {name: 60 * minutes * SHARES[name] / total for name in processors}
    recipe = Recipe(seconds, OPTIONS)
    for processor in processors:
        model = folder / corpus.lang / processor / f"{PACKAGE}.pt"
        model.unlink(missing_ok=True)
        TRAININGS[processor](corpus, recipe, work, model)
    packages = dict.fromkeys(processors, PACKAGE)
    if lang == "zh":
        packages["lemma"] = "identity"
    aliases = ["zh"] if lang == "zh" else []
    release(folder, corpus.lang, {"default": packages, PACKAGE: packages}, aliases=aliases)


def main() -> None:
    """Train one language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lang", choices=LANGUAGES)
    parser.add_argument("data", type=Path, help="the shared data folder")
    parser.add_argument("folder", type=Path, help="where the models go")
    parser.add_argument("--minutes", type=float, default=60, help="of training, for all processors")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    keep_memory()
    train(arguments.lang, arguments.data, arguments.folder, arguments.minutes)


if __name__ == "__main__":
    main()
