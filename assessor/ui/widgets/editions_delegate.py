"""Paints a difference between two editions: references and kind, level badges and title."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from assessor.i18n import pick
from assessor.ui import theme
from assessor.ui.models.checklists_model import level_in
from assessor.ui.models.editions_model import EditionsModel, Line
from assessor.ui.models.rows_model import ROW
from assessor.ui.panels.editions_words import kinds_text, refs_text, verdict_of
from assessor.ui.widgets.cell_ground import Index, PaintedRow, paint_ground
from assessor.ui.widgets.marks import badge_size, paint_badge, paint_shape

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_END = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class EditionsDelegate(PaintedRow):
    """Two lines for each difference; at the right the verdict that was recorded, if any."""

    height = 52

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, model = index.data(ROW), index.model()
        assert isinstance(model, EditionsModel)  # noqa: S101  for the type checker
        paint_ground(painter, option, first=True)
        room = option.rect.adjusted(theme.px(14), theme.px(5), -theme.px(12), -theme.px(5))
        half = room.height() // 2
        _paint_head(painter, room.adjusted(0, 0, 0, -half), line)
        _paint_foot(painter, room.adjusted(0, half, 0, 0), line, model)


def _paint_head(painter: QPainter, room: QRect, line: Line) -> None:
    kinds = kinds_text(line.item)
    same = line.item.kinds == ("same",)
    painter.setFont(theme.font(13, bold=True))
    refs = refs_text(line.item)
    taken = QFontMetrics(painter.font()).horizontalAdvance(refs)
    painter.setPen(theme.color("ink"))
    elided(painter, room, refs)
    painter.setFont(theme.font(11.5, bold=not same))
    painter.setPen(theme.color("ink3" if same else "ink2"))
    elided(painter, room.adjusted(taken + theme.px(10), 0, 0, 0), kinds, _END)


def _paint_foot(painter: QPainter, room: QRect, line: Line, model: EditionsModel) -> None:
    left, right = _paint_levels(painter, room, line, model), room.right()
    if line.held:
        side = theme.px(12)
        right -= side
        box = QRectF(right, room.center().y() - side / 2 + 0.5, side, side)
        paint_shape(painter, box, verdict_of(line.held))
        right -= theme.px(6)
    painter.setFont(theme.font(12.5))
    painter.setPen(theme.color("ink2"))
    rest = QRect(left + theme.px(2), room.top(), right - left - theme.px(2), room.height())
    elided(painter, rest, pick(line.shown.title, model.lang))


def _paint_levels(painter: QPainter, room: QRect, line: Line, model: EditionsModel) -> int:
    """Paint the badges, “→” between the editions; return where the title may begin."""
    left = room.left()
    for at, side in enumerate(line.levels):
        if at:
            painter.setFont(theme.font(12, bold=True))
            painter.setPen(theme.color("ink2"))
            painter.drawText(QRect(left, room.top(), theme.px(18), room.height()), _MIDDLE, "→")
            left += theme.px(18)
        for level in side:
            text = level_in(level, model.profile, model.lang)
            size = badge_size(text)
            top = room.center().y() - size.height() / 2 + 0.5
            paint_badge(painter, QRectF(left, top, size.width(), size.height()), level, text)
            left += size.width() + theme.px(6)
    return left


def elided(painter: QPainter, room: QRect, text: str, flags: int = _MIDDLE) -> None:
    """Draw one line of text, with … where it has no room."""
    metrics = QFontMetrics(painter.font())
    painter.drawText(
        room, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    )
