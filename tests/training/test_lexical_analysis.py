"""The network is read from files as PaddlePaddle writes them and computes what it should."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from lexical_analysis import LABELS, WIDTH, GatedUnits, LexicalAnalysis, read_parameter  # noqa: E402


def one_by_one(folder: Path, number: int, values: np.ndarray) -> np.ndarray:
    """PaddlePaddle's documented formula, a step at a time."""
    weights = folder / "model_baseline"

    def parameter(name: str, *shape: int) -> np.ndarray:
        values: np.ndarray = read_parameter(weights / name, *shape).numpy()
        return values

    flat = parameter(f"gru_{number}.w_0", 3 * WIDTH * WIDTH)
    gates = flat[: 2 * WIDTH * WIDTH].reshape(WIDTH, 2 * WIDTH)
    state = flat[2 * WIDTH * WIDTH :].reshape(WIDTH, WIDTH)
    given = values @ parameter(f"fc_{number}.w_0", values.shape[1], 3 * WIDTH)
    given += parameter(f"fc_{number}.b_0", 3 * WIDTH) + parameter(f"gru_{number}.b_0", 3 * WIDTH)
    hidden = np.zeros(WIDTH)
    found = []
    for row in given:
        update, reset = np.split(1 / (1 + np.exp(-(row[: 2 * WIDTH] + hidden @ gates))), 2)
        candidate = np.tanh(row[2 * WIDTH :] + (reset * hidden) @ state)
        hidden = (1 - update) * hidden + update * candidate
        found.append(hidden)
    return np.array(found)


@pytest.mark.parametrize("backwards", [False, True])
def test_gates_compute_what_the_formula_says(lexical_network: Path, backwards: bool) -> None:
    values = np.random.default_rng(4).normal(size=(5, WIDTH)).astype("float32")
    layer = GatedUnits(lexical_network / "model_baseline", 1, WIDTH, backwards=backwards)
    found = layer(torch.from_numpy(values)[None], torch.ones((1, 5, 1)))[0].detach().numpy()
    expected = one_by_one(lexical_network, 1, values[::-1] if backwards else values)
    assert found == pytest.approx(expected[::-1] if backwards else expected, abs=1e-4)


def test_what_follows_a_short_text_changes_nothing(lexical_network: Path) -> None:
    network = LexicalAnalysis(lexical_network)
    alone, labels = network(["联合国"])
    beside, _ = network(["联合国", "联合国会议会议"])
    assert alone.shape == (1, 3, 3 * WIDTH)
    assert labels.shape == (1, 3, LABELS)
    assert torch.allclose(alone[0], beside[0, :3], atol=1e-5)


def test_characters_that_the_network_does_not_know_look_alike(lexical_network: Path) -> None:
    states, _ = LexicalAnalysis(lexical_network)(["龘龥"])
    assert torch.equal(states[0, 0, :WIDTH], states[0, 1, :WIDTH])
