"""Names as the annotator and the vocabulary together read them.

A label of the vocabulary was written down by a person, an annotator guesses from context; but an
annotator sees names that no vocabulary has. So, with a *sure* link one of a name whose wording
the vocabulary has (no fuzzy match, no shared head word), scored at least `SURE`:

1. A sure link is a name; its kind says the type, whatever the annotator says ("African Union" is
   an organization, 北约 no place).
2. An entity inside a sure link, or across its border, gives way to it ("African" in "African
   Union").
3. An entity that holds a sure link and more keeps its bounds and type ("African Union Commission"
   is another name than the one the vocabulary has); the link in it stays a mention and is no name.
4. An entity on the bounds of a sure link to a general concept is no name ("Human Rights").
5. Any other entity stays as the annotator has it, with the concept of a link on its bounds if
   there is one.

A leading article makes no difference between bounds.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govnlp.linking.candidates import Entity
from govnlp.linking.linker import Link
from govnlp.vocabulary.english import ARTICLE

SURE = 0.8
_BY_WORDING = frozenset(("exact", "folded", "inflected", "abbreviation", "defined", "short"))
LABELS = {
    "person": "PER",
    "organization": "ORG",
    "place": "LOC",
    "document": "DOC",
    "event": "EVENT",
}
"""The type of a name by the kind of its concept."""


class Name(NamedTuple):
    """A name in a document.

    Attributes:
        start: where it begins in the document (code points).
        end: where it ends, exclusive.
        label: its type.
        concept_id: its concept; None if the vocabulary has none.
        entity_label: the type that the annotator gave to just these bounds; None if none.
        decided_by: ``both``, ``vocabulary`` or ``annotator``.
    """

    start: int
    end: int
    label: str
    concept_id: str | None
    entity_label: str | None
    decided_by: str


def reconcile(text: str, entities: Iterable[Entity], links: Sequence[Link]) -> list[Name]:
    """Give the names of a passage, in order.

    Args:
        text: the document.
        entities: what the annotator found in the passage.
        links: the mentions of the passage.
    """
    found = [Entity(*_without_article(text, e.start, e.end), e.label) for e in entities]
    sure = [link for link in links if link.score >= SURE and link.match in _BY_WORDING]
    names = _outermost([link for link in sure if link.kind in LABELS])
    concepts = {(link.start, link.end) for link in sure if link.kind not in LABELS}
    linked = {(link.start, link.end): link.concept_id for link in links if link.kind in LABELS}
    labels = {(entity.start, entity.end): entity.label for entity in found}
    longer = [
        entity
        for entity in found
        if all(_holds(entity, link) or not _touches(entity, link) for link in names)
        and (entity.start, entity.end) not in concepts
    ]
    kept = [
        _name_of(link, labels.get((link.start, link.end)))
        for link in names
        if not any(_touches(entity, link) for entity in longer)
    ]
    kept += [
        Name(e.start, e.end, e.label, linked.get((e.start, e.end)), e.label, "annotator")
        for e in longer
    ]
    return sorted(kept)


def _name_of(link: Link, entity_label: str | None) -> Name:
    label = LABELS[link.kind]
    decided_by = "both" if entity_label == label else "vocabulary"
    return Name(link.start, link.end, label, link.concept_id, entity_label, decided_by)


def _outermost(links: Sequence[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in sorted(links, key=lambda link: (link.start, -link.end)):
        if not kept or link.start >= kept[-1].end:
            kept.append(link)
    return kept


def _touches(entity: Entity, link: Link) -> bool:
    return entity.start < link.end and link.start < entity.end


def _holds(entity: Entity, link: Link) -> bool:
    """Whether an entity holds a link and more."""
    inside = entity.start <= link.start and link.end <= entity.end
    return inside and (entity.start, entity.end) != (link.start, link.end)


def _without_article(text: str, start: int, end: int) -> tuple[int, int]:
    article = ARTICLE.match(text[start:end])
    return (start + article.end() if article else start), end
