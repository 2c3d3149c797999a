"""Who takes part in the visit, on either side, and the conflict-of-interest statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from assessor.i18n import _
from assessor.terms import TeamPart as PlayedPart
from assessor.ui import core
from assessor.ui.panels.prepare_rows import RecordRow, Records
from assessor.ui.panels.prepare_visit import DatedPart
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, VisitPerson
    from assessor.ui.desk import Desk

_SHARES = (4, 4, 4, 3)


class TeamPart(DatedPart):
    """Lead, validators, specialists, observers, company participants."""

    narrative = ("conflict_statement",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "team", _("Team"))
        heads = (_("Name"), _("Post"), _("Organisation"), _("Part in the visit"))
        self.people = Records(
            self._make_row,
            add=self._add,
            change=self._change,
            remove=self._remove,
            adder=_("Add participant"),
            begins_with=("name", "post", "organisation"),
            heads=tuple(zip(heads, _SHARES, strict=True)),
            none=_("Nobody yet: name at least the lead validator."),
        )
        self.fields["people"] = self.people
        self.add(self.people)
        hint = _("None of the team has worked for the company or holds an interest in it …")
        title = _("Conflict-of-interest statement")
        self.add(self.texts("conflict_statement", title, hint=hint))

    def show_known(self, known: Dossier) -> None:
        super().show_known(known)
        self.people.fill(known.people)

    def focus_at(self, field: str = "", language: str = "") -> None:
        """Go to the first participant, or to the button that adds one."""
        rows = self.people.rows
        first = rows[0].first() if rows else None
        if field in {"", "people"} and first is not None:
            first.setFocus()
        else:
            super().focus_at(field, language)

    def _make_row(self, rows: Records) -> RecordRow:
        has_lead = self.known is not None and any(
            person.part == PlayedPart.LEAD for person in self.known.people
        )
        return _PersonRow(rows, PlayedPart.VALIDATOR if has_lead else PlayedPart.LEAD, self)

    def _add(self, fields: dict[str, Any]) -> str:
        values = {"name": "", **fields}
        return core.validations.add_person(self.desk.ws, self.desk.validation_id or "", **values)

    def _change(self, person_id: str, burst: str | None, fields: dict[str, Any]) -> None:
        core.validations.change_person(
            self.desk.ws, self.desk.validation_id or "", person_id, burst=burst, **fields
        )

    def _remove(self, person_id: str) -> None:
        core.validations.remove_person(self.desk.ws, self.desk.validation_id or "", person_id)


class _PersonRow(RecordRow):
    def __init__(self, rows: Records, part: PlayedPart, form: TeamPart) -> None:
        super().__init__(rows, _("Remove participant"))
        self._form = form
        self.name = self.line("name", _("Name"))
        self.post = self.line("post", _("Post"))
        self.organisation = self.line("organisation", _("Organisation"))
        options = [(part.value, spoken(part)) for part in PlayedPart]
        self.part = Pick(options, lambda value: self.put(part=value), name=_("Part in the visit"))
        self.part.set_value(part.value)
        self.pending = {"part": part.value}
        self.lay(self.name, self.post, self.organisation, self.part, shares=_SHARES)
        self.add_remove()
        self._offer_contacts()

    def fill(self, record: VisitPerson) -> None:
        self.name.set_text(record.name)
        self.post.set_text(record.post)
        self.organisation.set_text(record.organisation)
        self.part.set_value(record.part)

    def _offer_contacts(self) -> None:
        company = self._form.desk.visit().company
        contacts = {contact.name: contact for contact in company.contacts if contact.name}
        completer = QCompleter(list(contacts), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)

        def take(name: str) -> None:
            self.name.saver.forget()
            fields = {"name": name, "part": PlayedPart.COMPANY.value}
            fields |= {"post": contacts[name].post, "organisation": company.legal_name}
            self.put(**fields)

        completer.activated.connect(take)
        self.name.setCompleter(completer)
