import hashlib
import json
import os
import random
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from govnlp.config import IngestSettings
from govnlp.errors import InputError, MissingExtraError
from govnlp.readers.protocol import Reason
from govnlp.schema import Tables, check_table
from govnlp.stages.ingest import find_sources, ingest, ingest_texts

HANS = "各国应当合作应对传统和非传统安全威胁，维护地区和平与稳定。"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def read(root: Path, **settings: Any) -> Tables:
    chosen = IngestSettings(**settings)
    tables = ingest(find_sources(root, chosen), chosen)
    check(tables)
    return tables


def check(tables: Tables) -> None:
    rows = [row for name in tables for row in check_table(name, tables[name]).to_pylist()]
    assert all(row["n_chars"] == len(row["text"]) for row in rows if "text" in row)
    doc_ids = [row["doc_id"] for row in rows if "text" in row]
    assert len(set(doc_ids)) == len(doc_ids)


def documents(tables: Tables) -> dict[str, str]:
    rows = tables["documents"].to_pylist()
    return {row["doc_id"]: row["text"] for row in rows}


def reasons(tables: Tables) -> dict[str, str]:
    rows = tables["rejects"].to_pylist()
    assert all(row["stage"] == "ingest" and row["detail"] for row in rows)
    return {row["path"]: row["reason"] for row in rows}


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "a.markdown", "a.text", "charter"])
def test_text_is_kept_whole(tmp_path: Path, name: str) -> None:
    text = "\n  安全\r\n治理\r發展\t\n\n"
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    (row,) = read(tmp_path)["documents"].to_pylist()
    assert row["text"] == text
    assert row["n_chars"] == len(text)
    assert (row["doc_id"], row["path"], row["encoding"]) == (name, name, "utf-8-sig")
    assert row["media_type"] in ("text/plain", "text/markdown")
    assert row["sha256"] == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
    assert row["metadata"] is None


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_encoding_is_told_and_named(tmp_path: Path, codec: str) -> None:
    (tmp_path / "a.txt").write_bytes(HANS.encode(codec))
    (row,) = read(tmp_path)["documents"].to_pylist()
    assert (row["text"], row["encoding"]) == (HANS, codec)


def test_one_bad_file_never_costs_others(tmp_path: Path) -> None:
    bad = {
        "empty.txt": (b"", Reason.EMPTY),
        "mark.txt": (b"\xef\xbb\xbf", Reason.EMPTY),
        "white.txt": ("  \n\u3000\r\n".encode(), Reason.EMPTY),
        "picture.txt": (PNG, Reason.MISLABELLED),
        "report.txt": (b"%PDF-1.4\n...", Reason.MISLABELLED),
        "page.txt": (b"<!DOCTYPE html><p>x</p>", Reason.MISLABELLED),
        "letter.pdf": (b"Dear all", Reason.MISLABELLED),
        "letter.docx": (HANS.encode(), Reason.MISLABELLED),
        "table.parquet": (b"text\na", Reason.MISLABELLED),
        "noise.txt": (random.Random(1).randbytes(2000), Reason.BINARY),
        "nuls.md": (b"\0" * 2000, Reason.BINARY),
        "cyrillic.txt": ("Права человека и безопасность".encode("cp1251"), Reason.UNKNOWN_ENCODING),
        "large.txt": (b"a" * 5001, Reason.TOO_LARGE),
        "picture.png": (PNG, Reason.UNSUPPORTED),
        "data.xyz": (b"text", Reason.UNSUPPORTED),
        "rows.csv": (b"", Reason.EMPTY),
    }
    for name, (data, _) in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(HANS, encoding="utf-8")
    tables = read(tmp_path, max_file_bytes=5000)
    assert documents(tables) == {"good.txt": HANS}
    assert reasons(tables) == {name: str(reason) for name, (_, reason) in bad.items()}


