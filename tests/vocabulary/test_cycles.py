"""Circles among broader concepts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from govnlp.vocabulary.cycles import find_cycles

GRAPHS = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefg"), max_size=4), max_size=6
)


@given(GRAPHS)
def test_a_cycle_is_found_exactly_where_there_is_one(parents: dict[str, list[str]]) -> None:
    cycles = list(find_cycles(parents))
    for cycle in cycles:
        for child, parent in pairwise((*cycle, cycle[0])):
            assert parent in parents[child]
    going_round = {node for node in parents if node in _above(parents, node)}
    assert bool(cycles) == bool(going_round)


def _above(parents: dict[str, list[str]], node: str) -> set[str]:
    above: set[str] = set()
    waiting = list(parents[node])
    while waiting:
        parent = waiting.pop()
        if parent not in above:
            above.add(parent)
            waiting += parents.get(parent, [])
    return above


def test_a_lattice_of_many_ways_takes_no_longer_than_its_edges() -> None:
    parents = {
        f"{level}{side}": [f"{level + 1}a", f"{level + 1}b"]
        for level in range(5_000)
        for side in "ab"
    }
    assert list(find_cycles(parents)) == []
