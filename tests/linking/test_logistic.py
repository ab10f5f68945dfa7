"""Scores as probabilities."""

import json

import pytest

from govnlp.linking.logistic import WEIGHTS, probability, sigmoid


def test_the_models_are_there_and_give_shares() -> None:
    models = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert {"fuzzy concept", "fuzzy name"} <= models.keys()
    for name, weights in models.items():
        features = dict.fromkeys(weights.keys() - {"bias"}, 1.0)
        assert 0 < probability(name, features) < 1


def test_an_unknown_model_or_feature_is_an_error() -> None:
    with pytest.raises(KeyError):
        probability("no such model", {})
    with pytest.raises(KeyError):
        probability("fuzzy name", {"no such feature": 1.0})


def test_far_values_do_not_overflow() -> None:
    assert sigmoid(-1e9) < 1e-20
    assert sigmoid(1e9) == 1
