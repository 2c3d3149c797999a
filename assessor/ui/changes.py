"""Turns the workspace's "this kind changed" into one Qt signal on the window's own thread."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace


class Changes(QObject):
    """Hears the workspace; `changed` carries the frozenset of kinds (names of tables).

    What the person does is told at once. What a thread writes is gathered for a fifth of a
    second, so that a long import does not make the pages read everything at each of its steps.
    """

    changed = Signal(object)
    _elsewhere = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered: frozenset[str] = frozenset()
        self._later = QTimer(self, singleShot=True, interval=200)
        self._later.timeout.connect(self._tell)
        self._elsewhere.connect(self._gather, Qt.ConnectionType.QueuedConnection)

    def listen(self, workspace: "Workspace") -> None:
        """Hear `workspace` from now on, whichever thread it writes on."""
        workspace.on_change(self._hear)

    def _hear(self, kinds: frozenset[str]) -> None:
        if threading.current_thread() is threading.main_thread():
            self.changed.emit(kinds)
        else:
            self._elsewhere.emit(kinds)

    def _gather(self, kinds: frozenset[str]) -> None:
        self._gathered |= kinds
        if not self._later.isActive():
            self._later.start()

    def tell_now(self) -> None:
        """Tell at once what is gathered: whoever waited for the thread reads what it wrote."""
        if self._later.isActive():
            self._later.stop()
            self._tell()

    def _tell(self) -> None:
        gathered, self._gathered = self._gathered, frozenset()
        self.changed.emit(gathered)
