"""The journal: one Step, one Change per touched row, chained by hash; a lock on the issued."""

from datetime import UTC, date, datetime

import pytest

from assessor import (
    companies,
    evidence,
    improvement,
    observations,
    validations,
    walk,
)
from assessor.errors import AssessorError, UnrecordedWrite, ValidationIssued
from assessor.model import Company, Person, Site, Step, Validation
from assessor.store.journal import chain_hash, history
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, Verdict
from tests import files, form_case, make, verbs
from tests.make import changes, steps


def test_a_step_says_what_was_done_by_whom_where_and_when(workspace: Workspace) -> None:
    before = datetime.now(UTC)
    case = make.visit(workspace)
    make.assess(workspace, case, "6.2")
    step = steps(workspace)[-1]
    assert (step.label, step.subject, step.by) == ("Verdict", "6.2", "Ana Ruiz")
    assert (step.device, step.validation_id) == (workspace.device, case.id)
    assert before <= step.at <= datetime.now(UTC)
    assert (step.burst, step.undoes, step.undoable) == (step.id, None, True)


def test_a_created_row_is_recorded_whole_with_its_defaults(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="Ándara", identifiers={"tax_id": "1"})
    [change] = changes(workspace, steps(workspace)[0])
    assert (change.table_name, change.row_id, change.before) == ("company", company_id, None)
    assert change.after is not None
    assert change.after["id"] == company_id
    assert change.after["identifiers"] == {"tax_id": "1"}
    assert change.after["trade_name"] == ""


def test_of_an_edit_only_what_changed_is_recorded(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="Ándara", country="MX")
    companies.change_company(workspace, company_id, legal_name="Nueva", country="MX")
    [change] = changes(workspace, steps(workspace)[-1])
    assert (change.before, change.after) == ({"legal_name": "Ándara"}, {"legal_name": "Nueva"})


def test_days_and_moments_are_recorded_as_text(workspace: Workspace) -> None:
    case = make.visit(workspace)
    validations.change_visit(workspace, case.id, visit_start=date(2026, 11, 18))
    [change] = changes(workspace, steps(workspace)[-1])
    assert change.after == {"visit_start": "2026-11-18"}


def test_of_a_text_only_the_language_that_changed_is_recorded(workspace: Workspace) -> None:
    case = make.visit(workspace)
    validations.change_visit(workspace, case.id, scope={"es": "a", "en": "x"})
    validations.change_visit(workspace, case.id, scope={"es": "b", "en": "x"})
    [change] = changes(workspace, steps(workspace)[-1])
    assert (change.before, change.after) == ({"scope": {"es": "a"}}, {"scope": {"es": "b"}})


def test_a_removed_row_is_recorded_whole(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="Ándara")
    person_id = companies.add_contact(workspace, company_id=company_id, name="Eva")
    companies.remove_contact(workspace, person_id)
    [change] = changes(workspace, steps(workspace)[-1])
    assert change.after is None
    assert change.before is not None
    assert change.before["name"] == "Eva"


def test_several_flushes_are_one_change_a_row(workspace: Workspace) -> None:
    with workspace.change("Add company") as session:
        company = Company(legal_name="uno")
        session.add(company)
        session.flush()
        company.legal_name = "dos"
        session.flush()
        site = Site(company_id=company.id, name="Planta")
        session.add(site)
        session.flush()
        company.legal_name = "tres"
    found = changes(workspace, steps(workspace)[-1])
    assert [(item.table_name, (item.after or {}).get("legal_name")) for item in found] == [
        ("company", "tres"),
        ("site", None),
    ]


def test_what_is_made_and_unmade_in_one_go_leaves_no_trace(workspace: Workspace) -> None:
    with workspace.change("Nothing") as session:
        company = Company(legal_name="uno")
        session.add(company)
        session.flush()
        session.delete(company)
    assert steps(workspace) == []


def test_rows_may_be_written_in_any_order(workspace: Workspace) -> None:
    with workspace.change("Child first") as session:
        company = Company(legal_name="Ándara")
        session.add(Site(company_id=company.id, name="Planta"))
        session.flush()
        session.add(company)
    assert len(changes(workspace, steps(workspace)[-1])) == 2


