"""Backup and restore: whole or not at all, nothing lost, nothing hostile let in."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assessor import config, validations
from assessor.errors import (
    AssessorError,
    BackupNotSound,
    BackupTooNew,
    BadBackup,
    DiskFull,
    FolderNotWritable,
    WorkspaceInUse,
)
from assessor.store import archive, backup, verify
from assessor.store.migrate import newest_version
from assessor.store.workspace import DATABASE, Workspace
from tests import files, make, verbs

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


# What is refused


def unpacked(path: Path) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the files of a backup and its list."""
    with zipfile.ZipFile(path) as package:
        found = {name: package.read(name) for name in package.namelist()}
    return found, json.loads(found.pop("manifest.json"))


def pack(path: Path, held: dict[str, bytes], listed: Any) -> Path:
    """Write a backup of one's own making."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content)
        if listed is not None:
            package.writestr("manifest.json", json.dumps(listed))
    return path


def entry(name: str, content: bytes) -> dict[str, Any]:
    """Return the line of the list for a file."""
    import hashlib

    sha256 = hashlib.sha256(content).hexdigest()
    return {"name": name, "size": len(content), "sha256": sha256}


Spoil = Callable[[dict[str, bytes], dict[str, Any]], object]


def with_file(name: str, content: bytes = b"x") -> Spoil:
    def spoil(held: dict[str, bytes], listed: dict[str, Any]) -> None:
        held[name] = content
        listed["files"].append(entry(name, content))

    return spoil


SPOILT: dict[str, tuple[Spoil, type[AssessorError]]] = {
    "another hash": (lambda _h, m: m["files"][0].update(sha256="0" * 64), BadBackup),
    "another size": (lambda _h, m: m["files"][0].update(size=1), BadBackup),
    "a file too few": (lambda h, _m: h.pop("settings.json"), BadBackup),
    "a file too many": (lambda h, _m: h.update({"settings.json.bak": b"x"}), BadBackup),
    "a file named twice": (lambda _h, m: m["files"].append(m["files"][0]), BadBackup),
    "no database": (
        lambda h, m: (h.pop(DATABASE), m["files"].pop(0)),
        BadBackup,
    ),
    "another format": (lambda _h, m: m.update(format="recipes"), BadBackup),
    "a field of another type": (lambda _h, m: m.update(version="one"), BadBackup),
    "a later format": (lambda _h, m: m.update(version=2), BackupTooNew),
    "up and away": (with_file("../escaped.txt"), BadBackup),
    "up and away below": (with_file("checklists/../../escaped.txt"), BadBackup),
    "from the root": (with_file("/escaped.txt"), BadBackup),
    "another drive": (with_file("C:escaped.txt"), BadBackup),
    "backslashes": (with_file("checklists\\..\\escaped.txt"), BadBackup),
    "a blob of another name": (with_file("blobs/aa/escaped"), BadBackup),
    "a program": (with_file("assessor/cli.py"), BadBackup),
    "a bomb": (with_file("checklists/bomb.yaml", b"\0" * 30_000_000), BadBackup),
    "a database of nonsense": (
        lambda h, m: (
            h.update({DATABASE: b"x" * 9000}),
            m["files"].__setitem__(0, entry(DATABASE, b"x" * 9000)),
        ),
        BadBackup,
    ),
    "an empty database": (
        lambda h, m: (
            h.update({DATABASE: b""}),
            m["files"].__setitem__(0, entry(DATABASE, b"")),
        ),
        BadBackup,
    ),
}


@pytest.mark.parametrize(("spoil", "error"), SPOILT.values(), ids=SPOILT)
def test_what_is_not_a_whole_backup_is_refused(
    made: tuple[Workspace, make.Case, Path],
    tmp_path: Path,
    spoil: Spoil,
    error: type[AssessorError],
) -> None:
    held, listed = unpacked(made[2])
    spoil(held, listed)
    path = pack(tmp_path / "spoilt.zip", held, listed)
    target = tmp_path / "deep" / "target"
    with pytest.raises(error) as caught:
        backup.restore(path, target)
    assert str(path) in str(caught.value)
    assert contents(target) == {}
    assert not list(tmp_path.rglob("escaped*"))


@pytest.mark.parametrize("share", [0.05, 0.5, 0.98, 0.9999])
def test_a_backup_that_was_cut_off_is_refused(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path, share: float
) -> None:
    whole = made[2].read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BadBackup):
        backup.restore(path, tmp_path / "target")
    assert contents(tmp_path / "target") == {}


def test_every_flipped_byte_is_noticed_or_harmless(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    whole = made[2].read_bytes()
    path = tmp_path / "flipped.zip"
    first = archive.check(made[2])
    # All over the file, and every place of its last directory.
    places = [
        *range(0, len(whole), max(1, len(whole) // 120)),
        *range(len(whole) - 400, len(whole)),
    ]
    for position in places:
        flipped = bytearray(whole)
        flipped[position] ^= 0xFF
        path.write_bytes(flipped)
        try:
            assert archive.check(path) == first
        except BadBackup:
            continue


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"no zip at all", b"PK\x05\x06" + b"\0" * 18]
)
def test_other_files_are_no_backup(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(content)
    with pytest.raises(BadBackup):
        archive.check(path)


def test_a_file_that_is_not_there_or_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match=r"no such file"):
        backup.restore(tmp_path / "none.zip", tmp_path / "target")
    with pytest.raises(BadBackup, match=r"cannot be read"):
        backup.restore(tmp_path, tmp_path / "target")


def test_a_database_of_a_newer_program_is_refused(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    import sqlcipher3.dbapi2 as driver

    held, listed = unpacked(made[2])
    (tmp_path / "newer.db").write_bytes(held[DATABASE])
    connection = driver.connect(str(tmp_path / "newer.db"))
    connection.execute(f"PRAGMA user_version = {newest_version() + 1}")
    connection.close()
    held[DATABASE] = (tmp_path / "newer.db").read_bytes()
    listed["files"][0] = entry(DATABASE, held[DATABASE])
    path = pack(tmp_path / "newer.zip", held, listed)
    with pytest.raises(BackupTooNew):
        backup.restore(path, tmp_path / "target")


def test_more_than_the_disk_holds_is_refused(tmp_path: Path) -> None:
    archive.make_room(tmp_path, 1000)
    with pytest.raises(DiskFull):
        archive.make_room(tmp_path, shutil.disk_usage(tmp_path).total * 2)


def test_a_restore_that_cannot_be_finished_leaves_all_as_it_was(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    present = Workspace.open(tmp_path)
    before = verbs.everything(present)
    present.close()
    # Nothing stands at the end of the link, so it is not set aside; and no folder takes its place.
    (tmp_path / "blobs").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderNotWritable):
        backup.restore(made[2], tmp_path)
    assert set(contents(tmp_path)) == {DATABASE}
    assert not list(tmp_path.glob("*restore-*"))
    present = Workspace.open(tmp_path)
    assert verbs.everything(present) == before
    present.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_disk_that_fills_up_while_unpacking_is_named(
    made: tuple[Workspace, make.Case, Path], tmp_path: Path
) -> None:
    (tmp_path / DATABASE).symlink_to("/dev/full")
    with pytest.raises(DiskFull), backup.translated(tmp_path):
        archive.extract(made[2], tmp_path)


def test_a_list_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.json", b" " * (archive._LONGEST_LIST + 1))
    with pytest.raises(BadBackup):
        archive.check(path)


def test_what_a_photograph_holds_is_not_packed_twice(
    made: tuple[Workspace, make.Case, Path],
) -> None:
    with zipfile.ZipFile(made[2]) as package:
        how = {info.filename: info.compress_type for info in package.infolist()}
    assert files.photograph()
    assert how[DATABASE] == zipfile.ZIP_DEFLATED
    assert {kind for name, kind in how.items() if name.startswith("blobs/")} == {zipfile.ZIP_STORED}
