"""Boxes that draw themselves: pictures, paired headings, charts, lines to sign on."""

from hashlib import sha256
from io import BytesIO
from typing import Any

from assessor.reports.blocks import Heading, Signature, Words, distinct, inline
from assessor.reports.pdf.boxes import Para, Stack, Whole, height_of
from assessor.reports.pdf.paginate import Entry
from assessor.reports.pdf.styles import Styles

PICTURE_TALLEST = 210.0
SIGN_ROOM = 52.0


class PictureBox(Whole):
    """A photograph, scaled to its column and never distorted."""

    def __init__(self, data: bytes) -> None:
        self.reader = _reader(data)
        self.pixels = self.reader.getSize()
        self.size = (0.0, 0.0)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the column, unless that makes it too tall."""
        wide, tall = self.pixels
        scale = min(width / wide, PICTURE_TALLEST / tall)
        self.size = (wide * scale, tall * scale)
        return self.size

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw the picture."""
        canvas.drawImage(self.reader, x, y, *self.size)


def _reader(data: bytes) -> Any:
    from reportlab.lib.utils import ImageReader

    class NamedByContent(ImageReader):  # type: ignore[misc]  # ReportLab has no types
        """ReportLab decodes a whole JPEG to find a name for it; the bytes' hash does as well."""

        def getRGBData(self) -> bytes:  # noqa: N802  ReportLab's name
            """The hash for a JPEG, whose bytes go into the file as they are."""
            if self.jpeg_fh():
                self._dataA = None
                return sha256(data).digest()
            return bytes(super().getRGBData())

    return NamedByContent(BytesIO(data))


class MissingPicture(Whole):
    """An empty frame that says that the picture is missing."""

    def __init__(self, words: Words, styles: Styles) -> None:
        self.words = words
        self.styles = styles
        self.width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """A frame of three to two."""
        self.width = min(width, 260)
        return self.width, self.width * 0.4

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw the frame and the words in its middle."""
        colours = self.styles.theme.colours
        tall = self.width * 0.4
        canvas.saveState()
        canvas.setStrokeColor(colours.alert)
        canvas.setFillColor(colours.ground)
        canvas.setDash(3, 2)
        canvas.rect(x, y, self.width, tall, stroke=1, fill=1)
        canvas.setFillColor(colours.alert)
        bold, size = self.styles.faces.bold, self.styles.theme.text.small
        canvas.setFont(bold, size)
        for at, said in enumerate(distinct(self.words)):
            half = self.styles.letters.width(said.text, bold, size) / 2
            place = (x + self.width / 2 - half, y + tall / 2 - 10 * at)
            self.styles.letters.draw(canvas, place, said.text, bold)
        canvas.restoreState()


class HeadingBox(Whole):
    """A heading: the leading language on the left, the second in italics on the right."""

    def __init__(self, heading: Heading, styles: Styles) -> None:
        sizes, colours = styles.theme.text, styles.theme.colours
        self.size = (sizes.heading_1, sizes.heading_2, sizes.heading_3)[heading.level - 1]
        first, *others = distinct(heading.words)
        number = f"{heading.number}  " if heading.number else ""
        look = (styles.faces.bold, self.size, colours.ink)
        self.first = OneLine(number + first.whole, styles, look)
        text = " · ".join(said.whole for said in others)
        text = " — ".join(part for part in (text, inline(heading.note)) if part)
        look = (styles.faces.italic, self.size, colours.ink_2)
        self.second = OneLine(text, styles, look) if text else None
        self.beside = False
        self.tall = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line if both languages fit, otherwise one beneath the other."""
        self.tall = height_of(self.first, width)
        if self.second is not None:
            self.beside = self.second.natural <= width - self.first.natural - 18
            self.tall += 0 if self.beside else height_of(self.second, width)
        return width, self.tall

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw both languages."""
        width = self.first.width
        self.first.drawOn(canvas, x, y + self.tall - self.first.height)
        if self.second is None:
            return
        if self.beside:
            self.second.wrap(self.second.natural + 1, 0)
            self.second.drawOn(canvas, x + width - self.second.natural, y)
        else:
            self.second.drawOn(canvas, x, y)


class OneLine(Para):
    """A paragraph that knows how wide it would be on one line."""

    def __init__(self, text: str, styles: Styles, look: tuple[str, float, str]) -> None:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        font, size, colour = look
        style = ParagraphStyle(
            "heading",
            fontName=font,
            fontSize=size,
            leading=size * 1.3,
            textColor=colour,
            parent=styles.of("body"),
        )
        super().__init__(Paragraph(styles.letters.markup(text), style))
        self.natural = styles.letters.width(text, font, size)


class DrawingBox(Whole):
    """A chart."""

    def __init__(self, drawing: Any) -> None:
        self.drawing = drawing

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The size it was drawn in."""
        return self.drawing.width, self.drawing.height

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw the chart."""
        from reportlab.graphics import renderPDF

        renderPDF.draw(self.drawing, canvas, x, y)


class SignBox(Whole):
    """Room for a signature and a line with name, part and date."""

    def __init__(self, signature: Signature, date: Words, styles: Styles) -> None:
        from reportlab.platypus import Paragraph

        lines = (signature.name, inline(signature.part), inline(date) + ":")
        looks = ("strong", "small", "small")
        self.lines = Stack(
            [
                Para(Paragraph(styles.letters.markup(text), styles.of(look)))
                for text, look in zip(lines, looks, strict=True)
                if text
            ],
            gap=1,
        )
        self.styles = styles
        self.width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Room to sign by hand, and the lines beneath."""
        self.width = width
        return width, SIGN_ROOM + height_of(self.lines, width)

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw the line and what stands beneath."""
        top = y + height_of(self.lines, self.width)
        canvas.saveState()
        canvas.setStrokeColor(self.styles.theme.colours.ink_3)
        canvas.setLineWidth(0.7)
        canvas.line(x, top + 3, x + self.width, top + 3)
        canvas.restoreState()
        self.lines.draw_down(canvas, x, top, self.width)


class ContentsLine(Whole):
    """A line of the table of contents; the page is known when it is drawn."""

    def __init__(self, entry: Entry, styles: Styles) -> None:
        self.entry = entry
        self.styles = styles
        self.indent = 12.0 * (entry.level - 1)
        self.width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line."""
        self.width = width
        return width, self.styles.theme.text.leading + 1.6

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw title, dots and page, and link all of it to the heading."""
        theme, faces = self.styles.theme, self.styles.faces
        number = str(self.entry.page)
        letters, size = self.styles.letters, theme.text.size
        text = letters.shortened(self.entry.text, faces.regular, size, self.width - 52)
        canvas.saveState()
        canvas.setFont(faces.regular, size)
        canvas.setFillColor(theme.colours.ink)
        letters.draw(canvas, (x + self.indent, y + 4), text, faces.regular)
        canvas.drawRightString(x + self.width, y + 4, number)
        canvas.setStrokeColor(theme.colours.ink_3)
        canvas.setDash(0.6, 3)
        wide = letters.width(text, faces.regular, size)
        start = x + self.indent + wide + 5
        canvas.line(start, y + 5, x + self.width - 18, y + 5)
        canvas.restoreState()
        place = (x, y, x + self.width, y + theme.text.leading)
        canvas.linkRect("", self.entry.key, place, relative=0, thickness=0)
