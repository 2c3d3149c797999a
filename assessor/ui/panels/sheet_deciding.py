"""Deciding on what a worksheet proposes: record it as an observation, or set it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.i18n import _, language
from assessor.terms import Phase
from assessor.ui import core
from assessor.ui.panels.finding_words import recorded_of
from assessor.ui.panels.sheet_results import Decide
from assessor.ui.panels.sheet_words import kind_proposed, open_proposals
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.proposals import ProposalRow
    from assessor.ui.pages.walk_page import WalkPage
    from assessor.ui.panels.worksheets_place import WorksheetsPlace


class SheetDeciding:
    """The proposals of a page: those of the sheet that is shown, or of the requirement."""

    def __init__(self, page: WalkPage | WorksheetsPlace) -> None:
        self.page = page

    def deeds(self) -> Decide:
        """What the boxes of proposals can ask for, failures shown."""
        guarded = self.page.guarded
        return Decide(
            record=lambda item: guarded(lambda: self.record(item))(),
            dismiss=lambda item: guarded(lambda: self.dismiss(item))(),
            reopen=lambda item: guarded(lambda: self.reopen(item))(),
            open_one=lambda item_id: self.page.desk.go("findings", observation_id=item_id),
        )

    def record_first(self) -> None:
        """Record the first open proposal."""
        if (item := self._first()) is not None:
            self.record(item)

    def dismiss_first(self) -> None:
        """Set the first open proposal aside."""
        if (item := self._first()) is not None:
            self.dismiss(item)

    def record(self, item: ProposalRow) -> None:
        """Record the observation; without a requirement the person names one."""
        if not self._may_change():
            return
        self.page.leave()
        known = self._known()
        refs = None if item.refs else self._refs(known)
        if refs == ():
            return
        place = self.page.validation_id, item.sheet_id, item.key
        core.worksheets.accept_proposal(self.page.ws, *place, refs=refs)
        self.page.desk.toast(recorded_of(kind_proposed(item)))

    def _refs(self, known: Dossier) -> tuple[str, ...]:
        """Return the requirement at hand, or the one that the person chooses."""
        from assessor.ui.dialogs.choose_requirement import choose_requirement

        title = _("It bears on which requirement?")
        found = self.page.ref or choose_requirement(self.page, known, title=title)
        return (found,) if found else ()

    def dismiss(self, item: ProposalRow) -> None:
        """Ask why, and set the proposal aside."""
        from assessor.ui.dialogs.reason import ask_reason

        if not self._may_change():
            return
        self.page.leave()
        reason = ask_reason(
            self.page,
            _("Set the proposal aside"),
            (language(),),
            second_person=False,
            told=here(item.text),
        )
        if reason is not None:
            place = self.page.validation_id, item.sheet_id, item.key
            said = reason.text[language()]
            core.worksheets.dismiss_proposal(self.page.ws, *place, reason=said)
            self.page.desk.toast(_("Set aside; the worksheet keeps the shortfall."))

    def reopen(self, item: ProposalRow) -> None:
        """Let a proposal that was set aside wait again."""
        if self._may_change():
            place = self.page.validation_id, item.sheet_id, item.key
            core.worksheets.reopen_proposal(self.page.ws, *place)

    def _first(self) -> ProposalRow | None:
        self.page.leave()
        known = self._known()
        sheet = getattr(self.page, "sheet", None)
        found = open_proposals(known, "" if sheet else self.page.ref)
        mine = [item for item in found if sheet is None or item.sheet_id == sheet.id]
        if not mine:
            self.page.desk.toast(_("No worksheet proposes anything here."))
        return mine[0] if mine else None

    def _known(self) -> Dossier:
        return self.page.desk.visit()

    def _may_change(self) -> bool:
        issued = self._known().visit.phase == Phase.ISSUED
        if issued:
            self.page.desk.toast(_("The report is issued: reopen it on the page Report."))
        return not issued
