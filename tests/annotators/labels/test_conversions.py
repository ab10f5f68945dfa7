"""CLEAR dependencies become Universal ones; whatever a parser gives, trees stay trees."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.annotators.labels.clear import clear_to_universal
from govnlp.annotators.labels.stanford_zh import stanford_zh_to_universal
from govnlp.annotators.labels.tables import read_table
from govnlp.annotators.labels.trees import Trees

CASES = json.loads((Path(__file__).parents[2] / "cases/labels.json").read_text("utf-8"))
CONVERSIONS = {"clear": clear_to_universal, "stanford_zh": stanford_zh_to_universal}


def rows(trees: Trees) -> list[str]:
    columns = zip(trees.words, trees.tags, trees.heads, trees.labels, strict=True)
    return [f"{word} {tag} {head} {label}" for word, tag, head, label in columns]


def parsed(lines: list[str]) -> Trees:
    words, tags, heads, labels = zip(*(line.split() for line in lines), strict=True)
    return Trees([*words], [*tags], [*map(int, heads)], [*labels])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_trees_of_other_schemes_become_universal(case: dict[str, Any]) -> None:
    trees = parsed(case["given"])
    CONVERSIONS[case["scheme"]](trees)
    assert rows(trees) == case["universal"]


def roots(heads: list[int]) -> list[int]:
    """The root above each word; fails where heads run in a circle."""
    found = []
    for word in range(len(heads)):
        above = word
        for _ in heads:
            above = heads[above]
        assert heads[above] == above
        found.append(above)
    return found


@st.composite
def any_trees(draw: st.DrawFn, scheme: str) -> Trees:
    signs = read_table("universal")
    labels = st.sampled_from(
        [*read_table(scheme)["relations"], *signs["relations"]["names"], *signs["schemes"]["other"]]
    )
    words = st.sampled_from("is 's in such as because of due to % $ and , council 把 的".split())
    tags = st.sampled_from("NOUN VERB AUX ADP SCONJ ADJ SYM NUM PUNCT CCONJ PART".split())
    n = draw(st.integers(1, 9))
    order = draw(st.permutations(range(n)))
    heads = [0] * n
    for place, word in enumerate(order):
        heads[word] = order[draw(st.integers(0, place))]
    names = draw(st.lists(labels.filter(lambda label: label != "ROOT"), min_size=n, max_size=n))
    names = ["ROOT" if head == word else names[word] for word, head in enumerate(heads)]
    forms = draw(st.lists(words, min_size=n, max_size=n))
    return Trees(forms, draw(st.lists(tags, min_size=n, max_size=n)), heads, names)


@pytest.mark.parametrize("scheme", CONVERSIONS)
@given(data=st.data())
def test_no_word_leaves_its_sentence(scheme: str, data: st.DataObject) -> None:
    trees = data.draw(any_trees(scheme))
    before = roots(trees.heads)
    CONVERSIONS[scheme](trees)
    after = roots(trees.heads)
    n_before = {(a, b) for a in range(len(before)) for b in range(a) if before[a] == before[b]}
    n_after = {(a, b) for a in range(len(after)) for b in range(a) if after[a] == after[b]}
    assert n_before == n_after
    is_root = [word == head for word, head in enumerate(trees.heads)]
    assert [label == "ROOT" for label in trees.labels] == is_root
