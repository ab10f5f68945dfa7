"""A list of names: what is read, what is refused, which language each belongs to."""

from pathlib import Path

import pytest

from govnlp.annotators.known_names import names_digest, names_of, read_names
from govnlp.errors import SettingsError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, 'type,name\nORG,"Union, Kestrel"\nLOC,青岬\nLOC,青岬\n')
    assert read_names(path) == {"Union, Kestrel": "ORG", "青岬": "LOC"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("青岬,LOC\n", r"names\.csv: columns missing \['name', 'type'\]"),
        ("name,type\n青岬,GPE\n", r"names\.csv, line 2: type 'GPE' of '青岬' is none of PER, ORG,"),
        ("name,type\n青岬,loc\n", "type 'loc'"),
        ("name,type\n青岬,LOC\n ,ORG\n", r"names\.csv, line 3: the name is empty; fill it in or"),
        ("name,type\n青岬,\n", "line 2: type ''"),
        ("name,type\n青岬\n", "line 2: 1 values where the header has 2"),
        (
            "name,type\n鹭湾会,ORG\n青岬,LOC\n鷺灣會,LOC\n",
            r"names\.csv, line 4: '鷺灣會' is LOC here and ORG in names\.csv, line 2; keep one",
        ),
        ("name,type\n阿·贝,PER\n阿•贝,LOC\n", r"line 3: '阿•贝' is LOC here and PER"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        read_names(write(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"annotate\.names: no file '.*none\.csv'; give the"):
        read_names(tmp_path / "none.csv")


def test_names_with_a_chinese_character_are_chinese() -> None:
    names = {"Kestrel  Union": "ORG", "鷺灣APEC會": "ORG", "穆恩‧塔卡里": "PER"}
    assert names_of("en", names) == {"Kestrel Union": "ORG"}
    assert names_of("zh", names) == {"鹭湾APEC会": "ORG", "穆恩·塔卡里": "PER"}


def test_names_are_checked_in_memory_too() -> None:
    with pytest.raises(SettingsError, match="names: type 'CITY' of 'Kestrel' is none of PER, ORG"):
        names_of("zh", {"Kestrel": "CITY"})


def test_the_digest_is_that_of_names_and_types() -> None:
    one = names_digest({"A": "PER", "B": "ORG"})
    assert one == names_digest({"B": "ORG", "A": "PER"})
    assert len({one, names_digest({"A": "PER", "B": "LOC"}), names_digest({"A": "PER"}), ""}) == 4
    assert names_digest({}) == ""
