"""Says how far slow reading or matching is, to whoever listens on this thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from assessor.urgent import give_way

EACH = 50  # rows between two steps: a millisecond or two
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
    give_way()
    listener = _listener.get()
    if listener is not None:
        listener(done, total)


def let_go(things: list[Any]) -> None:
    """Empty a list piece by piece: rows by the hundred thousand that go at once hold every key."""
    while things:
        give_way()
        del things[-EACH:]
