"""How good linking is, on texts annotated by reading: python benchmarks/gold_linking.py.

The gold in `tests/gold/linking` has every mention of a vocabulary concept in 300 sentences of
un_dev and articles of laws in each language, and in all of `seeds/`. It holds offsets, places and
checksums; the texts come from `../shared` and `seeds/`. Units are in one of two halves by a hash of
their key: rules, scores and the vocabulary may be chosen on dev, and are measured on both.

`--errors` lists what is missed and what is found too much on dev, with the texts around it.
"""

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import govnlp
from govnlp.config import PipelineSettings
from govnlp.evaluation.files import add_scores
from govnlp.evaluation.gold import GoldDocument, read_gold
from govnlp.evaluation.halves import HALVES, Half, half_of
from govnlp.evaluation.linking import Link, score_links
from govnlp.evaluation.scores import Score

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests/gold/linking"
STAGES = ("ingest", "segment", "annotate", "normalize")
Scores = Mapping[str, Score]
"""Scores by kind of concept; ``all``; ``names`` for organizations and places together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of the gold, with what was found in it.

    Attributes:
        document: the text and its gold.
        half: the half it is in.
        found: the mentions that the pipeline found, as rows.
    """

    document: GoldDocument
    half: Half
    found: Sequence[Mapping[str, Any]]

    def gold(self) -> list[Link]:
        """Give the gold mentions."""
        rows = self.document.tables["mentions"]
        return [(row["start"], row["end"], row["concept_id"]) for row in rows]

    def links(self) -> list[Link]:
        """Give the mentions found."""
        return [(row["start"], row["end"], row["concept_id"]) for row in self.found]

    def lang(self, start: int, end: int) -> str:
        """Tell the language of a mention: that of the letters in and around it."""
        around = self.document.text[max(0, start - 10) : end + 10]
        han = sum("\u3400" <= char <= "\u9fff" for char in around)
        return "zh" if 2 * han > len(around) / 2 else "en"


def main() -> None:
    """Link and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="list the errors on dev")
    arguments = parser.parse_args()
    units = list(link_gold())
    if arguments.errors:
        print_errors(units)
        return
    figures = {
        half: {
            lang: {kind: score.as_dict() for kind, score in scores.items()}
            for lang, scores in measure(units, half).items()
        }
        for half in HALVES
    }
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    print("| half, language | kind | F1 | precision | recall | gold |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for half, by_lang in figures.items():
        for lang, by_kind in by_lang.items():
            for kind, score in by_kind.items():
                shares = " | ".join(f"{100 * score[n]:.1f}" for n in ("f1", "precision", "recall"))
                print(f"| {half}, {lang} | {kind} | {shares} | {score['gold']} |")


def link_gold(
    names: Sequence[str] = ("un_and_laws.en", "un_and_laws.zh", "seeds"),
) -> Iterator[Unit]:
    """Run the pipeline over the texts of the gold; the seeds are read as files."""
    shared = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared")) / "data"
    for name in names:
        texts = ROOT / "seeds" if name == "seeds" else shared
        documents = read_gold(GOLD / f"{name}.jsonl", texts)
        result = govnlp.process(
            [document.text for document in documents], PipelineSettings(stages=STAGES)
        )
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in result.mentions.to_pylist():
            found[int(row["doc_id"])].append(row)
        for number, document in enumerate(documents):
            yield Unit(document, half_of(document.doc_id), found[number])


def measure(units: Sequence[Unit], half: Half) -> dict[str, Scores]:
    """Score one half by language and kind."""
    totals: dict[str, dict[str, Score]] = {"en": {}, "zh": {}}
    for unit in units:
        if unit.half != half:
            continue
        for lang, total in totals.items():
            scores = score_links(
                unit.document.text,
                [link for link in unit.gold() if unit.lang(*link[:2]) == lang],
                [link for link in unit.links() if unit.lang(*link[:2]) == lang],
            )
            add_scores(total, scores)
    for total in totals.values():
        total["names"] = sum(
            (total.get(kind, Score()) for kind in ("organization", "place")), Score()
        )
    return {lang: {kind: total[kind] for kind in sorted(total)} for lang, total in totals.items()}


def print_errors(units: Sequence[Unit]) -> None:
    """Print the errors on dev, missed ones with ``-``, wrong ones with ``+``."""
    for unit in units:
        if unit.half != "dev":
            continue
        text = unit.document.text
        gold, found = set(unit.gold()), set(unit.links())
        match = {(r["start"], r["end"], r["concept_id"]): r for r in unit.found}
        for link in sorted(gold ^ found):
            start, end, concept_id = link
            before, after = text[max(0, start - 40) : start], text[end : end + 30]
            how = "" if link in gold else f" {match[link]['match']} {match[link]['score']:.2f}"
            line = f"{'-' if link in gold else '+'} {unit.document.doc_id} {concept_id}{how}: "
            print(line + f"{before}[{text[start:end]}]{after}".replace("\n", " "))


if __name__ == "__main__":
    main()
