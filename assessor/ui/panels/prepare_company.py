"""The company on the visit's form: who it is, its identifiers, its contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from assessor.i18n import _
from assessor.terms import ROLES, role_name
from assessor.ui import core
from assessor.ui.panels.prepare_identifiers import Identifiers
from assessor.ui.panels.prepare_part import Part, grid, subhead
from assessor.ui.panels.prepare_rows import RecordRow, Records
from assessor.ui.widgets.autosave_edit import AutosaveLine

if TYPE_CHECKING:
    from assessor.facts import Dossier, PersonRow
    from assessor.ui.desk import Desk

# What companies do in a supply chain; offered, never imposed.
_PLAIN = ("legal_name", "trade_name", "activity", "address", "country", "employees")


class CompanyPart(Part):
    """Everything section 2 of the report says about the company."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "company", _("Company"))
        name = self.line("legal_name", _("Legal name"), self._write("legal_name"))
        trade = self.line("trade_name", _("Trade name"), self._write("trade_name"))
        hint = _("What it makes or does, for whom")
        activity = self.line("activity", _("Activity"), self._write("activity"), hint)
        roles = self.line(
            "roles",
            _("Roles in the supply chain"),
            self._write_roles,
            _("Manufacturer, exporter … apart by commas"),
        )
        address = self.line("address", _("Address"), self._write("address"))
        country = self.line("country", _("Country"), self._write("country"))
        employees = self.line("employees", _("Employees"), self._write("employees"))
        self.add(
            grid(
                ((name, 8), (trade, 4)),
                ((activity, 6), (roles, 6)),
                ((address, 7), (country, 3), (employees, 2)),
            )
        )
        self._complete_roles()
        self.identifiers = Identifiers(self._write_identifiers)
        self.fields["identifiers"] = self.identifiers
        self.add(subhead(_("Identifiers")))
        self.add(self.identifiers)
        self.contacts = self._contacts()
        self.fields["contacts"] = self.contacts
        self.add(subhead(_("Contacts")))
        self.add(self.contacts)

    def show_known(self, known: Dossier) -> None:
        for field in _PLAIN:
            self._field(field).set_text(getattr(known.company, field))
        if _roles(self._field("roles").text()) != list(known.company.roles):
            self._field("roles").set_text(
                ", ".join(_(role_name(role)) for role in known.company.roles)
            )
        self.identifiers.fill(known.company.identifiers)
        self.contacts.fill(known.company.contacts)

    def _field(self, name: str) -> AutosaveLine:
        field = self.fields[name]
        assert isinstance(field, AutosaveLine)  # noqa: S101  for the type checker
        return field

    def _complete_roles(self) -> None:
        completer = _LastOfSeveral([_(role) for role in ROLES.values()], self)
        self._field("roles").setCompleter(completer)
        saver = self._field("roles").saver
        completer.activated.connect(lambda _text: saver.touch())

    # writing

    def _write(self, field: str) -> Any:
        def write(text: str, burst: str) -> None:
            if field == "legal_name" and not text.strip():
                return  # a company always has a name: the one it had comes back on leaving
            self._change(burst, **{field: text})

        return write

    def _write_roles(self, text: str, burst: str) -> None:
        self._change(burst, roles=_roles(text))

    def _write_identifiers(self, pairs: dict[str, str], burst: str | None) -> None:
        self._change(burst, identifiers=pairs)

    def _change(self, burst: str | None, **fields: Any) -> None:
        company_id = self.desk.visit().company.id
        core.companies.change_company(
            self.desk.ws, company_id, burst=burst, validation_id=self.desk.validation_id, **fields
        )

    # contacts

    def _contacts(self) -> Records:
        heads = ((_("Name"), 4), (_("Post"), 4), (_("E-mail"), 4), (_("Telephone"), 3))
        return Records(
            _ContactRow,
            add=self._add_contact,
            change=self._change_contact,
            remove=self._remove_contact,
            adder=_("Add contact"),
            begins_with=("name", "post", "email", "phone"),
            heads=heads,
        )

    def _add_contact(self, fields: dict[str, Any]) -> str:
        company_id = self.desk.visit().company.id
        values = {"name": "", **fields, "validation_id": self.desk.validation_id}
        return core.companies.add_contact(self.desk.ws, company_id=company_id, **values)

    def _change_contact(self, person_id: str, burst: str | None, fields: dict[str, Any]) -> None:
        core.companies.change_contact(
            self.desk.ws, person_id, burst=burst, validation_id=self.desk.validation_id, **fields
        )

    def _remove_contact(self, person_id: str) -> None:
        core.companies.remove_contact(
            self.desk.ws, person_id, validation_id=self.desk.validation_id
        )


def _roles(text: str) -> list[str]:
    keys = {_(name).casefold(): key for key, name in ROLES.items()}
    named = [role.strip() for role in text.split(",") if role.strip()]
    return [keys.get(role.casefold(), role) for role in named]


class _ContactRow(RecordRow):
    def __init__(self, rows: Records) -> None:
        super().__init__(rows, _("Remove contact"))
        self.name = self.line("name", _("Name"))
        self.post = self.line("post", _("Post"))
        self.email = self.line("email", _("E-mail"))
        self.phone = self.line("phone", _("Telephone"))
        self.lay(self.name, self.post, self.email, self.phone, shares=(4, 4, 4, 3))
        self.add_remove()

    def fill(self, record: PersonRow) -> None:
        self.name.set_text(record.name)
        self.post.set_text(record.post)
        self.email.set_text(record.email)
        self.phone.set_text(record.phone)


class _LastOfSeveral(QCompleter):
    """Completes the word after the last comma."""

    def __init__(self, choices: list[str], parent: Part) -> None:
        super().__init__(choices, parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """Return what is being completed: the part after the last comma."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: Any) -> str:
        """Return the whole line with the choice in place of its last part."""
        before = self.widget().text().rpartition(",")[0]  # type: ignore[attr-defined]
        chosen = super().pathFromIndex(index)
        return f"{before}, {chosen}" if before else chosen
