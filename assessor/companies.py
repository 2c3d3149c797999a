"""Companies, their sites and their people."""

from typing import Any

from sqlalchemy import func, select

from assessor import dossier
from assessor.errors import UnknownRecord
from assessor.facts import CompanyRow
from assessor.i18n import N_
from assessor.model import Company, Person, Site
from assessor.store.editing import checked, put, take_away
from assessor.store.workspace import Workspace


def companies(workspace: Workspace) -> list[CompanyRow]:
    """Return all companies with their sites and contacts, by name."""
    with workspace.read() as session:
        ids = session.scalars(select(Company.id).order_by(Company.legal_name)).all()
        return [dossier.company(session, company_id) for company_id in ids]


def company(workspace: Workspace, company_id: str) -> CompanyRow:
    """Return one company; UnknownRecord if it is gone."""
    with workspace.read() as session:
        if session.get(Company, company_id) is None:
            raise UnknownRecord
        return dossier.company(session, company_id)


def find_or_none(workspace: Workspace, legal_name: str) -> str | None:
    """Return the id of the one company of this name; None if there is none or several."""
    with workspace.read() as session:
        query = select(Company.id).where(func.lower(Company.legal_name) == legal_name.lower())
        found = session.scalars(query).all()
        return found[0] if len(found) == 1 else None


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
