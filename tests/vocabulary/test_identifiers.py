"""No identifier vanishes, comes back, or changes its meaning without a row that says so."""

from pathlib import Path

import pytest

from govnlp.errors import VocabularyError
from govnlp.vocabulary import Concept, Vocabulary, load_vocabulary
from govnlp.vocabulary.identifiers import (
    Identifier,
    identifier_problems,
    read_released,
    release,
    write_released,
)

PEACE = Concept("concept/peace", "concept", "peace", "和平", alt_en=("world peace",))
VOCABULARY = Vocabulary(("test",), {PEACE.concept_id: PEACE})


def test_the_shipped_vocabulary_and_its_changelog_agree() -> None:
    assert list(identifier_problems(load_vocabulary(), read_released())) == []


def test_rows_are_sorted_and_say_since_when() -> None:
    rows = read_released()
    assert list(rows) == sorted(rows)
    assert all(row.since and row.meaning for row in rows.values())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "not in the changelog"),
        ([Identifier("concept/peace", "0.1", "peace", retired="0.2")], "never comes back"),
        ([Identifier("concept/peace", "0.1", "war")], "keeps its meaning"),
        (
            [Identifier("concept/peace", "0.1", "peace"), Identifier("concept/war", "0.1", "war")],
            "vanished",
        ),
        (
            [
                Identifier("concept/peace", "0.1", "peace"),
                Identifier("concept/war", "0.1", "war", "0.2", "concept/old"),
                Identifier("concept/old", "0.1", "old", "0.2"),
            ],
            "no identifier in use",
        ),
    ],
)
def test_what_is_found(rows: list[Identifier], message: str) -> None:
    problems = list(identifier_problems(VOCABULARY, {row.concept_id: row for row in rows}))
    assert [message in problem.message for problem in problems] == [True]


def test_a_meaning_may_be_worded_anew_and_a_note_explains_the_rest() -> None:
    for row in (
        Identifier("concept/peace", "0.1", "world peace"),
        Identifier("concept/peace", "0.1", "pax", note="too learned"),
    ):
        assert list(identifier_problems(VOCABULARY, {row.concept_id: row})) == []


def test_releasing_adds_and_never_changes(tmp_path: Path) -> None:
    old = Identifier("concept/war", "0.1", "war", "0.2", "", "given up")
    rows = release(VOCABULARY, {"concept/war": old}, "0.3")
    assert rows["concept/war"] == old
    assert rows["concept/peace"] == Identifier("concept/peace", "0.3", "peace")
    path = tmp_path / "released.csv"
    write_released(rows.values(), path)
    assert read_released(path) == rows


def test_a_damaged_changelog_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "released.csv"
    with pytest.raises(VocabularyError, match="cannot be read"):
        read_released(path)
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="columns must be"):
        read_released(path)
    header = ",".join(Identifier._fields)
    path.write_text(f"{header}\nx,1,y,,,\nx,1,y,,,\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="stands twice"):
        read_released(path)
