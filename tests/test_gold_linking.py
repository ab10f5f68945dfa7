"""Floors under linking on texts annotated by reading, in both halves and both languages.

Raise them when they are beaten. `python benchmarks/gold_linking.py` prints the figures.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FLOORS: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "dev": {
        "en": {"all": 91.4, "concept": 89.8, "names": 96.1},
        "zh": {"all": 90.7, "concept": 89.9, "names": 94.1},
    },
    "held-out": {
        "en": {"all": 86.4, "concept": 85.0, "names": 92.5},
        "zh": {"all": 86.6, "concept": 85.0, "names": 92.2},
    },
}
CALIBRATION_ERROR_AT_MOST = 0.08


@pytest.fixture(scope="module")
def gold_linking(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "benchmarks"))
        return import_module("gold_linking")


@pytest.fixture(scope="module")
def units(gold_linking: ModuleType, shared: Path) -> list[Any]:
    return list(gold_linking.link_gold())


@pytest.mark.parametrize("half", FLOORS)
def test_linking_reaches_its_floors(gold_linking: ModuleType, units: list[Any], half: str) -> None:
    scores = gold_linking.measure(units, half)
    reached = {
        lang: {kind: 100 * scores[lang][kind].f1 for kind in floors}
        for lang, floors in FLOORS[half].items()
    }
    below = {
        (lang, kind): (f1, FLOORS[half][lang][kind])
        for lang, kinds in reached.items()
        for kind, f1 in kinds.items()
        if f1 < FLOORS[half][lang][kind]
    }
    assert below == {}


@pytest.mark.parametrize("half", FLOORS)
def test_languages_are_linked_alike(gold_linking: ModuleType, units: list[Any], half: str) -> None:
    scores = gold_linking.measure(units, half)
    for kind in ("concept", "names"):
        assert abs(scores["en"][kind].f1 - scores["zh"][kind].f1) <= 0.03


def test_scores_are_probabilities(
    gold_linking: ModuleType, units: list[Any], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    calibration = import_module("calibration")
    held_out = [unit for unit in units if unit.half == "held-out"]
    for name in ("all", "English", "Chinese"):
        found = calibration.bins(calibration.judge(held_out)[name])
        assert calibration.error(found) <= CALIBRATION_ERROR_AT_MOST
