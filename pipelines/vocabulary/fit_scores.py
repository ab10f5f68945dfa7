"""Fit the scores of links: python pipelines/vocabulary/fit_scores.py.

Writes `src/govnlp/linking/weights.json`: logistic models (L2-regularized, by Newton's method) that
make probabilities of what is known of a match.

- "fuzzy concept" and "fuzzy name" are fitted to `near_labels.csv`: spans of un_dev and the laws
  with a concept near to them, each judged by reading. None lies in a text of the held-out gold.
  Slips of the keyboard are rare in such texts, so labels with a slip made by chance are added.
- "label" is fitted to the gold files `fresh.*.jsonl` in `tests/gold/linking`: every link that a
  label gave there is right or not. Neither vocabulary nor rules were bettered on them; on the dev
  half of the other files, by which both were, more links are right than in a text never seen.
- The labels near a span in that dev half are examples for the two fuzzy models as well. No held-out
  text is looked at.

The texts come from the folder that GOVNLP_SHARED names, else from `shared` beside the repository.
"""

import csv
import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

import govnlp
from govnlp.config import NormalizeSettings, PipelineSettings
from govnlp.evaluation.gold import read_gold
from govnlp.evaluation.halves import half_of
from govnlp.evaluation.sources import SourceTexts
from govnlp.linking import scores
from govnlp.linking.candidates import Candidate, Passage
from govnlp.linking.linker import Linker
from govnlp.linking.logistic import WEIGHTS, sigmoid
from govnlp.linking.passages import DocumentPassages, document_passages
from govnlp.linking.spans import Span, uncovered_spans
from govnlp.linking.surroundings import Surroundings
from govnlp.vocabulary import chinese, load_vocabulary

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared"))
STAGES = ("ingest", "segment", "annotate")
N_FOLDS = 5
N_SLIPS = 30

PRIOR = {
    "match exact": 1.5,
    "match folded": 1.5,
    "match inflected": 1.2,
    "match abbreviation": 1.5,
    "match defined": 1.5,
    "match coordination": 0.5,
    "match short": 1.0,
    "short concept": -0.5,
    "no capital": -1.0,
    "part of words": -0.5,
    "short part of a word": -0.5,
    "likeness": 1.0,
    "letters": 1.0,
    "almost_equal": 0.5,
    "same_parts": 0.5,
    "turned": 0.5,
    "same_end": 0.5,
    "ahead": 1.0,
    "type_fits": 0.5,
    "type_contradicts": -0.5,
    "lower_case": -0.5,
    "in_document": 0.3,
    "kin_in_passage": 0.3,
    "kin_in_document": 0.1,
    "in_heading": 0.3,
}
"""What is expected of a feature before any example is seen, in the scale of the weights; where the
examples say nothing (few of them have headings), it stands."""

MATCHES = tuple(name for name in PRIOR if name.startswith("match "))
"""How a label may match; some ways are too rare for every text to have them."""

Example = tuple[Mapping[str, float], bool]
"""Features, and whether the link is right."""
Examples = dict[str, list[Example]]
"""Examples by the model that scores them."""


def main() -> None:
    """Fit, print how well the models fit texts they have not seen, and write the weights."""
    linker = Linker(load_vocabulary(), NormalizeSettings())
    examples = near_labels(linker)
    for name, rows in spans_of_gold(linker).items():
        examples[name] += rows
    examples["label"] = links_of_labels(linker)
    models: dict[str, dict[str, float]] = {}
    for name, rows in sorted(examples.items()):
        models[name] = fit(rows, MATCHES if name == "label" else ())
        print(f"{name}: {len(rows)} examples, {sum(right for _, right in rows)} right")
        print_calibration(rows)
    text = json.dumps(models, indent=1, sort_keys=True)
    WEIGHTS.write_text(text + "\n", encoding="utf-8")


