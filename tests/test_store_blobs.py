"""Stored files: written once, whole or not at all, named by their hash."""

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.errors import BlobMissing, FolderNotWritable
from assessor.store import blobs as module
from assessor.store.blobs import Blobs


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "blobs")


@given(st.binary(max_size=4000))
def test_what_is_put_comes_back_under_its_hash(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    blobs = Blobs(tmp_path_factory.getbasetemp() / "shared-blobs")
    sha256 = blobs.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert blobs.read(sha256) == content
    assert blobs.is_sound(sha256)


def test_the_same_bytes_are_stored_once(blobs: Blobs) -> None:
    first = blobs.put(b"seal")
    written = blobs.path(first).stat().st_mtime_ns
    assert blobs.put(b"seal") == first
    assert blobs.path(first).stat().st_mtime_ns == written
    assert blobs.all() == [first]


@given(st.lists(st.binary(max_size=400), max_size=8))
def test_pieces_are_stored_as_the_whole_is(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    blobs = Blobs(tmp_path_factory.getbasetemp() / "shared-pieces")
    sha256 = blobs.put_pieces(iter(pieces))
    assert blobs.read(sha256) == b"".join(pieces)
    assert blobs.put(b"".join(pieces)) == blobs.put_pieces(pieces) == sha256
    assert not list(blobs.path(sha256).parent.parent.glob("*.part"))


@pytest.mark.parametrize("length", [1 << 20, (1 << 20) + 1, 5 * (1 << 19), 3 << 20])
def test_long_files_are_written_in_stretches_and_stay_what_they_are(
    blobs: Blobs, length: int
) -> None:
    content = hashlib.shake_128(b"a film of the yard").digest(length)
    assert blobs.read(blobs.put(content)) == content
    again = Blobs(blobs.path("00").parent.parent / "again")
    uneven = [content[:7], content[7 : 1 << 19], b"", content[1 << 19 :]]
    assert again.read(again.put_pieces(uneven)) == content


def test_pieces_that_break_off_leave_nothing(blobs: Blobs) -> None:
    def broken() -> Iterator[bytes]:
        yield b"se"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        blobs.put_pieces(broken())
    assert not list(blobs.path("00").parent.parent.rglob("*.*"))
    assert blobs.all() == []


def test_what_is_gone_or_altered_is_noticed(blobs: Blobs) -> None:
    sha256 = blobs.put(b"seal")
    blobs.path(sha256).write_bytes(b"another seal")
    assert not blobs.is_sound(sha256)
    blobs.path(sha256).unlink()
    assert not blobs.is_sound(sha256)
    with pytest.raises(BlobMissing) as caught:
        blobs.read(sha256)
    assert sha256 in str(caught.value)


def test_an_empty_folder_holds_nothing(blobs: Blobs) -> None:
    assert blobs.all() == []


def test_a_half_written_file_is_no_blob(blobs: Blobs) -> None:
    sha256 = blobs.put(b"seal")
    path = blobs.path(sha256)
    path.with_name(f"{path.name}.0a1b2c3d.part").write_bytes(b"se")
    assert blobs.all() == [sha256]


def test_many_may_bring_the_same_photograph_at_once(blobs: Blobs) -> None:
    content = b"photograph" * 100_000
    failures: list[BaseException] = []

    def bring() -> None:
        try:
            blobs.put(content)
        except BaseException as error:  # noqa: BLE001  a thread's failure must reach the test
            failures.append(error)

    threads = [threading.Thread(target=bring) for _turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(blobs.all()) == 1
    assert blobs.is_sound(blobs.all()[0])


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file stands where the folder should be")
    with pytest.raises(FolderNotWritable):
        Blobs(tmp_path / "blobs").put(b"seal")


def test_a_draft_that_cannot_be_finished_is_taken_away(blobs: Blobs, tmp_path: Path) -> None:
    path = blobs.path(hashlib.sha256(b"seal").hexdigest())
    path.mkdir(parents=True)  # nothing can be moved to where a folder stands
    with pytest.raises(OSError, match=r"."):
        module._write_durably(path, b"seal")
    assert [item.name for item in path.parent.iterdir()] == [path.name]
