"""Rules that turn a Chinese GSD tree of the first UD scheme into one of the second."""

from collections.abc import Callable

from gsd_tree import Token, Tree

OPENING = frozenset("（《“‘「『〈〔【(<[``")
CLOSING = frozenset("）》”’」』〉〕】)>]''")
RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "neg": "advmod",
    "case:dec": "case",
    "case:pref": "case",
    "case:aspect": "aux",
    "case:suff": "compound",
    "aux:caus": "case",
    "foreign": "flat:foreign",
}
UNDETERMINING = {"ADJ": "amod", "NUM": "nummod", "ADP": "case"}
PREDICATES = frozenset({"VERB", "ADJ", "AUX"})
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "PART", "X", "SYM"})


# The part of speech in UD 2 by language-specific tag, where it is not that of UD 1: the relations
# of UD 1 under which it is the first of two, then the two.
TAGS: dict[str, tuple[frozenset[str], str, str]] = {
    "RB": (frozenset({"mark"}), "SCONJ", "ADV"),
    "DEC": (frozenset({"acl:relcl"}), "SCONJ", "PART"),
    "VC": (frozenset({"cop"}), "AUX", "VERB"),
    "BB": (frozenset({"auxpass"}), "AUX", "ADP"),
    "/": (frozenset({"punct"}), "PUNCT", "SYM"),
    "JJ": (frozenset({"case:pref"}), "ADP", "ADJ"),
    "AS": (frozenset(), "", "AUX"),
    "CC": (frozenset(), "", "CCONJ"),
    "UH": (frozenset(), "", "PART"),
}


def universal_tag(token: Token) -> str:
    """The part of speech in UD 2; reads the relation of UD 1."""
    if token.xpos == "DEV":
        return "PART" if token.form == "得" else "SCONJ"
    if token.xpos not in TAGS:
        return token.upos
    under, tag, otherwise = TAGS[token.xpos]
    return tag if token.deprel in under else otherwise


def tags(tree: Tree) -> None:
    """Parts of speech."""
    for token in tree.tokens:
        token.upos = universal_tag(token)


def first_clause_leads(tree: Tree) -> None:
    """Of clauses side by side the first becomes the root, the later ones its `parataxis`."""
    old = tree.root()
    clauses = [n for n in tree.children(old) if tree[n].deprel == "dep" and n < old]
    if not clauses:
        return
    new = clauses[0]
    for n in tree.children(old):
        if n < new:
            tree[n].head = new
    tree[new].head, tree[new].deprel = 0, "root"
    for n in (*clauses[1:], old):
        tree[n].head, tree[n].deprel = new, "parataxis"


def names(tree: Tree) -> None:
    """The first part of a person's name leads, the others hang on it by `flat:name`."""
    for first, last in _persons(tree):
        parts = [n for n in range(first, last + 1) if tree[n].xpos in ("NNP", "FW")]
        tops = [n for n in parts if not first <= tree[n].head <= last]
        if len(parts) < 2 or len(tops) != 1 or tops[0] == parts[0]:
            continue
        top, new = tops[0], parts[0]
        _swap(tree, top, new, "flat:name")
        for n in parts[1:]:
            tree[n].head, tree[n].deprel = new, "flat:name"


def appositions(tree: Tree) -> None:
    """The first of two nouns for the same thing leads, the second is its `appos`."""
    for n in tree.numbers():
        if tree[n].deprel == "appos" and tree[n].head > n:
            _swap(tree, tree[n].head, n, "appos")


def _swap(tree: Tree, top: int, new: int, deprel: str) -> None:
    """Put `new`, to the left of `top`, in its place, and hang `top` on it."""
    tree[new].head, tree[new].deprel = tree[top].head, tree[top].deprel
    for n in tree.children(top):
        if n < new or n > top:
            tree[n].head = new
    tree[top].head, tree[top].deprel = new, deprel


def _persons(tree: Tree) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for n in tree.numbers():
        tag = tree[n].misc.get("Entity", "O")
        if tag == "B-PER":
            found.append((n, n))
        elif tag == "I-PER" and found and found[-1][1] == n - 1:
            found[-1] = (found[-1][0], n)
    return found


def adpositions(tree: Tree) -> None:
    """Nothing hangs on an adposition: what did hangs on the noun that it marks."""
    for n in tree.numbers():
        while tree[n].head and _is_adposition(tree[tree[n].head]):
            tree[n].head = tree[tree[n].head].head


def _is_adposition(token: Token) -> bool:
    return token.xpos == "IN" and token.deprel in ("case", "det", "acl", "nmod")


def complements(tree: Tree) -> None:
    """A verb called the copula of what says how or with what result leads it."""
    for n in tree.numbers():
        token = tree[n]
        if token.deprel == "cop" and token.xpos == "VV" and token.head > n:
            _swap(tree, token.head, n, "xcomp")