def test_details_say_what_was_found_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"%PDF-1.4\n...")
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1}")
    details = {row["path"]: row["detail"] for row in read(tmp_path)["rejects"].to_pylist()}
    assert "PDF" in details["report.txt"]
    assert "extension" in details["report.txt"]
    assert ".docx" in details["a.rtf"]


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    draw = random.Random(7)
    texts = [HANS.encode(codec) for codec in ("utf-8", "gb18030", "utf-16", "utf-32")]
    kinds = (
        ".txt",
        ".md",
        ".html",
        ".pdf",
        ".docx",
        ".jsonl",
        ".csv",
        ".tsv",
        ".parquet",
        ".x",
        "",
    )
    for number in range(300):
        data = draw.choice(
            [*texts, b"", PNG, b"PK\x03\x04", b"%PDF-1.7", b"PAR1", b'{"text": "a"}']
        )
        data = data[: draw.randrange(len(data) + 1)] + draw.randbytes(draw.choice([0, 0, 3, 300]))
        (tmp_path / f"{number}{draw.choice(kinds)}").write_bytes(data)
    sources = find_sources(tmp_path, IngestSettings())
    assert len(sources) == 300
    tables = ingest(sources)
    check(tables)
    found = {row["path"] for name in tables for row in tables[name].to_pylist()}
    assert found == {source.name for source in sources}


def test_a_reader_that_fails_costs_its_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("govnlp.readers.plain.decode", fail)
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    tables = read(tmp_path)
    assert reasons(tables) == {"a.txt": Reason.DAMAGED}
    assert "too deep" in tables["rejects"]["detail"][0].as_py()


