"""Scores as probabilities: logistic models whose weights a script fitted to gold.

The weights lie in ``weights.json`` beside this module, one model a name, one weight a feature;
``pipelines/vocabulary/fit_scores.py`` writes them.
"""

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path

Features = Mapping[str, float]

WEIGHTS = Path(__file__).with_name("weights.json")


@cache
def _models() -> Mapping[str, Mapping[str, float]]:
    models: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return models


def probability(model: str, features: Features) -> float:
    """Give what the model of that name makes of some features, 0 to 1.

    Raises:
        KeyError: there is no such model, or it does not know a feature.
    """
    weights = _models()[model]
    return sigmoid(weights["bias"] + sum(weights[name] * x for name, x in features.items() if x))


def sigmoid(value: float) -> float:
    """Give the logistic function of a number.

    >>> sigmoid(0.0)
    0.5
    """
    return 1 / (1 + exp(-min(60.0, max(-60.0, value))))
