"""Paints the list of worksheets: heads, sheets with their marks, forms with a plus."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from assessor.ui import icons, theme
from assessor.ui.models.rows_model import ROW
from assessor.ui.models.sheets_model import Head, Offer, SheetLine
from assessor.ui.panels.finding_words import ICONS, ROLES
from assessor.ui.widgets.cell_ground import paint_lit

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class SheetsDelegate(QStyledItemDelegate):
    """One line of the list."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(120), theme.px(36 if isinstance(index.data(ROW), Head) else 27))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(ROW)
        room = QRect(option.rect).adjusted(theme.px(12), 0, -theme.px(12), 0)
        painter.save()
        if isinstance(line, Head):
            _head(painter, room.adjusted(0, theme.px(12), 0, -theme.px(4)), line)
        else:
            paint_lit(painter, option)
            _sheet(painter, room, line) if isinstance(line, SheetLine) else _offer(
                painter, room, line
            )
        painter.restore()


def _head(painter: QPainter, room: QRect, line: Head) -> None:
    painter.setFont(theme.font(11.5))
    painter.setPen(theme.color("ink3"))
    if line.count:
        painter.drawText(room, int(_END), str(line.count))
    painter.setFont(theme.font(11.5, bold=True))
    _elided(painter, room.adjusted(0, 0, -theme.px(28), 0), line.title)


def _sheet(painter: QPainter, room: QRect, line: SheetLine) -> None:
    right = room.right()
    if line.state:
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("ink3"))
        painter.drawText(room, int(_END), line.state)
        right -= QFontMetrics(painter.font()).horizontalAdvance(line.state) + theme.px(8)
    for kind, count in reversed(line.short):
        painter.setFont(theme.font(11.5, bold=True))
        painter.setPen(theme.color(ROLES[kind]))
        width = QFontMetrics(painter.font()).horizontalAdvance(str(count))
        box = QRect(right - width, room.top(), width, room.height())
        painter.drawText(box, int(_END), str(count))
        size = theme.px(13)
        left = right - width - theme.px(3) - size
        mark = QRect(left, room.center().y() - size // 2, size, size)
        icons.paint(painter, mark, ICONS[kind], ROLES[kind])
        right = left - theme.px(8)
    painter.setFont(theme.font(12.5, bold=True))
    painter.setPen(theme.color("ink"))
    painter.drawText(room, int(_MIDDLE), str(line.number))
    painter.setFont(theme.font(12.5))
    painter.setPen(theme.color("ink2" if line.name else "ink3"))
    left = room.left() + theme.px(30)
    _elided(painter, QRect(left, room.top(), right - left, room.height()), line.name or "–")


def _offer(painter: QPainter, room: QRect, line: Offer) -> None:
    size = theme.px(15)
    mark = QRect(room.left(), room.center().y() - size // 2, size, size)
    icons.paint(painter, mark, "plus", "accent")
    painter.setFont(theme.font(12.5))
    painter.setPen(theme.color("ink2"))
    _elided(painter, room.adjusted(theme.px(30), 0, 0, 0), line.title)


def _elided(painter: QPainter, room: QRect, text: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(_MIDDLE), shown)
