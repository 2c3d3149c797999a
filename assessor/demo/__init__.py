"""The sample: a filled, fictional validation with photographs, to explore and to learn from."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from assessor import (
    companies,
    evidence,
    improvement,
    observations,
    validations,
    walk,
    worksheets,
)
from assessor.checklist import checklist
from assessor.demo import sheets
from assessor.demo.drawings import DRAWINGS, photograph
from assessor.demo.outcome import CAPTIONS, FIRST_CARD, OBSERVATIONS, RISKS, Told
from assessor.demo.story import (
    COMPANY,
    CONTACTS,
    EXCEPTIONS,
    LEFT_OUT,
    NAME,
    PEOPLE,
    SECOND_PERSON,
    SEEN,
    SET_ASIDE,
    SITES,
    VISIT,
)
from assessor.facts import Dossier
from assessor.store.workspace import Workspace
from assessor.terms import Kind, Level, Verdict

CHECKLIST = "ctpat-msc-foreign-manufacturer"
LANGUAGES = ("es", "en")
SELF_ASSESSMENT = Path(__file__).with_name("Autoevaluacion_Sierra_Clara.csv")
_PLACE = (20.6512, -100.2688)
# When each picture was taken: the day of the visit, and the hour.
_TAKEN = {
    "guardhouse": (0, time(9, 12)),
    "dock": (0, time(11, 40)),
    "fence": (0, time(16, 5)),
    "yard": (0, time(21, 30)),
    "seal": (1, time(10, 22)),
}

Progress = Callable[[int, int], object]


def fill(workspace: Workspace, progress: Progress | None = None) -> str:
    """Add the sample to a workspace and return the id of its validation.

    `progress(done, total)` is called between the parts.
    """
    validation_id = _begin(workspace)
    parts = (_answer, _form, _assess, _photographs, _observe, _sheets, _risks, _plan)
    for done, part in enumerate(parts, 1):
        if progress is not None:
            progress(done, len(parts) + 1)
        part(workspace, validation_id)
    return validation_id


def visit_days() -> tuple[date, date]:
    """Return the days of the sample's visit: a Tuesday and the Wednesday after it, both past."""
    today = datetime.now().astimezone().date()
    start = today - timedelta(days=(today.weekday() - 1) % 7 + 7)
    return start, start + timedelta(days=1)


def _begin(workspace: Workspace) -> str:
    company_id = companies.find_or_none(workspace, NAME)
    if company_id is None:
        company_id = companies.add_company(workspace, legal_name=NAME, **COMPANY)
        for site in SITES:
            companies.add_site(workspace, company_id=company_id, **site)
        for person in CONTACTS:
            companies.add_contact(workspace, company_id=company_id, **person)
    first, *others = companies.company(workspace, company_id).sites
    validation_id = validations.start(
        workspace,
        company_id=company_id,
        checklist_id=CHECKLIST,
        report_languages=LANGUAGES,
        site_ids=[first.id],
    )
    for other in others:
        validations.set_site(
            workspace, validation_id, site_id=other.id, in_scope=False, reason=LEFT_OUT
        )
    return validation_id


def _answer(workspace: Workspace, validation_id: str) -> None:
    from assessor.saq import accept, preview

    shown = preview(SELF_ASSESSMENT, checklist(CHECKLIST))
    accept(workspace, shown, validation_id=validation_id)


def _form(workspace: Workspace, validation_id: str) -> None:
    start, end = visit_days()
    days: dict[str, Any] = {
        "visit_start": start,
        "visit_end": end,
        "period_from": start - timedelta(days=365),
        "period_to": start,
        "notified_on": start - timedelta(days=35),
        "closing_meeting_on": end,
    }
    validations.change_visit(workspace, validation_id, **days, **VISIT)
    for part, name, post, organisation in PEOPLE:
        validations.add_person(
            workspace,
            validation_id,
            name=name,
            part=part.value,
            post=post,
            organisation=organisation,
        )


