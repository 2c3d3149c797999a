"""History: who did what and when, what it moved, and whether the record still holds together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
)

from assessor.i18n import N_, _, ngettext
from assessor.ui import core, theme
from assessor.ui.models.history_model import WHAT, HistoryModel, history_lines
from assessor.ui.page import OF_A_VISIT, Page, PagePlugin
from assessor.ui.panels.history_care import Care
from assessor.ui.panels.history_details import HistoryDetails
from assessor.ui.widgets.cell_ground import FocusDelegate
from assessor.ui.widgets.empty_state import EmptyState
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import plain

if TYPE_CHECKING:
    from assessor.ui.desk import Desk
    from assessor.ui.models.history_model import HistoryLine

EVERY = "*"


class _Table(QTableView):
    """Lets the single letters pass, so that they stay the page's keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class HistoryPage(Page):
    """Every recorded change, newest first; read on a thread, however long it has become."""

    listens_to = OF_A_VISIT

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.field, self.which = QLineEdit(), Pick((), name=_("Validation"))
        self.model, self.table, self.details = HistoryModel(), _Table(), HistoryDetails()
        self.care, self._stack = Care(self), QStackedWidget()
        self._wanted = ""
        self._reading = 0
        self._dress()
        self._lay_out()
        self._add_keys()

    def title(self) -> str:
        return _("History")

    def subtitle(self) -> str:
        return _("Everything that was recorded on this laptop; nothing can be thinned out unseen")

    def foot(self) -> str:
        shown = len(self.model.rows)
        return ngettext("{count} entry", "{count} entries", shown).format(count=shown)

    def refresh(self) -> None:
        """Read on a thread and show; an older reading that comes late is dropped."""
        ws = self.ws
        self._reading += 1
        asked = self._reading

        def work(_report: object) -> list[HistoryLine]:
            return history_lines(core.history.entries(ws))

        def done(lines: list[HistoryLine]) -> None:
            if asked == self._reading and self.desk.is_open:
                self._show(lines)

        self.desk.task("", work, done=done, quiet=True)

    def show_at(self, *, validation: str = "", text: str = "", step: str = "") -> None:
        if text:
            self.field.setText(text)
        if validation:
            self._choose(validation)
        if step:
            self._wanted = step
            self._light(step)

    def state(self) -> dict[str, Any]:
        return {
            "validation": self.which.currentData() or "",
            "text": self.field.text(),
            "step": self._selected(),
        }

    def search_field(self) -> QLineEdit:
        return self.field

    # showing

    def _show(self, lines: list[HistoryLine]) -> None:
        at_top = self.table.currentIndex().row() <= 0 and not self._wanted
        selected = self._wanted or self._selected()
        self._wanted = ""
        self.model.set_rows(lines)
        self._offer_validations(lines)
        self._stack.setCurrentIndex(0 if lines else 1)
        self.details.setVisible(bool(lines))
        if at_top or not self._light(selected):
            self._go_to(0)
        self._tell_foot()

    def _offer_validations(self, lines: list[HistoryLine]) -> None:
        chosen = self.which.currentData() or EVERY
        known = {
            line.entry.validation_id: f"{line.entry.validation} · {line.entry.company}"
            for line in lines
            if line.entry.validation
        }
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(_("All validations"), EVERY)
        for validation_id, name in known.items():
            self.which.addItem(name, validation_id)
        self.which.blockSignals(False)
        self._choose(chosen)

    def _choose(self, validation: str) -> None:
        self.which.setCurrentIndex(max(0, self.which.findData(validation)))
        self._filter()

    def _filter(self) -> None:
        chosen, wanted = self.which.currentData() or EVERY, plain(self.field.text()).split()
        selected = self._selected()

        def keeps(line: HistoryLine) -> bool:
            mine = chosen in (EVERY, line.entry.validation_id)
            return mine and all(word in line.haystack for word in wanted)

        self.model.keep(keeps if chosen != EVERY or wanted else None)
        if not self._light(selected):
            self._go_to(0)
        self._tell_foot()

    def _tell_foot(self) -> None:
        # The window asks for the foot when the page is shown; filtering changes it afterwards.
        if (foot := getattr(self.desk.window, "foot", None)) is not None and self.isVisible():
            foot.show_text(self.foot())

    def _selected(self) -> str:
        line = self.model.row(self.table.currentIndex())
        return line.entry.step_ids[0] if line is not None else ""

    def _light(self, step_id: str) -> bool:
        for at, line in enumerate(self.model.rows):
            if step_id in line.entry.step_ids:
                self._go_to(at)
                return True
        return False

    def _go_to(self, at: int) -> None:
        index = self.model.index(at, 0) if at < len(self.model.rows) else QModelIndex()
        self.table.setCurrentIndex(index)
        if not index.isValid():
            self.details.show_entry(None, ())

    def _step(self, by: int) -> Callable[[], None]:
        def move() -> None:
            last = len(self.model.rows) - 1
            self._go_to(max(0, min(last, self.table.currentIndex().row() + by)))

        return move

    def _went(self, index: QModelIndex) -> None:
        line = self.model.row(index)
        if line is not None:
            changes = core.history.row_changes(self.ws, line.entry)
            forms = {
                change.row_id: core.worksheets.form_of(self.ws, change.row["copy_id"])
                for change in changes
                if change.table == "worksheet" and change.row.get("copy_id")
            }
            self.details.show_entry(line.entry, changes, forms)

    # building

    def _dress(self) -> None:
        self.field.setPlaceholderText(_("Search the history   /"))
        self.field.setAccessibleName(_("Search the history"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self.table.setFocus)
        self.which.addItem(_("All validations"), EVERY)
        self.which.currentIndexChanged.connect(lambda _at: self._filter())
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(FocusDelegate(table))
        table.setAccessibleName(_("History"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(32))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for at, width in ((0, 208), (1, 112), (3, 164), (4, 84)):
            head.resizeSection(at, theme.px(width))
        table.selectionModel().currentRowChanged.connect(lambda now, _before: self._went(now))

    def _lay_out(self) -> None:
        self.which.setMaximumWidth(theme.px(250))
        self.which.setMinimumWidth(theme.px(110))
        self.field.setMinimumWidth(theme.px(140))
        self._bar = bar = row(gap=8, margins=(12, 10, 16, 10))
        bar.addLayout(row(self.field, self.which), 1)
        bar.addLayout(row(*self.care.buttons, 1))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing())
        left = column(bar, gap=0)
        left.addWidget(self._stack, 1)
        box = QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(left, 1)
        box.addWidget(self.details)
        self.setLayout(box)

    def minimumSizeHint(self) -> QSize:
        # Of the narrow form that resizeEvent gives it, not of the one that is shown now.
        return QSize(theme.px(520), theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow or much enlarged screen what is less needed makes room."""
        super().resizeEvent(event)
        self.details.setFixedWidth(min(theme.px(380), self.width() * 38 // 100))
        room = self.width() - self.details.width()
        narrow = room < theme.px(660)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._bar.setDirection(down if narrow else across)
        for at, least in ((1, 480), (3, 700), (4, 420)):
            self.table.setColumnHidden(at, room < theme.px(least))

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "history",
            _("Nothing recorded yet"),
            _("Every change will stand here: who made it, when, and what stood there before."),
        )

    def _add_keys(self) -> None:
        group = _("History")
        self.add_command(_("Older entry"), self._step(1), "J", group=group)
        self.add_command(_("Newer entry"), self._step(-1), "K", group=group)
        self.care.add_commands(group)


PLUGIN = PagePlugin("history", N_("History"), HistoryPage, icon="history", order=40)
