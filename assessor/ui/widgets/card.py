"""The white card on the light ground."""

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from assessor.ui import theme
from assessor.ui.widgets.labels import label


class Card(QFrame):
    """A white card with an optional small title; fill it with `add`. Never put one in another."""

    def __init__(self, title: str = "", *, look: str = "card", gap: int = 6) -> None:
        super().__init__()
        theme.look(self, look)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.px(13), theme.px(11), theme.px(13), theme.px(11))
        self.body.setSpacing(theme.px(gap))
        self.title = label(title)
        self.body.addWidget(self.title)
        # Once it has its parent: shown without one it would be a window of its own.
        self.title.setVisible(bool(title))

    def set_title(self, text: str) -> None:
        """Change the small title; empty hides it."""
        self.title.setText(text)
        self.title.setVisible(bool(text))

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Add a widget or a layout below what is there."""
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)


def rule() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    theme.look(made, "rule")
    return made