def test_a_missing_extra_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("trafilatura", "pypdfium2", "docx"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    (tmp_path / "a.html").write_text("<p>x", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    with zipfile.ZipFile(tmp_path / "c.docx", "w") as package:
        package.writestr("word/document.xml", "")
    tables = read(tmp_path)
    assert reasons(tables) == dict.fromkeys(("a.html", "b.pdf", "c.docx"), Reason.MISSING_EXTRA)
    message = str(MissingExtraError("reading PDF", "ingest"))
    assert tables["rejects"]["detail"].to_pylist()[1] == message


def test_a_few_undecodable_bytes_are_marked_and_told(tmp_path: Path) -> None:
    data = HANS.encode("utf-8") * 100 + b"\xff" + "末".encode()
    (tmp_path / "a.txt").write_bytes(data)
    tables = read(tmp_path)
    assert documents(tables) == {"a.txt": HANS * 100 + "\ufffd末"}
    (row,) = tables["rejects"].to_pylist()
    assert (row["doc_id"], row["reason"]) == ("a.txt", Reason.UNDECODABLE_BYTES)
    assert documents(tables)["a.txt"][row["start"] : row["end"]] == "\ufffd"


def test_a_few_nuls_stay_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"human\0security")
    tables = read(tmp_path)
    assert documents(tables) == {"a.txt": "human\0security"}
    assert tables["rejects"].num_rows == 0


def test_no_files_give_empty_tables(tmp_path: Path) -> None:
    tables = read(tmp_path)
    assert [tables[name].num_rows for name in ("documents", "rejects")] == [0, 0]


def test_documents_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "安.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    names = list(documents(read(tmp_path)))
    assert names == sorted(names)
    assert set(names) == {"b.txt", "a/z.txt", "a.txt", "安.txt", "B.txt"}


def test_rows_of_a_file_are_documents_of_their_own(tmp_path: Path) -> None:
    lines = ['{"text": "人的安全", "year": 1994}', "nonsense", '{"text": "' + "\\ud83d" + 'x"}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    tables = read(tmp_path)
    assert documents(tables) == {"a.jsonl#0": "人的安全", "a.jsonl#2": "\ufffdx"}
    first, second = tables["documents"].to_pylist()
    assert json.loads(first["metadata"]) == {"year": 1994}
    assert first["path"] == second["path"] == "a.jsonl"
    assert first["sha256"] == second["sha256"]
    rejects = [
        (row["doc_id"], row["reason"], row["start"]) for row in tables["rejects"].to_pylist()
    ]
    assert rejects == [
        ("a.jsonl#1", Reason.BAD_ROW, None),
        ("a.jsonl#2", Reason.LONE_SURROGATES, 0),
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(read(tmp_path)) == {"pipe.txt": Reason.NOT_A_FILE}


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / "folder").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    (inside / "a.txt").write_text("a", encoding="utf-8")
    (inside / "folder/b.txt").write_text("b", encoding="utf-8")
    (inside / "same.txt").symlink_to("a.txt")
    (inside / "secret.txt").symlink_to(outside / "secret.txt")
    (inside / "away").symlink_to(outside)
    (inside / "again").symlink_to(inside / "folder")
    (inside / "loop.txt").symlink_to("loop.txt")
    tables = read(inside)
    assert documents(tables) == {"a.txt": "a", "folder/b.txt": "b", "same.txt": "a"}
    assert reasons(tables) == {
        "away": Reason.LINK_OUTSIDE,
        "loop.txt": Reason.UNREADABLE,
        "secret.txt": Reason.LINK_OUTSIDE,
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder").chmod(0)
    try:
        found = reasons(read(tmp_path))
    finally:
        (tmp_path / "folder").chmod(stat.S_IRWXU)
    assert found == dict.fromkeys(("a.txt", "folder"), Reason.UNREADABLE)


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: str) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    scandir = os.scandir
    (tmp_path / "locked").mkdir()
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    monkeypatch.setattr(os, "scandir", deny)
    tables = read(tmp_path)
    assert documents(tables) == {"a.txt": "a"}
    assert reasons(tables) == {"locked": Reason.UNREADABLE}


def test_an_error_while_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", deny)
    tables = read(tmp_path)
    assert reasons(tables) == {"a.txt": Reason.UNREADABLE}
    assert "Permission denied" in tables["rejects"]["detail"][0].as_py()


def test_a_name_that_is_no_utf8_can_be_held(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"coffee")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert documents(read(tmp_path)) == {"caf\\xe9.txt": "coffee"}


def test_texts_at_hand_become_documents() -> None:
    tables = ingest_texts(["人的安全", "", "  ", "a\0b", "😀𠮷"])
    check(tables)
    assert documents(tables) == {"0": "人的安全", "1": "", "2": "  ", "3": "a\0b", "4": "😀𠮷"}
    first = tables["documents"].to_pylist()[0]
    assert first["sha256"] == hashlib.sha256("人的安全".encode()).hexdigest()
    assert (first["path"], first["media_type"], first["encoding"]) == ("0", "text/plain", "utf-8")
    assert tables["rejects"].num_rows == 0
    assert ingest_texts([])["documents"].num_rows == 0


def test_lone_surrogates_keep_their_place() -> None:
    tables = ingest_texts(["安\ud800全\udfff", "good"])
    assert documents(tables) == {"0": "安\ufffd全\ufffd", "1": "good"}
    (row,) = tables["rejects"].to_pylist()
    assert (row["doc_id"], row["start"], row["end"]) == ("0", 1, 2)
    assert row["reason"] == Reason.LONE_SURROGATES
    assert row["detail"].startswith("2 ")


def test_what_is_no_list_of_texts_is_refused() -> None:
    with pytest.raises(InputError, match="list"):
        ingest_texts("human security")
    with pytest.raises(InputError, match="text 1 is of type NoneType"):
        ingest_texts(["a", None])  # type: ignore[list-item]


def test_two_runs_give_the_same_tables(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.txt").write_bytes(HANS.encode("gb18030") * number)
    first, second = read(tmp_path), read(tmp_path)
    assert all(first[name].equals(second[name]) for name in first)


def test_large_corpora_are_built_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govnlp.stages.ingest._CHARS_AT_ONCE", 10)
    texts = ["安全" * 4] * 9
    assert list(documents(ingest_texts(texts)).values()) == texts


def test_real_texts_are_read_whole(shared: Path) -> None:
    for folder in (shared / "seeds", shared / "data/documents"):
        tables = read(folder)
        assert tables["rejects"].num_rows == 0
        for doc_id, text in documents(tables).items():
            assert text.encode("utf-8") == (folder / doc_id).read_bytes().removeprefix(
                b"\xef\xbb\xbf"
            )