def near_labels(linker: Linker) -> Examples:
    """Describe the judged spans as the linker does."""
    judged: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (HERE / "near_labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            judged[row["source"]].append(row)
    sources = SourceTexts(SHARED / "data")
    examples: Examples = defaultdict(list)
    n_lost = 0
    for document, rows in zip(
        annotate([sources.text(source) for source in judged]), judged.values(), strict=True
    ):
        _, chosen = linker.find(document.passages)
        around = Surroundings(linker.fuzzy.kin, document.passages, chosen)
        for row in rows:
            found = _described(linker, document, chosen, around, row)
            if found is None:
                n_lost += 1
            else:
                examples[found[0]].append((found[1], row["right"] == "1"))
    for model, figures in slips(linker):
        examples[model].append((figures, True))
    print(f"{n_lost} judged spans are no longer near their concept, or are linked by a label")
    return examples


def _described(linker, document, chosen, around, row):  # type: ignore[no-untyped-def]
    start, end = int(row["start"]), int(row["end"])
    for number, passage in enumerate(document.passages):
        if passage.start <= start and end <= passage.start + len(passage.text):
            label = next(
                (e.label for e in passage.entities if (e.start, e.end) == (start, end)), ""
            )
            span = Span(start - passage.start, end - passage.start, label)
            for found in linker.fuzzy.describe(number, passage, span, chosen[number], around):
                if found.near.entry.concept_id == row["concept_id"]:
                    return found.model, found.figures
    return None


def spans_of_gold(linker: Linker) -> Examples:
    """Describe, in the dev half of the gold, every label near a span."""
    examples: Examples = defaultdict(list)
    for documents, texts in (
        ("un_and_laws.en", SHARED / "data"),
        ("un_and_laws.zh", SHARED / "data"),
        ("seeds", ROOT / "seeds"),
    ):
        for document, right in gold(documents, texts, half="dev"):
            mentions = linker.find(document.passages)[1]
            around = Surroundings(linker.fuzzy.kin, document.passages, mentions)
            for number, (passage, found) in enumerate(
                zip(document.passages, mentions, strict=True)
            ):
                for span in uncovered_spans(passage, found):
                    for near in linker.fuzzy.describe(number, passage, span, found, around):
                        start, end = near.start + passage.start, near.end + passage.start
                        is_right = (start, end, near.near.entry.concept_id) in right
                        examples[near.model].append((near.figures, is_right))
    return examples


def links_of_labels(linker: Linker) -> list[Example]:
    """Describe every link that a label gives in texts by which nothing was chosen."""
    examples: list[Example] = []
    for lang in ("en", "zh"):
        for document, right in gold(f"fresh.{lang}", SHARED / "data"):
            mentions = linker.find(document.passages)[1]
            for passage, found in zip(document.passages, mentions, strict=True):
                for mention in found:
                    start, end = mention.start + passage.start, mention.end + passage.start
                    is_right = (start, end, mention.entry.concept_id) in right
                    examples.append((_of_label(mention, passage), is_right))
    return examples


def gold(
    name: str, texts: Path, half: str | None = None
) -> Iterator[tuple[DocumentPassages, set[tuple[int, int, str]]]]:
    """Give the texts of a gold file, or of one half of it, each with its mentions."""
    known = [
        document
        for document in read_gold(ROOT / f"tests/gold/linking/{name}.jsonl", texts)
        if half is None or half_of(document.doc_id) == half
    ]
    passages = annotate([document.text for document in known])
    for document, found in zip(known, passages, strict=True):
        rows = document.tables["mentions"]
        yield found, {(row["start"], row["end"], row["concept_id"]) for row in rows}


def _of_label(mention: Candidate, passage: Passage) -> Mapping[str, float]:
    entry, surface = mention.entry, passage.text[mention.start : mention.end]
    if not chinese.HAN.search(entry.label):
        is_short = " " not in entry.folded and mention.match != "abbreviation"
        no_capital = entry.is_name and mention.match != "abbreviation" and surface.islower()
        return scores.features(mention.match, entry.is_name, is_short, no_capital, "")
    if mention.match in ("coordination", "defined"):
        return scores.features(mention.match, mention.match == "defined", False, False, "")
    fit = chinese.boundary_fit(
        mention.start + passage.start,
        mention.end + passage.start,
        passage.token_starts,
        passage.token_ends,
    )
    if mention.match == "short":
        fit = "whole"
    is_short = len(chinese.label_key(surface)) < 3 and mention.match != "short"
    return scores.features(mention.match, entry.is_name, is_short, False, fit)


def slips(linker: Linker) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Make slips in long labels: a letter left out, doubled or changed; in Chinese a word more."""
    chance = random.Random(4)
    made: Counter[str] = Counter()
    labels = sorted(label for label in linker.vocabulary.labels() if label.role in ("pref", "alt"))
    for label in chance.sample(labels, len(labels)):
        least = 6 if label.lang == "zh" else 16
        if len(label.text) < least or (label.lang == "en" and label.text.count(" ") < 1):
            continue
        longest = max(label.text.split(), key=len)
        place = label.text.index(longest) + chance.randrange(1, len(longest))
        others = ["大", "和", "了", "事务", "问题"] if label.lang == "zh" else [*"aeinrst"]
        middle = chance.choice(["", label.text[place] * 2, chance.choice(others)])
        text = label.text[:place] + middle + label.text[place + 1 :]
        (document,) = linker.find([Passage(text)])[1:]
        around = Surroundings(linker.fuzzy.kin, [Passage(text)], document)
        for found in linker.fuzzy.describe(
            0, Passage(text), Span(0, len(text), ""), document[0], around
        ):
            if found.near.entry.concept_id == label.concept_id:
                made[found.model] += 1
                if made[found.model] <= N_SLIPS:
                    yield found.model, found.figures
        if len(made) == 2 and min(made.values()) >= N_SLIPS:
            return


def annotate(texts: Sequence[str]) -> list[DocumentPassages]:
    """Bring texts to where the linker takes over."""
    result = govnlp.process(texts, PipelineSettings(stages=STAGES))
    return list(
        document_passages(
            result.documents,
            result.segments,
            result.sentences,
            result.entities,
            result.noun_phrases,
        )
    )


def fit(
    rows: Sequence[Example], expected: Sequence[str] = (), strength: float = 1.0
) -> dict[str, float]:
    """Fit a logistic model; a weight that comes out against `PRIOR`'s sign is held at 0.

    Args:
        rows: the examples.
        expected: features that the model must know even if no example has them.
        strength: of what is expected of a weight.
    """
    names = sorted({*expected, *(name for figures, _ in rows for name in figures)})
    while True:
        weights = _newton(rows, names, strength)
        wrong = {name for name in names if weights[name] * PRIOR.get(name, 0.0) < 0}
        if not wrong:
            left_out = {name: 0.0 for figures, _ in rows for name in figures} | weights
            return {name: round(weight, 3) for name, weight in sorted(left_out.items())}
        names = [name for name in names if name not in wrong]


def _newton(rows: Sequence[Example], names: Sequence[str], strength: float) -> dict[str, float]:
    x = np.array([[1.0, *(figures.get(name, 0.0) for name in names)] for figures, _ in rows])
    y = np.array([float(right) for _, right in rows])
    prior = np.array([0.0, *(PRIOR.get(name, 0.0) for name in names)])
    penalty = np.full(x.shape[1], strength)
    penalty[0] = 1e-6  # the bias is free
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - penalty * (weights - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        weights += np.linalg.solve(hessian, gradient)
    return dict(zip(("bias", *names), map(float, weights), strict=True))


def print_calibration(rows: Sequence[Example]) -> None:
    """Print, by cross-validation, how many links of each score are right."""
    bins: dict[int, list[bool]] = defaultdict(list)
    for fold in range(N_FOLDS):
        weights = fit([row for number, row in enumerate(rows) if number % N_FOLDS != fold])
        for number, (figures, right) in enumerate(rows):
            if number % N_FOLDS == fold:
                value = weights["bias"] + sum(weights.get(n, 0.0) * v for n, v in figures.items())
                bins[min(9, int(10 * sigmoid(value)))].append(right)
    for place in sorted(bins):
        right = bins[place]
        share = sum(right) / len(right)
        print(f"  scored {place / 10:.1f} to {place / 10 + 0.1:.1f}: {share:.2f} of {len(right)}")


if __name__ == "__main__":
    main()
