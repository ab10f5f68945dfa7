"""How far English and Chinese are linked alike: python benchmarks/agreement.py.

Both sides of the 4,000 sentence pairs of `../shared/data/parallel/un_dev` go through the whole
pipeline, each sentence a document of its own. Printed are the cross-language agreement, overall
and by kind of concept, the mentions linked per 1,000 words of English, and the commonest
disagreements with an example of each and what was done about it (`disagreements.csv`). Sentences of
the held-out gold are no examples.
"""

import argparse
import os
import time
from collections import defaultdict
from csv import DictReader
from pathlib import Path

import govnlp
from govnlp.config import PipelineSettings
from govnlp.evaluation.agreement import count_words, measure_agreement
from govnlp.evaluation.halves import half_of

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("ingest", "segment", "annotate", "normalize")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disagreements", type=int, default=50, help="how many to print")
    parser.add_argument("--pairs", type=int, default=None, help="only the first so many")
    arguments = parser.parse_args()
    shared = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared"))
    sides = [
        (shared / f"data/parallel/un_dev.{lang}")
        .read_text(encoding="utf-8")
        .rstrip("\n")
        .split("\n")
        for lang in ("en", "zh")
    ]
    english, chinese = (side[: arguments.pairs] for side in sides)
    began = time.perf_counter()
    concepts, wordings, n_mentions = _link([*english, *chinese], len(english))
    seconds = time.perf_counter() - began
    found = measure_agreement(concepts[: len(english)], concepts[len(english) :])
    n_words = sum(map(count_words, english))
    print(f"pairs              {len(english):>8}   in {seconds:.0f} s")
    print(f"agreement          {found.agreement:>8.4f}")
    for kind, value in found.by_kind.items():
        print(f"  {kind:<16} {value:>8.4f}")
    print(f"mentions / 1,000 words of English {1000 * n_mentions / n_words:>8.1f}")
    named = [(count, concept, "en") for concept, count in found.only_en]
    named += [(count, concept, "zh") for concept, count in found.only_zh]
    with (Path(__file__).parent / "disagreements.csv").open(encoding="utf-8", newline="") as file:
        done = {
            (row["concept_id"], row["only_in"]): row["what_was_done"] for row in DictReader(file)
        }
    for count, concept, lang in sorted(named, reverse=True)[: arguments.disagreements]:
        print(f"\n{count:>4} only in {lang}: {concept}: {done.get((concept, lang), 'new')}")
        pair = _example(concepts, concept, lang, len(english))
        if pair is None:
            continue
        number = pair if lang == "en" else pair + len(english)
        print(f"       {', '.join(wordings[number][concept])}")
        print(f"       {english[pair]}\n       {chinese[pair]}")


def _link(
    texts: list[str], n_english: int
) -> tuple[list[set[str]], list[dict[str, list[str]]], int]:
    """Give each text's concepts, the wordings of each, and the number of English mentions."""
    result = govnlp.process(texts, PipelineSettings(stages=STAGES))
    numbers = {doc_id: n for n, doc_id in enumerate(result.documents["doc_id"].to_pylist())}
    wordings: list[dict[str, list[str]]] = [defaultdict(list) for _ in texts]
    n_mentions = 0
    for row in result.mentions.select(["doc_id", "concept_id", "text"]).to_pylist():
        number = numbers[row["doc_id"]]
        wordings[number][row["concept_id"]].append(row["text"])
        n_mentions += number < n_english
    return [set(concepts) for concepts in wordings], wordings, n_mentions


def _example(concepts: list[set[str]], concept: str, lang: str, n_pairs: int) -> int | None:
    """Give the first pair in which only one side has the concept; None if all are held out."""
    for pair in range(n_pairs):
        if half_of(f"un{pair}") == "held-out":
            continue
        sides = (concept in concepts[pair], concept in concepts[pair + n_pairs])
        if sides == (lang == "en", lang == "zh"):
            return pair
    return None


if __name__ == "__main__":
    main()
