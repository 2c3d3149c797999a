"""The worksheets of a requirement on the walk: what is filled, and what it proposes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.terms import Kind, Phase
from assessor.ui import icons, theme
from assessor.ui.models.sheets_model import SheetLine, sheet_line
from assessor.ui.panels.finding_words import ICONS, ROLES
from assessor.ui.panels.sheet_results import Decide, ProposalBoxes
from assessor.ui.panels.sheet_words import about, open_proposals
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import empty
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.facts import Dossier

# More lines than this are told as a number: the page of worksheets shows them all.
_MOST = 4
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _SheetButton(QAbstractButton):
    """One sheet: form and name, its shortfalls with their marks, what is still open."""

    def __init__(self, title: str, line: SheetLine) -> None:
        super().__init__()
        self._line = line
        number = _("No. {number}").format(number=line.number)
        self.setText(f"{line.name or number} · {title}")
        self.setAccessibleName(line.told)
        self.setToolTip(line.told)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect().adjusted(theme.px(4), 0, -theme.px(4), 0)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), theme.px(2)))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        right = self._paint_state(painter, room)
        for kind, count in reversed(self._line.short):
            right = _paint_count(painter, room, right, kind, count)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("accent"))
        words_room = QRect(room.left(), room.top(), right - room.left(), room.height())
        shown = QFontMetrics(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words_room.width()
        )
        painter.drawText(words_room, int(_MIDDLE), shown)

    def _paint_state(self, painter: QPainter, room: QRect) -> int:
        if not self._line.state:
            return room.right()
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("ink3"))
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, int(end), self._line.state)
        width = QFontMetrics(painter.font()).horizontalAdvance(self._line.state)
        return room.right() - width - theme.px(8)


def _paint_count(painter: QPainter, room: QRect, right: int, kind: Kind, count: int) -> int:
    painter.setFont(theme.font(11.5, bold=True))
    painter.setPen(theme.color(ROLES[kind]))
    width, size = QFontMetrics(painter.font()).horizontalAdvance(str(count)), theme.px(13)
    left = right - width
    painter.drawText(QRect(left, room.top(), width + 1, room.height()), int(_MIDDLE), str(count))
    mark = QRect(left - theme.px(3) - size, room.center().y() - size // 2, size, size)
    icons.paint(painter, mark, ICONS[kind], ROLES[kind])
    return mark.left() - theme.px(8)


class WalkSheets(QWidget):
    """`open_sheet(id)` goes to one; without sheets a line says what is filled here."""

    def __init__(
        self,
        open_all: Callable[[], object],
        open_sheet: Callable[[str], object],
        decide: Decide,
    ) -> None:
        super().__init__()
        self._open_all, self._open_sheet = open_all, open_sheet
        self.boxes = ProposalBoxes(decide)
        self.lines: list[_SheetButton] = []
        self._asked: tuple[object, ...] = ()
        self._shown: tuple[object, ...] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(1))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(6))
        box.addWidget(self.boxes)
        box.addLayout(self._list)

    def show_requirement(self, known: Dossier, ref: str) -> None:
        """Show the sheets of a requirement; a verdict alone reckons nothing anew."""
        asked = (ref, known.visit.phase, known.sheets, known.observations)
        if len(self._asked) == len(asked) and all(
            old is new for old, new in zip(self._asked, asked, strict=True)
        ):
            return
        self._asked = asked
        found = [(here(sheet.form.title), sheet_line(sheet)) for sheet in about(known, ref)]
        if (shown := tuple(found)) != self._shown:
            self._shown = shown
            self._show_lines(found)
        enabled = known.visit.phase != Phase.ISSUED
        self.boxes.show_items(open_proposals(known, ref), known.profile, enabled=enabled)

    def _show_lines(self, found: list[tuple[str, SheetLine]]) -> None:
        empty(self._list)
        self.lines = []
        ranked = sorted(found, key=lambda each: (not each[1].short, not each[1].state))
        kept = ranked if len(found) <= _MOST else ranked[: _MOST - 1]
        for title, line in sorted(kept, key=found.index):
            made = _SheetButton(title, line)
            made.clicked.connect(lambda _on=False, line=line: self._open_sheet(line.id))
            self.lines.append(made)
            self._list.addWidget(made)
        if len(kept) < len(found):
            told = _("All {count} worksheets…").format(count=len(found))
            self._list.addWidget(button(told, self._open_all, look="link"))
        if not found:
            self._list.addWidget(words(_("Forms to fill on the spot: press W."), "fine"))
