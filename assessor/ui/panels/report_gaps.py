"""What stands before the issue: a list with a jump to each, and a reason where one may stand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from assessor.i18n import _, language
from assessor.ui import core, icons, theme
from assessor.ui.models.report_gaps_model import DEVIATION, GapHead, GapsModel, place_of
from assessor.ui.models.rows_model import ROW
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.cell_ground import paint_lit
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.letter_list import LetterList
from assessor.ui.widgets.marks import paint_warning

if TYPE_CHECKING:
    from assessor.facts import Gap

_TEXT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_END = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MOST_LINES = 3


class GapsDelegate(QStyledItemDelegate):
    """A head, or a gap: mark, sentence, and where it is closed."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = index.data(ROW)
        if isinstance(line, GapHead):
            return QSize(theme.px(120), theme.px(30))
        room = _room(QRect(0, 0, self._view.viewport().width(), 0), place_of(line))
        metrics = QFontMetrics(theme.font(12.5))
        box = metrics.boundingRect(0, 0, room.width(), 10_000, _TEXT, line.text(language()))
        height = min(box.height(), _MOST_LINES * metrics.lineSpacing())
        return QSize(theme.px(120), height + theme.px(10))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line, room = index.data(ROW), option.rect
        painter.save()
        if isinstance(line, GapHead):
            painter.setFont(theme.font(12, bold=True))
            painter.setPen(theme.color("not_met" if line.blocking else "ink2"))
            inner = room.adjusted(theme.px(16), theme.px(6), -theme.px(12), 0)
            painter.drawText(inner, _MIDDLE, line.text)
        else:
            paint_lit(painter, option)
            _paint_gap(painter, room, line)
        painter.restore()


def _room(room: QRect, place: str) -> QRect:
    taken = QFontMetrics(theme.font(11)).horizontalAdvance(place) + theme.px(30)
    return room.adjusted(theme.px(38), 0, -taken, 0)


def _paint_gap(painter: QPainter, room: QRect, gap: Gap) -> None:
    size, place = theme.px(12), place_of(gap)
    mark = QRectF(room.left() + theme.px(17), room.center().y() - size / 2, size, size)
    if gap.code == DEVIATION:
        icons.paint(painter, mark.toRect(), "check", "ink3")
    elif gap.blocking:
        paint_warning(painter, mark, "not_met")
    else:
        icons.paint(painter, mark.toRect(), "eye-outline", "ink3")
    painter.setFont(theme.font(12.5))
    painter.setPen(theme.color("ink"))
    painter.drawText(_room(room, place), _TEXT, gap.text(language()))
    painter.setFont(theme.font(11))
    painter.setPen(theme.color("ink3"))
    painter.drawText(room.adjusted(0, 0, -theme.px(14), 0), _END, f"{place} ›")


class Gaps(QWidget):
    """`jump(gap)` goes where it is closed; `leave_open(gap)` asks for a reason."""

    lit = Signal()

    def __init__(self, jump: Callable[[Gap], object], leave_open: Callable[[Gap], object]) -> None:
        super().__init__()
        self._jump, self._leave_open = jump, leave_open
        self.model, self.list = GapsModel(), LetterList()
        self.none = words("", "good")
        self.open_button = button(_("Leave open…"), self.leave_open, key="L")
        self.go_button = button(_("Go there"), self.go, key="⏎")
        self._dress()
        buttons = row(self.go_button, self.open_button, 1, margins=(16, 8, 16, 8))
        box = column(self.none, gap=0)
        box.addWidget(self.list, 1)
        box.addLayout(buttons)
        self.setLayout(box)

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show other gaps; the lit one stays, or the one in its place."""
        before, at = self.current(), self.list.currentIndex().row()
        self.model.show(gaps)
        index = self.model.index_of(before.id) if before else QModelIndex()
        if not index.isValid() and self.model.lines:
            index = self.model.index(max(1, min(at, len(self.model.lines) - 1)))
            if isinstance(index.data(ROW), GapHead):
                index = self.model.index(min(index.row() + 1, len(self.model.lines) - 1))
        self.list.setCurrentIndex(index)
        self.none.setText("✓ " + _("Nothing stands before the issue."))
        self.none.setVisible(not any(gap.blocking for gap in gaps))
        self._tell()

    def current(self) -> Gap | None:
        """Return the gap that is lit."""
        line = self.list.currentIndex().data(ROW)
        return None if line is None or isinstance(line, GapHead) else line

    def step(self, by: int) -> None:
        """Light the gap `by` further on."""
        gaps, now = self.model.gaps(), self.current()
        if gaps:
            at = gaps.index(now) + by if now in gaps else 0
            wanted = gaps[max(0, min(len(gaps) - 1, at))]
            self.list.setCurrentIndex(self.model.index_of(wanted.id))

    def go(self) -> None:
        """Go where the lit gap is closed."""
        if (gap := self.current()) is not None:
            self._jump(gap)

    def leave_open(self) -> None:
        """Ask for the reason that may stand in for the lit gap."""
        gap = self.current()
        if gap is not None and may_be_left(gap):
            self._leave_open(gap)

    def _dress(self) -> None:
        self.none.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(4))
        self.list.setModel(self.model)
        self.list.setItemDelegate(GapsDelegate(self.list))
        self.list.setAccessibleName(_("What stands before the issue"))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.px(110))
        self.list.activated.connect(lambda _index: self.go())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())

    def _tell(self) -> None:
        gap = self.current()
        self.go_button.setEnabled(gap is not None)
        self.open_button.setEnabled(gap is not None and may_be_left(gap))
        self.lit.emit()


def may_be_left(gap: Gap) -> bool:
    """Tell whether a recorded reason may stand in for this gap, or already does."""
    return gap.code in core.gaps.DEVIABLE or gap.code.startswith(DEVIATION)
