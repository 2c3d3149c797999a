"""Reads a file in a process of its own: whatever is in it costs an error message, nothing else.

docs/decisions/0012-reading-apart.md says why, and where the cut between the two processes lies.
"""

import hashlib
import logging
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from assessor import errors, i18n
from assessor.checklist import Checklist
from assessor.saq import steps, wire
from assessor.saq.child import LIMITS, Child, Limits, child_for
from assessor.saq.corrections import NONE, Corrections
from assessor.saq.package import load
from assessor.saq.pieces import join
from assessor.saq.preview import interpret
from assessor.saq.types import Raw, SaqPreview
from assessor.urgent import uncollected

log = logging.getLogger(__name__)

Report = Callable[[int, int], object]
Inbox = queue.SimpleQueue[tuple[Child, bytes | None]]
_POLL = 0.05  # seconds until a person who cancels is heard
_LAST_WORDS = 5  # seconds that a process may take to go once its pipe is closed


def read_apart(
    path: Path,
    *,
    password: str = "",
    encoding: str = "",
    delimiter: str = "",
    first: str = "",
    report: Report | None = None,
    limits: Limits = LIMITS,
) -> Raw:
    """Return all that a file holds, read in another process; raises as `preview.read` does.

    Also raises SaqTooMuchMemory, SaqTookTooLong or SaqReadingEnded. `report(done, total)` hears
    how far it is, several times a second; what it raises ends the reading at once. `first` names
    a module whose READER is asked before all others.
    """
    data = load(path)
    asked = wire.Request(data, path.name, password, encoding, delimiter, first, i18n.language())
    try:
        with uncollected():
            answer = _read(asked, limits, report or _unheard)
    except OSError as error:  # no process could be started
        raise errors.SaqReadingEnded(name=path.name) from error
    except errors.AssessorError as error:
        error.values["name"] = path.name
        raise
    sha256 = hashlib.sha256(data).hexdigest()
    return Raw(path.name, sha256, answer.source, answer.counted, data)


def preview_apart(
    path: Path,
    checklist: Checklist,
    *,
    password: str = "",
    encoding: str = "",
    delimiter: str = "",
    report: Report | None = None,
    limits: Limits = LIMITS,
) -> SaqPreview:
    """Return what `preview` returns, the file read in another process and matched in this one."""
    raw = read_apart(
        path,
        password=password,
        encoding=encoding,
        delimiter=delimiter,
        report=report,
        limits=limits,
    )
    return interpret_within(raw, checklist, report=report, limits=limits)


def interpret_within(
    raw: Raw,
    checklist: Checklist,
    said: Corrections = NONE,
    *,
    report: Report | None = None,
    limits: Limits = LIMITS,
) -> SaqPreview:
    """Match a file that was read, within a limit of time and as long as it is wanted."""
    with steps.told_to(_patient(raw.file, report or _unheard, limits)):
        return interpret(raw, checklist, said)


