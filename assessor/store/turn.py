"""Whose turn it is to write: slow work lets others go first, even in the middle of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from assessor.urgent import LONGEST


class StoodBack(Exception):
    """Slow work made room for another write; nothing of it was written, and it begins again."""


class Turn:
    """One at a time in this program: SQLite's own waiting is blind polling.

    That would let a key wait for seconds while a thread writes one step after another.
    """

    def __init__(self) -> None:
        """Make a turn that nobody has."""
        self._lock = threading.RLock()
        self._waiting: set[int] = set()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn and keep it; who took it patiently hears that somebody waits."""
        me = threading.get_ident()
        self._waiting.add(me)
        try:
            self._lock.acquire()
        finally:
            self._waiting.discard(me)
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def taken_patiently(self) -> Iterator[None]:
        """Take the turn once nobody waits for it, or has to wait no longer than a moment."""
        latest = time.monotonic() + LONGEST
        while self._waiting and time.monotonic() < latest:
            time.sleep(0.001)
        with self._lock:
            yield

    def stand_back(self) -> None:
        """Raise StoodBack if somebody waits for the turn."""
        if self._waiting:
            raise StoodBack
