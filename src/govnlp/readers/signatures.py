"""What a file is by its first bytes, whatever its name says."""

import io
import zipfile

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document (DOC, XLS, PPT)"),
    (b"{\\rtf", "RTF"),
    (b"PAR1", "Parquet"),
    (b"ARROW1\x00\x00", "Arrow"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"\x7fELF", "program (ELF)"),
    (b"MZ\x90\x00", "program (Windows)"),
    (b"ID3\x03\x00", "MP3 audio"),
    (b"ID3\x04\x00", "MP3 audio"),
    (b"OggS\x00", "Ogg audio"),
)
_ZIP = b"PK\x03\x04"
_IN_ZIP = (
    ("word/document.xml", "DOCX"),
    ("xl/workbook.xml", "XLSX spreadsheet"),
    ("ppt/presentation.xml", "PPTX presentation"),
    ("META-INF/container.xml", "EPUB book"),
    ("content.xml", "OpenDocument file"),
)
_PDF = b"%PDF-"
_HTML_STARTS = (b"<!doctype html", b"<html")


def kind_by_content(data: bytes) -> str | None:
    """Name the kind of file that the bytes begin like; None where they tell nothing.

    >>> kind_by_content(b"%PDF-1.7 ..."), kind_by_content("人的安全".encode())
    ('PDF', None)
    """
    if _PDF in data[:16]:  # a few bytes before it are common
        return "PDF"
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "RIFF media"
    if data[4:8] == b"ftyp":
        return "MP4 media"
    # Byte order mark or white space may stand before the first tag.
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "HTML" if start.startswith(_HTML_STARTS) else None


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "damaged ZIP archive"
    return next((kind for name, kind in _IN_ZIP if name in names), "ZIP archive")
