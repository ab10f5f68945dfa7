"""From CLEAR dependencies, as of spaCy's English pipelines, to Universal Dependencies.

CLEAR hangs a noun on its preposition and a predicate on its copula; Universal Dependencies hang
the function words on the words of content.
"""

from collections.abc import Sequence
from unicodedata import category

from govnlp.annotators.labels.tables import read_table
from govnlp.annotators.labels.trees import Trees

_PREPOSITIONS = frozenset({"prep", "agent", "dative", "pcomp"})
_OBJECTS = ("pobj", "pcomp", "prep")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})
_VERBAL = frozenset({"VERB", "AUX"})
_BE = frozenset("be am is are was were been being 's 're 'm".split())
_BREAKS = frozenset({",", ";", ":"})


def clear_to_universal(trees: Trees) -> None:
    """Turn trees into Universal Dependencies, in place, parts of speech included.

    >>> trees = Trees(["talks", "in", "Oslo"], ["NOUN", "ADP", "PROPN"], [0, 0, 1],
    ...               ["ROOT", "prep", "pobj"])
    >>> clear_to_universal(trees)
    >>> trees.heads, trees.labels
    ([0, 2, 0], ['ROOT', 'case', 'nmod'])
    """
    table = read_table("clear")
    for word in range(len(trees.words)):
        if _is_preposition(trees, word):
            _promote_object(trees, word)
    for word in range(len(trees.words)):
        _promote_predicate(trees, word)
        _promote_currency(trees, word)
    _order_conjuncts(trees)
    _mark_infinitives(trees)
    trees.rename(table["relations"])
    for expression in table["fixed"]["expressions"]:
        _fix(trees, expression.split())
    trees.tags = [
        _part_of_speech(word, tag, table["adverbs"]["words"])
        for word, tag in zip(trees.words, trees.tags, strict=True)
    ]


def _is_preposition(trees: Trees, word: int) -> bool:
    label = trees.labels[word]
    if label == "conj" or trees.is_root(word):
        return trees.tags[word] in ("ADP", "SCONJ") and _object(trees, word) is not None
    return (
        label in _PREPOSITIONS
        and _object(trees, word) is not None
        and not (label in ("pcomp", "dative") and trees.tags[word] not in ("ADP", "SCONJ"))
    )


def _object(trees: Trees, preposition: int) -> int | None:
    for label in _OBJECTS:
        for child in trees.children(preposition):
            if trees.labels[child] == label:
                return child
    return None


def _promote_object(trees: Trees, preposition: int) -> int:
    """Hang the object of a preposition where that hung, and the preposition on it."""
    found = _object(trees, preposition)
    assert found is not None
    if _is_preposition(trees, found):  # "because of", "from across"
        found = _promote_object(trees, found)
    is_clause = trees.labels[found] in ("pcomp", "advcl") and trees.tags[found] in _VERBAL
    coordinated = trees.labels[preposition] == "conj"
    earlier = trees.heads[preposition]
    if coordinated and trees.labels[earlier] in ("case", "mark"):  # "in Oslo and in Rome"
        first = trees.heads[earlier]
        for child in trees.children(earlier):
            if trees.labels[child] in ("cc", "punct") and child < preposition:
                trees.attach(child, found, trees.labels[child])
        trees.attach(found, first, "conj")
    else:
        trees.take_place(found, preposition, _role(trees, preposition, is_clause=is_clause))
    for child in trees.children(preposition):
        if not (trees.labels[child] in ("cc", "conj", "punct") and _is_shared(trees, preposition)):
            trees.attach(child, found, trees.labels[child])
    trees.attach(preposition, found, "mark" if is_clause else "case")
    return found


def _is_shared(trees: Trees, preposition: int) -> bool:
    return any(trees.labels[child] == "conj" for child in trees.children(preposition))


