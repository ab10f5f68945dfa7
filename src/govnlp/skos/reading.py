"""From a graph of SKOS to a vocabulary."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from govnlp.errors import InputError, VocabularyError
from govnlp.skos.identifiers import make_identifiers
from govnlp.skos.labels import TaggedText, sort_labels
from govnlp.skos.rules import read_rules
from govnlp.skos.terms import (
    CONTROL,
    GOVNLP,
    HANS,
    HANT,
    SKOSXL,
    identifier_of,
    writing_of,
)
from govnlp.vocabulary.concepts import Concept, Vocabulary
from govnlp.vocabulary.cycles import find_cycles
from govnlp.vocabulary.writing import FILES_BY_KIND

_SEVERAL = ("alt", "hidden", "abbr", "demonym")
_LABELS = {
    SKOS.prefLabel: "pref",
    SKOS.altLabel: "alt",
    SKOS.hiddenLabel: "hidden",
    GOVNLP.abbreviation: "abbr",
    GOVNLP.demonym: "demonym",
    SKOSXL.prefLabel: "pref",
    SKOSXL.altLabel: "alt",
    SKOSXL.hiddenLabel: "hidden",
    SKOS.scopeNote: "scope",
    SKOS.definition: "definition",
}
_READ_ELSEWHERE = (SKOS.broader, SKOS.narrower, SKOS.related, SKOS.exactMatch, SKOS.inScheme)
_SAID_ELSEWHERE = (
    SKOS.topConceptOf,
    SKOS.hasTopConcept,
    SKOS.broaderTransitive,
    SKOS.narrowerTransitive,
)
_MAX_SHOWN = 8


class Choices(NamedTuple):
    """What the person who imports decides; see `govnlp.skos.files.read_skos`."""

    kind: str
    prefix: str
    scheme: str
    untagged: str


class SkosImport(NamedTuple):
    """What was made of a SKOS file.

    Attributes:
        vocabulary: the concepts that could be used, and rules if the file has ours.
        set_aside: concepts and references that could not, by reason, as the file names them.
        remarks: how often something of a concept was left or changed, in words.
        schemes: the concept schemes of the file, with the number of their concepts.
    """

    vocabulary: Vocabulary
    set_aside: Mapping[str, list[str]]
    remarks: Mapping[str, int]
    schemes: Mapping[str, int]


def read_graph(graph: Graph, choices: Choices, name: str) -> SkosImport:
    """Read a graph; see `govnlp.skos.files.read_skos`."""
    if choices.kind not in FILES_BY_KIND:
        raise InputError(f"{choices.kind!r} is no kind; known: {', '.join(FILES_BY_KIND)}")
    if choices.untagged not in ("", "en", "zh"):
        raise InputError(f"{choices.untagged!r} is neither 'en' nor 'zh'")
    return _Reader(graph, choices, name).read()


class _Reader:
    def __init__(self, graph: Graph, choices: Choices, name: str) -> None:
        self.graph = graph
        self.choices = choices
        self.name = name
        self.set_aside: dict[str, list[str]] = defaultdict(list)
        self.remarks: Counter[str] = Counter()

    def read(self) -> SkosImport:
        schemes = self._schemes()
        nodes = self._nodes(schemes)
        if not nodes:
            raise VocabularyError(
                f"{self.name}: no concepts; a thesaurus has subjects of the type skos:Concept"
            )
        concepts = dict(self._concepts(nodes))
        ids = make_identifiers(self.graph, concepts, self.choices.prefix, self.name)
        elsewhere = self.graph.subject_objects(GOVNLP.elsewhere)
        named = {node: str(concept_id) for node, concept_id in elsewhere} | ids
        by_id = {
            ids[node]: Concept(ids[node], **columns, **self._references(node, named))
            for node, columns in sorted(concepts.items(), key=lambda item: ids[item[0]])
        }
        self._refuse_cycles(by_id)
        vocabulary = Vocabulary(
            names=(self.name,), concepts=by_id, **read_rules(self.graph, named, self.name)
        )
        counts = {str(scheme): len(members) for scheme, members in schemes.items()}
        return SkosImport(vocabulary, dict(self.set_aside), dict(self.remarks), counts)

    def _schemes(self) -> dict[Node, set[Node]]:
        """Give each concept scheme with the subjects that say they belong to it."""
        schemes: dict[Node, set[Node]] = defaultdict(set)
        for scheme in self.graph.subjects(RDF.type, SKOS.ConceptScheme):
            schemes[scheme].update(self.graph.objects(scheme, SKOS.hasTopConcept))
        for predicate in (SKOS.inScheme, SKOS.topConceptOf):
            for node, scheme in self.graph.subject_objects(predicate):
                schemes[scheme].add(node)
        return schemes

    def _nodes(self, schemes: Mapping[Node, set[Node]]) -> list[Node]:
        """Give the concepts, in an order that does not depend on the file's."""
        nodes = set(self.graph.subjects(RDF.type, SKOS.Concept))
        for predicate in (SKOS.broader, SKOS.narrower, SKOS.topConceptOf):
            nodes.update(self.graph.subjects(predicate, None))
        for predicate in (SKOS.broader, SKOS.narrower, SKOS.hasTopConcept):
            # What is only named here, and described in another file, stays a reference.
            nodes.update(n for n in self.graph.objects(None, predicate) if self._has_label(n))
        if self.choices.scheme:
            wanted = URIRef(self.choices.scheme)
            if wanted not in schemes:
                known = ", ".join(sorted(map(str, schemes))[:_MAX_SHOWN]) or "none"
                raise InputError(f"{self.name}: no scheme {wanted}; it has {known}")
            nodes &= schemes[wanted]
        return sorted(nodes, key=str)

    def _has_label(self, node: Node) -> bool:
        return any((node, label, None) in self.graph for label in _LABELS)

    def _concepts(self, nodes: Iterable[Node]) -> Iterator[tuple[Node, dict[str, Any]]]:
        """Give what each usable concept says of itself, all but identifier and references."""
        for node in nodes:
            if self._is_deprecated(node):
                self.set_aside["deprecated"].append(str(node))
                continue
            kind = self.graph.value(node, GOVNLP.kind)
            texts = self._texts(node, is_own=kind is not None)
            if kind is not None and str(kind) not in FILES_BY_KIND:
                raise VocabularyError(
                    f"{self.name}: {node}: {str(kind)!r} is no kind; "
                    f"known: {', '.join(FILES_BY_KIND)}"
                )
            columns = self._foreign(node, texts) if kind is None else self._own(node, texts)
            if columns["pref_en"] or columns["pref_zh"]:
                yield node, {"kind": str(kind or self.choices.kind), **columns}
            else:
                self.set_aside["no label in English or Chinese"].append(str(node))

    def _is_deprecated(self, node: Node) -> bool:
        value = self.graph.value(node, OWL.deprecated)
        return value is not None and str(value).lower() in ("true", "1")

    def _texts(self, node: Node, *, is_own: bool) -> dict[str, list[TaggedText]]:
        """Give the labels and notes of a concept that are in our languages, by their role."""
        texts: dict[str, list[TaggedText]] = defaultdict(list)
        for predicate, value in self.graph.predicate_objects(node):
            role = _LABELS.get(predicate)  # type: ignore[call-overload]
            if role is not None:
                for text in self._tagged(predicate, value):
                    if CONTROL.search(text.text) or (
                        "|" in text.text and role in (_SEVERAL if is_own else (*_SEVERAL, "pref"))
                    ):
                        reason = "a '|' or a control character in a label"
                        self.set_aside[reason].append(f"{node} {text.text!r}")
                    elif text.text:
                        texts[role].append(text if is_own else _on_one_line(text))
            elif (
                predicate not in (*_READ_ELSEWHERE, *_SAID_ELSEWHERE)
                and str(predicate).startswith(str(SKOS))
                and getattr(value, "datatype", None) != GOVNLP.identifier
            ):
                self.remarks[f"skos:{str(predicate).removeprefix(str(SKOS))}: passed over"] += 1
        return texts

    def _tagged(self, predicate: Node, value: Node) -> Iterator[TaggedText]:
        literals = [value]
        if not isinstance(value, Literal):
            form = SKOSXL.literalForm if str(predicate).startswith(SKOSXL) else RDF.value
            literals = list(self.graph.objects(value, form))
        for literal in literals:
            tag = getattr(literal, "language", None) or self.choices.untagged
            if not tag:
                self.remarks["texts without a language tag: passed over (see --untagged)"] += 1
            elif (writing := writing_of(tag, str(literal))) is None:
                self.remarks["texts in other languages: passed over"] += 1
            else:
                yield TaggedText(str(literal).strip(), tag, writing)

    def _own(self, node: Node, texts: Mapping[str, list[TaggedText]]) -> dict[str, Any]:
        """Read a concept that govnlp wrote: each label goes back to its column."""

        def column(role: str, writing: str, *, but: str = "") -> tuple[str, ...]:
            others = {label.text for label in texts.get(but, ()) if label.writing == writing}
            found = {label.text for label in texts.get(role, ()) if label.writing == writing}
            return tuple(sorted(found - others))

        return {
            "pref_en": next(iter(column("pref", "en")), ""),
            "pref_zh": next(iter(column("pref", HANS)), ""),
            "alt_en": column("alt", "en", but="abbr"),
            "alt_zh": column("alt", HANS, but="abbr"),
            "alt_zh_hant": column("alt", HANT),
            "abbr_en": column("abbr", "en"),
            "abbr_zh": column("abbr", HANS),
            "demonym_en": column("demonym", "en"),
            "scope_en": next(iter(column("scope", "en")), ""),
            "scope_zh": next(iter(column("scope", HANS)), ""),
            "same_as": self._same_as(node),
            "source": str(self.graph.value(node, DCTERMS.source) or ""),
        }

    def _foreign(self, node: Node, texts: Mapping[str, list[TaggedText]]) -> dict[str, Any]:
        """Read a concept of anyone's thesaurus."""
        others = [*texts.get("alt", ()), *texts.get("hidden", ())]
        labels = sort_labels(texts.get("pref", ()), others, self.remarks)
        own_uri = [identifier_of(str(node))] if isinstance(node, URIRef) else []
        scheme = self.graph.value(node, SKOS.inScheme)
        return {
            **labels._asdict(),
            "scope_en": _note(texts, ("en",)),
            "scope_zh": _note(texts, (HANS, HANT)),
            "same_as": tuple(dict.fromkeys([*own_uri, *self._same_as(node)])),
            "source": str(scheme) if isinstance(scheme, URIRef) else self.choices.prefix,
        }

    def _same_as(self, node: Node) -> tuple[str, ...]:
        uris = [identifier_of(str(uri)) for uri in self.graph.objects(node, SKOS.exactMatch)]
        notations = [
            str(notation)
            for notation in self.graph.objects(node, SKOS.notation)
            if isinstance(notation, Literal) and notation.datatype == GOVNLP.identifier
        ]
        found = {value.replace("|", "%7C") for value in (*uris, *notations)}
        return tuple(sorted(found))

    def _references(self, node: Node, ids: Mapping[Node, str]) -> dict[str, Any]:
        broader = {*self.graph.objects(node, SKOS.broader)}
        broader |= {*self.graph.subjects(SKOS.narrower, node)}
        related = {*self.graph.objects(node, SKOS.related)} - {node}
        references: dict[str, Any] = {}
        for column, targets in (("broader", broader), ("related", related)):
            for target in sorted(targets - ids.keys(), key=str):
                self.set_aside[f"{column} names no usable concept"].append(f"{node} -> {target}")
            references[column] = tuple(sorted(ids[target] for target in targets & ids.keys()))
        return references

    def _refuse_cycles(self, concepts: Mapping[str, Concept]) -> None:
        parents = {concept_id: concept.broader for concept_id, concept in concepts.items()}
        for cycle in find_cycles(parents):
            names = [
                f"{concept_id} ({concepts[concept_id].pref_en or concepts[concept_id].pref_zh})"
                for concept_id in (*cycle, cycle[0])
            ]
            if len(names) > _MAX_SHOWN:
                names = [*names[: _MAX_SHOWN - 1], "...", names[-1]]
            raise VocabularyError(
                f"{self.name}: skos:broader goes round: {' -> '.join(names)}; "
                "remove one of these statements"
            )


def _on_one_line(text: TaggedText) -> TaggedText:
    return text._replace(text=" ".join(text.text.split()))


def _note(texts: Mapping[str, list[TaggedText]], writings: tuple[str, ...]) -> str:
    for role in ("scope", "definition"):
        for writing in writings:
            notes = sorted(note.text for note in texts.get(role, ()) if note.writing == writing)
            if notes:
                return notes[0]
    return ""
