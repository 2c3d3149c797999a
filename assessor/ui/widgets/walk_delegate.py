"""Paints the walk's list: heads with a bar, requirements with shape, reference, title, level."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from assessor.ui import theme
from assessor.ui.models.rows_model import ROW
from assessor.ui.models.walk_model import Head, WalkModel
from assessor.ui.widgets.cell_ground import paint_lit
from assessor.ui.widgets.marks import paint_shape, paint_warning
from assessor.ui.widgets.verdict_bar import paint_bar
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.walk import WalkRow

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class WalkDelegate(QStyledItemDelegate):
    """One line of the walk's list."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        head = isinstance(index.data(ROW), Head)
        return QSize(theme.px(120), theme.px(41 if head else 26))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(ROW)
        painter.save()
        room: QRect = option.rect
        if isinstance(line, Head):
            self._head(painter, room.adjusted(theme.px(12), 0, -theme.px(12), 0), line)
        else:
            model = index.model()
            assert isinstance(model, WalkModel)  # noqa: S101  for the type checker
            level = spoken(line.level, model.profile)
            paint_lit(painter, option)
            self._item(painter, room, line, level)
        painter.restore()

    def _head(self, painter: QPainter, room: QRect, line: Head) -> None:
        words = room.adjusted(0, theme.px(8), 0, -theme.px(13))
        painter.setFont(theme.font(11.5))
        painter.setPen(theme.color("ink3"))
        count = f"{line.assessed}/{line.total}"
        painter.drawText(words, int(_END), count)
        taken = QFontMetrics(painter.font()).horizontalAdvance(count) + theme.px(8)
        painter.setFont(theme.font(12.5, bold=True))
        painter.setPen(theme.color("ink"))
        _elided(painter, words.adjusted(0, 0, -taken, 0), f"{line.ref}  {here(line.title)}")
        top = room.bottom() - theme.px(10)
        paint_bar(
            painter, QRectF(room.left(), top, room.width(), theme.px(5)), line.counts, line.total
        )

    def _item(self, painter: QPainter, room: QRect, line: "WalkRow", level: str) -> None:
        left, right = room.left() + theme.px(12), room.right() - theme.px(12)
        size = theme.px(12)
        top = room.center().y() - size / 2 + 0.5
        paint_shape(painter, QRectF(left, top, size, size), line.verdict)
        painter.setFont(theme.font(9.5, bold=True))
        painter.setPen(theme.color("ink3"))
        painter.drawText(QRect(left, room.top(), right - left, room.height()), int(_END), level)
        right -= QFontMetrics(painter.font()).horizontalAdvance(level) + theme.px(6)
        if line.mismatch or any(gap.blocking and gap.code != "unseen" for gap in line.gaps):
            box = theme.px(10)
            right -= box
            paint_warning(painter, QRectF(right, room.center().y() - box / 2, box, box))
            right -= theme.px(4)
        painter.setFont(theme.font(12.5, bold=True))
        painter.setPen(theme.color("ink"))
        left += theme.px(24)
        painter.drawText(
            QRect(left, room.top(), theme.px(42), room.height()), int(_MIDDLE), line.ref
        )
        left += theme.px(42)
        painter.setFont(theme.font(12.5))
        painter.setPen(theme.color("ink2"))
        _elided(painter, QRect(left, room.top(), right - left, room.height()), here(line.title))


def _elided(painter: QPainter, room: QRect, text: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(_MIDDLE), shown)
