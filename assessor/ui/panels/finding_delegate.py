"""Paints the lines of the findings' list: heads, and an observation in two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from assessor.i18n import _
from assessor.terms import Kind
from assessor.ui import icons, theme
from assessor.ui.models.findings_model import FindingsModel, Head, first_sentence
from assessor.ui.models.rows_model import ROW
from assessor.ui.panels.finding_words import ICONS, LEVELS, ROLES, due_of, head_of, period_text
from assessor.ui.widgets.cell_ground import paint_lit
from assessor.ui.widgets.marks import badge_size, paint_badge
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.facts import ObservationRow

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FindingDelegate(QStyledItemDelegate):
    """A head is 40 pixels high, an observation 55."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(40 if isinstance(index.data(ROW), Head) else 55))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Head):
            _paint_head(painter, option.rect, line, index)
        else:
            _paint_ground(painter, option)
            _paint_words(painter, QRectF(option.rect), line)
        painter.restore()


def _paint_head(painter: QPainter, room: QRect, line: Head, index: Index) -> None:
    model = index.model()
    assert isinstance(model, FindingsModel)  # noqa: S101  for the type checker
    px = theme.px
    box = QRectF(room).adjusted(px(16), px(6), -px(16), 0)
    size = px(15)
    mark = QRect(int(box.left()), int(box.center().y() - size / 2), size, size)
    icons.paint(painter, mark, ICONS[line.kind], ROLES[line.kind])
    painter.setFont(theme.font(13, bold=True))
    painter.setPen(theme.color("ink"))
    level = LEVELS.get(line.kind)
    word = spoken(level, model.profile) if level else ""
    badge = badge_size(word)
    words = box.adjusted(px(22), 0, -px(46) - (badge.width() if level else 0), 0)
    text = painter.fontMetrics().elidedText(
        head_of(line.kind, model.profile), Qt.TextElideMode.ElideRight, int(words.width())
    )
    painter.drawText(words, _LEFT, text)
    if level is not None:
        left = words.left() + px(10) + painter.fontMetrics().horizontalAdvance(text)
        at = QRectF(left, box.center().y() - badge.height() / 2, badge.width(), badge.height())
        paint_badge(painter, at, level, word)
    painter.setFont(theme.font(13))
    painter.setPen(theme.color("ink3"))
    painter.drawText(box, _RIGHT, str(line.count))


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    box = QRectF(option.rect)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("line"))
    paint_lit(painter, option)


def _paint_words(painter: QPainter, room: QRectF, line: ObservationRow) -> None:
    px = theme.px
    box = room.adjusted(px(16), px(7), -px(16), -px(8))
    upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
    lower = upper.translated(0, box.height() / 2)
    side = max(_paint_right(painter, upper, lower, line), px(40))
    painter.setFont(theme.font(13, bold=True))
    painter.setPen(theme.color("ink"))
    painter.drawText(upper, _LEFT, line.refs[0] if line.refs else "–")
    _paint_below_ref(painter, lower, line)
    left, right = px(46), side + px(10)
    first, rest = first_sentence(here(line.text))
    painter.setFont(theme.font(13))
    painter.setPen(theme.color("ink"))
    _paint_elided(painter, upper.adjusted(left, 0, -right, 0), first or _("No text yet"))
    painter.setFont(theme.font(12))
    painter.setPen(theme.color("ink2"))
    _paint_elided(painter, lower.adjusted(left, 0, -right, 0), rest)


def _paint_below_ref(painter: QPainter, lower: QRectF, line: ObservationRow) -> None:
    left = lower.left()
    painter.setFont(theme.font(11.5))
    painter.setPen(theme.color("ink3"))
    if len(line.refs) > 1:
        more = f"+{len(line.refs) - 1}"
        painter.drawText(lower, _LEFT, more)
        left += painter.fontMetrics().horizontalAdvance(more) + theme.px(4)
    if not line.share:
        size = theme.px(13)
        at = QRect(int(left), int(lower.center().y() - size / 2), size, size)
        icons.paint(painter, at, "eye-off-outline", "ink3")


def _paint_right(painter: QPainter, upper: QRectF, lower: QRectF, line: ObservationRow) -> float:
    """Paint due date and languages at the right; return the width they take."""
    painter.setFont(theme.font(11.5))
    metrics = painter.fontMetrics()
    painter.setPen(theme.color("ink3"))
    when = _when(line)
    painter.drawText(upper, _RIGHT, when)
    width = metrics.horizontalAdvance(when)
    return max(width, _paint_languages(painter, metrics, upper if not when else lower, line))


def _paint_languages(
    painter: QPainter, metrics: QFontMetrics, room: QRectF, line: ObservationRow
) -> float:
    right = room.right()
    for lang, complete in reversed(line.languages_complete.items()):
        text = f"{lang.upper()} {'✓' if complete else '–'}"
        painter.setPen(theme.color("ink3" if complete else "not_met"))
        painter.setFont(theme.font(11.5, bold=not complete))
        wide = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QRectF(right - wide, room.top(), wide, room.height()), _LEFT, text)
        right -= wide + metrics.horizontalAdvance("  ")
    return room.right() - right


def _when(line: ObservationRow) -> str:
    if line.kind is Kind.GOOD_PRACTICE:
        return ""
    if line.due_on is not None:
        return due_of(line)
    return period_text(line.due) if line.due is not None else _("advice")


def _paint_elided(painter: QPainter, room: QRectF, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, _LEFT, shown)
