"""Reading in a process of its own: the same rows, the same errors, and nothing left behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor import errors, i18n, saq
from assessor.saq import apart, child, wire
from assessor.saq.child import Limits
from assessor.saq.libreoffice import find_libreoffice
from assessor.saq.pieces import PIECE, cut, join
from assessor.saq.preview import preview, read
from assessor.saq.types import Block, Cell, Line, Source
from tests import processes, saq_pdfs
from tests import saq_samples as forms

KNOWN = sorted(path for path in forms.SAMPLES.rglob("*.*") if path.suffix != ".json")
NAME = "ctpat_fabricante_es.xlsx"
LOCKED_WITH = "Sésamo 1"
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


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """Return a file that takes a while to read."""
    path = tmp_path / "long.csv"
    rows = forms.rows_of(forms.manufacturer(), "es")
    path.write_bytes(forms.as_csv([*rows, *rows[1:] * 600]))
    return path


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: path.name)
def test_each_format_reads_apart_as_it_does_here(path: Path, ready: None) -> None:
    password = LOCKED_WITH if path.name.startswith("locked") else ""
    assert apart.read_apart(path, password=password) == read(path, password=password)


def test_the_preview_is_the_same_as_without_another_process(ready: None) -> None:
    path, checklist = forms.SAMPLES / NAME, forms.checklist_of(NAME)
    shown = saq.preview_apart(path, checklist)
    assert shown == preview(path, checklist)
    assert shown.content == path.read_bytes()


def test_how_a_person_says_it_is_encoded_and_divided_goes_along(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("a,b;ó\n1,2;Ł\n".encode("cp1250"))
    assert apart.read_apart(path, encoding="cp1250", delimiter=",") == read(
        path, encoding="cp1250", delimiter=","
    )


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.SaqEmpty),
        (b"GIF89a" + bytes(40), errors.SaqTypeUnknown),
        (b"PK\x03\x04 not really", errors.SaqUnreadable),
        (b"%PDF-1.7\n", errors.SaqUnreadable),
    ],
)
def test_what_a_reader_says_comes_through(
    data: bytes, error: type[errors.AssessorError], tmp_path: Path, ready: None
) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    with pytest.raises(error) as told:
        apart.read_apart(path)
    with pytest.raises(error) as here:
        read(path)
    assert type(told.value) is type(here.value)
    assert str(told.value) == str(here.value)
    assert "file.xlsx" in str(told.value)


def test_reasons_are_given_in_the_persons_language(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(b"<html><p>" + b"x" * 300_000)
    i18n.set_language("es")
    try:
        with pytest.raises(errors.SaqTooLarge) as told:
            apart.read_apart(path)
    finally:
        i18n.set_language("en")
    assert "300000" in str(told.value.values["what"])


def test_a_missing_file_and_one_too_large_start_no_process(tmp_path: Path) -> None:
    with pytest.raises(errors.SaqUnreadable):
        apart.read_apart(tmp_path / "gone.xlsx")
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(60_000_000)
    with pytest.raises(errors.SaqTooLarge):
        apart.read_apart(large)


def test_a_password_is_wanted_and_never_stands_on_a_command_line(tmp_path: Path) -> None:
    secret = "Sésamo 1"
    path = tmp_path / "locked.pdf"
    path.write_bytes(saq_pdfs.locked(saq_pdfs.as_form(forms.importer()[:2]), secret))
    with pytest.raises(errors.SaqPasswordNeeded):
        apart.read_apart(path)
    with pytest.raises(errors.SaqPasswordWrong):
        apart.read_apart(path, password="wrong")
    seen: list[bytes] = []

    def look(_done: int, _total: int) -> None:
        for number in processes.readers():
            seen.extend(processes.told(number, what) for what in ("cmdline", "environ"))

    assert apart.read_apart(path, password=secret, report=look).counted
    assert not any(secret.encode() in told for told in seen)


# What goes wrong costs an error message


def at_first(act: Callable[[int], object]) -> Callable[[int, int], None]:
    """Return what does something to the process that reads, once."""
    done: list[int] = []

    def report(_done: int, _total: int) -> None:
        if not done and (found := processes.readers()):
            done.append(found[0])
            act(found[0])

    return report


@linux
@pytest.mark.expects_log("reading ended with")
def test_a_process_that_dies_is_said_and_leaves_nothing(long_file: Path) -> None:
    report = at_first(lambda number: os.kill(number, signal.SIGKILL))
    with pytest.raises(errors.SaqReadingEnded, match=r"long\.csv broke off"):
        apart.read_apart(long_file, report=report)
    assert not processes.readers()


@linux
@pytest.mark.expects_log("reading ended with")
def test_a_process_that_crashes_is_said_and_its_end_is_logged(long_file: Path) -> None:
    report = at_first(lambda number: os.kill(number, signal.SIGSEGV))
    with pytest.raises(errors.SaqReadingEnded):
        apart.read_apart(long_file, report=report)


@linux
def test_a_process_that_stands_still_is_ended_by_the_clock(long_file: Path) -> None:
    report = at_first(lambda number: os.kill(number, signal.SIGSTOP))
    start = time.monotonic()
    with pytest.raises(errors.SaqTookTooLong, match="too long"):
        apart.read_apart(long_file, report=report, limits=Limits(seconds=1))
    assert time.monotonic() - start < 5
    assert not processes.readers()


@linux
def test_a_process_that_goes_round_in_circles_is_ended_by_its_processor_time(
    long_file: Path,
) -> None:
    with pytest.raises(errors.SaqTookTooLong):
        apart.read_apart(long_file, limits=Limits(processor=1))


@linux
@pytest.mark.parametrize("memory", range(120_000_000, 180_000_000, 8_000_000))
def test_a_process_that_eats_memory_is_refused_more(long_file: Path, memory: int) -> None:
    """Wherever it happens to find none; C code does not always say why it failed."""
    with pytest.raises(errors.SaqTooMuchMemory, match="memory"):
        apart.read_apart(long_file, limits=Limits(memory=memory))


def test_matching_has_its_time_as_well(tmp_path: Path) -> None:
    raw = read(forms.SAMPLES / NAME)
    checklist = checklists.checklist(forms.MANUFACTURER)
    with pytest.raises(errors.SaqTookTooLong):
        apart.interpret_within(raw, checklist, limits=Limits(processor=-1))


@linux
def test_whoever_cancels_is_heard_at_once_and_nothing_goes_on(long_file: Path) -> None:
    seen: list[float] = []

    def report(_done: int, _total: int) -> None:
        if processes.readers():
            seen.append(time.monotonic())
        if len(seen) > 3:
            raise Enough

    with pytest.raises(Enough):
        apart.read_apart(long_file, report=report)
    assert time.monotonic() - seen[-1] < 0.5
    assert not processes.readers()
    assert not processes.folders()


def test_pages_are_told_while_they_are_read() -> None:
    told: list[tuple[int, int]] = []
    apart.read_apart(
        forms.SAMPLES / "portal_print_en.pdf", report=lambda done, total: told.append((done, total))
    )
    assert max(told)[1] > 1  # pages


@linux
@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not installed")
def test_cancelling_ends_libreoffice_too(tmp_path: Path) -> None:
    path = forms.SAMPLES / "formats" / "traps.doc"

    def report(_done: int, _total: int) -> None:
        if any("soffice.bin" in line for line in processes.session()):
            raise Enough

    with pytest.raises(Enough):
        apart.read_apart(path, report=report)
    until(lambda: not processes.session())
    assert not processes.folders()


def until(holds: Callable[[], Any]) -> None:
    """Wait until something holds."""
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    assert holds()


# A process is kept ready


def the_one() -> int:
    """Return the number of the only reading process; one just begun has no name for a moment."""
    until(lambda: len(processes.readers()) == 1)
    return processes.readers()[0]


@linux
def test_the_one_that_is_ready_is_used_once_and_another_takes_its_place(ready: None) -> None:
    first = the_one()
    apart.read_apart(forms.SAMPLES / NAME)
    second = the_one()
    assert first != second
    child.warm_up()
    assert processes.readers() == [second]


@linux
def test_one_that_died_while_it_waited_is_replaced(ready: None) -> None:
    first = the_one()
    os.kill(first, signal.SIGKILL)
    until(lambda: not child._ready[0].waits())
    assert apart.read_apart(forms.SAMPLES / NAME).counted
    assert first not in processes.readers()


@linux
def test_nothing_is_left_when_it_is_no_longer_wanted(ready: None) -> None:
    child.cool_down()
    assert not processes.readers()
    assert not processes.folders()
    apart.read_apart(forms.SAMPLES / NAME)
    assert not processes.readers()


KEEPS_ONE = """
import os, sys, time
from assessor.saq import child
child.warm_up()
print(child._ready[0].process.pid, flush=True)
if sys.argv[1] == "killed":
    time.sleep(60)
