"""Python's collector, on the window's thread alone.

Left to itself it runs on whichever thread makes the next object. A widget that only garbage still
holds would then be taken down by slow work in the middle of painting it: the program is gone.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from assessor.urgent import is_gathering

EVERY = 1000  # milliseconds
# New objects until the young are looked through, and how often that happens until the older are.
LIMITS = 20_000, 20, 50
VERY_MANY = 2_000_000  # objects: 100,000 rows of a file are some 300,000

_standing: set[int] = set()


def collect_here(window: QObject) -> None:
    """Look for garbage from the event loop, between two keys, as long as `window` lives."""
    gc.disable()
    known = id(window)  # not the window itself, which would never go then
    _standing.add(known)
    timer = QTimer(window, interval=EVERY)
    timer.timeout.connect(collect)
    timer.start()
    window.destroyed.connect(lambda _gone: _left(known))


def collect() -> None:
    """Collect the oldest generation whose time has come, as Python does by itself.

    Not while a file is read, unless very much has come: there is no garbage among its rows.
    """
    counts = gc.get_count()
    if is_gathering() and counts[0] < VERY_MANY:
        return
    for generation in (2, 1, 0):
        if counts[generation] > LIMITS[generation]:
            gc.collect(generation)
            return


def _left(window: int) -> None:
    _standing.discard(window)
    if not _standing:
        gc.enable()


def spare_what_stays() -> None:
    """Keep the collector from walking over everything loaded so far in mid-key (30 ms)."""
    gc.collect()
    gc.freeze()
