"""The right of the editor: what is wrong and what is missing, by place; then Finish."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from assessor.i18n import _, ngettext
from assessor.ui import theme
from assessor.ui.models.editor_model import FaultsModel
from assessor.ui.models.rows_model import ROW
from assessor.ui.panels.editor_words import place_words
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.editor_delegate import FaultDelegate
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column

if TYPE_CHECKING:
    from assessor.content.building import Content
    from assessor.content.faults import Fault, Path_


class _List(QListView):
    """Enter jumps; single letters stay the page's keys."""

    entered_on = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light the first fault where none is lit: the keyboard is seen where it is."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_on.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class FaultsPanel(QFrame):
    """`jump(path)` goes to the place of a fault; `finish()` is offered when none is left."""

    def __init__(self, jump: Callable[[Path_], object], finish: Callable[[], object]) -> None:
        super().__init__()
        theme.look(self, "side-right")
        self._jump = jump
        self.head, self.told = words("", "bold"), words("", "small")
        self.list, self.model = _List(), FaultsModel()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FaultDelegate(self.list))
        self.list.setAccessibleName(_("What is wrong or missing"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.entered_on.connect(self.go)
        self.list.clicked.connect(lambda _index: self.go())
        self.finish = button(_("Finish the checklist"), finish, look="primary")
        box = column(column(self.head, self.told, gap=2, margins=(14, 12, 14, 10)), gap=0)
        box.addWidget(self.list, 1)
        box.addLayout(column(self.finish, margins=(14, 10, 14, 12)))
        self.setLayout(box)

    def show_faults(self, faults: list[Fault], content: Content) -> None:
        """Show what is open, faults before what is only missing."""
        lit = self.list.currentIndex().data(ROW)
        shown = sorted(faults, key=lambda fault: fault.missing)
        self.model.show(shown, [place_words(fault, content) for fault in shown])
        self._light(lit[0].path if lit else None)
        wrong = sum(not fault.missing for fault in shown)
        missing = len(shown) - wrong
        self.head.setText(_heading(wrong, missing))
        self.told.setText(
            _("Enter goes to the place. It can be finished when nothing is left here.")
            if shown
            else _("Finished, validations can start on it. What runs already stays as it is.")
        )
        self.finish.setEnabled(not shown)
        policy = Qt.FocusPolicy
        self.list.setFocusPolicy(policy.StrongFocus if shown else policy.NoFocus)

    def go(self) -> None:
        """Go to the place of the fault that is lit."""
        lit = self.list.currentIndex().data(ROW)
        if lit is not None:
            self._jump(lit[0].path)

    def next(self) -> Path_ | None:
        """Light the next fault after the one that is lit; return its place."""
        count = len(self.model.faults)
        if not count:
            return None
        row = self.list.currentIndex().row()
        self.list.setCurrentIndex(self.model.index((row + 1) % count))
        return self.model.faults[self.list.currentIndex().row()].path

    def _light(self, path: Path_ | None) -> None:
        paths = [fault.path for fault in self.model.faults]
        if path in paths:
            self.list.setCurrentIndex(self.model.index(paths.index(path)))


def _heading(wrong: int, missing: int) -> str:
    told = []
    if wrong:
        told.append(ngettext("{count} fault", "{count} faults", wrong).format(count=wrong))
    if missing:
        told.append(_("{count} missing").format(count=missing))
    return " · ".join(told) or _("Nothing is wrong or missing")
