"""A new validation in a minute: company, site, checklist, languages of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QLineEdit, QWidget

from assessor.config import Settings
from assessor.i18n import _, language_name, languages, ngettext, sort_key
from assessor.terms import TeamPart
from assessor.ui import core
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import asked_by, here

if TYPE_CHECKING:
    from assessor.facts import CompanyRow
    from assessor.store.workspace import Workspace


@dataclass(frozen=True)
class Wish:
    """What was filled in; a company that is known keeps its sites when none is named."""

    company: str
    site: str
    checklist_id: str
    languages: tuple[str, ...]
    address: str = ""
    profile_id: str = ""


class WishFields(QWidget):
    """The fields themselves, below one another or, with `wide`, in one line."""

    changed = Signal()

    def __init__(
        self, workspace: Workspace, report_languages: tuple[str, ...], *, wide: bool = False
    ) -> None:
        super().__init__()
        self._known = core.companies.companies(workspace)
        self.company, self.site = QLineEdit(), QLineEdit()
        known = [item for item in core.checklist.checklists().values() if not item.to_check]
        titles = [
            (item.id, here(item.title) + (f" · {_('draft')}" if item.draft else ""))
            for item in known
        ]
        self.checklist = Pick(titles, lambda _id: self._tell(), name=_("Checklist"))
        programmes = [(item.id, here(item.title)) for item in core.checklist.profiles().values()]
        programmes.sort(key=lambda item: sort_key(item[1]))
        self.profile, self._own = Pick(programmes, name=_("Programme")), ""
        codes = [(code, language_name(code)) for code in languages()]
        changed = lambda _code: self._tell()  # noqa: E731
        self.first = Pick(codes, changed, name=_("First language of the report"))
        none = ("", _("None: one language only"))
        self.second = Pick([none, *codes], changed, name=_("Second language of the report"))
        self.first.set_value(report_languages[0])
        self.second.set_value(report_languages[1] if len(report_languages) > 1 else "")
        self.asks, self.known = words("", "fine", wrap=False), words("", "fine", wrap=False)
        self._complete(self.company, [company.legal_name for company in self._known])
        self.company.textChanged.connect(self._tell)
        self.site.textChanged.connect(self._tell)
        self._lay_wide() if wide else self._lay_tall()
        self._tell()

    def wish(self) -> Wish:
        """Return what stands in the fields."""
        chosen = (self.first.value(), self.second.value())
        return Wish(
            self.company.text().strip(),
            self.site.text().strip(),
            self.checklist.value(),
            tuple(dict.fromkeys(code for code in chosen if code)),
            profile_id=self.profile.value() or "",
        )

    def known_company(self) -> CompanyRow | None:
        """Return the recorded company of the name that was typed."""
        wanted = self.company.text().strip().casefold()
        return next((c for c in self._known if c.legal_name.casefold() == wanted), None)

    def is_complete(self) -> bool:
        """Tell whether a validation can be started: a company, and somewhere to go."""
        company = self.known_company()
        has_site = bool(self.site.text().strip()) or bool(company and company.sites)
        return bool(self.company.text().strip()) and has_site and bool(self.checklist.value())

    def _tell(self) -> None:
        chosen = core.checklist.checklist(self.checklist.value())
        self.asks.setText(asked_by(chosen))
        if chosen.profile != self._own:  # another checklist brings its own programme along
            self._own = chosen.profile
            self.profile.set_value(chosen.profile)
        company = self.known_company()
        sites = [site.name for site in company.sites] if company else []
        self._complete(self.site, sites)
        count = len(sites)
        hint = ngettext("Blank: its one site", "Blank: its {count} sites", count)
        self.site.setPlaceholderText(hint.format(count=count) if sites else "")
        known = _("Already known: its data and contacts are taken over.")
        self.known.setText(known if company else "")
        self.known.setVisible(bool(company))
        self.changed.emit()

    def _complete(self, field: QLineEdit, names: list[str]) -> None:
        completer = QCompleter(names, field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)

    def _lay_tall(self) -> None:
        pair = row(gap=12)
        for name, field in ((_("Report in"), self.first), (_("and in"), self.second)):
            pair.addLayout(column(label(name, field), field, gap=4), 1)
        self.setLayout(
            column(
                column(label(_("Company"), self.company), self.company, self.known, gap=4),
                column(label(_("Site"), self.site), self.site, gap=4),
                column(label(_("Checklist"), self.checklist), self.checklist, self.asks, gap=4),
                column(label(_("Programme"), self.profile), self.profile, gap=4),
                pair,
                gap=10,
            )
        )

    def _lay_wide(self) -> None:
        line = row(gap=12)
        for long in (self.checklist, self.profile):  # titles may not crowd the company out
            long.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            long.setMinimumContentsLength(12)
        for name, field, share in (
            (_("Company"), self.company, 5),
            (_("Site"), self.site, 3),
            (_("Checklist"), self.checklist, 4),
            (_("Programme"), self.profile, 3),
            (_("Report in"), self.first, 2),
            (_("and in"), self.second, 2),
        ):
            line.addLayout(column(label(name, field), field, gap=4), share)
        self.setLayout(column(line, row(self.known, 1, self.asks), gap=4))


class NewValidation(Ask):
    """A few fields; a company that is already known is found by its name."""

    def __init__(
        self,
        parent: QWidget,
        workspace: Workspace,
        report_languages: tuple[str, ...],
        *,
        file_name: str = "",
        found: Mapping[str, str] | None = None,
    ) -> None:
        about = _("Self-assessment: {file}").format(file=file_name) if file_name else ""
        super().__init__(parent, _("New validation"), about)
        self.fields = WishFields(workspace, report_languages)
        self.fields.company.setText((found or {}).get("legal_name", ""))
        self.fields.site.setText((found or {}).get("site", ""))
        self.add(self.fields)
        self.add(words(_("Everything else can be filled in later, on Prepare."), "fine"))
        self.finish(_("Start validation"))
        QShortcut(QKeySequence("Ctrl+Return"), self, self._start)
        self.fields.changed.connect(self._check)
        self._check()
        self.fields.company.setFocus()

    def wish(self) -> Wish:
        """Return what stands in the fields."""
        return self.fields.wish()

    def _check(self) -> None:
        self.accept_button.setEnabled(self.fields.is_complete())

    def _start(self) -> None:
        if self.accept_button.isEnabled():
            self.accept()


def start_validation(
    parent: QWidget,
    workspace: Workspace,
    report_languages: tuple[str, ...],
    *,
    file_name: str = "",
    found: Mapping[str, str] | None = None,
) -> str:
    """Ask and start; return the id of the new validation, empty if the person did not want it."""
    dialog = NewValidation(parent, workspace, report_languages, file_name=file_name, found=found)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    lead = dialog.desk.settings if dialog.desk is not None else None
    return begin(workspace, dialog.wish(), lead) if accepted else ""


def begin(workspace: Workspace, wish: Wish, lead: Settings | None = None) -> str:
    """Start what was wished; company and site are recorded unless they are known.

    Whoever sits at the laptop leads the visit until the form says otherwise.
    """
    company_id = core.companies.find_or_none(workspace, wish.company)
    if company_id is None:
        company_id = core.companies.add_company(workspace, legal_name=wish.company)
    sites = core.companies.company(workspace, company_id).sites
    chosen = [site.id for site in sites if site.name.casefold() == wish.site.casefold()]
    if wish.site and not chosen:
        site_id = core.companies.add_site(
            workspace, company_id=company_id, name=wish.site, address=wish.address
        )
        chosen = [site_id]
    validation_id = core.validations.start(
        workspace,
        company_id=company_id,
        checklist_id=wish.checklist_id,
        profile_id=wish.profile_id or None,
        report_languages=wish.languages,
        site_ids=chosen,
    )
    if lead is not None and lead.name:
        core.validations.add_person(
            workspace,
            validation_id,
            name=lead.name,
            part=TeamPart.LEAD.value,
            post=lead.post,
            organisation=lead.organisation,
        )
    return validation_id
