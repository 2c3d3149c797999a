"""Turns the workspace's "this kind changed" into one Qt signal on the window's own thread."""

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace


# What several validations may share: it concerns each, whoever changed it.
_SHARED = frozenset({"company", "person", "site"})

Heard = frozenset[tuple[str, str | None]]


def kinds_of(heard: Heard) -> frozenset[str]:
    """Return the kinds that changed anywhere."""
    return frozenset(kind for kind, _validation_id in heard)


def kinds_in(heard: Heard, validation_id: str | None) -> frozenset[str]:
    """Return the kinds that changed in a validation, or that it may share with others."""
    return frozenset(
        kind for kind, where in heard if where in {None, validation_id} or kind in _SHARED
    )


class Changes(QObject):
    """Hears the workspace; `changed` carries pairs of a kind (table) and its validation's id.

    What the person does is told at once. What a thread writes is gathered for a fifth of a
    second, so that a long import does not make the pages read everything at each of its steps.
    """

    changed = Signal(object)
    _elsewhere = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered: Heard = frozenset()
        self._later = QTimer(self, singleShot=True, interval=200)
        self._later.timeout.connect(self._tell)
        self._elsewhere.connect(self._gather, Qt.ConnectionType.QueuedConnection)

    def listen(self, workspace: "Workspace") -> None:
        """Hear `workspace` from now on, whichever thread it writes on."""
        workspace.on_change(self._hear)

    def _hear(self, kinds: Iterable[str], validation_id: str | None) -> None:
        heard = frozenset((kind, validation_id) for kind in kinds)
        if threading.current_thread() is threading.main_thread():
            self.changed.emit(heard)
        else:
            self._elsewhere.emit(heard)

    def _gather(self, heard: Heard) -> None:
        self._gathered |= heard
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
