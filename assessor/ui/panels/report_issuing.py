"""Issuing and reopening: what it means is said first, and nothing happens without a yes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from assessor.i18n import _, language_name, ngettext
from assessor.terms import Phase
from assessor.ui import core
from assessor.ui.dialogs.ask import confirm
from assessor.ui.dialogs.reopen import Reopen

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.ui.pages.report_page import ReportPage
    from assessor.validations import IssuedDocument


class Issuing:
    """The two steps between a draft and what went out."""

    def __init__(self, page: ReportPage) -> None:
        self.page, self.desk = page, page.desk

    def ask_issue(self) -> None:
        """Say what issuing means; then make the final documents and lock the validation."""
        known = self.page.present()
        if known.visit.phase == Phase.ISSUED:
            return
        if any(gap.blocking for gap in self.page.gaps_found):
            self.desk.toast(_("The gaps that block the issue come first."))
            return
        if confirm(
            self.page,
            _("Issue {number}, version {version}?").format(
                number=known.visit.number, version=known.visit.version
            ),
            self._what_issuing_means(known),
            _("Issue and lock"),
        ):
            ws, validation_id = self.page.ws, self.page.validation_id
            self.desk.task(
                _("Issuing the report"),
                lambda _report: core.reports.issuing.issue(ws, validation_id),
                done=self._issued,
            )

    def _what_issuing_means(self, known: Dossier) -> str:
        names = " + ".join(language_name(code) for code in known.visit.languages)
        parts = [
            _("The validation report is made as PDF in {languages}: one internal copy and one for"
              " the company. Both are kept byte by byte.").format(languages=names),
            _("The validation is then locked. This cannot be undone: a later change needs reopening"
              " with a reason, and becomes version {next}.").format(next=known.visit.version + 1),
        ]  # fmt: skip
        if looks := sum(not gap.blocking for gap in self.page.gaps_found):
            told = ngettext(
                "{count} point still deserves a look.",
                "{count} points still deserve a look.",
                looks,
            )
            parts.append(told.format(count=looks))
        return "\n\n".join(parts)

    def _issued(self, documents: Sequence[IssuedDocument]) -> None:
        count = len(documents)
        told = ngettext(
            "The report is issued: {count} document is kept.",
            "The report is issued: {count} documents are kept.",
            count,
        )
        hint = _("The validation is locked. Save the documents below to hand them out.")
        self.desk.notice(told.format(count=count), hint, tone="good")

    def ask_reopen(self) -> None:
        """Ask why, and let the validation be changed again as its next version."""
        known = self.page.present()
        if known.visit.phase != Phase.ISSUED:
            return
        dialog = Reopen(self.page, known.visit.version)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            version = core.validations.reopen(
                self.page.ws, self.page.validation_id, reason=dialog.reason()
            )
            self.desk.toast(_("Reopened as version {version}.").format(version=version))
        dialog.deleteLater()
