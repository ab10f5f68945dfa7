"""Trees of one annotator with entities of others, in memory and through a run."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy
from spacy.tokens import Doc, Span

import govnlp
from govnlp.annotators.combination import CombinedAnnotator
from govnlp.annotators.guard import PROBLEMS
from govnlp.annotators.loading import annotator_version
from govnlp.config import Combination, PipelineSettings
from govnlp.errors import AnnotatorError, SettingsError
from govnlp.schema import table_from_rows
from govnlp.stages.annotate import annotate


class Finder:
    """Cuts a text into words of some characters each, and takes given strings for entities."""

    version = "1"
    lang = "zh"

    def __init__(
        self, name: str, width: int, fails_on: str = "\0", problem: str = "", **labels: str
    ) -> None:
        self.name = name
        self.width = width
        self.labels = labels
        self.fails_on = fails_on
        self.problem = problem

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:
        for text in texts:
            if self.fails_on in text:
                raise ValueError("no such word")
            words = [text[i : i + self.width] for i in range(0, len(text), self.width)]
            doc = Doc(spacy.blank("xx").vocab, words=words, spaces=[False] * len(words))
            doc.ents = tuple(
                span
                for token in doc
                for span in [Span(doc, token.i, token.i + 1, label=self.labels.get(token.text, ""))]
                if token.text in self.labels
            )
            doc.spans["noun_phrases"] = [Span(doc, 0, 1, label="NP", kb_id=self.name)]
            if self.problem:
                doc.user_data[PROBLEMS] = (self.problem,)
            yield doc


def rows_of(annotator: CombinedAnnotator, *texts: str) -> dict[str, pa.Table]:
    segments = [
        {
            "doc_id": "d",
            "segment_id": number,
            "start": 100 * number,
            "end": 100 * number + len(text),
            "text": text,
            "lang": "zh",
            "script": "Hans",
            "kind": "paragraph",
            "duplicate_of": None,
        }
        for number, text in enumerate(texts)
    ]
    return annotate(table_from_rows("segments", segments), annotators={"zh": annotator})


def test_each_part_comes_from_its_annotator() -> None:
    trees = Finder("trees", 2, 美国="GPE")
    one, other = Finder("one", 1, 美="LOC"), Finder("other", 3, 北京城="ORG")
    combined = CombinedAnnotator("zh", trees, [one, other], "first")
    tables = rows_of(combined, "北京城，美国人")
    assert tables["sentences"]["token_starts"].to_pylist() == [[0, 2, 4, 6]]
    assert tables["noun_phrases"]["key"].to_pylist() == ["trees"]
    columns = ("start", "end", "text", "label", "source")
    found = [tuple(row[c] for c in columns) for row in tables["entities"].to_pylist()]
    # Neither falls on words of the trees: their characters are kept all the same.
    assert found == [(0, 3, "北京城", "ORG", "other"), (4, 5, "美", "LOC", "one")]


def test_a_failing_annotator_of_entities_costs_its_entities_of_one_text() -> None:
    trees, failing = Finder("trees", 2, 和平="LOC"), Finder("failing", 1, fails_on="坏", 安="ORG")
    combined = CombinedAnnotator("zh", trees, [failing, trees], "first")
    tables = rows_of(combined, "和平坏安", "安全")
    sources = [(row["segment_id"], row["source"]) for row in tables["entities"].to_pylist()]
    assert sources == [(0, "trees"), (1, "failing")]
    assert tables["sentences"].num_rows == 2
    (reject,) = tables["rejects"].to_pylist()
    assert (reject["start"], reject["reason"]) == (0, "annotator failed")
    assert reject["detail"] == (
        "failing: ValueError: no such word; the segment lacks the entities of failing"
    )


def test_what_any_of_them_lacks_is_told_once() -> None:
    trees = Finder("trees", 2, problem="trees lack this", 和平="LOC")
    other = Finder("other", 1, problem="other lacks that", 安="ORG")
    tables = rows_of(CombinedAnnotator("zh", trees, [other, trees], "first"), "和平安")
    assert tables["rejects"]["detail"].to_pylist() == ["trees lack this", "other lacks that"]
    assert tables["entities"]["text"].to_pylist() == ["和平", "安"]


def test_failing_trees_cost_the_text() -> None:
    failing, other = Finder("failing", 2, fails_on="坏"), Finder("other", 1, 安="ORG")
    tables = rows_of(CombinedAnnotator("zh", failing, [other], "first"), "坏安", "安全")
    assert tables["entities"]["segment_id"].to_pylist() == [1]
    (reject,) = tables["rejects"].to_pylist()
    assert "failing: ValueError: no such word; the segment has no annotations" in reject["detail"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"tree": "bundled", "entities": ["bundled"]}, "annotate.en.tree: unknown key; known here"),
        ({"entities": []}, "annotate.en.entities: "),
        ({"trees": "bundled"}, "annotate.en.entities: Field required"),
        ({"entities": ["bundled"], "merge": "best"}, "annotate.en.merge: "),
        ({"entities": ["bundled"], "merge": "agreement"}, "needs two annotators of entities"),
        (3, "annotate.en: "),
    ],
)
def test_settings_that_are_wrong_are_named(values: Any, told: str) -> None:
    with pytest.raises(SettingsError, match=r"^mine\.toml: ") as caught:
        PipelineSettings.from_mapping({"annotate": {"en": values}}, where="mine.toml")
    assert told in str(caught.value)
    assert "<" not in str(caught.value)


def test_an_unknown_annotator_in_a_combination() -> None:
    with pytest.raises(AnnotatorError, match="unknown annotator 'nltk' for en; give one of: "):
        govnlp.load_annotator("en", Combination(trees="nltk", entities=("bundled",)))


def test_the_version_is_that_of_all_parts_and_the_rule() -> None:
    one = Combination(entities=("bundled",))
    other = Combination(entities=("bundled",), merge="longest")
    assert annotator_version("en") in annotator_version("en", one)
    assert annotator_version("en", one) != annotator_version("en", other)


@pytest.mark.filterwarnings("ignore::govnlp.errors.AnnotatorWarning")
def test_a_run_with_a_combination(
    english: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    english.to_disk(tmp_path / "tiny")
    Path("texts").mkdir()
    Path("texts/a.txt").write_text("The United Nations discussed climate change policy.\n")
    Path("pipeline.toml").write_text(
        'input = "texts"\noutput = "tables"\nstages = ["ingest", "segment", "annotate"]\n'
        '[annotate.en]\ntrees = "bundled"\nentities = ["spacy:tiny", "bundled"]\n'
        'merge = "agreement"\n'
    )
    govnlp.run("pipeline.toml")
    (row,) = pq.read_table("tables/entities.parquet").to_pylist()
    bundled = govnlp.load_annotator("en").name
    assert (row["text"], row["source"]) == ("United Nations", f"spacy:tiny+{bundled}")
    assert [state.reason for state in govnlp.status("pipeline.toml")] == ["", "", ""]

    card = Path("tiny/config.cfg")
    card.write_text(card.read_text() + "\n")
    monkeypatch.setattr("govnlp.annotators.released.folder_digest", lambda folder: "another")
    reasons = [state.reason for state in govnlp.status("pipeline.toml")]
    assert reasons[:2] == ["", ""]
    assert reasons[2] == "the models, vocabularies or libraries of annotate changed"
