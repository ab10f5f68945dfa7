import math
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govnlp.config import AggregateSettings
from govnlp.errors import TableError, VocabularyError
from govnlp.schema import Tables, check_table, empty_table, table_from_rows
from govnlp.stages.aggregate import aggregate
from govnlp.vocabulary import Concept, Vocabulary

SECURITY = Concept("concept/human-security", "concept", "human security", "人的安全")
HEALTH = Concept(
    "concept/health-security",
    "concept",
    "health security",
    "卫生安全",
    broader=("concept/human-security",),
)
UN = Concept("organization/un", "organization", "United Nations", "联合国")
VOCABULARY = Vocabulary(("test",), {c.concept_id: c for c in (SECURITY, HEALTH, UN)})


def segment(doc_id: str, segment_id: int, **changes: Any) -> dict[str, Any]:
    row = {
        "doc_id": doc_id,
        "segment_id": segment_id,
        "start": 100 * segment_id,
        "end": 100 * segment_id + 99,
        "text": "",
        "lang": "en",
        "script": "Latn",
        "kind": "paragraph",
        "duplicate_of": None,
    }
    return {**row, **changes}


def mention(
    doc_id: str, sentence_id: int, start: int, concept: Concept, text: str, lang: str = "en"
) -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "segment_id": start // 100,
        "sentence_id": sentence_id,
        "start": start,
        "end": start + len(text),
        "text": text,
        "lang": lang,
        "concept_id": concept.concept_id,
        "kind": concept.kind,
        "label": text,
        "match": "exact",
        "score": 1.0,
    }


def phrase(doc_id: str, start: int, text: str, lang: str = "en") -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "segment_id": start // 100,
        "sentence_id": 0,
        "start": start,
        "end": start + len(text),
        "text": text,
        "lang": lang,
        "head": text.split()[-1],
        "key": " ".join(text.lower().split()),
    }


SEGMENTS = [
    segment("a", 0),
    segment("a", 1, duplicate_of=0),
    segment("b", 0, lang="zh"),
    segment("b", 1, kind="boilerplate"),
]
MENTIONS = [
    mention("a", 0, 0, SECURITY, "human security"),
    mention("a", 0, 20, UN, "UN"),
    mention("a", 1, 60, SECURITY, "human security"),
    mention("a", 2, 100, SECURITY, "human security"),
    mention("b", 0, 0, SECURITY, "人的安全", "zh"),
    mention("b", 0, 10, HEALTH, "卫生安全", "zh"),
    mention("b", 1, 100, UN, "联合国", "zh"),
]
PHRASES = [
    phrase("a", 0, "human security"),
    phrase("a", 30, "risk society"),
    phrase("a", 45, "Risk\nsociety"),
    phrase("a", 60, "human security"),
    phrase("a", 100, "risk society"),
    phrase("b", 10, "卫生", "zh"),
    phrase("b", 20, "风险社会", "zh"),
    phrase("b", 30, "风险社会", "zh"),
    phrase("b", 40, "安", "zh"),
    phrase("b", 42, "安", "zh"),
]


def tables(
    mentions: list[dict[str, Any]] = MENTIONS,
    phrases: list[dict[str, Any]] = PHRASES,
    segments: list[dict[str, Any]] = SEGMENTS,
) -> list[pa.Table]:
    return [
        table_from_rows("mentions", mentions),
        table_from_rows("noun_phrases", phrases),
        table_from_rows("segments", segments),
    ]


def run(mentions: pa.Table, phrases: pa.Table, segments: pa.Table, **changes: Any) -> Tables:
    settings = AggregateSettings(**changes)
    return aggregate(mentions, phrases, segments, settings, vocabulary=VOCABULARY)


def test_concepts_are_counted_by_language() -> None:
    found = run(*tables())["concepts"].to_pylist()
    assert found == [
        {
            "concept_id": "concept/human-security",
            "kind": "concept",
            "pref_en": "human security",
            "pref_zh": "人的安全",
            "broader": [],
            "n_mentions": 3,
            "n_documents": 2,
            "n_mentions_en": 2,
            "n_mentions_zh": 1,
        },
        {
            "concept_id": "concept/health-security",
            "kind": "concept",
            "pref_en": "health security",
            "pref_zh": "卫生安全",
            "broader": ["concept/human-security"],
            "n_mentions": 1,
            "n_documents": 1,
            "n_mentions_en": 0,
            "n_mentions_zh": 1,
        },
        {
            "concept_id": "organization/un",
            "kind": "organization",
            "pref_en": "United Nations",
            "pref_zh": "联合国",
            "broader": [],
            "n_mentions": 1,
            "n_documents": 1,
            "n_mentions_en": 1,
            "n_mentions_zh": 0,
        },
    ]


def test_repeats_and_boilerplate_count_if_the_settings_say_so() -> None:
    found = run(*tables(), skip_kinds=(), skip_duplicates=False)["concepts"]
    counts = dict(
        zip(found["concept_id"].to_pylist(), found["n_mentions"].to_pylist(), strict=True)
    )
    assert counts == {
        "concept/human-security": 4,
        "concept/health-security": 1,
        "organization/un": 2,
    }


