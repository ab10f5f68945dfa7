import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from govnlp.readers.docx import read_docx
from govnlp.readers.protocol import Problem, ReadText, Reason, SetAsideError

Read = Callable[..., tuple[list[ReadText], list[Problem]]]

docx = pytest.importorskip("docx", reason="DOCX needs the extra ingest")

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_xml(*paragraphs: str) -> bytes:
    """A document with paragraphs of raw XML."""
    from docx.oxml import parse_xml

    document = docx.Document()
    for xml in paragraphs:
        document.element.body.insert(-1, parse_xml(xml.replace(">", f" {W} {MC}>", 1)))
    return saved(document)


def test_everything_comes_in_the_order_of_the_document(read: Read) -> None:
    document = docx.Document()
    document.add_heading("全球安全治理", level=1)
    document.add_paragraph("First paragraph\nover two lines.")
    document.add_paragraph("peace", style="List Bullet")
    document.add_paragraph("安全", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, content in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Human security", "人的安全", "Food security", "粮食安全"),
        strict=True,
    ):
        cell.text = content
    document.add_paragraph("")
    document.add_paragraph("Last\tone")
    (text,), problems = read(read_docx, saved(document))
    assert text.text == "\n\n".join(
        [
            "全球安全治理",
            "First paragraph\nover two lines.",
            "- peace\n- 安全",
            "Human security",
            "人的安全",
            "Food security",
            "粮食安全",
            "Last\tone",
        ]
    )
    assert problems == []


def test_headers_and_footers_stay_out(read: Read) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Journal of Security"
    document.add_paragraph("Text")
    (text,), _ = read(read_docx, saved(document))
    assert text.text == "Text"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "new"),
        (
            "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
            "a",
        ),
        ("<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>", "link"),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>control</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "control",
        ),
        ("<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate</w:t></w:r></w:p>", "co-operate"),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>ān</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>安</w:t>"
            "</w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "安",
        ),
        (
            "<w:p><w:r><w:t>around</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r>"
            "<w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
            "<w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>",
            "around\n\nbox",
        ),
    ],
    ids=["inserted", "deleted", "link", "control", "hyphen", "ruby", "box"],
)
def test_what_python_docx_leaves_out_is_there(read: Read, xml: str, expected: str) -> None:
    (text,), _ = read(read_docx, with_xml(xml))
    assert text.text == expected


def test_footnotes_come_last(read: Read) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("Text")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p>'
        "</w:footnote><w:footnote><w:p><w:r><w:t>See above.</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    ).encode()
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    (text,), _ = read(read_docx, saved(document))
    assert text.text == "Text\n\nSee above."


def damaged() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<w:document>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (saved(docx.Document()), Reason.NO_TEXT),
        (damaged(), Reason.DAMAGED),
        (damaged()[:40], Reason.DAMAGED),
    ],
)
def test_what_gives_no_text_is_set_aside(read: Read, data: bytes, reason: Reason) -> None:
    with pytest.raises(SetAsideError) as caught:
        read(read_docx, data)
    assert caught.value.reason is reason


def test_a_file_far_larger_unpacked_is_set_aside(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("a" * 3_000_000)
    with pytest.raises(SetAsideError) as caught:
        read(read_docx, saved(document), max_file_bytes=100_000)
    assert caught.value.reason is Reason.TOO_LARGE
