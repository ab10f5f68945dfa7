"""Convert Chinese GSD from the first UD scheme to the second.

The treebank has Traditional characters and half-width marks; the IOB2 file of Universal NER has
the same sentences in Simplified characters with full-width marks and entities. Trees come from
the one, words, spaces and entities from the other.
"""

import argparse
from collections import Counter
from pathlib import Path

from gsd_rules import convert
from gsd_tree import Tree, read_trees, write_trees

from govnlp.evaluation.conll import TaggedSentence, read_iob2


def join(tree: Tree, tagged: TaggedSentence) -> bool:
    """Give a tree the words, spaces and entities of its sentence in the IOB2 file.

    Returns:
        Whether the two have the same words; the tree is unchanged if not.
    """
    if len(tree.tokens) != len(tagged.words):
        return False
    position = 0
    for token, word, tag in zip(tree.tokens, tagged.words, tagged.tags, strict=True):
        token.form = word
        position = tagged.text.index(word, position) + len(word)
        token.misc = {"Entity": tag}
        if tagged.text[position : position + 1] != " ":
            token.misc["SpaceAfter"] = "No"
    tree.comments = [f"# sent_id = {tagged.sent_id}", f"# text = {tagged.text}"]
    if tagged.starts_document:
        tree.comments.insert(0, "# newdoc")
    return True


def agreement(ours: list[Tree], gold: list[Tree]) -> str:
    """Compare converted trees with gold ones: tags, heads, labels, and the commonest errors."""
    right: Counter[str] = Counter()
    errors: Counter[tuple[str, str, str, str, str]] = Counter()
    for tree, truth in zip(ours, gold, strict=True):
        for number in tree.numbers():
            a, b = tree[number], truth[number]
            head, label = a.head == b.head, a.deprel == b.deprel
            right.update(words=1, upos=a.upos == b.upos, heads=head, labels=label)
            right["both"] += head and label
            if not (head and label):
                errors[b.xpos, a.deprel, b.deprel, "head" * (not head), b.form[:2]] += 1
    total = right.pop("words")
    lines = [f"{name} {100 * count / total:.2f}" for name, count in right.items()]
    grouped: Counter[tuple[str, ...]] = Counter()
    for error, count in errors.items():
        grouped[error[:4]] += count
    return "\n".join([*lines, *(f"{n:5d} {' '.join(e)}" for e, n in grouped.most_common(45))])


def read_ud1(path: Path) -> list[Tree]:
    """Read trees of UD 1 with punctuation marks as the second release has them."""
    return list(read_trees(path))


def main() -> None:
    """Convert a file; with --gold say how far the result agrees with a file of UD 2."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank", type=Path, help="CoNLL-U of UD 1, Traditional")
    parser.add_argument("entities", type=Path, help="IOB2 of the same sentences, Simplified")
    parser.add_argument("output", type=Path, help="CoNLL-U to write")
    parser.add_argument("--gold", type=Path, help="the same sentences in UD 2")
    arguments = parser.parse_args()
    trees = []
    left_out = 0
    for tree, tagged in zip(
        read_ud1(arguments.treebank), read_iob2(arguments.entities), strict=True
    ):
        if join(tree, tagged):
            convert(tree)
            trees.append(tree)
        else:
            left_out += 1
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    write_trees(trees, arguments.output)
    print(f"{len(trees)} sentences, {left_out} left out: their words differ")
    if arguments.gold:
        print(agreement(trees, list(read_trees(arguments.gold))))


if __name__ == "__main__":
    main()
