"""Validations: plan, start with a frozen checklist, fill the visit's form, issue, reopen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessor import checklist as checklists
from assessor import dossier, frozen_profile, gaps, overview
from assessor.errors import (
    BadField,
    ChangedMeanwhile,
    GapsRemain,
    NotIssued,
    ReasonMissing,
    ReportLanguages,
    UnknownLanguage,
    UnknownSite,
    ValidationIssued,
)
from assessor.facts import CompanyRow, Dossier, Gap, Visit
from assessor.frozen_profile import keep_profiles as keep_profiles
from assessor.frozen_profile import take_profile as take_profile
from assessor.i18n import N_, LocalText, languages
from assessor.model import (
    Deviation,
    Report,
    Risk,
    Site,
    Validation,
    VisitPerson,
    VisitSite,
    new_id,
    utc_now,
)
from assessor.moving import freeze
from assessor.moving import mark_looked as mark_looked
from assessor.moving import move_to_edition as move_to_edition
from assessor.moving import plan_move as plan_move
from assessor.overview import ValidationRow
from assessor.store.editing import checked, existing, next_position, put, take_away
from assessor.store.workspace import Workspace
from assessor.terms import Phase


def validations(workspace: Workspace) -> list[ValidationRow]:
    """Return all validations, the latest first."""
    with workspace.read() as session:
        return overview.rows(session)


def validation(workspace: Workspace, validation_id: str) -> Dossier:
    """Return everything known of one validation; UnknownValidation if there is none."""
    with workspace.read() as session:
        return dossier.load(session, validation_id)


def find_validation(workspace: Workspace, beginning: str) -> str:
    """Return the id of the one validation whose id or number begins so.

    Raises UnknownValidation or AmbiguousValidation.
    """
    with workspace.read() as session:
        return dossier.find(session, beginning)


def start(
    workspace: Workspace,
    *,
    company_id: str,
    checklist_id: str,
    profile_id: str | None = None,
    report_languages: Sequence[str] = ("es", "en"),
    site_ids: Sequence[str] = (),
) -> str:
    """Start a validation on a frozen copy of the checklist; return its id.

    Without `site_ids` all sites of the company are in scope. Raises UnknownChecklist,
    UnknownProfile, UnknownLanguage, ReportLanguages, UnknownSite, ChecklistUnfinished or
    UnknownRecord.
    """
    check_languages(report_languages)
    chosen = checklists.checklist(checklist_id)
    profile = checklists.profile(profile_id or chosen.profile)
    validation_id = new_id()
    with workspace.change(
        N_("Start validation"), validation_id=validation_id, undoable=False
    ) as session:
        copy_id = freeze(session, chosen)
        row = Validation(
            id=validation_id,
            number=_next_number(workspace, [*session.scalars(select(Validation.number))]),
            company_id=company_id,
            checklist_id=chosen.id,
            copy_id=copy_id,
            profile_id=profile.id,
            **frozen_profile.kept(session, profile),
            phase=Phase.OPEN.value,
            languages=list(report_languages),
        )
        session.add(row)
        for site_id in _chosen(dossier.company(session, company_id), site_ids):
            session.add(VisitSite(validation_id=validation_id, site_id=site_id))
    return validation_id


def _chosen(company: CompanyRow, site_ids: Sequence[str]) -> list[str]:
    for site_id in site_ids:
        if site_id not in {site.id for site in company.sites}:
            names = ", ".join(site.name for site in company.sites)
            raise UnknownSite(site=site_id, known=names)
    return [site.id for site in company.sites if not site_ids or site.id in site_ids]


def _next_number(workspace: Workspace, taken: list[str]) -> str:
    """Return a number that no other laptop can give: it carries this device's random code."""
    beginning = f"V-{utc_now().year}-{workspace.device}-"
    used = [int(number.rsplit("-", 1)[1]) for number in taken if number.startswith(beginning)]
    return f"{beginning}{max(used, default=0) + 1:03d}"


def check_languages(codes: Sequence[str]) -> None:
    """Refuse what no report can be written in: UnknownLanguage or ReportLanguages."""
    known = ", ".join(languages())
    for code in codes:
        if code not in languages():
            raise UnknownLanguage(language=code, known=known)
    if len(codes) not in (1, 2) or len(set(codes)) < len(codes):
        raise ReportLanguages(given=", ".join(codes), known=known)


# What only starting, issuing and reopening decide.
_NOT_OF_THE_FORM = frozenset(
    {"checklist_id", "company_id", "copy_id", "created_at", "number", "phase", "version"}
    | {"issued_at", "issued_by", "reopened_reason", "profile_copy_id", "profile_at"}
)


