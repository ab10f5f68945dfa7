"""C-value: how much a phrase behaves like a term of its own."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import cache

from govnlp.text.scripts import HAN_CLASS

_TOKEN = re.compile(f"[{HAN_CLASS}]|[^\\s{HAN_CLASS}]+")
_HAN_TOKEN = re.compile(f"[{HAN_CLASS}]")


def c_values(counts: Mapping[str, int], max_words: int) -> dict[str, float]:
    """Give the C-value of each phrase of one language.

    After Frantzi, Ananiadou & Mima 2000, "Automatic recognition of multi-word terms: the
    C-value/NC-value method": a phrase is the more a term the longer it is and the more often it
    occurs, less the occurrences that it owes to longer phrases around it::

        C(a) = log2(|a| + 1) · (f(a) - mean of f(b) over the phrases b that hold a)

    with f(a) the occurrences of a, those inside longer phrases included. Three things are ours:
    |a| + 1 in place of |a|, so that single words get a value too; |a| for Chinese, where two
    characters count as a word (see `length_in_words`); and for single words only occurrences as
    whole phrases, as nearly every word stands inside some phrase (international, 全球).

    Args:
        counts: how often each phrase stands as a longest phrase; a phrase is its key, with
            spaces between words unless it is Chinese.
        max_words: longer phrases are left out, and hold no others.

    >>> c_values({"food security": 4, "food security policy": 2}, 12)
    {'food security': 6.339850002884624, 'food security policy': 4.0}
    """
    counts = {key: n for key, n in counts.items() if length_in_words(key) <= max_words}
    phrases = {key for key in counts if length_in_words(key) > 1}
    inside = {key: _phrases_inside(key, phrases) for key in phrases}
    total = Counter(counts)
    for key, inner in inside.items():
        for phrase, times in inner.items():
            total[phrase] += times * counts[key]
    n_holders: dict[str, int] = defaultdict(int)
    sum_holders: dict[str, int] = defaultdict(int)
    for key, inner in inside.items():
        for phrase in inner:
            n_holders[phrase] += 1
            sum_holders[phrase] += total[key]
    values = {}
    for key in counts:
        owed = sum_holders[key] / n_holders[key] if key in n_holders else 0.0
        values[key] = math.log2(length_in_words(key) + 1) * (total[key] - owed)
    return values


@cache
def length_in_words(key: str) -> int:
    """Count words: two Han characters are one, as most Chinese words have two.

    >>> length_in_words("regional security"), length_in_words("安全观"), length_in_words("AI治理")
    (2, 2, 2)
    """
    tokens = _TOKEN.findall(key)
    n_han = sum(1 for token in tokens if _HAN_TOKEN.fullmatch(token))
    return len(tokens) - n_han + math.ceil(n_han / 2)


def _phrases_inside(key: str, known: Set[str]) -> Counter[str]:
    """Find the shorter known phrases inside a phrase, at the borders of its words."""
    return Counter(part for part in _parts(key) if part != key and part in known)


def _parts(key: str) -> Iterator[str]:
    spans = [match.span() for match in _TOKEN.finditer(key)]
    for number, (start, _) in enumerate(spans):
        for _, end in spans[number:]:
            yield key[start:end]
