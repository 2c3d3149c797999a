"""Loads everything known about one validation as frozen rows, in few statements."""

from collections import defaultdict
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import RowMapping, bindparam, func, select
from sqlalchemy.orm import Session

from assessor import checklist as checklists
from assessor import due_dates, facts, rules
from assessor.editions import PriorRow
from assessor.errors import AmbiguousValidation, UnknownRecord, UnknownValidation
from assessor.forms.loading import from_json
from assessor.forms.sheets import SheetRow
from assessor.forms.types import Form
from assessor.model import (
    Action,
    Assessment,
    ChecklistCopy,
    Company,
    Deviation,
    Evidence,
    EvidenceLink,
    Extension,
    FormCopy,
    Looked,
    Observation,
    ObservationPoint,
    Person,
    Prior,
    ProfileCopy,
    Report,
    Risk,
    SaqAnswer,
    SaqFile,
    Site,
    Validation,
    VisitPerson,
    VisitSite,
    Worksheet,
)
from assessor.profile import from_json as profile_from_json
from assessor.store.waiting import waiting_rows
from assessor.terms import Claim, Kind, Verdict

AnyRow = TypeVar("AnyRow")

_VISIT, _COVERED, _SITE = Validation.__table__, VisitSite.__table__, Site.__table__
# A row for each covered site, one without a site where there is none; built once, for each verdict.
_FRAME = (
    select(_VISIT.c.copy_id, _VISIT.c.profile_id, _VISIT.c.profile_copy_id, _SITE)
    .select_from(_VISIT)
    .outerjoin(_COVERED, (_COVERED.c.validation_id == _VISIT.c.id) & _COVERED.c.in_scope)
    .outerjoin(_SITE, _SITE.c.id == _COVERED.c.site_id)
    .where(_VISIT.c.id == bindparam("validation_id"))
    .order_by(_COVERED.c.id)
)

_copies: dict[str, checklists.Checklist] = {}
_forms: dict[str, Form] = {}
_profiles: dict[str, checklists.Profile] = {}


def load(session: Session, validation_id: str, *, counting: bool = False) -> facts.Dossier:
    """Return the dossier of one validation; UnknownValidation if there is none.

    For `counting` it holds no more than verdicts, claims and observations are counted from: a
    list of many validations need not read what it does not show.
    """
    found = _rows(session, Validation, Validation.id == validation_id)
    if not found:
        raise UnknownValidation(beginning=validation_id)
    visit = _as(facts.Visit, found[0])
    checklist = frozen_checklist(session, visit.copy_id)
    profile = frozen_profile(session, visit.profile_copy_id, visit.profile_id)
    assessments = _assessments(session, validation_id)
    evidence = _evidence(session, validation_id)
    sites = _visit_sites(session, visit)
    covered = {item.site.id for item in sites if item.in_scope}
    short = facts.short_points(assessments, covered)
    asked = (checklist, profile)
    days = due_dates.events(visit, sites)
    observations = _observations(session, visit, asked, short, evidence, days=days)
    return facts.Dossier(
        visit=visit,
        company=company(session, visit.company_id),
        checklist=checklist,
        profile=profile,
        sites=sites,
        assessments=assessments,
        answers=_answers(session, validation_id),
        observations=observations,
        evidence=evidence,
        **(_NOT_COUNTED if counting else _beside(session, validation_id)),
    )


_NOT_COUNTED: dict[str, Any] = dict.fromkeys(
    ("people", "files", "deviations", "risks", "reports", "sheets", "priors", "looked"), ()
)


def _beside(session: Session, validation_id: str) -> dict[str, Any]:
    """Return what a dossier holds beside all that is counted."""
    return {
        "people": _people(session, validation_id),
        "files": _files(session, validation_id),
        "deviations": _of(session, facts.DeviationRow, Deviation, validation_id, Deviation.id),
        "risks": _risks(session, validation_id),
        "reports": _of(session, facts.ReportRow, Report, validation_id, Report.issued_at),
        "sheets": sheets(session, validation_id),
        "priors": _priors(session, validation_id),
        "looked": _of(session, facts.LookedRow, Looked, validation_id, Looked.id),
    }


def frame(session: Session, validation_id: str) -> facts.Frame:
    """Return what a verdict needs to know; UnknownValidation if there is none."""
    rows = session.connection().execute(_FRAME, {"validation_id": validation_id}).mappings()
    if not (found := rows.all()):
        raise UnknownValidation(beginning=validation_id)
    visit = found[0]
    return facts.Frame(
        validation_id=validation_id,
        checklist=frozen_checklist(session, visit["copy_id"]),
        profile=frozen_profile(session, visit["profile_copy_id"], visit["profile_id"]),
        covered=tuple(_as(facts.SiteRow, row) for row in found if row["id"]),
    )


