"""How the teachers learn: a trained network goes on slowly while what reads it starts anew."""

import ctypes
import sys
from collections.abc import Iterable

import torch
from torch import nn
from torch.optim import AdamW, Optimizer
from torch.optim.lr_scheduler import LambdaLR

WEIGHT_DECAY = 0.01
LONGEST_STEP = 1.0
_M_TRIM_THRESHOLD, _M_MMAP_MAX = -1, -4  # malloc.h


def keep_memory() -> None:
    """Let the C library keep what it has freed; else each step asks the kernel for it again.

    On one machine that took three quarters of the time. Elsewhere than on Linux nothing happens.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "mallopt"):  # glibc
            libc.mallopt(_M_MMAP_MAX, 0)
            libc.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)


class Steps:
    """The optimizer of a teacher, its rates rising to a peak and falling to nothing.

    Args:
        teacher: the whole network.
        trained: the part of it that learnt something before.
        total: how many steps there will be.
        warm_up: the share of them after which the peak is reached.
        trained_rate: the peak rate of the trained part.
        new_rate: the peak rate of the rest.
    """

    def __init__(
        self,
        teacher: nn.Module,
        trained: Iterable[nn.Parameter],
        total: int,
        warm_up: float,
        *,
        trained_rate: float,
        new_rate: float,
    ) -> None:
        self._parameters = list(teacher.parameters())
        old = list(trained)
        known = set(map(id, old))
        new = [parameter for parameter in self._parameters if id(parameter) not in known]
        self._optimizer: Optimizer = AdamW(
            [{"params": old, "lr": trained_rate}, {"params": new, "lr": new_rate}],
            weight_decay=WEIGHT_DECAY,
        )
        self._schedule = LambdaLR(
            self._optimizer,
            lambda step: min(step / (warm_up * total), max(0.0, 1 - step / total) / (1 - warm_up)),
        )

    def take(self, loss: torch.Tensor) -> None:
        """Make one step down a loss."""
        loss.backward()
        nn.utils.clip_grad_norm_(self._parameters, LONGEST_STEP)
        self._optimizer.step()
        self._schedule.step()
        self._optimizer.zero_grad()
