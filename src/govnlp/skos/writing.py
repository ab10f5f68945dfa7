"""From a vocabulary to a SKOS file."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from govnlp.errors import InputError, VocabularyError
from govnlp.skos.terms import CONTROL, GOVNLP, HANS, HANT, RULE_CLASSES, uri_of
from govnlp.vocabulary.concepts import Concept, Vocabulary
from govnlp.vocabulary.reading import SHIPPED
from govnlp.vocabulary.writing import rule_cells

_LICENSE = URIRef("https://creativecommons.org/licenses/by-sa/4.0/")
_LABELS: tuple[tuple[str, URIRef, URIRef | None, str], ...] = (
    # column, predicate, narrower predicate of our own, language
    ("pref_en", SKOS.prefLabel, None, "en"),
    ("pref_zh", SKOS.prefLabel, None, HANS),
    ("alt_en", SKOS.altLabel, None, "en"),
    ("alt_zh", SKOS.altLabel, None, HANS),
    ("alt_zh_hant", SKOS.altLabel, None, HANT),
    ("abbr_en", SKOS.altLabel, GOVNLP.abbreviation, "en"),
    ("abbr_zh", SKOS.altLabel, GOVNLP.abbreviation, HANS),
    ("demonym_en", SKOS.hiddenLabel, GOVNLP.demonym, "en"),
    ("scope_en", SKOS.scopeNote, None, "en"),
    ("scope_zh", SKOS.scopeNote, None, HANS),
)

_Statement = tuple[Node, Node, Node]


def write_graph(vocabulary: Vocabulary, path: Path, rdf_format: str, base: str) -> int:
    """Write a vocabulary; see `govnlp.skos.files.write_skos`."""
    if not urlsplit(base).scheme or quote(base, safe=":/?#[]@!$&'()*+,;=%~") != base:
        raise InputError(f"{base!r} is no beginning of a URI; one is https://example.org/vocab/")
    graph = Graph()
    for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS), ("govnlp", GOVNLP)):
        graph.bind(prefix, namespace)
    for statement in _statements(vocabulary, base):
        graph.add(statement)
    context = {"skos": str(SKOS), "dcterms": str(DCTERMS), "govnlp": str(GOVNLP)}
    options: dict[str, Any] = {"context": context} if rdf_format == "json-ld" else {}
    data = graph.serialize(None, rdf_format, None, "utf-8", **options)
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be written ({error.strerror})") from error
    return len(graph)


def _statements(vocabulary: Vocabulary, base: str) -> Iterator[_Statement]:
    yield GOVNLP.abbreviation, RDFS.subPropertyOf, SKOS.altLabel
    yield GOVNLP.demonym, RDFS.subPropertyOf, SKOS.hiddenLabel
    scheme = URIRef(f"{base}vocabulary")
    yield scheme, RDF.type, SKOS.ConceptScheme
    yield scheme, DCTERMS.title, Literal(" + ".join(vocabulary.names))
    yield scheme, OWL.versionInfo, Literal(vocabulary.version)
    if vocabulary.names == (SHIPPED,):
        yield scheme, DCTERMS.license, _LICENSE
    for concept in vocabulary.concepts.values():
        node = _uri(base, concept.concept_id)
        yield node, SKOS.inScheme, scheme
        if not concept.broader:
            yield node, SKOS.topConceptOf, scheme
            yield scheme, SKOS.hasTopConcept, node
        yield from _concept(concept, node, base)
        for target in concept.broader:
            if target in vocabulary.concepts:
                yield _uri(base, target), SKOS.narrower, node
    rules: Mapping[str, Sequence[NamedTuple]] = {
        "decoys": vocabulary.decoys,
        "contexts": vocabulary.contexts,
        "short_places": vocabulary.short_places,
    }
    for name, table in rules.items():
        for number, rule in enumerate(table):
            yield from _rule(rule, number, name, base)
    for concept_id in _named_elsewhere(vocabulary):
        yield _uri(base, concept_id), GOVNLP.elsewhere, Literal(concept_id)


def _named_elsewhere(vocabulary: Vocabulary) -> set[str]:
    """Give the concepts of other vocabularies that this one refers to."""
    named = {target for c in vocabulary.concepts.values() for target in (*c.broader, *c.related)}
    named |= {rule.concept_id for rule in vocabulary.contexts}
    named |= {place.concept_id for place in vocabulary.short_places}
    return named - vocabulary.concepts.keys()


def _concept(concept: Concept, node: URIRef, base: str) -> Iterator[_Statement]:
    yield node, RDF.type, SKOS.Concept
    yield node, GOVNLP.kind, Literal(concept.kind)
    yield node, DCTERMS.identifier, Literal(concept.concept_id)
    for column, predicate, own, lang in _LABELS:
        for text in _texts(concept, column):
            label = Literal(text, lang=lang)
            yield node, predicate, label
            if own is not None:
                yield node, own, label
    for target in concept.broader:
        yield node, SKOS.broader, _uri(base, target)
    for target in concept.related:
        yield node, SKOS.related, _uri(base, target)
    for identifier in concept.same_as:
        uri = uri_of(identifier)
        if uri is None:
            yield node, SKOS.notation, Literal(identifier, datatype=GOVNLP.identifier)
        else:
            yield node, SKOS.exactMatch, URIRef(uri)
    for text in _texts(concept, "source"):
        yield node, DCTERMS.source, Literal(text)


def _texts(concept: Concept, column: str) -> Iterator[str]:
    value: str | tuple[str, ...] = getattr(concept, column)
    for text in (value,) if isinstance(value, str) else value:
        if CONTROL.search(text):
            raise VocabularyError(
                f"{concept.where}: {concept.concept_id}: {column} {text!r} has a control "
                "character, which RDF/XML cannot have; remove it"
            )
        if text:
            yield text


def _rule(rule: NamedTuple, number: int, name: str, base: str) -> Iterator[_Statement]:
    node = URIRef(f"{base}rules/{name}/{number + 1}")
    yield node, RDF.type, RULE_CLASSES[name]
    yield node, GOVNLP.number, Literal(number + 1)
    for column, text in zip(rule._fields, rule_cells(rule), strict=True):
        if column == "concept_id":
            yield node, GOVNLP.concept, _uri(base, text)
        elif text:
            yield node, GOVNLP[column], Literal(text)


def _uri(base: str, concept_id: str) -> URIRef:
    return URIRef(base + quote(concept_id, safe="/"))
