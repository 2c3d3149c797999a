"""Paints a card of the plan in three short lines: what, when, how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from assessor import terms
from assessor.i18n import _
from assessor.ui import icons, theme
from assessor.ui.models.findings_model import first_sentence
from assessor.ui.models.rows_model import ROW
from assessor.ui.panels.finding_words import LEVELS
from assessor.ui.panels.plan_words import ICONS, ROLES, due_of, is_overdue
from assessor.ui.widgets.cell_ground import paint_lit
from assessor.ui.widgets.marks import badge_size, paint_badge, paint_warning
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.improvement import ActionRow

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlanDelegate(QStyledItemDelegate):
    """A card is 74 pixels high."""

    profile: Profile | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(76))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: ActionRow = index.data(ROW)
        px = theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect)
        foot = QRectF(room.left(), room.bottom() - 1, room.width(), 1)
        painter.fillRect(foot, theme.color("line"))
        paint_lit(painter, option)
        box = room.adjusted(px(16), px(8), -px(16), -px(9))
        line = QRectF(box.left(), box.top(), box.width(), box.height() / 3)
        self._paint_what(painter, line, card)
        line.translate(0, line.height())
        _paint_when(painter, line, card)
        line.translate(0, line.height())
        _paint_how_far(painter, line, card)
        painter.restore()

    def _paint_what(self, painter: QPainter, line: QRectF, card: ActionRow) -> None:
        item = card.observation
        level = LEVELS[item.kind]
        word = spoken(level, self.profile)
        size = badge_size(word)
        top = line.center().y() - size.height() / 2
        badge = QRectF(line.right() - size.width(), top, size.width(), size.height())
        paint_badge(painter, badge, level, word)
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.color("ink"))
        painter.drawText(line, _LEFT, item.refs[0] if item.refs else "")
        painter.setFont(theme.font(13))
        room = line.adjusted(theme.px(46), 0, -size.width() - theme.px(10), 0)
        title = first_sentence(here(item.text))[0] or _("No text yet")
        cut = Qt.TextElideMode.ElideRight
        painter.drawText(
            room, _LEFT, painter.fontMetrics().elidedText(title, cut, int(room.width()))
        )


def _paint_when(painter: QPainter, line: QRectF, card: ActionRow) -> None:
    left = line.left() + theme.px(46)
    text, late = due_of(card), is_overdue(card)
    if late:
        size = theme.px(12)
        paint_warning(painter, QRectF(left, line.center().y() - size / 2, size, size), "not_met")
        left += size + theme.px(6)
        text = _("Overdue since {date}").format(date=text)
    painter.setFont(theme.font(12, bold=late))
    painter.setPen(theme.color("not_met" if late else "ink2"))
    cut = Qt.TextElideMode.ElideRight
    text = painter.fontMetrics().elidedText(text, cut, int(line.right() - left))
    painter.drawText(QRectF(left, line.top(), line.right() - left, line.height()), _LEFT, text)
    left += painter.fontMetrics().horizontalAdvance(text) + theme.px(12)
    who = card.responsible_name or card.responsible_post or card.observation.owner
    painter.setFont(theme.font(11.5))
    painter.setPen(theme.color("ink3"))
    room = line.right() - left
    if room > theme.px(40):
        painter.drawText(line, _RIGHT, painter.fontMetrics().elidedText(who, cut, int(room)))


def _paint_how_far(painter: QPainter, line: QRectF, card: ActionRow) -> None:
    px = theme.px
    left = line.left() + px(46)
    size = px(14)
    mark = QRect(int(left), int(line.center().y() - size / 2), size, size)
    icons.paint(painter, mark, ICONS[card.status], ROLES[card.status])
    painter.setFont(theme.font(12))
    painter.setPen(theme.color(ROLES[card.status]))
    text = _(terms.label(card.status))
    said = line.adjusted(px(46) + size + px(6), 0, 0, 0)
    painter.drawText(said, _LEFT, text)
    end = said.left() + painter.fontMetrics().horizontalAdvance(text) + px(10)
    painter.setFont(theme.font(11.5))
    painter.setPen(theme.color("ink3"))
    percent = QRectF(line.right() - px(40), line.top(), px(40), line.height())
    painter.drawText(percent, _RIGHT, f"{card.progress} %")
    if percent.left() - px(92) < end:  # no room for the bar: the number says it
        return
    track = QRectF(percent.left() - px(92), line.center().y() - px(2), px(90), px(4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("track"))
    painter.drawRoundedRect(track, px(2), px(2))
    painter.setBrush(theme.color("accent"))
    done = QRectF(track.left(), track.top(), track.width() * card.progress / 100, track.height())
    painter.drawRoundedRect(done, px(2), px(2))
