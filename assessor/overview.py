"""The list of validations: one row each, counted anew only when something changed."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessor import deadlines, dossier, improvement, tally
from assessor.i18n import LocalText
from assessor.model import Company, Site, Step, Validation, VisitSite
from assessor.terms import Phase


@dataclass(frozen=True)
class ValidationRow:
    """A validation as the list shows it."""

    id: str
    number: str
    company_id: str
    company: str
    sites: str
    programme: str
    checklist_id: str
    checklist_title: LocalText
    phase: Phase
    version: int
    visit_start: date | None
    visit_end: date | None
    languages: tuple[str, ...]
    total: int
    assessed: int
    findings: int
    recommendations: int
    good_practices: int
    next_due: date | None
    # When the company is looked at again; of its latest validation in a programme alone.
    revalidation: date | None = None


def rows(session: Session) -> list[ValidationRow]:
    """Return all validations, the latest first."""
    names = _site_names(session)
    steps = _last_steps(session)
    query = select(Validation, Company.legal_name).join(
        Company, Company.id == Validation.company_id
    )
    found: list[ValidationRow] = []
    seen: set[tuple[str, str]] = set()
    for row, company in session.execute(query.order_by(Validation.id.desc())):
        made = _row(session, row, company, names.get(row.id, ""), _counted(session, row.id, steps))
        mine = (row.company_id, row.profile_id)
        found.append(made if mine in seen else replace(made, revalidation=_again(session, row)))
        seen.add(mine)
    return found


def _again(session: Session, row: Validation) -> date | None:
    if row.issued_at is None:
        return None
    profile = dossier.frozen_profile(session, row.profile_copy_id, row.profile_id)
    issued = row.issued_at.astimezone().date()
    due = deadlines.revalidation_of(profile, issued, row.certified_on)
    return due.date if due else None


@dataclass(frozen=True)
class _Counted:
    counts: tally.Progress
    next_due: date | None


# How many steps a validation has, and the latest: together they tell whether it changed.
_State = tuple[int, str]
_known_counts: dict[str, tuple[_State, _Counted]] = {}


def _counted(session: Session, validation_id: str, steps: dict[str, _State]) -> _Counted:
    state = steps.get(validation_id, (0, ""))
    kept = _known_counts.get(validation_id)
    if kept is not None and kept[0] == state:
        return kept[1]
    known = dossier.load(session, validation_id, counting=True)
    days = improvement.open_days(improvement.rows(session, known))
    counted = _Counted(tally.progress(known), min(days, default=None))
    _known_counts[validation_id] = (state, counted)
    return counted


def _last_steps(session: Session) -> dict[str, _State]:
    # Steps are only ever added, by any device: what arrives late changes the count, and a
    # restored backup the latest.
    query = select(Step.validation_id, func.count(), func.max(Step.id)).group_by(Step.validation_id)
    return {str(row[0]): (int(row[1]), str(row[2])) for row in session.execute(query)}


def _site_names(session: Session) -> dict[str, str]:
    query = (
        select(VisitSite.validation_id, Site.name)
        .join(Site, Site.id == VisitSite.site_id)
        .where(VisitSite.in_scope)
        .order_by(VisitSite.id)
    )
    found: dict[str, list[str]] = {}
    for validation_id, name in session.execute(query):
        found.setdefault(validation_id, []).append(name)
    return {validation_id: ", ".join(sites) for validation_id, sites in found.items()}


def _row(
    session: Session, row: Validation, company: str, sites: str, counted: _Counted
) -> ValidationRow:
    checklist = dossier.frozen_checklist(session, row.copy_id)
    counts = counted.counts
    return ValidationRow(
        id=row.id,
        number=row.number,
        company_id=row.company_id,
        company=company,
        sites=sites,
        programme=checklist.programme,
        checklist_id=row.checklist_id,
        checklist_title=checklist.title,
        phase=Phase(row.phase),
        version=row.version,
        visit_start=row.visit_start,
        visit_end=row.visit_end,
        languages=tuple(row.languages),
        total=counts.total,
        assessed=counts.assessed,
        findings=counts.findings,
        recommendations=counts.recommendations,
        good_practices=counts.good_practices,
        next_due=counted.next_due,
    )