def _role(trees: Trees, preposition: int, *, is_clause: bool) -> str:
    label = trees.labels[preposition]
    if label in ("conj", "ROOT") or trees.is_root(preposition):
        return label
    nominal = trees.tags[trees.heads[preposition]] in _NOMINAL
    if is_clause:
        return "acl" if nominal else "advcl"
    if label == "agent":
        return "obl:agent"
    return "nmod" if nominal else "obl"


def _promote_predicate(trees: Trees, verb: int) -> None:
    """Make what a form of *be* says of its subject the head of the clause."""
    if trees.words[verb] not in _BE or trees.tags[verb] not in _VERBAL:
        return
    if trees.labels[verb] in ("aux", "auxpass", "aux:pass", "cop"):
        return
    children = trees.children(verb)
    labels = {trees.labels[child] for child in children}
    predicates = [child for child in children if trees.labels[child] in ("attr", "acomp")]
    if "expl" in labels and predicates and not labels & {"nsubj", "csubj"}:  # "there is"
        trees.attach(predicates[0], verb, "nsubj")
        return
    if not predicates:  # "is in Oslo"
        predicates = [c for c in children if trees.labels[c] == "obl" and c > verb][:1]
    if not predicates or "expl" in labels:
        return
    predicate = predicates[0]
    trees.take_place(predicate, verb)
    for child in trees.children(verb):
        trees.attach(child, predicate, trees.labels[child])
    trees.attach(verb, predicate, "cop")


def _promote_currency(trees: Trees, sign: int) -> None:
    """Hang the number on the sign: "$ 5"."""
    number = trees.heads[sign]
    if trees.labels[sign] != "quantmod" or trees.tags[sign] != "SYM" or sign > number:
        return
    trees.take_place(sign, number)
    for child in trees.children(number):
        if trees.labels[child] not in ("compound", "quantmod"):
            trees.attach(child, sign, trees.labels[child])
    trees.attach(number, sign, "nummod")


def _order_conjuncts(trees: Trees) -> None:
    """Hang all conjuncts on the first one, and what stands before each on it."""
    conjuncts: dict[int, list[int]] = {}
    for word, label in enumerate(trees.labels):
        if label == "conj":
            first = trees.heads[word]
            while trees.labels[first] == "conj" and not trees.is_root(first):
                first = trees.heads[first]
            conjuncts.setdefault(first, []).append(word)
    for first, others in conjuncts.items():
        for word in (first, *others):
            for child in trees.children(word):
                is_break = trees.labels[child] == "punct" and trees.words[child] in _BREAKS
                following = [other for other in others if other > child]
                if (is_break or trees.labels[child] == "cc") and following and child > first:
                    trees.attach(child, following[0], trees.labels[child])
        for word in others:
            trees.attach(word, first, "conj")


def _mark_infinitives(trees: Trees) -> None:
    for word, label in enumerate(trees.labels):
        if label == "aux" and trees.words[word] == "to" and trees.tags[word] == "PART":
            trees.labels[word] = "mark"


def _fix(trees: Trees, expression: list[str]) -> None:
    """Hang the words of an expression on its first one, if they hang on the same word or on it."""
    length = len(expression)
    for start in range(len(trees.words) - length + 1):
        if trees.words[start : start + length] != expression:
            continue
        inside = range(start, start + length)
        if any(trees.is_root(word) for word in inside):  # "is due to": no preposition
            continue
        outer = [word for word in inside if trees.heads[word] not in inside]
        places = {trees.heads[word] for word in outer}
        link = next((w for w in outer if trees.labels[w] in ("case", "mark", "cc")), None)
        if len(places) != 1 or link is None:
            continue
        trees.attach(start, places.pop(), trees.labels[link])
        for word in inside[1:]:
            trees.attach(word, start, "fixed")


def _part_of_speech(word: str, tag: str, adverbs: Sequence[str]) -> str:
    if word in adverbs and tag == "SCONJ":
        return "ADV"
    if tag in ("NOUN", "PROPN", "X") and not any(char.isalnum() for char in word):
        return (
            "PUNCT"
            if all(category(char).startswith("P") and char != "%" for char in word)
            else "SYM"
        )
    return tag
