"""The check of what is stored: whatever is touched past the program is named."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assessor import evidence, validations
from assessor.store import verify
from assessor.store.engine import gate, open_engine
from assessor.store.own_files import DATABASE
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import files, make, verbs


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, make.Case]:
    """Make a workspace in which everything that is checked is there."""
    workspace = Workspace.open(tmp_path_factory.mktemp("sound") / "workspace", by="Ana Ruiz")
    case = make.ready(workspace)
    make.assess(workspace, case, "6.2", Verdict.PARTLY)
    about = make.observe(workspace, case, "6.2")
    data = files.photograph(size=(40, 30))
    evidence.add(
        workspace,
        validation_id=case.id,
        data=data,
        file_name="andén.jpg",
        refs=["6.2"],
        observation_id=about,
    )
    verbs.perform(workspace, case.id, verbs.import_answers, 3, "")
    verbs.perform(workspace, case.id, verbs.begin_sheet, 1, "")
    verbs.perform(workspace, case.id, verbs.fill_sheet, 1, "MSKU")
    make.issue(workspace, case)
    workspace.close()
    return workspace.folder, case


@pytest.fixture
def workspace(tmp_path: Path, template: tuple[Path, make.Case]) -> Iterator[Workspace]:
    shutil.copytree(template[0], tmp_path / "workspace")
    opened = Workspace.open(tmp_path / "workspace", by="Ana Ruiz")
    yield opened
    opened.close()


@pytest.fixture
def case(template: tuple[Path, make.Case]) -> make.Case:
    return template[1]


def codes(workspace: Workspace) -> list[str]:
    return [fault.code for fault in verify.verify(workspace).faults]


def meddle(workspace: Workspace, *statements: str, **values: Any) -> None:
    """Change the database as a person with another program would."""
    engine = open_engine(workspace.folder / DATABASE)
    with engine.connect() as connection, connection.begin(), gate(connection):
        for statement in statements:
            connection.exec_driver_sql(statement, values)
    engine.dispose()


def test_a_sound_workspace_has_no_fault(workspace: Workspace, case: make.Case) -> None:
    result = verify.verify(workspace)
    assert result.faults == ()
    assert case.id
    assert result.checked["steps"] > 95
    assert result.checked["changes"] > result.checked["steps"]
    assert result.checked["files"] == 5


MEDDLING: dict[str, tuple[str, list[str]]] = {
    "a verdict made better": (
        "UPDATE assessment SET verdict = 'met' WHERE verdict = 'partly'",
        ["row"],
    ),
    "a finding taken away": (
        "DELETE FROM observation_point",
        ["row"],
    ),
    "a row slipped in": (
        (
            "INSERT INTO person (id, company_id, name, post, email, phone, position)"
            " SELECT 'x', id, 'Eva', '', '', '', 0 FROM company"
        ),
        ["row"],
    ),
    "a step retold": (
        "UPDATE step SET \"by\" = 'Nobody' WHERE number = 40",
        ["history_step"],
    ),
    "a change retold": (
        (
            "UPDATE change SET after = json_set(after, '$.verdict', 'met')"
            " WHERE table_name = 'assessment' AND json_extract(after, '$.verdict') = 'partly'"
        ),
        ["history_step", "row"],
    ),
    "the last step forgotten": (
        "DELETE FROM change WHERE step_id = (SELECT id FROM step WHERE label = 'Issue report')",
        ["history_step", "row"],
    ),
    "a frozen checklist rewritten": (
        "UPDATE checklist_copy SET content = replace(CAST(content AS TEXT), 'must', 'should')",
        ["checklist"],
    ),
    "a kept profile rewritten": (
        "UPDATE profile_copy SET content = replace(CAST(content AS TEXT), '90', '9')",
        ["profile"],
    ),
    "a frozen worksheet rewritten": (
        "UPDATE form_copy SET content = replace(CAST(content AS TEXT), 'must', 'should')",
        ["form"],
    ),
    "a value of a worksheet rewritten": (
        "UPDATE worksheet SET \"values\" = json_object('unit.container', 'other')",
        ["row"],
    ),
}


@pytest.mark.parametrize(("statement", "expected"), MEDDLING.values(), ids=MEDDLING)
def test_what_was_changed_past_the_program_is_named(
    workspace: Workspace, case: make.Case, statement: str, expected: list[str]
) -> None:
    if "person" in statement:
        statement = statement.replace("FROM company", "FROM company LIMIT 1")
    meddle(workspace, statement)
    assert sorted(set(codes(workspace))) == expected


def test_a_step_cut_out_leaves_a_gap(workspace: Workspace, case: make.Case) -> None:
    meddle(
        workspace,
        "DELETE FROM change WHERE step_id = (SELECT id FROM step WHERE number = 40)",
        "DELETE FROM step WHERE number = 40",
    )
    faults = {fault.code: fault for fault in verify.verify(workspace).faults}
    assert set(faults) == {"history_gap", "row"}
    assert faults["history_gap"].values["count"] == 1
    assert "41" in faults["history_gap"].text()


def test_closing_the_gap_by_counting_anew_breaks_the_chain(
    workspace: Workspace, case: make.Case
) -> None:
    meddle(
        workspace,
        "DELETE FROM change WHERE step_id = (SELECT id FROM step WHERE number = 40)",
        "DELETE FROM step WHERE number = 40",
        "UPDATE step SET number = -number WHERE number > 40",
        "UPDATE step SET number = -number - 1 WHERE number < 0",
    )
    assert {"history_chain", "history_step"} <= set(codes(workspace))


def test_a_later_device_begins_a_chain_of_its_own(workspace: Workspace, case: make.Case) -> None:
    workspace.device = "OTHER00"
    other = make.visit(workspace, legal_name="Otra")
    make.assess(workspace, other, "6.2")
    assert codes(workspace) == []


def test_changes_without_their_step_are_named(workspace: Workspace, case: make.Case) -> None:
    meddle(workspace, "PRAGMA foreign_keys = OFF")
    engine = open_engine(workspace.folder / DATABASE)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM step WHERE label = 'Issue report'")
    engine.dispose()
    assert set(codes(workspace)) == {"history", "link", "row"}


def stored(workspace: Workspace, case: make.Case) -> dict[str, str]:
    """Return the hash of each kind of file that a validation needs."""
    known = validations.validation(workspace, case.id)
    return {
        "original": known.evidence[0].sha256,
        "print copy": known.evidence[0].print_sha256,
        "self-assessment": known.files[0].sha256,
        "ledger": known.files[0].ledger_sha256,
        "report": known.reports[0].sha256,
    }


Damage = Callable[[Path], object]
DAMAGES: dict[str, Damage] = {
    "file_missing": lambda path: path.unlink(),
    "file_altered": lambda path: path.write_bytes(path.read_bytes() + b" "),
}


@pytest.mark.parametrize("code", DAMAGES)
@pytest.mark.parametrize("what", ["original", "print copy", "self-assessment", "ledger", "report"])
def test_every_file_is_looked_for(
    workspace: Workspace, case: make.Case, what: str, code: str
) -> None:
    sha256 = stored(workspace, case)[what]
    DAMAGES[code](workspace.blobs.path(sha256))
    [fault] = verify.verify(workspace).faults
    assert (fault.code, fault.place) == (code, sha256)
    assert sha256 in fault.text()


def test_files_that_nothing_needs_any_more_are_no_fault(
    workspace: Workspace, case: make.Case
) -> None:
    sha256 = workspace.blobs.put(b"a photograph whose adding was undone")
    assert codes(workspace) == []
    workspace.blobs.path(sha256).write_bytes(b"altered")
    [fault] = verify.verify(workspace).faults
    assert "–" in fault.text()
    assert hashlib.sha256(b"altered").hexdigest() != fault.place


def test_an_entry_that_points_nowhere_is_named(workspace: Workspace, case: make.Case) -> None:
    engine = open_engine(workspace.folder / DATABASE)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("DELETE FROM company")
    engine.dispose()
    faults = [fault for fault in verify.verify(workspace).faults if fault.code == "link"]
    assert {fault.values["parent"] for fault in faults} == {"company"}
    assert "company" in faults[0].text()


def test_a_missing_table_is_named(workspace: Workspace) -> None:
    meddle(workspace, "DROP TABLE risk")
    [fault] = verify.verify(workspace).faults
    assert fault.text() == "The table risk is missing."


def test_a_table_of_a_later_day_and_its_history_are_no_fault(workspace: Workspace) -> None:
    make.visit(workspace)
    meddle(
        workspace,
        "CREATE TABLE later (id TEXT)",
        "ALTER TABLE company ADD COLUMN motto TEXT NOT NULL DEFAULT 'x'",
    )
    assert codes(workspace) == []


def test_history_of_a_table_that_is_no_more_is_passed_over(
    workspace: Workspace, case: make.Case
) -> None:
    meddle(workspace, "UPDATE change SET table_name = 'earlier' WHERE table_name = 'visit_site'")
    assert set(codes(workspace)) == {"history_step", "row"}
    assert case.id


def test_damaged_pages_are_named(workspace: Workspace, case: make.Case) -> None:
    workspace.close()
    path = workspace.folder / DATABASE
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for page in range(pages // 2, pages):
        content[page * 4096 : page * 4096 + 200] = b"\xaa" * 200
    path.write_bytes(content)
    again = Workspace(workspace.folder)
    faults = verify.verify(again).faults
    again.close()
    assert {fault.code for fault in faults} == {"database"}
