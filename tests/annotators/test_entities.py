"""Entities of several annotators become one list, by written rules."""

import itertools

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from govnlp.annotators.entities import USER_DATA, Entity, MergeRule, entities_of, merge_entities

# "the United Nations Security Council met in Oslo"
A = [Entity(4, 18, "ORG", "a"), Entity(43, 47, "LOC", "a")]
B = [Entity(4, 35, "ORG", "b"), Entity(43, 47, "LOC", "b")]


@pytest.mark.parametrize(
    ("rule", "merged"),
    [
        ("first", [(4, 18, "a"), (43, 47, "a+b")]),
        ("longest", [(4, 35, "b"), (43, 47, "a+b")]),
        ("agreement", [(43, 47, "a+b")]),
    ],
)
def test_rules(rule: MergeRule, merged: list[tuple[int, int, str]]) -> None:
    found = merge_entities([A, B], rule)
    assert [(entity.start, entity.end, entity.source) for entity in found] == merged


def test_the_order_of_the_settings_decides() -> None:
    other = [Entity(43, 47, "ORG", "c")]
    assert merge_entities([other, A], "first")[-1] == other[0]
    assert merge_entities([other, A], "longest")[-1] == other[0]
    assert merge_entities([other, A, B], "agreement")[-1] == Entity(43, 47, "LOC", "a+b")


def test_entities_that_touch_do_not_overlap() -> None:
    left, right = Entity(0, 2, "LOC", "a"), Entity(2, 4, "ORG", "b")
    assert merge_entities([[right], [left]], "longest") == [left, right]


def test_nothing_found() -> None:
    assert merge_entities([[], []], "first") == []


entities = st.builds(
    lambda start, length, label, source: Entity(start, start + length, label, source),
    st.integers(0, 20),
    st.integers(1, 8),
    st.sampled_from(["ORG", "LOC"]),
    st.just("x"),
)


@given(
    st.lists(st.lists(entities, max_size=6), max_size=3),
    st.sampled_from(["first", "longest", "agreement"]),
)
def test_what_is_kept_was_found_and_overlaps_nothing(
    found: list[list[Entity]], rule: MergeRule
) -> None:
    named = [[e._replace(source=str(n)) for e in part] for n, part in enumerate(found)]
    merged = merge_entities(named, rule)
    assert {entity[:3] for entity in merged} <= {e[:3] for part in named for e in part}
    assert all(one.end <= other.start for one, other in itertools.pairwise(merged))
    if rule != "agreement":  # whatever is left out overlaps something that is kept
        for entity in (e for part in named for e in part):
            assert any(e.start < entity.end and entity.start < e.end for e in merged)


def test_a_doc_may_say_more_than_its_ents() -> None:
    doc = Doc(spacy.blank("en").vocab, words=["the", " ", "UN"], spaces=[False] * 3)
    doc.ents = (Span(doc, 1, 3, label="ORG"),)
    assert entities_of(doc, "us") == [Entity(4, 6, "ORG", "us")]
    doc.user_data[USER_DATA] = [Entity(3, 4, "LOC", "a"), Entity(0, 2, "LOC", "b")]
    assert entities_of(doc, "us") == [Entity(0, 2, "LOC", "b")]
