"""Readers: from the bytes of a file to its texts, one module for each family of formats.

The libraries that a format needs are imported when its first file is read.
"""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath

from govnlp.readers.csv import read_csv, read_tsv
from govnlp.readers.docx import read_docx
from govnlp.readers.html import read_html
from govnlp.readers.jsonl import read_jsonl
from govnlp.readers.parquet import read_parquet
from govnlp.readers.pdf import read_pdf
from govnlp.readers.plain import read_plain
from govnlp.readers.protocol import Reader, Reason, SetAsideError

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What stands behind the last dot of "Vol. 3 No. 2" or "report.2024" is no extension.
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{0,9}[A-Za-z][A-Za-z0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes:
        media_type: its name (IANA, or the one in use).
        extensions: how its files end, in small letters; "" is a name without an extension.
        read: its reader.
        kind: what `kind_by_content` says of its files; None where they have no signature.
        kind_is_optional: whether a file may do without that signature.
    """

    media_type: str
    extensions: tuple[str, ...]
    read: Reader
    kind: str | None = None
    kind_is_optional: bool = False


FORMATS: dict[str, Format] = {
    file_format.media_type: file_format
    for file_format in (
        Format("text/plain", (".txt", ".text", ""), read_plain),
        Format("text/markdown", (".md", ".markdown"), read_plain),
        Format(
            "text/html", (".html", ".htm", ".xhtml"), read_html, kind="HTML", kind_is_optional=True
        ),
        Format("application/pdf", (".pdf",), read_pdf, kind="PDF"),
        Format(_DOCX, (".docx",), read_docx, kind="DOCX"),
        Format("application/jsonl", (".jsonl", ".ndjson"), read_jsonl),
        Format("text/csv", (".csv",), read_csv),
        Format("text/tab-separated-values", (".tsv",), read_tsv),
        Format("application/vnd.apache.parquet", (".parquet",), read_parquet, kind="Parquet"),
    )
}
"""The formats that are read, by media type."""

EXTENSIONS: dict[str, Format] = {
    extension: file_format
    for file_format in FORMATS.values()
    for extension in file_format.extensions
}
"""The formats by extension."""


_LIBRARIES = ("trafilatura", "pypdfium2", "python-docx")


def reader_libraries() -> dict[str, str]:
    """Give the versions of the libraries that are optional; what is not installed is "missing".

    Another version may find another text in the same file.
    """
    return {name: _version(name) for name in _LIBRARIES}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "missing"


def format_of(path: str) -> Format:
    """Tell the format of a file by its name.

    Raises:
        SetAsideError: there is no reader for it; the message lists what there is.

    >>> format_of("charter.PDF").media_type, format_of("minutes of 2 May").media_type
    ('application/pdf', 'text/plain')
    """
    suffix = PurePath(path).suffix.lower()
    extension = suffix if _EXTENSION.fullmatch(suffix) else ""
    if extension not in EXTENSIONS:
        raise SetAsideError(
            Reason.UNSUPPORTED,
            f"no reader for {extension}; there are readers for "
            f"{', '.join(filter(None, EXTENSIONS))}; convert the file or leave it out by "
            "[ingest] exclude",
        )
    return EXTENSIONS[extension]
