"""Home: all validations, what is due, and the way to a new one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from assessor.i18n import N_, _, ngettext
from assessor.terms import Phase
from assessor.ui import core, theme
from assessor.ui.models.validations_model import (
    COMPANY,
    DUE,
    FINDINGS,
    PROGRAMME,
    SITE,
    VISIT,
    ValidationsModel,
    is_again,
    is_due,
    told_of,
)
from assessor.ui.page import Page, PagePlugin
from assessor.ui.widgets.buttons import button, chip
from assessor.ui.widgets.empty_state import Choice, EmptyState
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, column, row
from assessor.ui.widgets.validations_delegate import ValidationsDelegate
from assessor.ui.words import plain, spoken

if TYPE_CHECKING:
    from assessor.overview import ValidationRow
    from assessor.ui.desk import Desk

# The width of the page, in pixels of the 100 % scale, from which a column is shown.
_NEEDS = {SITE: 780, PROGRAMME: 1100, VISIT: 940, FINDINGS: 560, DUE: 620}
_WIDTHS = (0, 178, 240, 104, 118, 150, 106, 104)


class _Table(QTableView):
    """Lets the single letters pass; Enter opens."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif event.text() and event.text().isprintable() and not event.text().isspace():
            event.ignore()
        else:
            super().keyPressEvent(event)


