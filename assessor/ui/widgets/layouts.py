"""Rows, columns and scrolling without ceremony; a row that breaks into lines."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assessor.ui import theme

Part = QWidget | QLayout | int | None


def row(
    *parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Parts side by side; a number is a stretch, None leaves the part out."""
    box = QHBoxLayout()
    _fill(box, parts, gap, margins)
    return box


def column(
    *parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Parts below one another; a number is a stretch, None leaves the part out."""
    box = QVBoxLayout()
    _fill(box, parts, gap, margins)
    return box


def _fill(
    box: QBoxLayout, parts: tuple[Part, ...], gap: int, margins: tuple[int, int, int, int]
) -> None:
    left, top, right, bottom = (theme.px(margin) for margin in margins)
    box.setContentsMargins(left, top, right, bottom)
    box.setSpacing(theme.px(gap))
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        elif part is not None:
            box.addWidget(part)


def scrolling(inner: QWidget, look: str = "plain") -> QScrollArea:
    """Let `inner` scroll up and down when there is no room; its width follows the window.

    Enlarged, it may be wider than the screen: then it scrolls sideways as well.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
    area.setHorizontalScrollBarPolicy(needed if theme.px(100) > 100 else off)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    theme.look(inner, look)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inner)
    return area


def empty(layout: QLayout) -> None:
    """Take everything out of `layout` and throw it away."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


def order_by_eye(within: QWidget) -> None:
    """Let Tab go through `within` from top to bottom and left to right, as the eye does.

    Qt goes by the order of creation, which is another one where parts come and go.
    """
    stops = [
        part
        for part in within.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(within)
    ]

    def place(part: QWidget) -> tuple[int, int]:
        at = part.mapTo(within, QPoint(0, 0))
        return at.y() // theme.px(12), at.x()

    before = within
    for part in sorted(stops, key=place):
        QWidget.setTabOrder(before, part)
        before = part


class FlowLayout(QLayout):
    """Items in a row that breaks into further lines like words."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = theme.px(gap)
        self._heights: dict[int, int] = {}  # by width; asked for many times between two changes
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._heights.clear()
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        spare = max(0, rect.height() - self.heightForWidth(rect.width()))
        self._place(rect.adjusted(0, spare // 2, 0, 0), move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(size.height() for _item, size in line)
            x = rect.x()
            for item, size in line:
                if move:
                    top = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), size))
                x += size.width() + self._gap
            y += height + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        room = 0
        for item in self._items:
            if (widget := item.widget()) is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), width))
            if not lines or size.width() > room:
                lines.append([])
                room = width
            lines[-1].append((item, size))
            room -= size.width() + self._gap
        return lines