def classifiers(tree: Tree) -> None:
    """A numeral counts the noun; the classifier hangs on the numeral."""
    for n in tree.numbers():
        token = tree[n]
        if token.xpos != "NNB" or token.deprel not in ("nmod", "det"):
            continue
        children = tree.children(n)
        if len(children) != 1 or token.head < n or tree[token.head].upos in PREDICATES:
            continue
        counter = tree[children[0]]
        if counter.deprel == "det":
            token.deprel = "clf"
        elif counter.deprel == "nummod" and not counter.form.startswith("第"):
            counter.head = token.head
            token.head, token.deprel = children[0], "clf"


def relations(tree: Tree) -> None:
    """Rename relations, some by what they join."""
    labels = [token.deprel for token in tree.tokens]
    for n in tree.numbers():
        token = tree[n]
        rel = token.deprel
        if token.xpos == "DEC" and rel in ("acl:relcl", "mark"):
            token.deprel = "mark:rel"
        elif token.xpos == "DEV":
            token.deprel = "compound:ext" if token.form == "得" else "mark:adv"
        elif rel == "acl":
            token.deprel = _clausal(tree, n)
        elif rel == "dep":
            token.deprel = "advcl"
        elif rel == "det" and token.upos not in ("DET", "PRON"):
            token.deprel = UNDETERMINING.get(token.upos, "nmod")
        elif _is_oblique(tree, n, labels):
            token.deprel = "obl"
        else:
            token.deprel = RENAMED.get(rel, rel)


def _clausal(tree: Tree, n: int) -> str:
    token = tree[n]
    if token.xpos == "IN":
        return "case"
    before_verb = token.head > n and tree[token.head].upos in PREDICATES
    return "advcl" if before_verb else "acl"


def _is_oblique(tree: Tree, n: int, labels: list[str]) -> bool:
    token = tree[n]
    if token.upos not in NOMINALS or not token.head:
        return False
    head = tree[token.head]
    before_copula = any(labels[c - 1] == "cop" and n < c for c in tree.children(token.head))
    under_verb = head.upos in ("VERB", "AUX") or before_copula
    if token.deprel == "nmod":
        return under_verb
    return token.deprel == "advmod" and (under_verb or head.upos == "ADJ")


def caused(tree: Tree) -> None:
    """把 and 将 mark the noun behind them, an object before its verb."""
    for n in tree.numbers():
        if tree[n].deprel != "aux:caus":
            continue
        verb = tree[n].head
        patients = [
            c
            for c in tree.children(verb)
            if n < c < verb and tree[c].deprel in ("dobj", "nsubj", "nmod", "iobj")
        ]
        if patients:
            tree[n].head = patients[0]
            tree[patients[0]].deprel = "obl:patient"


def conjunctions(tree: Tree) -> None:
    """A conjunction hangs on the conjunct behind it."""
    for n in tree.numbers():
        if tree[n].deprel != "cc":
            continue
        later = [c for c in tree.children(tree[n].head) if c > n and tree[c].deprel == "conj"]
        if later and tree[n].head < n:
            tree[n].head = later[0]


def punctuation(tree: Tree) -> None:
    """A mark hangs on what it sets off: the unit before or behind it that is the dependent one.

    A pair of brackets or quotes hangs on the highest word within.
    """
    marks = [n for n in tree.numbers() if tree[n].deprel == "punct"]
    pairs = _pairs(tree, marks)
    for n in tree.numbers():
        while tree[n].head in marks:
            tree[n].head = tree[tree[n].head].head
    for n in marks:
        tree[n].head = 0
    for n in marks:
        if n in pairs:
            first, last = pairs[n]
            inside = [
                m
                for m in range(first + 1, last)
                if m not in marks and not first < tree[m].head < last
            ]
            if inside:
                tree[n].head = inside[0]
                continue
        tree[n].head = _set_off(tree, n, marks)


def _pairs(tree: Tree, marks: list[int]) -> dict[int, tuple[int, int]]:
    opened: list[int] = []
    pairs: dict[int, tuple[int, int]] = {}
    for n in marks:
        form = tree[n].form
        if form in OPENING:
            opened.append(n)
        elif form in CLOSING and opened:
            first = opened.pop()
            pairs[first] = pairs[n] = (first, n)
    return pairs


def _set_off(tree: Tree, mark: int, marks: list[int]) -> int:
    before = next((n for n in range(mark - 1, 0, -1) if n not in marks), 0)
    behind = next((n for n in range(mark + 1, len(tree.tokens) + 1) if n not in marks), 0)
    passed = {before}
    while before and 0 < tree[before].head < mark:
        before = tree[before].head
        passed.add(before)
    while behind and tree[behind].head > mark:
        behind = tree[behind].head
    if not behind or not before:
        return before or behind
    if tree[behind].head in passed or tree[before].head < mark:
        return behind if 0 < tree[behind].head < mark else before
    return before


STEPS: tuple[Callable[[Tree], None], ...] = (
    tags,
    first_clause_leads,
    complements,
    adpositions,
    appositions,
    names,
    classifiers,
    caused,
    relations,
    conjunctions,
    punctuation,
)


def convert(tree: Tree) -> None:
    """Change a tree of UD 1 into one of UD 2, in place."""
    for step in STEPS:
        step(tree)