class ValidationsPage(Page):
    """A table that is searched, filtered and sorted; three large choices while it is empty."""

    listens_to = frozenset(
        {"validation", "company", "site", "visit_site", "assessment", "observation"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = ValidationsModel()
        self.table, self.field = _Table(), QLineEdit()
        self.nothing = words(
            _("Nothing fits. Esc leaves the search, the ✕ in it clears it."), "muted"
        )
        self.stack = QStackedWidget()
        self.filter = "all"
        self._reading = False
        self._again = False
        self._wanted = ""
        self._chips = {
            name: chip("", partial(self.filter_by, name))
            for name in ("all", *(phase.value for phase in Phase), "due", "again")
        }
        self._dress_table()
        self._build()
        self.setAcceptDrops(True)
        here, moving = _("Validations"), _("Move")
        self.add_command(_("New validation"), self.new, "N", group=here)
        self.add_command(_("Import a self-assessment"), self.choose_file, "I", group=here)
        self.add_command(_("Open the sample"), self.open_sample, "S", group=here)
        self.add_command(_("Open the validation"), self.open_current, "O", group=moving)
        self.add_command(_("Next validation"), lambda: self._step(1), "J", group=moving)
        self.add_command(_("Previous validation"), lambda: self._step(-1), "K", group=moving)

    def title(self) -> str:
        return _("Validations")

    def subtitle(self) -> str:
        return told_of(self.model.all)

    def foot(self) -> str:
        count = len(self.model.all)
        if not count:
            return _("No validation yet") if self.desk.is_open else _("Opening…")
        shown = len(self.model.rows)
        if shown < count:
            return _("{shown} of {count} validations").format(shown=shown, count=count)
        return ngettext("{count} validation", "{count} validations", count).format(count=count)

    # showing

    def refresh(self) -> None:
        """Read the list on a thread: with hundreds of validations it takes a moment."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        ws = self.ws
        self.desk.task(
            "",
            lambda _progress: core.validations.validations(ws),
            done=self._show,
            failed=self._failed,
            quiet=True,
        )

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self.desk.tasks.troubled.emit(error)

    def _show(self, rows: list[ValidationRow]) -> None:
        self._reading = False
        kept = self._current_id() or self._wanted
        self.model.set_rows(rows)
        self._name_chips()
        self._tell_nothing()
        self.stack.setCurrentWidget(self.full if rows else self.blank)
        self._light(kept or (rows[0].id if rows else ""))
        self.desk.retold.emit()
        if self._again:
            self._again = False
            self.refresh()

    def filter_by(self, name: str) -> None:
        """Show only validations of a phase, those with an answer due, or to be repeated soon."""
        self.filter = name
        self._arrange()

    def _arrange(self) -> None:
        wanted = plain(self.field.text()).split()
        tests: dict[str, Any] = {"all": lambda _line: True, "due": is_due, "again": is_again}
        test = tests.get(self.filter, lambda line: line.phase == self.filter)
        self.model.keep(lambda line: test(line) and self.model.matches(line, wanted))
        self._name_chips()
        self._tell_nothing()
        if not self.table.currentIndex().isValid():
            self._step(0)
        self.desk.retold.emit()

    def _tell_nothing(self) -> None:
        # A table without a row has nothing to show the keyboard in.
        some, policy = bool(self.model.rows), Qt.FocusPolicy
        self.nothing.setVisible(not some)
        self.table.setFocusPolicy(policy.StrongFocus if some else policy.NoFocus)

    def _name_chips(self) -> None:
        counts = {phase.value: 0 for phase in Phase}
        for line in self.model.all:
            counts[line.phase] += 1
        named = {"all": (_("All"), len(self.model.all))}
        named |= {phase.value: (spoken(phase), counts[phase]) for phase in Phase}
        named["due"] = (_("Due"), sum(is_due(line) for line in self.model.all))
        named["again"] = (_("Re-validation"), sum(is_again(line) for line in self.model.all))
        for name, made in self._chips.items():
            title, count = named[name]
            made.setText(f"{title} {count}")
            made.setAccessibleName(made.text())
            made.setVisible(bool(count) or name in {"all", self.filter})
            made.setChecked(name == self.filter)

    # going

    def open_current(self) -> None:
        """Open the validation that is lit, at the step where it stands."""
        line = self.model.row(self.table.currentIndex())
        if line is not None:
            self._open(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Where nothing else has the focus, arrows and Enter act on the list."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if step is not None:
            self._step(step)
        elif enter and self.hasFocus():
            self.guarded(self.open_current)()
        else:
            super().keyPressEvent(event)

    def _open(self, line: ValidationRow) -> None:
        self.desk.open_validation(line.id)
        begun = line.assessed or line.phase != Phase.PLANNED
        self.desk.go("report" if line.phase == Phase.ISSUED else "walk" if begun else "prepare")

    def _activated(self, index: QModelIndex) -> None:
        self.guarded(self.open_current)()

    def _step(self, by: int) -> None:
        count = self.model.rowCount()
        if count:
            at = max(0, min(count - 1, self.table.currentIndex().row() + by))
            self.table.setCurrentIndex(self.model.index(at, COMPANY))

    def _current_id(self) -> str:
        line = self.model.row(self.table.currentIndex())
        return line.id if line is not None else ""

    def _light(self, validation_id: str) -> None:
        at = next((i for i, line in enumerate(self.model.rows) if line.id == validation_id), -1)
        if at >= 0:
            self.table.setCurrentIndex(self.model.index(at, COMPANY))

    def show_at(self, *, search: str = "", filter_by: str = "all", lit: str = "") -> None:
        self.field.setText(search)
        self._wanted = lit
        if filter_by in self._chips:
            self.filter_by(filter_by)

    def state(self) -> dict[str, Any]:
        return {
            "search": self.field.text(),
            "filter_by": self.filter,
            "lit": self._current_id(),
        }

    def search_field(self) -> QLineEdit:
        return self.field

    # beginning

    def new(self) -> None:
        """Ask for company and checklist and begin."""
        self._begin("")

    def choose_file(self) -> None:
        """Choose a self-assessment, then begin with it."""
        from assessor.ui.panels.import_work import choose_saq

        if file := choose_saq(self):
            self._begin(str(file))

    def _begin(self, file: str) -> None:
        from assessor.ui.dialogs.import_new import import_as_new
        from assessor.ui.dialogs.new_validation import start_validation

        if file:
            validation_id = import_as_new(self.desk, Path(file))
        else:
            languages = self.desk.settings.report_languages
            validation_id = start_validation(self, self.ws, languages)
        if validation_id:
            self.desk.open_validation(validation_id)
            self.desk.go("prepare")

    def open_sample(self) -> None:
        """Fill a fictional validation with photographs, on a thread, and open it."""
        ws = self.ws
        self.desk.task(
            _("Preparing the sample"),
            lambda progress: core.demo.fill(ws, progress),
            done=self._opened_sample,
        )

    def _opened_sample(self, validation_id: str) -> None:
        self.desk.open_validation(validation_id)
        self.desk.go("walk")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = event.mimeData().urls()[0].toLocalFile()
        event.acceptProposedAction()
        self.guarded(lambda: self._begin(file))()

    # building

    def resizeEvent(self, event: object) -> None:
        """Where there is little room the columns that matter least make way."""
        for at, room in _NEEDS.items():
            self.table.setColumnHidden(at, self.width() < theme.px(room))

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(ValidationsDelegate(table))
        table.setAccessibleName(_("Validations"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(42))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(COMPANY, QHeaderView.ResizeMode.Stretch)
        for at, width in enumerate(_WIDTHS):
            if width:
                table.setColumnWidth(at, theme.px(width))
        table.setSortingEnabled(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.activated.connect(self._activated)
        table.doubleClicked.connect(self._activated)

    def _build(self) -> None:
        self.field.setPlaceholderText(_("Search company, site, number   /"))
        self.field.setAccessibleName(_("Search company, site, number"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(theme.px(120))
        self.field.setMaximumWidth(theme.px(320))
        self.field.textChanged.connect(self._arrange)
        self.field.returnPressed.connect(self.guarded(self.open_current))
        chips = FlowLayout(gap=6)
        for made in self._chips.values():
            chips.addWidget(made)
        tools = row(
            self.field,
            chips,
            button(_("Import…"), self.guarded(self.choose_file), key="I"),
            button(_("New validation"), self.guarded(self.new), look="primary", key="N"),
            gap=6,
            margins=(16, 14, 16, 14),
        )
        tools.setStretch(0, 2)
        tools.setStretch(1, 3)
        sheet = QFrame()
        theme.look(sheet, "sheet")
        sheet.setLayout(column(self.table, self.nothing, gap=0, margins=(4, 0, 4, 0)))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.nothing.setContentsMargins(0, 0, 0, theme.px(200))
        self.nothing.hide()
        self.full = QWidget()
        self.full.setLayout(column(tools, sheet, gap=0))
        self.blank = self._begin_here()
        waiting = QWidget()
        for part in (waiting, self.full, self.blank):
            self.stack.addWidget(part)
        self.setLayout(column(self.stack, gap=0))

    def _begin_here(self) -> EmptyState:
        """Return what stands in the list's place while there is no validation."""
        return EmptyState(
            "clipboard-text-outline",
            _("No validation yet"),
            _("A validation begins with a company and the checklist of its programme."),
            (
                Choice(
                    "plus",
                    _("New validation"),
                    _("Company, site and checklist: ready to walk in a minute."),
                    self.guarded(self.new),
                    "N",
                ),
                Choice(
                    "file-import-outline",
                    _("Import a self-assessment"),
                    _("XLSX, DOCX or CSV as the company handed it in; every row accounted for."),
                    self.guarded(self.choose_file),
                    "I",
                ),
                Choice(
                    "compass-outline",
                    _("Open the sample"),
                    _("A filled, fictional validation with photographs to explore."),
                    self.guarded(self.open_sample),
                    "S",
                ),
            ),
        )


PLUGIN = PagePlugin(
    "validations", N_("Validations"), ValidationsPage, icon="view-list-outline", order=10
)
