"""From Stanford dependencies for Chinese to Universal Dependencies.

Both hang function words on words of content. They differ in names, and in coordinations, whose
head is the last conjunct in the one and the first in the other.
"""

from govnlp.annotators.labels.tables import read_table
from govnlp.annotators.labels.trees import Trees

_VERBAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})


def stanford_zh_to_universal(trees: Trees) -> None:
    """Turn trees into Universal Dependencies, in place.

    >>> trees = Trees(["和平", "与", "安全"], ["NOUN", "CCONJ", "NOUN"], [2, 2, 2],
    ...               ["conj", "cc", "ROOT"])
    >>> stanford_zh_to_universal(trees)
    >>> trees.heads, trees.labels
    ([0, 2, 0], ['ROOT', 'cc', 'conj'])
    """
    for word in range(len(trees.words)):
        _order_conjuncts(trees, word)
    for word, label in enumerate(trees.labels):
        head = trees.heads[word]
        if label == "aux:ba":
            _mark_patient(trees, word)
        elif label == "nmod:prep" and trees.tags[head] in _VERBAL:
            trees.labels[word] = "obl"
    trees.rename(read_table("stanford_zh")["relations"])


def _order_conjuncts(trees: Trees, last: int) -> None:
    """Make the first conjunct the head of those that hang on the last one."""
    earlier = [c for c in trees.children(last) if trees.labels[c] == "conj" and c < last]
    if not earlier:
        return
    first, *others = earlier
    trees.take_place(first, last)
    for child in trees.children(last):
        if child in others:
            continue
        following = [word for word in others if word > child]
        if child < first or child > last:
            trees.attach(child, first, trees.labels[child])
        elif trees.labels[child] in ("cc", "punct") and following:
            trees.attach(child, following[0], trees.labels[child])
    for word in (*others, last):
        trees.attach(word, first, "conj")


def _mark_patient(trees: Trees, marker: int) -> None:
    """Make 把 the case of the object that it brings before the verb."""
    verb = trees.heads[marker]
    objects = [
        child
        for child in trees.children(verb)
        if marker < child < verb and trees.labels[child] in ("dobj", "nmod:prep", "dep")
    ]
    if objects:
        trees.attach(objects[0], verb, "obl:patient")
        trees.attach(marker, objects[0], "case")
