"""How sure a match is by itself, before its neighbours are looked at: the chance that it is right.

The weights of what is known of a match were fitted to texts annotated by reading (see `logistic`),
so that of the links scored 0.8 about four in five are right.
"""

from functools import lru_cache

from govnlp.linking.index import Entry
from govnlp.linking.logistic import Features, probability

NEVER = 0.0
"""The score of what cannot be a mention."""
_AMBIGUOUS = 0.7
"""Factor where a label names several concepts and no rule chose."""


def of_english(entry: Entry, match: str, surface: str) -> float:
    """Score an English match, or one of an abbreviation in any text."""
    return _score(
        match,
        entry.is_name,
        " " not in entry.folded and match != "abbreviation",
        entry.is_name and match != "abbreviation" and surface.islower(),
        "",
    )


def of_chinese(entry: Entry, match: str, length: int, fit: str) -> float:
    """Score a Chinese match.

    Args:
        entry: the label.
        match: how it matched.
        length: characters of the match.
        fit: how it lies to the tokens, as `govnlp.vocabulary.chinese.boundary_fit` tells.
    """
    if length < 3 and fit in ("inside", "cut"):
        return NEVER
    return _score(match, entry.is_name, length < 3, False, fit)


def of_short_form() -> float:
    """Score a place named by one character."""
    return _score("short", True, False, False, "whole")


def of_coordination() -> float:
    """Score a concept whose head word stands with a neighbour."""
    return _score("coordination", False, False, False, "")


def of_definition() -> float:
    """Score an abbreviation that the document itself defines."""
    return _score("defined", True, False, False, "")


def ambiguous(score: float) -> float:
    """Score a match whose label names several concepts, none of them favoured by a rule."""
    return score * _AMBIGUOUS


def features(match: str, is_name: bool, is_short: bool, no_capital: bool, fit: str) -> Features:
    """Give what the model of labels weighs.

    Args:
        match: how the label matched.
        is_name: whether it names something of its own.
        is_short: whether it is one English word or two Chinese characters.
        no_capital: whether a name is written without any capital.
        fit: how a Chinese match lies to the tokens; empty for other text.
    """
    return {
        f"match {match}": 1.0,
        "name": float(is_name),
        "short name": float(is_name and is_short),
        "short concept": float(is_short and not is_name),
        "chinese": float(bool(fit)),
        "chinese short concept": float(bool(fit) and is_short and not is_name),
        "no capital": float(no_capital),
        "part of words": float(fit in ("head", "tail", "inside", "cut")),
        "short part of a word": float(is_short and fit in ("head", "tail")),
    }


@lru_cache(maxsize=1 << 12)
def _score(match: str, is_name: bool, is_short: bool, no_capital: bool, fit: str) -> float:
    return probability("label", features(match, is_name, is_short, no_capital, fit))
