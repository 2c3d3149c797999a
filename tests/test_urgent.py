"""Slow work stands back while a key is answered, and is never held up for long."""

import threading
import time
from collections.abc import Callable

from assessor import urgent


def on_a_thread(work: Callable[[], object]) -> float:
    """Return how long `work` takes on a thread of its own, in seconds."""
    took: list[float] = []

    def measured() -> None:
        begun = time.monotonic()
        work()
        took.append(time.monotonic() - begun)

    thread = threading.Thread(target=measured)
    thread.start()
    thread.join()
    return took[0]


def test_slow_work_waits_until_a_key_is_answered() -> None:
    urgent.hurry()
    said = time.monotonic()
    on_a_thread(urgent.give_way)
    assert time.monotonic() - said >= urgent.MOMENT * 0.9
    # And goes on when there is no key.
    assert on_a_thread(lambda: [urgent.give_way() for _turn in range(1000)]) < urgent.MOMENT


def test_keys_that_fall_without_end_do_not_stop_the_work() -> None:
    over = threading.Event()

    def typist() -> None:
        while not over.wait(0.005):
            urgent.hurry()

    urgent.hurry()
    typing = threading.Thread(target=typist)
    typing.start()
    try:
        took = on_a_thread(urgent.give_way)
    finally:
        over.set()
        typing.join()
    assert took >= urgent.LONGEST * 0.9


def test_the_thread_of_the_window_never_waits() -> None:
    urgent.hurry()
    begun = time.monotonic()
    urgent.give_way()
    assert time.monotonic() - begun < urgent.MOMENT / 2
