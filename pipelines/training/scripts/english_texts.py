"""Find English sentences that nobody annotated, for the teacher to annotate."""

import gzip
import html
import json
import random
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

INNER_ARCHIVE = "additional_resources/hutto_ICWSM_2014.tar.gz"
SNIPPETS = "SNIPPETS_GROUNDTRUTH.TXT", "TWEETS_GROUNDTRUTH.TXT"
# Names and addresses that the collectors of the reviews and tweets replaced.
MASKS = "@anonymous", "url_removed"

SENTENCE_END = re.compile(r"([a-z]{3}[.!?]+)\s+(?=[A-Z@'\"(])")
STATUTE_END = re.compile(r"(?<=[a-z]{3}[.;:])\s+")


def statute_sentences(path: Path, n_words: int, chance: random.Random) -> Iterator[str]:
    """Yield sentences of articles of law, drawn at random, until there are enough words."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = [a["en"] for law in map(json.loads, file) for a in law["articles"] if a["en"]]
    chance.shuffle(articles)
    words = 0
    for article in articles:
        for sentence in STATUTE_END.split(article):
            if words >= n_words:
                return
            words += len(sentence.split())
            yield sentence


def snippet_sentences(path: Path) -> Iterator[str]:
    """Yield the sentences of the reviews, editorials and tweets in vaderSentiment's sources.

    They stand in the order of their texts, one or a few a line, after a number and a score.
    Sentences with masked names are left out.
    """
    for line in _snippet_lines(path):
        text = html.unescape(html.unescape(line.split("\t", 2)[2]))
        for sentence in SENTENCE_END.sub(r"\1\n", text.replace("''", '"')).splitlines():
            if not any(mask in sentence for mask in MASKS):
                yield sentence


def _snippet_lines(path: Path) -> Iterator[str]:
    with tarfile.open(path) as sources:
        inner = next(name for name in sources.getnames() if name.endswith(INNER_ARCHIVE))
        with tarfile.open(fileobj=sources.extractfile(inner)) as archive:
            for name in sorted(archive.getnames()):
                hidden = name.rpartition("/")[2].startswith(".")
                if name.upper().endswith(SNIPPETS) and not hidden:
                    member = archive.extractfile(name)
                    assert member is not None, f"{name} is no file"
                    yield from member.read().decode("utf-8").splitlines()
