"""Segments become sentences, entities and noun phrases; a failing annotator costs one segment."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy
from spacy.tokens import Doc, Span

import govnlp
from govnlp.config import AnnotateSettings
from govnlp.errors import AnnotatorError, SettingsError
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


@pytest.fixture
def blank(tmp_path: Path) -> AnnotateSettings:
    """Settings that name a pipeline without entities, and a file of names."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "blank")
    (tmp_path / "names.csv").write_text("name,type\nKestrel Union,ORG\n", "utf-8")
    return AnnotateSettings(en=f"spacy:{tmp_path / 'blank'}", names=str(tmp_path / "names.csv"))


@pytest.mark.filterwarnings("ignore::govnlp.errors.AnnotatorWarning")
def test_listed_names_become_entities(blank: AnnotateSettings) -> None:
    table = segments(
        ("They left.", "en", "paragraph", None),
        ("In Rome\nthe Kestrel\nUnion met.", "en", "paragraph", None),
    )
    (row,) = annotate(table, blank)["entities"].to_pylist()
    assert (row["start"], row["end"], row["text"]) == (112, 125, "Kestrel\nUnion")
    assert (row["segment_id"], row["sentence_id"]) == (1, 1)
    assert (row["label"], row["source"]) == ("ORG", "names")
    given = annotate(table, blank, names={"Rome": "LOC"})["entities"]
    assert column(given, "text") == ["Rome"]
    assert annotate(table, blank, names={})["entities"].num_rows == 0


def test_annotators_that_are_given_are_taken_as_they_are(
    annotators: dict[str, Words], blank: AnnotateSettings
) -> None:
    table = segments(("the Kestrel Union met", "en", "paragraph", None))
    assert column(annotate(table, blank, annotators)["entities"], "text") == ["Kestrel", "Union"]


def test_a_wrong_file_of_names_is_named(blank: AnnotateSettings, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text('name,type\n"Union, Kestrel",GPE\n', "utf-8")
    with pytest.raises(SettingsError, match=r"names\.csv, line 2: type 'GPE' of 'Union, Kestrel'"):
        annotate(segments(("peace", "en", "paragraph", None)), blank)


def test_an_unknown_annotator_is_named() -> None:
    table = segments(("peace", "en", "paragraph", None))
    with pytest.raises(AnnotatorError, match="unknown annotator 'nltk'"):
        annotate(table, AnnotateSettings(en="nltk"))


def test_the_input_stays_as_it_was(annotators: dict[str, Words]) -> None:
    table = segments(("peace", "en", "paragraph", None))
    before = table.to_pylist()
    annotate(table, annotators=annotators)
    assert table.to_pylist() == before


@pytest.mark.filterwarnings("ignore::govnlp.errors.AnnotatorWarning")
def test_a_run_with_names_and_what_a_change_of_them_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [{"label": "LOC", "pattern": "Kestrel"}]
    )
    nlp.to_disk("ruler")
    Path("texts").mkdir()
    Path("texts/a.txt").write_text("Today the ministers met the Kestrel Union in Aldport.\n")
    pipeline = Path("pipeline.toml")
    stages = 'input = "texts"\noutput = "tables"\nstages = ["ingest", "segment", "annotate"]\n'
    annotators = '[annotate]\nen = "spacy:ruler"\n'
    pipeline.write_text(stages + annotators)

    def entities() -> list[tuple[str, str, str]]:
        govnlp.run(pipeline)
        rows = pq.read_table("tables/entities.parquet").to_pylist()
        return [(row["text"], row["label"], row["source"]) for row in rows]

    def reason() -> str:
        return [state.reason for state in govnlp.status(pipeline)][2]

    assert entities() == [("Kestrel", "LOC", "spacy:ruler")]
    pipeline.write_text(f'{stages}{annotators}names = "names.csv"\n')
    with pytest.raises(SettingsError, match=r"annotate\.names: no file 'names\.csv'"):
        govnlp.status(pipeline)
    Path("names.csv").write_text("name,type\nKestrel Union,ORG\n")
    assert reason() == "the settings of annotate changed; the listed names of annotate changed"
    assert entities() == [("Kestrel Union", "ORG", "names")]
    assert reason() == ""
    Path("names.csv").write_text("name,type\nKestrel Union,ORG\nAldport,LOC\n")
    assert reason() == "the listed names of annotate changed"
    assert entities() == [("Kestrel Union", "ORG", "names"), ("Aldport", "LOC", "names")]
    Path("names.csv").write_text("type,name\nLOC,Aldport\nORG,Kestrel Union\n")
    assert reason() == ""  # the same names
    Path("names.csv").write_text("name,type\nAldport,CITY\n")
    with pytest.raises(SettingsError, match=r"names\.csv, line 2: type 'CITY' of 'Aldport'"):
        govnlp.run(pipeline)
