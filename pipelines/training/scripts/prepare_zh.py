"""Make spaCy training data of converted Chinese trees: Docs of characters and Docs of words."""

import argparse
import random
from pathlib import Path

import spacy
from convert_gsd import join
from gsd_tree import Token, Tree, read_trees
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from vary_names import Variation, spans

from govnlp.annotators.characters import atoms
from govnlp.annotators.lexicon import Lexicon
from govnlp.evaluation.conll import read_iob2

SEED = 7


def space_after(token: Token) -> bool:
    """Whether a space follows a word."""
    return str(token.misc.get("SpaceAfter")) != "No"


def character_doc(trees: list[Tree], nlp: Language) -> Doc:
    """A Doc of atoms for a run of sentences: ``tag_`` says place in word and part of speech."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    entities: list[tuple[int, int, str]] = []
    for tree in trees:
        starts = []
        for token in tree.tokens:
            starts.append(len(words))
            parts = atoms(token.form)
            words += parts
            spaces += [False] * (len(parts) - 1) + [space_after(token)]
            places = "U" if len(parts) == 1 else "B" + "I" * (len(parts) - 2) + "L"
            tags += [f"{place}-{token.upos}" for place in places]
        spaces[-1] = False
        starts.append(len(words))
        entities += [(starts[first], starts[end], label) for first, end, label in spans(tree)]
    doc = Doc(nlp.vocab, words=words, spaces=spaces, tags=tags)
    doc.ents = [Span(doc, first, end, label=label) for first, end, label in entities]
    if [atom for atom in atoms(doc.text) if atom != " "] != words:
        # A word boundary inside a run of letters or digits: no atom can show it.
        doc.user_data["unusable"] = True
    return doc


def word_doc(trees: list[Tree], nlp: Language) -> Doc:
    """A Doc of words for a run of sentences, with tags, trees and entities."""
    tokens = [token for tree in trees for token in tree.tokens]
    heads: list[int] = []
    for tree in trees:
        first = len(heads)
        heads += [
            first + (token.head - 1 if token.head else number)
            for number, token in enumerate(tree.tokens)
        ]
    doc = Doc(
        nlp.vocab,
        words=[token.form for token in tokens],
        spaces=[space_after(token) for token in tokens],
        tags=[token.upos for token in tokens],
        pos=[token.upos for token in tokens],
        deps=["ROOT" if token.deprel == "root" else token.deprel for token in tokens],
        heads=heads,
        sent_starts=[number == 0 for tree in trees for number in range(len(tree.tokens))],
    )
    first, found = 0, []
    for tree in trees:
        found += [Span(doc, first + a, first + b, label=label) for a, b, label in spans(tree)]
        first += len(tree.tokens)
    doc.ents = found
    return doc


def groups(trees: list[Tree], longest: int) -> list[list[Tree]]:
    """Cut the sentences, in order, into runs of one to `longest`, by chance but repeatably."""
    chance = random.Random(SEED)
    found = []
    while trees:
        size = chance.randint(1, longest)
        found.append(trees[:size])
        trees = trees[size:]
    return found


def main() -> None:
    """Write ``characters-NAME/gold.spacy`` and ``words-NAME/gold.spacy``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path, help="CoNLL-U, with Entity= in MISC or --entities")
    parser.add_argument("folder", type=Path)
    parser.add_argument("name")
    parser.add_argument("--longest", type=int, default=3, help="sentences in a Doc at most")
    parser.add_argument("--entities", type=Path, help="IOB2 of the same sentences")
    parser.add_argument("--vary", type=Path, help="a lexicon, to say sentences with other names")
    arguments = parser.parse_args()
    nlp = spacy.blank("xx")
    trees = list(read_trees(arguments.treebank))
    if arguments.entities:
        for tree, tagged in zip(trees, read_iob2(arguments.entities), strict=True):
            if not join(tree, tagged):
                parser.error(f"{tagged.sent_id}: other words in the treebank than in the IOB2")
    runs = groups(trees, arguments.longest)
    characters = [character_doc(run, nlp) for run in runs]
    if arguments.vary:
        variation = Variation(trees, Lexicon.read(arguments.vary), SEED)
        varied = [variant for variant in map(variation.of, trees) if variant]
        characters += [character_doc(run, nlp) for run in groups(varied, arguments.longest)]
    usable = [doc for doc in characters if "unusable" not in doc.user_data]
    words = [word_doc(run, nlp) for run in runs]
    for kind, docs in (("characters", usable), ("words", words)):
        folder = arguments.folder / f"{kind}-{arguments.name}"
        folder.mkdir(parents=True, exist_ok=True)
        DocBin(docs=docs).to_disk(folder / "gold.spacy")
    lost = len(characters) - len(usable)
    print(f"{len(words)} runs of sentences; characters: {len(characters)}, {lost} left out")


if __name__ == "__main__":
    main()
