"""Identifiers for the concepts of a thesaurus."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from rdflib import DCTERMS, Graph, URIRef
from rdflib.term import Node

from govnlp.errors import VocabularyError
from govnlp.skos.terms import GOVNLP
from govnlp.vocabulary.editing import make_slug


def make_identifiers(
    graph: Graph, concepts: Mapping[Node, Mapping[str, Any]], prefix: str, name: str
) -> dict[Node, str]:
    """Give each concept its identifier: ours if it has one, else one made from its URI.

    One that is made has the kind, the prefix and the last part of the URI, so that the same
    thesaurus, read again in a year, gives the same identifiers, and never one of another
    vocabulary. Where two URIs end alike, both get a digest of the whole URI besides.

    Args:
        graph: the graph of the thesaurus.
        concepts: the columns of each concept; kind and pref_en are read.
        prefix: what begins the second part of identifiers that are made.
        name: what to call the graph in an error.

    Raises:
        VocabularyError: two concepts say that they have the same identifier.
    """
    ids: dict[Node, str] = {}
    taken: dict[str, Node] = {}
    made: dict[str, list[Node]] = defaultdict(list)
    for node, columns in concepts.items():
        own = graph.value(node, DCTERMS.identifier)
        if own is not None and graph.value(node, GOVNLP.kind) is not None:
            ids[node] = str(own).strip()
            if ids[node] in taken:
                raise VocabularyError(
                    f"{name}: {node} and {taken[ids[node]]} have one identifier, "
                    f"{ids[node]!r}; give one of them another"
                )
            taken[ids[node]] = node
        else:
            slug = make_slug(f"{prefix} {_local_name(node, columns)}")
            made[f"{columns['kind']}/{slug}"].append(node)
    for concept_id, nodes in made.items():
        alone = len(nodes) == 1 and concept_id not in taken
        for node in nodes:
            ids[node] = concept_id if alone else f"{concept_id}-{_digest(str(node))}"
    return ids


def _local_name(node: Node, columns: Mapping[str, Any]) -> str:
    """Give what tells a concept from the others of its thesaurus, in Latin letters."""
    if isinstance(node, URIRef):
        name = make_slug(unquote(re.split(r"[#/:]", str(node).rstrip("#/:"))[-1]))
        return name or _digest(str(node))
    return make_slug(columns["pref_en"]) or _digest(columns["pref_zh"])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
