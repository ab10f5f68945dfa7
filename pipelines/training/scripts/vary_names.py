"""Say training sentences again with other names in place of theirs.

The network then learns from what stands around a name, and from what the lexicons know of it,
rather than the few names of the treebank by heart. A name is replaced by another of its type and
of its number of words, from the treebank or, where one word is enough, from the lexicon.
"""

import random
from collections import defaultdict
from copy import deepcopy

from gsd_tree import Token, Tree

from govnlp.annotators.lexicon import Kind, Lexicon

REPLACED = 0.7
FROM_LEXICON = 0.5
_LONGEST_WORD = 5
_LONGEST_GIVEN_NAME = 2

Span = tuple[int, int, str]
Names = dict[tuple[str, int], list[list[Token]]]


def spans(tree: Tree) -> list[Span]:
    """Entities of a tree as (first word, word behind the last, label), words from 0."""
    found: list[Span] = []
    for number, token in enumerate(tree.tokens):
        place, _, label = token.misc.get("Entity", "O").partition("-")
        if place == "B":
            found.append((number, number + 1, label))
        elif place == "I" and found and found[-1][1:] == (number, label):
            found[-1] = (found[-1][0], number + 1, label)
    return found


class Variation:
    """Makes variants of sentences; the same seed makes the same ones."""

    def __init__(self, trees: list[Tree], lexicon: Lexicon, seed: int) -> None:
        self._chance = random.Random(seed)
        self._names: Names = defaultdict(list)
        self._given: list[str] = []
        for tree in trees:
            for first, end, label in spans(tree):
                words = tree.tokens[first:end]
                self._names[label, end - first].append(words)
                if label == "PER" and _is_surname_and_given_name(words, lexicon):
                    self._given.append(words[1].form)
        self._lexicon = lexicon
        self._surnames = [w for w in lexicon.entries if lexicon.profile(w) % 3 == 2]
        self._foreign = {
            label: [
                word
                for word, known in lexicon.entries.items()
                if known & Kind.FOREIGN
                and known & kind
                and len(word) <= _LONGEST_WORD
                and "·" not in word
            ]
            for label, kind in (("LOC", Kind.PLACE), ("PER", Kind.PERSON))
        }

    def of(self, tree: Tree) -> Tree | None:
        """The sentence with other names; nothing if it has none to replace."""
        variant = deepcopy(tree)
        changed = False
        for first, end, label in spans(tree):
            if self._chance.random() < REPLACED:
                changed = True
                self._rename(variant.tokens[first:end], label)
        return variant if changed else None

    def _rename(self, words: list[Token], label: str) -> None:
        if label == "PER" and _is_surname_and_given_name(words, self._lexicon):
            words[0].form = self._chance.choice(self._surnames)
            words[1].form = self._chance.choice(self._given)
            return
        listed = self._foreign.get(label)
        single = len(words) == 1 and words[0].upos == "PROPN"
        if single and listed and self._chance.random() < FROM_LEXICON:
            words[0].form = self._chance.choice(listed)
            return
        for word, other in zip(
            words, self._chance.choice(self._names[label, len(words)]), strict=True
        ):
            word.form, word.upos, word.xpos = other.form, other.upos, other.xpos


def _is_surname_and_given_name(words: list[Token], lexicon: Lexicon) -> bool:
    return (
        len(words) == 2
        and lexicon.profile(words[0].form) % 3 > 0
        and len(words[1].form) <= _LONGEST_GIVEN_NAME
    )
