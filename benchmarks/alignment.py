"""How well `align` finds a known alignment: python benchmarks/alignment.py.

Each document is built from texts whose alignment is known: statutes by article, United Nations
documents by sentence. Every passage is one segment, linked to the shipped vocabulary, and all of
its text is one sentence. A pair is right if both of its sides are (strict); precision, recall and
F1 are over the pairs of all documents of a kind. In the last kind nothing belongs together, and
every pair found is wrong.

Half of the texts (the even ones) were used to choose the weights of `govnlp.alignment`; the
figures are for the other half.
"""

import argparse
import gzip
import json
import os
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import rjieba

from govnlp.config import AlignSettings
from govnlp.schema import empty_table, table_from_rows
from govnlp.stages.align import align
from govnlp.stages.normalize import normalize
from govnlp.text.scripts import han_script

ROOT = Path(__file__).resolve().parent.parent
_TOKEN = re.compile(r"\w+|[^\w\s]")

Block = list[tuple[str, str]]
"""English and Chinese passages that translate each other, in order."""


class Known(NamedTuple):
    """A document with its alignment.

    Attributes:
        passages: language and text of each, in the order of the document.
        pairs: the passages (by number) that translate each other.
    """

    passages: list[tuple[str, str]]
    pairs: set[tuple[int, int]]