def find(session: Session, beginning: str) -> str:
    """Return the id of the one validation whose id or number begins like this.

    Raises UnknownValidation or AmbiguousValidation.
    """
    wanted = beginning.strip().lower()
    query = select(Validation.id, Validation.number).order_by(Validation.id)
    names = {row.id: (row.id, row.number.lower()) for row in session.execute(query)}
    found = [row_id for row_id, mine in names.items() if wanted in mine]
    if wanted and not found:
        found = [row_id for row_id, mine in names.items() if _begins(mine, wanted)]
    if not found:
        raise UnknownValidation(beginning=beginning)
    if len(found) > 1:
        raise AmbiguousValidation(beginning=beginning, known=", ".join(found[:5]))
    return str(found[0])


def _begins(names: tuple[str, ...], wanted: str) -> bool:
    return any(name.startswith(wanted) for name in names)


def frozen_checklist(session: Session, copy_id: str) -> checklists.Checklist:
    """Return the checklist as it was frozen when the visit started."""
    if copy_id not in _copies:
        content = session.scalars(
            select(ChecklistCopy.content).where(ChecklistCopy.id == copy_id)
        ).one()
        _copies[copy_id] = checklists.from_json(content)
    return _copies[copy_id]


def frozen_profile(session: Session, copy_id: str | None, profile_id: str) -> checklists.Profile:
    """Return the profile as it was frozen when the visit started; today's where none was."""
    if copy_id is None:
        return checklists.profile(profile_id)
    if copy_id not in _profiles:
        query = select(ProfileCopy.content).where(ProfileCopy.id == copy_id)
        _profiles[copy_id] = profile_from_json(session.scalars(query).one())
    return _profiles[copy_id]


def frozen_form(session: Session, copy_id: str) -> Form:
    """Return the form of a worksheet as it was frozen when the sheet was begun."""
    if copy_id not in _forms:
        query = select(FormCopy.content).where(FormCopy.id == copy_id)
        _forms[copy_id] = from_json(session.scalars(query).one())
    return _forms[copy_id]


def sheets(session: Session, validation_id: str) -> tuple[SheetRow, ...]:
    """Return the filled worksheets of a validation, by form and number."""
    order = (Worksheet.form_id, Worksheet.edition, Worksheet.number, Worksheet.id)
    rows = _rows(session, Worksheet, Worksheet.validation_id == validation_id, *order)
    return tuple(_as(SheetRow, row, form=frozen_form(session, row["copy_id"])) for row in rows)


def _priors(session: Session, validation_id: str) -> tuple[PriorRow, ...]:
    found = []
    for row in _rows(session, Prior, Prior.validation_id == validation_id, Prior.id):
        asked = frozen_checklist(session, row["copy_id"])
        targets = tuple((item["ref"], item["point_id"]) for item in row["targets"])
        given = {"edition": asked.edition, "asked": asked.by_ref.get(row["ref"])}
        found.append(_as(PriorRow, row, targets=targets, **given))
    return tuple(found)


def company(session: Session, company_id: str) -> facts.CompanyRow:
    """Return a company with its sites and contacts; UnknownRecord if it is gone."""
    found = _rows(session, Company, Company.id == company_id)
    if not found:
        raise UnknownRecord
    sites = _rows(session, Site, Site.company_id == company_id, Site.position, Site.id)
    people = _rows(session, Person, Person.company_id == company_id, Person.position, Person.id)
    return _as(
        facts.CompanyRow,
        found[0],
        sites=tuple(_as(facts.SiteRow, site) for site in sites),
        contacts=tuple(_as(facts.PersonRow, person) for person in people),
    )


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _as(row_type: type[AnyRow], row: RowMapping, /, **other: Any) -> AnyRow:
    names = _names(row_type)  # type: ignore[arg-type]  # a class is hashable
    values = {name: row[name] for name in names if name in row and name not in other}
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    return row_type(**values, **other)


def _rows(session: Session, model: Any, condition: Any, *order: Any) -> list[RowMapping]:
    query = select(model.__table__).where(condition).order_by(*order)
    return list(session.execute(query).mappings())


def _of(
    session: Session,
    kind: type[AnyRow],
    model: Any,
    validation_id: str,
    *order: Any,
) -> tuple[AnyRow, ...]:
    found = _rows(session, model, model.validation_id == validation_id, *order)
    return tuple(_as(kind, row) for row in found)


def _assessments(session: Session, validation_id: str) -> dict[facts.PointKey, facts.AssessmentRow]:
    found = {}
    for row in _rows(session, Assessment, Assessment.validation_id == validation_id):
        verdict = Verdict(row["verdict"]) if row["verdict"] else None
        key = (row["ref"], row["point_id"], row["site_id"])
        found[key] = _as(facts.AssessmentRow, row, verdict=verdict)
    return found


def _visit_sites(session: Session, visit: facts.Visit) -> tuple[facts.VisitSite, ...]:
    known = {
        row["id"]: _as(facts.SiteRow, row)
        for row in _rows(session, Site, Site.company_id == visit.company_id)
    }
    query = VisitSite.validation_id == visit.id
    return tuple(
        _as(facts.VisitSite, row, site=known[row["site_id"]])
        for row in _rows(session, VisitSite, query, VisitSite.id)
    )


def _people(session: Session, validation_id: str) -> tuple[facts.VisitPerson, ...]:
    order = (VisitPerson.position, VisitPerson.id)
    return _of(session, facts.VisitPerson, VisitPerson, validation_id, *order)


