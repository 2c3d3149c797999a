"""Paints the list of validations: company in bold, phase as a pill, progress as a bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assessor.terms import Phase, Verdict
from assessor.ui import theme
from assessor.ui.models.rows_model import ROW
from assessor.ui.models.validations_model import COMPANY, DUE, FINDINGS, PHASE, PROGRESS, is_due
from assessor.ui.widgets.cell_ground import paint_ground
from assessor.ui.widgets.verdict_bar import paint_bar
from assessor.ui.words import spoken

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_END = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_PHASES = {
    Phase.PLANNED: "na",
    Phase.OPEN: "accent",
    Phase.IN_REVIEW: "partly",
    Phase.ISSUED: "met",
}


class ValidationsDelegate(QStyledItemDelegate):
    """One cell of the list."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(80), theme.px(42))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        room: QRect = option.rect
        row = index.data(ROW)
        paint_ground(painter, option, first=index.column() == COMPANY)
        inner = room.adjusted(theme.px(12), 0, -theme.px(12), 0)
        if index.column() == PHASE:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._phase(painter, inner, row.phase, chosen=chosen)
        elif index.column() == PROGRESS:
            self._progress(painter, inner, row.assessed, row.total)
        else:
            self._words(painter, inner, index, row)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        row: object,
    ) -> None:
        column = index.column()
        some = column == COMPANY or (column == FINDINGS and index.data() != "0")
        role = "ink" if some else "ink3" if column == FINDINGS else "ink2"
        late = column == DUE and is_due(row)  # type: ignore[arg-type]
        painter.setFont(theme.font(13, bold=some or late))
        painter.setPen(theme.color("not_met" if late else role))
        text = QFontMetrics(painter.font()).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(_END if column == FINDINGS else _MIDDLE), text)

    def _phase(self, painter: QPainter, room: QRect, phase: Phase, *, chosen: bool) -> None:
        role = _PHASES[phase]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11.5, bold=True))
        text = spoken(phase)
        width = min(
            room.width(), QFontMetrics(painter.font()).horizontalAdvance(text) + theme.px(20)
        )
        height = theme.px(21)
        pill = QRectF(room.left(), room.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("card" if chosen else f"{role}_soft"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.color(role))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _progress(self, painter: QPainter, room: QRect, done: int, total: int) -> None:
        painter.setFont(theme.font(11.5))
        painter.setPen(theme.color("ink3"))
        told = f"{done}/{total}"
        taken = QFontMetrics(painter.font()).horizontalAdvance("000/000") + theme.px(4)
        painter.drawText(room, int(_END), told)
        height = theme.px(5)
        width = room.width() - taken
        bar = QRectF(room.left(), room.center().y() - height / 2, width, height)
        paint_bar(painter, bar, {Verdict.MET: done}, total)
