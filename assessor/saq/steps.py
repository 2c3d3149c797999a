"""Says how far slow reading or matching is, to whoever listens on this thread."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from assessor.urgent import give_way

EACH = 1000  # rows between two steps
Listener = Callable[[int, int], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Let `listener(done, total)` hear every step; what it raises ends the work."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let rows by the hundred thousand come to stay without looking for garbage among them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def step(done: int, total: int = 0) -> None:
    """Say that `done` rows or pages of `total` are through; 0: nobody knows how many there are."""
    give_way()
    listener = _listener.get()
    if listener is not None:
        listener(done, total)
