from collections.abc import Callable, Sequence

import pytest

from govnlp.readers.pdf import read_pdf
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError

Read = Callable[..., tuple[list[ReadText], list[Problem]]]

pytest.importorskip("pypdfium2", reason="PDF needs the extra ingest")

IMAGE = (
    "q 100 0 0 100 72 600 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"  # one grey pixel, drawn large
)


def make_pdf(pages: Sequence[Sequence[str] | str], *, encrypted: bool = False) -> bytes:
    """Write a PDF by hand: each page is lines of text, or the operators that draw it."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in page)
        drawn = page if isinstance(page, str) else f"BT /F1 12 Tf 72 720 Td 14 TL {shown} ET"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    trailer = ""
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'28' * 32}> /U <{'29' * 32}> /P -4 >>")
        trailer = f"/Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    body = "%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("ascii")


def test_pages_are_set_apart_by_form_feeds(read: Read) -> None:
    (text,), problems = read(read_pdf, make_pdf([["Human security", "in theory"], [], ["End"]]))
    assert text.text == "Human security\nin theory\f\fEnd"
    assert problems == []


def test_a_hyphen_at_a_line_end_stays(read: Read) -> None:
    (text,), _ = read(read_pdf, make_pdf([["the govern-", "ance of the Sub-", "region"]]))
    assert text.text == "the govern-\nance of the Sub-\nregion"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_pdf([[], []]), Reason.NO_TEXT),
        (make_pdf([IMAGE]), Reason.NO_TEXT),
        (make_pdf([["secret"]], encrypted=True), Reason.ENCRYPTED),
        (b"%PDF-1.7\nnothing more", Reason.DAMAGED),
        (make_pdf([["Human security"]])[:60], Reason.DAMAGED),
    ],
)
def test_what_gives_no_text_is_set_aside(read: Read, data: bytes, reason: Reason) -> None:
    with pytest.raises(SetAsideError) as caught:
        read(read_pdf, data)
    assert caught.value.reason is reason


def test_scans_are_sent_to_text_recognition(read: Read) -> None:
    with pytest.raises(SetAsideError, match="OCR"):
        read(read_pdf, make_pdf([IMAGE]))
    (text,), (problem,) = read(read_pdf, make_pdf([["Preface"], IMAGE, IMAGE]))
    assert text.text == "Preface\f\f"
    assert problem.reason is Reason.PAGES_WITHOUT_TEXT
    assert "2, 3" in problem.detail
