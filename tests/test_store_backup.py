"""Backup and restore: whole or not at all, nothing lost, nothing hostile let in."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor import config, validations
from assessor.errors import (
    BackupNotSound,
    DiskFull,
    FolderNotWritable,
    WorkspaceInUse,
)
from assessor.store import archive, backup, verify
from assessor.store.migrate import newest_version
from assessor.store.own_files import DATABASE
from assessor.store.workspace import Workspace
from tests import make, verbs

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, make.Case, Path]]:
    """Give a workspace with everything in it, and a backup of it."""
    folder = tmp_path_factory.mktemp("backup")
    workspace = Workspace.open(folder / "workspace", by="Ana Ruiz")
    case = make.visit(workspace)
    make.assess(workspace, case, "6.2")
    verbs.perform(workspace, case.id, verbs.add_evidence, 3, "Sello")
    config.save_settings(workspace.folder, config.Settings(name="Ana Ruiz"))
    make.write_yaml(workspace.folder / "checklists" / "small.yaml", make.small())
    backup.back_up(workspace, folder / "all.zip")
    yield workspace, case, folder / "all.zip"
    workspace.close()


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_backup_brings_everything_back(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    workspace, case, path = made
    done = backup.restore(path, tmp_path / "new")
    assert done.set_aside is None
    restored = Workspace.open(tmp_path / "new")
    assert verbs.everything(restored) == verbs.everything(workspace)
    assert verify.verify(restored).faults == ()
    assert validations.validation(restored, case.id).visit.id == case.id
    for sha256 in workspace.blobs.all():
        assert restored.blobs.read(sha256) == workspace.blobs.read(sha256)
    assert config.load_settings(restored.folder).name == "Ana Ruiz"
    assert (restored.folder / "checklists" / "small.yaml").is_file()
    # Whoever goes on from a backup must not give out numbers that are known elsewhere already.
    assert restored.device != workspace.device
    make.assess(restored, case, "1.1")
    assert verify.verify(restored).faults == ()
    restored.close()


def test_the_list_names_every_file_with_its_hash(
    made: tuple[Workspace, make.Case, Path],
) -> None:
    manifest = archive.check(made[2])
    names = [entry.name for entry in manifest.files]
    assert names[0] == DATABASE
    assert {"settings.json", "checklists/small.yaml"} <= set(names)
    assert sum(name.startswith("blobs/") for name in names) == len(made[0].blobs.all())
    assert (manifest.schema, manifest.version) == (newest_version(), 1)


def test_what_was_there_before_is_set_aside(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    present = Workspace.open(tmp_path, by="Eva")
    kept = make.visit(present, legal_name="Lo de antes")
    present.close()
    (tmp_path / "log.txt").write_text("stays")
    done = backup.restore(made[2], tmp_path)
    assert done.set_aside is not None
    assert done.set_aside.parent == tmp_path
    assert done.set_aside.name.startswith("before-restore-")
    assert (tmp_path / "log.txt").read_text() == "stays"
    before, now = Workspace.open(done.set_aside), Workspace.open(tmp_path)
    assert validations.validation(before, kept.id).company.legal_name == "Lo de antes"
    assert verbs.everything(now) == verbs.everything(made[0])
    before.close()
    now.close()
    again = backup.restore(made[2], tmp_path)
    assert again.set_aside not in {None, done.set_aside}


def test_a_damaged_workspace_can_be_replaced(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    (tmp_path / DATABASE).write_bytes(b"nothing that a database could be" * 200)
    done = backup.restore(made[2], tmp_path)
    assert done.set_aside is not None
    assert (done.set_aside / DATABASE).read_bytes().startswith(b"nothing")
    Workspace.open(tmp_path).close()


def test_a_workspace_that_is_open_elsewhere_is_left_alone(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from assessor.store.workspace import Workspace;"
        "w = Workspace.open(Path(sys.argv[1])); s = w.read().__enter__(); s.connection();"
        "print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        before = set(contents(tmp_path))
        with pytest.raises(WorkspaceInUse):
            backup.restore(made[2], tmp_path)
        assert set(contents(tmp_path)) == before
        other.communicate("")
    assert backup.restore(made[2], tmp_path).set_aside is not None


def test_others_may_write_while_a_backup_is_made(workspace: Workspace, tmp_path: Path) -> None:
    case = make.visit(workspace)
    with workspace.change("Verdict", validation_id=case.id):
        done = backup.back_up(workspace, tmp_path / "all.zip")
    assert done.files == 1
    assert archive.check(done.path).files[0].name == DATABASE


def test_an_earlier_backup_is_replaced_only_by_a_whole_one(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(b"the earlier one")
    (workspace.folder / "checklists").mkdir()
    gone = workspace.folder / "checklists" / "gone.yaml"
    gone.symlink_to(workspace.folder / "nowhere")
    backup.back_up(workspace, path)
    assert [entry.name for entry in archive.check(path).files] == [DATABASE]
    assert list(tmp_path.glob(".*")) == []


def test_a_backup_that_does_not_read_back_is_taken_away(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    draft = tmp_path / "draft"
    manifest = archive.write(draft, [], schema=1, about="0 0")
    draft.write_bytes(draft.read_bytes()[:-30])
    with pytest.raises(BackupNotSound):
        backup._read_back(draft, path, manifest)
    backup.back_up(workspace, draft)
    with pytest.raises(BackupNotSound):
        backup._read_back(draft, path, manifest)


def test_stored_files_that_are_lost_are_named(workspace: Workspace, tmp_path: Path) -> None:
    case = make.visit(workspace)
    verbs.perform(workspace, case.id, verbs.add_evidence, 3, "Sello")
    [piece] = validations.validation(workspace, case.id).evidence
    workspace.blobs.path(piece.sha256).unlink()
    done = backup.back_up(workspace, tmp_path / "all.zip")
    assert done.missing == (piece.sha256,)


def test_places_that_cannot_be_written_are_named(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    with pytest.raises(FolderNotWritable):
        backup.back_up(made[0], tmp_path / "no such folder" / "all.zip")
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotWritable):
        backup.restore(made[2], tmp_path / "file")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_full_disk_is_named(workspace: Workspace) -> None:
    with pytest.raises(DiskFull), backup.translated(workspace.folder):
        archive.write(Path("/dev/full"), [], schema=1, about="0 0")


def test_a_move_that_fails_is_taken_back(tmp_path: Path) -> None:
    folder, fresh = tmp_path / "folder", tmp_path / "fresh"
    for home in (folder, fresh):
        home.mkdir()
        (home / DATABASE).write_text(home.name)
        (home / "settings.json").write_text(home.name)
    before = contents(tmp_path)
    with pytest.raises(OSError, match=r"."):
        backup._move_all([(fresh / DATABASE, folder / "new"), (fresh / "none", folder / "x")])
    assert contents(tmp_path) == before


def test_a_restore_into_an_empty_folder_that_cannot_be_finished_leaves_it_empty(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    (tmp_path / "blobs").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderNotWritable):
        backup.restore(made[2], tmp_path)
    assert contents(tmp_path) == {}
