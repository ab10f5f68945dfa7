"""The normalize stage on tables written by hand."""

from typing import Any

import pyarrow as pa
import pytest

from govnlp.config import NormalizeSettings
from govnlp.errors import TableError
from govnlp.schema import check_table, empty_table, table_from_rows
from govnlp.stages.normalize import normalize
from govnlp.vocabulary import Concept, Vocabulary

VOCABULARY = Vocabulary(
    names=("test",),
    concepts={
        concept.concept_id: concept
        for concept in (
            Concept("concept/public-health", "concept", "public health", "公共卫生"),
            Concept("concept/human-security", "concept", "human security", "人的安全"),
            Concept(
                "event/global-security-initiative",
                "event",
                "Global Security Initiative",
                "全球安全倡议",
            ),
            Concept("place/china", "place", "China", "中国", demonym_en=("Chinese",)),
        )
    },
)


def _tables(text: str, segments: list[tuple[int, int, str]], *, skip: int = -1) -> list[pa.Table]:
    """A document cut into segments of one sentence each; the segment `skip` has none."""
    document = {
        "doc_id": "a.txt",
        "path": "a.txt",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "sha256": "0" * 64,
        "n_chars": len(text),
        "text": text,
        "metadata": None,
    }
    segment_rows: list[dict[str, Any]] = []
    sentence_rows: list[dict[str, Any]] = []
    for number, (start, end, lang) in enumerate(segments):
        span = {"doc_id": "a.txt", "segment_id": number, "start": start, "end": end, "lang": lang}
        segment_rows.append(
            {
                **span,
                "text": text[start:end],
                "script": "Hans" if lang == "zh" else "Latn",
                "kind": "paragraph",
                "duplicate_of": None,
            }
        )
        if number != skip:
            tokens = [[start], [end]]
            sentence_rows.append(
                {
                    **span,
                    "sentence_id": len(sentence_rows),
                    "n_tokens": 1,
                    "token_starts": tokens[0],
                    "token_ends": tokens[1],
                }
            )
    return [
        table_from_rows("documents", [document]),
        table_from_rows("segments", segment_rows),
        table_from_rows("sentences", sentence_rows),
        empty_table("entities"),
        empty_table("noun_phrases"),
    ]


def _normalize(tables: list[pa.Table], settings: NormalizeSettings | None = None) -> Any:
    documents, segments, sentences, entities, noun_phrases = tables
    return normalize(documents, segments, sentences, entities, noun_phrases, settings, VOCABULARY)


def test_mentions_point_at_the_source() -> None:
    text = "On public\n  health.\n\n中国的公共衛生"
    split = text.index("中")
    tables = _tables(text, [(0, split - 2, "en"), (split, len(text), "zh")])
    tables[2] = tables[2].set_column(
        tables[2].schema.get_field_index("token_starts"),
        tables[2].schema.field("token_starts"),
        pa.array([[0], [split, split + 2, split + 3]], pa.list_(pa.int32())),
    )
    tables[2] = tables[2].set_column(
        tables[2].schema.get_field_index("token_ends"),
        tables[2].schema.field("token_ends"),
        pa.array([[split - 2], [split + 2, split + 3, len(text)]], pa.list_(pa.int32())),
    )
    result = _normalize(tables)
    mentions = check_table("mentions", result["mentions"]).to_pylist()
    assert [(row["text"], row["lang"], row["concept_id"], row["match"]) for row in mentions] == [
        ("public\n  health", "en", "concept/public-health", "exact"),
        ("中国", "zh", "place/china", "exact"),
        ("公共衛生", "zh", "concept/public-health", "folded"),
    ]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in mentions)
    assert [row["sentence_id"] for row in mentions] == [0, 1, 1]
    assert result["rejects"].equals(empty_table("rejects"))


def test_segments_without_sentences_are_left_alone() -> None:
    text = "human security\nhuman security"
    tables = _tables(text, [(0, 14, "en"), (15, 29, "en")], skip=1)
    mentions = _normalize(tables)["mentions"].to_pylist()
    assert [row["start"] for row in mentions] == [0]


def test_an_abbreviation_is_carried_through_its_document() -> None:
    text = "The Global Security Initiative (GSI) came.\nThe GSI spread."
    tables = _tables(text, [(0, 42, "en"), (43, len(text), "en")])
    rows = _normalize(tables)["mentions"].to_pylist()
    assert [(row["text"], row["match"], row["label"]) for row in rows] == [
        ("Global Security Initiative", "exact", "Global Security Initiative"),
        ("GSI", "defined", "Global Security Initiative"),
        ("GSI", "defined", "Global Security Initiative"),
    ]
    off = NormalizeSettings(abbreviations=False)
    assert _normalize(tables, off)["mentions"].num_rows == 1


def test_kinds_and_scores_of_the_settings_hold() -> None:
    tables = _tables("Chinese human security", [(0, 22, "en")])
    places = _normalize(tables, NormalizeSettings(kinds=("place",)))["mentions"]
    assert places["kind"].to_pylist() == ["place"]
    sure = _normalize(tables, NormalizeSettings(min_score=0.99))["mentions"]
    assert sure.num_rows == 0


def test_empty_tables_and_a_segment_of_no_document() -> None:
    names = ("documents", "segments", "sentences", "entities", "noun_phrases")
    empty = [empty_table(name) for name in names]
    assert _normalize(empty)["mentions"].equals(empty_table("mentions"))
    tables = _tables("human security", [(0, 14, "en")])
    with pytest.raises(TableError, match=r"a\.txt"):
        _normalize([empty[0], *tables[1:]])


@pytest.mark.parametrize("text", ["a", " ", "!?—", "🙂👩‍👩‍👧", "𠮷𪚥", "\x00", "中", "GSI", "("])
def test_odd_texts_do_no_harm(text: str) -> None:
    tables = _tables(text, [(0, len(text), "und")])
    assert _normalize(tables)["mentions"].num_rows == 0
