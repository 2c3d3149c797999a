"""Paints the editor's two lists: the lines of a draft, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from assessor.terms import Level
from assessor.ui import theme
from assessor.ui.models.rows_model import ROW
from assessor.ui.widgets.cell_ground import paint_lit
from assessor.ui.widgets.marks import badge_size, paint_badge, paint_warning

if TYPE_CHECKING:
    from assessor.ui.models.editor_model import EditorModel, Line

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
Index = QModelIndex | QPersistentModelIndex


class EditorDelegate(QStyledItemDelegate):
    """A section as a head; a requirement with its level; a mark where something is wrong."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        section = index.data(ROW).kind == "section"
        return QSize(theme.px(120), theme.px(34 if section else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(ROW)
        model: Any = index.model()
        painter.save()
        paint_lit(painter, option)
        room: QRect = option.rect.adjusted(theme.px(12), 0, -theme.px(10), 0)
        if line.kind == "section":
            room.adjust(0, theme.px(6), 0, 0)
        room = _paint_count(painter, room, line)
        if line.level:
            room = _paint_level(painter, room, line, model)
        _paint_words(painter, room, line)
        painter.restore()


def _paint_count(painter: QPainter, room: QRect, line: Line) -> QRect:
    """At the right edge what is open here: a triangle where it is wrong, a count either way."""
    count = line.wrong or line.missing
    if not count:
        return room.adjusted(0, 0, -theme.px(22), 0)
    painter.setFont(theme.font(11, bold=bool(line.wrong)))
    painter.setPen(theme.color("not_met" if line.wrong else "ink3"))
    painter.drawText(room, int(_END), str(count))
    if line.wrong:
        side = theme.px(12)
        width = QFontMetrics(painter.font()).horizontalAdvance(str(count))
        left = room.right() - width - side - theme.px(3)
        box = QRectF(left, room.center().y() - side / 2, side, side)
        paint_warning(painter, box, "not_met")
        return room.adjusted(0, 0, -(width + side + theme.px(9)), 0)
    return room.adjusted(0, 0, -theme.px(22), 0)


def _paint_level(painter: QPainter, room: QRect, line: Line, model: EditorModel) -> QRect:
    text = model.levels.get(line.level, line.level)
    size = badge_size(text)
    top = room.center().y() - size.height() / 2 + 0.5
    box = QRectF(room.right() - size.width(), top, size.width(), size.height())
    known = line.level in set(Level)
    paint_badge(painter, box, Level(line.level) if known else Level.SHOULD, text)
    return room.adjusted(0, 0, -(size.width() + theme.px(6)), 0)


def _paint_words(painter: QPainter, room: QRect, line: Line) -> None:
    head = line.kind in {"section", "head"}
    painter.setFont(theme.font(12.5, bold=True))
    painter.setPen(theme.color("partly" if line.kind == "row" else "ink"))
    metrics = QFontMetrics(painter.font())
    gap = theme.px(8) if line.ref else 0
    left = max(metrics.horizontalAdvance(line.ref) + gap, 0 if head else theme.px(42))
    painter.drawText(room, int(_MIDDLE), line.ref)
    if not head:
        painter.setFont(theme.font(12.5))
        painter.setPen(theme.color("ink2"))
    room = room.adjusted(left, 0, 0, 0)
    shown = QFontMetrics(painter.font()).elidedText(
        line.title, Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, int(_MIDDLE), shown)


class FaultDelegate(QStyledItemDelegate):
    """Two lines: the place, and in smaller words what is wrong there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        fault, place = index.data(ROW)
        painter.save()
        room: QRect = option.rect
        painter.fillRect(room.left(), room.bottom(), room.width(), 1, theme.color("line"))
        paint_lit(painter, option)
        side = theme.px(12)
        inner = room.adjusted(theme.px(14) + side, theme.px(5), -theme.px(10), -theme.px(5))
        middle = room.top() + inner.height() // 4 + theme.px(5)
        mark = QRectF(room.left() + theme.px(8), middle - side / 2, side, side)
        paint_warning(painter, mark, "partly" if fault.missing else "not_met")
        upper = inner.adjusted(0, 0, 0, -inner.height() // 2)
        lower = inner.adjusted(0, inner.height() // 2, 0, 0)
        _elided(painter, upper, place, theme.font(12, bold=True), "ink")
        _elided(painter, lower, fault.text(), theme.font(12), "ink2")
        painter.restore()


def _elided(painter: QPainter, room: QRect, text: str, font: Any, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(_MIDDLE), shown)
