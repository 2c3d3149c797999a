"""Moving in a list by the arrows while the search field above it keeps the focus."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget


def step_list(items: QListWidget, event: QEvent) -> bool:
    """Move up or down, round and round, if the event asks for it; tell whether it did."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
    if step is None or not items.count():
        return False
    items.setCurrentRow((items.currentRow() + step) % items.count())
    return True
