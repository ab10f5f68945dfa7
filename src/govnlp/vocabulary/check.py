"""What `govnlp vocab check` looks for in a vocabulary.

A doubled identifier is found earlier, when the vocabulary is read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from govnlp.text.folding import simplify
from govnlp.vocabulary import chinese, english
from govnlp.vocabulary.concepts import Concept, Label, Vocabulary
from govnlp.vocabulary.cycles import find_cycles
from govnlp.vocabulary.labels import has_case, label_key, same_label

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Problem(NamedTuple):
    """Something wrong in a vocabulary.

    Attributes:
        where: the file and line, or the table of rules.
        rule: the rule that is broken, as a short fixed name.
        message: what exactly is wrong and what to do.
    """

    where: str
    rule: str
    message: str


def check_vocabulary(vocabulary: Vocabulary) -> list[Problem]:
    """Give everything that is wrong with a vocabulary, in the order of its rows."""
    problems: list[Problem] = []
    for concept in vocabulary.concepts.values():
        problems += _identifier(concept)
        problems += _languages(concept)
        problems += _references(vocabulary, concept)
        problems += _scripts(concept)
        problems += _same_labels(concept)
    problems += _cycles(vocabulary)
    problems += _shared_labels(vocabulary)
    problems += _rules(vocabulary)
    return problems


def _identifier(concept: Concept) -> Iterator[Problem]:
    kind, _, slug = concept.concept_id.partition("/")
    if kind != concept.kind or not _SLUG.fullmatch(slug):
        yield Problem(
            concept.where,
            "identifier",
            f"{concept.concept_id!r} is not {concept.kind}/ and lower-case words with hyphens",
        )


def _languages(concept: Concept) -> Iterator[Problem]:
    for column in ("pref_en", "pref_zh"):
        if not getattr(concept, column):
            yield Problem(
                concept.where, "missing language", f"{concept.concept_id}: {column} is empty"
            )


def _references(vocabulary: Vocabulary, concept: Concept) -> Iterator[Problem]:
    for column in ("broader", "related"):
        for target in getattr(concept, column):
            if target not in vocabulary.concepts or target == concept.concept_id:
                yield Problem(
                    concept.where,
                    "dead reference",
                    f"{concept.concept_id}: {column} {target!r} is no other concept",
                )


def _scripts(concept: Concept) -> Iterator[Problem]:
    def problem(column: str, label: str, what: str) -> Problem:
        return Problem(concept.where, "script", f"{concept.concept_id}: {column} {label!r} {what}")

    for column in ("pref_zh", "alt_zh", "abbr_zh"):
        value = getattr(concept, column)
        for label in (value,) if isinstance(value, str) else value:
            if simplify(label) != label:
                yield problem(column, label, "has Traditional characters: write it in Simplified")
    for label in concept.alt_zh_hant:
        only_simplified = [char for char in label if not _in_traditional_use(char)]
        if only_simplified:
            found = "".join(only_simplified)
            yield problem("alt_zh_hant", label, f"has Simplified characters: {found}")
    for column in ("pref_en", "alt_en", "abbr_en", "demonym_en"):
        value = getattr(concept, column)
        for label in (value,) if isinstance(value, str) else value:
            if chinese.HAN.search(label):
                yield problem(column, label, "has Han characters in an English column")


def _in_traditional_use(char: str) -> bool:
    if not chinese.HAN.match(char):
        return True
    try:
        char.encode("big5hkscs")
    except UnicodeEncodeError:
        return simplify(char) != char
    return True


def _same_labels(concept: Concept) -> Iterator[Problem]:
    labels = list(concept.labels())
    for number, label in enumerate(labels):
        for other in labels[:number]:
            if same_label(label, other):
                yield Problem(
                    concept.where,
                    "same label",
                    f"{concept.concept_id}: {label.text!r} is found as {other.text!r} already",
                )
                break


def _cycles(vocabulary: Vocabulary) -> Iterator[Problem]:
    parents = {concept.concept_id: concept.broader for concept in vocabulary.concepts.values()}
    for cycle in find_cycles(parents):
        where = vocabulary.concepts[cycle[0]].where
        yield Problem(where, "cycle", " -> ".join((*cycle, cycle[0])))


def _shared_labels(vocabulary: Vocabulary) -> Iterator[Problem]:
    guarded = {
        (rule.concept_id, label_key(rule.label) if rule.label else "")
        for rule in vocabulary.contexts
    }
    claims: dict[tuple[str, str], dict[str, Label]] = defaultdict(dict)
    for label in vocabulary.labels():
        key = label.text if has_case(label) else label_key(label.text)
        claims[label.lang, key].setdefault(label.concept_id, label)
    for labels in claims.values():
        free = [
            concept_id
            for concept_id, label in labels.items()
            if not {(concept_id, ""), (concept_id, label_key(label.text))} & guarded
        ]
        if len(labels) > 1 and len(free) > 1 and not _differ_by_number(vocabulary, labels):
            last = vocabulary.concepts[free[-1]]
            texts = " and ".join(f"{labels[c].text!r} of {c}" for c in labels)
            yield Problem(
                last.where, "shared label", f"{texts}: contexts.csv has no rule to choose"
            )


def _differ_by_number(vocabulary: Vocabulary, labels: dict[str, Label]) -> bool:
    """Names keep their number: "Human Rights Council" does not share "human rights councils"."""
    texts = [label.text for label in labels.values()]
    names = [vocabulary.concepts[concept_id].kind != "concept" for concept_id in labels]
    if not any(names) or any(chinese.HAN.search(text) for text in texts):
        return False
    return all(
        english.classify(a, b, is_name=True) is None
        for number, a in enumerate(texts)
        for b in texts[:number]
    )


def _rules(vocabulary: Vocabulary) -> Iterator[Problem]:
    keys = {label_key(label.text) for label in vocabulary.labels()}
    short = {place.character for place in vocabulary.short_places}
    for rule in vocabulary.contexts:
        if rule.concept_id not in vocabulary.concepts:
            yield Problem("contexts.csv", "dead reference", f"{rule.concept_id!r} is no concept")
        elif rule.label and label_key(rule.label) not in {
            label_key(label.text) for label in vocabulary.concepts[rule.concept_id].labels()
        }:
            yield Problem(
                "contexts.csv",
                "dead reference",
                f"{rule.label!r} is no label of {rule.concept_id}",
            )
    for place in vocabulary.short_places:
        if place.concept_id not in vocabulary.concepts:
            yield Problem(
                "short_places.csv", "dead reference", f"{place.concept_id!r} is no concept"
            )
    for decoy in vocabulary.decoys:
        known = decoy.label == "*" or label_key(decoy.label) in keys or set(decoy.label) <= short
        if not known:
            yield Problem(
                "decoys.csv", "dead reference", f"{decoy.label!r} is no label of any concept"
            )
