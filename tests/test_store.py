"""Tables are replaced whole or not at all, also by runs that are killed."""

import errno
from pathlib import Path

import pyarrow as pa
import pytest

from govnlp.errors import StoreError
from govnlp.store import Store

SCHEMA = pa.schema([pa.field("doc_id", pa.string()), pa.field("n", pa.int32())])


def rows(*numbers: int) -> pa.Table:
    return pa.table({"doc_id": [f"d{n}" for n in numbers], "n": list(numbers)}, schema=SCHEMA)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "out")


def write_parts(store: Store, *parts: pa.Table) -> None:
    with store.writer("numbers", SCHEMA) as writer:
        for part in parts:
            writer.add(part)
        writer.commit()


def test_one_part_is_a_file_and_several_are_a_folder(store: Store) -> None:
    write_parts(store, rows(1, 2))
    assert store.path("numbers").is_file()
    write_parts(store, rows(1), rows(2, 3))
    assert store.path("numbers").is_dir()
    assert store.read("numbers").equals(rows(1, 2, 3))
    write_parts(store, rows(4))
    assert store.path("numbers").is_file()
    assert store.read("numbers").equals(rows(4))


def test_no_part_gives_an_empty_table(store: Store) -> None:
    write_parts(store)
    assert store.count("numbers") == 0
    assert store.read("numbers").schema.names == SCHEMA.names


def test_read_picks_columns_and_rows(store: Store) -> None:
    store.write("numbers", rows(1, 2, 3))
    table = store.read("numbers", columns=["n"], where={"doc_id": ["d1", "d3"]})
    assert table.to_pydict() == {"n": [1, 3]}


@pytest.mark.parametrize("parts", [1, 2])
def test_a_failed_write_leaves_the_old_table(store: Store, parts: int) -> None:
    write_parts(store, *[rows(7)] * parts)
    before = store.read("numbers")

    def fail() -> None:
        with store.writer("numbers", SCHEMA) as writer:
            writer.add(rows(1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.read("numbers").equals(before)
    assert not list(store.folder.glob("_*"))


def test_recover_brings_back_a_table_set_aside(store: Store) -> None:
    write_parts(store, rows(1), rows(2))
    store.path("numbers").rename(store.folder / "_numbers.old")
    (store.folder / "_other.writing").mkdir()
    store.recover()
    assert store.read("numbers").equals(rows(1, 2))
    assert not list(store.folder.glob("_*"))


def test_recover_drops_an_old_table_that_was_replaced(store: Store) -> None:
    write_parts(store, rows(1), rows(2))
    store.path("numbers").rename(store.folder / "_numbers.old")
    write_parts(store, rows(3))
    store.recover()
    assert store.read("numbers").equals(rows(3))
    assert not list(store.folder.glob("_*"))


def test_metadata_stands_in_every_file(store: Store) -> None:
    store.write("numbers", rows(1), {"govnlp.version": "1"})
    import pyarrow.parquet as pq

    assert pq.read_schema(store.path("numbers")).metadata[b"govnlp.version"] == b"1"


def test_missing_and_damaged_tables_are_named(store: Store) -> None:
    with pytest.raises(StoreError, match=r"numbers\.parquet: no such table"):
        store.read("numbers")
    store.write("numbers", rows(1))
    store.path("numbers").write_bytes(b"no parquet")
    with pytest.raises(StoreError, match=r"numbers\.parquet: damaged"):
        store.read("numbers")


def test_manifest_round_trip_and_damage(store: Store) -> None:
    manifest = store.manifest()
    manifest["stages"]["x"] = {"n": "中"}
    store.write_manifest(manifest)
    assert store.manifest() == manifest
    (store.folder / "_manifest.json").write_text("{", "utf-8")
    with pytest.raises(StoreError, match="damaged"):
        store.manifest()
    for text in ("[]", "null", '{"version": 1}', '{"version": 1, "stages": {}, "corpora": []}'):
        (store.folder / "_manifest.json").write_text(text, "utf-8")
        with pytest.raises(StoreError, match=r"damaged .*; remove it"):
            store.manifest()
    (store.folder / "_manifest.json").write_text('{"version": 99}', "utf-8")
    with pytest.raises(StoreError, match="another version"):
        store.manifest()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    for folder in (tmp_path / "file", tmp_path / "file/below"):
        store = Store(folder)
        with pytest.raises(StoreError, match=r"file.*: cannot be written \(.*give another"):
            store.write("numbers", rows(1))
        with pytest.raises(StoreError, match="cannot be written"), store.lock():
            pass
        with pytest.raises(StoreError, match="cannot be written"):
            store.write_manifest({})


def test_a_full_disk_is_said_and_leaves_the_old_table(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write("numbers", rows(1))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "Error writing bytes to file")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)
    with pytest.raises(StoreError, match=r"No space left on device\); make room"):
        store.write("numbers", rows(2))
    assert store.read("numbers").equals(rows(1))
    assert [path.name for path in store.folder.iterdir()] == ["numbers.parquet"]


def test_two_runs_cannot_write_at_once(store: Store) -> None:
    with (
        store.lock(),
        pytest.raises(StoreError, match="another run"),
        Store(store.folder).lock(),
    ):
        pass
    with store.lock():
        pass
