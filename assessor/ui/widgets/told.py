"""A few lines said at once: painted, so that nothing is built or laid out anew while keys fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.ui import icons, theme
from assessor.ui.widgets.marks import paint_warning

WARNING = "⚠"
_GAP, _MARK = 3, 15
_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Line:
    """One line of `Told`: its words, the role of its ink, and the mark before it, if any."""

    text: str
    ink: str = "ink"
    size: float = 12
    bold: bool = False
    icon: str = ""

    def font(self) -> QFont:
        """Return the face it is written in."""
        return theme.font(self.size, bold=self.bold)


class Told(QWidget):
    """Lines below one another that wrap; `set_lines` changes them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines`; without any there is nothing to see."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.setAccessibleName(" ".join(line.text for line in lines))
            self.updateGeometry()
            self.update()
        self.setVisible(bool(lines))

    def text(self) -> str:
        """Return all that is said."""
        return " ".join(line.text for line in self._lines)

    def heightForWidth(self, width: int) -> int:
        return sum(room.height() for room in self._rooms(width)) + self._gaps()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.heightForWidth(max(self.width(), theme.px(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0
        for line, room in zip(self._lines, self._rooms(self.width()), strict=True):
            self._paint_mark(painter, line, top)
            painter.setFont(line.font())
            painter.setPen(theme.color(line.ink))
            painter.drawText(room.translated(0, top), int(_WRAP), line.text)
            top += room.height() + theme.px(_GAP)

    def _paint_mark(self, painter: QPainter, line: Line, top: int) -> None:
        size = theme.px(_MARK)
        if line.icon == WARNING:
            shape = QRectF(0, top + theme.px(2), size, size).adjusted(0, 0, -4, -4)
            paint_warning(painter, shape, line.ink)
        elif line.icon:
            icons.paint(painter, QRect(0, top + theme.px(1), size, size), line.icon, line.ink)

    def _gaps(self) -> int:
        return theme.px(_GAP) * max(0, len(self._lines) - 1)

    def _rooms(self, width: int) -> list[QRect]:
        """Return where each line's words stand, its top counted from its own top."""
        return [self._room(line, width) for line in self._lines]

    def _room(self, line: Line, width: int) -> QRect:
        left = theme.px(_MARK + 6) if line.icon else 0
        wide = max(1, width - left)
        return QRect(left, 0, wide, _height(line, wide, theme.scale()))


# A layout asks for the height many times over, and what a verdict means is soon said again.
@lru_cache(maxsize=500)
def _height(line: Line, width: int, _scale: int) -> int:
    room = QRect(0, 0, width, 10_000)
    return QFontMetrics(line.font()).boundingRect(room, int(_WRAP), line.text).height()
