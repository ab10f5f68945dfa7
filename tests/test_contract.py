"""The contract's checks find each kind of breach, and pass what is right."""

from typing import Any

import pyarrow as pa
import pytest

from govnlp.contract import violations
from govnlp.schema import table_from_rows

TEXT = "Human security.\n\n人的安全。"


def right() -> dict[str, list[dict[str, Any]]]:
    return {
        "documents": [
            {
                "doc_id": "d",
                "path": "d",
                "media_type": "text/plain",
                "encoding": "utf-8",
                "sha256": "0",
                "n_chars": len(TEXT),
                "text": TEXT,
                "metadata": None,
            }
        ],
        "segments": [segment(0, 0, 15, "en", "Latn"), segment(1, 17, 22, "zh", "Hans")],
        "sentences": [
            {
                "doc_id": "d",
                "segment_id": 0,
                "sentence_id": 0,
                "start": 0,
                "end": 15,
                "lang": "en",
                "n_tokens": 3,
                "token_starts": [0, 6, 14],
                "token_ends": [5, 14, 15],
            }
        ],
        "mentions": [
            {
                "doc_id": "d",
                "segment_id": 0,
                "sentence_id": 0,
                "start": 0,
                "end": 14,
                "text": "Human security",
                "lang": "en",
                "concept_id": "concept/human-security",
                "kind": "concept",
                "label": "human security",
                "match": "folded",
                "score": 1.0,
            }
        ],
    }


def segment(number: int, start: int, end: int, lang: str, script: str) -> dict[str, Any]:
    return {
        "doc_id": "d",
        "segment_id": number,
        "start": start,
        "end": end,
        "text": TEXT[start:end],
        "lang": lang,
        "script": script,
        "kind": "paragraph",
        "duplicate_of": None,
    }


def found(rows: dict[str, list[dict[str, Any]]]) -> list[str]:
    tables: dict[str, pa.Table] = {name: table_from_rows(name, r) for name, r in rows.items()}
    return list(violations(tables))


def test_right_tables_pass() -> None:
    assert found(right()) == []


@pytest.mark.parametrize(
    ("table", "row", "change", "message"),
    [
        ("documents", 0, {"n_chars": 3}, "not the length"),
        ("segments", 1, {"start": 16, "text": TEXT[16:22]}, "white space at an end"),
        ("segments", 1, {"start": 18, "text": TEXT[18:22]}, "nothing covers '人'"),
        ("segments", 0, {"end": 18, "text": TEXT[:18]}, "overlaps"),
        ("segments", 0, {"segment_id": 4}, "is not 0"),
        ("segments", 1, {"duplicate_of": 0}, "does not repeat segment 0"),
        ("segments", 0, {"lang": "fr"}, "'fr' is none of"),
        ("segments", 0, {"text": "human security."}, "does not hold"),
        ("sentences", 0, {"n_tokens": 2}, "does not count the tokens"),
        ("sentences", 0, {"start": 1}, "do not fill the sentence"),
        ("sentences", 0, {"token_starts": [0, 4, 14]}, "tokens overlap"),
        ("sentences", 0, {"segment_id": 1}, "not in segment_id 1 of segments"),
        ("mentions", 0, {"sentence_id": 7}, "not in sentence_id 7 of sentences"),
        ("mentions", 0, {"kind": "thing"}, "'thing' is none of"),
        ("mentions", 0, {"end": 13}, "does not hold"),
    ],
)
def test_each_breach_is_found(table: str, row: int, change: dict[str, Any], message: str) -> None:
    rows = right()
    rows[table][row].update(change)
    problems = found(rows)
    assert any(message in problem for problem in problems), problems


def test_a_missing_column_is_named() -> None:
    tables = {"documents": table_from_rows("documents", right()["documents"]).drop(["text"])}
    assert list(violations(tables)) == ["documents: column 'text' is missing"]
