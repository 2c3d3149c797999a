"""The ledger on the screen: filter chips, the table, and beside it whatever the person looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QWidget,
)

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.models.ledger_model import CONTRADICTS, STATUSES, LedgerModel, Line
from assessor.ui.page import Command
from assessor.ui.panels.import_row import ImportRow
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.layouts import FlowLayout, column, row
from assessor.ui.widgets.ledger_delegate import (
    BY,
    CERTAINTY,
    CLAIM,
    PLACE,
    TEXT,
    TITLE,
    LedgerDelegate,
)

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.saq.corrections import Mark

_WIDTHS = (128, 112, 54, 154, 114, 0, 78, 94)
_SIDE = 364
# The width beside the row in full, in pixels of the 100 % scale, from which a column is shown.
_NEEDS = {BY: 880, CERTAINTY: 780, TITLE: 640, PLACE: 560, CLAIM: 400}
# decide(line, ref): "" is none of them
Decide = Callable[[Line, str], object]
Note = Callable[[Line, "Mark"], object]  # what the person says that a row is


class _Table(QTableView):
    """Lets letters and digits pass, so that they stay the page's keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable() and not event.text().isspace():
            event.ignore()
        else:
            super().keyPressEvent(event)


class LedgerView(QWidget):
    """`decide` is asked whenever the person settles the row that is lit."""

    def __init__(self, checklist: Checklist, decide: Decide, mark: Note | None = None) -> None:
        super().__init__()
        self.model, self.table = LedgerModel(checklist), _Table()
        self.filter = ""
        self._decide, self._mark = decide, mark
        self.chips: dict[str, QPushButton] = {
            status: chip("", partial(self.filter_by, status)) for status in ("", *STATUSES)
        }
        self.contradicting = chip("", partial(self.filter_by, CONTRADICTS))
        self.detail = ImportRow(checklist, self.choose, self.mark if mark is not None else None)
        self.side = QStackedWidget()
        theme.look(self.side, "plain")
        self.side.addWidget(self.detail)
        self._dress()
        chips = QFrame()
        theme.look(chips, "plain")
        flow = FlowLayout(chips)
        for made in self.chips.values():
            flow.addWidget(made)
        flow.addWidget(self.contradicting)
        sheet = QFrame()
        theme.look(sheet, "sheet")
        sheet.setLayout(column(self.table, gap=0))
        beside = QFrame()
        theme.look(beside, "side-right")
        self._beside = beside
        tabs = QWidget()
        self.tabs = FlowLayout(tabs, gap=4)
        beside.setLayout(column(column(tabs, margins=(12, 10, 12, 4)), self.side, gap=0))
        left = column(row(chips, margins=(16, 10, 16, 10)), gap=0)
        left.addWidget(sheet, 1)
        whole = row(gap=0)
        whole.addLayout(left, 1)
        whole.addWidget(beside)
        self.setLayout(whole)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines and light the first that waits."""
        self.take_lines(lines)
        self.name_chips()
        self.light(self.model.next_open(None) or (self.model.rows[0] if self.model.rows else None))

    def take_lines(self, lines: Sequence[Line]) -> None:
        """Take other lines; whoever calls lights one of them."""
        self.model.set_rows(lines)

    def current(self) -> Line | None:
        """Return the line that is lit."""
        line: Line | None = self.model.row(self.table.currentIndex())
        return line

    def light(self, line: Line | None) -> None:
        """Light a line; one that is filtered away takes the filter away."""
        if line is not None and line not in self.model.rows:
            self.filter_by("")
        if line is None or line not in self.model.rows:
            self.detail.show_line(None)
            return
        at = self.model.rows.index(line)
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.scrollTo(self.model.index(at, 0))
        self._show_current()

    def light_place(self, place: str) -> None:
        """Light the row that stands at a place of the file."""
        self.light(next((line for line in self.model.all if line.row.place == place), None))

    def step(self, by: int) -> None:
        """Light the next line, or the one before."""
        count = len(self.model.rows)
        if count:
            at = max(0, min(count - 1, self.table.currentIndex().row() + by))
            self.light(self.model.rows[at])

    def next_open(self) -> None:
        """Light the next line that waits for a person."""
        found = self.model.next_open(self.current())
        if found is not None:
            self.light(found)

    def choose(self, ref: str) -> None:
        """Settle the line that is lit."""
        line = self.current()
        if line is not None:
            self._decide(line, ref)

    def mark(self, kind: Mark) -> None:
        """Say what the line that is lit is."""
        line = self.current()
        if line is not None and self._mark is not None:
            self._mark(line, kind)

    def filter_by(self, status: str) -> None:
        """Show only rows of a status, or those that contradict their tick; "" shows all."""
        self.filter = status
        line = self.current()
        if status == CONTRADICTS:
            self.model.keep(lambda each: each.contradicts)
        else:
            self.model.keep((lambda each: each.status == status) if status else None)
        self.name_chips()
        kept = line if line in self.model.rows else None
        self.light(kept or (self.model.rows[0] if self.model.rows else None))

    def name_chips(self) -> None:
        """Count the rows of each status anew."""
        counts = self.model.counts()
        for status, made in self.chips.items():
            count = counts.get(status, 0) if status else len(self.model.all)
            title = _(STATUSES[status]) if status else _("All")
            made.setText(f"{title} {count}")
            made.setAccessibleName(made.text())
            made.setChecked(status == self.filter)
            made.adjustSize()
        count = sum(line.contradicts for line in self.model.all)
        text = _("Tick and text disagree {count}").format(count=count)
        self.contradicting.setText(f"⚠ {text}")
        self.contradicting.setAccessibleName(text)
        self.contradicting.setChecked(self.filter == CONTRADICTS)
        self.contradicting.setVisible(bool(count))

    def commands(self) -> list[Command]:
        """Return what the keys do here."""
        group = _("Rows")
        made = [
            Command(_("Take candidate {number}").format(number=number), take, (str(number),), group)
            for number in (1, 2, 3)
            for take in [partial(self.detail.choose_at, number)]
        ]
        return [
            *made,
            Command(_("None of them"), partial(self.detail.choose_at, 0), ("0",), group),
            Command(_("Type a reference"), self.detail.type_reference, ("F2", "R"), group),
            Command(_("Next row"), partial(self.step, 1), ("J",), group),
            Command(_("Previous row"), partial(self.step, -1), ("K",), group),
            Command(_("Next row that waits"), self.next_open, ("U",), group),
            *(self.detail.marks.commands() if self.detail.marks is not None else ()),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the columns that matter least make way."""
        super().resizeEvent(event)
        side = min(theme.px(_SIDE), self.width() * 43 // 100)
        self._beside.setFixedWidth(side)
        for at, room in _NEEDS.items():
            self.table.setColumnHidden(at, self.width() - side < theme.px(room))

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(LedgerDelegate(table))
        table.setAccessibleName(_("Rows of the file"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(34))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        for at, width in enumerate(_WIDTHS):
            if width:
                table.setColumnWidth(at, theme.px(width))
        head.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        table.setSortingEnabled(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setMinimumSectionSize(theme.px(40))
        table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show_current())

    def _show_current(self) -> None:
        self.detail.show_line(self.current())
