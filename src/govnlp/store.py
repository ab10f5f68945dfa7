"""Parquet tables written whole or not at all, and the manifest that says what made them."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from govnlp.errors import StoreError

MANIFEST = "_manifest.json"
_LOCK = "_lock"
_MANIFEST_VERSION = 1


class Store:
    """A folder of tables, ``<table>.parquet`` each: a file, or a folder of part files.

    A table appears whole or not at all: parts are written beside it under a name that no
    reader looks at, and renamed when the last one is done. What a killed run left behind is
    cleared away by the next one.

    Args:
        folder: where the tables lie; made when first written to.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def path(self, name: str) -> Path:
        """Say where a table lies (whether it is there or not)."""
        return self.folder / f"{name}.parquet"

    def exists(self, name: str) -> bool:
        """Tell whether a table is there."""
        return self.path(name).exists()

    def read(
        self,
        name: str,
        *,
        columns: Sequence[str] | None = None,
        where: Mapping[str, Iterable[str]] | None = None,
    ) -> pa.Table:
        """Read a table.

        Args:
            name: the table.
            columns: only these.
            where: only the rows whose value in each of these columns is among those given.

        Raises:
            StoreError: the table is not there or is damaged.
        """
        path = self.path(name)
        if not path.exists():
            raise StoreError(f"{path}: no such table; `govnlp run all` makes it")
        condition = None
        for column, values in (where or {}).items():
            among = ds.field(column).isin(pa.array(list(values), pa.string()))
            condition = among if condition is None else condition & among
        try:
            dataset = ds.dataset(path, format="parquet")
            return dataset.to_table(
                columns=None if columns is None else list(columns), filter=condition
            )
        except (pa.ArrowInvalid, pa.ArrowKeyError, OSError) as error:
            raise StoreError(
                f"{path}: damaged ({error}); remove it and run `govnlp run all`"
            ) from error

    def writer(
        self, name: str, schema: pa.Schema, metadata: Mapping[str, str] | None = None
    ) -> "TableWriter":
        """Begin to replace a table; nothing changes until the writer commits.

        Args:
            name: the table.
            schema: its schema.
            metadata: goes into every file's metadata.

        Raises:
            StoreError: the folder cannot be written to; also while writing and at the commit.
        """
        return TableWriter(self, name, schema, metadata)

    def write(self, name: str, table: pa.Table, metadata: Mapping[str, str] | None = None) -> None:
        """Replace a table, all or nothing."""
        with self.writer(name, table.schema, metadata) as writer:
            writer.add(table)
            writer.commit()

    def replace(self, name: str, new: Path) -> None:
        """Put a finished file or folder in a table's place."""
        path = self.path(name)
        with _writing(path):
            if path.is_dir() or (path.exists() and new.is_dir()):
                # A folder cannot be replaced in one step: set the old one aside; `recover`
                # brings it back if that is as far as a killed run came.
                old = self.folder / f"_{name}.old"
                path.rename(old)
                new.rename(path)
                _remove(old)
            else:
                new.replace(path)

    def recover(self) -> None:
        """Clear away what a killed run left; a table set aside comes back."""
        if not self.folder.is_dir():
            return
        for old in self.folder.glob("_*.old"):
            path = self.path(old.stem.removeprefix("_"))
            if path.exists():
                _remove(old)
            else:
                old.rename(path)
        for staging in self.folder.glob("_*.writing"):
            _remove(staging)

    def count(self, name: str) -> int:
        """Give a table's number of rows.

        Raises:
            StoreError: the table is not there or is damaged.
        """
        try:
            rows: int = ds.dataset(self.path(name), format="parquet").count_rows()
        except (pa.ArrowInvalid, OSError) as error:
            raise StoreError(
                f"{self.path(name)}: missing or damaged ({error}); remove it if it is there, and "
                "run `govnlp run all`"
            ) from error
        return rows

    def size(self, name: str) -> int:
        """Give a table's size on disk in bytes; 0 if it is not there."""
        path = self.path(name)
        if path.is_dir():
            return sum(file.stat().st_size for file in path.iterdir())
        return path.stat().st_size if path.exists() else 0

    def manifest(self) -> dict[str, Any]:
        """Read the manifest; an empty one if there is none.

        Raises:
            StoreError: it is damaged, or of a newer govnlp.
        """
        path = self.folder / MANIFEST
        if not path.exists():
            return {"version": _MANIFEST_VERSION, "stages": {}, "corpora": {}}
        try:
            manifest = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"{path}: damaged ({error}); remove it and run again") from error
        if not isinstance(manifest, dict):
            raise StoreError(f"{path}: damaged (no JSON object); remove it and run again")
        if manifest.get("version") != _MANIFEST_VERSION:
            raise StoreError(
                f"{path}: written by another version of govnlp; give another --output, or remove "
                f"{self.folder}"
            )
        for key in ("stages", "corpora"):
            if not isinstance(manifest.get(key), dict):
                raise StoreError(f"{path}: damaged (no {key}); remove it and run again")
        return manifest

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Replace the manifest, all or nothing."""
        path = self.folder / MANIFEST
        staging = self.folder / f"{MANIFEST}.writing"
        with _writing(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            staging.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
            staging.replace(path)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other runs out while one writes; a lock left by a killed run is taken over.

        Raises:
            StoreError: another run is writing here, or the folder cannot be written to.
        """
        path = self.folder / _LOCK
        with _writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            file = path.open("a+", encoding="utf-8")
        with file:
            if not _try_lock(file.fileno()):
                raise StoreError(f"{self.folder}: another run is writing here")
            yield


class TableWriter:
    """Writes the parts of one table beside it, and puts them in its place on `commit`.

    Used as a context manager; leaving it without a commit drops what was written.
    """

    def __init__(
        self, store: Store, name: str, schema: pa.Schema, metadata: Mapping[str, str] | None
    ) -> None:
        self._store = store
        self._name = name
        self._schema = schema
        self._metadata = metadata
        self._staging = store.folder / f"_{name}.writing"
        self._files: list[Path] = []
        self.rows = 0
        with _writing(self._staging):
            store.folder.mkdir(parents=True, exist_ok=True)
            _remove(self._staging)
            self._staging.mkdir()

    def __enter__(self) -> "TableWriter":
        return self

    def __exit__(self, *_: object) -> None:
        _remove(self._staging)

    def add(self, table: pa.Table) -> None:
        """Write the next part."""
        path = self._staging / f"part-{len(self._files):05d}.parquet"
        with _writing(path):
            _write_file(table, path, self._metadata)
        self._files.append(path)
        self.rows += table.num_rows

    def commit(self) -> None:
        """Put what was written in the table's place: a file for one part, else a folder."""
        if not self._files:
            self.add(self._schema.empty_table())
        new = self._files[0] if len(self._files) == 1 else self._staging
        self._store.replace(self._name, new)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say of an error of the file system where it stands in the way, and what helps."""
    try:
        yield
    except OSError as error:
        problem = os.strerror(error.errno) if error.errno else str(error)
        raise StoreError(
            f"{path}: cannot be written ({problem}); make room or give another --output"
        ) from error


def _try_lock(descriptor: int) -> bool:
    """Lock an open file until it is closed or the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write_file(table: pa.Table, path: Path, metadata: Mapping[str, str] | None) -> None:
    schema = table.schema.with_metadata(dict(metadata) if metadata else None)
    pq.write_table(table.cast(schema), path, compression="zstd")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
