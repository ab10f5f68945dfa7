"""Trees read off the states of words by biaffine attention (Dozat and Manning, ICLR 2017)."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

ARC_WIDTH = 320
LABEL_WIDTH = 128


class Biaffine(nn.Module):
    """Scores for pairs of words: (batch, outputs, dependents, heads)."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, width + 1, width + 1))

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Score each dependent (batch, words, width) with each head (batch, words, width)."""
        dependents, heads = _with_one(dependents), _with_one(heads)
        return torch.einsum("bxi,oij,byj->boxy", dependents, self.weight, heads)


def _with_one(values: Tensor) -> Tensor:
    return torch.cat([values, torch.ones_like(values[..., :1])], dim=-1)


def with_root(root: Tensor, words: Tensor) -> Tensor:
    """Put a root of (width,) before the words of each sentence of (batch, words, width)."""
    return torch.cat([root.expand(len(words), 1, -1), words], dim=1)


@dataclass(frozen=True)
class Relations:
    """What the network says of the relations of a batch."""

    _dependents: Tensor
    _heads: Tensor
    _biaffine: Biaffine

    def of(self, heads: Tensor) -> Tensor:
        """Return log-odds (batch, words, relations) for the given heads (0 is the root)."""
        index = heads.unsqueeze(-1).expand(-1, -1, self._heads.shape[-1])
        chosen = _with_one(self._heads.gather(1, index))
        dependents = _with_one(self._dependents)
        return torch.einsum("bxi,oij,bxj->bxo", dependents, self._biaffine.weight, chosen)


class TreeReader(nn.Module):
    """Four projections, and attention between dependents and heads.

    Args:
        width: of the states of words.
        n_relations: how many labels there are.
        dropout: for the projections.
    """

    def __init__(self, width: int, n_relations: int, dropout: float) -> None:
        super().__init__()
        self.project = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(dropout))
                for name, size in (
                    ("arc_dependent", ARC_WIDTH),
                    ("arc_head", ARC_WIDTH),
                    ("label_dependent", LABEL_WIDTH),
                    ("label_head", LABEL_WIDTH),
                )
            }
        )
        self.arc = Biaffine(ARC_WIDTH, 1)
        self.label = Biaffine(LABEL_WIDTH, n_relations)

    def arcs(self, words: Tensor, known: Tensor, counts: Sequence[int]) -> Tensor:
        """Return log-odds (batch, words, 1 + words) of heads, the root first.

        Args:
            words: (batch, words, width).
            known: the same `with_root`.
            counts: how many words each sentence has; those behind are nobody's head.
        """
        arc = self.arc(self.project["arc_dependent"](words), self.project["arc_head"](known))[:, 0]
        there = torch.arange(known.shape[1])[None, :] <= torch.tensor(counts)[:, None]
        return arc.masked_fill(~there[:, None, :], -1e4)

    def relations(self, words: Tensor, known: Tensor) -> Relations:
        """Read relations; the arguments are those of `arcs`."""
        return Relations(
            self.project["label_dependent"](words), self.project["label_head"](known), self.label
        )


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Return one row a sentence, filled up with -100."""
    most = max(map(len, rows))
    return torch.tensor([[*row, *[-100] * (most - len(row))] for row in rows])
