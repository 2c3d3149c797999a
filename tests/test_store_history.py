"""The history as a person reads it: bursts are one entry, undone ones are marked."""

from assessor import companies, observations, validations, walk, worksheets
from assessor.model import Base, Recorded
from assessor.store.history import entries, row_changes
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from assessor.ui.panels.history_words import FIELDS, HIDDEN, TABLES, lines_of, title_of, what
from tests import make


def note(workspace: Workspace, case: make.Case, text: str, burst: str) -> None:
    walk.write_private_note(
        workspace,
        validation_id=case.id,
        ref="6.2",
        point_id="a",
        site_id=case.site,
        note=text,
        burst=burst,
    )


def test_entries_come_newest_first_with_their_validation(workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.assess(workspace, case, "6.2")
    newest, *older = entries(workspace)
    assert (newest.label, newest.subject, newest.by) == ("Verdict", "6.2", "Ana Ruiz")
    assert newest.company == "Textiles Ándara, S.A. de C.V."
    assert [entry.number for entry in older] == sorted((e.number for e in older), reverse=True)


def test_entries_of_one_validation_leave_the_others_out(workspace: Workspace) -> None:
    one, two = make.visit(workspace), make.visit(workspace, legal_name="Otra")
    make.assess(workspace, one, "6.2")
    make.assess(workspace, two, "6.2")
    assert {entry.validation_id for entry in entries(workspace, one.id)} == {one.id}


def test_a_spell_of_typing_is_one_entry_from_first_to_last(workspace: Workspace) -> None:
    case = make.visit(workspace)
    for text in ("Pre", "Preguntar", "Preguntar por el lote"):
        note(workspace, case, text, "burst")
    newest = entries(workspace)[0]
    assert len(newest.step_ids) == 3
    assert newest.began <= newest.at
    [change] = row_changes(workspace, newest)
    assert change.before is None
    assert change.after is not None
    assert change.after["private_note"] == "Preguntar por el lote"
    note(workspace, case, "Otra", "another")
    note(workspace, case, "Otra cosa", "another")
    [change] = row_changes(workspace, entries(workspace)[0])
    assert change.before == {"private_note": "Preguntar por el lote"}
    assert change.after == {"private_note": "Otra cosa"}


def test_languages_are_kept_apart_over_a_burst(workspace: Workspace) -> None:
    case = make.visit(workspace)
    for scope in ({"es": "Uno"}, {"es": "Uno", "en": "One"}):
        validations.change_visit(workspace, case.id, burst="b", scope=scope)
    [change] = row_changes(workspace, entries(workspace)[0])
    assert change.before == {"scope": {"es": None, "en": None}}
    assert change.after == {"scope": {"es": "Uno", "en": "One"}}


def test_undone_and_redone_entries_are_told_apart(workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.assess(workspace, case, "6.2")
    workspace.undo(case.id)
    undo, verdict, *_older = entries(workspace)
    assert (undo.label, undo.original, undo.undone) == ("Undo", "Verdict", False)
    assert verdict.undone
    workspace.redo(case.id)
    redo, undo, verdict, *_older = entries(workspace)
    assert (redo.label, redo.original) == ("Redo", "Verdict")
    assert (undo.undone, verdict.undone) == (True, False)


def test_names_tell_what_ids_mean_even_of_what_is_gone(workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.assess(workspace, case, "6.2", Verdict.NOT_MET)
    observation_id = make.observe(workspace, case, "6.2")
    recorded = entries(workspace)[0]
    observations.remove(workspace, case.id, observation_id)
    gone = {change.table: change for change in row_changes(workspace, entries(workspace)[0])}
    assert gone["observation"].after is None
    assert title_of(gone["observation_point"]).endswith("6.2")
    made = {change.table: change for change in row_changes(workspace, recorded)}
    said = {line.name: line.after for line in lines_of(made["observation"])}
    assert said["Text · English"] == make.WORDS["en"]


def test_an_observation_is_called_by_its_requirements(workspace: Workspace) -> None:
    case = make.visit(workspace)
    observation_id = make.observe(workspace, case, "6.1", "6.2")
    observations.change_observation(workspace, case.id, observation_id, owner="Eva")
    [change] = row_changes(workspace, entries(workspace)[0])
    assert title_of(change).endswith("6.1, 6.2")


def test_an_assessment_is_called_by_requirement_and_site(workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.assess(workspace, case, "6.2", Verdict.NOT_MET)
    make.assess(workspace, case, "6.2", Verdict.MET)
    newest = entries(workspace)[0]
    [change] = row_changes(workspace, newest)
    assert title_of(change) == "Requirement 6.2 · Planta Norte"
    [line] = lines_of(change)
    assert (line.name, line.before, line.after) == ("Verdict", "Not met", "Met")
    assert what(newest) == "Verdict · 6.2"


def test_identifiers_of_a_company_are_no_languages(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="Textiles")
    companies.change_company(workspace, company_id, identifiers={"rfc": "TEX990101"})
    [change] = row_changes(workspace, entries(workspace)[0])
    [line] = lines_of(change)
    assert (line.name, line.after) == ("Identifiers", "rfc: TEX990101")
    assert title_of(change) == "Company Textiles"


def test_every_recorded_table_and_column_has_its_word() -> None:
    recorded = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, Recorded)]
    tables = {kind.__tablename__ for kind in recorded}
    columns = {column.name for kind in recorded for column in kind.__table__.columns}
    assert tables <= TABLES.keys()
    assert columns <= FIELDS.keys() | HIDDEN


def test_the_entries_of_a_worksheet_are_told_one_by_one(workspace: Workspace) -> None:
    case = make.visit(workspace)
    sheet = worksheets.start_sheet(workspace, case.id, form_id="container-inspection")
    for text in ("M", "MSKU"):
        worksheets.fill(workspace, case.id, sheet, {"unit.container": text}, burst="typing")
    worksheets.fill(workspace, case.id, sheet, {"unit.container": None})
    cleared, typed, *_ = entries(workspace, case.id)
    (change,) = row_changes(workspace, typed)
    assert title_of(change) == "Worksheet container-inspection · 1"
    (line,) = lines_of(change)
    assert (line.name, line.before, line.after) == ("Entries", "", "unit.container: MSKU")
    (line,) = lines_of(row_changes(workspace, cleared)[0])
    assert (line.before, line.after) == ("unit.container: MSKU", "")
