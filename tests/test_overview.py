"""The list of validations: one row each, always as the validation stands now."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from assessor import companies, improvement, observations, validations
from assessor.overview import ValidationRow
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, Phase, Verdict
from tests import make


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit of two sites on the small checklist."""
    return make.visit(workspace, small, sites=("Norte", "Sur"))


def only(workspace: Workspace) -> ValidationRow:
    """Return the only row of the list."""
    (row,) = validations.validations(workspace)
    return row


def test_an_empty_workspace_lists_nothing(workspace: Workspace) -> None:
    assert validations.validations(workspace) == []


def test_a_row_says_who_where_by_what_and_how_far(workspace: Workspace, case: make.Case) -> None:
    days = {"visit_start": date(2026, 11, 18), "visit_end": date(2026, 11, 19)}
    validations.change_visit(workspace, case.id, **days)
    row = only(workspace)
    assert (row.id, row.company_id) == (case.id, case.company_id)
    assert (row.company, row.sites) == ("Textiles Ándara, S.A. de C.V.", "Norte, Sur")
    assert (row.programme, row.checklist_id) == ("ctpat", "small")
    assert row.checklist_title == make.both("Small checklist")
    assert (row.phase, row.version, row.languages) == (Phase.OPEN, 1, ("es", "en"))
    assert (row.visit_start, row.visit_end) == tuple(days.values())
    assert (row.total, row.assessed, row.next_due) == (5, 0, None)


def test_sites_that_are_left_out_are_not_named(workspace: Workspace, case: make.Case) -> None:
    validations.set_site(workspace, case.id, site_id=case.site, in_scope=False)
    assert only(workspace).sites == "Sur"
    validations.set_site(workspace, case.id, site_id=case.sites[1], in_scope=False)
    assert only(workspace).sites == ""


def test_the_latest_comes_first(workspace: Workspace, case: make.Case) -> None:
    second = make.visit(workspace, "small", legal_name="Zinc Oaxaca")
    assert [row.id for row in validations.validations(workspace)] == [second.id, case.id]


def test_counts_follow_every_change_undo_and_redo(workspace: Workspace, case: make.Case) -> None:
    def counts() -> tuple[int, int]:
        row = only(workspace)
        return row.assessed, row.findings

    assert counts() == (0, 0)
    for site in case.sites:
        make.assess(workspace, case, "1.1", Verdict.NOT_MET, site_id=site)
    assert counts() == (1, 0)
    found = make.observe(workspace, case, "1.1")
    assert counts() == (1, 1)
    workspace.undo(case.id)
    assert counts() == (1, 0)
    workspace.redo(case.id)
    assert counts() == (1, 1)
    observations.remove(workspace, case.id, found)
    assert counts() == (1, 0)


def test_what_another_validation_does_changes_no_other_row(
    workspace: Workspace, case: make.Case
) -> None:
    other = make.visit(workspace, "small", legal_name="Zinc Oaxaca")
    before = next(row for row in validations.validations(workspace) if row.id == case.id)
    make.assess(workspace, other, "1.1")
    mine, its = reversed(validations.validations(workspace))
    assert mine == before
    assert (its.id, its.assessed) == (other.id, 1)


def test_a_company_that_is_renamed_is_renamed_in_the_list(
    workspace: Workspace, case: make.Case
) -> None:
    assert only(workspace).company.startswith("Textiles")
    companies.change_company(workspace, case.company_id, legal_name="Hilados del Sur")
    assert only(workspace).company == "Hilados del Sur"


def test_the_next_due_date_is_that_of_the_issued_findings(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess_all(workspace, case, but=("1.1",))
    for site in case.sites:
        make.assess(workspace, case, "1.1", Verdict.PARTLY, site_id=site)
    finding = make.observe(workspace, case, "1.1")
    make.issue(workspace, case)
    row = only(workspace)
    (card,) = improvement.actions(workspace, case.id)
    assert card.observation.id == finding
    assert row.phase is Phase.ISSUED
    assert row.next_due == card.due_on
    assert row.next_due is not None
    assert (row.next_due - make.ISSUED_AT.astimezone().date()).days == 90


def test_more_time_moves_what_is_due_next_and_a_closed_card_takes_it_away(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess_all(workspace, case, but=("1.1",))
    for site in case.sites:
        make.assess(workspace, case, "1.1", Verdict.PARTLY, site_id=site)
    finding = make.observe(workspace, case, "1.1")
    make.issue(workspace, case)
    asked = improvement.ask_extension(
        workspace, case.id, observation_id=finding, reason="Late", new_date=date(2027, 6, 1)
    )
    improvement.decide_extension(workspace, case.id, asked, granted=True)
    assert only(workspace).next_due == date(2027, 6, 1)
    improvement.review(workspace, case.id, observation_id=finding, status=ActionStatus.VERIFIED)
    assert only(workspace).next_due is None


def test_a_restored_backup_is_counted_anew_even_after_as_many_steps(
    workspace: Workspace, case: make.Case, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    workspace.close()
    shutil.copytree(workspace.folder, kept)
    for folder, site in ((workspace.folder, "Norte"), (kept, "Sur")):
        opened = Workspace.open(folder, by="Ana Ruiz")
        known = validations.validation(opened, case.id)
        make.assess(opened, case, "1.1")
        if site == "Sur":
            make.assess(opened, case, "1.1", site_id=known.covered[1].id)
        else:
            make.assess(opened, case, "1.2")
        assert only(opened).assessed == (1 if site == "Sur" else 0)
        opened.close()


def test_the_company_is_looked_at_again_after_its_latest_validation(
    workspace: Workspace, case: make.Case
) -> None:
    first = make.ready(workspace, "small")
    row = next(row for row in validations.validations(workspace) if row.id == first.id)
    assert row.revalidation is None
    make.issue(workspace, first)
    rows = {row.id: row.revalidation for row in validations.validations(workspace)}
    assert rows == {case.id: None, first.id: date(2030, 11, 21)}
    later = validations.start(workspace, company_id=first.company_id, checklist_id="small")
    rows = {row.id: row.revalidation for row in validations.validations(workspace)}
    assert rows == {case.id: None, first.id: None, later: None}
