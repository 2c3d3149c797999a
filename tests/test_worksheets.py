"""Worksheets: begun on a frozen form, filled, rows, photographs, proposals; undone and locked."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from assessor import evidence, forms, observations, validations, worksheets
from assessor.errors import (
    BadEntry,
    MixedLevels,
    ProposalUnlinked,
    ReasonMissing,
    SheetReasonNeeded,
    UnknownField,
    UnknownForm,
    UnknownProposal,
    UnknownRecord,
    UnknownRequirement,
    UnknownSite,
    ValidationIssued,
)
from assessor.forms.sheets import SheetRow
from assessor.model import FormCopy
from assessor.proposals import ProposalRow
from assessor.store.verify import verify
from assessor.store.workspace import Workspace
from assessor.terms import Kind, Level, Verdict
from tests import files, form_case, make

SOUND = "points.floor.sound"


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit of two sites on the small checklist."""
    return make.visit(workspace, small, sites=("Planta Norte", "Patio Sur"))


@pytest.fixture
def sheet_id(workspace: Workspace, case: make.Case) -> str:
    """A blank sheet of the form that has a field of every kind."""
    return worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM, site_id=case.site)


def seen(workspace: Workspace, case: make.Case, sheet_id: str) -> SheetRow:
    """Return the sheet as it stands."""
    return worksheets.sheet(workspace, case.id, sheet_id)


def proposed(workspace: Workspace, case: make.Case, key: str) -> ProposalRow:
    """Return the proposal with this key."""
    found = worksheets.proposals(workspace, case.id)
    return next(item for item in found if item.key == key)


def photograph(workspace: Workspace, case: make.Case, text: str = "floor") -> str:
    """Add a photograph to the validation; return its id."""
    data = files.photograph(text=text, size=(40, 30))
    return evidence.add(workspace, validation_id=case.id, data=data, file_name=f"{text}.jpg")


# Begun on a frozen form


def test_a_sheet_keeps_the_form_as_it_was_when_it_was_begun(
    workspace: Workspace, small: str, case: make.Case, tmp_path: Path
) -> None:
    first = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    changed = form_case.content()
    changed["title"] = make.both("Reworded")
    with make.own_folder(tmp_path / "own") as own:
        form_case.write(own, changed)
        second = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
        assert seen(workspace, case, first).form.title == make.both("Every kind")
        assert seen(workspace, case, second).form.title == make.both("Reworded")
    forms_kept = select(func.count()).select_from(FormCopy)
    worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    with workspace.read() as session:
        assert session.scalar(forms_kept) == 2


def test_sheets_are_numbered_for_each_form(workspace: Workspace, case: make.Case) -> None:
    for form_id in (form_case.FORM, "container-inspection", form_case.FORM):
        worksheets.start_sheet(workspace, case.id, form_id=form_id)
    found = worksheets.sheets(workspace, case.id)
    assert [(item.form.id, item.number) for item in found] == [
        ("container-inspection", 1),
        (form_case.FORM, 1),
        (form_case.FORM, 2),
    ]
    assert {item.created_by for item in found} == {"Ana Ruiz"}
    assert all(item.blank for item in found)


def test_what_cannot_be_begun_is_refused(workspace: Workspace, case: make.Case) -> None:
    refused: list[tuple[type[Exception], dict[str, Any]]] = [
        (UnknownForm, {"form_id": "nothing"}),
        (UnknownSite, {"form_id": form_case.FORM, "site_id": "elsewhere"}),
        (UnknownRequirement, {"form_id": form_case.FORM, "refs": ["7.7"]}),
    ]
    for error, fields in refused:
        with pytest.raises(error):
            worksheets.start_sheet(workspace, case.id, **fields)
    assert not worksheets.sheets(workspace, case.id)


def test_forms_are_offered_nearest_first(workspace: Workspace, case: make.Case) -> None:
    assert worksheets.offered(workspace, case.id, "1.1")[0].id == form_case.FORM
    assert worksheets.offered(workspace, case.id)[0].id == form_case.FORM
    offered = {item.key for item in worksheets.offered(workspace, case.id)}
    assert offered == {item.key for item in forms.forms()}


# Filled


