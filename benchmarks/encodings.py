"""How often the encoding of a short Chinese text is told rightly, beside charset-normalizer.

    python benchmarks/encodings.py [--chunks 1000]

Chunks of statutes (Traditional) and of UN documents (Simplified) that the lists of common
characters have not seen are encoded in each encoding; a chunk counts where the text comes back
unchanged.
"""

import argparse
import gzip
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import charset_normalizer

from govnlp.text.decoding import UndecodableError, decode
from govnlp.text.scripts import count_han

SHARED = Path(os.environ.get("GOVNLP_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SIZES = (10, 20, 50, 100, 300, 1000)
ENCODINGS = {
    "Hans": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"),
    "Hant": ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "cp950", "big5hkscs"),
}


def main() -> None:
    """Print the share of chunks that come back, by script, size and encoding."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--chunks", type=int, default=1000)
    n_chunks = parser.parse_args().chunks
    for script, text in (("Hans", un_documents()), ("Hant", statutes())):
        for size in SIZES:
            chunks = list(chunks_of(text, size, n_chunks))
            for encoding in ENCODINGS[script]:
                ours, theirs = (share_right(chunks, encoding, f) for f in (by_us, by_peer))
                print(
                    f"{script} {size:>5} characters  {encoding:<10}"
                    f" govnlp {ours:7.2%}  charset-normalizer {theirs:7.2%}"
                )


def un_documents() -> str:
    """Every second line of the UN development set."""
    lines = (SHARED / "data/parallel/un_dev.zh").read_text(encoding="utf-8").split("\n")
    return "\n".join(lines[1::2])


def statutes() -> str:
    """Every second law."""
    with gzip.open(SHARED / "data/parallel/laws.jsonl.gz", "rt", encoding="utf-8") as lines:
        laws = [json.loads(line) for line in lines][1::2]
    return "\n".join(article["zh"] or "" for law in laws for article in law["articles"])


def chunks_of(text: str, size: int, n_chunks: int) -> Iterator[str]:
    """Draw chunks, at least half of whose characters are Han."""
    draw = random.Random(0)  # noqa: S311 - the same chunks each time, no secret
    while n_chunks:
        start = draw.randrange(len(text) - size)
        chunk = text[start : start + size]
        if 2 * count_han(chunk) >= size:
            n_chunks -= 1
            yield chunk


def share_right(chunks: list[str], encoding: str, read: Callable[[bytes], str | None]) -> float:
    """Give the share of the chunks that the encoding can write and that come back."""
    right = total = 0
    for chunk in chunks:
        try:
            data = chunk.encode(encoding)
        except UnicodeEncodeError:
            continue
        total += 1
        right += read(data) == chunk
    return right / max(1, total)


def by_us(data: bytes) -> str | None:
    """Decode with govnlp."""
    try:
        return decode(data).text
    except UndecodableError:
        return None


def by_peer(data: bytes) -> str | None:
    """Decode with charset-normalizer."""
    best = charset_normalizer.from_bytes(data).best()
    return None if best is None else str(best).removeprefix("\ufeff")


if __name__ == "__main__":
    main()