def test_each_step_is_sealed_with_the_one_before(workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.assess(workspace, case, "6.2", Verdict.PARTLY)
    previous = ""
    for number, step in enumerate(steps(workspace), 1):
        assert (step.number, step.previous_hash) == (number, previous)
        row = {column.name: getattr(step, column.name) for column in Step.__table__.columns}
        moved = [
            {name: getattr(change, name) for name in ("table_name", "row_id", "before", "after")}
            for change in changes(workspace, step)
        ]
        assert chain_hash(row, moved) == step.hash
        previous = step.hash


def test_the_seal_covers_everything_that_is_said(workspace: Workspace) -> None:
    make.visit(workspace)
    step = steps(workspace)[0]
    row = {column.name: getattr(step, column.name) for column in Step.__table__.columns}
    change = {"table_name": "company", "row_id": "1", "before": None, "after": {"a": "ñ"}}
    sealed = chain_hash(row, [change])
    for name in set(row) - {"hash", "at"}:
        assert chain_hash(row | {name: "else"}, [change]) != sealed
    assert chain_hash(row | {"at": datetime(2020, 1, 1, tzinfo=UTC)}, [change]) != sealed
    for name in change:
        assert chain_hash(row, [change | {name: "else"}]) != sealed
    assert chain_hash(row, []) != sealed


def test_a_row_without_a_recorder_is_refused(workspace: Workspace) -> None:
    from sqlalchemy.orm import Session

    with Session(workspace._engine) as session:
        session.add(Person(company_id="c", name="Eva"))
        with pytest.raises(UnrecordedWrite):
            session.flush()


def test_a_burst_goes_on_until_something_comes_between(workspace: Workspace) -> None:
    case, other = make.visit(workspace), make.visit(workspace, legal_name="Otra")

    def type_scope(text: str, case: make.Case = case) -> str:
        validations.change_visit(workspace, case.id, burst="typing", scope={"es": text})
        return steps(workspace)[-1].burst

    first = type_scope("a")
    assert first == type_scope("ab") == "typing"
    make.assess(workspace, case, "1.1")
    second = type_scope("abc")
    assert second == type_scope("abcd") != first
    elsewhere = type_scope("x", other)
    assert elsewhere not in {first, second}
    workspace.undo(case.id)
    assert type_scope("y") not in {first, second, elsewhere}


def test_history_is_newest_first_and_of_one_validation_or_all(workspace: Workspace) -> None:
    one, two = make.visit(workspace), make.visit(workspace, legal_name="Otra")
    make.assess(workspace, one, "1.1")
    make.assess(workspace, two, "6.2")
    with workspace.read() as session:
        everything = history(session)
        mine = history(session, one.id)
        latest = history(session, limit=2)
    assert [row.number for row in everything] == list(range(8, 0, -1))
    assert [row.label for row in mine] == ["Verdict", "Start validation"]
    assert latest == everything[:2]
    assert mine[0].changes[0][0] == "assessment"


def test_a_long_history_is_read_whole(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="0")
    for number in range(1, 410):
        companies.change_company(workspace, company_id, legal_name=str(number))
    with workspace.read() as session:
        rows = history(session)
    assert len(rows) == 410
    assert all(row.changes for row in rows)


# An issued validation


def test_an_issued_validation_refuses_every_verb(workspace: Workspace) -> None:
    case = make.ready(workspace)
    make.assess(workspace, case, "6.2", Verdict.PARTLY)
    make.observe(workspace, case, "6.2")
    evidence.add(
        workspace,
        validation_id=case.id,
        data=files.photograph(size=(40, 30)),
        file_name="a.jpg",
        refs=["6.2"],
    )
    validations.add_risk(workspace, case.id, topic=make.WORDS)
    form_case.fill_whole(workspace, case.id, "container-inspection", answer="no")
    make.issue(workspace, case)
    known = validations.validation(workspace, case.id)
    # These belong to the company, or go on after the issue.
    free = {verbs.add_site, verbs.contact, verbs.company_data, verbs.plan, verbs.undo, verbs.redo}
    refused = set()
    for verb in set(verbs.VERBS) - free:
        for pick in range(8):
            before = verbs.everything(workspace)
            try:
                verb(verbs.Turn(workspace, known, pick, "otra cosa"))
            except ValidationIssued:
                refused.add(verb)
            except (AssessorError, LookupError):
                continue  # refused for another reason, or nothing to do it to
            assert verbs.everything(workspace) == before
    # Nothing stood under another edition here.
    assert refused >= set(verbs.VERBS) - free - {verbs.deviate, verbs.confirm_prior, verbs.look}


def test_the_improvement_plan_goes_on_after_the_issue(workspace: Workspace) -> None:
    case = make.ready(workspace)
    make.assess(workspace, case, "6.2", Verdict.PARTLY)
    about = make.observe(workspace, case, "6.2")
    make.issue(workspace, case)
    improvement.record_action(workspace, case.id, observation_id=about, problem="Sin sellos")
    improvement.review(workspace, case.id, observation_id=about, status=ActionStatus.AGREED)
    asked = improvement.ask_extension(workspace, case.id, observation_id=about, reason="Obra")
    improvement.decide_extension(workspace, case.id, asked, granted=True)
    assert workspace.undo(case.id) == "Decide extension"
    [card] = improvement.actions(workspace, case.id)
    assert (card.problem, card.status) == ("Sin sellos", ActionStatus.AGREED)
    assert card.extensions[0].granted is None


def test_only_reopening_unlocks(workspace: Workspace) -> None:
    case = make.ready(workspace)
    make.issue(workspace, case)
    with (
        pytest.raises(ValidationIssued),
        workspace.change("Sneak", validation_id=case.id) as session,
    ):
        session.get_one(Validation, case.id).phase = "open"
    assert validations.reopen(workspace, case.id, reason="Error") == 2
    make.assess(workspace, case, "6.2", Verdict.PARTLY)
    known = validations.validation(workspace, case.id)
    assert (known.visit.version, known.visit.reopened_reason) == (2, "Error")
    assert len(known.reports) == 1


def test_other_validations_stay_open(workspace: Workspace) -> None:
    one, two = make.ready(workspace), make.visit(workspace, legal_name="Otra")
    make.issue(workspace, one)
    make.assess(workspace, two, "6.2")
    observations.record(workspace, validation_id=two.id, refs=["1.1"], text=make.WORDS)
    walk.clear(workspace, validation_id=two.id, ref="6.2", point_id="a", site_id=two.site)
