"""Counts a moment after the last change what foot and top bar tell of the open validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from assessor.ui import core, messages

if TYPE_CHECKING:
    from assessor.ui.main_window import MainWindow

_SOON, _LATER = 150, 900


class Telling:
    """`soon` begins anew with each change: while somebody is at work nothing is counted."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._count = QTimer(window, singleShot=True, interval=_SOON)
        self._count.timeout.connect(self._tell_progress)
        # Later still: it reads on a thread what the next keys should not have to wait for.
        self._missing = QTimer(window, singleShot=True, interval=_LATER)
        self._missing.timeout.connect(self._ask_missing)

    def soon(self) -> None:
        """Count when nothing more comes for a moment."""
        self._missing.stop()
        self._count.start()

    def stop(self) -> None:
        """Count nothing: there is no workspace to count in."""
        self._count.stop()

    def _tell_progress(self) -> None:
        window, desk = self._window, self._window.desk
        page, plugin = window.page(), window.plugin(window.current)
        # The workspace may have been closed, or be exchanged for a backup, since this was asked.
        if page is None or plugin is None or not desk.is_open:
            return
        if desk.validation_id and plugin.place == "visit" and not page.foot():
            with messages.guard(desk):
                window.foot.show_progress(core.tally.progress(desk.visit()))
            self._missing.start()
        else:
            window.foot.show_text(page.foot())

    def _ask_missing(self) -> None:
        window, desk = self._window, self._window.desk
        if not desk.is_open:
            return
        ws, validation_id = desk.ws, desk.validation_id or ""
        asked = {p.id: p.missing for p in window.plugins if p.place == "visit" and p.missing}
        if asked:
            desk.task(
                "",
                lambda _report: {step: ask(ws, validation_id) for step, ask in asked.items()},
                done=window.top.set_missing,
                failed=lambda _error: None,  # the page itself says what is wrong
                quiet=True,
            )
