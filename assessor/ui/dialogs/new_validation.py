"""A new validation in a minute: company, site, checklist, languages of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QGridLayout, QLineEdit, QWidget

from assessor.i18n import _, language_name, languages
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.labels import label, words
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace


@dataclass(frozen=True)
class Wish:
    """What was filled in."""

    company: str
    site: str
    checklist_id: str
    languages: tuple[str, ...]


class NewValidation(Ask):
    """Four fields; a company that is already known is found by its name."""

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
        self._known = core.companies.companies(workspace)
        self.company, self.site = QLineEdit(), QLineEdit()
        self.checklist = QComboBox()
        self.first, self.second = QComboBox(), QComboBox()
        self._fill(report_languages, found or {})
        self._lay()
        self.finish(_("Start"))
        QShortcut(QKeySequence("Ctrl+Return"), self, self._start)
        self._check()
        self.company.setFocus()

    def wish(self) -> Wish:
        """Return what stands in the fields."""
        chosen = (self.first.currentData(), self.second.currentData())
        return Wish(
            self.company.text().strip(),
            self.site.text().strip(),
            self.checklist.currentData(),
            tuple(dict.fromkeys(code for code in chosen if code)),
        )

    def _fill(self, report_languages: tuple[str, ...], found: Mapping[str, str]) -> None:
        names = QCompleter([company.legal_name for company in self._known], self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        self.company.setCompleter(names)
        self.company.setText(found.get("legal_name", ""))
        self.site.setText(found.get("site", ""))
        self.company.textChanged.connect(self._check)
        self.site.textChanged.connect(self._check)
        for item in core.checklist.checklists().values():
            self.checklist.addItem(here(item.title), item.id)
        self.second.addItem(_("None"), "")
        for code in languages():
            self.first.addItem(language_name(code), code)
            self.second.addItem(language_name(code), code)
        self.first.setCurrentIndex(max(0, self.first.findData(report_languages[0])))
        other = report_languages[1] if len(report_languages) > 1 else ""
        self.second.setCurrentIndex(self.second.findData(other))

    def _lay(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(5))
        lines = (
            (label(_("Company"), self.company), self.company, 0),
            (label(_("Site"), self.site), self.site, 2),
            (label(_("Checklist"), self.checklist), self.checklist, 4),
        )
        for name, field, at in lines:
            grid.addWidget(name, at, 0, 1, 2)
            grid.addWidget(field, at + 1, 0, 1, 2)
        grid.addWidget(label(_("Report language"), self.first), 6, 0)
        grid.addWidget(label(_("Second report language"), self.second), 6, 1)
        grid.addWidget(self.first, 7, 0)
        grid.addWidget(self.second, 7, 1)
        self.add(grid)
        self.add(words(_("Everything else can be filled in later, on Prepare."), "fine"))

    def _check(self) -> None:
        if hasattr(self, "accept_button"):
            known = {company.legal_name.casefold() for company in self._known if company.sites}
            wish = self.wish()
            has_site = bool(wish.site) or wish.company.casefold() in known
            self.accept_button.setEnabled(bool(wish.company) and has_site)

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
    return begin(workspace, dialog.wish()) if accepted else ""


def begin(workspace: Workspace, wish: Wish) -> str:
    """Start what was wished; company and site are recorded unless they are known."""
    company_id = core.companies.find_or_none(workspace, wish.company)
    if company_id is None:
        company_id = core.companies.add_company(workspace, legal_name=wish.company)
    sites = core.companies.company(workspace, company_id).sites
    chosen = [site.id for site in sites if site.name.casefold() == wish.site.casefold()]
    if wish.site and not chosen:
        chosen = [core.companies.add_site(workspace, company_id=company_id, name=wish.site)]
    return core.validations.start(
        workspace,
        company_id=company_id,
        checklist_id=wish.checklist_id,
        report_languages=wish.languages,
        site_ids=chosen,
    )
