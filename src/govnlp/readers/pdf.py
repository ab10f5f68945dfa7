"""PDF: the text layer, page by page, by pypdfium2."""

from collections.abc import Iterator
from typing import Any

from govnlp.config import IngestSettings
from govnlp.errors import MissingExtraError
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError

PAGE_BREAK = "\f"
"""Stands between the texts of two pages."""


def read_pdf(data: bytes, _settings: IngestSettings) -> Iterator[ReadText | Problem]:
    """Read the text layer of all pages, a form feed between pages.

    Raises:
        SetAsideError: the file is damaged, needs a password, or has no text layer.
        MissingExtraError: pypdfium2 is not installed.
    """
    try:
        import pypdfium2
        from pypdfium2 import raw
    except ImportError as error:
        raise MissingExtraError("reading PDF", "ingest") from error

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise SetAsideError(
                Reason.ENCRYPTED, "the PDF needs a password; save it without one"
            ) from error
        raise SetAsideError(Reason.DAMAGED, f"not a whole PDF: {error}") from error
    try:
        pages: list[str] = []
        scanned: list[int] = []
        broken: list[int] = []
        for number in range(len(document)):
            try:
                text, has_image = _page(document[number], raw.FPDF_PAGEOBJ_IMAGE)
            except pypdfium2.PdfiumError:
                broken.append(number + 1)
                text, has_image = "", False
            pages.append(text)
            if has_image and not text.strip():
                scanned.append(number + 1)
    finally:
        document.close()
    if not any(page.strip() for page in pages):
        raise SetAsideError(
            Reason.NO_TEXT,
            f"no text in the PDF ({len(pages)} pages{', scanned images' if scanned else ''}); "
            "run it through text recognition (OCR) first",
        )
    yield ReadText(PAGE_BREAK.join(pages), "utf-16-le")
    if scanned:
        yield Problem(
            Reason.PAGES_WITHOUT_TEXT,
            f"pages {_numbers(scanned)} hold images without text; run the file through text "
            "recognition (OCR) to have them",
        )
    if broken:
        yield Problem(Reason.DAMAGED, f"pages {_numbers(broken)} cannot be loaded")


def _page(page: Any, image: int) -> tuple[str, bool]:
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
        finally:
            text_page.close()
        has_image = next(iter(page.get_objects(filter=[image])), None) is not None
    finally:
        page.close()
    # PDFium writes U+FFFE for a hyphen and the line end behind it, and CR LF for other line ends.
    return text.replace("\ufffe", "-\n").replace("\r\n", "\n"), has_image


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return shown if len(pages) <= 20 else f"{shown} and {len(pages) - 20} more"
