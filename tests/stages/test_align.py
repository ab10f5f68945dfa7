import json
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as how_often
from hypothesis import strategies as st

from govnlp.config import AlignSettings
from govnlp.errors import TableError
from govnlp.schema import check_table, empty_table, table_from_rows
from govnlp.stages.align import align

Segments = list[dict[str, Any]]
CASES = json.loads((Path(__file__).parent.parent / "cases" / "alignment.json").read_text("utf-8"))


def tables(documents: dict[str, Segments]) -> list[pa.Table]:
    """Build tables from segments with lang, text, and perhaps kind, duplicate_of, concepts.

    Each segment is one sentence, unless it has ``sentences``: pairs of text and concepts.
    """
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("documents", "segments", "sentences", "mentions")
    }
    for doc_id, segments in documents.items():
        text = "\n".join(segment["text"] for segment in segments)
        rows["documents"].append(
            {
                "doc_id": doc_id,
                "path": doc_id,
                "media_type": "text/plain",
                "encoding": "utf-8",
                "sha256": "",
                "n_chars": len(text),
                "text": text,
                "metadata": None,
            }
        )
        start, sentence_ids = 0, count()
        for segment_id, segment in enumerate(segments):
            here = {"doc_id": doc_id, "segment_id": segment_id, "lang": segment["lang"]}
            end = start + len(segment["text"])
            rows["segments"].append(
                {
                    **here,
                    "start": start,
                    "end": end,
                    "text": segment["text"],
                    "script": "Latn" if segment["lang"] == "en" else "Hans",
                    "kind": segment.get("kind", "paragraph"),
                    "duplicate_of": segment.get("duplicate_of"),
                }
            )
            given_sentences = segment.get("sentences")
            for sentence, concepts in given_sentences or [
                (segment["text"], segment.get("concepts", []))
            ]:
                sentence_id = next(sentence_ids)
                begin = start + segment["text"].index(sentence)
                rows["sentences"].append(
                    {
                        **here,
                        "sentence_id": sentence_id,
                        "start": begin,
                        "end": begin + len(sentence),
                        "n_tokens": 0,
                        "token_starts": [],
                        "token_ends": [],
                    }
                )
                rows["mentions"].extend(
                    {
                        **here,
                        "sentence_id": sentence_id,
                        "start": begin,
                        "end": begin + 1,
                        "text": sentence[:1],
                        "concept_id": f"concept/{concept}",
                        "kind": "concept",
                        "label": concept,
                        "match": "exact",
                        "score": 1.0,
                    }
                    for concept in concepts
                )
            start = end + 1
    return [table_from_rows(name, found) for name, found in rows.items()]


def run(given_tables: list[pa.Table], **changes: Any) -> pa.Table:
    documents, segments, sentences, mentions = given_tables
    settings = AlignSettings(**changes)
    return align(documents, segments, sentences, mentions, settings)["alignments"]


def pairs(documents: dict[str, Segments], **changes: Any) -> list[tuple[str, str]]:
    given_tables = tables(documents)
    found = run(given_tables, **changes)
    check_table("alignments", found)
    return [(row["en_text"], row["zh_text"]) for row in found.to_pylist()]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    segments = case["segments"]
    expected = [(segments[en]["text"], segments[zh]["text"]) for en, zh in case["pairs"]]
    assert pairs({"d": segments}) == expected


def test_spans_are_true_and_scores_are_shares() -> None:
    documents, *rest = tables({case["name"]: case["segments"] for case in CASES})
    texts = dict(zip(documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    found = run([documents, *rest], min_score=0).to_pylist()
    assert found
    for row in found:
        text = texts[row["doc_id"]]
        assert text[row["en_start"] : row["en_end"]] == row["en_text"]
        assert text[row["zh_start"] : row["zh_end"]] == row["zh_text"]
        assert 0 <= row["score"] <= 1


def test_boilerplate_and_repeats_are_not_paired() -> None:
    segments = next(case["segments"] for case in CASES if case["name"] == "essay in two halves")
    assert len(pairs({"d": segments})) > 1
    for changes in ({"kind": "boilerplate"}, {"duplicate_of": 0}):
        assert pairs({"d": [{**segment, **changes} for segment in segments]}) == []


def test_each_document_for_itself() -> None:
    documents = {case["name"]: case["segments"] for case in CASES}
    alone = [pair for name, segments in documents.items() for pair in pairs({name: segments})]
    assert pairs(documents) == alone


def test_sentences_of_paired_segments() -> None:
    english = [
        ("The treaty was signed in 1968 in London.", ["treaty", "london"]),
        ("It entered into force in 1970.", ["force"]),
        ("France joined in 1992.", ["france"]),
    ]
    chinese = [
        ("条约于1968年在伦敦签署。", ["treaty", "london"]),
        ("1970年生效。", ["force"]),
        ("法国于1992年加入。", ["france"]),
    ]
    segments = [
        {"lang": lang, "text": " ".join(text for text, _ in sentences), "sentences": sentences}
        for lang, sentences in (("en", english), ("zh", chinese))
    ]
    assert len(pairs({"d": segments})) == 1
    assert pairs({"d": segments}, granularity="sentence") == [
        (en, zh) for (en, _), (zh, _) in zip(english, chinese, strict=True)
    ]


def test_empty_tables() -> None:
    found = align(*(empty_table(n) for n in ("documents", "segments", "sentences", "mentions")))
    assert {name: table.num_rows for name, table in found.items()} == {
        "alignments": 0,
        "rejects": 0,
    }


def test_a_missing_column() -> None:
    documents, segments, sentences, mentions = tables({"d": []})
    with pytest.raises(TableError, match="concept_id"):
        align(documents, segments, sentences, mentions.drop_columns("concept_id"))


@how_often(max_examples=50, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "lang": st.sampled_from(["en", "zh", "und"]),
                "text": st.sampled_from(
                    ["a", " ", "1. One 1945", "一、1945年", "。", "🙂", "𠮷" * 9]
                ),
                "kind": st.sampled_from(["heading", "paragraph", "boilerplate"]),
                "concepts": st.lists(st.sampled_from("xyz")),
            }
        ),
        max_size=8,
    )
)
def test_odd_segments_and_shuffled_rows(segments: Segments) -> None:
    given_tables = tables({"d": segments})
    found = run(given_tables)
    reverse = [
        table.take(pa.array(range(table.num_rows - 1, -1, -1), pa.int64()))
        for table in given_tables
    ]
    assert run(reverse).equals(found)
