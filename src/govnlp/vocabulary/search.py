"""Find concepts by what they are called, in either language."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from govnlp.errors import InputError
from govnlp.text.folding import fold_typography
from govnlp.vocabulary import chinese, english
from govnlp.vocabulary.concepts import Concept, Label, Role, Vocabulary
from govnlp.vocabulary.writing import FILES_BY_KIND

WAYS = ("exact", "prefix", "inside", "fuzzy")
"""How a label can answer a query, best first."""

_ROLES: tuple[Role, ...] = ("pref", "abbr", "alt", "demonym")
_LEAST_LIKENESS = 0.45


class Hit(NamedTuple):
    """A concept that answers a query.

    Attributes:
        concept_id: the concept.
        label: its label that answers best.
        way: ``exact`` (the same but for script, case, spelling and number), ``prefix``,
            ``inside`` (from the beginning of a word on, in English) or ``fuzzy``.
        likeness: the share of character pairs that query and label have in common (0 to 1).
    """

    concept_id: str
    label: Label
    way: str
    likeness: float


def search(
    vocabulary: Vocabulary, query: str, *, limit: int = 10, kinds: Sequence[str] = ()
) -> list[Hit]:
    """Find the concepts whose labels are most like a query, best first, one hit a concept.

    Args:
        vocabulary: where to search.
        query: a label or a part of one, in either language and any script.
        limit: how many hits to give at most.
        kinds: kinds of concepts to search; none stands for all.

    Raises:
        InputError: a kind is unknown.

    >>> from govnlp.vocabulary import load_vocabulary
    >>> search(load_vocabulary(), "人類安全", limit=1)[0].concept_id
    'concept/human-security'
    """
    for kind in kinds:
        if kind not in FILES_BY_KIND:
            raise InputError(f"{kind!r} is no kind; known: {', '.join(FILES_BY_KIND)}")
    wanted = _Query(query)
    best: dict[str, tuple[tuple[object, ...], Hit]] = {}
    short_names = (
        Label(place.character, "zh", "abbr", place.concept_id) for place in vocabulary.short_places
    )
    for label in chain(vocabulary.labels(), short_names):
        concept = vocabulary.concepts.get(label.concept_id)
        if concept is None or (kinds and concept.kind not in kinds):
            continue
        found = wanted.compare(label)
        if found is None:
            continue
        way, likeness = found
        hit = Hit(label.concept_id, label, way, likeness)
        rank = (WAYS.index(way), -likeness, _ROLES.index(label.role), label.concept_id)
        if label.concept_id not in best or rank < best[label.concept_id][0]:
            best[label.concept_id] = (rank, hit)
    return [hit for _, hit in sorted(best.values(), key=lambda ranked: ranked[0])[:limit]]


def find_concept(vocabulary: Vocabulary, concept_id: str) -> Concept:
    """Give the concept of an identifier.

    Raises:
        InputError: there is none; the message names those that it could be meant for.
    """
    concept = vocabulary.concepts.get(concept_id)
    if concept is not None:
        return concept
    kind, _, slug = concept_id.rpartition("/")
    kinds = [kind] if kind in FILES_BY_KIND else ()
    hits = search(vocabulary, slug.replace("-", " "), limit=3, kinds=kinds)
    near = ", ".join(hit.concept_id for hit in hits)
    hint = f"did you mean {near}?" if near else "govnlp vocab search finds concepts by label"
    raise InputError(f"no concept {concept_id!r} in {'+'.join(vocabulary.names)}; {hint}")


class _Query:
    def __init__(self, text: str) -> None:
        self.has_han = bool(chinese.HAN.search(text))
        self.by_language = {lang: _Folded.of(text, lang) for lang in ("en", "zh")}

    def compare(self, label: Label) -> tuple[str, float] | None:
        """Tell how a label answers, and how like it is; None if it does not."""
        lang = "zh" if chinese.HAN.search(label.text) else "en"
        if self.has_han and lang == "en":
            return None
        mine, other = self.by_language[lang], _Folded.of(label.text, lang)
        if not mine.text or not other.text:
            return None
        likeness = _likeness(mine.pairs, other.pairs)
        if mine.key == other.key:
            return "exact", 1.0
        if other.text.startswith(mine.text):
            return "prefix", likeness
        if (mine.text if lang == "zh" else f" {mine.text}") in other.text:
            return "inside", likeness
        return ("fuzzy", likeness) if likeness >= _LEAST_LIKENESS else None


class _Folded(NamedTuple):
    """A wording in the forms that are compared: as a key, as words, as pairs of characters."""

    key: str
    text: str
    pairs: frozenset[str]

    @classmethod
    def of(cls, text: str, lang: str) -> "_Folded":
        if lang == "zh":
            key = words = chinese.label_key(text)
        else:
            plain = english.ARTICLE.sub("", fold_typography(text).strip(), count=1)
            keys = english.split_words(plain).keys
            key, words = "".join(keys), " ".join(keys)
        return cls(key, words, frozenset(_pairs(words)))


def _pairs(text: str) -> Iterator[str]:
    """Character pairs, the edges included, each repetition as a pair of its own."""
    seen: dict[str, int] = {}
    edged = f"\N{SYMBOL FOR START OF TEXT}{text}\N{SYMBOL FOR END OF TEXT}"
    for first, second in pairwise(edged):
        pair = first + second
        seen[pair] = seen.get(pair, 0) + 1
        yield f"{pair}{seen[pair]}"


def _likeness(mine: frozenset[str], other: frozenset[str]) -> float:
    return round(2 * len(mine & other) / (len(mine) + len(other)), 3)
