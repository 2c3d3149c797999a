"""The file of a backup: a ZIP whose last entry lists every other one with size and hash."""

import errno
import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from assessor.errors import BackupTooNew, BadBackup, DiskFull
from assessor.i18n import _

FORMAT = "aeo-assessor-backup"
VERSION = 1
_LIST = "manifest.json"
_CHUNK = 1 << 20
_LONGEST_LIST = 64 * _CHUNK
# Nothing of ours packs tighter than this; what does was made to fill a disk.
_TIGHTEST, _FROM_SIZE = 200, 10 * _CHUNK
_NAME = re.compile(
    r"workspace\.db|settings\.json|blobs/[0-9a-f]{2}/[0-9a-f]{64}"
    r"|(?:checklists|templates|locales)(?:/[^/\\:*?\"<>|\x00-\x1f]+)+"
)


class Entry(msgspec.Struct, frozen=True):
    """A file of the backup."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the backup holds, and which program made it when."""

    format: str
    version: int
    schema: int
    program: str
    made_at: str
    files: tuple[Entry, ...]


def write(path: Path, files: Iterable[tuple[str, Path]], *, schema: int, about: str) -> Manifest:
    """Write the files and, last, their list; the file is on the disk on return."""
    program, _space, made_at = about.partition(" ")
    with path.open("wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            entries = tuple(_add(package, name, source) for name, source in files)
            manifest = Manifest(
                format=FORMAT,
                version=VERSION,
                schema=schema,
                program=program,
                made_at=made_at,
                files=entries,
            )
            package.writestr(_LIST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _add(package: zipfile.ZipFile, name: str, source: Path) -> Entry:
    # Photographs and documents are packed already; packing them again only takes time.
    how = zipfile.ZIP_STORED if name.startswith("blobs/") else zipfile.ZIP_DEFLATED
    info = zipfile.ZipInfo.from_file(source, name, strict_timestamps=False)
    info.compress_type = how
    with source.open("rb") as stream, package.open(info, "w", force_zip64=True) as target:
        return Entry(name, *_copied(stream, target))


def _copied(source: IO[bytes], target: IO[bytes] | None) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return size, digest.hexdigest()


def check(path: Path) -> Manifest:
    """Read every byte of a backup and compare it with the list; BadBackup, BackupTooNew."""
    with _opened(path) as (package, manifest):
        for entry in manifest.files:
            with package.open(entry.name) as source:
                _compare(path, entry, _copied(source, None))
    return manifest


def extract(path: Path, folder: Path) -> Manifest:
    """Put all files of a backup below an empty folder, checked; BadBackup, BackupTooNew, DiskFull.

    Names, sizes and how tightly it is packed are looked at before anything is written.
    """
    with _opened(path) as (package, manifest):
        make_room(folder, sum(entry.size for entry in manifest.files))
        for entry in manifest.files:
            target = folder / entry.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with package.open(entry.name) as source, target.open("wb") as stream:
                _compare(path, entry, _copied(source, stream))
                stream.flush()
                os.fsync(stream.fileno())
    return manifest


def make_room(folder: Path, size: int) -> None:
    """Raise DiskFull where so many bytes would not fit."""
    if size > shutil.disk_usage(folder).free:
        raise DiskFull


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise BadBackup(path=path, fault=_("there is no such file")) from None
    except OSError as error:
        raise BadBackup(path=path, fault=_("it cannot be read")) from error
    with stream, _damage_named(path), zipfile.ZipFile(stream) as package:
        manifest = _manifest(package, path)
        _compare_lists(package, manifest, path)
        yield package, manifest


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn what the ZIP reader says of a damaged file into BadBackup."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadBackup(path=path, fault=_("it is damaged or cut off")) from error
    except OSError as error:
        # A place outside the file; whatever else the disk says is no damage of the backup.
        if error.errno != errno.EINVAL:
            raise
        raise BadBackup(path=path, fault=_("it is damaged or cut off")) from error


def _manifest(package: zipfile.ZipFile, path: Path) -> Manifest:
    if _LIST not in package.namelist() or package.getinfo(_LIST).file_size > _LONGEST_LIST:
        raise BadBackup(path=path, fault=_("its list is missing"))
    try:
        manifest = msgspec.json.decode(package.read(_LIST), type=Manifest)
    except msgspec.DecodeError as error:
        raise BadBackup(path=path, fault=_("its list cannot be read")) from error
    if manifest.format != FORMAT:
        raise BadBackup(path=path, fault=_("its list cannot be read"))
    if manifest.version > VERSION:
        raise BackupTooNew(path=path)
    return manifest


def _compare_lists(package: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    """Refuse whatever the list does not name, names that lead elsewhere, and bombs."""
    listed = {entry.name: entry.size for entry in manifest.files}
    present = [info for info in package.infolist() if info.filename != _LIST]
    if len(listed) != len(manifest.files) or "workspace.db" not in listed:
        raise BadBackup(path=path, fault=_("its list cannot be read"))
    if sorted(info.filename for info in present) != sorted(listed):
        raise BadBackup(path=path, fault=_("its files are not those of its list"))
    for info in present:
        parts = info.filename.split("/")
        if not _NAME.fullmatch(info.filename) or ".." in parts or "." in parts:
            raise BadBackup(path=path, fault=_("it holds a file that belongs elsewhere"))
        if info.file_size != listed[info.filename]:
            raise BadBackup(path=path, fault=_("a file has another size"))
        if info.file_size > max(_FROM_SIZE, info.compress_size * _TIGHTEST):
            raise BadBackup(path=path, fault=_("it unpacks to far more than it holds"))


def _compare(path: Path, entry: Entry, found: tuple[int, str]) -> None:
    if found != (entry.size, entry.sha256):
        raise BadBackup(path=path, fault=_("a file is not as it was backed up"))
