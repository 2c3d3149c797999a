"""Makes every class of Qt known to Python on the window's thread, in moments when it rests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6 import QtCore, QtGui, QtWidgets

# PySide makes a class when it is first named, in several steps, and other threads run between them:
# whichever meets a class half made ends the program. So nothing that names Qt is loaded on another
# thread before all of them are made.
SLICE = 0.008  # seconds; nobody notices, and the whole takes a sixth of a second


def make_all(window: QtCore.QObject, then: Callable[[], object]) -> None:
    """Make them from the event loop as long as `window` lives, then call `then`."""
    left = _each()
    timer = QtCore.QTimer(window)

    def go_on() -> None:
        end = time.monotonic() + SLICE
        for _made in left:
            if time.monotonic() >= end:
                return
        timer.stop()
        timer.deleteLater()
        then()

    timer.timeout.connect(go_on)
    timer.start()


def _each() -> Iterator[object]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield getattr(module, name)
