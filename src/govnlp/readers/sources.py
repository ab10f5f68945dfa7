"""Which files a run reads."""

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from govnlp.config import IngestSettings
from govnlp.errors import InputError


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file to read.

    Attributes:
        name: its path below the input folder in POSIX form; the start of every `doc_id`.
        path: where it lies, absolute.
        leads_outside: whether it is a link to something outside the input folder, which is
            never followed.
        row_of: the other file a row of which could have this name as its ``doc_id``; empty if
            there is none.
    """

    name: str
    path: Path
    leads_outside: bool = False
    row_of: str = ""


def find_sources(root: Path, settings: IngestSettings) -> list[Source]:
    """Find the files to read, in the order of their paths.

    Hidden files and folders are left alone, so are those that `exclude` names, and files that
    no pattern of `include` names. Links to folders are not followed: what lies inside the input
    folder is found where it lies. A file given as root is read whatever its name.

    Args:
        root: the input folder, or a single file.
        settings: the patterns of paths below the folder.

    Raises:
        InputError: there is no such file or folder, or it cannot be listed.
    """
    root = root.absolute()
    if not root.is_dir():
        if not root.exists():
            raise InputError(f"{root}: no such file or folder; name one with --input")
        return [Source(_name(root.name), root)]
    found = sorted(_walk(root, settings))
    names = {source.name for source in found}
    return [replace(source, row_of=_file_of_row(source.name, names)) for source in found]


def _file_of_row(name: str, names: Container[str]) -> str:
    """Find the file that a name belongs to if it is read as path#row."""
    parts = name.split("#")
    files = ("#".join(parts[:count]) for count in range(1, len(parts)))
    return next((file for file in files if file in names), "")


def _walk(root: Path, settings: IngestSettings) -> Iterator[Source]:
    unlisted: list[OSError] = []
    real_root = os.path.realpath(root)
    for folder, folders, files in os.walk(root, onerror=unlisted.append):
        above = Path(folder).relative_to(root).parts
        links = [name for name in folders if Path(folder, name).is_symlink()]
        folders[:] = [
            name
            for name in folders
            if name not in links and not _is_left_out((*above, name), settings)
        ]
        for name in (*files, *links):
            path = Path(folder, name)
            leads_outside = path.is_symlink() and not _is_inside(path, real_root)
            if name in links and not leads_outside:
                continue
            if _is_read((*above, name), settings):
                yield Source(_name("/".join((*above, name))), path, leads_outside)
    for error in unlisted:
        path = Path(error.filename)
        if path == root:
            raise InputError(f"{root}: the folder cannot be listed ({error.strerror})") from error
        # Reading the folder as a file fails likewise, and so it gets its row of rejects.
        yield Source(_name(path.relative_to(root).as_posix()), path)


def _is_inside(path: Path, real_root: str) -> bool:
    return os.path.realpath(path).startswith(real_root.rstrip(os.sep) + os.sep)


def _is_read(parts: Sequence[str], settings: IngestSettings) -> bool:
    if _is_left_out(parts, settings):
        return False
    return any(_matches(parts, pattern.split("/")) for pattern in settings.include)


def _is_left_out(parts: Sequence[str], settings: IngestSettings) -> bool:
    if parts[-1].startswith("."):
        return True
    return any(_matches(parts, pattern.split("/")) for pattern in settings.exclude)


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Match a path with a pattern, part by part; ** stands for any number of folders."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _name(path: str) -> str:
    """Write a path so that any table can hold it: bytes that are no UTF-8 become escapes."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")
