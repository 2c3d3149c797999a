"""Where the worksheets stand: the list, the sheet or form at hand, and going to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from assessor.i18n import _, ngettext
from assessor.terms import Phase
from assessor.ui import core, messages, theme
from assessor.ui.page import Page
from assessor.ui.panels import sheet_words
from assessor.ui.panels.sheet_list import SheetList
from assessor.ui.panels.sheet_place import SheetPlace, Ways
from assessor.ui.panels.sheet_results import Decide, SheetResults

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.forms import Form
    from assessor.forms.sheets import SheetRow
    from assessor.ui.desk import Desk
    from assessor.ui.panels.sheet_sections import Makers

_NARROW = 860
FORM = "form:"


class WorksheetsPlace(Page):
    """Shows the sheet or form at hand and goes to others; what is done there, the page adds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: Dossier | None = None
        self.ref, self.site_id, self.current = "", "", ""
        self.widened = False
        self.sheet: SheetRow | None = None
        self.forms: dict[str, Form] = {}
        self._offers: list[tuple[str, tuple[Form, ...]]] = []
        self._listing = False
        self._asked_forms = self._knows_forms = False
        self.list = SheetList(self.widen)
        self.middle = SheetPlace(self.ways())
        self.right = SheetResults(self.decide(), self.write_note)
        # What a value changes in the list and in the proposals is read a moment later.
        self._later = QTimer(self, singleShot=True, interval=250)
        self._later.timeout.connect(self.guarded(self.refresh))
        self.list.lit.connect(self.show_line)
        self.list.opened.connect(lambda line_id: self.guarded(lambda: self.open_line(line_id))())
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.list)
        box.addWidget(self.middle, 1)
        box.addWidget(self.right)
        if desk.is_open:
            self._ask_forms()

    # what the page adds

    def ways(self) -> Ways:
        """What the middle can ask for."""
        raise NotImplementedError

    def decide(self) -> Decide:
        """What can be done with a proposal."""
        raise NotImplementedError

    def makers(self) -> Makers:
        """What the fields of a sheet can ask for."""
        raise NotImplementedError

    def begin(self) -> None:
        """Begin a sheet of the form that is lit."""
        raise NotImplementedError

    def write_note(self, text: str, burst: str) -> None:
        """Keep the private note of the sheet."""
        raise NotImplementedError

    def foot(self) -> str:
        count = len(self.known.sheets) if self.known else 0
        told = ngettext("{count} worksheet", "{count} worksheets", count).format(count=count)
        waiting = len(sheet_words.open_proposals(self.known)) if self.known else 0
        if not waiting:
            return told
        more = ngettext("{count} open proposal", "{count} open proposals", waiting)
        return f"{told} · {more.format(count=waiting)}"

    # showing

    def refresh(self) -> None:
        self._later.stop()
        self.known = self.desk.visit()
        self._read_offers()
        sheets = self._sheets()
        if not self._knows(self.current):
            self.current = sheets[0].id if sheets else self._first_offer()
        self.list.show_scope(self.ref, widened=self.widened)
        self.list.show_lines(sheets, self._offers, self.current)
        self._show_requirement()
        self._show_current()

    def hear(self, kinds: frozenset[str]) -> None:
        # The values of the sheet are shown at once; the rest is read a moment later.
        if kinds == {"worksheet"} and self.sheet is not None and self._is_filed(self.sheet.id):
            self.sheet = core.worksheets.sheet(self.ws, self.validation_id, self.sheet.id)
            self._show_values()
            self._later.start()
        else:
            self.refresh()

    def _is_filed(self, sheet_id: str) -> bool:
        filed = core.worksheets.sheets(self.ws, self.validation_id)
        return any(each.id == sheet_id for each in filed)

    def _ask_forms(self) -> None:
        """Have the files of all forms read on a thread: together they take half a second."""
        if not self._asked_forms:
            self._asked_forms = True
            failed = self._tell_trouble
            read = lambda _report: core.forms.forms()  # noqa: E731
            self.desk.task("", read, done=self._forms_read, failed=failed, quiet=True)

    def _forms_read(self, _forms: object) -> None:
        self._knows_forms = True
        if self.known is not None:
            self.guarded(self.refresh)()

    def _tell_trouble(self, error: Exception) -> None:
        messages.show(self.desk, error)

    def _read_offers(self) -> None:
        assert self.known is not None  # noqa: S101  read by refresh
        if not self._knows_forms:
            self._ask_forms()
            return
        checklist_id = self.known.checklist.id
        every = core.forms.forms()
        near = [
            form
            for form in every
            if self.ref and sheet_words.bears_on(form, checklist_id, self.ref)
        ]
        fitting = [form for form in every if checklist_id in form.all_links and form not in near]
        others = [form for form in every if form not in near and form not in fitting]
        heads = (
            (_("Begin one for {ref}").format(ref=self.ref), near),
            (_("Begin one of this checklist"), fitting),
            (_("Begin another"), others),
        )
        self._offers = [(head, tuple(group)) for head, group in heads if group]
        self.forms = {f"{FORM}{form.key}": form for form in every}

    def _sheets(self) -> list[SheetRow]:
        if self.known is None:
            return []
        if self.ref and not self.widened:
            return sheet_words.about(self.known, self.ref)
        return list(self.known.sheets)

    def _knows(self, line_id: str) -> bool:
        return line_id in self.forms or line_id in {sheet.id for sheet in self._sheets()}

    def _first_offer(self) -> str:
        return next((f"{FORM}{group[0].key}" for _head, group in self._offers), "")

    def _show_requirement(self) -> None:
        assert self.known is not None  # noqa: S101
        known_ref = self.ref in self.known.checklist.by_ref
        item = self.known.checklist.requirement(self.ref) if known_ref else None
        self.middle.show_requirement(item, self.known)

    def _show_current(self) -> None:
        assert self.known is not None  # noqa: S101
        self.sheet = next((each for each in self.known.sheets if each.id == self.current), None)
        if self.sheet is not None:
            self.middle.open_sheet(self.makers)
            self._show_values()
            self._show_proposals()
        elif self.current in self.forms:
            form = self.forms[self.current]
            self.middle.show_form(form, self._bears(form), enabled=self.editable())
        else:
            self.middle.show_nothing()
        self._fit()

    def _show_values(self) -> None:
        if self.sheet is not None and self.known is not None:
            enabled = self.editable()
            self.middle.show_sheet(self.sheet, self.known, enabled=enabled)
            self.right.show_sheet(self.sheet, enabled=enabled)

    def _show_proposals(self) -> None:
        if self.sheet is not None and self.known is not None:
            items = [
                core.proposals.proposal(self.known, self.sheet, short)
                for short in self.sheet.shortfalls
            ]
            self.right.show_proposals(items, self.known.profile, enabled=self.editable())

    def _bears(self, form: Form) -> str:
        assert self.known is not None  # noqa: S101
        refs = form.all_links.get(self.known.checklist.id, ())
        return _("Bears on {refs}").format(refs=", ".join(refs)) if refs else ""

    def editable(self) -> bool:
        """Tell whether anything can be changed; not once the report is issued."""
        return self.known is not None and self.known.visit.phase != Phase.ISSUED

    def may_change(self) -> bool:
        """Tell the person where an issued report is reopened, if it is one."""
        if not self.editable():
            self.desk.toast(_("The report is issued: reopen it on the page Report."))
        return self.editable()

    # moving

    def show_at(
        self,
        *,
        ref: str = "",
        site_id: str = "",
        sheet_id: str = "",
        line: str = "",
        widened: bool = False,
        **_other: object,
    ) -> None:
        """Go to a requirement's sheets, or to one sheet; `line` is what was lit before."""
        if self.known is None or not (ref or sheet_id or line):
            return
        self.leave()
        if ref:
            self.ref, self.site_id, self.widened = ref, site_id or self.site_id, widened
            self.current = ""
        self.current = sheet_id or line or self.current
        if sheet_id and self.current not in {sheet.id for sheet in self._sheets()}:
            self.widened = True
        self.refresh()
        self.list.list.setFocus()

    def state(self) -> dict[str, Any]:
        return {
            "ref": self.ref,
            "site_id": self.site_id,
            "line": self.current,
            "widened": self.widened,
        }

    def search_field(self) -> QLineEdit:
        if not self.list.isVisible():
            self.show_list()
        return self.list.field

    def widen(self, widened: bool) -> None:
        """Show the sheets of this requirement, or all."""
        self.leave()
        self.widened = widened
        self.refresh()

    def show_line(self, line_id: str) -> None:
        """Show another sheet or form; what was being typed is saved first."""
        if line_id == self.current or self.known is None:
            return
        self.leave()
        self.known = self.desk.visit()
        self.current = line_id
        self._show_current()

    def open_line(self, line_id: str) -> None:
        """Begin the form, or go on filling the sheet."""
        self.show_line(line_id)
        self.fill_on()

    def fill_on(self) -> None:
        """Go into the sheet where it is still empty; a form is begun."""
        if self.current in self.forms:
            self.begin()
        elif self.sheet is not None:
            self._listing = False
            self._fit()
            self.middle.fill()

    def go_back(self) -> None:
        """Go back to the requirement on the walk."""
        site = {"site_id": self.site_id} if self.site_id else {}
        self.leave()
        self.desk.go("walk", **({"ref": self.ref} if self.ref else {}), **site)

    # keys and room

    def event(self, event: QEvent) -> bool:
        """Esc leaves a field; where no field has the keyboard it goes back to the requirement."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            free = self.hasFocus() or self.list.list.hasFocus()
            if event.key() == Qt.Key.Key_Escape and free:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move in the list while nothing is being filled."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.guarded(self.go_back)()
        elif step is not None:
            self.list.step(step)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab follows the eye; rows come and go with each sheet, so it is settled now."""
        self.middle.order()
        return super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_list(self) -> None:
        """Bring the list back where the window is too narrow for three columns."""
        self._listing = not self._listing
        self._fit()
        self.list.list.setFocus()

    def _fit(self) -> None:
        """Give each column its room; where there is little the list makes way for the sheet."""
        width = self.width() or theme.px(1310)
        narrow = width < theme.px(_NARROW)
        filling = self.sheet is not None
        listing = not narrow or not filling or self._listing
        self.middle.set_narrow(narrow and filling)
        self.list.setVisible(listing)
        self.list.setFixedWidth(min(theme.px(286), width * (40 if narrow else 22) // 100))
        self.right.setVisible(filling and not (narrow and self._listing))
        self.right.setFixedWidth(min(theme.px(330), width * (36 if narrow else 26) // 100))
