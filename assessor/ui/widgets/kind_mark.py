"""The mark of a shortfall: flag or rhombus with the word of what it asks for."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.terms import Kind
from assessor.ui import icons, theme
from assessor.ui.panels.finding_words import ICONS, ROLES


class KindMark(QWidget):
    """Hidden while there is no shortfall; `show_kind` names what it asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = ""
        self._kind = Kind.FINDING
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_kind(self, kind: Kind | None, word: str) -> None:
        """Show another kind, or nothing."""
        if kind is not None and (kind, word) != (self._kind, self.told):
            self._kind, self.told = kind, word
            self.setAccessibleName(word)
            self.updateGeometry()
            self.update()
        # Without a parent it would be a window of its own, and take the keyboard away.
        if self.parentWidget() is not None:
            self.setVisible(kind is not None)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font(11.5, bold=True)).horizontalAdvance(self.told)
        return QSize(width + theme.px(19), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        role, size = ROLES[self._kind], theme.px(14)
        box = QRect(0, (self.height() - size) // 2, size, size)
        icons.paint(painter, box, ICONS[self._kind], role)
        painter.setFont(theme.font(11.5, bold=True))
        painter.setPen(theme.color(role))
        words = self.rect().adjusted(theme.px(18), 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.told)
