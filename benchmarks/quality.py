"""Quality on the dev parts, as Markdown tables or JSON: python benchmarks/quality.py.

Measured from raw text, as the manual defines it, for the bundled pipelines and for any other
named: a spaCy pipeline (a package that is installed, or a folder), or stanza:LANG as in a pipeline
file (stanza:zh-hans/gsd@FOLDER):

- trees: words, sentences, tags, trees and noun phrases on EWT, GUM and GSD
- entities: those of Universal NER on EWT and GSD
- traditional: what Traditional characters cost, GSD being there in both
- speed: words (English) or characters (Chinese) a second of processor time, the dev part of the
  treebank read once in batches of 64, and the ratio to the bundled pipeline
- segments: the real texts of `../shared/seeds` against segments made by reading
- linking: agreement of the two sides of `../shared/data/parallel/un_dev`
- alignment: known alignments, as `benchmarks/alignment.py` builds them
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from peers import Contestant, bundled, peer

import govnlp
from govnlp.config import PipelineSettings
from govnlp.evaluation.agreement import count_words, measure_agreement
from govnlp.evaluation.conll import Sentence, TaggedSentence
from govnlp.evaluation.documents import score_documents
from govnlp.evaluation.entities import TYPES
from govnlp.evaluation.files import (
    raw_text,
    score_entities,
    score_trees,
    tagged_texts,
    treebank_texts,
)
from govnlp.evaluation.gold import GoldDocument, Row
from govnlp.evaluation.scores import Score
from govnlp.evaluation.trees import MEASURES

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("trees", "entities", "traditional", "speed", "segments", "linking", "alignment")
TREEBANKS = {"en": ("en_ewt", "en_gum"), "zh": ("zh_gsdsimp", "zh_gsd")}
ENTITY_MEASURES = ("all", *TYPES, "untyped")

Figures = dict[str, float | None]
Rows = dict[str, Figures]
"""Figures by what they were measured on; those that a pipeline cannot have are None."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "pipelines", nargs="*", metavar="PIPELINE", help="spaCy package or folder, stanza:LANG"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    parser.add_argument("--limit", type=int, help="only the first so many texts, pairs, documents")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    shared = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared"))
    contestants = [bundled("en"), bundled("zh"), *map(peer, arguments.pipelines)]
    measured: dict[str, Rows] = {}
    for part in arguments.only:
        rows = measure(part, shared, contestants, arguments.limit)
        measured[part] = rows
        if not arguments.json:
            print(markdown(part, rows), flush=True)
    if arguments.json:
        print(json.dumps(measured, ensure_ascii=False, indent=2))


def measure(
    part: str, shared: Path, contestants: Sequence[Contestant], limit: int | None = None
) -> Rows:
    """Measure one of `PARTS`; shares are between 0 and 1."""
    by_pipeline: Mapping[str, Callable[..., Iterable[tuple[str, Figures]]]] = {
        "trees": trees,
        "entities": entities,
        "traditional": traditional,
    }
    if part in by_pipeline:
        return {
            f"{contestant.name}, {name}": figures
            for contestant in contestants
            for name, figures in by_pipeline[part](shared, contestant, limit)
        }
    if part == "speed":
        return speed(shared, contestants, limit)
    alone: Mapping[str, Callable[[Path, int | None], Rows]] = {
        "segments": segments,
        "linking": linking,
        "alignment": alignment,
    }
    return alone[part](shared, limit)


def trees(
    shared: Path, contestant: Contestant, limit: int | None = None
) -> Iterator[tuple[str, Figures]]:
    """Measure words, sentences, tags, trees and noun phrases on each dev part."""
    for name in TREEBANKS[contestant.lang]:
        texts = treebank_texts(_treebank(shared, name))[:limit]
        yield name, _tree_figures(contestant, texts)


def entities(
    shared: Path, contestant: Contestant, limit: int | None = None
) -> Iterator[tuple[str, Figures]]:
    """Measure entities on the dev part of Universal NER, in the paragraphs of its treebank."""
    if contestant.has_entities:
        name = TREEBANKS[contestant.lang][0]
        texts = tagged_texts(_tagged(shared, name), _treebank(shared, name))[:limit]
        yield name, _entity_figures(contestant, texts)


def traditional(
    shared: Path, contestant: Contestant, limit: int | None = None
) -> Iterator[tuple[str, Figures]]:
    """Measure how much higher each figure is on GSD in Simplified than in Traditional characters.

    The sentences, their trees and entities are the same.
    """
    if contestant.lang != "zh":
        return
    both = [treebank_texts(_treebank(shared, name)) for name in ("zh_gsdsimp", "zh_gsd")]
    yield (
        "trees",
        _difference(*(_tree_figures(contestant, texts[:limit]) for texts in both)),
    )
    if contestant.has_entities:
        tagged = tagged_texts(_tagged(shared, "zh_gsdsimp"))
        sides = (tagged, in_characters_of(both[1], tagged))
        yield (
            "entities",
            _difference(*(_entity_figures(contestant, texts[:limit]) for texts in sides)),
        )


