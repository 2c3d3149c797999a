"""The programme's profile of a validation: kept from the start, whatever its file says later."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import frozen_profile, validations
from assessor.errors import SameProfile, UnknownProfile, ValidationIssued
from assessor.facts import Dossier
from assessor.profile import Profile
from assessor.store import verify
from assessor.store.engine import gate, open_engine
from assessor.store.history import entries, row_changes
from assessor.store.migrate import downgrade
from assessor.store.own_files import DATABASE
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import make

FIVE_DAYS = {"answer.finding": {"days": 5, "starts": "report_issued"}}


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit that could be issued, with a finding."""
    made = make.ready(workspace, small)
    make.assess(workspace, made, "1.1", Verdict.NOT_MET)
    make.observe(workspace, made, "1.1")
    return made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """An administration's own folder."""
    with make.own_folder(tmp_path / "checklists") as folder:
        yield folder


def known(workspace: Workspace, case: make.Case) -> Dossier:
    return validations.validation(workspace, case.id)


def days(workspace: Workspace, case: make.Case) -> int:
    due = known(workspace, case).observations[0].due
    assert due is not None
    return due.days


def test_a_changed_file_moves_no_due_date(workspace: Workspace, case: make.Case, own: Path) -> None:
    make.issue(workspace, case)
    before = known(workspace, case).observations[0].due_on
    make.own_profile(own, periods=FIVE_DAYS)
    assert checklists.profile("ctpat").periods["answer.finding"].days == 5
    assert days(workspace, case) == 90
    assert known(workspace, case).observations[0].due_on == before == date(2027, 2, 19)
    later = make.visit(workspace, "small", legal_name="Otra")
    assert known(workspace, later).profile.periods["answer.finding"].days == 5


def test_the_changed_profile_is_taken_over_and_given_back(
    workspace: Workspace, case: make.Case, own: Path
) -> None:
    assert frozen_profile.newer(known(workspace, case)) is None
    with pytest.raises(SameProfile) as caught:
        frozen_profile.take_profile(workspace, case.id)
    assert "today" in caught.value.text()
    assert caught.value.hint_text()
    make.own_profile(own, periods=FIVE_DAYS)
    newer = frozen_profile.newer(known(workspace, case))
    assert isinstance(newer, Profile)
    assert newer.periods["answer.finding"].days == 5
    frozen_profile.take_profile(workspace, case.id)
    assert days(workspace, case) == 5
    assert frozen_profile.newer(known(workspace, case)) is None
    newest = entries(workspace, case.id)[0]
    [change] = row_changes(workspace, newest)
    assert (newest.label, change.table) == ("Take over the profile", "validation")
    assert change.after is not None
    assert change.after.keys() == {"profile_copy_id", "profile_at"}
    workspace.undo(case.id)
    assert days(workspace, case) == 90
    workspace.redo(case.id)
    assert days(workspace, case) == 5
    assert verify.verify(workspace).faults == ()


def test_an_issued_validation_keeps_its_profile(
    workspace: Workspace, case: make.Case, own: Path
) -> None:
    make.issue(workspace, case)
    make.own_profile(own, periods=FIVE_DAYS)
    with pytest.raises(ValidationIssued):
        frozen_profile.take_profile(workspace, case.id)
    assert days(workspace, case) == 90


def test_a_profile_whose_file_is_gone_still_serves(workspace: Workspace, own: Path) -> None:
    make.own_profile(own, "ctpat", id="sample", periods=FIVE_DAYS)
    make.write_yaml(own / "small.yaml", make.small() | {"profile": "sample"})
    checklists.reload()
    case = make.visit(workspace, "small")
    (own / "profiles" / "ctpat.yaml").unlink()
    checklists.reload()
    assert known(workspace, case).profile.id == "sample"
    assert frozen_profile.newer(known(workspace, case)) is None
    with pytest.raises(UnknownProfile):
        frozen_profile.take_profile(workspace, case.id)


def test_another_programme_brings_its_profile_along(workspace: Workspace, case: make.Case) -> None:
    validations.change_visit(workspace, case.id, profile_id="brazil-oea")
    assert known(workspace, case).profile == checklists.profile("brazil-oea")


# A database of the days before


def as_before(workspace: Workspace) -> Path:
    """Let the database be one that an older program wrote; return its folder."""
    workspace.close()
    engine = open_engine(workspace.folder / DATABASE)
    with engine.connect() as connection:
        downgrade(connection, "0003")
        with connection.begin(), gate(connection):
            forget = "UPDATE change SET after = json_remove(after, '$.profile_copy_id',"
            forget += " '$.profile_at', '$.applied_on', '$.certified_on', '$.visit_end')"
            connection.exec_driver_sql(
                forget + " WHERE table_name IN ('validation', 'visit_site') AND before = 'null'"
            )
    engine.dispose()
    return workspace.folder


def test_an_older_database_takes_the_profile_of_today_and_says_so(
    workspace: Workspace, case: make.Case, own: Path
) -> None:
    make.issue(workspace, case)
    opened = Workspace.open(as_before(workspace), by="Ana Ruiz")
    try:
        assert known(opened, case).visit.profile_copy_id is None
        assert days(opened, case) == 90
        assert frozen_profile.keep_profiles(opened) == 1
        assert frozen_profile.keep_profiles(opened) == 0
        visit = known(opened, case).visit
        assert visit.profile_copy_id
        assert visit.profile_at
        assert visit.profile_at > visit.created_at
        assert entries(opened)[0].label == "Keep the profiles as they are today"
        make.own_profile(own, periods=FIVE_DAYS)
        assert days(opened, case) == 90
        assert opened.can_undo(None) is None
    finally:
        opened.close()


def test_what_an_older_program_recorded_can_still_be_undone(
    workspace: Workspace, case: make.Case
) -> None:
    validations.add_site(workspace, case.id, name="Patio")
    opened = Workspace.open(as_before(workspace), by="Ana Ruiz")
    try:
        frozen_profile.keep_profiles(opened)
        opened.undo(case.id)
        assert [item.site.name for item in known(opened, case).sites] == ["Planta Norte"]
        opened.redo(case.id)
        assert [item.site.name for item in known(opened, case).sites][1:] == ["Patio"]
    finally:
        opened.close()


def test_an_older_validation_without_a_file_is_kept_at_the_issue_at_the_latest(
    workspace: Workspace, own: Path
) -> None:
    make.own_profile(own, "ctpat", id="sample", periods=FIVE_DAYS)
    make.write_yaml(own / "small.yaml", make.small() | {"profile": "sample"})
    checklists.reload()
    case = make.ready(workspace, "small")
    opened = Workspace.open(as_before(workspace), by="Ana Ruiz")
    try:
        file = own / "profiles" / "ctpat.yaml"
        gone = file.rename(file.with_suffix(".gone"))
        checklists.reload()
        assert frozen_profile.keep_profiles(opened) == 0
        gone.rename(file)
        checklists.reload()
        make.issue(opened, case)
        visit = known(opened, case).visit
        assert visit.profile_copy_id is not None
        assert visit.profile_at == make.ISSUED_AT
    finally:
        opened.close()
