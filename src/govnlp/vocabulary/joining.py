"""One concept under the identifiers of several vocabularies.

A row whose ``same_as`` has the identifier of a concept of a vocabulary named before it is *joined*
to that concept: its labels and identifiers are added there, references to it lead there, and it is
no concept of its own. So several vocabularies stand beside each other without claiming a label
twice.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from govnlp.vocabulary import english
from govnlp.vocabulary.concepts import Concept, Label, Vocabulary
from govnlp.vocabulary.labels import label_key, same_label

OWN_URI = "urn:govnlp:"
"""What stands before identifiers of ours where another scheme names them as URIs."""

_COLUMNS = {
    ("en", "pref"): "alt_en",
    ("en", "alt"): "alt_en",
    ("en", "abbr"): "abbr_en",
    ("en", "demonym"): "demonym_en",
    ("zh", "pref"): "alt_zh",
    ("zh", "alt"): "alt_zh",
    ("zh", "abbr"): "abbr_zh",
}


class Joins(NamedTuple):
    """What `find_joins` found.

    Attributes:
        vocabulary: the imported vocabulary, joined concepts with the identifier of ours in
            ``same_as``, and without labels that another concept of ours has.
        joined: the concept of ours by the imported one.
        undecided: for concepts that fit several of ours, or that the languages disagree on, those.
        dropped: for joined concepts, labels left out because another concept of ours has them.
    """

    vocabulary: Vocabulary
    joined: Mapping[str, str]
    undecided: Mapping[str, tuple[str, ...]]
    dropped: Mapping[str, tuple[str, ...]]


def find_joins(imported: Vocabulary, ours: Vocabulary) -> Joins:
    """Tie the concepts of a vocabulary to those of ours that are the same.

    They are the same if they share an identifier (``same_as``: exactMatch, Wikidata, IPTC), or
    else if the preferred labels of the imported one are labels of ours: of one concept, in each
    language in which ours has the label at all, and names with names. Nothing is guessed.
    """
    by_identifier = _by_identifier(ours)
    by_label = _by_label(ours)
    concepts: dict[str, Concept] = {}
    joined: dict[str, str] = {}
    undecided: dict[str, tuple[str, ...]] = {}
    dropped: dict[str, tuple[str, ...]] = {}
    for concept_id, concept in imported.concepts.items():
        concepts[concept_id] = concept
        if concept_id in ours.concepts:
            continue  # it corrects the row of ours
        fitting = _fitting(concept, by_identifier, by_label)
        if len(fitting) > 1:
            undecided[concept_id] = fitting
        elif fitting:
            joined[concept_id] = fitting[0]
            concepts[concept_id], lost = _without_claimed(concept, fitting[0], by_label)
            if lost:
                dropped[concept_id] = lost
    return Joins(replace(imported, concepts=concepts), joined, undecided, dropped)


def join_all(
    concepts: Mapping[str, Concept], part: Vocabulary
) -> tuple[dict[str, Concept], Vocabulary]:
    """Add a vocabulary to the concepts of those before it.

    Returns:
        The concepts, joined ones merged; and the vocabulary, its rules speaking of the concepts
        that its own were joined to.
    """
    targets = {
        concept.concept_id: target
        for concept in part.concepts.values()
        if (target := _target(concept, concepts)) is not None
    }
    merged = dict(concepts)
    if not targets:
        merged.update(part.concepts)
        return merged, part
    for concept_id, concept in part.concepts.items():
        if concept_id in targets:
            merged[targets[concept_id]] = _merge(merged[targets[concept_id]], concept)
        else:
            merged[concept_id] = replace(
                concept,
                broader=_renamed(concept.broader, targets, concept_id),
                related=_renamed(concept.related, targets, concept_id),
            )
    return merged, replace(
        part,
        contexts=tuple(
            rule._replace(concept_id=targets.get(rule.concept_id, rule.concept_id))
            for rule in part.contexts
        ),
        short_places=tuple(
            place._replace(concept_id=targets.get(place.concept_id, place.concept_id))
            for place in part.short_places
        ),
    )


def _target(concept: Concept, concepts: Mapping[str, Concept]) -> str | None:
    if concept.concept_id in concepts:
        return None
    for identifier in concept.same_as:
        if (own := identifier.removeprefix(OWN_URI)) in concepts:
            return own
    return None


def _renamed(ids: Sequence[str], targets: Mapping[str, str], concept_id: str) -> tuple[str, ...]:
    renamed = dict.fromkeys(targets.get(other, other) for other in ids)
    renamed.pop(concept_id, None)
    return tuple(renamed)


def _merge(ours: Concept, other: Concept) -> Concept:
    """Add the labels and identifiers of a joined concept; its place in the tree is ours."""
    known = list(ours.labels())
    added: dict[str, list[str]] = defaultdict(list)
    for label in other.labels():
        label = label._replace(concept_id=ours.concept_id)
        if any(same_label(label, mine) for mine in known):
            continue
        known.append(label)
        column = _COLUMNS[label.lang, label.role]
        added["alt_zh_hant" if label.text in other.alt_zh_hant else column].append(label.text)
    columns: dict[str, Any] = {
        column: (*getattr(ours, column), *texts) for column, texts in added.items()
    }
    identifiers = [i for i in other.same_as if i.removeprefix(OWN_URI) != ours.concept_id]
    columns["same_as"] = tuple(dict.fromkeys((*ours.same_as, *identifiers)))
    return replace(ours, **columns)


def _by_identifier(ours: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for concept_id, concept in ours.concepts.items():
        for identifier in (concept_id, *concept.same_as):
            found[identifier].append(concept_id)
    return found


def _by_label(ours: Vocabulary) -> dict[tuple[str, str], list[Label]]:
    found: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in ours.labels():
        found[label.lang, label_key(label.text)].append(label)
    return found


def _fitting(
    concept: Concept,
    by_identifier: Mapping[str, Sequence[str]],
    by_label: Mapping[tuple[str, str], Sequence[Label]],
) -> tuple[str, ...]:
    """Give the concepts of ours that an imported one could be: one if it is clear."""
    identified = {
        own
        for identifier in concept.same_as
        for own in by_identifier.get(identifier.removeprefix(OWN_URI), ())
    }
    if identified:
        return tuple(sorted(identified))
    by_language = [
        found
        for lang, text in (("en", concept.pref_en), ("zh", concept.pref_zh))
        if text and (found := set(_called(concept, lang, text, by_label)))
    ]
    if not by_language:
        return ()
    common = set.intersection(*by_language)
    return tuple(sorted(common or set.union(*by_language)))


def _called(
    concept: Concept, lang: str, text: str, by_label: Mapping[tuple[str, str], Sequence[Label]]
) -> Iterator[str]:
    """Give the concepts of ours that have a label; a name is none for a general concept."""
    for label in by_label.get((lang, label_key(text)), ()):
        is_name = not label.concept_id.startswith("concept/")
        if lang == "en" and english.classify(text, label.text, is_name=is_name) is None:
            continue
        if (concept.kind != "concept") <= is_name:
            yield label.concept_id


def _without_claimed(
    concept: Concept, target: str, by_label: Mapping[tuple[str, str], Sequence[Label]]
) -> tuple[Concept, tuple[str, ...]]:
    """Tie a concept to ours, and leave out its labels that other concepts of ours have."""
    claimed = {
        label.text
        for label in concept.labels()
        for mine in by_label.get((label.lang, label_key(label.text)), ())
        if mine.concept_id != target
    }
    columns: dict[str, Any] = {
        column: tuple(text for text in getattr(concept, column) if text not in claimed)
        for column in ("alt_en", "abbr_en", "alt_zh", "abbr_zh", "alt_zh_hant", "demonym_en")
    }
    for column in ("pref_en", "pref_zh"):
        columns[column] = "" if getattr(concept, column) in claimed else getattr(concept, column)
    columns["same_as"] = (*concept.same_as, target)
    return replace(concept, **columns), tuple(sorted(claimed))
