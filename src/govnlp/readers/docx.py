"""DOCX: all text in document order, opened by python-docx.

python-docx's own paragraphs leave out content controls, tracked insertions, text boxes and
footnotes, so the tree is walked here.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from govnlp.config import IngestSettings
from govnlp.errors import MissingExtraError
from govnlp.readers.layout import Block, join_blocks
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT_BOX = f"{_W}txbxContent"
# Deleted or moved away, a second rendering of the same, the reading above a character.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}rt", _FALLBACK})
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SEPARATOR = "eparator"  # the lines above footnotes: separator, continuationSeparator
_MAX_INFLATION = 20


def read_docx(data: bytes, settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read paragraphs, headings, lists, tables and text boxes in order, then the notes.

    Raises:
        SetAsideError: the file is damaged, encrypted, has no text, or is far larger unpacked.
        MissingExtraError: python-docx is not installed.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from docx.oxml import parse_xml
    except ImportError as error:
        raise MissingExtraError("reading DOCX", "ingest") from error

    try:
        _check_size(data, settings.max_file_bytes * _MAX_INFLATION)
        document = docx.Document(io.BytesIO(data))
        notes = [
            parse_xml(relation.target_part.blob)
            for relation in document.part.rels.values()
            if relation.reltype.endswith(("/footnotes", "/endnotes"))
        ]
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise SetAsideError(Reason.DAMAGED, f"not a whole DOCX: {error}") from error
    text = join_blocks(block for part in (document.element.body, *notes) for block in _blocks(part))
    if not text:
        raise SetAsideError(Reason.NO_TEXT, "no text in the DOCX; does it hold images only?")
    yield ReadText(text, "utf-8")


def _check_size(data: bytes, limit: int) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise SetAsideError(Reason.ENCRYPTED, "the DOCX needs a password; save it without one")
    size = sum(member.file_size for member in members if member.filename.endswith(".xml"))
    if size > limit:
        raise SetAsideError(
            Reason.TOO_LARGE, f"the DOCX unpacks to {size:,} bytes of XML; the limit is {limit:,}"
        )


def _blocks(element: Any) -> Iterator[Block]:
    for child in element:
        if child.tag in _LEFT_OUT or (child.get(f"{_W}type") or "").endswith(_SEPARATOR):
            continue
        if child.tag == f"{_W}p":
            yield Block(_text(child), is_list_item=_is_list_item(child))
            for box in child.iter(_TEXT_BOX):
                if _is_shown_by(child, box):
                    yield from _blocks(box)
        else:
            yield from _blocks(child)


def _is_shown_by(paragraph: Any, box: Any) -> bool:
    """Tell whether a text box hangs on this paragraph itself, and is no second rendering."""
    for above in box.iterancestors():
        if above.tag in _LEFT_OUT:
            return False
        if above.tag == f"{_W}p":
            return above is paragraph
    return False


def _text(element: Any) -> str:
    if element.tag in (f"{_W}t", _MATH_TEXT):
        return element.text or ""
    if element.tag in _MARKS:
        return _MARKS[element.tag]
    if element.tag in _LEFT_OUT or element.tag == _TEXT_BOX:
        return ""
    return "".join(_text(child) for child in element)


def _is_list_item(paragraph: Any) -> bool:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return False
    style = properties.find(f"{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val") or ""
    if name.startswith("Heading"):
        return False
    has_number = properties.find(f"{_W}numPr") is not None
    return has_number or name.startswith(("ListBullet", "ListNumber"))
