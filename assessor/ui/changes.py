"""Turns the workspace's "this kind changed" into one Qt signal on the window's own thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace


class Changes(QObject):
    """Hears the workspace; `changed` carries the frozenset of kinds (names of tables)."""

    changed = Signal(object)

    def listen(self, workspace: "Workspace") -> None:
        """Hear `workspace` from now on, whichever thread it writes on."""
        # Emitting is thread-safe: a receiver that lives in the window is called on its own thread.
        workspace.on_change(self.changed.emit)
