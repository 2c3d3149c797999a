"""The forms of worksheets on the page of checklists: a list, and one of them to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.models.rows_model import ROW
from assessor.ui.models.sheets_model import Head, SheetsModel, lines_of
from assessor.ui.panels.sheet_reader import SheetReader
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.layouts import column, row, scrolling
from assessor.ui.widgets.sheets_delegate import SheetsDelegate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assessor.forms import Form


class FormsReader(QWidget):
    """Every form there is, read in any language; `leave()` goes back to the checklists."""

    def __init__(self, leave: Callable[[], object]) -> None:
        super().__init__()
        self.list, self.model, self.reader = QListView(), SheetsModel(), SheetReader()
        self.list.setModel(self.model)
        self.list.setItemDelegate(SheetsDelegate(self.list))
        self.list.setAccessibleName(_("Forms of worksheets"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(lambda index: self._show(index.data(ROW)))
        side = QFrame()
        theme.look(side, "side-left")
        self.side = side
        back = button(_("← Checklists"), leave, key="W")
        box = column(row(back, 1, margins=(12, 10, 12, 2)), gap=0)
        box.addWidget(self.list, 1)
        side.setLayout(box)
        inner = QWidget()
        inner.setLayout(column(self.reader, margins=(22, 14, 22, 14)))
        self.area = scrolling(inner)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self.area, 1)

    def show_forms(self, forms: Sequence[Form]) -> None:
        """Show the forms there are; the one that was read stays."""
        self.model.show(lines_of((), ((_("Forms of worksheets"), forms),)))
        if not self.list.currentIndex().isValid():
            self.step(1)

    def step(self, by: int) -> None:
        """Go to another form."""
        ids = self.model.ids()
        line = self.list.currentIndex().data(ROW)
        at = ids.index(line.id) + by if line is not None and line.id in ids else 0
        if ids:
            self.list.setCurrentIndex(self.model.index_of(ids[max(0, min(at, len(ids) - 1))]))

    def _show(self, line: object) -> None:
        if line is not None and not isinstance(line, Head):
            self.reader.show_form(line.form)  # type: ignore[attr-defined]
            self.area.verticalScrollBar().setValue(0)
