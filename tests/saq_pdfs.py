"""PDF files as companies hand them in, made with reportlab for the tests."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen import canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from tests.saq_samples import STATES, Asked, rows_of

TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=11)
ASKING = ParagraphStyle("asking", parent=TEXT, fontName="Helvetica-Bold", spaceBefore=8)
HEADING = ParagraphStyle("heading", parent=ASKING, fontSize=12, leading=15)
MARKS = {
    "es": ("Estado", "Respuesta", "Adjuntos"),
    "en": ("Response status", "Partner response", "Attachments"),
}
WIDTHS = (32, 188, 50, 170, 75)


def _built(story: list[Any], frames: Sequence[Frame], *, margins: bool = True) -> bytes:
    """Return a document of these pieces; each page has a header and a footer."""
    stream = io.BytesIO()
    template = PageTemplate("page", list(frames), onPage=_furniture if margins else _nothing)
    BaseDocTemplate(stream, pagesize=A4, pageTemplates=[template]).build(story)
    return stream.getvalue()


def _furniture(page: canvas.Canvas, document: Any) -> None:
    page.setFont("Helvetica", 8)
    page.drawString(40, 815, "Portal de proveedores – Autoevaluación OEA")
    page.drawString(40, 25, "Impreso 03/11/2025 10:22")
    page.drawRightString(555, 25, f"Página {document.page}")


def _nothing(page: canvas.Canvas, document: Any) -> None:
    del page, document


def _frame(x: float = 34, width: float = 527) -> Frame:
    return Frame(x, 50, width, 740, id=f"at {x}")


def as_table(
    asked: Iterable[Asked],
    language: str,
    *,
    style: Sequence[tuple[Any, ...]] = (("GRID", (0, 0), (-1, -1), 0.5, colors.grey),),
    padding: float = 3,
    widths: Sequence[float] = WIDTHS,
    head: int = 1,
) -> bytes:
    """Return a table over as many pages as it needs, its head repeated on each; rows may break."""
    rows = [
        [Paragraph(escape(text).replace("\n", "<br/>"), TEXT) for text in row]
        for row in rows_of(asked, language)
    ]
    look = TableStyle([
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        *style,
    ])  # fmt: skip
    return _built(
        [Table(rows, colWidths=widths, repeatRows=head, style=look, splitInRow=1)], [_frame()]
    )


def as_print(
    asked: Iterable[Asked], language: str, *, marked: bool = True, bold: bool = True
) -> bytes:
    """Return questions and answers under one another, as portals print them."""
    status, answer, papers = MARKS[language]
    story: list[Any] = []
    for one in asked:
        look = ASKING if bold else ParagraphStyle("plain", parent=TEXT, spaceBefore=8)
        story.append(Paragraph(escape(f"{one.ref} {one.question}"), look))
        if marked:
            story.append(Paragraph(f"{status}: {STATES[language][one.claim]}", TEXT))
            story.append(Paragraph(f"{answer}:", TEXT))
        story += [Paragraph(escape(text), TEXT) for text in one.text.split("\n") if text]
        if marked and one.evidence:
            story.append(Paragraph(escape(f"{papers}: {one.evidence}"), TEXT))
    return _built(story, [_frame()])


def as_columns(asked: Iterable[Asked]) -> bytes:
    """Return questions and answers in two columns."""
    story = []
    for one in asked:
        story.append(Paragraph(escape(f"{one.ref} {one.question}"), ASKING))
        story += [Paragraph(escape(text), TEXT) for text in one.text.split("\n") if text]
    return _built(story, [_frame(34, 255), _frame(306, 255)])


def as_form(asked: Iterable[Asked]) -> bytes:
    """Return a form to fill: boxes to tick, a field for the answer below each question."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=A4)
    form = page.acroForm
    page.setFont("Helvetica", 9)
    page.drawString(40, 795, "Company name:")
    form.textfield(name="company", x=130, y=790, width=250, height=16, value="Hale Imports LLC",
                   fontSize=9, borderWidth=0)  # fmt: skip
    height = 765.0
    for number, one in enumerate(asked):
        if height < 130:
            page.showPage()
            height = 790.0
        height = _ask(page, one, number, height)
    page.save()
    return stream.getvalue()


def _ask(page: canvas.Canvas, one: Asked, number: int, height: float) -> float:
    page.setFont("Helvetica-Bold", 9)
    for line in simpleSplit(f"{one.ref} {one.question}", "Helvetica-Bold", 9, 500):
        page.drawString(40, height, line)
        height -= 11
    page.setFont("Helvetica", 9)
    height -= 6
    for at, (claim, label) in enumerate((("yes", "Yes"), ("no", "No"), ("na", "N/A"))):
        page.acroForm.checkbox(name=f"q{number}{claim}", x=40 + 60 * at, y=height - 2, size=11,
                               checked=one.claim == claim)  # fmt: skip
        page.drawString(56 + 60 * at, height, label)
    height -= 46
    page.acroForm.textfield(name=f"a{number}", x=40, y=height, width=500, height=40, borderWidth=0,
                            value=one.text, fontSize=9, fieldFlags="multiline")  # fmt: skip
    return height - 20


def drawn(draw: Callable[[canvas.Canvas], None]) -> bytes:
    """Return a file of what is drawn by hand."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=A4)
    draw(page)
    page.save()
    return stream.getvalue()


def turned(data: bytes, quarter: int, *, content: bool = False) -> bytes:
    """Return a file with its pages turned: by their own mark, or by turning what is printed."""
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            if content:
                width, height = float(page.mediabox[2]), float(page.mediabox[3])
                matrix = {1: (0, 1, -1, 0, height, 0), 2: (-1, 0, 0, -1, width, height),
                          3: (0, -1, 1, 0, 0, width)}[quarter]  # fmt: skip
                turn = " ".join(map(str, matrix))
                page.contents_add(f"q {turn} cm".encode(), prepend=True)
                page.contents_add(b"Q")
                if quarter % 2:
                    page.mediabox = pikepdf.Array([0, 0, height, width])
            else:
                page.rotate(quarter * 90, relative=True)
        document.save(stream)
    return stream.getvalue()


def locked(data: bytes, password: str) -> bytes:
    """Return a file that opens with a password only."""
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="owner", user=password))
    return stream.getvalue()


def scanned(data: bytes, kind: str = "PDF", *, pages: int = 9) -> bytes:
    """Return the pages of a file as pictures."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        count = min(pages, len(document))
        pictures = [
            document[at].render(scale=200 / 72).to_pil().convert("L") for at in range(count)
        ]
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if kind in {"PDF", "TIFF"} else {}
    pictures[0].save(stream, kind, resolution=200, **more)
    return stream.getvalue()
