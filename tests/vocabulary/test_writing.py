"""Vocabularies as folders of CSV files: what is written, and what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from govnlp.errors import InputError, VocabularyError
from govnlp.vocabulary import Concept, Vocabulary
from govnlp.vocabulary.concepts import ContextRule, Decoy, ShortPlace
from govnlp.vocabulary.reading import read_folder
from govnlp.vocabulary.writing import replace_text, write_folder

PORT = Concept(
    "place/port",
    "place",
    'Port "Aurora", Old',
    "曙光港",
    alt_en=("Aurora", "The Port"),
    alt_zh_hant=("曙光舊港",),
    demonym_en=("Auroran",),
    broader=("place/coast",),
    scope_en="A port.\nClosed, since 1990 | 1991.",
    same_as=("wikidata:Q0",),
)
COAST = Concept("place/coast", "place", "the Coast", "")
PIRACY = Concept("concept/piracy", "concept", "piracy", "海盗行为", related=("place/coast",))
MINE = Vocabulary(
    ("mine",),
    {concept.concept_id: concept for concept in (PORT, COAST, PIRACY)},
    decoys=(Decoy("piracy", "en", "software piracy", "copies, not ships"),),
    contexts=(ContextRule("place/port", "Aurora", "en", "requires", ("port", "ships")),),
    short_places=(ShortPlace("place/port", "曙", "*", (), ("港",)),),
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    files = write_folder(MINE, tmp_path / "new/folder")
    assert [path.name for path in files] == [
        "concepts.csv",
        "places.csv",
        "decoys.csv",
        "contexts.csv",
        "short_places.csv",
    ]
    again = read_folder(tmp_path / "new/folder", "mine")
    unplaced = {name: replace(concept, where="") for name, concept in again.concepts.items()}
    assert replace(again, concepts=unplaced) == MINE
    assert list(unplaced) == ["concept/piracy", "place/coast", "place/port"]


def test_a_column_of_demonyms_stands_only_where_there_are_some(tmp_path: Path) -> None:
    write_folder(MINE, tmp_path)
    headers = {p.name: p.read_text("utf-8").split("\n")[0] for p in tmp_path.iterdir()}
    assert "demonym_en" in headers["places.csv"]
    assert "demonym_en" not in headers["concepts.csv"]


def test_force_replaces_a_vocabulary_whole(tmp_path: Path) -> None:
    write_folder(MINE, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    only_piracy = Vocabulary(("mine",), {"concept/piracy": PIRACY})
    with pytest.raises(InputError, match=r"concepts\.csv: already there; --force"):
        write_folder(only_piracy, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    write_folder(only_piracy, tmp_path, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["concepts.csv"]


def test_force_deletes_no_table_that_is_not_of_a_vocabulary(tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    survey.write_text("answer\nyes\n", "utf-8")
    with pytest.raises(InputError, match=r"survey\.csv: no file of a vocabulary; move it away"):
        write_folder(MINE, tmp_path, force=True)
    assert list(tmp_path.iterdir()) == [survey]


@pytest.mark.parametrize(
    ("vocabulary", "message"),
    [
        (
            replace(MINE, concepts={"place/port": replace(PORT, alt_en=("sea|port",))}),
            r"place/port: alt_en 'sea\|port' has a '\|'",
        ),
        (
            replace(MINE, contexts=(MINE.contexts[0]._replace(words=("in|out",)),)),
            r"place/port: words 'in\|out' has a '\|'",
        ),
        (
            replace(MINE, concepts={"place/port": replace(PORT, pref_zh="曙\udcff")}),
            r"places\.csv: .*曙\\udcff.* has a lone surrogate",
        ),
    ],
)
def test_what_no_cell_can_hold_is_named_and_not_written(
    tmp_path: Path, vocabulary: Vocabulary, message: str
) -> None:
    with pytest.raises(VocabularyError, match=message):
        write_folder(vocabulary, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", "utf-8")
    with pytest.raises(VocabularyError, match="taken: cannot be written"):
        write_folder(MINE, tmp_path / "taken")
    assert (tmp_path / "taken").read_text("utf-8") == "mine"


def test_text_that_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "concepts.csv"
    replace_text(path, "one\r\n")
    with pytest.raises(VocabularyError, match=r"'two\\udc80' has a lone surrogate"):
        replace_text(path, "one\ntwo\udc80\nthree")
    assert path.read_bytes() == b"one\r\n"
    assert list(tmp_path.iterdir()) == [path]
