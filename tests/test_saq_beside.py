"""The rows of a large file are counted by a second process, while the first one reads them."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessor import errors
from assessor.saq import apart, child
from assessor.saq.preview import read
from assessor.saq.reading_process import LARGE
from tests import processes

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


class Enough(Exception):
    """The person cancelled."""


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing of other tests lie where these look for what is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("scraps")))


@pytest.fixture
def ready() -> Iterator[None]:
    """Keep a process ready, as the window does."""
    child.warm_up()
    yield
    child.cool_down()


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page so large that counting its rows has a process of its own."""
    path = tmp_path_factory.mktemp("large") / "large.html"
    rows = [f"<tr><td>{n}.{n}</td><td>{'Is it locked? ' * 9}</td><td>Yes</td></tr>"
            for n in range(25_000)]  # fmt: skip
    path.write_text(f"<html><body><table>{''.join(rows)}</table></body></html>", encoding="utf-8")
    assert path.stat().st_size > LARGE
    return path


def test_what_two_processes_read_and_count_is_what_one_does(large_file: Path, ready: None) -> None:
    assert apart.read_apart(large_file) == read(large_file)


@linux
@pytest.mark.expects_log("reading ended with")
@pytest.mark.parametrize("which", [min, max])
def test_either_of_two_that_dies_ends_both(
    which: Callable[[list[int]], int], large_file: Path
) -> None:
    seen: list[int] = []

    def report(_done: int, _total: int) -> None:
        found = processes.readers()
        if len(found) == 2 and not seen:
            seen.append(which(found))
            os.kill(seen[0], signal.SIGKILL)

    with pytest.raises(errors.SaqReadingEnded):
        apart.read_apart(large_file, report=report)
    assert seen
    assert not processes.readers()


@linux
def test_cancelling_ends_both(large_file: Path) -> None:
    def report(_done: int, _total: int) -> None:
        if len(processes.readers()) == 2:
            raise Enough

    with pytest.raises(Enough):
        apart.read_apart(large_file, report=report)
    assert not processes.readers()
    assert not processes.folders()


def test_what_the_reader_has_against_a_large_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + "<p>one</p>" * 300_000 + "x" * 250_000, encoding="utf-8")
    with pytest.raises(errors.SaqTooLarge, match="250000 letters"):
        apart.read_apart(path)
