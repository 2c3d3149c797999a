"""Rows written past the session's own bookkeeping: recorded, locked and taken back like any."""

import pytest
from sqlalchemy import select

from assessor.errors import UnrecordedWrite, ValidationIssued
from assessor.model import Assessment, Report, SaqAnswer, SaqFile
from assessor.store import quick
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import make
from tests.make import changes, steps


def _answers(workspace: Workspace, case: make.Case, label: str = "Import") -> None:
    own = {"validation_id": case.id, "site_id": None, "claim": "yes", "matched_by": "reference"}
    blank = {"part": "", "question": "", "documents": [], "hidden": False, "flags": []}
    with workspace.change(label, validation_id=case.id) as session:
        file = SaqFile(validation_id=case.id, file_name="a.csv", sha256="0", ledger_sha256="0")
        session.add(file)
        values = [
            own | blank | {"file_id": file.id, "ref": ref, "text": f"Answer {ref}",
                           "place": f"B{at}", "confidence": 1.0, "position": at}
            for at, ref in enumerate(("1.1", "1.10", "2.1"))
        ]  # fmt: skip
        quick.add_rows(session, SaqAnswer, values)


def test_rows_added_at_once_are_recorded_one_by_one_and_taken_back(workspace: Workspace) -> None:
    case = make.visit(workspace)
    _answers(workspace, case)
    found = [change for change in changes(workspace, steps(workspace)[-1]) if change.after]
    kept = [change.after for change in found if change.table_name == "saq_answer"]
    assert [row["ref"] for row in kept if row] == ["1.1", "1.10", "2.1"]
    assert {change.before for change in found} == {None}
    assert all(row and row["id"] and row["text"] == f"Answer {row['ref']}" for row in kept)
    workspace.undo(case.id)
    with workspace.read() as session:
        assert session.scalars(select(SaqAnswer)).all() == []
    workspace.redo(case.id)
    with workspace.read() as session:
        assert [row.ref for row in session.scalars(select(SaqAnswer).order_by(SaqAnswer.id))] == [
            "1.1",
            "1.10",
            "2.1",
        ]


def test_rows_added_at_once_need_a_change_and_an_open_validation(workspace: Workspace) -> None:
    case = make.ready(workspace)
    with pytest.raises(UnrecordedWrite), workspace.read() as session:
        quick.add_rows(session, SaqAnswer, [{"validation_id": case.id}])
    make.issue(workspace, case)
    before = len(steps(workspace))
    with (
        pytest.raises(ValidationIssued),
        workspace.change("Import", validation_id=case.id) as session,
    ):
        quick.add_rows(session, SaqAnswer, [{"validation_id": case.id}])
    assert len(steps(workspace)) == before


def test_no_rows_to_add_write_none(workspace: Workspace) -> None:
    case = make.visit(workspace)
    with workspace.change("Import", validation_id=case.id) as session:
        quick.add_rows(session, SaqAnswer, [])
    with workspace.read() as session:
        assert session.scalars(select(SaqAnswer)).all() == []


def _new(case: make.Case, ref: str = "1.1") -> Assessment:
    return Assessment(
        id=f"row-{ref}",
        validation_id=case.id,
        ref=ref,
        point_id="a",
        site_id=case.sites[0],
        verdict=Verdict.MET.value,
    )


def test_a_row_is_stored_new_then_changed_and_each_time_recorded(workspace: Workspace) -> None:
    case = make.visit(workspace)
    with workspace.change("One", validation_id=case.id) as session:
        assert quick.fetch(session, Assessment, "row-1.1") is None
        quick.store(session, _new(case))
    with workspace.change("Two", validation_id=case.id) as session:
        row = quick.fetch(session, Assessment, "row-1.1")
        assert row is not None
        row.verdict, row.seen = Verdict.PARTLY.value, {"es": "Sello roto"}
        quick.store(session, row)
    made, changed = steps(workspace)[-2:]
    [first] = changes(workspace, made)
    assert first.before is None
    assert first.after is not None
    assert (first.after["ref"], first.after["verdict"]) == ("1.1", "met")
    [second] = changes(workspace, changed)
    assert second.before == {"verdict": "met", "seen": {"es": None}}
    assert second.after == {"verdict": "partly", "seen": {"es": "Sello roto"}}
    workspace.undo(case.id)
    workspace.undo(case.id)
    with workspace.read() as session:
        assert session.scalars(select(Assessment)).all() == []


def test_a_row_stored_twice_in_one_change_is_one_change(workspace: Workspace) -> None:
    case = make.visit(workspace)
    with workspace.change("Twice", validation_id=case.id) as session:
        quick.store(session, _new(case))
        row = quick.fetch(session, Assessment, "row-1.1")
        assert row is not None
        row.verdict = Verdict.NOT_MET.value
        quick.store(session, row)
    [change] = changes(workspace, steps(workspace)[-1])
    assert change.before is None
    assert change.after is not None
    assert change.after["verdict"] == "not_met"


def test_after_the_issue_only_rows_of_later_work_are_stored(workspace: Workspace) -> None:
    case = make.ready(workspace)
    make.issue(workspace, case)
    left = Report(
        validation_id=case.id,
        number="AEO-2",
        version=2,
        report_kind="improvement-plan",
        copy_kind="company",
        languages=["es"],
        file_format="pdf",
        sha256="0",
    )
    with workspace.change("Plan", validation_id=case.id) as session:
        quick.store(session, left)
    [change] = changes(workspace, steps(workspace)[-1])
    assert (change.table_name, change.before) == ("report", None)
    with (
        pytest.raises(ValidationIssued),
        workspace.change("Verdict", validation_id=case.id) as session,
    ):
        quick.store(session, _new(case))


def test_storing_what_is_there_already_is_no_step(workspace: Workspace) -> None:
    case = make.visit(workspace)
    with workspace.change("One", validation_id=case.id) as session:
        quick.store(session, _new(case))
    before = len(steps(workspace))
    with workspace.change("Again", validation_id=case.id) as session:
        row = quick.fetch(session, Assessment, "row-1.1")
        assert row is not None
        quick.store(session, row)
    assert len(steps(workspace)) == before


def test_a_row_that_exists_is_recorded_as_it_was_even_if_nobody_fetched_it(
    workspace: Workspace,
) -> None:
    case = make.visit(workspace)
    with workspace.change("One", validation_id=case.id) as session:
        quick.store(session, _new(case))
    with workspace.change("Two", validation_id=case.id) as session:
        row = _new(case)
        row.verdict = Verdict.NA.value
        quick.store(session, row)
    [change] = changes(workspace, steps(workspace)[-1])
    assert change.before is not None
    assert change.before["verdict"] == "met"


def test_a_row_needs_a_change_and_an_open_validation(workspace: Workspace) -> None:
    case = make.ready(workspace)
    with workspace.read() as session:
        with pytest.raises(UnrecordedWrite):
            quick.store(session, _new(case))
        with pytest.raises(UnrecordedWrite):
            quick.fetch(session, Assessment, "row-1.1")
    make.issue(workspace, case)
    before = len(steps(workspace))
    with (
        pytest.raises(ValidationIssued),
        workspace.change("Verdict", validation_id=case.id) as session,
    ):
        quick.store(session, _new(case))
    assert len(steps(workspace)) == before
