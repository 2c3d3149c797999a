"""The workspace: one folder, one way to write, and everybody hears of it."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assessor import companies, validations
from assessor.errors import DatabaseBusy, DatabaseUnreadable, DiskFull, FolderNotWritable
from assessor.model import Company
from assessor.store import faults, verify
from assessor.store.own_files import DATABASE
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import make

ROOT = Path(__file__).resolve().parent.parent


def test_a_new_folder_becomes_a_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down with spaces ñ"
    Workspace.open(folder).close()
    assert (folder / DATABASE).is_file()


def test_the_device_code_is_made_once(tmp_path: Path) -> None:
    first = Workspace.open(tmp_path)
    second = Workspace.open(tmp_path)
    other = Workspace.open(tmp_path / "other")
    assert first.device == second.device != other.device
    assert len(first.device) == 7
    assert not set(first.device) & set("ILOU")
    for opened in (first, second, other):
        opened.close()


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    for content in (b"this is no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000):
        (tmp_path / DATABASE).write_bytes(content)
        with pytest.raises(DatabaseUnreadable):
            Workspace.open(tmp_path)
        assert (tmp_path / DATABASE).read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(str(tmp_path / DATABASE))
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(DatabaseUnreadable):
        Workspace.open(tmp_path)


def test_a_place_that_cannot_hold_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotWritable) as caught:
        Workspace.open(tmp_path / "file" / "below")
    assert "below" in str(caught.value)


def test_a_change_that_fails_leaves_nothing(workspace: Workspace) -> None:
    heard: list[frozenset[str]] = []
    workspace.on_change(lambda kinds, _where: heard.append(kinds))

    def fail() -> None:
        with workspace.change("Add company") as session:
            session.add(Company(legal_name="Half done"))
            session.flush()
            message = "the power went"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        fail()
    assert companies.companies(workspace) == []
    assert heard == []
    assert verify.verify(workspace).checked["steps"] == 0


def test_a_change_of_nothing_is_no_step(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="Same")
    heard: list[frozenset[str]] = []
    workspace.on_change(lambda kinds, _where: heard.append(kinds))
    companies.change_company(workspace, company_id, legal_name="Same")
    assert heard == []
    assert verify.verify(workspace).checked["steps"] == 1


def test_listeners_hear_what_kind_changed_until_they_stop(workspace: Workspace) -> None:
    heard: list[tuple[frozenset[str], str | None]] = []
    stop = workspace.on_change(lambda kinds, where: heard.append((kinds, where)))
    case = make.visit(workspace)
    assert heard[-1][0] == {"validation", "visit_site"}
    make.assess(workspace, case, "1.1")
    assert heard[-1] == ({"assessment"}, case.id)
    stop()
    make.assess(workspace, case, "1.1", Verdict.PARTLY)
    assert len(heard) == 4


def test_a_row_once_read_is_a_snapshot(workspace: Workspace) -> None:
    case = make.visit(workspace)
    before = validations.validation(workspace, case.id)
    make.assess(workspace, case, "1.1")
    assert before.assessments == {}
    with pytest.raises(AttributeError):
        before.visit.phase = "issued"  # type: ignore[misc]


def test_writers_wait_for_each_other_and_lose_nothing(workspace: Workspace) -> None:
    case = make.visit(workspace)
    refs = [item.ref for item in validations.validation(workspace, case.id).checklist.requirements]
    failures: list[BaseException] = []

    def walk(part: int) -> None:
        try:
            for ref in refs[part:80:4]:
                make.assess(workspace, case, ref)
        except BaseException as error:  # noqa: BLE001  a thread's failure must reach the test
            failures.append(error)

    threads = [threading.Thread(target=walk, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(validations.validation(workspace, case.id).assessments) >= 80
    assert verify.verify(workspace).faults == ()


def test_two_programs_may_start_at_the_same_moment(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assessor.store.workspace import Workspace;"
        "Workspace.open(Path(sys.argv[1])).close()"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "new")], cwd=ROOT)
        for _turn in range(3)
    ]
    assert [process.wait(timeout=60) for process in running] == [0, 0, 0]


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    first = Workspace.open(tmp_path, by="Ana Ruiz")
    case = make.visit(first)
    make.assess(first, case, "6.2", Verdict.PARTLY)
    first.close()
    again = Workspace.open(tmp_path)
    assert again.can_undo(case.id) == "Verdict"
    again.undo(case.id)
    assert validations.validation(again, case.id).assessments == {}
    again.close()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("database is locked", DatabaseBusy),
        ("database or disk is full", DiskFull),
        ("database disk image is malformed", DatabaseUnreadable),
        ("unable to open database file", FolderNotWritable),
        ("attempt to write a readonly database", FolderNotWritable),
    ],
)
def test_what_the_driver_says_becomes_ours(
    tmp_path: Path, said: str, expected: type[Exception]
) -> None:
    from sqlalchemy.exc import OperationalError

    with pytest.raises(expected), faults.translated(tmp_path):
        raise OperationalError("SELECT 1", {}, Exception(said))


def test_what_nobody_foresaw_is_not_disguised(tmp_path: Path) -> None:
    from sqlalchemy.exc import OperationalError

    with pytest.raises(OperationalError), faults.translated(tmp_path):
        raise OperationalError("SELECT 1", {}, Exception("no such table: moon"))
    with pytest.raises(OSError, match="odd"), faults.translated(tmp_path):
        raise OSError(6, "odd")


@pytest.mark.parametrize("number", [28, 13, 30])
def test_what_the_disk_says_becomes_ours(tmp_path: Path, number: int) -> None:
    from assessor.errors import AssessorError

    with pytest.raises(AssessorError) as caught, faults.translated(tmp_path):
        raise OSError(number, "said")
    assert type(caught.value).__name__ == ("DiskFull" if number == 28 else "FolderNotWritable")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with pytest.raises(DiskFull), faults.translated(tmp_path):
        Path("/dev/full").write_bytes(b"x")
