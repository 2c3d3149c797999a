"""Undo and redo: bursts, order, restarts, limits; and after any series undoing all restores all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor import companies, observations, validations, walk
from assessor.errors import NothingToRedo, NothingToUndo, UndoClash, ValidationIssued
from assessor.store import undoing, verify
from assessor.store.apply import apply
from assessor.store.undoing import Unit
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import make, verbs

Series = list[tuple[int, int, str]]
SERIES = st.lists(
    st.tuples(
        st.integers(0, len(verbs.VERBS) - 1),
        st.integers(0, 1000),
        st.sampled_from(["Andén", "sello", "", "Ñandú “x”"]),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path_factory.mktemp("undoing"), by="Ana Ruiz")
    yield opened
    opened.close()


@given(SERIES)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undoing_all_restores_every_table_and_redoing_all_brings_it_back(
    shared: Workspace, series: Series
) -> None:
    case = make.visit(shared, sites=("Planta Norte", "Planta Sur"))
    before = verbs.everything(shared)
    for verb, pick, text in series:
        verbs.perform(shared, case.id, verbs.VERBS[verb], pick, text)
    after = verbs.everything(shared)
    undone = 0
    while shared.can_undo(case.id):
        shared.undo(case.id)
        undone += 1
    assert verbs.everything(shared) == before
    while undone:
        shared.redo(case.id)
        undone -= 1
    assert verbs.everything(shared) == after
    assert verify.verify(shared).faults == ()


def test_every_verb_of_the_series_can_be_carried_out(workspace: Workspace) -> None:
    case = make.visit(workspace, sites=("Planta Norte", "Planta Sur"))
    done: set[object] = set()
    for pick in range(150):
        for verb in verbs.VERBS:
            if verbs.perform(workspace, case.id, verb, pick, f"T{pick}"):
                done.add(verb)
        if len(done) == len(set(verbs.VERBS)):
            break
    assert done == set(verbs.VERBS)


def seen(workspace: Workspace, case: make.Case, text: str, burst: str | None = None) -> None:
    walk.write_seen(
        workspace,
        validation_id=case.id,
        ref="6.2",
        point_id="a",
        site_id=case.site,
        seen={"es": text},
        burst=burst,
    )


def said(workspace: Workspace, case: make.Case) -> str | None:
    row = validations.validation(workspace, case.id).assessment("6.2", "a", case.site)
    return row.seen.get("es") if row else None


def test_a_spell_of_typing_is_taken_back_at_once(workspace: Workspace) -> None:
    case = make.visit(workspace)
    seen(workspace, case, "Antes")
    for text in ("Se", "Se vio", "Se vio un sello"):
        seen(workspace, case, text, "burst")
    assert workspace.undo(case.id) == "What you saw"
    assert said(workspace, case) == "Antes"
    assert workspace.redo(case.id) == "What you saw"
    assert said(workspace, case) == "Se vio un sello"


def test_undo_goes_back_step_by_step_and_redo_forth(workspace: Workspace) -> None:
    case = make.visit(workspace)
    for text in ("uno", "dos", "tres"):
        seen(workspace, case, text)
    for expected in ("dos", "uno", None):
        workspace.undo(case.id)
        assert said(workspace, case) == expected
    with pytest.raises(NothingToUndo):
        workspace.undo(case.id)
    for expected in ("uno", "dos", "tres"):
        workspace.redo(case.id)
        assert said(workspace, case) == expected
    with pytest.raises(NothingToRedo):
        workspace.redo(case.id)


def test_undo_and_redo_may_go_to_and_fro_without_end(workspace: Workspace) -> None:
    case = make.visit(workspace)
    seen(workspace, case, "uno")
    for _turn in range(30):
        workspace.undo(case.id)
        assert said(workspace, case) is None
        assert workspace.can_redo(case.id) == "What you saw"
        workspace.redo(case.id)
        assert said(workspace, case) == "uno"
        assert workspace.can_undo(case.id) == "What you saw"


def test_a_new_change_ends_what_could_be_redone(workspace: Workspace) -> None:
    case = make.visit(workspace)
    seen(workspace, case, "uno")
    workspace.undo(case.id)
    make.assess(workspace, case, "1.1")
    assert workspace.can_redo(case.id) is None
    assert workspace.undo(case.id) == "Verdict"
    assert workspace.can_undo(case.id) is None


def test_more_steps_than_a_page_can_be_taken_back(workspace: Workspace) -> None:
    case = make.visit(workspace)
    for number in range(130):
        seen(workspace, case, str(number))
    for _turn in range(130):
        workspace.undo(case.id)
    assert said(workspace, case) is None
    assert workspace.can_undo(case.id) is None


def test_undo_stays_within_its_validation(workspace: Workspace) -> None:
    one, two = make.visit(workspace), make.visit(workspace, legal_name="Otra")
    make.assess(workspace, one, "1.1")
    make.assess(workspace, two, "6.2")
    workspace.undo(one.id)
    assert validations.validation(workspace, one.id).assessments == {}
    assert len(validations.validation(workspace, two.id).assessments) == 1
    companies.add_company(workspace, legal_name="Nueva")
    assert workspace.undo() == "Add company"


def test_starting_and_issuing_cannot_be_undone(workspace: Workspace) -> None:
    case = make.ready(workspace)
    while workspace.can_undo(case.id):
        workspace.undo(case.id)
    assert validations.validation(workspace, case.id).visit.phase == "open"
    while workspace.can_redo(case.id):
        workspace.redo(case.id)
    make.issue(workspace, case)
    assert workspace.can_undo(case.id) is None
    with pytest.raises(NothingToUndo):
        workspace.undo(case.id)
    validations.reopen(workspace, case.id, reason="Error")
    assert workspace.can_undo(case.id) is None


def test_another_device_undoes_only_its_own(tmp_path: Path, workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.assess(workspace, case, "1.1")
    workspace.device = "OTHER00"
    assert workspace.can_undo(case.id) is None
    make.assess(workspace, case, "6.2")
    assert workspace.undo(case.id) == "Verdict"
    assert workspace.can_undo(case.id) is None
    assert len(validations.validation(workspace, case.id).assessments) == 1


def test_what_was_built_upon_since_is_named(workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.observe(workspace, case, "6.2")
    here = workspace.device
    workspace.device = "OTHER00"
    item = observations.observations(workspace, case.id)[0]
    observations.change_observation(workspace, case.id, item.id, owner="Eva Mora")
    workspace.device = here
    before = verbs.everything(workspace)
    with pytest.raises(UndoClash) as caught:
        workspace.undo(case.id)
    assert "observation" in caught.value.values["clashes"]
    assert verbs.everything(workspace) == before


def test_a_company_with_a_new_site_is_not_taken_away(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="Nueva")
    here = workspace.device
    workspace.device = "OTHER00"
    companies.add_site(workspace, company_id=company_id, name="Planta")
    workspace.device = here
    with pytest.raises(UndoClash) as caught:
        workspace.undo()
    assert caught.value.values["clashes"] == "company"


def test_no_old_step_slips_past_the_lock_of_an_issued_report(workspace: Workspace) -> None:
    case = make.ready(workspace)
    with workspace.read() as session:
        unit = undoing.to_undo(session, workspace.device, case.id)
        moves = [move.reversed() for move in undoing._moves(session, unit.burst)]
    make.issue(workspace, case)
    before = verbs.everything(workspace)
    with (
        pytest.raises(ValidationIssued),
        workspace.change("Undo", validation_id=case.id) as session,
    ):
        apply(session.connection(), session.info["recorder"], moves)
    assert verbs.everything(workspace) == before


def test_a_verdict_taken_back_leaves_words_written_before_it(workspace: Workspace) -> None:
    case = make.visit(workspace)
    seen(workspace, case, "Antes")
    make.assess(workspace, case, "6.2", Verdict.NOT_MET)
    workspace.undo(case.id)
    assert said(workspace, case) == "Antes"
    assert validations.validation(workspace, case.id).verdict("6.2", "a", case.site) is None


def test_where_nothing_was_done_there_is_nothing_to_take_back(workspace: Workspace) -> None:
    assert workspace.can_undo() is None
    assert workspace.can_redo() is None


def test_an_empty_unit_moves_nothing(workspace: Workspace) -> None:
    with workspace.change("Undo") as session:
        undoing.take_back(session, Unit("no such burst", "", ""))
    assert verify.verify(workspace).checked["steps"] == 0
