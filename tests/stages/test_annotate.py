"""Segments become sentences, entities and noun phrases; a failing annotator costs one segment."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pytest
import spacy
from spacy.tokens import Doc, Span

from govnlp.config import AnnotateSettings
from govnlp.errors import AnnotatorError
from govnlp.schema import empty_table, table_from_rows
from govnlp.stages.annotate import annotate


class Words:
    """Splits at spaces; capitalised words are entities, all others noun phrases."""

    name = "words"
    version = "1"

    def __init__(self, lang: str, fails_on: str = "\0") -> None:
        self.lang = lang
        self.nlp = spacy.blank("xx")
        self.fails_on = fails_on
        self.read: list[str] = []

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:
        for text in texts:
            if self.fails_on in text:
                raise RuntimeError("no idea")
            self.read.append(text)
            doc = self.nlp.make_doc(text)
            for token in doc:
                token.is_sent_start = token.i == 0 or doc[token.i - 1].text == "."
            doc.ents = [Span(doc, t.i, t.i + 1, label="LOC") for t in doc if t.is_title]
            doc.spans["noun_phrases"] = [
                Span(doc, t.i, t.i + 1, label="NP", kb_id=t.lower_) for t in doc if t.is_lower
            ]
            yield doc


def segments(*rows: tuple[str, str, str, int | None]) -> pa.Table:
    """Rows of (text, lang, kind, duplicate_of), 100 characters apart, in the document d."""
    return table_from_rows(
        "segments",
        [
            {
                "doc_id": "d",
                "segment_id": number,
                "start": 100 * number,
                "end": 100 * number + len(text),
                "text": text,
                "lang": lang,
                "script": "Latn",
                "kind": kind,
                "duplicate_of": duplicate_of,
            }
            for number, (text, lang, kind, duplicate_of) in enumerate(rows)
        ],
    )


def column(table: pa.Table, name: str) -> list[Any]:
    values: list[Any] = table[name].to_pylist()
    return values


@pytest.fixture
def annotators() -> dict[str, Words]:
    return {"en": Words("en"), "zh": Words("zh")}


def test_offsets_count_in_the_document(annotators: dict[str, Words]) -> None:
    table = segments(("In Rome .  Then peace", "en", "paragraph", None))
    shifted = table.set_column(2, table.schema.field("start"), pa.array([7], pa.int32()))
    tables = annotate(shifted, annotators=annotators)
    assert column(tables["sentences"], "start") == [7, 18]
    assert column(tables["sentences"], "end") == [16, 28]
    assert column(tables["sentences"], "token_starts") == [[7, 10, 15], [18, 23]]
    assert column(tables["sentences"], "n_tokens") == [3, 2]
    assert column(tables["entities"], "text") == ["In", "Rome", "Then"]
    assert column(tables["entities"], "sentence_id") == [0, 0, 1]
    assert column(tables["noun_phrases"], "text") == ["peace"]
    assert column(tables["noun_phrases"], "key") == ["peace"]
    assert column(tables["noun_phrases"], "start") == [23]


def test_sentences_are_numbered_through_the_document_in_order(
    annotators: dict[str, Words],
) -> None:
    rows = [("One .", "en"), ("二 .", "zh"), ("Three .", "en")]
    tables = annotate(
        segments(*((text, lang, "paragraph", None) for text, lang in rows)), annotators=annotators
    )
    assert column(tables["sentences"], "sentence_id") == [0, 1, 2]
    assert column(tables["sentences"], "lang") == ["en", "zh", "en"]


def test_boilerplate_repeats_and_unknown_languages_are_left_out(
    annotators: dict[str, Words],
) -> None:
    table = segments(
        ("Page one", "en", "boilerplate", None),
        ("peace", "en", "heading", None),
        ("peace", "en", "heading", 1),
        ("12", "und", "paragraph", None),
    )
    annotate(table, annotators=annotators)
    assert annotators["en"].read == ["peace"]
    everything = AnnotateSettings(skip_kinds=(), skip_duplicates=False)
    annotators["en"].read.clear()
    annotate(table, everything, annotators)
    assert annotators["en"].read == ["Page one", "peace", "peace"]


def test_a_failing_segment_is_set_aside_and_the_others_go_on() -> None:
    table = segments(
        ("fine", "en", "paragraph", None),
        ("bad text", "en", "paragraph", None),
        ("also fine", "en", "paragraph", None),
    )
    tables = annotate(table, annotators={"en": Words("en", fails_on="bad")})
    assert column(tables["sentences"], "segment_id") == [0, 2]
    (reject,) = tables["rejects"].to_pylist()
    assert (reject["doc_id"], reject["start"], reject["end"]) == ("d", 100, 108)
    assert reject["reason"] == "annotator failed"
    assert "RuntimeError: no idea" in reject["detail"]


def test_no_segment_gives_empty_tables() -> None:
    tables = annotate(empty_table("segments"))
    assert {name: table.num_rows for name, table in tables.items()} == {
        "sentences": 0,
        "entities": 0,
        "noun_phrases": 0,
        "rejects": 0,
    }


def test_an_unknown_annotator_is_named() -> None:
    table = segments(("peace", "en", "paragraph", None))
    with pytest.raises(AnnotatorError, match="unknown annotator 'nltk'"):
        annotate(table, AnnotateSettings(en="nltk"))


def test_the_input_stays_as_it_was(annotators: dict[str, Words]) -> None:
    table = segments(("peace", "en", "paragraph", None))
    before = table.to_pylist()
    annotate(table, annotators=annotators)
    assert table.to_pylist() == before
