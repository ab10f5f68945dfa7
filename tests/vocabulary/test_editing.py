"""Checking a folder beside others, and adding concepts to it."""

from pathlib import Path

import pytest

from govnlp.errors import VocabularyError
from govnlp.vocabulary import Concept, load_vocabulary
from govnlp.vocabulary.editing import add_concept, check_folder, make_concept_id

HEADER = "concept_id,pref_en,pref_zh\n"


@pytest.fixture
def ours(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A small vocabulary in the place of the shipped one."""
    folder = tmp_path_factory.mktemp("ours")
    (folder / "concepts.csv").write_text(
        HEADER + "concept/human-security,human security,人的安全\nconcept/power,power,权力\n",
        "utf-8",
    )
    return [str(folder)]


def _concept(en: str, zh: str, **columns: object) -> Concept:
    return Concept("", "concept", en, zh, **columns)  # type: ignore[arg-type]


def test_a_new_folder_gets_its_first_concept(tmp_path: Path, ours: list[str]) -> None:
    folder = tmp_path / "mine"
    path, added = add_concept(
        folder,
        _concept(
            "hydro-hegemony", "水霸权", alt_zh=("水文霸权", "水资源霸权"), scope_en="Of rivers."
        ),
    )
    assert path.read_text("utf-8") == (
        "concept_id,pref_en,pref_zh,alt_zh,scope_en\n"
        "concept/hydro-hegemony,hydro-hegemony,水霸权,水文霸权 | 水资源霸权,Of rivers.\n"
    )
    loaded = load_vocabulary([str(folder)]).concepts["concept/hydro-hegemony"]
    assert loaded.alt_zh == added.alt_zh == ("水文霸权", "水资源霸权")


def test_a_file_keeps_what_it_has(tmp_path: Path, ours: list[str]) -> None:
    path = tmp_path / "concepts.csv"
    path.write_bytes(
        b"\xef\xbb\xbf" + 'pref_zh,concept_id,pref_en\r\n甲乙,concept/a,"alpha, first"'.encode()
    )
    add_concept(tmp_path, _concept("beta", "丙丁", broader=("concept/a",)), ours)
    assert path.read_bytes().decode("utf-8") == (
        "\ufeffpref_zh,concept_id,pref_en,broader\r\n"
        '甲乙,concept/a,"alpha, first",\r\n'
        "丙丁,concept/beta,beta,concept/a\r\n"
    )
    assert len(load_vocabulary([str(tmp_path)]).concepts) == 2
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("concept", "message"),
    [
        (_concept("human security", "人本平安"), "already in .*line 2: human security"),
        (_concept("alpha", "丙丁"), "'concept/alpha' is already in .*line 2"),
        (_concept("hydro-hegemony", "水霸權"), "Traditional"),
        (_concept("hydro-hegemony", "水霸权", alt_zh_hant=("水权",)), "Simplified characters"),
        (_concept("hydro-hegemony", "人的安全"), "shared label: '人的安全'"),
        (_concept("hydro-hegemony", "甲乙"), "shared label: '甲乙'"),
        (_concept("hydro-hegemony", ""), "missing language"),
        (_concept("hydro-hegemony", "水霸权", broader=("concept/x-y",)), "dead reference"),
        (_concept("hydro-hegemony", "水霸权", alt_en=("a|b",)), "'a|b' has a '|'"),
        (_concept("水", "水霸权"), "gives no identifier"),
        (Concept("", "thing", "x", "水霸权"), "known: concept, organization"),
        (Concept("place/Water", "place", "x", "水霸权"), "identifier"),
    ],
)
def test_what_is_wrong_is_refused(
    tmp_path: Path, ours: list[str], concept: Concept, message: str
) -> None:
    path = tmp_path / "concepts.csv"
    path.write_text(HEADER + "concept/alpha,alpha,甲乙\n", "utf-8")
    with pytest.raises(VocabularyError, match=message):
        add_concept(tmp_path, concept, ours)
    assert path.read_text("utf-8") == HEADER + "concept/alpha,alpha,甲乙\n"
    assert [file.name for file in tmp_path.iterdir()] == ["concepts.csv"]


def test_broken_rules_of_the_folder_do_not_stop_a_new_concept(
    tmp_path: Path, ours: list[str]
) -> None:
    (tmp_path / "concepts.csv").write_text(HEADER + "concept/alpha,alpha,甲乙\n", "utf-8")
    (tmp_path / "decoys.csv").write_text("label,lang,decoy\nbeta,en,beta blocker\n", "utf-8")
    add_concept(tmp_path, _concept("hydro-hegemony", "水霸权"), ours)
    assert [problem.rule for problem in check_folder(tmp_path, ours)] == ["dead reference"]


def test_problems_that_were_there_do_not_stop_a_new_concept(
    tmp_path: Path, ours: list[str]
) -> None:
    (tmp_path / "concepts.csv").write_text(HEADER + "concept/alpha,alpha,\n", "utf-8")
    add_concept(tmp_path, _concept("hydro-hegemony", "水霸权"), ours)
    assert [problem.rule for problem in check_folder(tmp_path, ours)] == ["missing language"]


def test_a_folder_is_checked_beside_the_shipped_vocabulary(tmp_path: Path, ours: list[str]) -> None:
    (tmp_path / "concepts.csv").write_text(
        "concept_id,pref_en,pref_zh,broader\n"
        "concept/hydro-hegemony,hydro-hegemony,水霸权,concept/power\n"
        "concept/welfare-of-man,welfare of man,人的安全,\n",
        "utf-8",
    )
    (beside,) = check_folder(tmp_path, ours)
    assert (beside.where, beside.rule) == ("concepts.csv, line 3", "shared label")
    (alone,) = check_folder(tmp_path, beside=())
    assert (alone.where, alone.rule) == ("concepts.csv, line 2", "dead reference")


def test_a_folder_may_replace_a_shipped_concept(tmp_path: Path, ours: list[str]) -> None:
    (tmp_path / "concepts.csv").write_text(
        HEADER + "concept/human-security,human security,人的安全\n", "utf-8"
    )
    assert check_folder(tmp_path, ours) == []


def test_an_alone_folder_may_take_shipped_labels(tmp_path: Path) -> None:
    add_concept(tmp_path, _concept("human security", "人的安全"), beside=())
    assert check_folder(tmp_path, beside=()) == []


def test_identifiers_are_made_of_plain_letters() -> None:
    assert make_concept_id("person", "Antonio Guterres (UN)") == "person/antonio-guterres-un"
