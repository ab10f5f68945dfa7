"""Counts and the figures that follow from them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How many items agree, how many there are in gold, how many the system gave.

    >>> (Score(1, 2, 1) + Score(2, 2, 3)).as_dict()
    {'precision': 0.75, 'recall': 0.75, 'f1': 0.75, 'correct': 3, 'gold': 4, 'system': 4}
    """

    correct: int = 0
    gold: int = 0
    system: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.correct + other.correct, self.gold + other.gold, self.system + other.system
        )

    @property
    def precision(self) -> float:
        """Share of the system's items that are in gold; 0 when it gave none."""
        return self.correct / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of gold's items that the system gave; 0 when there are none."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.system
        return 2 * self.correct / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        """Return the figures and the counts, for JSON."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "correct": self.correct,
            "gold": self.gold,
            "system": self.system,
        }


def compare(gold: Iterable[Hashable], system: Iterable[Hashable]) -> Score:
    """Score two sets of items that must agree exactly."""
    gold_set, system_set = set(gold), set(system)
    return Score(len(gold_set & system_set), len(gold_set), len(system_set))