def test_pairs_of_concepts() -> None:
    found = run(*tables())["cooccurrence"].to_pylist()
    pairs = [(row["concept_a"], row["concept_b"], row["n_sentences"]) for row in found]
    assert pairs == [
        ("concept/health-security", "concept/human-security", 1),
        ("concept/human-security", "organization/un", 1),
    ]
    assert run(*tables(), min_cooccurrence=2)["cooccurrence"].num_rows == 0


def test_candidates_are_what_the_vocabulary_lacks() -> None:
    found = run(*tables())["candidates"].to_pylist()
    assert [(row["lang"], row["key"], row["text"], row["n_mentions"]) for row in found] == [
        ("en", "risk society", "Risk society", 2),
        ("zh", "风险社会", "风险社会", 2),
    ]
    assert found[0]["termhood"] == pytest.approx(2 * math.log2(3))
    assert found[0]["translation"] is None


def test_a_phrase_inside_a_mention_is_no_candidate() -> None:
    phrases = [phrase("a", 6, "security"), phrase("a", 66, "security")]
    assert run(*tables(phrases=phrases))["candidates"].num_rows == 0


def test_a_phrase_that_is_a_mention_once_is_no_candidate_elsewhere() -> None:
    phrases = [phrase("a", 0, "human security"), phrase("b", 50, "human security")]
    found = run(*tables(phrases=phrases), min_candidate_mentions=1)["candidates"]
    assert found.num_rows == 0


def test_a_phrase_mostly_inside_mentions_is_a_piece_of_a_label() -> None:
    phrases = [phrase("a", 6, "security"), phrase("a", 66, "security"), phrase("a", 90, "security")]
    assert run(*tables(phrases=phrases), min_candidate_mentions=1)["candidates"].num_rows == 0
    phrases += [phrase("b", 60, "security"), phrase("b", 80, "security")]
    (found,) = run(*tables(phrases=phrases))["candidates"].to_pylist()
    assert found["n_mentions"] == 3


def test_candidates_get_translations_from_aligned_passages() -> None:
    doc_ids = [str(number) for number in range(100)]
    segments = [segment(doc_id, number) for doc_id in doc_ids for number in range(2)]
    phrases = [
        phrase(doc_id, start, text if doc_id in "012" else f"{text} {doc_id}", lang)
        for doc_id in doc_ids
        for start, text, lang in ((5, "risk society", "en"), (105, "风险社会", "zh"))
    ]
    alignments = [
        {
            "doc_id": doc_id,
            "en_start": 0,
            "en_end": 99,
            "zh_start": 100,
            "zh_end": 199,
            "en_text": "",
            "zh_text": "",
            "score": 0.9,
        }
        for doc_id in doc_ids
    ]
    found = aggregate(
        *tables([], phrases, segments),
        alignments=table_from_rows("alignments", alignments),
        vocabulary=VOCABULARY,
    )["candidates"].to_pylist()
    assert {row["key"]: row["translation"] for row in found} == {
        "risk society": "风险社会",
        "风险社会": "risk society",
    }


def test_empty_tables() -> None:
    found = run(*tables([], [], []))
    assert {name: table.num_rows for name, table in found.items()} == {
        "concepts": 0,
        "cooccurrence": 0,
        "candidates": 0,
        "rejects": 0,
    }
    for name, table in found.items():
        check_table(name, table)


def test_a_concept_that_the_vocabulary_lacks() -> None:
    stray = Concept("concept/stray", "concept", "stray", "流浪")
    with pytest.raises(VocabularyError, match="concept/stray"):
        run(*tables([mention("a", 0, 0, stray, "stray")]))


def test_a_missing_column() -> None:
    mentions, phrases, segments = tables()
    with pytest.raises(TableError, match="duplicate_of"):
        run(mentions, phrases, segments.drop_columns("duplicate_of"))


def test_columns_of_ones_own_do_no_harm() -> None:
    mentions, phrases, segments = tables()
    extra = pa.array([[1]] * mentions.num_rows)
    found = run(mentions.append_column("extra", extra), phrases, segments)
    assert found["concepts"].num_rows == 3


def test_input_is_left_as_it_was() -> None:
    given_tables = tables()
    run(*given_tables)
    assert all(a.equals(b) for a, b in zip(given_tables, tables(), strict=True))


@settings(max_examples=25, deadline=None)
@given(st.permutations(MENTIONS), st.permutations(PHRASES), st.permutations(SEGMENTS))
def test_the_order_of_rows_changes_nothing(
    mentions: list[dict[str, Any]],
    phrases: list[dict[str, Any]],
    segments: list[dict[str, Any]],
) -> None:
    expected = run(*tables())
    found = run(*tables(mentions, phrases, segments))
    assert all(found[name].equals(expected[name]) for name in expected)


def test_no_alignments_no_translations() -> None:
    found = aggregate(*tables(), alignments=empty_table("alignments"), vocabulary=VOCABULARY)
    assert found["candidates"]["translation"].null_count == found["candidates"].num_rows
