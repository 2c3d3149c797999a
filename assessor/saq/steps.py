"""Says how far slow reading or matching is, to whoever listens on this thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

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


def step(done: int, total: int = 0) -> None:
    """Say that `done` rows or pages of `total` are through; 0: nobody knows how many there are."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total)
