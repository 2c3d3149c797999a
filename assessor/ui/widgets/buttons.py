"""Buttons and chips, with the key that does the same beside the words."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from assessor.ui import icons, theme
from assessor.ui.widgets.marks import key_size, paint_key


class KeyButton(QPushButton):
    """A button that shows its key at the right: KeyButton("Next", "J")."""

    def __init__(self, text: str = "", key: str = "", *, primary: bool = False) -> None:
        super().__init__(text)
        self.key = key
        self.primary = primary
        self.setProperty("keyed", "true")
        if primary:
            theme.look(self, "primary")
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Change the words on the button and those that are spoken."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self.key:
            size.setWidth(size.width() + key_size(self.key).width() + theme.px(7))
        return size

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        # The style sheet sets keyed words to the left; sizeHint makes the room for the key.
        super().paintEvent(event)
        if self.key:
            painter = QPainter(self)
            size = key_size(self.key)
            left = self.width() - size.width() - theme.px(11)
            top = (self.height() - size.height()) / 2
            box = QRectF(left, top, size.width(), size.height())
            paint_key(painter, box, self.key, inverse=self.primary and self.isEnabled())


def button(
    text: str,
    run: Callable[..., object] | None = None,
    *,
    look: str = "",
    icon: str = "",
    key: str = "",
    name: str = "",
) -> QPushButton:
    """A button: look is "", "primary", "danger", "quiet" or "link"; `name` is what is spoken."""
    made = KeyButton(text, key, primary=look == "primary") if key else QPushButton(text)
    if look:
        theme.look(made, look)
    if icon:
        made.setIcon(icons.icon(icon, "on_accent" if look == "primary" else "ink2"))
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
    made.setAccessibleName(name or text)
    if look == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if run is not None:
        made.clicked.connect(lambda _on=False: run())
    return made


class _Chip(QPushButton):
    def sizeHint(self) -> QSize:
        # Bold once it is on: the room for that is there from the start.
        size = super().sizeHint()
        if not self.isCheckable():
            return size
        plain, bold = (QFontMetrics(theme.font(11.5, bold=on)) for on in (False, True))
        more = bold.horizontalAdvance(self.text()) - plain.horizontalAdvance(self.text())
        return size + QSize(max(0, more), 0)


def chip(text: str, run: Callable[[], object] | None = None, *, on: bool = False) -> QPushButton:
    """A small filter that is on or off."""
    made = _Chip(text)
    made.setCheckable(True)
    made.setChecked(on)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setAccessibleName(text)
    theme.look(made, "chip")
    if run is not None:
        made.clicked.connect(lambda _on=False: run())
    return made
