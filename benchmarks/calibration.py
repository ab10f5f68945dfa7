"""Whether scores mean what they say: python benchmarks/calibration.py [--plot FILE].

Links of the held-out half of the gold (see `gold_linking.py`) are put into bins by their score; of
each bin the share that is right is set beside the mean score. Printed is a table, overall and by
how the label matched, with the expected calibration error (Naeini, Cooper and Hauskrecht, AAAI
2015): the mean distance of the two, weighed by the number of links.
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gold_linking import Unit, link_gold

N_BINS = 10
LEAST_DRAWN = 10
"""Bins with fewer links are printed and not drawn."""


class Bin(NamedTuple):
    """Links of about the same score.

    Attributes:
        mean: the mean of their scores.
        right: the share of them that is right.
        n: how many there are.
    """

    mean: float
    right: float
    n: int


Judged = list[tuple[float, bool]]
"""Scores, and whether the link is right."""


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plot", type=Path, help="where to write a reliability diagram (PNG)")
    parser.add_argument("--half", choices=("dev", "held-out"), default="held-out")
    arguments = parser.parse_args()
    judged = judge([unit for unit in link_gold() if unit.half == arguments.half])
    for name, links in judged.items():
        found = bins(links)
        print(f"{name}: {len(links)} links, calibration error {error(found):.3f}")
        for one in found:
            print(f"  scored {one.mean:.2f}: {one.right:.2f} of {one.n} right")
    if arguments.plot:
        draw({name: bins(judged[name]) for name in ("all", "English", "Chinese")}, arguments.plot)


def judge(units: Sequence[Unit]) -> Mapping[str, Judged]:
    """Give the links: all, by language, and by how the label matched."""
    judged: dict[str, Judged] = defaultdict(list)
    for unit in units:
        gold = set(unit.gold())
        for row in unit.found:
            is_right = (row["start"], row["end"], row["concept_id"]) in gold
            lang = "Chinese" if unit.lang(row["start"], row["end"]) == "zh" else "English"
            for name in ("all", lang, row["match"]):
                judged[name].append((row["score"], is_right))
    return judged


def bins(links: Judged) -> list[Bin]:
    """Put links into bins of equal width, those without a link left out."""
    parts: dict[int, Judged] = defaultdict(list)
    for score, right in links:
        parts[min(N_BINS - 1, int(N_BINS * score))].append((score, right))
    return [
        Bin(
            sum(score for score, _ in part) / len(part),
            sum(right for _, right in part) / len(part),
            len(part),
        )
        for _, part in sorted(parts.items())
    ]


def error(found: Sequence[Bin]) -> float:
    """Give the expected calibration error."""
    total = sum(one.n for one in found)
    return sum(one.n * abs(one.mean - one.right) for one in found) / total if total else 0.0


def draw(lines: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """Draw a reliability diagram: points on the diagonal are scores that hold."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(5.2, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, zorder=0)
    for (name, found), colour in zip(lines.items(), ("black", "tab:blue", "tab:red"), strict=True):
        found = [one for one in found if one.n >= LEAST_DRAWN]
        x, y = [one.mean for one in found], [one.right for one in found]
        axes.plot(x, y, "o-", color=colour, label=name, markersize=5)
        for one in found if name == "all" else ():
            where = (one.mean, one.right)
            axes.annotate(str(one.n), where, (7, -11), textcoords="offset points", fontsize=8)
    axes.set(
        xlim=(0.3, 1.02),
        ylim=(0.3, 1.02),
        xlabel="score of a link",
        ylabel="share of such links that is right",
        title="Links on held-out texts (numbers: links)",
    )
    axes.legend(loc="upper left", frameon=False)
    figure.savefig(path, dpi=130)


if __name__ == "__main__":
    main()
