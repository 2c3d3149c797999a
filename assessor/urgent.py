"""Lets slow work on another thread stand back for a moment while somebody's key is answered.

Python runs one thread at a time: work that never pauses makes a verdict wait at every statement.
"""

import threading
import time

MOMENT = 0.05  # seconds: by then a key is on the disk and painted
LONGEST = 0.2  # seconds that slow work waits at once, however fast the keys fall

_state = {"until": 0.0}


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
