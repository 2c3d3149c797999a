"""What can be placed on a page: the protocol, a stack of boxes, and small drawn things."""

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from assessor.reports.pdf.styles import Styles


class Box(Protocol):
    """A thing of some height that draws itself and may be split between pages."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size it takes at this width."""

    def split(self, width: float, height: float) -> list[Any]:
        """Return a part that fits and the rest, or nothing if it cannot be split here."""

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw with the lower left corner at x, y."""


@runtime_checkable
class HasLeast(Protocol):
    """A box that can begin in less room than it takes as a whole."""

    def least(self, width: float) -> float:
        """The least room in which it can begin."""


def height_of(box: Box, width: float) -> float:
    """The height of a box at this width."""
    return float(box.wrap(width, 1e6)[1])


def least_of(box: Box, width: float) -> float:
    """The least room in which a box can begin: two lines of text, or the whole thing."""
    if isinstance(box, HasLeast):
        return box.least(width)
    return height_of(box, width)


class Para:
    """A paragraph that remembers how tall it is: setting type is what takes the time."""

    def __init__(self, paragraph: Any) -> None:
        self.paragraph = paragraph
        self.width = -1.0
        self.height = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The height at this width."""
        if width != self.width:
            self.width, self.height = width, float(self.paragraph.wrap(width, 1e6)[1])
        return width, self.height

    def least(self, width: float) -> float:
        """Two lines, or the only one."""
        return min(height_of(self, width), 2 * float(self.paragraph.style.leading))

    def split(self, width: float, height: float) -> list["Para"]:
        """The lines that fit and the rest."""
        self.width = -1.0  # ReportLab forgets the lines it has set
        parts = self.paragraph.split(width, height)
        for part in parts[1:]:
            _drop_line_end(part)
        return [Para(part) for part in parts]

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw with the lower left corner at x, y."""
        self.paragraph.drawOn(canvas, x, y)


def _drop_line_end(paragraph: Any) -> None:
    """Take the end of the line before away: ReportLab begins the rest with it, as an empty line."""
    first = paragraph.frags[0] if len(paragraph.frags) > 1 else None
    part = first[1][0] if isinstance(first, list) and len(first) > 1 else first
    if getattr(part, "lineBreak", False) and not getattr(part, "text", ""):
        del paragraph.frags[0]


class Stack:
    """Boxes one below the other."""

    def __init__(self, boxes: Sequence[Box], gap: float = 2) -> None:
        self.boxes = list(boxes)
        self.gap = gap
        self.width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The height of all boxes and the gaps between them."""
        self.width = width
        heights = [height_of(box, width) for box in self.boxes]
        return width, sum(heights) + self.gap * max(0, len(heights) - 1)

    def split(self, width: float, height: float) -> list["Stack"]:
        """Two stacks, of which the first is no taller than `height`; both may be empty."""
        used = 0.0
        for index, box in enumerate(self.boxes):
            size = height_of(box, width)
            if used + size > height:
                return self._cut(index, width, height - used)
            used += size + self.gap
        return [self, Stack([], self.gap)]

    def _cut(self, index: int, width: float, room: float) -> list["Stack"]:
        before, box, after = self.boxes[:index], self.boxes[index], self.boxes[index + 1 :]
        parts = box.split(width, room) if room > 0 else []
        if len(parts) < 2:
            return [Stack(before, self.gap), Stack([box, *after], self.gap)]
        return [Stack([*before, parts[0]], self.gap), Stack([*parts[1:], *after], self.gap)]

    def draw_down(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw from `top` downwards."""
        for box in self.boxes:
            top -= height_of(box, width)
            box.drawOn(canvas, x, top)
            top -= self.gap

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw with the lower left corner at x, y."""
        self.draw_down(canvas, x, y + height_of(self, self.width), self.width)


class Whole:
    """A box that is never split."""

    def split(self, _width: float, _height: float) -> list[Any]:
        """It stays in one piece."""
        return []


class BadgeBox(Whole):
    """A level: filled for MUST, outlined for SHOULD; told apart without colour."""

    def __init__(self, text: str, *, filled: bool, styles: Styles) -> None:
        self.text = styles.letters.plain(text)
        self.filled = filled
        self.styles = styles
        self.size = styles.theme.text.small - 0.6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as its text."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        text = float(stringWidth(self.text, self.styles.faces.bold, self.size))
        if text + 10 > width:  # a programme's own word may be a long one
            self.size *= (width - 10) / text
            text = width - 10
        self.width = text + 10
        return self.width, self.size + 6

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802
        """Draw the rounded rectangle and the word."""
        ink = self.styles.theme.colours.ink
        canvas.saveState()
        canvas.setLineWidth(0.7)
        canvas.setStrokeColor(ink)
        canvas.setFillColor(ink if self.filled else "#FFFFFF")
        canvas.roundRect(x + 0.4, y + 1, self.width, self.size + 4, 2.4, stroke=1, fill=1)
        canvas.setFillColor("#FFFFFF" if self.filled else ink)
        canvas.setFont(self.styles.faces.bold, self.size)
        canvas.drawString(x + 5, y + 3 + self.size * 0.08, self.text)
        canvas.restoreState()


class Framed:
    """A stack inside a rounded frame."""

    def __init__(self, stack: Stack, line: str, pad: float = 9) -> None:
        self.stack = stack
        self.line = line
        self.pad = pad

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The stack and its padding."""
        self.width = width
        self.height = height_of(self.stack, width - 2 * self.pad) + 2 * self.pad
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Any]:
        """It stays in one piece."""
        return []

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802
        """Draw the frame and what is inside."""
        canvas.saveState()
        canvas.setLineWidth(0.7)
        canvas.setStrokeColor(self.line)
        canvas.roundRect(x, y, self.width, self.height, 6, stroke=1, fill=0)
        canvas.restoreState()
        self.stack.draw_down(
            canvas, x + self.pad, y + self.height - self.pad, self.width - 2 * self.pad
        )
