"""One of a few values, chosen from a list; wheel and page keys scroll the page, not the value."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from assessor.ui import icons, theme


class Pick(QComboBox):
    """`choose(value)` is called when the person picks another; `set_value` shows one."""

    def __init__(
        self,
        options: Iterable[tuple[Any, str]],
        choose: Callable[[Any], object] | None = None,
        *,
        name: str,
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        for value, text in options:
            self.addItem(text, value)
        if choose is not None:
            self.activated.connect(lambda _at: choose(self.value()))

    def value(self) -> Any:
        """Return what is chosen."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Show what the database holds."""
        at = self.findData(value)
        if at != self.currentIndex():
            self.setCurrentIndex(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(16)
        box = QRect(self.width() - side - theme.px(8), (self.height() - side) // 2, side, side)
        icons.icon("chevron-down", "ink3").paint(QPainter(self), box)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            event.ignore()
        else:
            super().keyPressEvent(event)
