"""How sure a pair of a chain is, as a probability."""

import math
from collections.abc import Sequence

from govnlp.alignment.chain import Link

# Logistic regression on development data: statutes and United Nations documents as wholes, in
# part, and mixed so that nothing belongs together.
_BIAS = -0.6
_OWN = 0.57
_NEIGHBOURS = 0.7
_DOCUMENT = 0.77

_REACH = 3
_BOUND = 6.0
_BOUND_OF_OWN = 2.0


def confidences(links: Sequence[Link], n_passages: int) -> list[float]:
    """Say how sure each pair of a chain is, from 0 to 1.

    It counts what speaks for the pair itself, for its neighbours in the chain, and for the chain
    as a whole: a heading without numbers or concepts is believed where the paragraphs around it
    fit, and two passages that fit by chance, between others without partners, are not. Lengths
    prove nothing by themselves: the fewer concepts, numbers and names the pairs of the chain share
    in all, the less any of them is believed.

    Args:
        links: the chain.
        n_passages: the passages of the side that has more of them.
    """
    if not links:
        return []
    bounded = [max(-_BOUND, min(_BOUND, link.score)) for link in links]
    document = sum(bounded) / n_passages
    n_shared = sum(len(link.first.features & link.second.features) for link in links)
    by_design = 1 - 0.5**n_shared
    around = _neighbours(links, bounded)
    sums = [
        _BIAS + _OWN * min(own, _BOUND_OF_OWN) + _NEIGHBOURS * near + _DOCUMENT * document
        for own, near in zip(bounded, around, strict=True)
    ]
    return [by_design / (1 + math.exp(-value)) for value in sums]


def _neighbours(links: Sequence[Link], scores: Sequence[float]) -> list[float]:
    """Give for each pair the scores around it; half as much for each step and each gap."""
    result = []
    for place in range(len(links)):
        around = 0.0
        for direction in (-1, 1):
            weight = 1.0
            for step in range(1, _REACH + 1):
                other = place + direction * step
                if not 0 <= other < len(links):
                    break
                skipped = links[max(other, other - direction)].skipped
                weight *= 0.5 ** (skipped + (step > 1))
                around += weight * scores[other]
        result.append(around / 2)
    return result
