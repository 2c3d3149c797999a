"""Issue locks a validation against every verb; reopening makes the next version, both are kept."""

import inspect
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

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
from assessor.errors import (
    GapsRemain,
    NothingToRedo,
    NothingToUndo,
    NotIssued,
    ReasonMissing,
    ValidationIssued,
)
from assessor.model import Assessment, Validation
from assessor.store.journal import history
from assessor.store.workspace import Workspace
from assessor.terms import Phase, Verdict
from tests import make
from tests.every_verb import Scene, calls_of, make_scene


@pytest.fixture
def scene(workspace: Workspace, small: str, tmp_path: Path) -> Scene:
    """A visit with something of every kind, ready to be issued."""
    return make_scene(workspace, tmp_path)


# Issue


def test_what_has_gaps_is_not_issued(scene: Scene) -> None:
    workspace, case = scene.workspace, scene.case
    make.assess(workspace, case, "1.10", Verdict.PARTLY)
    with pytest.raises(GapsRemain) as caught:
        make.issue(workspace, case)
    assert caught.value.values["count"] == 1
    assert (scene.known.visit.phase, scene.known.reports) == (Phase.OPEN, ())
    make.observe(workspace, case, "1.10")
    make.issue(workspace, case)
    assert scene.known.visit.phase == Phase.ISSUED


def test_issuing_keeps_what_went_out_and_who_sent_it(scene: Scene) -> None:
    sha256 = make.issue(scene.workspace, scene.case)
    visit = scene.known.visit
    (report,) = scene.known.reports
    assert (visit.issued_at, visit.issued_by) == (make.ISSUED_AT, "Ana Ruiz")
    assert (report.number, report.version, report.sha256) == (visit.number, 1, sha256)
    assert (report.report_kind, report.copy_kind, report.languages, report.file_format) == (
        "validation-report",
        "company",
        ("es",),
        "pdf",
    )
    assert scene.workspace.blobs.read(sha256).startswith(b"%PDF")


def test_an_issued_report_has_no_blocking_gap(scene: Scene) -> None:
    make.issue(scene.workspace, scene.case)
    found = validations.gaps_of(scene.workspace, scene.case.id)
    assert not [gap for gap in found if gap.blocking]


def test_issuing_and_what_came_before_it_cannot_be_undone(scene: Scene) -> None:
    workspace, case = scene.workspace, scene.case
    make.issue(workspace, case)
    assert workspace.can_undo(case.id) is None
    for move, nothing in ((workspace.undo, NothingToUndo), (workspace.redo, NothingToRedo)):
        with pytest.raises(nothing):
            move(case.id)
    validations.reopen(workspace, case.id, reason="A photograph is missing")
    with pytest.raises(NothingToUndo):
        workspace.undo(case.id)


# The lock: every verb of every feature

