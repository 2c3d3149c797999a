"""What an empty page says: what belongs here and how it comes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assessor.ui import icons, theme
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.marks import KeyHint


@dataclass(frozen=True)
class Choice:
    """One of the large buttons of an empty page."""

    icon: str
    title: str
    text: str
    run: Callable[[], object]
    key: str = ""


class EmptyState(QWidget):
    """An icon, a heading, a sentence and up to three large choices in the middle of the page."""

    def __init__(self, icon: str, title: str, text: str, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(icons.icon(icon, "dash").pixmap(theme.px(48), theme.px(48)))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head, body = words(title, "heading"), words(text, "muted")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = [choice_button(choice) for choice in choices]
        inner = column(picture, head, body, gap=8)
        if self.buttons:
            inner.addSpacing(theme.px(16))
            inner.addLayout(row(1, *self.buttons, 1, gap=14))
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(inner)
        layout.addStretch(3)


class _ChoiceButton(QPushButton):
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(theme.px(228), layout.heightForWidth(theme.px(228)) if layout else 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def choice_button(choice: Choice) -> QPushButton:
    """A card one can press: icon, title, sentence and its key."""
    made = _ChoiceButton()
    theme.look(made, "choice")
    made.setAccessibleName(choice.title)
    made.setAccessibleDescription(choice.text)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    picture = QLabel()
    picture.setPixmap(icons.icon(choice.icon, "accent").pixmap(theme.px(24), theme.px(24)))
    key = KeyHint(choice.key) if choice.key else None
    title, text = words(choice.title, "bold"), words(choice.text, "small")
    inner = column(
        row(picture, 1, key),
        title,
        text,
        1,
        gap=6,
        margins=(16, 14, 16, 14),
    )
    for child in (picture, title, text):
        child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.setLayout(inner)
    made.clicked.connect(lambda _on=False: choice.run())
    return made
