"""How much speaks for two passages being translations of each other."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govnlp.alignment.passages import Feature, FeatureKind, Passage

Floats = npt.NDArray[np.float64]

# Measured on development data, statutes and United Nations documents: how often a feature of an
# English passage stands in its translation, how often one of a Chinese passage does, and how often
# a feature stands in a passage of another document.
_KEPT: dict[FeatureKind, tuple[float, float]] = {
    "concept": (0.65, 0.75),
    "number": (0.8, 0.9),
    "outline": (0.92, 0.92),
    "name": (0.7, 0.9),
}
_BY_CHANCE = 0.02
# Less than any rate above: a feature that stands everywhere speaks for no pair, nor against one.
_MOST_BY_CHANCE = 0.6
_PRIOR_PASSAGES = 5.0
"""How many passages of other documents the frequencies in this one are mixed with."""

# Chinese characters for each English one, both without white space: the mean of the logarithm, and
# how far that of one document may be from it; then the variance within a document, which is larger
# for short passages (Gale & Church 1993: the variance of a length is proportional to the length).
_LOG_RATIO = -1.25
_LOG_RATIO_RANGE = 0.35
_SPREAD = 0.025
_SPREAD_OF_ONE_CHAR = 1.5
_SPREAD_ANYWHERE = 0.5
_KIND_KEPT = 0.9


@dataclass(frozen=True)
class Weights:
    """What each feature of a document is worth.

    Attributes:
        shared: log-likelihood ratio of both passages having it, less what each costs alone.
        only_first: of the English passage having it and the Chinese not.
        only_second: of the Chinese passage having it and the English not.
    """

    shared: dict[Feature, float]
    only_first: dict[Feature, float]
    only_second: dict[Feature, float]


def weigh(first: Sequence[Passage], second: Sequence[Passage]) -> Weights:
    """Find what each feature is worth: the rarer it is in the document, the more."""
    counts_first, counts_second = _counts(first), _counts(second)
    weights = Weights({}, {}, {})
    for feature in counts_first.keys() | counts_second.keys():
        p_first = _rate(counts_first[feature], len(first))
        p_second = _rate(counts_second[feature], len(second))
        kept_first, kept_second = _KEPT[feature[0]]
        only_first = math.log((1 - kept_first) / (1 - p_second))
        only_second = math.log((1 - kept_second) / (1 - p_first))
        both = (math.log(kept_first / p_second) + math.log(kept_second / p_first)) / 2
        weights.only_first[feature] = only_first
        weights.only_second[feature] = only_second
        weights.shared[feature] = both - only_first - only_second
    return weights


def _counts(passages: Sequence[Passage]) -> Counter[Feature]:
    return Counter(feature for passage in passages for feature in passage.features)


def _rate(count: int, n_passages: int) -> float:
    rate = (count + _PRIOR_PASSAGES * _BY_CHANCE) / (n_passages + _PRIOR_PASSAGES)
    return min(rate, _MOST_BY_CHANCE)


class Evidence:
    """Scores an English passage against a row of Chinese ones.

    The score is a log-likelihood ratio: of the two passages if they translate each other, to that
    if they are two passages of one document that have nothing to do with each other. It adds up
    lengths (Gale & Church 1993, "A program for aligning sentences in bilingual corpora"; here the
    logarithm of their ratio), features that both or only one of them has (the rarer in the
    document, the heavier), and their kinds.
    """

    def __init__(self, second: Sequence[Passage], weights: Weights, lengths: "Lengths") -> None:
        self._weights = weights
        self._lengths = lengths
        self._chars = _n_chars(second)
        self._alone = np.asarray(
            [sum(weights.only_second[f] for f in passage.features) for passage in second],
            dtype=np.float64,
        )
        self._kinds = np.asarray([passage.kind for passage in second])
        holders: dict[Feature, list[int]] = defaultdict(list)
        for place, passage in enumerate(second):
            for feature in passage.features:
                holders[feature].append(place)
        self._holders = {feature: np.asarray(places) for feature, places in holders.items()}

    def row(self, passage: Passage, begin: int, end: int) -> Floats:
        """Score a passage against those of the other language from `begin` to `end`."""
        scores: Floats = self._alone[begin:end].copy()
        scores += sum(self._weights.only_first[feature] for feature in passage.features)
        for feature in passage.features:
            places = self._holders.get(feature)
            if places is not None:
                low, high = np.searchsorted(places, (begin, end))
                scores[places[low:high] - begin] += self._weights.shared[feature]
        scores += self._lengths.scores(passage.n_chars, self._chars[begin:end])
        same_kind = self._kinds[begin:end] == passage.kind
        scores += np.where(same_kind, 0.0, math.log((1 - _KIND_KEPT) / 0.5))
        return scores


@dataclass(frozen=True)
class Lengths:
    """Compares lengths of passages of a document, as logarithms of their ratios.

    Attributes:
        mean: expected for translations.
        mean_of_any: mean over any two passages.
        spread_of_any: variance over any two passages.
    """

    mean: float
    mean_of_any: float
    spread_of_any: float

    @classmethod
    def of(cls, first: Sequence[Passage], second: Sequence[Passage]) -> "Lengths":
        """Measure how lengths differ in a document."""
        chars = [_n_chars(passages) for passages in (first, second)]
        logs = [np.log(lengths) for lengths in chars]
        own = math.log(chars[1].sum() / chars[0].sum())
        # Halves of very different lengths are no translations as wholes, and tell nothing.
        is_usual = abs(own - _LOG_RATIO) < _LOG_RATIO_RANGE
        mean = (own + _LOG_RATIO) / 2 if is_usual else _LOG_RATIO
        n_passages = min(len(first), len(second))
        prior = _PRIOR_PASSAGES / (n_passages + _PRIOR_PASSAGES)
        mean_of_any = float(logs[1].mean() - logs[0].mean())
        spread = float(logs[0].var() + logs[1].var())
        return cls(
            mean,
            prior * mean + (1 - prior) * mean_of_any,
            prior * _SPREAD_ANYWHERE + (1 - prior) * max(spread, 2 * _SPREAD),
        )

    def scores(self, n_chars: int, others: Floats) -> Floats:
        """Score one length against others."""
        n_chars = max(n_chars, 1)
        log_ratios = np.log(others / n_chars)
        spread = _SPREAD + _SPREAD_OF_ONE_CHAR * (1 / n_chars + 1 / others) / 2
        translated = np.log(spread) + (log_ratios - self.mean) ** 2 / spread
        any_two = (
            math.log(self.spread_of_any) + (log_ratios - self.mean_of_any) ** 2 / self.spread_of_any
        )
        return np.asarray(np.clip((any_two - translated) / 2, -8.0, 3.0))


def _n_chars(passages: Sequence[Passage]) -> Floats:
    return np.asarray([max(passage.n_chars, 1) for passage in passages], dtype=np.float64)
