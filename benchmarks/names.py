"""What a list of names gives at most, as a Markdown table: python benchmarks/names.py.

F1 of the entities of Universal NER on the dev parts of EWT and GSD in Simplified characters, by the
bundled pipelines as they are, and with the names of the same part listed, each with its commonest
type. No list of a user's is complete: this is an upper bound.
"""

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from govnlp.annotators.loading import load_annotator
from govnlp.evaluation.conll import TaggedSentence
from govnlp.evaluation.entities import TYPES, tagged_entities
from govnlp.evaluation.files import score_entities, tagged_text, tagged_texts

ROOT = Path(__file__).resolve().parent.parent
DEV = {"en": "en_ewt", "zh": "zh_gsdsimp"}
COLUMNS = ("all", *TYPES)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    arguments = parser.parse_args()
    shared = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared"))
    print(f"| entities, F1 | names | {' | '.join(COLUMNS)} |")
    print(f"| --- |{' ---: |' * (1 + len(COLUMNS))}")
    for lang, name in DEV.items():
        texts = tagged_texts(
            shared / f"data/ner/{name}-dev.iob2", shared / f"data/treebanks/{name}-dev.conllu"
        )[: arguments.limit]
        names = names_in(texts)
        for title, listed in ((name, {}), (f"{name}, its names listed", names)):
            scores = score_entities(load_annotator(lang, names=listed), texts)
            cells = [f"{100 * scores[column].f1:.1f}" for column in COLUMNS]
            print(f"| {title} | {len(listed):,} | {' | '.join(cells)} |", flush=True)


def names_in(texts: Sequence[Sequence[TaggedSentence]]) -> dict[str, str]:
    """Give the names of tagged texts as they are written, each with its commonest type."""
    types: dict[str, Counter[str]] = {}
    for sentences in texts:
        text = tagged_text(sentences)
        places = [place for place, char in enumerate(text) if not char.isspace()]
        for start, end, kind in tagged_entities(sentences):
            name = text[places[start] : places[end - 1] + 1]
            types.setdefault(name, Counter())[kind] += 1
    return {name: counts.most_common(1)[0][0] for name, counts in types.items()}


if __name__ == "__main__":
    main()
