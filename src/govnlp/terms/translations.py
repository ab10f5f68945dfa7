"""Translations of phrases, from the passages that stand against each other."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from govnlp.terms.counting import ranges, slices_of_size, sum_by_key
from govnlp.terms.spans import Ints, global_spans, sorted_codes

MIN_PASSAGES = 2
"""Passages that must hold both phrases before one is proposed as the other's translation."""

MIN_SCORE = 0.3
"""Pairs less sure than this are not proposed."""

Floats = npt.NDArray[np.float64]


class Translation(NamedTuple):
    """A proposed translation.

    Attributes:
        lang: the other language.
        key: the key of the phrase in it.
        score: how sure it is, 0 to 1.
    """

    lang: str
    key: str
    score: float


def translations(
    noun_phrases: pa.Table, alignments: pa.Table
) -> dict[tuple[str, str], Translation]:
    """Propose translations of phrases that stand in aligned passages again and again.

    The score of two phrases is Dice's coefficient over aligned passages (as in Smadja, McKeown &
    Hatzivassiloglou 1996, "Translating collocations for bilingual lexicons"), times the share of
    pairs with such counts that chance does not explain: in a hundred long passages many phrases
    meet twice, in thousands of sentences hardly any. Each of the two must be the other's best, and
    a pair needs `MIN_PASSAGES`.

    Args:
        noun_phrases: ``noun_phrases``, of both languages.
        alignments: ``alignments``.

    Returns:
        The translation by language and key.
    """
    english, english_keys = _phrases_by_passage(noun_phrases, alignments, "en")
    chinese, chinese_keys = _phrases_by_passage(noun_phrases, alignments, "zh")
    pairs, together = _count_together(english, chinese, len(chinese_keys))
    pairs, together = pairs[together >= MIN_PASSAGES], together[together >= MIN_PASSAGES]
    if not len(pairs):
        return {}
    first, second = np.divmod(pairs, len(chinese_keys))
    alone_first = np.bincount(english[:, 1], minlength=len(english_keys))
    alone_second = np.bincount(chinese[:, 1], minlength=len(chinese_keys))
    dice = 2 * together / (alone_first[first] + alone_second[second])
    meeting = _meeting_by_chance(english[:, 0], chinese[:, 0])
    by_chance = _share_by_chance(alone_first, alone_second, first, second, together, meeting)
    scores = dice * (1 - by_chance)
    sure = scores >= MIN_SCORE
    pairs, first, second, scores = pairs[sure], first[sure], second[sure], scores[sure]
    # Best first; of equals, the one whose keys sort first.
    order = np.lexsort((pairs, -scores))
    best_of_first = _first_of_each(first[order])
    best_of_second = _first_of_each(second[order])
    found = {}
    for row in order[best_of_first & best_of_second]:
        en, zh = english_keys[first[row]], chinese_keys[second[row]]
        found["en", en] = Translation("zh", zh, float(scores[row]))
        found["zh", zh] = Translation("en", en, float(scores[row]))
    return found


def _phrases_by_passage(
    noun_phrases: pa.Table, alignments: pa.Table, lang: str
) -> tuple[Ints, list[str]]:
    """Give each phrase of each passage once, as rows of passage and key, sorted; and the keys."""
    rows = noun_phrases.filter(pc.equal(noun_phrases["lang"], lang))
    side = alignments.select(["doc_id", f"{lang}_start", f"{lang}_end"])
    phrases, passages = global_spans(rows, side.rename_columns(["doc_id", "start", "end"]))
    keys, names = sorted_codes(rows["key"])
    if not len(passages.starts):
        return np.zeros((0, 2), dtype=np.int64), names
    order = np.argsort(passages.starts, kind="stable")
    place = np.searchsorted(passages.starts[order], phrases.starts, side="right") - 1
    inside = (place >= 0) & (passages.ends[order][place] >= phrases.ends)
    found = np.stack([order[place[inside]], keys[inside]], axis=1)
    return np.unique(found, axis=0), names


def _count_together(english: Ints, chinese: Ints, n_chinese: int) -> tuple[Ints, Ints]:
    """Give pairs of keys as one number each, and the passages that hold both."""
    begins = np.searchsorted(chinese[:, 0], english[:, 0], side="left")
    sizes = np.searchsorted(chinese[:, 0], english[:, 0], side="right") - begins
    total: tuple[Ints, ...] = (np.zeros(0, np.int64), np.zeros(0, np.int64))
    for part in slices_of_size(sizes):
        partners = chinese[ranges(begins[part], sizes[part]), 1]
        pairs = np.repeat(english[part, 1], sizes[part]) * n_chinese + partners
        found, counts = np.unique(pairs, return_counts=True)
        merged = (np.concatenate(columns) for columns in zip(total, (found, counts), strict=True))
        total = sum_by_key(*merged)
    return total[0], total[1]


def _meeting_by_chance(english: Ints, chinese: Ints) -> float:
    """Give the probability that an occurrence of either side are in one passage.

    Long passages hold more of both, so that things meet there more often.
    """
    n_passages = int(max(english.max(), chinese.max())) + 1
    sizes = [np.bincount(side, minlength=n_passages) for side in (english, chinese)]
    return float((sizes[0] * sizes[1]).sum() / (sizes[0].sum() * sizes[1].sum()))


def _share_by_chance(
    alone_first: Ints,
    alone_second: Ints,
    first: Ints,
    second: Ints,
    together: Ints,
    meeting: float,
) -> Floats:
    """Estimate which share of the pairs with the same counts met by chance.

    How many pairs of phrases that occur so often should meet so often if they knew nothing of
    each other (Poisson), over how many do.
    """
    counts = np.stack([alone_first[first], alone_second[second], together], axis=1)
    kinds, kind_of, observed = np.unique(counts, axis=0, return_inverse=True, return_counts=True)
    n_first, n_second, times = kinds.T
    mean = n_first * n_second * meeting
    log_factorials = np.cumsum(np.log(np.maximum(np.arange(times.max() + 1), 1)))
    log_probability = times * np.log(mean) - mean - log_factorials[times]
    possible = np.bincount(alone_first)[n_first] * np.bincount(alone_second)[n_second]
    expected = possible * np.exp(log_probability)
    return np.asarray(np.minimum(expected / observed, 1.0)[kind_of.reshape(-1)])


def _first_of_each(values: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    first = np.zeros(len(values), dtype=bool)
    first[np.unique(values, return_index=True)[1]] = True
    return first
