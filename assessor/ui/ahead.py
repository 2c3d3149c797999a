"""Pages before and after they are seen: built ahead while nobody waits, dropped for a new look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from assessor.ui.main_window import MainWindow
    from assessor.ui.page import PagePlugin

_PAUSE = 1200


class Ahead(QTimer):
    """Builds the pages that were not shown yet, one at each pause, the steps of a visit first.

    A page that is built already needs half the time when it is first gone to.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, singleShot=True, interval=_PAUSE)
        self._window = window
        self.timeout.connect(self._build_one)
        window.desk.changed.connect(self._wait)

    def _wait(self) -> None:
        # Somebody is at work: no key shall wait for a page that nobody asked for.
        if self.isActive():
            self.start()

    def _build_one(self) -> None:
        lacking = self._lacking()
        if lacking and self._window.desk.is_open:
            self._window.make(lacking[0])
            self.start()

    def _lacking(self) -> list[PagePlugin]:
        window = self._window
        on_visit = bool(window.desk.validation_id)
        return [
            plugin
            for plugin in sorted(window.plugins, key=lambda each: each.place != "visit")
            if plugin.id not in window.pages and (on_visit or plugin.place != "visit")
        ]


def take_down(window: MainWindow) -> None:
    """Throw away all that stands in the window: Qt would dress each widget anew, one by one."""
    window.pages.clear()
    window.takeCentralWidget()
    shiboken6.delete(window.ground)
