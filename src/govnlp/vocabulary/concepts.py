"""What a vocabulary holds: concepts with their labels, and the rules that guard the labels."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal, NamedTuple

Role = Literal["pref", "alt", "abbr", "demonym"]


class Label(NamedTuple):
    """One label of one concept.

    Attributes:
        text: the label as written in the vocabulary.
        lang: ``en`` or ``zh``.
        role: preferred label, alternative, abbreviation (its case counts) or demonym.
        concept_id: the concept it names.
    """

    text: str
    lang: str
    role: Role
    concept_id: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept and everything that it is called.

    Attributes:
        concept_id: ``<kind>/<slug>``; never reused.
        kind: concept, organization, place, person, document or event.
        where: the file and row it was read from.
    """

    concept_id: str
    kind: str
    pref_en: str
    pref_zh: str
    alt_en: tuple[str, ...] = ()
    abbr_en: tuple[str, ...] = ()
    alt_zh: tuple[str, ...] = ()
    abbr_zh: tuple[str, ...] = ()
    alt_zh_hant: tuple[str, ...] = ()
    demonym_en: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    scope_en: str = ""
    scope_zh: str = ""
    same_as: tuple[str, ...] = ()
    source: str = ""
    where: str = ""

    def labels(self) -> Iterator[Label]:
        """Give every label, the preferred ones first."""
        by_role: tuple[tuple[str, Role, tuple[str, ...]], ...] = (
            ("en", "pref", (self.pref_en,)),
            ("zh", "pref", (self.pref_zh,)),
            ("en", "alt", self.alt_en),
            ("zh", "alt", self.alt_zh),
            ("zh", "alt", self.alt_zh_hant),
            ("en", "abbr", self.abbr_en),
            ("zh", "abbr", self.abbr_zh),
            ("en", "demonym", self.demonym_en),
        )
        for lang, role, texts in by_role:
            for text in texts:
                if text:
                    yield Label(text, lang, role, self.concept_id)


class Decoy(NamedTuple):
    """A longer wording in which a label does not mean its concept.

    Attributes:
        label: the label that must not be linked there; ``*`` stands for every label.
        lang: ``en`` or ``zh``.
        decoy: the wording around it.
        note: why.
    """

    label: str
    lang: str
    decoy: str
    note: str = ""


class ContextRule(NamedTuple):
    """Words of the same sentence that a label of a concept needs, or cannot stand.

    Attributes:
        concept_id: the concept the rule guards.
        label: the label it speaks of; empty for every label of the concept.
        lang: ``en`` or ``zh``.
        rule: ``requires`` (one of the words) or ``forbids`` (any of them).
        words: words or phrases of that language.
        note: why.
    """

    concept_id: str
    label: str
    lang: str
    rule: str
    words: tuple[str, ...]
    note: str = ""


class ShortPlace(NamedTuple):
    """The one-character name of a place, as in 中美 or 访俄.

    Attributes:
        concept_id: the place.
        character: one Simplified character.
        beside: characters beside which it counts in a sequence; ``*`` for all.
        after: words after which it counts by itself; ``*`` for all that are usual.
        behind: words that may stand behind it; ``*`` for all that are usual.
        note: anything worth knowing.
    """

    concept_id: str
    character: str
    beside: str = "*"
    after: tuple[str, ...] = ("*",)
    behind: tuple[str, ...] = ("*",)
    note: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Concepts by identifier, with the tables that keep their labels from lying.

    Attributes:
        names: the vocabularies it was put together from, in order.
        concepts: every concept by its identifier.
        decoys: wordings in which a label does not mean its concept.
        contexts: words that a label needs or cannot stand beside.
        short_places: places by their one-character names.
    """

    names: tuple[str, ...]
    concepts: Mapping[str, Concept]
    decoys: tuple[Decoy, ...] = ()
    contexts: tuple[ContextRule, ...] = ()
    short_places: tuple[ShortPlace, ...] = ()

    def labels(self) -> Iterator[Label]:
        """Give every label of every concept."""
        for concept in self.concepts.values():
            yield from concept.labels()

    def narrower(self, concept_id: str) -> Iterator[str]:
        """Give the concepts right below one, which is their ``broader``."""
        return (c.concept_id for c in self.concepts.values() if concept_id in c.broader)

    def related_to(self, concept_id: str) -> list[str]:
        """Give the concepts related to one, whichever of the two rows says so."""
        there = [c.concept_id for c in self.concepts.values() if concept_id in c.related]
        return list(dict.fromkeys((*self.concepts[concept_id].related, *there)))

    @cached_property
    def digest(self) -> str:
        """A hash that changes when anything that linking depends on changes (hexadecimal)."""
        hasher = hashlib.sha256()
        columns = [field.name for field in fields(Concept) if field.name != "where"]
        for concept in self.concepts.values():
            values = [getattr(concept, column) for column in columns]
            hasher.update(repr(values).encode("utf-8", "surrogatepass"))
        for rules in (self.decoys, self.contexts, self.short_places):
            hasher.update(repr([tuple(rule) for rule in rules]).encode("utf-8", "surrogatepass"))
        return hasher.hexdigest()

    @cached_property
    def version(self) -> str:
        """The names and the beginning of the digest, to stand in a table's metadata."""
        return f"{'+'.join(self.names)}@{self.digest[:12]}"
