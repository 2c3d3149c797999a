"""The left column of the worksheets: search, this requirement or all, sheets, forms to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.models.rows_model import ROW
from assessor.ui.models.sheets_model import Head, SheetsModel, lines_of
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, column
from assessor.ui.widgets.letter_list import LetterList
from assessor.ui.widgets.sheets_delegate import SheetsDelegate

if TYPE_CHECKING:
    from assessor.forms import Form
    from assessor.forms.sheets import SheetRow

Offers = Sequence[tuple[str, Sequence["Form"]]]


class SheetList(QFrame):
    """`lit` tells the line gone to, `opened` the one that Enter opens; `widen` the chip."""

    lit = Signal(str)
    opened = Signal(str)

    def __init__(self, widen: Callable[[bool], object]) -> None:
        super().__init__()
        theme.look(self, "side-left")
        self.field, self.list, self.model = QLineEdit(), LetterList(), SheetsModel()
        self.field.setPlaceholderText(_("Search a sheet or a form   /"))
        self.field.setAccessibleName(_("Search a sheet or a form"))
        self.field.textChanged.connect(lambda _text: self._arrange())
        self.field.returnPressed.connect(self._open)
        self.field.installEventFilter(self)
        self.here = chip("", lambda: widen(False), on=True)
        self.all = chip(_("All"), lambda: widen(True))
        self.list.setModel(self.model)
        self.list.setItemDelegate(SheetsDelegate(self.list))
        self.list.setAccessibleName(_("Worksheets"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._went)
        self.list.activated.connect(lambda _index: self._open())
        self.none = words("", "muted")
        self.none.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), 0)
        self._sheets: Sequence[SheetRow] = ()
        self._offers: Offers = ()
        self._lay()

    def _lay(self) -> None:
        flow = FlowLayout(gap=6)
        flow.addWidget(self.here)
        flow.addWidget(self.all)
        head = column(self.field, flow, gap=7, margins=(12, 10, 12, 6))
        box = column(head, self.none, gap=0)
        box.addWidget(self.list, 1)
        self.setLayout(box)

    def show_scope(self, ref: str, *, widened: bool) -> None:
        """Offer to look at one requirement alone, where the page was opened from one."""
        self.here.setText(_("For {ref}").format(ref=ref))
        self.here.setAccessibleName(self.here.text())
        self.here.setVisible(bool(ref))
        self.all.setVisible(bool(ref))
        self.here.setChecked(not widened)
        self.all.setChecked(widened)

    def show_lines(self, sheets: Sequence[SheetRow], offers: Offers, lit: str) -> None:
        """Show what is filled and what can be begun; `lit` stays lit where it is shown."""
        self._sheets, self._offers = sheets, offers
        self._arrange(lit)

    def _arrange(self, lit: str | None = None) -> None:
        wanted = self.current() if lit is None else lit
        self.list.selectionModel().blockSignals(True)
        self.model.show(lines_of(self._sheets, self._offers, self.field.text()))
        self.list.selectionModel().blockSignals(False)
        self.none.setVisible(not self.model.lines)
        self.none.setText(_("Nothing holds “{text}”.").format(text=self.field.text()))
        ids = self.model.ids()
        self.light(wanted if wanted in ids else next(iter(ids), ""))
        if lit is None and self.current() != wanted:
            self.lit.emit(self.current())

    def light(self, line_id: str) -> None:
        """Light a line without telling."""
        index = self.model.index_of(line_id)
        if index != self.list.currentIndex():
            self.list.selectionModel().blockSignals(True)
            self.list.setCurrentIndex(index)
            self.list.selectionModel().blockSignals(False)
            self.list.viewport().update()
        at = index.row()
        if at > 0 and isinstance(self.model.lines[at - 1], Head):
            self.list.scrollTo(self.model.index(at - 1))
        self.list.scrollTo(index)

    def current(self) -> str:
        """Return the id of the line that is lit."""
        line = self.list.currentIndex().data(ROW)
        return "" if line is None or isinstance(line, Head) else line.id

    def step(self, by: int) -> None:
        """Go `by` lines further, heads passed by."""
        ids = self.model.ids()
        if not ids:
            return
        at = ids.index(self.current()) + by if self.current() in ids else 0
        self.light(ids[max(0, min(at, len(ids) - 1))])
        self.lit.emit(self.current())

    def first_offer(self) -> None:
        """Go to the forms that can be begun, the one that fits best first."""
        offer = next((each for each in self.model.ids() if each.startswith("form:")), "")
        if offer:
            self.light(offer)
            self.lit.emit(offer)

    def _went(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if line is not None and not isinstance(line, Head):
            self.lit.emit(line.id)

    def _open(self) -> None:
        if self.current():
            self.opened.emit(self.current())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field the arrow goes down into the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)
