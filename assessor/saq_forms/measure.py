"""How tall a text stands in a cell: a spreadsheet fits no locked or merged cell by itself."""

from assessor.reports.blocks import Words

FONT, BOLD = "Helvetica", "Helvetica-Bold"  # as wide as the Arial that the file asks for
LEADING = 1.26
_CHAR, _PADDING = 5.25, 5.0  # points: a digit of the default font, the edges of a cell
_SAFE = 0.93  # word processors break a little earlier than the sum of letters says


def points(columns: float) -> float:
    """Return the room in a column of this width in characters."""
    return (columns * _CHAR - _PADDING) * _SAFE


def line_count(text: str, width: float, size: float, font: str = FONT) -> int:
    """Return on how many lines a text stands in a width of points."""
    return sum(_lines_of(line, width, size, font) for line in text.split("\n"))


def _lines_of(line: str, width: float, size: float, font: str) -> int:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines, filled = 1, 0.0
    for word in line.split(" "):
        long = stringWidth(f"{word} ", font, size)
        if filled and filled + long > width:
            lines, filled = lines + 1, 0.0
        filled += long
        while filled > width * 1.02:  # a word longer than the cell is broken wherever it ends
            lines, filled = lines + 1, filled - width
    return lines


def height(words: Words, width: float, size: float, *, bold: bool = False) -> float:
    """Return the points that texts take below one another."""
    font = BOLD if bold else FONT
    return sum(line_count(said.whole, width, size, font) * size * LEADING for said in words)