def change_visit(
    workspace: Workspace, validation_id: str, *, burst: str | None = None, **fields: Any
) -> None:
    """Change fields of the visit's form; texts in several languages are given whole."""
    if wrong := _NOT_OF_THE_FORM & set(fields):
        raise BadField(field=min(wrong), value=fields[min(wrong)], known="")
    if "languages" in fields:
        check_languages(fields["languages"])
        fields["languages"] = list(fields["languages"])
    with workspace.change(N_("Change visit"), validation_id=validation_id, burst=burst) as session:
        if "profile_id" in fields:
            fields |= frozen_profile.kept(session, checklists.profile(fields["profile_id"]))
        put(session, Validation, validation_id, fields)


def add_site(workspace: Workspace, validation_id: str, *, name: str, **fields: Any) -> str:
    """Record a site of the validation's company and take it into scope; return the site's id."""
    values = checked(Site, fields)
    with workspace.change(N_("Add site"), subject=name, validation_id=validation_id) as session:
        company_id = existing(session, Validation, validation_id).company_id
        known = dossier.company(session, company_id).sites
        site = Site(company_id=company_id, name=name, position=len(known), **values)
        session.add(site)
        session.add(VisitSite(validation_id=validation_id, site_id=site.id))
    return site.id


def set_site(
    workspace: Workspace,
    validation_id: str,
    *,
    site_id: str,
    in_scope: bool,
    reason: LocalText | None = None,
    burst: str | None = None,
) -> None:
    """Take a site into the visit's scope, or leave it out with a reason.

    UnknownSite if the company has no such site.
    """
    with workspace.change(N_("Change scope"), validation_id=validation_id, burst=burst) as session:
        row = _visit_site(session, validation_id, site_id)
        row.in_scope = in_scope
        row.reason = reason or {}


def set_site_days(
    workspace: Workspace, validation_id: str, *, site_id: str, burst: str | None = None, **days: Any
) -> None:
    """Give a site first and last day of its own, `visit_start` and `visit_end`; None: the visit's.

    UnknownSite if the company has no such site.
    """
    with workspace.change(
        N_("Days at a site"), validation_id=validation_id, burst=burst
    ) as session:
        row = _visit_site(session, validation_id, site_id)
        for name in ("visit_start", "visit_end"):
            setattr(row, name, days.get(name, getattr(row, name)))


def _visit_site(session: Session, validation_id: str, site_id: str) -> VisitSite:
    """Return the row of a site in the visit, a new one where there is none yet."""
    company_id = existing(session, Validation, validation_id).company_id
    _chosen(dossier.company(session, company_id), [site_id])
    query = select(VisitSite).where(
        VisitSite.validation_id == validation_id, VisitSite.site_id == site_id
    )
    row = session.scalars(query).first()
    if row is None:
        row = VisitSite(validation_id=validation_id, site_id=site_id, in_scope=False)
        session.add(row)
    return row


def add_person(
    workspace: Workspace, validation_id: str, *, name: str, part: str, **fields: Any
) -> str:
    """Record someone who takes part in the visit; return the id."""
    with workspace.change(
        N_("Add participant"), subject=name, validation_id=validation_id
    ) as session:
        position = next_position(session, VisitPerson, validation_id)
        values = {"position": position, **checked(VisitPerson, {"part": part, **fields})}
        row = VisitPerson(validation_id=validation_id, name=name, **values)
        session.add(row)
    return row.id


def change_person(
    workspace: Workspace,
    validation_id: str,
    person_id: str,
    *,
    burst: str | None = None,
    **fields: Any,
) -> None:
    """Change fields of a participant."""
    with workspace.change(
        N_("Change participant"), validation_id=validation_id, burst=burst
    ) as session:
        put(session, VisitPerson, person_id, fields, within=validation_id)


def remove_person(workspace: Workspace, validation_id: str, person_id: str) -> None:
    """Take a participant out of the visit."""
    with workspace.change(N_("Remove participant"), validation_id=validation_id) as session:
        take_away(session, VisitPerson, person_id, within=validation_id)


def add_risk(workspace: Workspace, validation_id: str, **fields: Any) -> str:
    """Record a risk of the visit; return its id."""
    with workspace.change(N_("Add risk"), validation_id=validation_id) as session:
        position = next_position(session, Risk, validation_id)
        values = {"position": position, **checked(Risk, fields)}
        row = Risk(validation_id=validation_id, **values)
        session.add(row)
    return row.id


