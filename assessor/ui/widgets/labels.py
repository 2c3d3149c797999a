"""Words on the screen: one function per role, and a label that shortens itself."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from assessor.ui import theme


def words(text: str = "", look: str = "", *, wrap: bool = True) -> QLabel:
    """A text in a look of the style sheet: heading, bold, small, fine, muted, second."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if look:
        theme.look(made, look)
    return made


def line(text: str = "", look: str = "", *, wrap: bool = True) -> QLabel:
    """The same where there are many on one page: it cannot be marked, and costs a fifth."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    return made


def heading(text: str = "") -> QLabel:
    """The 18-pixel heading of a page or a requirement."""
    return words(text, "heading")


def label(text: str = "", buddy: QWidget | None = None) -> QLabel:
    """The small semibold label above a field or a card's text; names `buddy` for all readers."""
    made = words(text, "label", wrap=False)
    if buddy is not None:
        made.setBuddy(buddy)
        if not buddy.accessibleName():
            buddy.setAccessibleName(text)
    return made


class Prose(QLabel):
    """Text to be read: wraps, with a generous line height; `set_text` takes plain text."""

    def __init__(self, text: str = "", look: str = "", *, leading: int = 126) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plain, self._leading = "", leading
        if look:
            theme.look(self, look)
        self.set_text(text)

    def set_text(self, text: str, *, bullets: bool = False) -> None:
        """Show `text`; with `bullets` each of its lines is one."""
        if text == self._plain and self.text():
            return
        self._plain = text
        self.setText(self._bulleted() if bullets else self._dressed(text))
        self.setAccessibleName(text)

    def plain(self) -> str:
        """Return the text without its dress."""
        return self._plain

    def _dressed(self, text: str) -> str:
        inner = escape(text).replace("\n", "<br>")
        return f'<p style="line-height:{self._leading}%">{inner}</p>'

    def _bulleted(self) -> str:
        # A table, because the indent of a list cannot be set in a label.
        gap = theme.px(4)
        lines = [self._dressed(line) for line in self._plain.splitlines()]
        rows = "".join(
            f'<tr><td style="padding-right:{2 * gap}px">•</td>'
            f'<td style="padding-bottom:{gap}px">{line}</td></tr>'
            for line in lines
        )
        return f'<table cellspacing="0" cellpadding="0">{rows}</table>'


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; the tooltip holds the whole."""

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if look:
            theme.look(self, look)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.font())
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(room, int(self.alignment()), shown)
