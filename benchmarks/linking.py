"""How fast linking is, and how large a vocabulary it bears: python benchmarks/linking.py.

First the sentences of `../shared/data/parallel/un_dev` are linked to the shipped vocabulary, on
tokens, entities and noun phrases found beforehand, and the processor time is set beside that of the
bundled annotators over the same texts. Then a vocabulary of a million made-up labels is built and
used. Each part runs in a process of its own, so that the memory printed is its own.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from govnlp.annotators.loading import load_annotator
from govnlp.config import NormalizeSettings
from govnlp.linking.candidates import Entity, Passage
from govnlp.linking.linker import Linker
from govnlp.vocabulary import Concept, Vocabulary, load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
N_CONCEPTS = 250_000


def main() -> None:
    """Run both parts, or the one that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=("share", "million"))
    part = parser.parse_args().part
    if part == "share":
        share_of_annotation()
    elif part == "million":
        million_labels()
    else:
        for name in ("share", "million"):
            subprocess.run([sys.executable, __file__, name], check=True)  # noqa: S603 (ourselves)


def share_of_annotation() -> None:
    """Print the time of linking beside that of annotating."""
    linker = Linker(load_vocabulary(), NormalizeSettings())
    for lang in ("en", "zh"):
        texts = _texts(lang)
        began = time.process_time()
        passages = [
            Passage(
                doc.text,
                0,
                [token.idx for token in doc],
                [token.idx + len(token) for token in doc],
                [0],
                [Entity(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents],
                [(span.start_char, span.end_char) for span in doc.spans["noun_phrases"]],
            )
            for doc in load_annotator(lang).pipe(texts)
        ]
        annotated = time.process_time() - began
        began = time.process_time()
        n_links = sum(len(linker.link([passage])[0]) for passage in passages)
        linked = time.process_time() - began
        n_chars = sum(map(len, texts))
        print(
            f"{lang}: {n_links} mentions, {n_chars / linked:,.0f} characters a second; "
            f"{linked / annotated:.1%} of the annotator's time"
        )


def million_labels() -> None:
    """Print what a vocabulary of a million labels costs."""
    chance = random.Random(0)  # noqa: S311 (no secret)
    english = sorted({word for text in _texts("en") for word in text.split() if word.isalpha()})
    english = [word for word in english if len(word) > 3]
    chinese = "".join(_texts("zh"))

    def phrase() -> str:
        return " ".join(chance.choices(english, k=chance.randint(2, 4)))

    def han() -> str:
        place = chance.randrange(len(chinese) - 10)
        return chinese[place : place + chance.randint(4, 9)]

    concepts = {}
    for number in range(N_CONCEPTS):
        concept_id = f"concept/c{number}"
        concepts[concept_id] = Concept(
            concept_id, "concept", phrase(), han(), alt_en=(phrase(),), alt_zh=(han(),)
        )
    vocabulary = Vocabulary(("made up",), concepts)
    began = time.process_time()
    linker = Linker(vocabulary, NormalizeSettings())
    built = time.process_time() - began
    texts = _texts("en")
    began = time.process_time()
    for text in texts:
        linker.link([Passage(text, phrases=[(0, min(40, len(text)))])])
    linked = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{4 * N_CONCEPTS:,} labels: built in {built:.0f} s, {peak:.2f} GiB at most, "
        f"then {sum(map(len, texts)) / linked:,.0f} characters a second"
    )


def _texts(lang: str) -> list[str]:
    shared = Path(os.environ.get("GOVNLP_SHARED", ROOT.parent / "shared"))
    path = shared / f"data/parallel/un_dev.{lang}"
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


if __name__ == "__main__":
    main()
