"""The process that reads a file, seen from the program: started, kept ready, ended with its kin."""

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_ROOT = Path(__file__).resolve().parent.parent.parent
_LAST_WORDS = 5  # seconds


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; LibreOffice and tesseract have the same limits again."""

    memory: int = 2_000_000_000  # bytes; 100,000 rows of XLSX need 1.3 GB
    processor: int = 240  # seconds of one core
    seconds: int = 600  # by the clock: 60 scanned pages take about 5 minutes


LIMITS = Limits()


class Child:
    """A process that waits for one file, with a folder that goes when it goes."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.folder = TemporaryDirectory(prefix="aeo-reading-", ignore_cleanup_errors=True)
        self.told = Path(self.folder.name) / "told.txt"
        with self.told.open("wb") as told:
            self.process = subprocess.Popen(  # noqa: S603  our own program, two numbers
                _command(limits),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=told,
                cwd=self.folder.name,
                env=_environment(self.folder.name),
                # A session of its own: what it starts can be ended with it, and Ctrl+C is ours.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )

    def waits(self) -> bool:
        """Whether it is still there."""
        return self.process.poll() is None

    def end(self) -> int:
        """End it with all that it started, however far it is; return its exit code."""
        process = self.process
        _kill(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        code = process.wait()
        self.folder.cleanup()
        return code


def _command(limits: Limits) -> list[str]:
    amounts = [str(limits.memory), str(limits.processor)]
    if getattr(sys, "frozen", False):  # packed: the program is its own interpreter, see main.py
        return [sys.executable, "--reading-process", *amounts]
    return [sys.executable, "-m", "assessor.saq.reading_process", *amounts]


def _environment(folder: str) -> dict[str, str]:
    """Return this program's environment with our own code first and a place for scraps."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    scraps = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    return {**os.environ, **scraps, "PYTHONPATH": os.pathsep.join(paths)}


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        # Windows has no groups of this kind: its own tool ends a process with its children.
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(  # noqa: S603  a number, and a tool that Windows has in its path
                ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
                capture_output=True, timeout=_LAST_WORDS, check=False,
                creationflags=subprocess.CREATE_NO_WINDOW,
            )  # fmt: skip
        process.kill()
        return
    # Not waited for yet, or this moment: its number is still its own and that of its group.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


# One process is kept ready: starting Python and loading the readers takes longer than reading.

_ready: list[Child] = []
_lock = threading.Lock()
_kept = threading.Event()  # whether another is made ready after each use


def warm_up() -> None:
    """Have a process ready for the next file from now on, until the program ends."""
    _kept.set()
    _make_ready()


def _make_ready() -> None:
    with _lock:
        if not _kept.is_set() or (_ready and _ready[0].waits()):
            return
        gone = _ready[:]
        _ready[:] = [Child(LIMITS)]
    for child in gone:
        child.end()


def cool_down() -> None:
    """End the process that waits; nothing of it is left."""
    _kept.clear()
    with _lock:
        children = _ready[:]
        _ready.clear()
    for child in children:
        child.end()


atexit.register(cool_down)


@contextmanager
def child_for(limits: Limits) -> Iterator[Child]:
    """Give a process for one file; it is ended whatever comes of it."""
    with _lock:
        child = _ready.pop() if _ready and limits == LIMITS else None
    try:
        if child is not None and not child.waits():
            child.end()
            child = None
        child = child or Child(limits)
        yield child
    finally:
        if child is not None:
            child.end()
        with suppress(OSError):
            _make_ready()
