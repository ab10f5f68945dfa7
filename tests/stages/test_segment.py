"""Segments of invented texts, one difficulty each, and of the shared seeds where they are."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.config import SegmentSettings
from govnlp.errors import TableError
from govnlp.evaluation.scores import Score
from govnlp.evaluation.segments import score_segments
from govnlp.schema import SEGMENT_KINDS, check_table, empty_table, table_from_rows
from govnlp.segmentation.repeats import repeat_key
from govnlp.stages.segment import segment

CASES_FOLDER = Path(__file__).resolve().parent.parent / "cases" / "segments"
CASES = json.loads((CASES_FOLDER / "invented.json").read_text(encoding="utf-8"))


def documents(*texts: str) -> pa.Table:
    return table_from_rows(
        "documents",
        [
            {
                "doc_id": f"{number}.txt",
                "path": f"{number}.txt",
                "media_type": "text/plain",
                "encoding": "utf-8",
                "sha256": "",
                "n_chars": len(text),
                "text": text,
                "metadata": None,
            }
            for number, text in enumerate(texts)
        ],
    )


def segments_of(text: str, **settings: Any) -> list[dict[str, Any]]:
    tables = segment(documents(text), SegmentSettings(**settings))
    rows: list[dict[str, Any]] = check_table("segments", tables["segments"]).to_pylist()
    check_invariants(text, rows)
    return rows


def check_invariants(text: str, rows: list[dict[str, Any]]) -> None:
    covered = 0
    for number, row in enumerate(rows):
        part = text[row["start"] : row["end"]]
        assert row["segment_id"] == number
        assert row["text"] == part
        assert part
        assert part == part.strip()
        assert not text[covered : row["start"]].strip()
        assert covered <= row["start"]
        covered = row["end"]
        assert row["kind"] in SEGMENT_KINDS
        assert (row["lang"], row["script"]) in {
            ("en", "Latn"),
            ("zh", "Hans"),
            ("zh", "Hant"),
            ("und", "Latn"),
            ("und", "Zyyy"),
        }
        first = row["duplicate_of"]
        if first is not None:
            assert first < number
            assert rows[first]["duplicate_of"] is None
            assert repeat_key(rows[first]["text"]) == repeat_key(part)
    assert not text[covered:].strip()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_invented_cases(case: dict[str, Any]) -> None:
    rows = segments_of(case["text"])
    found = [[row["text"], row["lang"], row["kind"]] for row in rows]
    assert found == case["segments"]
    repeats = {
        str(r["segment_id"]): r["duplicate_of"] for r in rows if r["duplicate_of"] is not None
    }
    assert repeats == case.get("repeats", {})


ALPHABET = st.sampled_from(
    [
        *"安全治理國際。，：；（）《》“”·•一、 \u3000",
        *"\n\r\t\f\v\x00\x1c\x85\u2028\u200b\ufeff\u00ad",
        *"aBc .,;:!?-–—|#*>1290()[]'\"»@é",
        *"\U00020bb7\U0001f600👩\u200d\u0301\u0e01\u0416\u3042\uac00",
        *[
            "\r\n",
            "\n\n",
            "P. 1",
            "Article 1",
            "第一条",
            "1.2. ",
            "相似文献",
            "  ",
            "登录",
            "[Keywords] ",
        ],
        *["Global security", "人的安全", " the state of ", "---", "```", "| a | b |", "Q: ", "..."],
    ]
)


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_any_text_is_covered(text: str) -> None:
    segments_of(text)


@given(st.text(max_size=200).filter(lambda text: text.isprintable() or not text.isascii()))
def test_any_unicode_is_covered(text: str) -> None:
    segments_of("".join(char for char in text if not "\ud800" <= char <= "\udfff"))


@given(
    st.lists(ALPHABET, min_size=1, max_size=40).map("".join),
    st.integers(min_value=2, max_value=6),
)
def test_repeated_text_is_covered(text: str, times: int) -> None:
    segments_of("\n".join([text] * times))


@given(st.lists(ALPHABET, min_size=20, max_size=80).map("".join).map(lambda text: text * 12))
def test_no_segment_is_too_long(text: str) -> None:
    rows = segments_of(text, max_chars=200)
    assert all(row["end"] - row["start"] <= 200 for row in rows)


def test_no_documents() -> None:
    tables = segment(empty_table("documents"))
    assert tables["segments"].equals(empty_table("segments"))
    assert tables["rejects"].equals(empty_table("rejects"))


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t\u3000\u2028\x85"])
def test_white_space_has_no_segments(text: str) -> None:
    assert segments_of(text) == []


@pytest.mark.parametrize("text", ["a", "安", ".", "。", "😀", "𠮷", "\x00", "\u200b", "é", "1"])
def test_one_character_is_one_segment(text: str) -> None:
    assert [row["text"] for row in segments_of(f"\n {text}\r\n")] == [text]


def test_documents_do_not_mix() -> None:
    rows = segment(documents("Peace.", "", "Peace.\n\nPeace."))["segments"].to_pylist()
    assert [(row["doc_id"], row["segment_id"], row["duplicate_of"]) for row in rows] == [
        ("0.txt", 0, None),
        ("2.txt", 0, None),
        ("2.txt", 1, 0),
    ]


def test_a_split_of_the_documents_changes_nothing() -> None:
    texts = [case["text"] for case in CASES]
    together = segment(documents(*texts))["segments"].to_pylist()
    alone = [row for text in texts for row in segments_of(text)]
    assert [row | {"doc_id": ""} for row in together] == [row | {"doc_id": ""} for row in alone]


def test_missing_columns_are_refused() -> None:
    with pytest.raises(TableError, match="documents: column 'path' is missing"):
        segment(pa.table({"doc_id": ["a"], "text": ["b"]}))


def test_undecided_script_follows_the_document() -> None:
    rows = segments_of("總體國家安全觀與全球治理。\n\n人的安全")
    assert [row["script"] for row in rows] == ["Hant", "Hant"]
    assert segments_of("人的安全")[0]["script"] == "Hans"


def test_short_segments_are_never_repeats() -> None:
    rows = segments_of("定义\n\n定义\n\n词\n\n词", min_duplicate_chars=3)
    assert [row["duplicate_of"] for row in rows] == [None] * 4
    assert segments_of("定义\n\n定义")[1]["duplicate_of"] == 0


@pytest.mark.parametrize(
    "line",
    ["Water is life, and the river knows. ", "水是生命之源，河流也知道。", "水安全a"],
)
def test_one_long_line_is_cut(line: str) -> None:
    text = line * (200_000 // len(line))
    rows = segments_of(text)
    assert len(rows) <= len(text) / 6_000
    if line[-1] in " 。":
        assert all(row["text"][-1] in ".。" for row in rows)


def test_shared_seeds_agree_with_gold(shared: Path) -> None:
    """Gold holds offsets only: start, end, lang, kind, duplicate_of; judged by reading."""
    gold = json.loads((CASES_FOLDER / "shared_seeds.json").read_text(encoding="utf-8"))
    boundaries = Score()
    right = characters = 0.0
    for name, rows in gold.items():
        text = (shared / "seeds" / name).read_text(encoding="utf-8")
        expected = [
            {"start": start, "end": end, "lang": lang, "kind": kind, "duplicate_of": first}
            for start, end, lang, kind, first in rows
        ]
        found = segments_of(text)
        scores = score_segments(text, expected, found)
        written = len("".join(text.split()))
        boundaries += scores.boundaries
        right += scores.language * written
        characters += written
        for wanted in (is_boilerplate, is_repeat):
            assert spans_of(expected, wanted) == spans_of(found, wanted), name
    assert right / characters >= 0.999
    assert boundaries.f1 >= 0.98


def is_boilerplate(row: dict[str, Any]) -> bool:
    return bool(row["kind"] == "boilerplate")


def is_repeat(row: dict[str, Any]) -> bool:
    return row["duplicate_of"] is not None


def spans_of(
    rows: list[dict[str, Any]], wanted: Callable[[dict[str, Any]], bool]
) -> list[tuple[int, int]]:
    return [(row["start"], row["end"]) for row in rows if wanted(row)]


def test_shared_seeds_keep_the_invariants(shared: Path) -> None:
    folders = [shared / "seeds", shared / "data" / "documents"]
    texts = [path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    assert texts
    for text in texts:
        segments_of(text)