def in_characters_of(
    treebank: Sequence[Sequence[Sentence]], texts: Sequence[Sequence[TaggedSentence]]
) -> list[list[TaggedSentence]]:
    """Give tagged sentences the characters of a treebank that has them, one for one."""
    written = [sentence.text for sentences in treebank for sentence in sentences]
    sentences = [sentence for text in texts for sentence in text]
    changed = []
    for text, sentence in zip(written, sentences, strict=True):
        letters = "".join(text.split())
        words, place = [], 0
        for word in sentence.words:
            words.append(letters[place : place + len(word)])
            place += len(word)
        assert place == len(letters), text
        changed.append([TaggedSentence(sentence.sent_id, text, tuple(words), sentence.tags, False)])
    return changed


def speed(shared: Path, contestants: Sequence[Contestant], limit: int | None = None) -> Rows:
    """Time each pipeline over the same texts; those of a language in turns, the best of three."""
    rows: Rows = {}
    for lang, (treebank, *_) in TREEBANKS.items():
        texts = [raw_text(text) for text in treebank_texts(_treebank(shared, treebank))[:limit]]
        amount = sum(map(count_words if lang == "en" else len, texts))
        racing = [contestant for contestant in contestants if contestant.lang == lang]
        best = {contestant.name: float("inf") for contestant in racing}
        for _ in range(3):
            for contestant in racing:
                began = time.process_time()
                for _doc in contestant.pipe.pipe(texts):
                    pass
                seconds = time.process_time() - began
                best[contestant.name] = min(best[contestant.name], seconds)
        first = racing[0].name if racing else ""
        for name, seconds in best.items():
            rows[f"{name}, {treebank}"] = {
                "per_second": amount / seconds,
                "ratio": best[first] / seconds,
            }
    return rows


def segments(shared: Path, limit: int | None = None) -> Rows:
    """Measure languages, kinds and boundaries of the segments of real texts."""
    path = ROOT / "tests/cases/segments/shared_seeds.json"
    documents = []
    for name, rows in json.loads(path.read_text(encoding="utf-8")).items():
        text = (shared / "seeds" / name).read_text(encoding="utf-8")
        columns = ("start", "end", "lang", "kind", "duplicate_of")
        gold: list[Row] = [dict(zip(columns, row, strict=True)) for row in rows]
        documents.append(GoldDocument(text, {"segments": gold}))
    scores = score_documents(documents[:limit])
    return {"seeds": {name.partition("/")[2]: score.f1 for name, score in scores.items()}}


def linking(shared: Path, limit: int | None = None) -> Rows:
    """Measure how far the concepts linked on both sides of sentence pairs agree, and how many."""
    sides = [
        (shared / f"data/parallel/un_dev.{lang}").read_text(encoding="utf-8").split("\n")[:limit]
        for lang in ("en", "zh")
    ]
    stages = ("ingest", "segment", "annotate", "normalize")
    linked = []
    n_mentions = 0
    for side in sides:
        mentions = govnlp.process(side, PipelineSettings(stages=stages)).mentions
        concepts: list[set[str]] = [set() for _ in side]
        for row in mentions.select(["doc_id", "concept_id"]).to_pylist():
            concepts[int(row["doc_id"])].add(row["concept_id"])
        n_mentions = n_mentions or len(mentions)
        linked.append(concepts)
    found = measure_agreement(*linked)
    n_words = sum(map(count_words, sides[0]))
    rows: Rows = {"all": {"agreement": found.agreement, "per_1000_words": n_mentions / n_words}}
    return rows | {
        kind: {"agreement": value, "per_1000_words": None} for kind, value in found.by_kind.items()
    }


def alignment(shared: Path, limit: int | None = None) -> Rows:
    """Measure pairs of passages found, strictly."""
    from alignment import kinds, score, tables

    rows: Rows = {}
    for name, documents in kinds(shared / "data", odd=True, limit=limit or 100).items():
        row = score(documents, tables(documents))
        rows[name] = {measure: row[measure] for measure in ("precision", "recall", "f1")}
    return rows


def markdown(part: str, rows: Rows) -> str:
    """Write a table in Markdown, shares in percent, a dash where a figure has no meaning."""
    columns = list(dict.fromkeys(name for figures in rows.values() for name in figures))
    lines = [f"| {part} | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    for name, figures in rows.items():
        cells = [_cell(figures.get(column), column) for column in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(value: float | None, column: str) -> str:
    if value is None:
        return "–"
    if column == "per_second":
        return f"{value:,.0f}"
    if column == "ratio":
        return f"{value:.3f}"
    return f"{1000 * value:.1f}" if column.startswith("per_1000") else f"{100 * value:.1f}"


def _tree_figures(contestant: Contestant, texts: Sequence[Sequence[Sentence]]) -> Figures:
    scores = score_trees(contestant.pipe, texts, contestant.lang)
    return {name: scores[name].f1 if name in contestant.measures else None for name in MEASURES}


def _entity_figures(contestant: Contestant, texts: Sequence[Sequence[TaggedSentence]]) -> Figures:
    scores = score_entities(contestant.pipe, texts)
    return {name: scores.get(name, Score()).f1 for name in ENTITY_MEASURES}


def _difference(first: Figures, second: Figures) -> Figures:
    return {
        name: None if value is None or other is None else value - other
        for (name, value), other in zip(first.items(), second.values(), strict=True)
    }


def _treebank(shared: Path, name: str) -> Path:
    return shared / f"data/treebanks/{name}-dev.conllu"


def _tagged(shared: Path, name: str) -> Path:
    return shared / f"data/ner/{name}-dev.iob2"


if __name__ == "__main__":
    main()