def statutes(data: Path, *, odd: bool, limit: int) -> list[Block]:
    """Read statutes, an article a passage; every second one, up to a number of them."""
    blocks = []
    with gzip.open(data / "parallel/laws.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 2 == odd and len(blocks) < limit * 10:
                articles = json.loads(line)["articles"]
                blocks.append([(article["en"], article["zh"]) for article in articles])
    return blocks[::10]


def resolutions(data: Path, *, odd: bool, limit: int) -> list[Block]:
    """Read United Nations documents, a sentence a passage, twenty sentences a block."""
    columns = [
        (data / f"parallel/un_dev.{part}").read_text(encoding="utf-8").splitlines()
        for part in ("ids", "en", "zh")
    ]
    pairs = sorted(zip(*columns, strict=True), key=lambda row: _place(row[0]))
    sentences = [(en, zh) for _, en, zh in pairs]
    blocks = [sentences[start : start + 20] for start in range(0, len(sentences), 20)]
    return blocks[odd::2][:limit]


def _place(identifier: str) -> tuple[str, int]:
    name, *places = identifier.split()
    english = next(place for place in places if place.startswith("en:"))
    return name, int(english.split(":")[1])


def halves(block: Block) -> Known:
    """Put the English half first, then the Chinese."""
    n = len(block)
    passages = [("en", en) for en, _ in block] + [("zh", zh) for _, zh in block]
    return Known(passages, {(number, n + number) for number in range(n)})


def with_gaps(block: Block) -> Known:
    """As `halves`, with a tenth of the passages taken out on each side."""
    chance = random.Random(len(block))  # noqa: S311
    kept = [[number for number in range(len(block)) if chance.random() > 0.1] for _ in range(2)]
    passages = [("en", block[number][0]) for number in kept[0]]
    passages += [("zh", block[number][1]) for number in kept[1]]
    pairs = {
        (kept[0].index(number), len(kept[0]) + kept[1].index(number))
        for number in set(kept[0]) & set(kept[1])
    }
    return Known(passages, pairs)


def in_turn(block: Block) -> Known:
    """Put each Chinese passage behind its English one."""
    passages = [side for en, zh in block for side in (("en", en), ("zh", zh))]
    return Known(passages, {(2 * number, 2 * number + 1) for number in range(len(block))})


def unrelated(blocks: Sequence[Block]) -> list[Known]:
    """Put English and Chinese passages in turn that come from different blocks.

    Six long English passages, each from another block, and six Chinese from six other blocks.
    """
    longest = [max(block, key=lambda pair: len(pair[0])) for block in blocks]
    groups = [longest[start : start + 6] for start in range(0, len(longest), 6)]
    others = groups[1:] + groups[:1]
    return [
        Known(in_turn([(en, zh) for (en, _), (_, zh) in zip(*pair, strict=False)]).passages, set())
        for pair in zip(groups, others, strict=True)
    ]


def tables(documents: Sequence[Known]) -> list[pa.Table]:
    """Build the tables that `align` reads, one segment and one sentence a passage."""
    texts, segments, sentences = [], [], []
    for number, document in enumerate(documents):
        start = 0
        for place, (lang, text) in enumerate(document.passages):
            here = {"doc_id": str(number), "segment_id": place, "start": start, "lang": lang}
            end = start + len(text)
            script = "Latn" if lang == "en" else han_script(text) or "Hans"
            segments.append(
                {
                    **here,
                    "end": end,
                    "text": text,
                    "script": script,
                    "kind": "paragraph",
                    "duplicate_of": None,
                }
            )
            spans = list(_tokens(text, lang, start))
            sentences.append(
                {
                    **here,
                    "sentence_id": place,
                    "end": end,
                    "n_tokens": len(spans),
                    "token_starts": [span[0] for span in spans],
                    "token_ends": [span[1] for span in spans],
                }
            )
            start = end + 2
        text = "\n\n".join(text for _, text in document.passages)
        texts.append(
            {
                "doc_id": str(number),
                "path": str(number),
                "media_type": "text/plain",
                "encoding": "utf-8",
                "sha256": "",
                "n_chars": len(text),
                "text": text,
                "metadata": None,
            }
        )
    given = [
        table_from_rows(name, rows)
        for name, rows in (("documents", texts), ("segments", segments), ("sentences", sentences))
    ]
    mentions = normalize(*given, empty_table("entities"), empty_table("noun_phrases"))["mentions"]
    return [*given, mentions]


def _tokens(text: str, lang: str, base: int) -> Iterator[tuple[int, int]]:
    if lang == "en":
        yield from ((base + m.start(), base + m.end()) for m in _TOKEN.finditer(text))
        return
    start = base
    for word in rjieba.cut(text, False):
        if not word.isspace():
            yield start, start + len(word)
        start += len(word)


def score(documents: Sequence[Known], given: Sequence[pa.Table]) -> dict[str, Any]:
    """Align and compare with what is known."""
    began = time.perf_counter()
    found = align(*given, AlignSettings())["alignments"].to_pylist()
    seconds = time.perf_counter() - began
    starts: list[dict[int, int]] = [{} for _ in documents]
    ends: list[dict[int, int]] = [{} for _ in documents]
    for row in given[1].select(["doc_id", "segment_id", "start", "end"]).to_pylist():
        starts[int(row["doc_id"])][row["start"]] = row["segment_id"]
        ends[int(row["doc_id"])][row["end"]] = row["segment_id"]
    right = 0
    for row in found:
        number = int(row["doc_id"])
        first = (starts[number][row["en_start"]], ends[number][row["en_end"]])
        second = (starts[number][row["zh_start"]], ends[number][row["zh_end"]])
        alone = first[0] == first[1] and second[0] == second[1]
        right += alone and (first[0], second[0]) in documents[number].pairs
    wanted = sum(len(document.pairs) for document in documents)
    precision = right / len(found) if found else 1.0
    recall = right / wanted if wanted else 1.0
    return {
        "documents": len(documents),
        "pairs": wanted,
        "found": len(found),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "seconds": seconds,
    }


def kinds(data: Path, *, odd: bool, limit: int) -> dict[str, list[Known]]:
    """Build the documents of every kind."""
    laws = statutes(data, odd=odd, limit=limit)
    un = resolutions(data, odd=odd, limit=limit)
    return {
        "statutes, halves": [halves(block) for block in laws],
        "statutes, in turn": [in_turn(block) for block in laws],
        "statutes, halves with gaps": [with_gaps(block) for block in laws],
        "UN, halves": [halves(block) for block in un],
        "UN, in turn": [in_turn(block) for block in un],
        "UN, halves with gaps": [with_gaps(block) for block in un],
        "UN, unrelated": unrelated(un),
        "statutes, unrelated": unrelated(laws),
    }


def main() -> None:
    """Print a table of figures, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--limit", type=int, default=100, help="statutes and blocks of each kind")
    parser.add_argument("--even", action="store_true", help="the half the weights were chosen on")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    data = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared")) / "data"
    figures = {}
    for name, documents in kinds(data, odd=not arguments.even, limit=arguments.limit).items():
        figures[name] = score(documents, tables(documents))
    if arguments.json:
        print(json.dumps(figures, indent=2))
        return
    print(f"{'':28} docs  pairs  found  precision  recall     F1  seconds")
    for name, row in figures.items():
        print(
            f"{name:28} {row['documents']:4} {row['pairs']:6} {row['found']:6} "
            f"{row['precision']:10.3f} {row['recall']:7.3f} {row['f1']:6.3f} {row['seconds']:8.1f}"
        )


if __name__ == "__main__":
    main()