def test_values_are_filled_changed_and_cleared(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.fill(workspace, case.id, sheet_id, {"head.unit": "MSKU 1", "head.height": "3,1"})
    worksheets.fill(workspace, case.id, sheet_id, {"head.height": 2.1, "points.2.clean": "yes"})
    found = seen(workspace, case, sheet_id)
    assert found.values == {"head.unit": "MSKU 1", "head.height": 2.1, "points.roof.clean": "yes"}
    assert (found.name, found.blank, found.value("head", "height")) == ("MSKU 1", False, 2.1)
    worksheets.fill(workspace, case.id, sheet_id, dict.fromkeys(found.values))
    assert seen(workspace, case, sheet_id).blank


def test_nothing_is_written_where_one_value_is_wrong(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (BadEntry, {"head.unit": "A", "head.height": "tall"}),
        (UnknownField, {"head.unit": "A", "head.colour": "red"}),
        (SheetReasonNeeded, {"head.unit": "A", SOUND: "na"}),
        (SheetReasonNeeded, {SOUND: "na", f"{SOUND}:note": {"es": " "}}),
        (UnknownRecord, {"head.unit": "A", "head.pictures": ["gone"]}),
    ]
    for error, values in wrong:
        with pytest.raises(error):
            worksheets.fill(workspace, case.id, sheet_id, values)
    assert seen(workspace, case, sheet_id).blank


def test_not_applicable_takes_its_reason_with_it_or_finds_it_there(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "na", f"{SOUND}:note": "Flat rack"})
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "yes"})
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "na"})
    assert seen(workspace, case, sheet_id).values[f"{SOUND}:note"] == "Flat rack"


