"""The window's content and its stack of pages."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Ground(QWidget):
    """The window's content; tells when it was painted for the first time."""

    painted = Signal()
    _seen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)


class Pages(QStackedWidget):
    """Asks for no more room than the smallest window has: pages that are hidden do not count."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
