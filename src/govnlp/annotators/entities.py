"""Entities that are known by their characters, and one list made of several."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

USER_DATA = "govnlp_entities"
"""The key of ``doc.user_data`` under which a Doc may say more of its entities than ``ents`` can:
whose each one is, and where it lies if it ends inside a word."""

MergeRule = Literal["first", "longest", "agreement"]


class Entity(NamedTuple):
    """An entity: ``start`` and ``end`` (code points, exclusive), its label, who found it."""

    start: int
    end: int
    label: str
    source: str


def entities_of(doc: "Doc", source: str) -> list[Entity]:
    """Give the entities of an annotated Doc in order of the text, white space at their ends off.

    Args:
        doc: what an annotator gave.
        source: the annotator's name, for entities of which the Doc does not say who found them.
    """
    found: Iterable[Entity] | None = doc.user_data.get(USER_DATA)
    if found is None:
        found = (Entity(ent.start_char, ent.end_char, ent.label_, source) for ent in doc.ents)
    text = doc.text
    return [
        entity._replace(start=start, end=end)
        for entity in found
        for start, end in [trimmed(text, entity.start, entity.end)]
        if start < end
    ]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave white space off both ends of a span.

    >>> trimmed(" the UN ", 0, 8)
    (1, 7)
    """
    inner = text[start:end]
    return end - len(inner.lstrip()), start + len(inner.rstrip())


def merge_entities(found: Sequence[Sequence[Entity]], rule: MergeRule) -> list[Entity]:
    """Make one list of entities, none of which overlaps another, from those of several annotators.

    What several annotators find alike, by span and label, is one entity; its source names them
    all, joined by ``+``. Then, of entities that overlap, one is kept:

    - ``first``: that of the annotator that stands first; of one annotator's own, the longer one.
    - ``longest``: the one with the most code points; of equals, that of the annotator that stands
      first.
    - ``agreement``: as ``first``, among those that at least two annotators find alike.

    Args:
        found: one list an annotator, in the order of the settings.
        rule: which entities to keep.

    Returns:
        Entities in order of the text.

    >>> short, long = Entity(4, 18, "ORG", "a"), Entity(4, 35, "ORG", "b")
    >>> [entity.source for entity in merge_entities([[short], [long]], "first")]
    ['a']
    >>> [entity.source for entity in merge_entities([[short], [long]], "longest")]
    ['b']
    """
    sources: dict[tuple[int, int, str], list[tuple[int, str]]] = {}
    for rank, entities in enumerate(found):
        for start, end, label, source in entities:
            witnesses = sources.setdefault((start, end, label), [])
            if all(source != name for _, name in witnesses):
                witnesses.append((rank, source))
    wanted = 2 if rule == "agreement" else 1
    candidates = [
        (witnesses[0][0], Entity(*key, "+".join(name for _, name in witnesses)))
        for key, witnesses in sources.items()
        if len(witnesses) >= wanted
    ]

    def preference(candidate: tuple[int, Entity]) -> tuple[int, int, int]:
        rank, entity = candidate
        shortness = entity.start - entity.end
        first, second = (shortness, rank) if rule == "longest" else (rank, shortness)
        return first, second, entity.start

    kept: list[Entity] = []
    for _, entity in sorted(candidates, key=preference):
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return sorted(kept)
