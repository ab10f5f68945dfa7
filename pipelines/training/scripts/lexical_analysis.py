"""Baidu's lexical analysis network (Jiao, Sun and Sun 2018), as jieba carries it, in PyTorch.

Two bidirectional layers of gated units over characters, learnt from much more text than the
treebank has. Only the weights are read, from the source distribution of jieba 0.42.1 (network and
weights Apache-2.0); PaddlePaddle is not needed.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

WIDTH = 128
LABELS = 57


def read_parameter(path: Path, *shape: int) -> Tensor:
    """Read one tensor of PaddlePaddle: a header of its own length, then the numbers."""
    size = int(np.prod(shape)) * 4
    return torch.from_numpy(np.frombuffer(path.read_bytes()[-size:], "<f4").reshape(shape).copy())


class GatedUnits(nn.Module):
    """One layer in one direction, after PaddlePaddle's ``dynamic_gru``: h = (1-u)·h' + u·c."""

    def __init__(self, folder: Path, number: int, width: int, *, backwards: bool) -> None:
        super().__init__()
        self.backwards = backwards
        self.inputs = nn.Parameter(read_parameter(folder / f"fc_{number}.w_0", width, 3 * WIDTH))
        bias = read_parameter(folder / f"fc_{number}.b_0", 3 * WIDTH)
        self.bias = nn.Parameter(bias + read_parameter(folder / f"gru_{number}.b_0", 3 * WIDTH))
        flat = read_parameter(folder / f"gru_{number}.w_0", 3 * WIDTH * WIDTH)
        gates, state = flat.split([2 * WIDTH * WIDTH, WIDTH * WIDTH])
        self.gates = nn.Parameter(gates.reshape(WIDTH, 2 * WIDTH).clone())
        self.state = nn.Parameter(state.reshape(WIDTH, WIDTH).clone())

    def forward(self, values: Tensor, mask: Tensor) -> Tensor:
        """Read (batch, length, width); ``mask`` (batch, length, 1) is 0 behind the end."""
        prepared = values @ self.inputs + self.bias
        if self.backwards:
            states = run_gates(prepared.flip(1), mask.flip(1), self.gates, self.state)
            return states.flip(1)
        return run_gates(prepared, mask, self.gates, self.state)


@torch.jit.script
def run_gates(prepared: Tensor, mask: Tensor, gates: Tensor, state: Tensor) -> Tensor:
    """Run one direction, first place to last: (batch, length, 3·128) to (batch, length, 128)."""
    width = state.shape[0]
    for_gates = prepared[:, :, : 2 * width].unbind(1)
    for_states = prepared[:, :, 2 * width :].unbind(1)
    masks = mask.unbind(1)
    hidden = torch.zeros([prepared.shape[0], width])
    states: list[Tensor] = []
    for place in range(len(masks)):
        both = torch.sigmoid(torch.addmm(for_gates[place], hidden, gates))
        reset = both[:, width:] * hidden
        candidate = torch.tanh(torch.addmm(for_states[place], reset, state))
        hidden = torch.lerp(hidden, candidate, both[:, :width]) * masks[place]
        states.append(hidden)
    return torch.stack(states, dim=1)


class LexicalAnalysis(nn.Module):
    """The states of the network for each character, and its own scores for each label."""

    def __init__(self, folder: Path) -> None:
        """Read the weights.

        Args:
            folder: ``jieba/lac_small`` of the source distribution.
        """
        super().__init__()
        weights = folder / "model_baseline"
        lines = (folder / "word.dic").read_text(encoding="utf-8").split("\n")
        pairs = (line.split("\t") for line in lines if line.count("\t") == 1)
        self.numbers = {word: int(number) for number, word in pairs}
        self.unknown = self.numbers["OOV"]
        table = read_parameter(weights / "word_emb", max(self.numbers.values()) + 1, WIDTH)
        self.embedding = nn.Embedding.from_pretrained(table, freeze=False)
        self.layers = nn.ModuleList(
            nn.ModuleList(
                GatedUnits(weights, 2 * layer + direction, WIDTH * (layer + 1), backwards=backwards)
                for direction, backwards in enumerate((False, True))
            )
            for layer in range(2)
        )
        self.register_buffer("emission", read_parameter(weights / "fc_4.w_0", 2 * WIDTH, LABELS))
        self.register_buffer("emission_bias", read_parameter(weights / "fc_4.b_0", LABELS))
        rows = (folder / "tag.dic").read_text(encoding="utf-8").split("\n")
        self.labels = [row.split("\t")[1] for row in rows if "\t" in row]

    def forward(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return (batch, length, 3·128) embeddings beside upper states, and the label scores."""
        longest = max(map(len, texts))
        ids = torch.full((len(texts), longest), self.unknown)
        mask = torch.zeros((len(texts), longest, 1))
        for row, text in enumerate(texts):
            found = [self.numbers.get(character, self.unknown) for character in text]
            ids[row, : len(text)] = torch.tensor(found, dtype=torch.long)
            mask[row, : len(text)] = 1
        embedded = self.embedding(ids)
        states = embedded
        for forwards, backwards in self.layers:
            states = torch.cat([forwards(states, mask), backwards(states, mask)], dim=-1)
        return torch.cat([embedded, states], dim=-1), states @ self.emission + self.emission_bias