FEATURES = (
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
# Verbs that only look, and what prepares a change without making it.
LOOKS = {
    "companies.companies",
    "companies.company",
    "companies.find_or_none",
    "companies.named",
    "evidence.evidence",
    "evidence.prepare",
    # Nothing is left to be kept once every validation goes by a copy.
    "frozen_profile.keep_profiles",
    "improvement.actions",
    "improvement.timeline",
    "moving.plan_move",
    "observations.observations",
    "saq.differences",
    "saq.leftovers",
    "saq.recall",
    "validations.find_validation",
    "validations.gaps_of",
    "validations.validation",
    "validations.validations",
    "walk.progress",
    "walk.requirement",
    "walk.requirements",
    "worksheets.form_of",
    "worksheets.offered",
    "worksheets.proposals",
    "worksheets.sheet",
    "worksheets.sheets",
}
# What goes on: the company's own data, its improvement plan, another validation, reopening.
GOES_ON = {
    "companies.add_company",
    "companies.add_contact",
    "companies.add_site",
    "companies.change_company",
    "companies.change_contact",
    "companies.change_site",
    "companies.fill_from",
    "companies.remove_contact",
    "improvement.ask_extension",
    "improvement.decide_extension",
    "improvement.record_action",
    "improvement.review",
    "validations.reopen",
    "validations.start",
}
# What the laptop learnt of a form belongs to no validation: tests/test_saq_remembering.py tries it.
OF_NO_VISIT = {"saq.forget", "saq.remember"}


def verbs(feature: ModuleType) -> set[str]:
    """Return the names of a feature's public functions that take the workspace."""
    stem = feature.__name__.rpartition(".")[2]
    return {
        f"{stem}.{name}"
        for name, item in inspect.getmembers(feature, inspect.isfunction)
        if not name.startswith("_")
        and item.__module__.startswith(feature.__name__)
        and next(iter(inspect.signature(item).parameters), "") == "workspace"
    }


def test_every_verb_that_there_is_will_be_tried(scene: Scene) -> None:
    there_are = set().union(*(verbs(feature) for feature in FEATURES))
    assert there_are == LOOKS | OF_NO_VISIT | calls_of(scene).keys()


def test_every_verb_passes_while_the_visit_is_open(scene: Scene) -> None:
    undo, can_undo = scene.workspace.undo, scene.workspace.can_undo
    calls, before = calls_of(scene), scene.known
    for name in calls.keys() - {"validations.reopen", "validations.issue"}:
        calls[name]()
        scope = None if name.startswith("companies.") else scene.case.id
        while scene.known != before and can_undo(scope):
            undo(scope)
        assert scene.known == before, name


def test_after_the_issue_every_verb_is_refused_but_those_that_go_on(scene: Scene) -> None:
    calls = calls_of(scene)
    make.issue(scene.workspace, scene.case)
    issued = scene.known
    for name in calls.keys() - GOES_ON:
        with pytest.raises(ValidationIssued, match=issued.visit.number):
            calls[name]()
        assert scene.known == issued, name
    for name in sorted(GOES_ON):
        calls[name]()
    assert scene.known.visit.phase == Phase.OPEN
    assert scene.known.assessments == issued.assessments


def test_a_write_that_knows_no_verb_is_refused_too(scene: Scene) -> None:
    make.issue(scene.workspace, scene.case)
    with pytest.raises(ValidationIssued), scene.workspace.change("Slip in") as session:
        session.delete(session.scalars(select(Assessment)).first())
    with pytest.raises(ValidationIssued), scene.workspace.change("Slip in") as session:
        session.get_one(Validation, scene.case.id).phase = Phase.OPEN.value
    assert scene.known.visit.phase == Phase.ISSUED


# Reopen


def test_reopening_makes_the_next_version_and_keeps_the_first_report(scene: Scene) -> None:
    workspace, case = scene.workspace, scene.case
    first = make.issue(workspace, case)
    assert validations.reopen(workspace, case.id, reason="A photograph is missing") == 2
    visit = scene.known.visit
    assert (visit.phase, visit.version, visit.reopened_reason) == (
        Phase.OPEN,
        2,
        "A photograph is missing",
    )
    assert (visit.issued_at, visit.issued_by) == (None, "")
    make.assess(workspace, case, "1.1", Verdict.PARTLY)
    workspace.by = "Eva Mora"
    later = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    make.issue(workspace, case, at=later)
    one, two = scene.known.reports
    assert (one.version, one.issued_at, one.issued_by) == (1, make.ISSUED_AT, "Ana Ruiz")
    assert (two.version, two.issued_at, two.issued_by) == (2, later, "Eva Mora")
    assert one.number == two.number == scene.known.visit.number
    assert workspace.blobs.read(first)
    assert validations.validations(workspace)[0].version == 2


def test_reopening_needs_a_reason_and_an_issued_report(scene: Scene) -> None:
    workspace, case = scene.workspace, scene.case
    with pytest.raises(NotIssued):
        validations.reopen(workspace, case.id, reason="Why not")
    make.issue(workspace, case)
    for blank in ("", " \n"):
        with pytest.raises(ReasonMissing):
            validations.reopen(workspace, case.id, reason=blank)
    assert scene.known.visit.phase == Phase.ISSUED
    with workspace.read() as session:
        labels = [step.label for step in history(session, case.id)]
    assert labels[0] == "Issue report"