"""


@linux
@pytest.mark.parametrize("how", ["ends", "killed"])
def test_it_goes_with_the_program_however_that_goes(how: str) -> None:
    command = [sys.executable, "-c", KEEPS_ONE, how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        number = int(program.stdout.readline())
        if how == "killed":
            program.kill()
        program.wait(20)
    until(lambda: not Path(f"/proc/{number}").exists())


def test_the_packed_program_reads_apart_by_a_word_of_its_own() -> None:
    """Packed, the program has no Python that could be asked to run a module."""
    main = Path(saq.__file__).parents[2] / "main.py"
    command = [sys.executable, str(main), "--reading-process", "2000000000", "60"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        wire.send(reader.stdin, wire.Request(b"a;b\n1;2\n", "x.csv"))
        content = wire.receive(reader.stdout)
    assert content is not None
    answer = wire.reply(content)
    assert isinstance(answer, wire.Answer)
    assert answer.counted == ("record 1", "record 2")


# What comes back is text and numbers, whoever sends it


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_reply_becomes_anything_but_rows_or_an_error(content: bytes) -> None:
    try:
        answer = wire.reply(content)
    except wire.BadFrame:
        return
    assert isinstance(answer, wire.Reply)


@pytest.mark.parametrize("name", ["SystemExit", "AssessorErrors", "N_", "__import__", ""])
def test_an_error_that_is_none_of_ours_is_no_error_of_ours(name: str) -> None:
    told = apart._error_of(wire.Failure(name, {"name": "x"}))
    assert type(told) is errors.SaqReadingEnded


LINES = st.lists(
    st.builds(Line, st.text(max_size=3), st.just((Cell("A1", "x"),))), max_size=3 * PIECE // 1000
)


@settings(max_examples=50)
@given(st.lists(LINES, max_size=3), st.integers(0, 3))
def test_what_goes_in_pieces_arrives_whole(blocks: list[list[Line]], times: int) -> None:
    made = [Block("s", "sheet", tuple(lines * 1000 * times)) for lines in blocks]
    answer = wire.Answer(Source("x", tuple(made)), ("1",))
    *pieces, last = [wire.reply(wire.encode(piece)) for piece in cut(answer)]
    assert isinstance(last, wire.Answer)
    assert all(isinstance(piece, wire.Lines) and len(piece.lines) <= PIECE for piece in pieces)
    assert join(last, pieces) == answer
    with pytest.raises(wire.BadFrame):
        join(last, [wire.Lines(len(made), ())])
    with pytest.raises(wire.BadFrame):
        join(last, [wire.Lines(-1, ())])


@pytest.mark.expects_log("reading ended with")
def test_pieces_without_end_are_no_more_than_an_answer_too_long(
    long_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "MAX_FRAME", 2_000_000)
    with pytest.raises(errors.SaqReadingEnded):
        apart.read_apart(long_file)


def test_an_answer_too_long_is_not_even_begun(tmp_path: Path) -> None:
    path = tmp_path / "frame"
    path.write_bytes((wire.MAX_FRAME + 1).to_bytes(8, "big") + b"x")
    with path.open("rb") as stream, pytest.raises(wire.BadFrame):
        wire.receive(stream)
    path.write_bytes((9).to_bytes(8, "big") + b"x")
    with path.open("rb") as stream, pytest.raises(wire.BadFrame):
        wire.receive(stream)
