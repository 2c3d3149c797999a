"""What repeats on every page, and drawing all pages into a PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from assessor.reports.blocks import Document, Words, distinct, inline
from assessor.reports.pdf.paginate import Entry, Placed
from assessor.reports.pdf.styles import Styles
from assessor.reports.theme import MM

# A long classification may not push the authority out of the head of the page.
MARKING_SHARE = 0.6


@dataclass
class Sheet:
    """The paper and its margins, in points."""

    styles: Styles
    size: tuple[float, float]

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return self.styles.theme.margin.left * MM

    @property
    def foot(self) -> float:
        """The lower edge of the text."""
        return self.styles.theme.margin.bottom * MM

    @property
    def width(self) -> float:
        """The width of the text."""
        return self.size[0] - self.left - self.styles.theme.margin.right * MM

    @property
    def height(self) -> float:
        """The height of the text."""
        return self.size[1] - self.foot - self.styles.theme.margin.top * MM


def draw(document: Document, sheet: Sheet, pages: list[list[Placed]]) -> bytes:
    """Draw all pages; the same document always gives the same bytes."""
    stream = BytesIO()
    canvas = _canvas(document, sheet, stream)
    levels = _levels(placed.entry for page in pages for placed in page if placed.entry)
    for number, page in enumerate(pages, start=1):
        if document.watermark:
            _watermark(canvas, document.watermark, sheet)
        _running(canvas, document, sheet, (number, len(pages)))
        for placed in page:
            _bookmark(canvas, placed, sheet, levels)
            placed.box.drawOn(canvas, sheet.left, sheet.foot + placed.y)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _canvas(document: Document, sheet: Sheet, stream: BytesIO) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        stream,
        pagesize=sheet.size,
        invariant=1,
        lang=document.languages[0],
        initialFontName=sheet.styles.faces.regular,
        pageCompression=1,
    )
    canvas.setTitle(" ".join(part for part in (inline(document.title), document.number) if part))
    canvas.setAuthor(document.author)
    canvas.setSubject(document.number)
    canvas.setCreator("AEO Assessor")
    canvas.setProducer("AEO Assessor")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _date(canvas, document.dated)
    return canvas


def _date(canvas: Any, dated: datetime | None) -> None:
    # With `invariant` ReportLab dates every file 2000-01-01; ours bear the document's own date.
    if dated is None:
        return
    moment = dated.astimezone(UTC)
    stamp = canvas._doc._timeStamp  # noqa: SLF001  ReportLab offers no other way
    stamp.t, stamp.lt = moment.timestamp(), moment.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]


def _levels(entries: Iterable[Entry]) -> dict[str, int]:
    """How deep each bookmark stands: never more than one below that before it."""
    levels: dict[str, int] = {}
    last = -1
    for entry in entries:
        if entry.listed:
            levels[entry.key] = last = min(entry.level - 1, last + 1)
    return levels


def _bookmark(canvas: Any, placed: Placed, sheet: Sheet, levels: dict[str, int]) -> None:
    if placed.entry is None:
        return
    entry = placed.entry
    top = sheet.foot + placed.y + 40
    canvas.bookmarkHorizontal(entry.key, 0, top)
    if entry.key in levels:
        level = levels[entry.key]
        canvas.addOutlineEntry(entry.text, entry.key, level, closed=level == 0)


def _watermark(canvas: Any, words: Words, sheet: Sheet) -> None:
    wide, tall = sheet.size
    canvas.saveState()
    canvas.translate(wide / 2, tall / 2)
    canvas.rotate(52)
    canvas.setFillColor(sheet.styles.theme.colours.watermark)
    lines = distinct(words)
    for at, said in enumerate(lines):
        size = min(78.0, 560 / (0.62 * len(said.text)))
        canvas.setFont(sheet.styles.faces.bold, size)
        text = said.text.upper()
        canvas.drawCentredString(0, 46 * (len(lines) - 1) - 92 * at - size * 0.35, text)
    canvas.restoreState()


def _running(canvas: Any, document: Document, sheet: Sheet, place: tuple[int, int]) -> None:
    running, theme, faces = document.running, sheet.styles.theme, sheet.styles.faces
    letters = sheet.styles.letters
    size, right = theme.text.small - 0.4, sheet.left + sheet.width
    top, foot = sheet.size[1] - 11 * MM, 11 * MM
    canvas.saveState()
    canvas.setFont(faces.regular, size)
    canvas.setFillColor(theme.colours.ink_3)
    page = inline(running.page).format(page=place[0], pages=place[1])
    marking = inline(running.marking).upper()
    marking = letters.shortened(marking, faces.bold, size, sheet.width * MARKING_SHARE)
    for y, text, beside in ((top, running.header, marking), (foot, running.footer, page)):
        room = sheet.width - letters.width(beside, faces.bold, size) - 16
        shown = letters.shortened(inline(text), faces.regular, size, room)
        letters.draw(canvas, (sheet.left, y), shown, faces.regular)
    canvas.drawRightString(right, foot, page)
    canvas.setFont(faces.bold, size)
    canvas.setFillColor(theme.colours.alert)
    start = right - letters.width(marking, faces.bold, size)
    letters.draw(canvas, (start, top), marking, faces.bold)
    canvas.setStrokeColor(theme.colours.line)
    canvas.setLineWidth(0.6)
    canvas.line(sheet.left, foot + 11, right, foot + 11)
    canvas.restoreState()
