"""The left of the editor: search, the lines of the draft, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.models.editor_model import EditorModel, Line
from assessor.ui.models.rows_model import ROW
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.editor_delegate import EditorDelegate
from assessor.ui.widgets.layouts import FlowLayout, column
from assessor.ui.widgets.letter_list import LetterList

if TYPE_CHECKING:
    from assessor.content.faults import Path_


class EditorList(QFrame):
    """`chosen` tells the place of the line gone to; the deeds below are those of the keys."""

    chosen = Signal(object)

    def __init__(self, deeds: Sequence[tuple[str, str, str, Callable[[], object]]]) -> None:
        super().__init__()
        theme.look(self, "side-left")
        self.field, self.list, self.model = QLineEdit(), LetterList(), EditorModel()
        self._dress()
        below = QFrame()
        theme.look(below, "list-foot")
        flow = FlowLayout(below, gap=2)
        flow.setContentsMargins(*(theme.px(n) for n in (8, 4, 8, 6)))
        for text, icon, keys, run in deeds:
            made = button(text, run, look="quiet", icon=icon)
            made.setToolTip(f"{text}  {keys}")
            flow.addWidget(made)
        box = column(column(self.field, margins=(12, 10, 12, 8)), gap=0)
        box.addWidget(self.list, 1)
        box.addWidget(below)
        self.setLayout(box)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what the draft holds now; the line that is lit stays lit."""
        path = self.current()
        self.model.show(lines)
        if self.current() != path:
            self.light(path)

    def current(self) -> Path_:
        """Return the place of the line that is lit."""
        line = self.list.currentIndex().data(ROW)
        found: Path_ = line.path if line is not None else ()
        return found

    def light(self, path: Path_) -> None:
        """Light the line that a place belongs to, without telling it."""
        if self.model.at(path) < 0 and self.field.text():
            self.field.clear()
        index = self.model.index(max(0, self.model.at(path)))
        chosen = self.list.selectionModel()
        chosen.blockSignals(True)
        self.list.setCurrentIndex(index)
        chosen.blockSignals(False)
        self.list.scrollTo(index)
        self.list.viewport().update()

    def step(self, by: int) -> None:
        """Go `by` lines further."""
        at = self.list.currentIndex().row() + by
        if 0 <= at < len(self.model.lines):
            self.list.setCurrentIndex(self.model.index(at))

    def _dress(self) -> None:
        self.field.setPlaceholderText(_("Search   /"))
        self.field.setAccessibleName(_("Search in the draft"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self.list.setFocus)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EditorDelegate(self.list))
        self.list.setAccessibleName(_("Requirements"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._went)

    def _search(self, typed: str) -> None:
        path = self.current()
        chosen = self.list.selectionModel()
        chosen.blockSignals(True)
        self.model.search(typed)
        chosen.blockSignals(False)
        at = self.model.at(path)
        self.list.setCurrentIndex(
            self.model.index(at if at >= 0 else min(1, len(self.model.lines) - 1))
        )

    def _went(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if line is not None:
            self.chosen.emit(line.path)
