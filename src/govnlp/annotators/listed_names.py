"""Listed names as entities of any annotator, wherever the text has them word for word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import ahocorasick_rs

from govnlp.annotators.entities import USER_DATA, Entity, entities_of
from govnlp.annotators.known_names import Names, names_digest
from govnlp.text.folding import fold_layout, fold_typography, simplify

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from govnlp.annotators.protocol import Annotator

SOURCE = "names"
"""What stands in ``entities.source`` for a listed name."""

_POSSESSIVE = re.compile(r"['’][sS]?$")


class ListedNamesAnnotator:
    """An annotator whose entities are mended by a list of names.

    A name is found where the text has it word for word, from the beginning of a token to the
    end of one; wrapped lines and ways to write dashes, quotation marks and dots do not count,
    nor, in Chinese, Traditional characters. Of listed names that overlap, the longest is taken.

    Args:
        annotator: finds everything else.
        names: the names of its language, as `govnlp.annotators.known_names.names_of` gives them.
    """

    def __init__(self, annotator: "Annotator", names: Names) -> None:
        self.annotator = annotator
        self.lang = annotator.lang
        self.name = annotator.name
        self.version = f"{annotator.version} {names_digest(names)}"
        self._types = [*names.values()]
        self._automaton = ahocorasick_rs.AhoCorasick([fold_typography(name) for name in names])

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator["Doc"]:
        """Annotate texts; see `govnlp.annotators.protocol.Annotator.pipe`.

        ``doc.user_data["govnlp_entities"]`` says of each entity whether it was listed.
        """
        for doc in self.annotator.pipe(texts, batch_size=batch_size):
            if listed := self._listed(doc):
                _put(doc, with_listed(doc.text, entities_of(doc, self.name), listed))
            yield doc

    def _listed(self, doc: "Doc") -> list[Entity]:
        text = fold_layout(doc.text)
        searched = fold_typography(simplify(text.text) if self.lang == "zh" else text.text)
        matches = self._automaton.find_matches_as_indexes(searched, overlapping=True)
        if not matches:
            return []
        words = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
        starts, ends = {start for start, _ in words}, {end for _, end in words}
        found = (
            Entity(*text.source_span(first, last), self._types[number], SOURCE)
            for number, first, last in matches
        )
        return _longest([name for name in found if name.start in starts and name.end in ends])


def with_listed(text: str, found: Sequence[Entity], listed: Sequence[Entity]) -> list[Entity]:
    """Put listed names among the entities that were found.

    A listed name replaces entities that it overlaps, unless it lies inside a longer one; a
    possessive ending makes none longer.

    Args:
        text: what the offsets count in.
        found: entities, none of which overlaps another.
        listed: listed names, likewise.

    Returns:
        Entities in order of the text; one that was also found names its finder too.

    >>> found = [Entity(4, 35, "ORG", "a"), Entity(44, 53, "ORG", "a")]
    >>> text = "The United Nations Security Council thanked Ada Obi's team."
    >>> listed = [Entity(4, 18, "ORG", "names"), Entity(44, 51, "PER", "names")]
    >>> [text[start:end] for start, end, _, _ in with_listed(text, found, listed)]
    ['United Nations Security Council', 'Ada Obi']
    """
    longer = [
        entity
        for entity in found
        if all(_apart(entity, name) or _inside(text, name, entity) for name in listed)
    ]
    names = [name for name in listed if not any(_inside(text, name, entity) for entity in longer)]
    others = [entity for entity in longer if all(_apart(entity, name) for name in names)]
    return sorted([*others, *(_with_finders(name, found) for name in names)])


def _apart(entity: Entity, other: Entity) -> bool:
    return entity.end <= other.start or other.end <= entity.start


def _inside(text: str, name: Entity, entity: Entity) -> bool:
    if name.start < entity.start or name.end > entity.end:
        return False
    without_possessive = len(_POSSESSIVE.sub("", text[entity.start : entity.end]))
    ends = (entity.end, entity.start + without_possessive)
    return name.start > entity.start or name.end not in ends


def _with_finders(name: Entity, found: Sequence[Entity]) -> Entity:
    finders = [entity.source for entity in found if entity[:3] == name[:3]]
    return name._replace(source="+".join([*finders, SOURCE]))


def _longest(names: Sequence[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        if all(_apart(name, other) for other in kept):
            kept.append(name)
    return kept


def _put(doc: "Doc", entities: list[Entity]) -> None:
    there = {(ent.start_char, ent.end_char, ent.label_): ent for ent in doc.ents}
    doc.user_data[USER_DATA] = entities
    on_words = (
        there.get(entity[:3]) or doc.char_span(entity.start, entity.end, entity.label)
        for entity in entities
    )
    doc.ents = tuple(span for span in on_words if span is not None)
