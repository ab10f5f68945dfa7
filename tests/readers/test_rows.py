import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnlp.config import IngestSettings
from govnlp.readers.csv import read_csv, read_tsv
from govnlp.readers.jsonl import read_jsonl
from govnlp.readers.parquet import read_parquet
from govnlp.readers.protocol import Problem, Reader, ReadText, Reason, SetAsideError

Read = Callable[..., tuple[list[ReadText], list[Problem]]]

TEXTS = ["Human security, and more", "人的安全\n与“发展”", '"quoted"']


def as_jsonl(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_csv(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def as_tsv(rows: list[dict[str, Any]]) -> bytes:
    return as_csv(rows, "\t")


def as_parquet(rows: list[dict[str, Any]]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


FORMATS = pytest.mark.parametrize(
    ("reader", "write"),
    [
        (read_jsonl, as_jsonl),
        (read_csv, as_csv),
        (read_tsv, as_tsv),
        (read_parquet, as_parquet),
    ],
    ids=["jsonl", "csv", "tsv", "parquet"],
)


@FORMATS
def test_one_text_a_row(read: Read, reader: Reader, write: Any) -> None:
    rows = [{"text": text, "title": f"T{n}", "作者": "某人"} for n, text in enumerate(TEXTS)]
    texts, problems = read(reader, write(rows))
    assert [text.text for text in texts] == TEXTS
    assert [text.key for text in texts] == ["0", "1", "2"]
    assert texts[1].metadata == '{"title": "T1", "作者": "某人"}'
    assert problems == []


@FORMATS
def test_columns_are_named_in_the_settings(read: Read, reader: Reader, write: Any) -> None:
    rows = [
        {"body": "one", "doi": "10/a"},
        {"body": "two", "doi": ""},
        {"body": "three", "doi": "10/a"},
        {"body": "four", "doi": "10/b"},
    ]
    texts, problems = read(reader, write(rows), text_column="body", id_column="doi")
    assert [(text.key, text.text) for text in texts] == [("10/a", "one"), ("10/b", "four")]
    assert texts[0].metadata == '{"doi": "10/a"}'
    assert [problem.reason for problem in problems] == [Reason.ROW_WITHOUT_ID, Reason.REPEATED_ID]


@FORMATS
def test_a_missing_column_is_answered_with_those_there_are(
    read: Read, reader: Reader, write: Any
) -> None:
    with pytest.raises(SetAsideError, match="abstract, title") as caught:
        read(reader, write([{"abstract": "a", "title": "b"}] * 3))
    assert caught.value.reason is Reason.MISSING_COLUMN


@FORMATS
def test_a_row_without_text_is_set_aside(read: Read, reader: Reader, write: Any) -> None:
    rows = [{"text": "one", "n": "1"}, {"text": "", "n": "2"}, {"text": "  \n", "n": "3"}]
    texts, problems = read(reader, write(rows))
    assert [text.text for text in texts] == ["one"]
    assert [(problem.key, problem.reason) for problem in problems] == [
        ("1", Reason.ROW_WITHOUT_TEXT),
        ("2", Reason.ROW_WITHOUT_TEXT),
    ]


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (read_jsonl, b"\n \n"),
        (read_csv, b"text,title\n"),
        (read_tsv, b"text\ttitle\n"),
        (read_parquet, as_parquet([{"text": "a"}])),
    ],
)
def test_a_file_without_rows_is_set_aside(read: Read, reader: Reader, data: bytes) -> None:
    if reader is read_parquet:
        file = io.BytesIO()
        pq.write_table(pq.read_table(io.BytesIO(data)).slice(0, 0), file)
        data = file.getvalue()
    with pytest.raises(SetAsideError) as caught:
        read(reader, data)
    assert caught.value.reason is Reason.NO_TEXT


def test_bad_lines_of_json_cost_themselves_only(read: Read) -> None:
    lines = [
        '{"text": "one"}',
        '{"text": "cut',
        "",
        '["text"]',
        '{"title": "no text"}',
        '{"text": null}',
        '{"text": 5}',
        "[" * 100_000,
        '{"text": "last\u2028line"}',
    ]
    for end in ("\n", "\r\n", "\r"):
        texts, problems = read(read_jsonl, end.join(lines).encode())
        assert [(text.key, text.text) for text in texts] == [("0", "one"), ("7", "last\u2028line")]
        assert [problem.reason for problem in problems] == [
            *[Reason.BAD_ROW] * 2,
            *[Reason.ROW_WITHOUT_TEXT] * 3,
            Reason.BAD_ROW,
        ]
        places = [problem.detail.split(":")[0] for problem in problems]
        assert places == ["line 2", "line 4", "line 5", "line 6", "line 7", "line 8"]


def test_rows_before_the_first_with_the_column_are_not_forgotten(read: Read) -> None:
    texts, problems = read(read_jsonl, b'{"title": "a"}\n{"text": "b"}\n{"title": "c"}\n')
    assert [text.key for text in texts] == ["1"]
    assert [problem.key for problem in problems] == ["0", "2"]


def test_ragged_rows_of_csv_cost_themselves_only(read: Read) -> None:
    data = b'text,n\none,1\ntwo\nthree,3,3\n"a\nb",4\n"x"y,5\nsix,6\n\n"open,7\neight,8\n'
    texts, problems = read(read_csv, data)
    assert [(text.key, text.text) for text in texts] == [("0", "one"), ("3", "a\nb"), ("5", "six")]
    assert [problem.detail.split(":")[0] for problem in problems] == [
        "line 3",
        "line 4",
        "line 7",
        "lines 10 to 11",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_of_csv_is_read(read: Read, end: str) -> None:
    texts, problems = read(read_csv, end.join(["text,n", "one,1", "two,2"]).encode())
    assert [text.text for text in texts] == ["one", "two"]
    assert problems == []


def test_quotation_marks_of_tsv_are_read_as_they_are_meant(read: Read) -> None:
    bare = 'text\tn\n"Human security" is a term\t1\n5" pipe\t2\n'
    assert [text.text for text in read(read_tsv, bare.encode())[0]] == [
        '"Human security" is a term',
        '5" pipe',
    ]
    quoted = 'text\tn\n"a\tb"\t1\n'
    assert [text.text for text in read(read_tsv, quoted.encode())[0]] == ["a\tb"]


def test_a_header_with_one_name_twice_is_refused(read: Read) -> None:
    with pytest.raises(SetAsideError, match="'text'"):
        read(read_csv, b"text,text\na,b\n")


def test_a_field_may_be_as_long_as_a_file(read: Read) -> None:
    text = "安全" * 500_000
    assert read(read_csv, f"text\n{text}\n".encode())[0][0].text == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize(("reader", "write"), [(read_jsonl, as_jsonl), (read_csv, as_csv)])
def test_rows_come_in_any_encoding(read: Read, reader: Reader, write: Any, codec: str) -> None:
    text = "各国应当合作应对传统和非传统安全威胁，维护地区和平与稳定。"
    data = write([{"text": text}] * 3).decode("utf-8").encode(codec)
    texts, problems = read(reader, data)
    assert [(one.text, one.encoding) for one in texts] == [(text, codec)] * 3
    assert problems == []


def test_wrong_bytes_among_rows_are_told(read: Read) -> None:
    row = '{"text": "各国应当合作"}\n'.encode()
    texts, (problem,) = read(read_jsonl, row * 50 + row.replace("合".encode(), b"\xff") + row)
    assert len(texts) == 52
    assert texts[50].text == "各国应当\ufffd作"
    assert problem.reason is Reason.UNDECODABLE_BYTES


def test_columns_of_every_type_are_kept(read: Read) -> None:
    frame = pd.DataFrame(
        {
            "text": pd.Categorical(["one"]),
            "when": [pd.Timestamp("1994-05-01")],
            "share": [float("nan")],
            "bytes": [b"\xff"],
            "list": [[1, 2]],
            "yes": [True],
        }
    )
    file = io.BytesIO()
    frame.to_parquet(file)
    (text,), _ = read(read_parquet, file.getvalue())
    assert json.loads(text.metadata or "") == {
        "when": "1994-05-01 00:00:00",
        "share": None,
        "bytes": "ff",
        "list": [1, 2],
        "yes": True,
    }


def test_numbers_are_no_text(read: Read) -> None:
    texts, problems = read(read_parquet, as_parquet([{"text": 1}, {"text": 2}]))
    assert texts == []
    assert [problem.reason for problem in problems] == [Reason.ROW_WITHOUT_TEXT] * 2


def test_a_damaged_parquet_file_is_set_aside(read: Read) -> None:
    data = as_parquet([{"text": "one"}])
    for damaged in (data[:20], data[:-30] + data[-8:], b"PAR1" + b"\0" * 40 + b"PAR1"):
        with pytest.raises(SetAsideError) as caught:
            read(read_parquet, damaged)
        assert caught.value.reason is Reason.DAMAGED


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1))
def test_any_text_comes_back_from_a_row(texts: list[str]) -> None:
    rows = [{"text": f"安{text}", "other": text} for text in texts]
    for reader, write in ((read_jsonl, as_jsonl), (read_csv, as_csv), (read_parquet, as_parquet)):
        found = list(reader(write(rows), IngestSettings()))
        assert [one.text for one in found if isinstance(one, ReadText)] == [
            row["text"] for row in rows
        ]
