"""The import before it is accepted: every row of the file, company data, notices, differences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QWidget

from assessor.i18n import _, language_name, ngettext
from assessor.ui import core, theme
from assessor.ui.models.ledger_model import Line
from assessor.ui.page import Command
from assessor.ui.panels.import_company import ImportCompany
from assessor.ui.panels.import_differences import ImportDifferences
from assessor.ui.panels.import_ledger import LedgerView
from assessor.ui.panels.import_marks import marked
from assessor.ui.panels.import_notices import ImportNotices
from assessor.ui.panels.import_reading import ImportReading
from assessor.ui.panels.import_undoing import State, Undoing, decided, keys_of
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import ElidedLabel
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.marks import KeyHint
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.facts import CompanyRow, SiteRow
    from assessor.saq.corrections import Corrections, Mark
    from assessor.saq.plan import Differences
    from assessor.saq.types import SaqPreview
    from assessor.ui.panels.import_work import Read

ROW, COMPANY, NOTICES, READING = range(4)
_KEYS = {COMPANY: "C", NOTICES: "N", READING: "H"}
_MANY = 3_000  # rows from which matching anew is work for a thread
Compare = Callable[["SaqPreview", str | None], "Differences"]


@dataclass(frozen=True)
class Decision:
    """What the person accepts: the preview, their choices, the facts about the company."""

    shown: SaqPreview
    choices: dict[int, str | None]
    site_id: str | None
    facts: dict[str, str]
    overwrite: Collection[str]
    read: Read
    checklist: Checklist

    def taken(self) -> int:
        """Return how many rows become answers."""
        sure = {"accepted", "blank"}
        rows = enumerate(self.shown.rows)
        return sum(bool(self.choices.get(at, row.status in sure)) for at, row in rows)


class ImportPreview(QWidget):
    """`accept(decision)` and `leave()` are what the person can do with it.

    `read_again(corrections)` is asked for what takes long; `show_again` gets what comes of it.
    """

    def __init__(
        self,
        checklist: Checklist,
        *,
        accept: Callable[[Decision], object],
        leave: Callable[[], object],
        read_again: Callable[[Corrections], object],
        forget: Callable[[], object],
        compare: Compare | None = None,
        sites: Collection[SiteRow] = (),
        accepting: str = "",
        me: str = "",
    ) -> None:
        super().__init__()
        self._checklist, self._accept, self._ask = checklist, accept, compare
        self._read_again, self._forget, self._me = read_again, forget, me
        self.read: Read | None = None
        self._undoing, self._stale = Undoing(), False
        self._wanted: State | None = None  # shown once what takes long is done
        self.file, self.about = ElidedLabel("", "bold"), ElidedLabel("", "fine")
        self.ledger = LedgerView(checklist, self._decide, self._mark)
        self.company, self.notices = ImportCompany(), ImportNotices(self._go)
        self.reading = ImportReading(checklist, self.correct, self.forget)
        self.differences = ImportDifferences(self._go_ref)
        self._tabs: list[QPushButton] = []
        about = _("about {site}")
        options = [("", _("about every site"))]
        options += [(site.id, about.format(site=site.name)) for site in sites]
        self.site = Pick(options, lambda _site: self._compare(), name=_("The file speaks"))
        if len(options) < 3:
            self.site.hide()
        self.back = button(_("Put aside"), leave, key="Alt+←")
        self.take = button(accepting or _("Accept"), self.accept, look="primary", key="Ctrl+⏎")
        self.body = QStackedWidget()
        self.body.addWidget(self.ledger)
        self.body.addWidget(self.differences)
        self._fill_side()
        self.setLayout(column(self._head(), self.body, gap=0))
        self._leave = leave

    def show_read(self, read: Read, company: CompanyRow | None) -> None:
        """Show a file as it would be imported; differences to an earlier import come first."""
        self.read = read
        self._undoing = Undoing()
        shown, differences = read.shown, read.differences
        self._tell_file(shown)
        self.ledger.show_lines(self.ledger.model.of_preview(shown.rows))
        self.offer_company(company, shown.company)
        self.notices.show_notices(shown.notices)
        self._show_reading()
        if differences is not None:
            self.differences.show_differences(differences, self._checklist)
        self.again.setVisible(differences is not None)
        self.turn_to_differences(on=differences is not None)
        self.turn_to(ROW if self.ledger.model.next_open(None) or not shown.notices else NOTICES)

    def _tell_file(self, shown: SaqPreview) -> None:
        self.file.setText(shown.file)
        rows = ngettext("{count} row read", "{count} rows read", shown.counts.read)
        parts = [rows.format(count=shown.counts.read), here(self._checklist.title)]
        parts += [language_name(shown.language)] if shown.language else []
        parts.append(_("nothing is stored yet"))
        self.about.setText(" · ".join(parts))

    # correcting how the file was understood

    def correct(self, said: Corrections) -> None:
        """Show the file as it is by what the person says; what they decided stays."""
        if self.read is not None and said != self.read.corrections:
            self._undoing.keep(self._state())
            self._turn_into(replace(self._state(), said=said))

    def show_again(self, shown: SaqPreview, said: Corrections) -> None:
        """Show the file as it was matched anew."""
        if self.read is None:
            return
        state, self._wanted = self._wanted or self._state(), None
        new_company = shown.company != self.read.shown.company
        self.read = replace(self.read, shown=shown, said=said)
        self._tell_file(shown)
        self.ledger.take_lines(self.ledger.model.of_preview(shown.rows))
        self._decide_again(state)
        if new_company:
            self.offer_company(self._known, shown.company)
        self.notices.show_notices(shown.notices)
        self._show_reading()
        self._name_tabs()
        self._stale = True
        if self.body.currentIndex() == 1:
            self._compare()

    def forget(self) -> None:
        """Forget what was corrected before for this form, and show the file as it is found."""
        if self.read is None:
            return
        self._forget()
        self.read = replace(self.read, remembered=None)
        self.correct(core.saq.Corrections())
        self._show_reading()

    def undo(self) -> None:
        """Take back the last decision or correction."""
        self._go_back(self._undoing.back(self._state()))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._go_back(self._undoing.again(self._state()))

    def _go_back(self, state: State | None) -> None:
        if state is not None:
            self._turn_into(state)

    def _state(self) -> State:
        lit = self.ledger.current()
        said = self.read.corrections if self.read is not None else core.saq.Corrections()
        lines = self.ledger.model.all
        return State(decided(lines), said, keys_of(lit) if lit is not None else ())

    def _turn_into(self, state: State) -> None:
        """Show a state: at once where no file has to be read again."""
        if self.read is None:
            return
        now = self.read.corrections
        if state.said == now:
            self.ledger.take_lines(self.ledger.model.of_preview(self.read.shown.rows))
            self._decide_again(state)
            return
        self._wanted, raw = state, self.read.shown.raw
        as_read = (state.said.encoding, state.said.delimiter) == (now.encoding, now.delimiter)
        if as_read and raw is not None and self.read.shown.counts.read < _MANY:
            self.show_again(core.saq.interpret(raw, self._checklist, state.said), state.said)
        else:
            self._read_again(state.said)

    def _decide_again(self, state: State) -> None:
        """Decide about the rows as before, as far as they are still there."""
        for line in list(self.ledger.model.all):
            if keys_of(line) in state.decided:
                self.ledger.model.choose(line, state.decided[keys_of(line)])
        self.ledger.name_chips()
        lines = self.ledger.model.all
        first = state.lit[:1]
        lit = next((line for line in lines if keys_of(line)[:1] == first), None)
        self.ledger.light(lit or self.ledger.model.next_open(None) or self.ledger.current())

    def _show_reading(self) -> None:
        if self.read is not None:
            read = self.read
            self.reading.show_reading(read.shown, read.corrections, read.remembered, self._me)

    def _mark(self, line: Line, kind: Mark) -> None:
        if self.read is not None:
            said = self.read.corrections
            self.correct(core.saq.with_marks(said, marked(said, line.row, kind)))

    def offer_company(self, company: CompanyRow | None, given: Mapping[str, str]) -> None:
        """Show what the file says of the company beside what is recorded of it."""
        self._known = company
        self.company.show_offers(company, given)
        for tick in self.company.ticks.values():
            tick.clicked.connect(self._name_tabs)
        self._name_tabs()

    def choices(self) -> dict[int, str | None]:
        """Return what the person decided, by the row's number in the file."""
        return self.ledger.model.choices()

    def touched(self) -> bool:
        """Whether the person decided or corrected anything that would be lost."""
        return bool(self.choices() or self._undoing.past)

    def decide(self, choices: dict[int, str | None]) -> None:
        """Make decisions again that were made before."""
        for line in list(self.ledger.model.all):
            if line.at in choices:
                self.ledger.model.choose(line, choices[line.at] or "")
        self.ledger.name_chips()
        self.ledger.light(self.ledger.model.next_open(None) or self.ledger.current())

    def accept(self) -> None:
        """Hand on what was decided."""
        if self.read is None:
            return
        facts, overwrite = self.company.taken()
        choices = self.choices()
        site = self.site.value() or None
        shown = self.read.shown
        self._accept(Decision(shown, choices, site, facts, overwrite, self.read, self._checklist))

    def turn_to(self, tab: int) -> None:
        """Show the row, the company's data or the notices beside the table."""
        self.ledger.side.setCurrentIndex(tab)
        for at, made in enumerate(self._tabs):
            made.setChecked(at == tab)
        self._name_tabs()

    def toggle(self, tab: int) -> None:
        """Show a tab, or the row again."""
        self.turn_to_differences(on=False)
        self.turn_to(ROW if self.ledger.side.currentIndex() == tab else tab)

    def turn_to_differences(self, *, on: bool) -> None:
        """Show what the file changes, or every row of it."""
        if on and self._stale:
            self._compare()
        self.body.setCurrentIndex(1 if on else 0)
        self.again.setText(_("All rows") if on else _("Differences"))
        self.again.setAccessibleName(self.again.text())
        (self.differences if on else self.ledger.table).setFocus()

    def commands(self) -> list[Command]:
        """Return what the keys do here."""
        group = _("Import")
        return [
            Command(_("Accept the import"), self.accept, ("Ctrl+Return", "Ctrl+Enter"), group),
            Command(_("Put the import aside"), self._leave, ("Alt+Left",), group),
            Command(_("Company data"), partial(self.toggle, COMPANY), ("C",), group),
            Command(_("Notices"), partial(self.toggle, NOTICES), ("N",), group),
            Command(_("How it was understood"), self._enter_reading, ("H",), group),
            Command(_("Differences"), self._toggle_differences, ("D",), group),
            *self.ledger.commands(),
        ]

    # building

    def _head(self) -> QWidget:
        head = QFrame()
        theme.look(head, "head")
        self.again = button("", self._toggle_differences, key="D")
        line = row(gap=8, margins=(16, 9, 16, 9))
        line.addLayout(column(self.file, self.about, gap=1), 1)
        for part in (self.site, self.again, self.back, self.take):
            line.addWidget(part)
        head.setLayout(line)
        return head

    def _fill_side(self) -> None:
        self.ledger.side.addWidget(self.company)
        self.ledger.side.addWidget(self.notices)
        self.ledger.side.addWidget(self.reading)
        for tab in (ROW, COMPANY, NOTICES, READING):
            made = QPushButton()
            made.setCheckable(True)
            theme.look(made, "language")
            made.clicked.connect(lambda _on=False, tab=tab: self.turn_to(tab))
            self._tabs.append(made)
            self.ledger.tabs.addWidget(made)
            if tab in _KEYS:
                self.ledger.tabs.addWidget(KeyHint(_KEYS[tab]))

    def _name_tabs(self) -> None:
        counts = self.notices.count if self.read else 0
        taken = self.company.count()
        company = _("Company data · {count} taken").format(count=taken)
        understood = _("How it was understood")
        notices = _("Notices · {count}").format(count=counts)
        names = (
            (_("Row"), _("Row")),
            (_("Company · {count}").format(count=taken), company),
            (notices, notices),
            (_("Reading"), understood),
        )
        for made, (name, spoken) in zip(self._tabs, names, strict=True):
            made.setText(name)
            made.setAccessibleName(spoken)
            made.setToolTip(spoken if spoken != name else "")
            room = QFontMetrics(theme.font(11.5, bold=True)).horizontalAdvance(name)
            made.setFixedWidth(room + theme.px(6))

    # acting

    def _decide(self, line: Line, ref: str) -> None:
        self._undoing.keep(self._state())
        was_open = line.open
        made = self.ledger.model.choose(line, ref)
        self.ledger.name_chips()
        onwards = self.ledger.model.next_open(made) if was_open else None
        self.ledger.light(onwards or made)
        self.ledger.table.setFocus()

    def _compare(self) -> None:
        """Another site holds other answers: compare with those."""
        if self._ask is not None and self.read is not None and self.again.isVisible():
            self._stale = False
            found = self._ask(self.read.shown, self.site.value() or None)
            self.differences.show_differences(found, self._checklist)

    def _enter_reading(self) -> None:
        """Show how the file was understood, the focus on the first column; or the row again."""
        self.toggle(READING)
        if self.ledger.side.currentIndex() == READING:
            self.reading.enter()
        else:
            self.ledger.table.setFocus()

    def _toggle_differences(self) -> None:
        if self.again.isVisible():
            self.turn_to_differences(on=self.body.currentIndex() == 0)

    def _go(self, place: str) -> None:
        self.turn_to(ROW)
        self.ledger.light_place(place)

    def _go_ref(self, ref: str) -> None:
        self.turn_to_differences(on=False)
        self.turn_to(ROW)
        lines = self.ledger.model.all
        self.ledger.light(next((line for line in lines if line.ref == ref), None))
