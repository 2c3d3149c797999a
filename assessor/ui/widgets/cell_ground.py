"""The ground of a cell in a painted table: lit with its row, a line below."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from assessor.ui import theme


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool) -> None:
    """Paint the ground; the first cell of the row that is lit gets the coloured edge."""
    room: QRect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(room, theme.color("accent_soft"))
        if first:
            edge = room.adjusted(0, 0, theme.px(3) - room.width(), 0)
            painter.fillRect(edge, theme.color("accent"))
    painter.setPen(theme.color("line"))
    painter.drawLine(room.bottomLeft(), room.bottomRight())
