"""Issuing: final documents in both copies, kept with every later version."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assessor import improvement, observations, validations
from assessor.errors import ChangedMeanwhile, GapsRemain, ValidationIssued
from assessor.i18n import format_date
from assessor.model import Extension, utc_now
from assessor.reports import build, render
from assessor.reports.issuing import issue
from assessor.store.workspace import Workspace
from assessor.terms import Phase, Verdict
from tests import make
from tests.report_reading import pdf_text


@pytest.fixture
def case(workspace: Workspace, tmp_path: Path) -> Iterator[make.Case]:
    """A visit with a finding, ready to be issued."""
    with make.small_known(tmp_path / "checklists"):
        made = make.ready(workspace, "small")
        make.assess(workspace, made, "1.1", Verdict.NOT_MET)
        make.observe(workspace, made, "1.1")
        yield made


def printed(workspace: Workspace, sha256: str) -> str:
    """The text of a kept PDF on one line."""
    return " ".join(pdf_text(workspace.blobs.read(sha256)).split())


def test_an_issue_keeps_both_final_copies_and_locks_the_validation(
    workspace: Workspace, case: make.Case
) -> None:
    documents = issue(workspace, case.id)
    assert [document.copy_kind for document in documents] == ["internal", "company"]
    known = validations.validation(workspace, case.id)
    assert known.visit.phase == Phase.ISSUED
    assert [row.sha256 for row in known.reports] == [document.sha256 for document in documents]
    assert known.visit.issued_at is not None
    day = known.visit.issued_at.astimezone().date()
    internal, company = (printed(workspace, row.sha256) for row in known.reports)
    for text in (internal, company):
        assert "BORRADOR" not in text
        assert known.visit.number in text
        assert "Issued on" in text
        for lang in ("es", "en"):
            assert format_date(day + timedelta(days=90), lang) in text, "the days are a date"
    assert "Conclusion" in internal
    assert "Conclusion" not in company


def test_what_went_out_is_what_the_program_would_print_of_it(
    workspace: Workspace, case: make.Case
) -> None:
    issued = issue(workspace, case.id)
    document = build(workspace, case.id, "validation-report", ("es", "en"), "company")
    assert render(document, "pdf") == workspace.blobs.read(issued[1].sha256)


def test_gaps_refuse_the_issue_and_come_with_the_refusal(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.10", Verdict.NOT_MET)
    with pytest.raises(GapsRemain) as refused:
        issue(workspace, case.id)
    gaps = refused.value.values["gaps"]
    assert isinstance(gaps, tuple)
    assert [gap.code for gap in gaps] == ["finding_missing"]
    assert validations.validation(workspace, case.id).reports == ()


def test_a_withheld_finding_refuses_the_issue(workspace: Workspace, case: make.Case) -> None:
    (finding,) = observations.observations(workspace, case.id)
    observations.change_observation(workspace, case.id, finding.id, share=False)
    with pytest.raises(GapsRemain):
        issue(workspace, case.id)


def test_a_reopened_validation_gives_a_second_version_and_keeps_the_first(
    workspace: Workspace, case: make.Case
) -> None:
    first = issue(workspace, case.id)
    with pytest.raises(ValidationIssued):
        issue(workspace, case.id)
    validations.reopen(workspace, case.id, reason="A verdict was wrong")
    make.assess(workspace, case, "1.1", Verdict.PARTLY)
    second = issue(workspace, case.id)
    reports = validations.validation(workspace, case.id).reports
    assert sorted(row.version for row in reports) == [1, 1, 2, 2]
    kept = {row.sha256 for row in reports}
    assert kept == {document.sha256 for document in (*first, *second)}
    text = printed(workspace, second[0].sha256)
    assert "version 2" in text
    assert "It replaces version 1." in text


def test_what_is_recorded_while_the_documents_are_made_stops_the_issue(
    workspace: Workspace, case: make.Case
) -> None:
    seen = validations.validation(workspace, case.id)
    make.assess(workspace, case, "1.2", Verdict.MET)
    with pytest.raises(ChangedMeanwhile):
        validations.issue(workspace, case.id, documents=(), at=utc_now(), made_from=seen)
    assert validations.validation(workspace, case.id).visit.phase != Phase.ISSUED


def test_what_is_agreed_after_the_issue_changes_the_plan_and_no_report(
    workspace: Workspace, case: make.Case
) -> None:
    before = date(2027, 1, 15)
    found = validations.validation(workspace, case.id).observations[0].id
    improvement.record_action(workspace, case.id, observation_id=found, due_on=before)
    kept = issue(workspace, case.id)[0].sha256
    for day in (date(2027, 6, 30), date(2027, 7, 31)):
        improvement.record_action(workspace, case.id, observation_id=found, due_on=day)
    first = improvement.ask_extension(
        workspace,
        case.id,
        observation_id=found,
        reason="Late",
        document="",
        asked_on=before,
        new_date=date(2027, 8, 31),
    )
    improvement.decide_extension(workspace, case.id, first, granted=True)
    order = ("validation-report", ("es", "en"), "internal")
    assert render(build(workspace, case.id, *order), "pdf") == workspace.blobs.read(kept)
    plan = render(build(workspace, case.id, "improvement-plan", ("en",), "internal"), "pdf")
    assert format_date(date(2027, 8, 31), "en") in " ".join(pdf_text(plan).split())


def test_an_extension_granted_before_the_issue_stays_in_the_report(
    workspace: Workspace, case: make.Case
) -> None:
    found = validations.validation(workspace, case.id).observations[0].id
    asked = improvement.ask_extension(
        workspace,
        case.id,
        observation_id=found,
        reason="Late",
        document="",
        asked_on=date(2026, 11, 1),
        new_date=date(2028, 1, 31),
    )
    improvement.decide_extension(workspace, case.id, asked, granted=True)
    kept = issue(workspace, case.id)[0].sha256
    improvement.record_action(workspace, case.id, observation_id=found, responsible_name="Eva")
    with workspace.change("Taken out", validation_id=case.id) as session:
        session.delete(session.get(Extension, asked))
    order = ("validation-report", ("es", "en"), "internal")
    assert render(build(workspace, case.id, *order), "pdf") == workspace.blobs.read(kept)


def test_each_day_on_which_findings_are_due_has_a_row(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.10", Verdict.NOT_MET)
    make.observe(workspace, case, "1.10")
    items = validations.validation(workspace, case.id).observations
    for item, day in zip(items, (date(2027, 1, 15), date(2027, 2, 20)), strict=True):
        improvement.record_action(workspace, case.id, observation_id=item.id, due_on=day)
    report = render(build(workspace, case.id, "validation-report", ("en",), "internal"), "pdf")
    text = " ".join(pdf_text(report).split())
    needed = text[text.rindex("Improvement plan needed") :]
    assert "Jan 15, 2027" in needed
    assert "Feb 20, 2027" in needed
