"""Paints a requirement that is gone: reference and title, its verdict, whether it was looked at."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from assessor.ui import icons, theme
from assessor.ui.models.former_model import FormerModel, state_text, title_of
from assessor.ui.models.rows_model import ROW
from assessor.ui.widgets.cell_ground import Index, PaintedRow, paint_ground
from assessor.ui.widgets.editions_delegate import elided
from assessor.ui.widgets.marks import paint_shape


class FormerDelegate(PaintedRow):
    """Two lines for each requirement."""

    height = 52

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item, model = index.data(ROW), index.model()
        assert isinstance(model, FormerModel)  # noqa: S101  for the type checker
        paint_ground(painter, option, first=True)
        room = option.rect.adjusted(theme.px(14), theme.px(5), -theme.px(12), -theme.px(5))
        half, side = room.height() // 2, theme.px(12)
        upper, lower = room.adjusted(0, 0, 0, -half), room.adjusted(0, half, 0, 0)
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.color("ink"))
        taken = QFontMetrics(painter.font()).horizontalAdvance(item.ref) + theme.px(8)
        elided(painter, upper, item.ref)
        painter.setFont(theme.font(12.5))
        painter.setPen(theme.color("ink2"))
        elided(painter, upper.adjusted(taken, 0, 0, 0), title_of(item))
        box = QRectF(lower.left(), lower.center().y() - side / 2 + 0.5, side, side)
        paint_shape(painter, box, item.verdict)
        state = state_text(item)
        painter.setFont(theme.font(11.5, bold=not item.looked))
        painter.setPen(theme.color("ink3" if item.looked else "ink"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(state)
        elided(painter, lower.adjusted(lower.width() - wide - 1, 0, 1, 0), state)
        mark = lower.adjusted(lower.width() - wide - side - theme.px(6), 0, 0, 0)
        mark.setWidth(side)
        icon = "check" if item.looked else "eye-outline"
        icons.paint(painter, mark, icon, "ink3" if item.looked else "ink")
        painter.setFont(theme.font(11.5))
        painter.setPen(theme.color("ink3"))
        right = -wide - 2 * side - theme.px(8)
        elided(painter, lower.adjusted(side + theme.px(6), 0, right, 0), model.count(item))
