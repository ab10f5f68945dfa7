"""How sure a match is by itself, before its neighbours are looked at.

The figures follow the share of such matches on un_dev whose concept was linked in the
translation too (0.92 for exact labels of several words, 0.84 for those of one), raised by what
translations leave out; they stand in one place so that they can be measured again.
"""

from govnlp.linking.index import Entry

_BY_MATCH = {
    "exact": 0.97,
    "folded": 0.95,
    "inflected": 0.93,
    "abbreviation": 0.9,
    "defined": 0.95,
    "coordination": 0.75,
    "short": 0.85,
}
_SHORT_LABEL = 0.1
"""Taken off for a concept of one English word or two Chinese characters."""
_NO_CAPITAL = 0.25
"""Taken off for a name of several words that is written without any capital."""
_AMBIGUOUS = 0.7
"""Factor where a label names several concepts and no rule chose."""

NEVER = 0.0
"""The score of what cannot be a mention."""


def of_english(entry: Entry, match: str, surface: str) -> float:
    """Score an English match, or one of an abbreviation in any text."""
    score = _BY_MATCH[match]
    if entry.is_name:
        if match != "abbreviation" and surface.islower():
            score -= _NO_CAPITAL
    elif " " not in entry.folded:
        score -= _SHORT_LABEL
    return score


def of_chinese(entry: Entry, match: str, length: int, fit: str) -> float:
    """Score a Chinese match.

    Args:
        entry: the label.
        match: how it matched.
        length: characters of the match.
        fit: how it lies to the tokens, as `govnlp.vocabulary.chinese.boundary_fit` tells.
    """
    score = _BY_MATCH[match]
    if not entry.is_name and length < 3:
        score -= _SHORT_LABEL
    if fit == "whole":
        return score
    if length < 3 and fit in ("inside", "cut"):
        return NEVER
    if entry.is_name or length > 3:
        return score - (0.2 if fit == "inside" else 0.1)
    return score - (0.1 if fit == "tail" else 0.25)


def of_short_form() -> float:
    """Score a place named by one character."""
    return _BY_MATCH["short"]


def of_coordination() -> float:
    """Score a concept whose head word stands with a neighbour."""
    return _BY_MATCH["coordination"]


def of_definition() -> float:
    """Score an abbreviation that the document itself defines."""
    return _BY_MATCH["defined"]


def ambiguous(score: float) -> float:
    """Score a match whose label names several concepts, none of them favoured by a rule."""
    return score * _AMBIGUOUS