def _files(session: Session, validation_id: str) -> tuple[facts.SaqFileRow, ...]:
    rows = _rows(
        session, SaqFile, SaqFile.validation_id == validation_id, SaqFile.imported_at, SaqFile.id
    )
    by_person = (SaqAnswer.validation_id == validation_id) & (SaqAnswer.matched_by == "person")
    settled = {
        facts.row_mark(row["place"], row["question"], row["text"])
        for row in _rows(session, SaqAnswer, by_person)
    }
    # Of a file that was handed in again under the same name, only the latest is waited for.
    latest = {row["file_name"]: row for row in rows}
    waiting = {row["id"]: waiting_rows(session, row["counts"], settled) for row in latest.values()}
    return tuple(_as(facts.SaqFileRow, row, waiting=waiting.get(row["id"], 0)) for row in rows)


def _answers(session: Session, validation_id: str) -> tuple[facts.AnswerRow, ...]:
    files = {
        row["id"]: row for row in _rows(session, SaqFile, SaqFile.validation_id == validation_id)
    }
    query = (SaqAnswer.validation_id == validation_id) & (SaqAnswer.ref != "")
    return tuple(
        _as(
            facts.AnswerRow,
            row,
            claim=Claim(row["claim"]),
            file_name=files[row["file_id"]]["file_name"],
            language=files[row["file_id"]]["language"],
        )
        for row in _rows(session, SaqAnswer, query, SaqAnswer.position)
    )


def _evidence(session: Session, validation_id: str) -> tuple[facts.EvidenceRow, ...]:
    refs: dict[str, list[str]] = defaultdict(list)
    observations: dict[str, list[str]] = defaultdict(list)
    query = EvidenceLink.validation_id == validation_id
    for link in _rows(session, EvidenceLink, query, EvidenceLink.id):
        if link["ref"]:
            refs[link["evidence_id"]].append(link["ref"])
        if link["observation_id"]:
            observations[link["evidence_id"]].append(link["observation_id"])
    rows = _rows(session, Evidence, Evidence.validation_id == validation_id, Evidence.number)
    return tuple(
        _as(
            facts.EvidenceRow,
            row,
            refs=tuple(dict.fromkeys(refs[row["id"]])),
            observation_ids=tuple(dict.fromkeys(observations[row["id"]])),
        )
        for row in rows
    )


def _observations(
    session: Session,
    visit: facts.Visit,
    asked: tuple[checklists.Checklist, checklists.Profile],
    short: facts.Short,
    evidence: tuple[facts.EvidenceRow, ...],
    *,
    days: due_dates.Events,
) -> tuple[facts.ObservationRow, ...]:
    checklist, profile = asked
    agreed = _agreed(session, visit.id)
    links: dict[str, list[facts.Link]] = defaultdict(list)
    query = ObservationPoint.validation_id == visit.id
    for row in _rows(session, ObservationPoint, query, ObservationPoint.position):
        links[row["observation_id"]].append(facts.Link(row["ref"], row["point_id"]))
    shown = [item for item in evidence if item.removed_at is None]
    found = []
    rows = _rows(session, Observation, Observation.validation_id == visit.id, Observation.position)
    for row in rows:
        kind = rules.kind_of(
            checklist,
            links[row["id"]],
            short.get(row["site_id"], frozenset()),
            good_practice=bool(row["good_practice"]),
        )
        due = rules.due_date(profile, kind, days)
        due_on, extended = due_dates.in_force(due, *agreed.get(row["id"], (None, None)))
        found.append(
            _as(
                facts.ObservationRow,
                row,
                due_on=due_on,
                extended=extended,
                number=f"{row['position']:02d}",
                kind=kind,
                links=tuple(links[row["id"]]),
                risk=rules.risk_rating(row["likelihood"], row["consequence"]),
                due=due,
                evidence=tuple(item for item in shown if row["id"] in item.observation_ids),
                languages_complete=_complete(row, visit.languages),
            )
        )
    order = list(Kind)
    return tuple(sorted(found, key=lambda item: order.index(item.kind)))


def _agreed(session: Session, validation_id: str) -> dict[str, tuple[date | None, date | None]]:
    """Return of each observation the day that was agreed, and the last one that was granted."""
    granted = (Extension.action_id == Action.id) & Extension.granted.is_(True)
    query = (
        select(Action.observation_id, Action.due_on, func.max(Extension.new_date))
        .outerjoin(Extension, granted)
        .where(Action.validation_id == validation_id)
        .group_by(Action.id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def _complete(row: RowMapping, languages: tuple[str, ...]) -> dict[str, bool]:
    used = [row[name] for name in ("text", "action", "why") if name == "text" or row[name]]
    return {lang: all(text.get(lang, "").strip() for text in used) for lang in languages}


def _risks(session: Session, validation_id: str) -> tuple[facts.RiskRow, ...]:
    rows = _rows(session, Risk, Risk.validation_id == validation_id, Risk.remaining, Risk.position)
    return tuple(
        _as(
            facts.RiskRow,
            row,
            rating=rules.risk_rating(row["likelihood"], row["consequence"]),
        )
        for row in rows
    )
