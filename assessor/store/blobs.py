"""Bytes by their SHA-256: written once, whole or not at all, and never altered."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from assessor.errors import BlobMissing
from assessor.store.faults import translated
from assessor.urgent import give_way

_STRETCH = 1 << 20  # bytes


class Blobs:
    """A folder of files named by the hash of their content."""

    def __init__(self, folder: Path) -> None:
        """Keep the files below `folder`."""
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the bytes with this hash stand, whether or not they are there."""
        return self._folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Store the bytes durably and return their hash; the same bytes are stored once.

        Raises DiskFull or FolderNotWritable; then nothing was stored.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            with translated(path.parent):
                _write_durably(path, content)
        return sha256

    def put_pieces(self, pieces: Iterable[bytes]) -> str:
        """Store what `put` would store of all pieces together, which are never joined in memory."""
        digest = hashlib.sha256()

        def hashed() -> Iterable[bytes]:
            for piece in pieces:
                digest.update(piece)
                yield piece

        with translated(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            draft = _draft(self._folder / "unnamed", hashed())
            path = self.path(digest.hexdigest())
            if path.exists():
                draft.unlink()
            else:
                _settle(draft, path)
        return path.name

    def read(self, sha256: str) -> bytes:
        """Return the bytes with this hash; BlobMissing if they are gone."""
        try:
            return self.path(sha256).read_bytes()
        except OSError as error:
            raise BlobMissing(sha256=sha256) from error

    def is_sound(self, sha256: str) -> bool:
        """Say whether the bytes are there and still have their hash."""
        try:
            return hashlib.sha256(self.read(sha256)).hexdigest() == sha256
        except BlobMissing:
            return False

    def all(self) -> list[str]:
        """Return the hashes of all files there are."""
        return sorted(path.name for path in self._folder.glob("??/*") if "." not in path.name)


def _write_durably(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _settle(_draft(path, [content]), path)


def _draft(path: Path, pieces: Iterable[bytes]) -> Path:
    """Write the pieces to the disk under a name that is nobody's; return where they stand."""
    # A name of its own: two threads may bring the same photograph at the same time.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with ExitStack() as undone:
        undone.callback(draft.unlink, missing_ok=True)
        with draft.open("wb") as stream:
            for piece in _stretches(pieces):
                stream.write(piece)
                # The disk takes one after the other: a verdict would wait for all of a long file.
                stream.flush()
                os.fsync(stream.fileno())
                give_way()
        undone.pop_all()
    return draft


def _stretches(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in stretches that a disk writes in a moment; one at least."""
    gathered = bytearray()
    for piece in pieces:
        for at in range(0, len(piece), _STRETCH):
            gathered += memoryview(piece)[at : at + _STRETCH]
            if len(gathered) >= _STRETCH:
                yield bytes(gathered)
                gathered.clear()
    yield bytes(gathered)


def _settle(draft: Path, path: Path) -> None:
    """Give a draft its name; on the disk when this returns."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    # Windows has no handle on a folder to flush.
    if os.name == "posix":  # pragma: no branch
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
