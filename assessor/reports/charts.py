"""Charts: one drawing for the PDF, rasterised for Word and the screen; reads in greyscale."""

from io import BytesIO
from typing import Any

from assessor.reports.blocks import Bar, Bars, distinct, inline
from assessor.reports.pdf.styles import Styles, styles
from assessor.reports.preview import opened
from assessor.terms import Verdict

GAP = 5.0
LABEL_SHARE = 0.44
NUMBER = 34.0
GOOD, FAIR = 90, 80


def percent(bar: Bar) -> int:
    """Whole per cent, never rounded up to 100 nor down to 0."""
    if not bar.total:
        return 0
    share = round(100 * bar.value / bar.total)
    if bar.value < bar.total:
        share = min(share, 99)
    return max(share, 1) if bar.value else 0


def _colour(bar: Bar, look: Styles) -> str:
    share = percent(bar)
    verdict = Verdict.MET if share >= GOOD else Verdict.PARTLY if share >= FAIR else Verdict.NOT_MET
    return look.theme.verdict_colour(verdict)


def bars_drawing(chart: Bars, width: float, look: str = "default") -> Any:
    """The chart as a ReportLab drawing of this width, in points."""
    from reportlab.graphics.shapes import Drawing

    chosen = styles(look)
    lines = [_label_lines(bar, width * LABEL_SHARE - 8, chosen) for bar in chart.bars]
    size = chosen.theme.text.small
    title = _wrapped(chosen.letters.plain(inline(chart.title)), width, chosen.faces.bold, size)
    note = _wrapped(
        chosen.letters.plain(inline(chart.note)), width, chosen.faces.regular, size - 0.6
    )
    heights = [len(texts) * (size + 1.6) + GAP for texts in lines]
    total = sum(heights) + (len(title) + len(note)) * (size + 2.4) + 6
    drawing = Drawing(width, total, initialFontName=chosen.faces.regular)
    top = _add_lines(drawing, title, total, chosen, bold=True) - 3
    for bar, texts, tall in zip(chart.bars, lines, heights, strict=True):
        _add_bar(drawing, bar, (texts, top, tall, width), chosen)
        top -= tall
    _add_lines(drawing, note, top - 1, chosen, bold=False)
    return drawing


def _wrapped(text: str, width: float, font: str, size: float) -> list[str]:
    from reportlab.lib.utils import simpleSplit

    return list(simpleSplit(text, font, size, width)) if text else []


def _label_lines(bar: Bar, width: float, look: Styles) -> list[tuple[str, bool]]:
    """The lines of a label; true marks those of the second language."""
    lines: list[tuple[str, bool]] = []
    for at, said in enumerate(distinct(bar.label)):
        font = look.faces.italic if at else look.faces.regular
        size = look.theme.text.small - (0.4 if at else 0)
        text = look.letters.plain(said.text)
        lines += [(line, at > 0) for line in _wrapped(text, width, font, size)]
    return lines


def _add_lines(drawing: Any, texts: list[str], top: float, look: Styles, *, bold: bool) -> float:
    from reportlab.graphics.shapes import String

    size = look.theme.text.small - (0 if bold else 0.6)
    font = look.faces.bold if bold else look.faces.regular
    for text in texts:
        top -= size + 2.4
        drawing.add(_string(String, (0, top + 2, text), font, size, look.theme.colours.ink_3))
    return top


def _string(make: Any, place: tuple[float, float, str], font: str, size: float, ink: str) -> Any:
    from reportlab.lib.colors import HexColor

    x, y, text = place
    return make(x, y, text, fontName=font, fontSize=size, fillColor=HexColor(ink))


def _add_bar(
    drawing: Any,
    bar: Bar,
    place: tuple[list[tuple[str, bool]], float, float, float],
    look: Styles,
) -> None:
    from reportlab.graphics.shapes import Rect, String
    from reportlab.lib.colors import HexColor

    texts, top, tall, width = place
    size, colours = look.theme.text.small, look.theme.colours
    y = top
    for text, second in texts:
        y -= size + 1.6
        font = look.faces.italic if second else look.faces.regular
        small = size - (0.4 if second else 0)
        ink = colours.ink_2 if second else colours.ink
        drawing.add(_string(String, (0, y + 1.8, text), font, small, ink))
    left, wide = width * LABEL_SHARE, width * (1 - LABEL_SHARE) - 2 * NUMBER
    middle = top - (tall - GAP) / 2 - 3.4
    drawing.add(_rect(Rect, (left, middle, wide), HexColor(colours.track)))
    if share := percent(bar):
        filled = max(wide * share / 100, 4.0)
        drawing.add(_rect(Rect, (left, middle, filled), HexColor(_colour(bar, look))))
    number = f"{percent(bar)} %" if bar.total else "–"
    count = f"{bar.value}/{bar.total}"
    x = left + wide + 6
    drawing.add(_string(String, (x, middle + 0.9, number), look.faces.bold, size, colours.ink))
    x += NUMBER - 2
    drawing.add(_string(String, (x, middle + 0.9, count), look.faces.regular, size, colours.ink_3))


def _rect(make: Any, place: tuple[float, float, float], colour: Any) -> Any:
    x, y, wide = place
    return make(x, y, wide, 6.8, rx=2, ry=2, fillColor=colour, strokeColor=None, strokeWidth=0)


def to_png(drawing: Any, scale: float = 3.0) -> bytes:
    """The drawing as a PNG of `scale` pixels per point."""
    from reportlab.graphics import renderPDF

    with opened(renderPDF.drawToString(drawing)) as pdf:
        image = pdf[0].render(scale=scale).to_pil()
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