def _assess(workspace: Workspace, validation_id: str) -> None:
    known = validations.validation(workspace, validation_id)
    told = {(ref, point): (verdict, seen) for ref, point, verdict, seen in EXCEPTIONS}
    aside = {ref: (verdict, reason) for ref, verdict, reason in SET_ASIDE}
    for item in known.checklist.requirements:
        for point in item.points:
            verdict, seen = told.get((item.ref, point.id), (Verdict.MET, SEEN.get(item.ref)))
            verdict, reason = aside.get(item.ref, (verdict, None))
            must_go = verdict is Verdict.NA and point.level is Level.MUST
            walk.assess(
                workspace,
                validation_id=validation_id,
                ref=item.ref,
                point_id=point.id,
                verdict=verdict,
                seen=seen,
                reason=reason,
                second_person=SECOND_PERSON if must_go else None,
            )


def _photographs(workspace: Workspace, validation_id: str) -> None:
    start, _end = visit_days()
    for name in DRAWINGS:
        days, hour = _TAKEN[name]
        taken_at = datetime.combine(start + timedelta(days=days), hour).astimezone()
        evidence.add(
            workspace,
            validation_id=validation_id,
            data=photograph(name, taken_at, _PLACE if name == "fence" else None),
            file_name=f"{name}.jpg",
            refs=_refs_of(name),
            caption=CAPTIONS[name],
        )


def _refs_of(picture: str) -> list[str]:
    told = [item.refs[0] for item in OBSERVATIONS if picture in item.pictures]
    return list(dict.fromkeys(told))


def _observe(workspace: Workspace, validation_id: str) -> None:
    known = validations.validation(workspace, validation_id)
    pictures = {piece.file_name.removesuffix(".jpg"): piece.id for piece in known.evidence}
    for told in OBSERVATIONS:
        _record(workspace, known, told, [pictures[name] for name in told.pictures])


def _record(workspace: Workspace, known: Dossier, told: Told, pictures: list[str]) -> None:
    observation_id = observations.record(
        workspace,
        validation_id=known.visit.id,
        refs=told.refs,
        text=told.text,
        action=told.action,
        why=told.why,
        good_practice=told.good,
        point_id=told.point,
    )
    for piece in pictures:
        evidence.link(workspace, known.visit.id, piece, observation_id=observation_id)
    if told.rated:
        likelihood, consequence = told.rated
        observations.change_observation(
            workspace,
            known.visit.id,
            observation_id,
            likelihood=likelihood,
            consequence=consequence,
        )


def _sheets(workspace: Workspace, validation_id: str) -> None:
    day, _end = visit_days()
    for unit in sheets.UNITS:
        sheet_id = worksheets.start_sheet(
            workspace, validation_id, form_id=sheets.FORM, refs=(sheets.REF,)
        )
        worksheets.fill(workspace, validation_id, sheet_id, sheets.values(unit, day))
    for told in worksheets.proposals(workspace, validation_id):
        worksheets.dismiss_proposal(
            workspace, validation_id, told.sheet_id, told.key, reason=sheets.SAID_ALREADY
        )


def _risks(workspace: Workspace, validation_id: str) -> None:
    for topic, likelihood, consequence, response, remains in RISKS:
        validations.add_risk(
            workspace,
            validation_id,
            topic=topic,
            likelihood=likelihood,
            consequence=consequence,
            response=response,
        )
        if remains:
            validations.add_risk(
                workspace,
                validation_id,
                topic=topic,
                likelihood=remains[0],
                consequence=remains[1],
                remaining=True,
            )


def _plan(workspace: Workspace, validation_id: str) -> None:
    known = validations.validation(workspace, validation_id)
    first = next(item for item in known.observations if item.kind is Kind.FINDING)
    improvement.record_action(workspace, validation_id, observation_id=first.id, **FIRST_CARD)
