"""Yes, no, not applicable: one control that is answered by a key, each answer with its shape."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from assessor.i18n import _
from assessor.terms import Verdict
from assessor.ui import theme
from assessor.ui.widgets.marks import ROLES, paint_shape

ANSWERS = ("yes", "no", "na")
_SHAPES = {"yes": Verdict.MET, "no": Verdict.NOT_MET, "na": Verdict.NA}
_PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


def answer_words() -> dict[str, str]:
    """Return the short word of each answer."""
    return {"yes": _("Yes"), "no": _("No"), "na": _("n/a")}


def answer_keys() -> dict[str, str]:
    """Return the letters that answer yes and no in the language of the window."""
    said = answer_words()
    return {answer: said[answer][:1].upper() for answer in ("yes", "no")}


def answer_of(text: str) -> str | None:
    """Return the answer that a key gives: 1 2 3, - for “not applicable”, Y N or their letters."""
    keys = {"1": "yes", "2": "no", "3": "na", "-": "na", "y": "yes", "n": "no"}
    keys |= {letter.casefold(): answer for answer, letter in answer_keys().items()}
    return keys.get(text.casefold())


class PointAnswer(QAbstractButton):
    """`answered` carries yes, no, na, or nothing when an answer is taken back.

    `by_key` beside it: whoever answers by a key is led on. `noting` asks for the note's line.
    """

    answered = Signal(str, bool)
    noting = Signal()

    def __init__(self, statement: str) -> None:
        super().__init__()
        self._statement = statement
        self._words = answer_words()
        self._answer = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = _("{yes} yes · {no} no · - not applicable · F2 note")
        self.setAccessibleDescription(told.format(**answer_keys()))
        self._widths = [self._width_of(word) for word in self._words.values()]
        self.show_answer("")

    def show_answer(self, answer: str) -> None:
        """Light the recorded answer, or the one that waits for its reason."""
        self._answer = answer
        said = self._words[answer] if answer else _("not answered")
        self.setAccessibleName(f"{self._statement}: {said}")
        self.update()

    @property
    def answer(self) -> str:
        """What is lit."""
        return self._answer

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths), theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that answer from the page, where some of them mean something else."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def _means(self, event: QKeyEvent) -> bool:
        if event.modifiers() not in _PLAIN:
            return False
        own = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Space}
        return answer_of(event.text()) is not None or event.key() in own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = answer_of(event.text()) if event.modifiers() in _PLAIN else None
        if not self.isEnabled():
            event.ignore()
        elif answer is not None:
            self.answered.emit(answer, True)
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self.answered.emit("", False)
        elif event.key() == Qt.Key.Key_F2:
            self.noting.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.answered.emit("no" if self._answer == "yes" else "yes", False)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The segment under the mouse is the answer; once more on the lit one takes it back."""
        left = 0
        for answer, width in zip(ANSWERS, self._widths, strict=True):
            if left <= event.position().x() < left + width and self.isEnabled():
                self.answered.emit("" if answer == self._answer else answer, False)
            left += width
        self.setDown(False)

    # painting

    def _width_of(self, word: str) -> int:
        return QFontMetrics(theme.font(12, bold=True)).horizontalAdvance(word) + theme.px(34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(
            QPen(theme.color("accent" if focused else "line"), theme.px(2 if focused else 1))
        )
        painter.setBrush(theme.color("card"))
        painter.drawRoundedRect(frame, theme.px(6), theme.px(6))
        left = 0.0
        for answer, width in zip(ANSWERS, self._widths, strict=True):
            room = QRectF(left, 0, width, self.height())
            self._paint_answer(painter, room, answer)
            left += width
            if answer != ANSWERS[-1]:
                painter.setPen(QPen(theme.color("line"), 1))
                painter.drawLine(
                    QPointF(left, theme.px(6)), QPointF(left, self.height() - theme.px(6))
                )

    def _paint_answer(self, painter: QPainter, room: QRectF, answer: str) -> None:
        lit, verdict = answer == self._answer, _SHAPES[answer]
        role = ROLES[verdict]
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(f"{role}_soft"))
            painter.drawRoundedRect(room.adjusted(3, 3, -3, -3), theme.px(4), theme.px(4))
        size = theme.px(10)
        shape = QRectF(room.left() + theme.px(10), (room.height() - size) / 2, size, size)
        paint_shape(painter, shape, verdict, role if lit else "dash")
        painter.setFont(theme.font(12, bold=lit))
        painter.setPen(theme.color(role if lit else "ink2"))
        words = room.adjusted(theme.px(25), 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self._words[answer])
