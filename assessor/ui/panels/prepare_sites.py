"""The sites on the visit's form: which are covered, which are left out and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from assessor.i18n import LocalText, _
from assessor.ui import core, theme
from assessor.ui.panels.prepare_part import Part, merged
from assessor.ui.panels.prepare_rows import RecordRow, Records
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.date_edit import DateEdit
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.facts import Dossier, SiteRow
    from assessor.ui.desk import Desk


_FIELDS = ("name", "address", "country", "activity")
_SHARES = (3, 4, 2, 4)
_SCOPE_WIDTH = 96


def _heads() -> tuple[str, ...]:
    return _("Name"), _("Address"), _("Country"), _("What is done there")


@dataclass(frozen=True)
class _Entry:
    id: str
    site: SiteRow
    in_scope: bool
    reason: LocalText
    visit_start: date | None = None
    visit_end: date | None = None


class SitesPart(Part):
    """The company's sites; a tick takes one into the visit, without it a reason is asked."""

    def __init__(self, desk: Desk) -> None:
        note = _("The walk asks every requirement at each site in scope.")
        super().__init__(desk, "sites", _("Sites"), note)
        self.sites = Records(
            self._make_row,
            add=self._add,
            change=self._change,
            remove=None,
            adder=_("Add site"),
            begins_with=("name",),
            heads=(*zip(_heads(), _SHARES, strict=True), ("", -_SCOPE_WIDTH)),
            trailing=0,
            none=_("No site yet: add the places that the visit covers."),
        )
        self.fields["sites"] = self.sites
        self.add(self.sites)

    def show_known(self, known: Dossier) -> None:
        visited = {item.site.id: item for item in known.sites}
        entries = [
            _Entry(i.site.id, i.site, i.in_scope, i.reason, i.visit_start, i.visit_end)
            for i in known.sites
        ]
        # Sites that another visit brought in are offered, out of scope.
        entries += [
            _Entry(site.id, site, in_scope=False, reason={})
            for site in known.company.sites
            if site.id not in visited
        ]
        self.sites.fill(entries)
        several = sum(item.in_scope for item in entries) > 1
        for line in self.sites.rows:
            if isinstance(line, _SiteRow):
                line.offer_days(several=several)

    def focus_at(self, field: str = "", language: str = "") -> None:
        """Go to the first site without its reason, else to the first site."""
        rows = [line for line in self.sites.rows if isinstance(line, _SiteRow)]
        lacking = next((line for line in rows if line.lacks(language)), None)
        if field == "sites" and lacking is not None:
            lacking.reason.focus(language if language in self.languages else self.languages[0])
        elif rows:
            rows[0].lines["name"].setFocus()
        else:
            self.sites.adder.setFocus()

    def set_scope(
        self, site_id: str, in_scope: bool, reason: LocalText, burst: str | None = None
    ) -> None:
        """Take a site into the visit, or leave it out."""
        core.validations.set_site(
            self.desk.ws,
            self.desk.validation_id or "",
            site_id=site_id,
            in_scope=in_scope,
            reason=reason,
            burst=burst,
        )

    def set_days(self, site_id: str, burst: str, **days: date | None) -> None:
        """Give a site first and last day of its own."""
        validation_id = self.desk.validation_id or ""
        core.validations.set_site_days(
            self.desk.ws, validation_id, site_id=site_id, burst=burst, **days
        )

    def _make_row(self, rows: Records) -> RecordRow:
        return _SiteRow(rows, self)

    def _add(self, fields: dict[str, Any]) -> str:
        return core.validations.add_site(self.desk.ws, self.desk.validation_id or "", **fields)

    def _change(self, site_id: str, burst: str | None, fields: dict[str, Any]) -> None:
        core.companies.change_site(
            self.desk.ws, site_id, burst=burst, validation_id=self.desk.validation_id, **fields
        )


class _SiteRow(RecordRow):
    """Fields in a line, and the reason below while the site is left out."""

    def __init__(self, rows: Records, part: SitesPart) -> None:
        super().__init__(rows, "")
        self._part = part
        self._reason_before: LocalText = {}
        self._has_days = False
        self.lines = {
            field: AutosaveLine(self._write(field), name=name)
            for field, name in zip(_FIELDS, _heads(), strict=True)
        }
        self.covered = QCheckBox(_("In scope"))
        self.covered.setAccessibleName(_("In scope of this visit"))
        self.covered.setChecked(True)
        self.covered.clicked.connect(self._set_scope)
        for edit in self.lines.values():
            edit.setPlaceholderText(edit.accessibleName())
        self.covered.setFixedWidth(theme.px(_SCOPE_WIDTH))
        line = row(gap=8)
        line.addWidget(Columns(list(self.lines.values()), each=128, shares=_SHARES, gap=8), 1)
        line.addWidget(self.covered)
        why = _("Why it is left out")
        self.reason = BilingualEdit(part.languages, self._write_reason, name=why, lines=1)
        self.why = QWidget()
        self.why.setLayout(column(label(why), self.reason, gap=4, margins=(0, 2, 0, 8)))
        self.why.hide()
        self.days = self._make_days()
        self.box.addLayout(column(line, self.days, self.why, gap=6), 1)

    def _make_days(self) -> QWidget:
        """The days of this site, where there are several; blank ones are those of the visit."""
        names = {"visit_start": _("First day here"), "visit_end": _("Last day here")}
        self.dates = {
            field: DateEdit(self._write_day(field), name=name) for field, name in names.items()
        }
        parts = [column(label(names[f], edit), edit, gap=3) for f, edit in self.dates.items()]
        note = words(_("Blank: the days of the visit."), "fine")
        made = QWidget()
        three = [*parts, column(1, note, gap=3)]
        made.setLayout(column(Columns(three, each=128, shares=(3, 3, 7), gap=8), gap=0))
        made.hide()
        return made

    def _write_day(self, field: str) -> Callable[[date | None, str], None]:
        return lambda day, burst: self._part.set_days(self.record_id, burst, **{field: day})

    def offer_days(self, *, several: bool) -> None:
        """Show the days of this site where it is one of several in scope, or has its own."""
        covered = bool(self.record_id) and self.covered.isChecked()
        self.days.setVisible(covered and (several or self._has_days))

    def _write(self, field: str) -> Callable[[str, str], None]:
        return lambda text, burst: self.put(burst, **{field: text})

    def fill(self, record: _Entry) -> None:
        for field, edit in self.lines.items():
            edit.set_text(getattr(record.site, field))
        self.covered.setChecked(record.in_scope)
        self._reason_before = record.reason
        self.reason.set_text(record.reason)
        self.why.setVisible(not record.in_scope)
        self.dates["visit_start"].set_date(record.visit_start)
        self.dates["visit_end"].set_date(record.visit_end)
        self._has_days = bool(record.visit_start or record.visit_end)

    def lacks(self, language: str) -> bool:
        """Tell whether the reason is missing, in one language or altogether."""
        written = self.reason.text()
        lacking = not written.get(language) if language else not written
        return not self.covered.isChecked() and lacking

    def _set_scope(self) -> None:
        if self.record_id:
            self._part.set_scope(self.record_id, self.covered.isChecked(), self._reason_before)
            if not self.covered.isChecked():
                self.reason.focus()

    def _write_reason(self, written: LocalText, burst: str) -> None:
        reason = merged(self._reason_before, written, self._part.languages)
        self._part.set_scope(self.record_id, self.covered.isChecked(), reason, burst)
