"""Paints the list of a checklist: a section as a head, a requirement with its level badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from assessor.i18n import pick
from assessor.ui import theme
from assessor.ui.models.checklists_model import ChecklistModel, Head, level_in
from assessor.ui.models.rows_model import ROW
from assessor.ui.widgets.cell_ground import paint_lit
from assessor.ui.widgets.marks import badge_size, paint_badge

if TYPE_CHECKING:
    from assessor.checklist import Requirement

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ChecklistDelegate(QStyledItemDelegate):
    """Paints a section as a head, a requirement with reference, title and level badge."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(120), theme.px(34 if isinstance(index.data(ROW), Head) else 27))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line, model, room = index.data(ROW), index.model(), option.rect
        assert isinstance(model, ChecklistModel)  # noqa: S101  for the type checker
        painter.save()
        if isinstance(line, Head):
            inner = room.adjusted(theme.px(12), theme.px(7), -theme.px(12), 0)
            _paint_head(painter, inner, line, model.lang)
        else:
            paint_lit(painter, option)
            inner = room.adjusted(theme.px(12), 0, -theme.px(12), 0)
            _paint_item(painter, inner, line, model)
        painter.restore()


def _paint_head(painter: QPainter, room: QRect, line: Head, lang: str) -> None:
    painter.setFont(theme.font(11.5))
    painter.setPen(theme.color("ink3"))
    painter.drawText(room, int(_END), str(line.count))
    painter.setFont(theme.font(12.5, bold=True))
    painter.setPen(theme.color("ink"))
    title = f"{line.section.ref}  {pick(line.section.title, lang)}"
    _elided(painter, room.adjusted(0, 0, -theme.px(28), 0), title)


def _paint_item(painter: QPainter, room: QRect, line: Requirement, model: ChecklistModel) -> None:
    level = level_in(line.level, model.profile, model.lang)
    size = badge_size(level)
    top = room.center().y() - size.height() / 2 + 0.5
    box = QRectF(room.right() - size.width(), top, size.width(), size.height())
    paint_badge(painter, box, line.level, level)
    painter.setFont(theme.font(12.5, bold=True))
    painter.setPen(theme.color("ink"))
    painter.drawText(room, int(_MIDDLE), line.ref)
    painter.setFont(theme.font(12.5))
    painter.setPen(theme.color("ink2"))
    right = size.width() + theme.px(8)
    _elided(painter, room.adjusted(theme.px(42), 0, -right, 0), pick(line.title, model.lang))


def _elided(painter: QPainter, room: QRect, text: str) -> None:
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(_MIDDLE), shown)
