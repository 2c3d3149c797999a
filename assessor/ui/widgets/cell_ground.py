"""The ground of a painted row or cell: lit, and framed while its list has the keyboard."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assessor.ui import theme

Index = QModelIndex | QPersistentModelIndex


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool) -> None:
    """Paint the ground of a cell; the first one of the row that is lit gets the coloured edge."""
    room: QRect = option.rect
    painter.fillRect(room.left(), room.bottom(), room.width(), 1, theme.color("line"))
    paint_lit(painter, option, edge=first)


def paint_lit(painter: QPainter, option: QStyleOptionViewItem, *, edge: bool = True) -> None:
    """Paint the ground of a row that is lit, if this one is, with the coloured edge at its left."""
    if not option.state & QStyle.StateFlag.State_Selected:
        return
    room: QRect = option.rect
    painter.fillRect(room, theme.color("accent_soft"))
    if edge:
        painter.fillRect(room.adjusted(0, 0, theme.px(3) - room.width(), 0), theme.color("accent"))
    paint_focus(painter, option)


def paint_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint lines above and below the row that is lit while its list has the keyboard."""
    if not (option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus()):
        return
    room, line = option.rect, theme.px(2)
    for top in (room.top(), room.bottom() + 1 - line):
        painter.fillRect(room.left(), top, room.width(), line, theme.color("accent"))


class PaintedRow(QStyledItemDelegate):
    """Paints rows of one `height` (before scaling) by `paint_row`; the painter is as it was after.

    The width asked for is small: a list gives its rows all it has.
    """

    height = 34

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(60), theme.px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.paint_row(painter, option, index)
        painter.restore()

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row or cell."""
        raise NotImplementedError


class FocusDelegate(QStyledItemDelegate):
    """Paints a cell as the style sheet does, and shows where the keyboard is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        paint_focus(painter, option)
