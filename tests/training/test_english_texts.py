"""Sentences that nobody annotated are found in archives as they come."""

import gzip
import io
import json
import random
import tarfile
from pathlib import Path

from english_texts import INNER_ARCHIVE, snippet_sentences, statute_sentences

REVIEWS = """\
1_1\t-0.5\tThe box arrived late. Nobody said why!!  Still, it works &amp;amp; looks fine.
1_2\t1.5\tmr. lee's shop opens at 9 a.m. and closes early
"""
TWEETS = "1\t0.5\t@anonymous that was kind of you. The ''summit'' goes on\n"


def pack(path: Path, files: dict[str, bytes]) -> bytes:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path.read_bytes()


def test_reviews_and_tweets_are_cut_into_sentences(tmp_path: Path) -> None:
    inner = pack(
        tmp_path / "inner",
        {
            "set/tweets_GroundTruth.txt": TWEETS.encode(),
            "set/amazonReviewSnippets_GroundTruth.txt": REVIEWS.replace("\n", "\r\n").encode(),
            "set/._tweets_GroundTruth.txt": b"\x00\xff",
            "set/tweets_anonDataRatings.txt": b"1\t[0, 1]\n",
        },
    )
    pack(tmp_path / "outer", {f"package-1/{INNER_ARCHIVE}": inner})
    assert list(snippet_sentences(tmp_path / "outer")) == [
        "The box arrived late.",
        "Nobody said why!!",
        "Still, it works & looks fine.",
        "mr. lee's shop opens at 9 a.m. and closes early",
        'The "summit" goes on',
    ]


def test_statutes_are_drawn_until_there_are_enough_words(tmp_path: Path) -> None:
    path = tmp_path / "laws.jsonl.gz"
    articles = [{"en": f"Article {n} enters into force. It is final."} for n in range(50)]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"articles": [*articles, {"en": ""}]}) + "\n")
    found = list(statute_sentences(path, 30, random.Random(1)))
    assert 30 <= sum(len(sentence.split()) for sentence in found) < 40
    assert found[1] == "It is final."
    assert found == list(statute_sentences(path, 30, random.Random(1)))
