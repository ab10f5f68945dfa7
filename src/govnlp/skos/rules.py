"""Decoys, contexts and short places in a graph: what SKOS itself cannot say."""

from collections.abc import Mapping
from typing import Any

from rdflib import RDF, Graph, Literal
from rdflib.term import Node

from govnlp.errors import VocabularyError
from govnlp.skos.terms import GOVNLP, RULE_CLASSES
from govnlp.vocabulary.concepts import ContextRule, Decoy, ShortPlace

_RULES: dict[str, type[Decoy | ContextRule | ShortPlace]] = {
    "decoys": Decoy,
    "contexts": ContextRule,
    "short_places": ShortPlace,
}
_SEVERAL = ("words", "after", "behind")


def read_rules(graph: Graph, ids: Mapping[Node, str], name: str) -> dict[str, tuple[Any, ...]]:
    """Give the rules of a graph that govnlp wrote, by table, in their order.

    Args:
        graph: the graph.
        ids: the identifiers of its concepts, and of those elsewhere that it names.
        name: what to call the graph in an error.

    Raises:
        VocabularyError: a rule lacks its number or its concept.
    """
    return {
        table: tuple(
            _RULES[table](**_values(graph, node, _RULES[table], ids, name))
            for node in _in_order(graph, table, name)
        )
        for table in _RULES
    }


def _in_order(graph: Graph, table: str, name: str) -> list[Node]:
    def number(node: Node) -> int:
        value = graph.value(node, GOVNLP.number)
        if not (isinstance(value, Literal) and isinstance(value.value, int)):
            raise VocabularyError(f"{name}: {node} has no govnlp:number")
        return value.value

    return sorted(graph.subjects(RDF.type, RULE_CLASSES[table]), key=number)


def _values(
    graph: Graph,
    node: Node,
    rule: type[Decoy | ContextRule | ShortPlace],
    ids: Mapping[Node, str],
    name: str,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in rule._fields:
        if column == "concept_id":
            target = graph.value(node, GOVNLP.concept)
            if target is None or target not in ids:
                raise VocabularyError(f"{name}: {node}: govnlp:concept names no concept")
            values[column] = ids[target]
        else:
            text = str(graph.value(node, GOVNLP[column]) or "")
            parts = tuple(part.strip() for part in text.split("|"))
            values[column] = tuple(filter(None, parts)) if column in _SEVERAL else text
    return values
