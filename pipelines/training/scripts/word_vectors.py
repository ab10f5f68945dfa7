"""Take vectors of Chinese words from the source distribution of synonyms 3.10.2.

They were learnt (word2vec) from the Chinese Wikipedia in jieba's words; the most frequent words
are kept, in their main directions.
"""

import tarfile
from pathlib import Path
from typing import IO

import numpy as np
import typer
from character_vectors import reduce

from govnlp.annotators.words import word_key
from govnlp.text.folding import simplify
from govnlp.text.scripts import is_han

VECTORS = "synonyms/data/words.vector"


def read_vectors(file: IO[bytes]) -> tuple[list[str], np.ndarray]:
    """Read words and their vectors from word2vec's binary format, the most frequent first."""
    n_words, width = map(int, file.readline().split())
    words, rows = [], np.zeros((n_words, width), dtype="f")
    for row in rows:
        word = b""
        while (byte := file.read(1)) != b" ":
            word += byte
        words.append(word.decode("utf-8", errors="replace").strip())
        row[:] = np.frombuffer(file.read(4 * width), "<f4")
    return words, rows


def main(synonyms: Path, output: Path, n_words: int = 40_000, width: int = 64) -> None:
    """Write keys (as `govnlp.annotators.words.features` counts words) and vectors."""
    with tarfile.open(synonyms) as archive:
        name = next(name for name in archive.getnames() if name.endswith(VECTORS))
        member = archive.extractfile(name)
        assert member is not None, f"{name} is no file"
        words, rows = read_vectors(member)
    number_of: dict[str, int] = {}
    for number, word in enumerate(words):
        if any(map(is_han, word)):
            number_of.setdefault(simplify(word), number)
    chosen = list(number_of.items())[:n_words]
    reduced = reduce(rows[[number for _, number in chosen]], width).astype("float16")
    keys = np.array([word_key(word) for word, _ in chosen], dtype="uint64")
    order = keys.argsort()
    output.parent.mkdir(parents=True, exist_ok=True)
    np.savez(output, keys=keys[order], vectors=reduced[order])
    typer.echo(f"{output}: {len(chosen)} words, {reduced.nbytes / 1e6:.1f} MB")


if __name__ == "__main__":
    typer.run(main)
