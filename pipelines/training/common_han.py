"""Write src/govnlp/text/common_han.py: the commonest Han characters of each script, in order.

    python pipelines/training/common_han.py > src/govnlp/text/common_han.py

Most of each list's weight comes from general text (UD Chinese GSD), the rest from the domain
(statutes for Traditional, UN documents for Simplified). Of the domain texts only every second
one is counted, so that encodings can be measured on the others (benchmarks/encodings.py).
"""

import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from govnlp.text.scripts import is_han

ROOT = Path(__file__).resolve().parents[2]
N_CHARACTERS = 1000
PER_LINE = 40
DOMAIN_WEIGHT = 0.3
HEADER = '''"""The {n} commonest Han characters of each script, the commonest first.

Written by pipelines/training/common_han.py; do not edit. Counted in UD Chinese GSD (train;
CC BY-SA 4.0), its Simplified form in Universal NER (train; CC BY-SA 4.0), the laws and
regulations of Taiwan (Ministry of Justice open data) and the development set of the UN Parallel
Corpus v1.0 (Ziemski et al., LREC 2016; by courtesy of the United Nations).
"""
'''


def main() -> None:
    """Count and print the module."""
    data = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared")) / "data"
    traditional = mixed(
        shares(statutes(data)[::2]),
        shares(column(data / "treebanks/zh_gsd_ud1-train.conllu")),
    )
    simplified = mixed(
        shares((data / "parallel/un_dev.zh").read_text(encoding="utf-8").split("\n")[::2]),
        shares(column(data / "ner/zh_gsdsimp-train.iob2")),
    )
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(HEADER.format(n=N_CHARACTERS))
    print(as_constant("SIMPLIFIED", simplified) + "\n")
    print(as_constant("TRADITIONAL", traditional))


def statutes(data: Path) -> list[str]:
    """Read the Chinese text of each law."""
    with gzip.open(data / "parallel/laws.jsonl.gz", "rt", encoding="utf-8") as lines:
        laws = [json.loads(line) for line in lines]
    return ["\n".join(article["zh"] or "" for article in law["articles"]) for law in laws]


def column(path: Path) -> Iterable[str]:
    """Give the words of a CoNLL-U or IOB2 file: its second column."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")[1]


def shares(texts: Iterable[str]) -> dict[str, float]:
    """Give each Han character's share of the Han characters of the texts."""
    counts = Counter(char for text in texts for char in text if is_han(char))
    return {char: count / counts.total() for char, count in counts.items()}


def mixed(domain: dict[str, float], general: dict[str, float]) -> dict[str, float]:
    """Mix two lists of shares."""
    return {
        char: DOMAIN_WEIGHT * domain.get(char, 0) + (1 - DOMAIN_WEIGHT) * general.get(char, 0)
        for char in domain.keys() | general.keys()
    }


def as_constant(name: str, share: dict[str, float]) -> str:
    """Write the commonest characters as a Python constant, equals in code point order."""
    ordered = sorted(share, key=lambda char: (-share[char], char))[:N_CHARACTERS]
    lines = [
        f'    "{"".join(ordered[start : start + PER_LINE])}"'
        for start in range(0, len(ordered), PER_LINE)
    ]
    return "\n".join([f"{name} = (", *lines, ")"])


if __name__ == "__main__":
    main()