def change_risk(
    workspace: Workspace,
    validation_id: str,
    risk_id: str,
    *,
    burst: str | None = None,
    **fields: Any,
) -> None:
    """Change fields of a risk."""
    with workspace.change(N_("Change risk"), validation_id=validation_id, burst=burst) as session:
        put(session, Risk, risk_id, fields, within=validation_id)


def remove_risk(workspace: Workspace, validation_id: str, risk_id: str) -> None:
    """Take a risk out."""
    with workspace.change(N_("Remove risk"), validation_id=validation_id) as session:
        take_away(session, Risk, risk_id, within=validation_id)


def gaps_of(workspace: Workspace, validation_id: str) -> tuple[Gap, ...]:
    """Return what stands between the validation and its issue, blocking gaps first."""
    return gaps.gaps_of(validation(workspace, validation_id))


def accept_deviation(
    workspace: Workspace,
    validation_id: str,
    *,
    gap_id: str,
    reason: LocalText,
    agreed_by: str = "",
) -> str:
    """Leave a gap open with a reason that the report prints; return the deviation's id.

    One that was accepted before gets the new reason. Raises ReasonMissing or BadField.
    """
    if not any(words.strip() for words in reason.values()):
        raise ReasonMissing
    possible = [
        gap.id
        for gap in gaps_of(workspace, validation_id)
        if gap.code in gaps.DEVIABLE or gap.code == "deviation"
    ]
    if gap_id not in possible:
        raise BadField(field="gap", value=gap_id, known=", ".join(possible))
    with workspace.change(N_("Record deviation"), validation_id=validation_id) as session:
        query = select(Deviation).where(
            Deviation.validation_id == validation_id, Deviation.gap_key == gap_id
        )
        row = session.scalars(query).first()
        if row is None:
            row = Deviation(validation_id=validation_id, gap_key=gap_id)
            session.add(row)
        row.reason, row.agreed_by = reason, agreed_by
    return row.id


@dataclass(frozen=True)
class IssuedDocument:
    """A document that goes out with the issue; its bytes are already stored."""

    report_kind: str
    copy_kind: str
    languages: tuple[str, ...]
    file_format: str
    sha256: str


def issue(
    workspace: Workspace,
    validation_id: str,
    *,
    documents: Sequence[IssuedDocument],
    at: Any,
    made_from: Dossier | None = None,
) -> None:
    """Lock the validation and keep what went out, in one Step. GapsRemain if gaps block it.

    `made_from` is what the documents were made from; ChangedMeanwhile if it is no longer so.
    """
    number = validation(workspace, validation_id).visit.number
    with workspace.change(
        N_("Issue report"), validation_id=validation_id, undoable=False, subject=number
    ) as session:
        # Looked at under the lock: nothing can slip in between.
        known = dossier.load(session, validation_id)
        if known.visit.phase == Phase.ISSUED:
            raise ValidationIssued(number=number)
        if waiting := gaps.blocking(known):
            raise GapsRemain(count=len(waiting))
        if made_from is not None and made_from != known:
            raise ChangedMeanwhile
        for document in documents:
            session.add(_report(known.visit, document, at, workspace.by))
        session.flush()
        row = existing(session, Validation, validation_id)
        if row.profile_copy_id is None:  # begun by an older program, its file gone at the time
            row.profile_copy_id, row.profile_at = frozen_profile.freeze(session, known.profile), at
        row.phase = Phase.ISSUED.value
        row.issued_at = at
        row.issued_by = workspace.by


def _report(visit: Visit, document: IssuedDocument, at: Any, by: str) -> Report:
    return Report(
        validation_id=visit.id,
        number=visit.number,
        version=visit.version,
        report_kind=document.report_kind,
        copy_kind=document.copy_kind,
        languages=list(document.languages),
        file_format=document.file_format,
        sha256=document.sha256,
        issued_at=at,
        issued_by=by,
    )


def reopen(workspace: Workspace, validation_id: str, *, reason: str) -> int:
    """Unlock an issued validation with a reason; return the number of the next version.

    Raises NotIssued or ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    with workspace.change(
        N_("Reopen"), validation_id=validation_id, undoable=False, unlocks=True, subject=reason
    ) as session:
        row = existing(session, Validation, validation_id)
        if row.phase != Phase.ISSUED:
            raise NotIssued
        row.phase = Phase.OPEN.value
        row.version += 1
        row.issued_at = None
        row.issued_by = ""
        row.reopened_reason = reason
        return int(row.version)
