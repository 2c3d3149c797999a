"""Every verb of the core that changes something, as a call that passes while a visit is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assessor import (
    companies,
    evidence,
    frozen_profile,
    improvement,
    moving,
    observations,
    saq,
    validations,
    walk,
    worksheets,
)
from assessor.facts import Dossier
from assessor.saq.types import SaqPreview
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, Verdict
from tests import files, make
from tests.make import both

Calls = dict[str, Callable[[], Any]]
SHORT, ASIDE, PHOTO = "points.floor.sound", "points.roof.clean", "points.floor.photo"
SAQ = "Ref,Question,Answer,Comment\n1.1,Question 1.1,Yes,We use seals.\n1.2,Question 1.2,{},None.\n"


@dataclass(frozen=True)
class Scene:
    """A visit that holds something of every kind."""

    workspace: Workspace
    case: make.Case
    folder: Path
    file_id: str
    taken_out: str

    @property
    def known(self) -> Dossier:
        """Everything known of the visit."""
        return validations.validation(self.workspace, self.case.id)

    def answers(self, claim: str) -> SaqPreview:
        """Return a self-assessment that claims this of 1.2."""
        path = self.folder / "saq.csv"
        path.write_text(SAQ.format(claim), encoding="utf-8")
        return saq.preview(path, self.known.checklist)


def make_scene(workspace: Workspace, folder: Path) -> Scene:
    """Fill a visit on the small checklist that could be issued as it is."""
    case = make.ready(workspace, "small")
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1")
    photo = {"data": files.photograph(), "file_name": "IMG_1.jpg"}
    evidence.add(workspace, validation_id=case.id, observation_id=finding, **photo)
    wrong = evidence.add(workspace, validation_id=case.id, **photo)
    evidence.take_out(workspace, case.id, wrong, reason="Twice")
    make.assess(workspace, case, "2.2", Verdict.PARTLY, "a")
    left_open = {"gap_id": f"finding:2.2:a:{case.site}", "reason": both("Agreed")}
    validations.accept_deviation(workspace, case.id, **left_open)
    validations.add_risk(workspace, case.id, topic=both("Theft"))
    improvement.ask_extension(workspace, case.id, observation_id=finding, reason="Late")
    companies.add_contact(workspace, company_id=case.company_id, name="Luis")
    _fill_sheet(workspace, case)
    scene = Scene(workspace, case, folder, "", wrong)
    file_id = saq.accept(workspace, scene.answers("Yes"), validation_id=case.id)
    return Scene(workspace, case, folder, file_id, wrong)


def _fill_sheet(workspace: Workspace, case: make.Case) -> None:
    """Fill a worksheet with a photograph, a row and two shortfalls, one of them set aside."""
    at = case.id
    sheet = worksheets.start_sheet(workspace, at, form_id="every-kind", site_id=case.site)
    worksheets.fill(workspace, at, sheet, {SHORT: "no", ASIDE: "no"})
    worksheets.dismiss_proposal(workspace, at, sheet, ASIDE, reason="Cleaned since")
    worksheets.add_row(workspace, at, sheet, section_id="threats")
    shown = validations.validation(workspace, at).evidence[0].id
    worksheets.link_photo(workspace, at, sheet, PHOTO, shown)


def calls_of(scene: Scene) -> Calls:
    """Return a call of every verb by its name, such as “walk.assess”."""
    return {
        **_companies(scene),
        **_evidence(scene),
        **_improvement(scene),
        **_observations(scene),
        **_saq(scene),
        **_validations(scene),
        **_form(scene),
        **_moving(scene),
        **_walk(scene),
        **_worksheets(scene),
        **_proposals(scene),
    }


def _companies(scene: Scene) -> Calls:
    ws, company = scene.workspace, scene.case.company_id
    contact = scene.known.company.contacts[0].id
    return {
        "companies.add_company": lambda: companies.add_company(ws, legal_name="Zinc"),
        "companies.add_contact": lambda: companies.add_contact(ws, company_id=company, name="E"),
        "companies.add_site": lambda: companies.add_site(ws, company_id=company, name="Patio"),
        "companies.change_company": lambda: companies.change_company(ws, company, country="MX"),
        "companies.change_contact": lambda: companies.change_contact(ws, contact, name="Luis S."),
        "companies.change_site": lambda: companies.change_site(ws, scene.case.site, country="MX"),
        "companies.fill_from": lambda: companies.fill_from(ws, company, {"tax_id": "T1"}),
        "companies.remove_contact": lambda: companies.remove_contact(ws, contact),
    }


def _evidence(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    finding, piece = scene.known.observations[0].id, scene.known.evidence[0].id
    file = {"data": files.PDF, "file_name": "seal.pdf"}
    ready = evidence.prepare(ws, files.PDF, "seal.pdf")
    caption = both("Seal")
    return {
        "evidence.add": lambda: evidence.add(ws, validation_id=at, **file),
        "evidence.attach": lambda: evidence.attach(ws, ready, validation_id=at),
        "evidence.change_evidence": lambda: evidence.change_evidence(
            ws, at, piece, caption=caption
        ),
        "evidence.link": lambda: evidence.link(ws, at, piece, ref="1.10"),
        "evidence.put_back": lambda: evidence.put_back(ws, at, scene.taken_out),
        "evidence.take_out": lambda: evidence.take_out(ws, at, piece, reason="Wrong"),
        "evidence.unlink": lambda: evidence.unlink(ws, at, piece, observation_id=finding),
    }


def _improvement(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    finding = {"observation_id": scene.known.observations[0].id}
    asked = improvement.actions(ws, at)[0].extensions[0].id
    agreed = ActionStatus.AGREED
    return {
        "improvement.ask_extension": lambda: improvement.ask_extension(
            ws, at, reason="Later", **finding
        ),
        "improvement.decide_extension": lambda: improvement.decide_extension(
            ws, at, asked, granted=True
        ),
        "improvement.record_action": lambda: improvement.record_action(
            ws, at, problem="Seals", **finding
        ),
        "improvement.review": lambda: improvement.review(ws, at, status=agreed, **finding),
    }


def _observations(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    made = scene.known.observations[0].id
    words = {"field": "why", "language": "es", "text": "Se abren sin dejar huella."}
    return {
        "observations.change_observation": lambda: observations.change_observation(
            ws, at, made, owner="Luis"
        ),
        "observations.record": lambda: make.observe(ws, scene.case, "1.2"),
        "observations.relink": lambda: observations.relink(ws, at, made, refs=["1.1", "1.10"]),
        "observations.remove": lambda: observations.remove(ws, at, made),
        "observations.write_text": lambda: observations.write_text(ws, at, made, **words),
    }


def _saq(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    shown = scene.answers("No")
    row = next(place for place, row in enumerate(shown.rows) if row.ref == "1.1")
    settle = {"file_id": scene.file_id, "row": row, "ref": "1.10"}
    return {
        "saq.accept": lambda: saq.accept(ws, shown, validation_id=at),
        "saq.settle": lambda: saq.settle(ws, **settle),
    }


def _take_changed_profile(scene: Scene) -> None:
    with make.own_folder(scene.folder / "own") as folder:
        make.own_profile(folder, revalidation_years=9)
        frozen_profile.take_profile(scene.workspace, scene.case.id)


def _validations(scene: Scene) -> Calls:
    ws, at, case = scene.workspace, scene.case.id, scene.case
    left_out = {"site_id": case.site, "in_scope": False, "reason": both("Closed")}
    return {
        "frozen_profile.take_profile": lambda: _take_changed_profile(scene),
        "validations.accept_deviation": lambda: validations.accept_deviation(
            ws, at, gap_id=f"finding:2.2:a:{case.site}", reason=both("Agreed again")
        ),
        "validations.add_site": lambda: validations.add_site(ws, at, name="Patio"),
        "validations.change_visit": lambda: validations.change_visit(ws, at, scope=both("Other")),
        "validations.issue": lambda: make.issue(ws, case),
        "validations.reopen": lambda: validations.reopen(ws, at, reason="A photograph is missing"),
        "validations.set_site": lambda: validations.set_site(ws, at, **left_out),
        "validations.set_site_days": lambda: validations.set_site_days(
            ws, at, site_id=case.site, visit_end=date(2026, 11, 20)
        ),
        "validations.start": lambda: validations.start(
            ws, company_id=case.company_id, checklist_id="small"
        ),
    }


def _moving(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    return {
        "moving.move_to_edition": lambda: moving.move_to_edition(
            ws, at, checklist_id=make.MANUFACTURER
        ),
        "moving.mark_looked": lambda: _look(scene),
        "walk.confirm_prior": lambda: _confirm(scene),
    }


def _form(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    person, risk = scene.known.people[0].id, scene.known.risks[0].id
    return {
        "validations.add_person": lambda: validations.add_person(ws, at, name="E", part="lead"),
        "validations.change_person": lambda: validations.change_person(ws, at, person, post="P"),
        "validations.remove_person": lambda: validations.remove_person(ws, at, person),
        "validations.add_risk": lambda: validations.add_risk(ws, at, topic=both("Fire")),
        "validations.change_risk": lambda: validations.change_risk(ws, at, risk, likelihood=1),
        "validations.remove_risk": lambda: validations.remove_risk(ws, at, risk),
    }


def _walk(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    point = {"ref": "1.1", "point_id": "a", "site_id": scene.case.site}
    return {
        "walk.assess": lambda: make.assess(ws, scene.case, "1.1", Verdict.PARTLY),
        "walk.clear": lambda: walk.clear(ws, validation_id=at, **point),
        "walk.write_private_note": lambda: walk.write_private_note(
            ws, validation_id=at, note="Ask again", **point
        ),
        "walk.write_seen": lambda: walk.write_seen(
            ws, validation_id=at, seen=both("Torn"), **point
        ),
    }


def _confirm(scene: Scene) -> None:
    """Confirm what stood under an edition before: first there has to be one."""
    ws, at = scene.workspace, scene.case.id
    moving.move_to_edition(ws, at, checklist_id=make.MANUFACTURER)
    moving.move_to_edition(ws, at, checklist_id="small")
    walk.confirm_prior(ws, validation_id=at, ref="1.1")


def _look(scene: Scene) -> None:
    """Mark what lost its place as looked at: first something has to lose it."""
    ws, at = scene.workspace, scene.case.id
    moving.move_to_edition(ws, at, checklist_id=make.MANUFACTURER)
    gone = scene.known.former[0]
    moving.mark_looked(ws, at, copy_id=gone.copy_id, ref=gone.ref)


def _worksheets(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    sheet, piece = scene.known.sheets[0].id, scene.known.evidence[0].id
    [row] = scene.known.sheets[0].rows("threats")
    return {
        "worksheets.add_row": lambda: worksheets.add_row(ws, at, sheet, section_id="items"),
        "worksheets.change_note": lambda: worksheets.change_note(ws, at, sheet, note="Ask again"),
        "worksheets.fill": lambda: worksheets.fill(ws, at, sheet, {"head.where": "Dock 4"}),
        "worksheets.link_photo": lambda: worksheets.link_photo(
            ws, at, sheet, "head.pictures", piece
        ),
        "worksheets.link_requirements": lambda: worksheets.link_requirements(
            ws, at, sheet, refs=["1.2"]
        ),
        "worksheets.remove_row": lambda: worksheets.remove_row(
            ws, at, sheet, section_id="threats", row_id=row.id
        ),
        "worksheets.remove_sheet": lambda: worksheets.remove_sheet(ws, at, sheet),
        "worksheets.set_site": lambda: worksheets.set_site(ws, at, sheet, site_id=None),
        "worksheets.start_sheet": lambda: worksheets.start_sheet(
            ws, at, form_id="container-inspection"
        ),
        "worksheets.unlink_photo": lambda: worksheets.unlink_photo(ws, at, sheet, PHOTO, piece),
    }


def _proposals(scene: Scene) -> Calls:
    ws, at = scene.workspace, scene.case.id
    sheet = scene.known.sheets[0].id
    return {
        "worksheets.accept_proposal": lambda: worksheets.accept_proposal(ws, at, sheet, SHORT),
        "worksheets.dismiss_proposal": lambda: worksheets.dismiss_proposal(
            ws, at, sheet, SHORT, reason="Seen again"
        ),
        "worksheets.reopen_proposal": lambda: worksheets.reopen_proposal(ws, at, sheet, ASIDE),
    }
