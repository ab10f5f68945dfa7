"""A teacher's old part learns slowly, its new part fast, and both come to rest."""

import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from teacher_training import Steps  # noqa: E402


def test_rates_rise_and_fall_and_differ() -> None:
    teacher = torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Linear(1, 1))
    training = Steps(
        teacher, teacher[0].parameters(), total=10, warm_up=0.2, trained_rate=0.001, new_rate=0.1
    )
    moves: list[list[float]] = [[], []]
    for _ in range(12):
        before = [layer.bias.item() for layer in teacher]
        training.take((teacher(torch.ones(1, 1)) - 5).square().sum())
        for number, layer in enumerate(teacher):
            moves[number].append(abs(layer.bias.item() - before[number]))
    slow, fast = moves
    assert slow[0] == fast[0] == 0
    assert 0 < slow[2] < 0.01 < fast[2]
    assert fast[2] > fast[8] > 0
    assert fast[11] == slow[11] == 0
