"""Texts that gold names and does not hold, found again in a folder of sources.

Gold on texts that cannot be passed on has offsets, the place of the text, and its checksum. A
place is ``path:n``, line n (from 0) of a text file; ``path:n/key/...``, a string in the JSON object
of that line (``*`` takes all of a list, blank lines between them); or else the ``doc_id`` that
`govnlp.stages.ingest` gives to a text of the folder.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from govnlp.config import IngestSettings
from govnlp.errors import InputError
from govnlp.readers.sources import find_sources
from govnlp.stages.ingest import ingest

_PLACE = re.compile(r"(?P<path>.+):(?P<line>\d+)(?P<keys>(?:/[^/]+)*)")


def checksum(text: str) -> str:
    """Give the SHA-256 of a text's UTF-8 bytes, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class SourceTexts:
    """The texts of a folder by their places."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines: dict[str, Sequence[str]] = {}

    def text(self, place: str, sha256: str = "") -> str:
        """Give the text of a place.

        Args:
            place: where it is, as the module says.
            sha256: what `checksum` must give of it; empty for whatever is there.

        Raises:
            InputError: there is no such text, or it is another one than was annotated.
        """
        text = self._at(place)
        if sha256 and checksum(text) != sha256:
            raise InputError(
                f"{self._folder}: the text of {place!r} is not the one that was annotated "
                "(its checksum differs)"
            )
        return text

    def _at(self, place: str) -> str:
        match = _PLACE.fullmatch(place)
        if match is None:
            if place not in self._documents:
                raise InputError(f"{self._folder}: no document {place!r}")
            return self._documents[place]
        lines = self._lines_of(match["path"])
        number = int(match["line"])
        if number >= len(lines):
            raise InputError(f"{self._folder / match['path']}: no line {number}")
        if not match["keys"]:
            return lines[number]
        try:
            found = _follow(json.loads(lines[number]), match["keys"].split("/")[1:])
        except (ValueError, LookupError, TypeError) as error:
            raise InputError(f"{self._folder}: no text at {place!r} ({error})") from error
        return "\n\n".join(found)

    def _lines_of(self, name: str) -> Sequence[str]:
        if name not in self._lines:
            path = self._folder / name
            try:
                data = path.read_bytes()
                raw = gzip.decompress(data) if path.suffix == ".gz" else data
                self._lines[name] = raw.decode("utf-8").split("\n")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(f"{path}: cannot be read ({error})") from error
        return self._lines[name]

    @cached_property
    def _documents(self) -> Mapping[str, str]:
        settings = IngestSettings()
        table = ingest(find_sources(self._folder, settings), settings)["documents"]
        return dict(zip(table["doc_id"].to_pylist(), table["text"].to_pylist(), strict=True))


def _follow(value: Any, keys: Sequence[str]) -> list[str]:
    if not keys:
        if not isinstance(value, str):
            raise TypeError("no string")
        return [value]
    first, rest = keys[0], keys[1:]
    if first == "*":
        return [text for item in value for text in _follow(item, rest)]
    return _follow(value[int(first) if isinstance(value, list) else first], rest)
