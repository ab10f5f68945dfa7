"""All labels of a vocabulary, ready to be found in text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from govnlp.linking.abbreviations import spellings_of_abbreviation
from govnlp.text.folding import fold_typography
from govnlp.vocabulary import chinese, english
from govnlp.vocabulary.concepts import Role, Vocabulary
from govnlp.vocabulary.labels import label_key, looks_like_abbreviation


class Entry(NamedTuple):
    """One label as the matcher holds it.

    Attributes:
        label: the label as the vocabulary writes it.
        folded: the label to compare with: typography folded, without an article before it.
        concept_id: the concept.
        kind: its kind.
        role: preferred, alternative, abbreviation or demonym.
    """

    label: str
    folded: str
    concept_id: str
    kind: str
    role: Role

    @property
    def is_name(self) -> bool:
        """Whether the label is a proper name, which keeps its number and its capital."""
        return self.kind != "concept"


class Keys:
    """Keys to find in a text, with what each of them stands for."""

    def __init__(self, entries_by_key: dict[str, list[Entry]]) -> None:
        self._entries_by_key = entries_by_key
        self._entries = list(entries_by_key.values())
        self._automaton = _build(entries_by_key)

    def items(self) -> Iterator[tuple[str, Sequence[Entry]]]:
        """Give each key with what stands under it."""
        return iter(self._entries_by_key.items())

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Give every occurrence of every key: number of the key, start, end."""
        if self._automaton is None:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(
            text, overlapping=True
        )
        return found

    def entries(self, number: int) -> Sequence[Entry]:
        """Give what stands under the key of that number."""
        return self._entries[number]

    def lookup(self, key: str) -> Sequence[Entry]:
        """Give what stands under a key; nothing if there is no such key."""
        return self._entries_by_key.get(key, ())


class Decoys:
    """Wordings in which labels do not mean their concepts."""

    def __init__(self, labels_by_key: dict[str, set[str]]) -> None:
        self._labels = list(labels_by_key.values())
        self._automaton = _build(labels_by_key)

    def find(self, text: str) -> list[tuple[set[str], int, int]]:
        """Give every decoy of a text: the keys of the labels it disarms, start, end."""
        if self._automaton is None:
            return []
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(self._labels[number], start, end) for number, start, end in found]


class LabelIndex:
    """Every label of a vocabulary under its key, by the way it is searched.

    Attributes:
        english: English labels under their word keys.
        chinese: Chinese labels under their folded characters.
        abbreviations: labels whose case counts, as they are written.
        forms_of_other_meaning: by the key of an English label, the forms of it that mean something
            else ("developments").
        english_decoys: English wordings in which a label lies.
        chinese_decoys: Chinese ones.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        english_keys: dict[str, list[Entry]] = {}
        chinese_keys: dict[str, list[Entry]] = {}
        abbreviations: dict[str, list[Entry]] = {}
        kinds = {concept_id: concept.kind for concept_id, concept in vocabulary.concepts.items()}
        for label in vocabulary.labels():
            folded = english.ARTICLE.sub("", fold_typography(label.text), count=1)
            entry = Entry(label.text, folded, label.concept_id, kinds[label.concept_id], label.role)
            if chinese.HAN.search(label.text):
                key = chinese.label_key(label.text)
                if len(key) > 1:  # one character names nothing by itself: see short_forms
                    _add(chinese_keys, key, entry)
            elif label.role == "abbr" or looks_like_abbreviation(folded):
                for spelling in spellings_of_abbreviation(folded):
                    _add(abbreviations, spelling, entry)
            else:
                _add(english_keys, english.label_key(label.text), entry)
                if label.role == "demonym":  # "Iraqis" is cut like "crisis", not like "Serbs"
                    people = english.label_key(f"{label.text}s")
                    if people != english.label_key(label.text):
                        _add(english_keys, people, entry)
        self.english = Keys(english_keys)
        self.chinese = Keys(chinese_keys)
        self.abbreviations = Keys(abbreviations)
        self.forms_of_other_meaning = _forms_of_other_meaning(vocabulary)
        self.english_decoys = Decoys(_decoys(vocabulary, "en"))
        self.chinese_decoys = Decoys(_decoys(vocabulary, "zh"))


def _add(entries_by_key: dict[str, list[Entry]], key: str, entry: Entry) -> None:
    if key:
        entries_by_key.setdefault(key, []).append(entry)


def _decoys(vocabulary: Vocabulary, lang: str) -> dict[str, set[str]]:
    decoys: dict[str, set[str]] = {}
    short = {place.character for place in vocabulary.short_places}
    for rule in vocabulary.decoys:
        if rule.lang == lang and (key := label_key(rule.decoy)):
            label = rule.label if rule.label == "*" else label_key(rule.label)
            # A label of short forms (中非) stands for each of them.
            parts = set(label) if set(label) <= short else {label}
            decoys.setdefault(key, set()).update(parts)
    return decoys


def _forms_of_other_meaning(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Give the decoys that are no longer than their label: another number of it."""
    forms: dict[str, set[str]] = {}
    for rule in vocabulary.decoys:
        key = english.label_key(rule.decoy) if rule.lang == "en" else ""
        if key and key == english.label_key(rule.label):
            forms.setdefault(key, set()).add(english.spelling(rule.decoy))
    return forms


def _build(keys: Iterable[str]) -> AhoCorasick | None:
    patterns = list(keys)
    if not patterns:
        return None
    return AhoCorasick(
        patterns,
        matchkind=MatchKind.Standard,
        store_patterns=False,
        implementation=Implementation.ContiguousNFA,
    )