def test_typing_is_undone_at_once_and_other_fields_stay(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.fill(workspace, case.id, sheet_id, {"head.seal": "HS-1"})
    for text in ("M", "MS", "MSK"):
        worksheets.fill(workspace, case.id, sheet_id, {"head.unit": text}, burst="typing")
    workspace.undo(case.id)
    assert seen(workspace, case, sheet_id).values == {"head.seal": "HS-1"}
    workspace.redo(case.id)
    assert seen(workspace, case, sheet_id).name == "MSK · HS-1"


def test_rows_are_added_filled_and_removed_with_their_values(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    rows = [
        worksheets.add_row(workspace, case.id, sheet_id, section_id="threats", label=label)
        for label in ("", "Robo")
    ]
    worksheets.fill(workspace, case.id, sheet_id, {f"threats.{rows[1]}.threat": 4})
    found = seen(workspace, case, sheet_id).rows("threats")
    assert [(row.id, row.label.get("und")) for row in found] == [(rows[0], None), (rows[1], "Robo")]
    worksheets.remove_row(workspace, case.id, sheet_id, section_id="threats", row_id=rows[1])
    assert seen(workspace, case, sheet_id).values == {f"threats.{rows[0]}": ""}
    workspace.undo(case.id)
    assert seen(workspace, case, sheet_id).value("threats", "threat", rows[1]) == 4
    for section_id in ("points", "head", "nowhere"):
        with pytest.raises(UnknownField, match="threats, items"):
            worksheets.add_row(workspace, case.id, sheet_id, section_id=section_id)
    with pytest.raises(UnknownField):
        worksheets.remove_row(workspace, case.id, sheet_id, section_id="points", row_id="floor")


def test_photographs_are_evidence_of_the_validation(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    first, second = photograph(workspace, case), photograph(workspace, case, "roof")
    path = "points.floor.photo"
    for piece in (first, second, first):
        worksheets.link_photo(workspace, case.id, sheet_id, path, piece)
    assert seen(workspace, case, sheet_id).values[path] == [first, second]
    worksheets.unlink_photo(workspace, case.id, sheet_id, path, first)
    assert seen(workspace, case, sheet_id).values[path] == [second]
    with pytest.raises(UnknownRecord):
        worksheets.link_photo(workspace, case.id, sheet_id, path, "gone")
    with pytest.raises(UnknownField, match="photo"):
        worksheets.link_photo(workspace, case.id, sheet_id, SOUND, first)


def test_site_note_and_requirements_are_changed_and_a_sheet_is_taken_out(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.set_site(workspace, case.id, sheet_id, site_id=case.sites[1])
    worksheets.link_requirements(workspace, case.id, sheet_id, refs=["1.2", "1.2", "1.10"])
    worksheets.change_note(workspace, case.id, sheet_id, note="Ask the guard again")
    found = seen(workspace, case, sheet_id)
    assert (found.site_id, found.refs) == (case.sites[1], ("1.2", "1.10"))
    assert found.private_note == "Ask the guard again"
    with pytest.raises(UnknownRequirement):
        worksheets.link_requirements(workspace, case.id, sheet_id, refs=["7.7"])
    with pytest.raises(UnknownSite):
        worksheets.set_site(workspace, case.id, sheet_id, site_id="elsewhere")
    worksheets.remove_sheet(workspace, case.id, sheet_id)
    with pytest.raises(UnknownRecord):
        seen(workspace, case, sheet_id)
    workspace.undo(case.id)
    assert seen(workspace, case, sheet_id) == found
    assert verify(workspace).faults == ()


# Proposals


def test_a_shortfall_proposes_an_observation_and_accepting_records_it(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    piece = photograph(workspace, case)
    worksheets.link_photo(workspace, case.id, sheet_id, "points.floor.photo", piece)
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "no", f"{SOUND}:note": "Fresh weld"})
    item = proposed(workspace, case, SOUND)
    assert (item.state, item.kind, item.refs) == ("open", Kind.FINDING, ("2.1",))
    made = worksheets.accept_proposal(workspace, case.id, sheet_id, SOUND)
    (row,) = observations.observations(workspace, case.id)
    assert (row.id, row.kind, row.refs, row.site_id) == (made, Kind.FINDING, ("2.1",), case.site)
    assert row.text["en"].startswith("Damaged. (en) Fresh weld. Where: Every kind (en), No. 1")
    assert row.action == make.both("Repair.")
    assert [shown.id for shown in row.evidence] == [piece]
    item = proposed(workspace, case, SOUND)
    assert (item.state, item.observation_id) == ("taken", made)
    with pytest.raises(UnknownProposal):
        worksheets.accept_proposal(workspace, case.id, sheet_id, SOUND)


def test_undo_takes_back_the_observation_and_that_it_was_taken_up(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "no"})
    worksheets.accept_proposal(workspace, case.id, sheet_id, SOUND)
    workspace.undo(case.id)
    assert not observations.observations(workspace, case.id)
    assert proposed(workspace, case, SOUND).state == "open"
    made = worksheets.accept_proposal(workspace, case.id, sheet_id, SOUND)
    observations.remove(workspace, case.id, made)
    assert proposed(workspace, case, SOUND).state == "open", "it is to be decided again"


def test_the_level_of_the_requirement_decides_what_is_recorded(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    values = {"points.floor.clean": "no", "head.grade": "poor", "head.height": 1}
    worksheets.fill(workspace, case.id, sheet_id, values)
    kinds = {item.key: (item.refs, item.kind) for item in worksheets.proposals(workspace, case.id)}
    assert kinds == {
        "head.grade": (("1.2",), Kind.RECOMMENDATION),
        "head.height": (("1.1",), Kind.FINDING),
        "points.floor.clean": (("2.1",), Kind.RECOMMENDATION),  # its point b is a should
    }
    made = worksheets.accept_proposal(
        workspace, case.id, sheet_id, "head.height", refs=["1.2"], text=make.WORDS, action={}
    )
    (row,) = observations.observations(workspace, case.id)
    assert (row.id, row.kind, row.text) == (made, Kind.RECOMMENDATION, make.WORDS)
    refs = ["1.1", "1.2"]
    with pytest.raises(MixedLevels):
        worksheets.accept_proposal(workspace, case.id, sheet_id, "head.grade", refs=refs)


def test_proposals_are_found_by_their_requirement(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "no", "head.grade": "poor"})
    assert [i.key for i in worksheets.proposals(workspace, case.id, "1.2")] == ["head.grade"]
    assert not worksheets.proposals(workspace, case.id, "1.1")


def test_a_proposal_is_set_aside_with_a_reason_and_may_be_reopened(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "no"})
    with pytest.raises(ReasonMissing):
        worksheets.dismiss_proposal(workspace, case.id, sheet_id, SOUND, reason=" ")
    worksheets.dismiss_proposal(workspace, case.id, sheet_id, SOUND, reason="An old dent")
    item = proposed(workspace, case, SOUND)
    assert (item.state, item.reason) == ("dismissed", "An old dent")
    with pytest.raises(UnknownProposal):
        worksheets.dismiss_proposal(workspace, case.id, sheet_id, SOUND, reason="Again")
    worksheets.reopen_proposal(workspace, case.id, sheet_id, SOUND)
    assert proposed(workspace, case, SOUND).state == "open"


def test_what_bears_on_no_requirement_proposes_nothing_until_it_is_linked(
    workspace: Workspace, case: make.Case
) -> None:
    sheet_id = worksheets.start_sheet(workspace, case.id, form_id="container-inspection")
    worksheets.fill(workspace, case.id, sheet_id, {"sealing.vvtt": "no"})
    item = proposed(workspace, case, "sealing.vvtt")
    assert (item.kind, item.refs, item.level) == (None, (), Level.MUST)
    with pytest.raises(ProposalUnlinked):
        worksheets.accept_proposal(workspace, case.id, sheet_id, item.key)
    assert not [gap for gap in validations.gaps_of(workspace, case.id) if "proposal" in gap.code]
    worksheets.link_requirements(workspace, case.id, sheet_id, refs=["1.10"])
    assert proposed(workspace, case, item.key).refs == ("1.10",)


def test_an_open_proposal_is_a_gap_that_does_not_block(workspace: Workspace, small: str) -> None:
    case = make.ready(workspace, small)
    sheet_id = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM, site_id=case.site)
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "no"})
    (gap,) = [gap for gap in validations.gaps_of(workspace, case.id) if gap.page == "walk"]
    assert (gap.code, gap.blocking) == ("proposal_open", False)
    assert (gap.ref, gap.site_id) == ("2.1", case.site)
    assert "Every kind (en), No. 1 · floor (en) · Planta Norte" in gap.text("en")
    assert "Every kind (es)" in gap.text("es")
    worksheets.dismiss_proposal(workspace, case.id, sheet_id, SOUND, reason="An old dent")
    assert not [gap for gap in validations.gaps_of(workspace, case.id) if gap.page == "walk"]


