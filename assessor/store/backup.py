"""Backup of a whole workspace into one file, read back after writing; and the way back."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete
from sqlalchemy.exc import DatabaseError

from assessor import __version__
from assessor.errors import (
    BackupNotSound,
    BackupNotThere,
    BackupTooNew,
    BadBackup,
    DatabaseUnreadable,
    WorkspaceInUse,
)
from assessor.i18n import _
from assessor.model import Meta, utc_now
from assessor.store import archive
from assessor.store.engine import gate, open_engine, outside_transactions
from assessor.store.faults import translated
from assessor.store.migrate import newest_version, version_of
from assessor.store.own_files import DATABASE, SETTINGS, is_own_file
from assessor.store.verify import referenced
from assessor.store.workspace import Workspace

# An administration's own files; the frozen checklists of its validations need their profiles.
OWN_FOLDERS = ("checklists", "locales", "templates")
_CONTENT = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "blobs", SETTINGS, *OWN_FOLDERS)
_PATIENCE_MS = 1500


@dataclass(frozen=True)
class Backup:
    """A backup as it was written; `missing` are stored files that the workspace has lost."""

    path: Path
    files: int
    size: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Restored:
    """How many files were put in place, and where the earlier content is kept, if any was."""

    files: int
    set_aside: Path | None


def back_up(workspace: Workspace, path: Path) -> Backup:
    """Write the workspace as it is at one moment to `path`; others may go on writing meanwhile.

    The file is whole and was read back, or it is as it was before. Raises BackupNotThere,
    BackupNotSound, FolderNotWritable, DiskFull or DatabaseUnreadable.
    """
    if is_own_file(path) or path.is_dir():
        raise BackupNotThere(path=str(path))
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with translated(path.parent), tempfile.TemporaryDirectory() as scratch:
            snapshot = Path(scratch) / DATABASE
            workspace.snapshot(snapshot)
            files = list(_files(workspace.folder, snapshot))
            about = f"{__version__} {utc_now().isoformat()}"
            manifest = archive.write(draft, files, schema=newest_version(), about=about)
            _read_back(draft, path, manifest)
            draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return Backup(path, len(manifest.files), path.stat().st_size, _missing(workspace))


def _files(folder: Path, snapshot: Path) -> Iterator[tuple[str, Path]]:
    yield DATABASE, snapshot
    for name in (SETTINGS, "blobs", *OWN_FOLDERS):
        home = folder / name
        for path in [home] if home.is_file() else sorted(home.rglob("*")):
            # A file that is being written ends in .part; nothing refers to it yet.
            if path.is_file() and not path.is_symlink() and path.suffix != ".part":
                yield path.relative_to(folder).as_posix(), path


def _read_back(draft: Path, path: Path, written: archive.Manifest) -> None:
    try:
        found = archive.check(draft)
    except (BadBackup, BackupTooNew) as error:
        raise BackupNotSound(path=path) from error
    if found != written:
        raise BackupNotSound(path=path)


def _missing(workspace: Workspace) -> tuple[str, ...]:
    with workspace.read() as session:
        needed = referenced(session.connection())
    return tuple(sorted(name for name in needed if not workspace.blobs.path(name).exists()))


def restore(path: Path, folder: Path) -> Restored:
    """Put a backup in place; what `folder` held before is moved aside inside it, never deleted.

    All hashes and the database are checked before anything is touched. Raises BadBackup,
    BackupTooNew, WorkspaceInUse, DiskFull or FolderNotWritable; then nothing was changed.
    """
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as scratch:
            fresh = Path(scratch)
            manifest = archive.extract(path, fresh)
            _prepare_database(fresh / DATABASE, path)
            _close_for_all(folder)
            aside = _swap(fresh, folder)
    return Restored(len(manifest.files), aside)


def _present(folder: Path) -> list[str]:
    return [name for name in _CONTENT if (folder / name).exists()]


def _new_folder(folder: Path) -> Path:
    moment = utc_now().astimezone().strftime("%Y%m%d-%H%M%S")
    names = [f"before-restore-{moment}", *(f"before-restore-{moment}-{n}" for n in range(2, 100))]
    aside = next(folder / name for name in names if not (folder / name).exists())
    aside.mkdir()
    return aside


def _prepare_database(path: Path, backup: Path) -> None:
    """Look whether the database is sound and ours, and give it a device code of its own.

    Steps made after the backup may already be known elsewhere under this device's next numbers:
    a restored workspace therefore goes on as a new device.
    """
    engine = open_engine(path)
    try:
        with engine.connect() as connection:
            if version_of(connection, path) > newest_version():
                raise BackupTooNew(path=backup)
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            connection.rollback()
            if said != "ok" or version_of(connection, path) == 0:
                raise BadBackup(path=backup, fault=_("its database is damaged"))
            with connection.begin(), gate(connection):
                connection.execute(delete(Meta).where(Meta.key == "device"))
        _leave_one_file(engine)
    except (DatabaseError, DatabaseUnreadable) as error:
        raise BadBackup(path=backup, fault=_("its database is damaged")) from error
    finally:
        engine.dispose()


def _leave_one_file(engine: Engine) -> str:
    """Bring everything into the one database file; possible only while nobody else has it open."""
    with outside_transactions(engine).connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        return str(connection.exec_driver_sql("PRAGMA journal_mode = DELETE").scalar_one())


def _close_for_all(folder: Path) -> None:
    """Refuse to move a database that another program has open; a damaged one may be moved."""
    path = folder / DATABASE
    if not path.exists():
        return
    engine = open_engine(path)
    try:
        busy = _leave_one_file(engine) != "delete"
    except DatabaseError as error:
        busy = "locked" in str(error.orig)
    finally:
        engine.dispose()
    if busy:
        raise WorkspaceInUse(path=folder)


def _swap(fresh: Path, folder: Path) -> Path | None:
    """Move the present content aside and the fresh in; return where the present went, if any."""
    aside = _new_folder(folder) if _present(folder) else None
    moves = [(folder / name, aside / name) for name in _present(folder) if aside]
    moves += [(fresh / name, folder / name) for name in _present(fresh)]
    try:
        _move_all(moves)
    except OSError:
        if aside is not None:
            aside.rmdir()
        raise
    return aside


def _move_all(moves: list[tuple[Path, Path]]) -> None:
    """Make all moves, or take back those that were made."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.rename(source)
        raise
