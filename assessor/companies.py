"""Companies, their sites and their people."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from assessor import dossier
from assessor.facts import CompanyRow
from assessor.i18n import N_, sort_key
from assessor.model import Company, Person, Site
from assessor.store.editing import checked, put, take_away
from assessor.store.workspace import Workspace


def companies(workspace: Workspace) -> list[CompanyRow]:
    """Return all companies with their sites and contacts, by name."""
    with workspace.read() as session:
        ids = session.scalars(select(Company.id)).all()
        found = [dossier.company(session, company_id) for company_id in ids]
    return sorted(found, key=lambda row: sort_key(row.legal_name))


def company(workspace: Workspace, company_id: str) -> CompanyRow:
    """Return one company; UnknownRecord if it is gone."""
    with workspace.read() as session:
        return dossier.company(session, company_id)


def find_or_none(workspace: Workspace, legal_name: str) -> str | None:
    """Return the id of the one company of this name; None if there is none or several."""
    found = named(workspace, legal_name)
    return found[0] if len(found) == 1 else None


def named(workspace: Workspace, legal_name: str) -> list[str]:
    """Return the ids of all companies of this name; capitals and blanks make no difference."""
    # SQLite's lower() knows only the letters of English: Ñ would stay Ñ.
    wanted = " ".join(legal_name.split()).casefold()
    with workspace.read() as session:
        rows = session.execute(select(Company.id, Company.legal_name)).all()
    return [row.id for row in rows if " ".join(row.legal_name.split()).casefold() == wanted]


def add_company(
    workspace: Workspace, *, legal_name: str, validation_id: str | None = None, **fields: Any
) -> str:
    """Record a company and return its id."""
    row = Company(legal_name=legal_name, **checked(Company, fields))
    with workspace.change(
        N_("Add company"), subject=legal_name, validation_id=validation_id
    ) as session:
        session.add(row)
    return row.id


def change_company(
    workspace: Workspace,
    company_id: str,
    *,
    burst: str | None = None,
    validation_id: str | None = None,
    **fields: Any,
) -> None:
    """Change fields of a company; names must be those of the table."""
    label = N_("Change company")
    with workspace.change(label, burst=burst, validation_id=validation_id) as session:
        put(session, Company, company_id, fields)


# What a self-assessment says of its company, and the field or identifier where it belongs.
_FIELDS = {"address": "address", "activity": "activity", "employees": "employees"}
_IDENTIFIERS = ("tax_id", "programme_number", "importer_number", "eori")


@dataclass(frozen=True)
class Difference:
    """A fact that is recorded one way and given another; nothing was overwritten."""

    field: str
    recorded: str
    given: str


def fill_from(
    workspace: Workspace,
    company_id: str,
    given: dict[str, str],
    *,
    overwrite: Collection[str] = (),
    burst: str | None = None,
    validation_id: str | None = None,
) -> tuple[Difference, ...]:
    """Fill empty fields of a company with what its self-assessment says of it, in one Step.

    What is recorded stays, except for the facts named in `overwrite`. Whoever the file names as
    its contact is added. Returns what still differs from the record.
    """
    present = company(workspace, company_id)
    recorded = {key: str(getattr(present, name)) for key, name in _FIELDS.items()}
    recorded |= {key: present.identifiers.get(key, "") for key in _IDENTIFIERS}
    recorded["name"] = present.legal_name
    new = {
        key: given[key]
        for key, value in recorded.items()
        if given.get(key) and (not value or key in overwrite)
    }
    contact = given.get("contact", "")
    known = {person.name.casefold() for person in present.contacts}
    add = bool(contact) and contact.casefold() not in known
    if new or add:
        label = N_("Take company data from the file")
        with workspace.change(label, burst=burst, validation_id=validation_id) as session:
            row = session.get_one(Company, company_id)
            row.legal_name = new.get("name", row.legal_name)
            for key, name in _FIELDS.items():
                setattr(row, name, new.get(key, getattr(row, name)))
            found = {key: new[key] for key in _IDENTIFIERS if key in new}
            row.identifiers = {**row.identifiers, **found}
            if add:
                session.add(_contact(company_id, given))
    return tuple(
        Difference(key, value, given[key])
        for key, value in recorded.items()
        if key not in new and value and given.get(key) and _differs(value, given[key])
    )


def _contact(company_id: str, given: dict[str, str]) -> Person:
    return Person(
        company_id=company_id,
        name=given["contact"],
        post=given.get("contact_role", ""),
        email=given.get("email", ""),
        phone=given.get("phone", ""),
    )


def _differs(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() != " ".join(other.split()).casefold()


def add_site(
    workspace: Workspace,
    *,
    company_id: str,
    name: str,
    validation_id: str | None = None,
    **fields: Any,
) -> str:
    """Record a site of a company and return its id."""
    with workspace.change(N_("Add site"), subject=name, validation_id=validation_id) as session:
        count = session.scalar(
            select(func.count()).select_from(Site).where(Site.company_id == company_id)
        )
        values = checked(Site, fields)
        row = Site(company_id=company_id, name=name, position=count or 0, **values)
        session.add(row)
    return row.id


def change_site(
    workspace: Workspace,
    site_id: str,
    *,
    burst: str | None = None,
    validation_id: str | None = None,
    **fields: Any,
) -> None:
    """Change fields of a site."""
    with workspace.change(N_("Change site"), burst=burst, validation_id=validation_id) as session:
        put(session, Site, site_id, fields)


def add_contact(
    workspace: Workspace,
    *,
    company_id: str,
    name: str,
    validation_id: str | None = None,
    **fields: Any,
) -> str:
    """Record someone who speaks for a company and return the id."""
    with workspace.change(N_("Add contact"), validation_id=validation_id) as session:
        row = Person(company_id=company_id, name=name, **checked(Person, fields))
        session.add(row)
    return row.id


def change_contact(
    workspace: Workspace,
    person_id: str,
    *,
    burst: str | None = None,
    validation_id: str | None = None,
    **fields: Any,
) -> None:
    """Change fields of a contact."""
    with workspace.change(
        N_("Change contact"), burst=burst, validation_id=validation_id
    ) as session:
        put(session, Person, person_id, fields)


def remove_contact(
    workspace: Workspace, person_id: str, *, validation_id: str | None = None
) -> None:
    """Take a contact out; the history keeps it."""
    with workspace.change(N_("Remove contact"), validation_id=validation_id) as session:
        take_away(session, Person, person_id)
