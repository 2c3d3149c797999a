"""Paints the import's table: status with its sign, reference in bold, claim with its shape."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from assessor.ui import theme
from assessor.ui.models.ledger_model import ROLES, Line
from assessor.ui.models.rows_model import ROW
from assessor.ui.widgets.cell_ground import Index, PaintedRow, paint_ground
from assessor.ui.widgets.marks import ROLES as CLAIM_ROLES
from assessor.ui.widgets.marks import paint_shape, paint_warning

STATUS, PLACE, REF, TITLE, CLAIM, TEXT, CERTAINTY, BY = range(8)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class LedgerDelegate(PaintedRow):
    """One cell of the ledger."""

    height = 34

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room: QRect = option.rect
        line: Line = index.data(ROW)
        paint_ground(painter, option, first=index.column() == STATUS)
        inner = room.adjusted(theme.px(10), 0, -theme.px(6), 0)
        self._cell(painter, inner, index, line)

    def _cell(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        line: Line,
    ) -> None:
        column, text = index.column(), index.data()
        quiet = line.status in {"blank", "no_answer"}
        bold, role, mode = False, "ink3" if quiet else "ink2", Qt.TextElideMode.ElideRight
        if column == STATUS:
            role, sign = ROLES[line.status]
            text, bold = f"{sign}  {text}", not quiet
        elif column == CLAIM and text:
            role = CLAIM_ROLES[line.row.claim]
            room = _after(room, lambda box: paint_shape(painter, box, line.row.claim))
        elif column == TEXT and (line.row.flags or line.row.hidden):
            room = _after(room, lambda box: paint_warning(painter, box))
        elif column == REF:
            bold, role = True, "ink"
        elif column in {TITLE, TEXT} and not quiet:
            role = "ink"
        elif column == PLACE:
            mode = Qt.TextElideMode.ElideMiddle
        size = 12 if column in {STATUS, PLACE, CERTAINTY, BY} else 13
        painter.setFont(theme.font(size, bold=bold))
        painter.setPen(theme.color(role))
        shown = QFontMetrics(painter.font()).elidedText(text, mode, room.width())
        painter.drawText(room, _RIGHT if column == CERTAINTY else _LEFT, shown)


def _after(room: QRect, paint: object) -> QRect:
    """Paint a small mark at the left of `room`; return what is left of it."""
    size = theme.px(11)
    box = QRectF(room.left(), room.center().y() - size / 2, size, size)
    paint(box)  # type: ignore[operator]
    return room.adjusted(theme.px(17), 0, 0, 0)
