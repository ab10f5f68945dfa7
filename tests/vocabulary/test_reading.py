"""Reading vocabularies from folders."""

from pathlib import Path

import pytest

from govnlp.errors import VocabularyError
from govnlp.vocabulary import load_vocabulary

HEADER = "concept_id,pref_en,alt_en,pref_zh\n"


def _write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    folder = _write(
        tmp_path, "concepts.csv", HEADER + "concept/war,war,armed conflict | wars,战争\n"
    )
    vocabulary = load_vocabulary([folder])
    concept = vocabulary.concepts["concept/war"]
    assert (concept.kind, concept.alt_en, concept.pref_zh) == (
        "concept",
        ("armed conflict", "wars"),
        "战争",
    )
    assert concept.where == "concepts.csv, line 2"


def test_the_later_of_two_vocabularies_wins(tmp_path: Path) -> None:
    folder = _write(tmp_path, "places.csv", HEADER + "place/china,Middle Kingdom,,中国\n")
    both = load_vocabulary(["govnlp", folder])
    assert both.concepts["place/china"].pref_en == "Middle Kingdom"
    assert len(both.concepts) == len(load_vocabulary().concepts)
    assert both.digest != load_vocabulary().digest
    assert both.version.startswith("govnlp+")


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    folder = _write(tmp_path, "concepts.csv", HEADER + "concept/war,war,,战争\n")
    before = load_vocabulary([folder])
    assert load_vocabulary([folder]) is before
    _write(tmp_path, "concepts.csv", HEADER + "concept/war,war,battle,战争\n")
    assert load_vocabulary([folder]).digest != before.digest


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("concepts.csv", "concept_id,pref_en\n", "pref_zh"),
        ("concepts.csv", "concept_id,pref_en,pref_zh,colour\n", "colour"),
        ("concepts.csv", HEADER + "concept/war,war,战争\n", "line 2: 3 values"),
        ("concepts.csv", HEADER + ",war,,战争\n", "line 2: concept_id is empty"),
        ("concepts.csv", HEADER + "a,b,,c\na,d,,e\n", "line 3: 'a' is already defined"),
        ("concepts.csv", 'concept_id,pref_en,pref_zh\n"a', "not valid CSV"),
        ("things.csv", HEADER, "unknown file; known: concepts.csv"),
        ("decoys.csv", "label,lang,decoy\n", "no concepts"),
    ],
)
def test_errors_name_file_and_row(tmp_path: Path, name: str, text: str, message: str) -> None:
    folder = _write(tmp_path, name, text)
    with pytest.raises(VocabularyError, match=message):
        load_vocabulary([folder])


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("decoys.csv", "label,lang,decoy\nwar,fr,war room\n", "lang 'fr'"),
        ("decoys.csv", "label,lang,decoy\nwar,en,\n", "decoy is empty"),
        (
            "contexts.csv",
            "concept_id,label,lang,rule,words\nconcept/war,war,en,likes,a\n",
            "rule 'likes' is none of requires, forbids",
        ),
        (
            "short_places.csv",
            "concept_id,character,beside,after,behind\nplace/x,中国,*,*,*\n",
            "not one character",
        ),
    ],
)
def test_errors_in_rules(tmp_path: Path, name: str, text: str, message: str) -> None:
    _write(tmp_path, "concepts.csv", HEADER + "concept/war,war,,战争\n")
    with pytest.raises(VocabularyError, match=message):
        load_vocabulary([_write(tmp_path, name, text)])


def test_missing_and_unnamed_vocabularies() -> None:
    with pytest.raises(VocabularyError, match="no such folder"):
        load_vocabulary(["nowhere/at/all"])
    with pytest.raises(VocabularyError, match="no vocabulary is named"):
        load_vocabulary([])


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "concepts.csv").write_bytes(HEADER.encode() + "a,b,,战争\n".encode("gb18030"))
    with pytest.raises(VocabularyError, match="not UTF-8"):
        load_vocabulary([str(tmp_path)])