def test_after_the_issue_nothing_of_a_sheet_changes(workspace: Workspace, small: str) -> None:
    case = make.ready(workspace, small)
    sheet_id = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "no"})
    make.issue(workspace, case)
    for values in ({SOUND: "yes"}, {"head.unit": "X"}):
        with pytest.raises(ValidationIssued):
            worksheets.fill(workspace, case.id, sheet_id, values)
    with pytest.raises(ValidationIssued):
        worksheets.accept_proposal(workspace, case.id, sheet_id, SOUND)
    validations.reopen(workspace, case.id, reason="Another container")
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "yes"})


# Any series of entries


entries = st.dictionaries(
    st.sampled_from(["head.unit", "head.outside", "head.inside", "points.1.clean", SOUND]),
    st.sampled_from([None, "", "5", 40, "yes", "no", "abc"]),
    max_size=3,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(entries, max_size=5))
def test_every_series_of_entries_can_be_undone_to_the_blank_sheet(
    workspace: Workspace, small: str, series: list[dict[str, Any]]
) -> None:
    case = make.visit(workspace, small, legal_name="Series")
    sheet_id = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    written = 0
    for values in series:
        before = seen(workspace, case, sheet_id)
        try:
            worksheets.fill(workspace, case.id, sheet_id, values)
        except BadEntry:
            assert seen(workspace, case, sheet_id) == before
        else:
            written += seen(workspace, case, sheet_id) != before
    for _ in range(written):
        workspace.undo(case.id)
    assert seen(workspace, case, sheet_id).values == {}


def test_a_must_of_the_walk_and_the_proposal_meet_in_one_finding(
    workspace: Workspace, case: make.Case, sheet_id: str
) -> None:
    worksheets.fill(workspace, case.id, sheet_id, {SOUND: "no"})
    make.assess(workspace, case, "2.1", Verdict.NOT_MET, "a")
    worksheets.accept_proposal(workspace, case.id, sheet_id, SOUND)
    codes = {gap.code for gap in validations.gaps_of(workspace, case.id) if gap.ref == "2.1"}
    assert not codes & {"finding_missing", "finding_unfounded", "proposal_open"}
