"""What is refused as a backup: damaged, cut off, newer, or made to do harm."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessor.errors import (
    AssessorError,
    BackupTooNew,
    BadBackup,
    DiskFull,
    FolderNotWritable,
)
from assessor.store import archive, backup
from assessor.store.migrate import newest_version
from assessor.store.own_files import DATABASE
from assessor.store.workspace import Workspace
from tests import make, verbs
from tests.test_store_backup import contents, made

__all__ = ["made"]


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
    assert how[DATABASE] == zipfile.ZIP_DEFLATED
    assert {kind for name, kind in how.items() if name.startswith("blobs/")} == {zipfile.ZIP_STORED}
