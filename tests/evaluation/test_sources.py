"""Texts that gold names and does not hold."""

import gzip
import json
from pathlib import Path

import pytest

from govnlp.errors import InputError
from govnlp.evaluation.gold import read_gold
from govnlp.evaluation.sources import SourceTexts, checksum


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lines.en").write_text("one\n二\u2028still two\n", encoding="utf-8")
    rows = [{"articles": [{"en": "A", "n": 1}, {"en": "B"}]}, {"articles": []}]
    data = "\n".join(map(json.dumps, rows)).encode()
    (tmp_path / "laws.jsonl.gz").write_bytes(gzip.compress(data))
    (tmp_path / "essay.txt").write_text("Human security", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("lines.en:0", "one"),
        ("lines.en:1", "二\u2028still two"),
        ("laws.jsonl.gz:0/articles/1/en", "B"),
        ("laws.jsonl.gz:0/articles/*/en", "A\n\nB"),
        ("essay.txt", "Human security"),
    ],
)
def test_places(folder: Path, place: str, text: str) -> None:
    sources = SourceTexts(folder)
    assert sources.text(place) == text
    assert sources.text(place, checksum(text)) == text


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("lines.en:9", "no line 9"),
        ("nothing.en:0", "cannot be read"),
        ("laws.jsonl.gz:0/articles/7/en", "no text at"),
        ("laws.jsonl.gz:0/articles/0/n", "no text at"),
        ("lines.en:0/key", "no text at"),
        ("nothing.txt", "no document"),
    ],
)
def test_places_that_are_not_there(folder: Path, place: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        SourceTexts(folder).text(place)


def test_a_text_that_changed_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="checksum differs"):
        SourceTexts(folder).text("lines.en:0", checksum("another"))


def test_gold_joins_its_texts(folder: Path) -> None:
    line = {
        "doc_id": "a",
        "source": "lines.en:0",
        "sha256": checksum("one"),
        "mentions": [[0, 3, "concept/one"]],
    }
    path = folder / "gold.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    (document,) = read_gold(path, folder)
    assert (document.text, document.doc_id) == ("one", "a")
    with pytest.raises(InputError, match="--texts"):
        read_gold(path)
    path.write_text(json.dumps(line | {"sha256": checksum("two")}), encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 1: .*checksum"):
        read_gold(path, folder)
