"""How far the concepts linked on two sides of a translation agree."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two sides of aligned texts have in common.

    Attributes:
        agreement: 2·Σ|E∩Z| / Σ(|E|+|Z|) over the pairs, E and Z the sets of concepts of a pair.
        by_kind: the same for each kind of concept.
        only_en: in how many pairs a concept was linked in English only, the commonest first.
        only_zh: in how many pairs it was linked in Chinese only.
    """

    agreement: float
    by_kind: Mapping[str, float]
    only_en: Sequence[tuple[str, int]]
    only_zh: Sequence[tuple[str, int]]


def measure_agreement(
    english: Sequence[AbstractSet[str]], chinese: Sequence[AbstractSet[str]]
) -> Agreement:
    """Compare the concepts of aligned texts, pair by pair.

    Args:
        english: concept_ids of each English text.
        chinese: concept_ids of each Chinese text, in the same order.

    >>> found = measure_agreement([{"place/china", "concept/war"}], [{"place/china"}])
    >>> round(found.agreement, 3), found.only_en, found.by_kind["place"]
    (0.667, [('concept/war', 1)], 1.0)
    """
    shared: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    only_en: Counter[str] = Counter()
    only_zh: Counter[str] = Counter()
    for one, other in zip(english, chinese, strict=True):
        for concept_id in sorted(one | other):
            kind = concept_id.partition("/")[0]
            both = concept_id in one and concept_id in other
            shared[kind] += both
            total[kind] += 1 + both
        only_en.update(sorted(one - other))
        only_zh.update(sorted(other - one))
    return Agreement(
        agreement=_ratio(sum(shared.values()), sum(total.values())),
        by_kind={kind: _ratio(shared[kind], total[kind]) for kind in sorted(total)},
        only_en=only_en.most_common(),
        only_zh=only_zh.most_common(),
    )


def count_words(text: str) -> int:
    """Count the words of an English text: runs of letters and digits, hyphens inside.

    >>> count_words("The U.N. peace-keepers (12) left.")
    5
    """
    return sum(1 for _ in _WORD.finditer(text))


def _ratio(shared: int, total: int) -> float:
    return 2 * shared / total if total else 0.0
