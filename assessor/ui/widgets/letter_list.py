"""A list beside which single letters stay the keys of the page."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView


class LetterList(QListView):
    """Lets what can be printed pass to the page; the other keys move in the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
