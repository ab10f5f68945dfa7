"""A CSV file that cannot be read says where and why."""

from pathlib import Path

import pytest

from govnlp.csv_rows import csv_rows
from govnlp.errors import InputError


def read(path: Path) -> list[tuple[str, dict[str, str]]]:
    return list(csv_rows(path, InputError, required=["a"], allowed=["a", "b"]))


def test_rows_know_their_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes('\ufeffb,a\r\n" one\nline ",2\r\n3,4\r\n'.encode())
    assert read(path) == [
        ("x.csv, line 3", {"b": "one\nline", "a": "2"}),
        ("x.csv, line 4", {"b": "3", "a": "4"}),
    ]


def test_a_missing_file_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"b\n1\n", r"x\.csv: columns missing \['a'\], unknown \[\]; allowed, each once: a, b"),
        (b"a,c\n", r"unknown \['c'\]"),
        (b"a,a\n", "each once"),
        (b"a,b\n1,2\n1\n", "line 3: 1 values where the header has 2"),
        (b"a\n\xff\n", "not UTF-8"),
        (b'a\n"1\n', "not valid CSV"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        read(path)
