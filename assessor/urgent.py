"""Lets slow work on another thread stand back for a moment while somebody's key is answered.

Python runs one thread at a time: work that never pauses makes a verdict wait at every statement.
"""

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MOMENT = 0.05  # seconds: by then a key is on the disk and painted
LONGEST = 0.2  # seconds that slow work waits at once, however fast the keys fall

_state = {"until": 0.0}
_gathering: list[int] = []  # the threads whose rows come to stay


def hurry() -> None:
    """Say that a key is being answered on this thread."""
    _state["until"] = time.monotonic() + MOMENT


def give_way() -> None:
    """Wait while a key is being answered; slow work may ask every millisecond."""
    now = time.monotonic()
    if _state["until"] <= now or threading.current_thread() is threading.main_thread():
        return
    latest = now + LONGEST
    while now < min(latest, _state["until"]):
        time.sleep(0.002)
        now = time.monotonic()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let rows by the hundred thousand come to stay without looking for garbage among them."""
    collects = gc.isenabled()
    gc.disable()
    _gathering.append(threading.get_ident())
    try:
        yield
    finally:
        _gathering.pop()
        if collects:
            gc.enable()


def is_gathering() -> bool:
    """Say whether rows come to stay just now; to look for garbage would hold a key for 50 ms."""
    return bool(_gathering)
