"""Entities by exact span and type, as Universal NER counts them."""

from collections.abc import Iterable, Sequence

from govnlp.evaluation.conll import TaggedSentence
from govnlp.evaluation.scores import Score, compare

TYPES = ("PER", "ORG", "LOC")

Entity = tuple[int, int, str]


def tagged_entities(sentences: Sequence[TaggedSentence]) -> list[Entity]:
    """Return start, end and type of the entities of one text.

    Offsets count its characters without white space. Types other than PER, ORG and LOC are
    left out; an ``I-`` tag that continues nothing begins an entity.
    """
    entities: list[Entity] = []
    offset = 0
    open_type = ""
    for sentence in sentences:
        open_type = ""
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            end = offset + sum(not char.isspace() for char in word)
            prefix, _, kind = tag.partition("-")
            kind = kind if kind in TYPES else ""
            if kind and prefix == "I" and kind == open_type:
                entities[-1] = (entities[-1][0], end, kind)
            elif kind:
                entities.append((offset, end, kind))
            open_type = kind
            offset = end
    return entities


def compare_entities(gold: Iterable[Entity], system: Iterable[Entity]) -> dict[str, Score]:
    """Score one text: ``all`` types, each type, and ``untyped`` (the span alone)."""
    gold, system = list(gold), [entity for entity in system if entity[2] in TYPES]
    scores = {"all": compare(gold, system)}
    for kind in TYPES:
        scores[kind] = compare(
            [entity for entity in gold if entity[2] == kind],
            [entity for entity in system if entity[2] == kind],
        )
    scores["untyped"] = compare([entity[:2] for entity in gold], [entity[:2] for entity in system])
    return scores
