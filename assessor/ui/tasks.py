"""Slow work on a thread of its own: progress, cancel, the result back by signal."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

Report = Callable[..., None]
Work = Callable[[Report], Any]
LAST_STEP = 5.0  # seconds; only the return from its last signal is left


class Cancelled(Exception):
    """The person cancelled; raised inside the work at its next sign of progress."""


class Task(QObject):
    """One piece of slow work; its signals arrive on the window's thread."""

    moved = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, title: str, work: Work, *, quiet: bool = False) -> None:
        super().__init__()
        self.title = title
        self.quiet = quiet
        self._work = work
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop at the next sign of progress; what was not finished leaves no trace."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; tell whether it came."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def progress(self, done: int = 0, total: int = 0) -> None:
        """Say how far the work is; raises Cancelled when the person no longer wants it."""
        if self._cancelled.is_set():
            raise Cancelled
        self.moved.emit(done, total)

    def _run(self) -> None:
        try:
            result = self._work(self.progress)
        except Cancelled:
            pass
        except Exception as error:  # whatever happens on the thread is told on the window's
            self.failed.emit(error)
        else:
            if not self._cancelled.is_set():
                self.finished.emit(result)
        self.ended.emit()


class Tasks(QObject):
    """All slow work of the window; one strip above the foot shows what runs.

    `rested` tells that nothing runs any more.
    """

    started = Signal(object)
    troubled = Signal(object)
    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Task] = []

    def start(
        self,
        title: str,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        quiet: bool = False,
    ) -> Task:
        """Run `work(progress)` on a thread; call `done(result)` or `failed(error)` here.

        Without `failed` the error is shown as every other. `quiet` work has no strip.
        """
        task = Task(title, work, quiet=quiet)
        # A task lives on the window's thread, so its signals are queued to it.
        if done is not None:
            task.finished.connect(done)
        task.failed.connect(failed or self.troubled.emit)
        task.ended.connect(lambda: self._forget(task))
        self.running.append(task)
        self.started.emit(task)
        task.start()
        return task

    def stop(self, seconds: float = 5) -> None:
        """Cancel everything and wait for it, as the window closes."""
        for task in list(self.running):
            task.cancel()
        for task in list(self.running):
            task.wait(seconds)
        self.running.clear()

    def _forget(self, task: Task) -> None:
        if task in self.running:
            self.running.remove(task)
        task.wait(LAST_STEP)
        # What it is connected to would hold it, and its work, as long as the window stands.
        task.deleteLater()
        if not self.running:
            self.rested.emit()