def _patient(name: str, report: Report, limits: Limits) -> steps.Listener:
    last = time.monotonic()
    end = last + limits.processor

    def listen(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now > end:
            raise errors.SaqTookTooLong(name=name)
        if now - last >= _POLL:
            last = now
            report(done, total)

    return listen


def _unheard(_done: int, _total: int) -> None:
    """Nobody listens."""


def _read(asked: wire.Request, limits: Limits, report: Report) -> wire.Answer:
    """Have a file read; the rows of a large one are counted by another process meanwhile."""
    with ExitStack() as children:
        inbox: Inbox = queue.SimpleQueue()
        reader, counter = children.enter_context(child_for(limits)), None
        _begin(reader, asked, inbox)
        answer: wire.Answer | None = None
        counted: wire.Reply | errors.AssessorError | None = None
        for who, told in _heard(inbox, report, limits):
            if who is not reader:
                counted = told
            elif isinstance(told, wire.Answer):
                answer = told
            elif isinstance(told, wire.Beside) and counter is None:
                counter = children.enter_context(child_for(limits))
                _begin(counter, msgspec.structs.replace(asked, counts=True), inbox)
            else:
                raise _error_of(told)
            # What the reader has against a file counts before what the counter has.
            if answer is not None and (counter is None or counted is not None):
                return answer if counter is None else _joined(answer, counted)
    raise errors.SaqReadingEnded(name="")


def _begin(child: Child, asked: wire.Request, inbox: Inbox) -> None:
    threading.Thread(target=_carry, args=(child, asked, inbox), daemon=True).start()


def _heard(
    inbox: Inbox, report: Report, limits: Limits
) -> Iterator[tuple[Child, wire.Reply | errors.AssessorError]]:
    """Yield what each process says but for its steps, which `report` hears."""
    done, total, end = 0, 0, time.monotonic() + limits.seconds
    through: set[Child] = set()
    pieces: list[wire.Lines] = []  # of the one that reads; the other only counts
    while True:
        report(done, total)
        if time.monotonic() > end:
            raise errors.SaqTookTooLong(name="")
        try:
            child, content = inbox.get(timeout=_POLL)
        except queue.Empty:
            continue
        if child in through:  # that it goes once it has answered is no news
            continue
        told = _understood(content, pieces) if content is not None else None
        if isinstance(told, wire.Step):
            done, total = told.done, told.total
        elif isinstance(told, wire.Lines):
            pieces.append(told)
        else:
            if not isinstance(told, wire.Beside):
                through.add(child)
            yield child, told or _ended(child)


def _joined(answer: wire.Answer, counted: object) -> wire.Answer:
    if isinstance(counted, wire.Counted):
        return wire.Answer(answer.source, counted.counted)
    raise _error_of(counted)


def _carry(child: Child, asked: wire.Request, inbox: Inbox) -> None:
    """Write the request and put what comes back where it is waited for; None at the end.

    On a thread of its own: no system lets a program wait for a pipe and a person at once.
    """
    assert child.process.stdin is not None  # noqa: S101  for the type checker
    assert child.process.stdout is not None  # noqa: S101
    try:
        wire.send(child.process.stdin, asked)
        room = wire.MAX_FRAME  # for all that it says: pieces have no more room than the whole
        while (content := wire.receive(child.process.stdout)) is not None:
            room -= len(content)
            if room < 0:
                break
            inbox.put((child, content))
    except (OSError, ValueError, wire.BadFrame):
        pass  # the pipe was closed, or broke: the process is gone or is about to be
    inbox.put((child, None))


def _understood(content: bytes, pieces: list[wire.Lines]) -> wire.Reply | None:
    """Return a reply, whole; None if it is none, as from a process that is no longer itself."""
    try:
        told = wire.reply(content)
        return join(told, pieces) if isinstance(told, wire.Answer) and pieces else told
    except wire.BadFrame:
        return None


def _error_of(told: object) -> errors.AssessorError:
    """Return the error that a process tells; one of its own if it tells something else."""
    if isinstance(told, errors.AssessorError):
        return told
    kind = getattr(errors, told.error, None) if isinstance(told, wire.Failure) else None
    if (
        isinstance(told, wire.Failure)
        and isinstance(kind, type)
        and issubclass(kind, errors.AssessorError)
    ):
        return kind(**{"name": "", **told.values})
    return errors.SaqReadingEnded(name="")


def _ended(child: Child) -> errors.AssessorError:
    """Return why a process went without an answer."""
    try:
        code = child.process.wait(_LAST_WORDS)
    except subprocess.TimeoutExpired:
        code = 0
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return errors.SaqTookTooLong(name="")
    place = child.told.read_text(encoding="utf-8", errors="replace")[-4000:]
    log.error("reading ended with %d\n%s", code, place)
    return errors.SaqReadingEnded(name="")
