"""Text that saves itself: 0.8 s after the last key, every 2 s at least, and on leaving."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import uuid4
from weakref import WeakSet

from PySide6.QtCore import QMimeData, QObject, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from assessor.ui import messages, theme

PAUSE = 0.8
AT_LEAST = 2.0
BURST = 10.0

Write = Callable[[str, str], object]


class Saver(QObject):
    """Decides when a field is written; `write(text, burst)` gets one burst id per spell of typing.

    Undo takes a whole burst back: a new one begins when the field is entered and after ten
    seconds of rest.
    """

    def __init__(self, field: QWidget, read: Callable[[], str], write: Write) -> None:
        super().__init__(field)
        self._field, self._read, self._write = field, read, write
        self._burst, self._written, self.since = "", 0.0, 0.0
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not written yet."""
        return self in _unwritten

    @dirty.setter
    def dirty(self, dirty: bool) -> None:
        if dirty:
            _unwritten.add(self)
        else:
            _unwritten.discard(self)

    def stands_in(self, within: QWidget) -> bool:
        """Whether its field is `within`, a part of it or of a dialog opened from it."""
        each: QObject | None = self._field if isValid(self) else None
        while each is not None and each is not within:
            each = each.parent()
        return each is within

    def enter(self) -> None:
        """The field got the focus: what is typed now is a new burst."""
        self._burst = ""

    def touch(self) -> None:
        """A key was typed: write after the pause, but never later than two seconds on."""
        now = time.monotonic()
        if not self.dirty:
            self.dirty, self.since = True, now
        left = self.since + AT_LEAST - now
        self._pause.start(max(0, round(min(PAUSE, left) * 1000)))

    def forget(self) -> None:
        """What is in the field came from the database."""
        self.dirty = False
        self._pause.stop()

    def flush(self) -> None:
        """Write now if anything was typed since; a failure is shown and tried again later."""
        self._pause.stop()
        if not self.dirty:
            return
        now = time.monotonic()
        if not self._burst or now - self._written > BURST:
            self._burst = uuid4().hex
        self._written, self.dirty = now, False
        try:
            self._write(self._read(), self._burst)
        except messages.SHOWABLE as error:
            self.dirty = True
            messages.show_near(self._field, error)


# Kept here: to look for them among all fields of a page takes half a millisecond of each verdict.
_unwritten: WeakSet[Saver] = WeakSet()


class AutosaveEdit(QPlainTextEdit):
    """Several lines that save themselves and grow with what is written, from `lines` to `most`."""

    def __init__(
        self, write: Write, *, name: str, hint: str = "", lines: int = 3, most: int = 12
    ) -> None:
        super().__init__()
        self.saver = Saver(self, self.toPlainText, write)
        self._lines, self._most = lines, most
        self._last = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # It wraps: a sideways bar would only come and go while the window is resized.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def set_text(self, text: str) -> None:
        """Show what the database holds, unless the person is typing something newer."""
        if not self.saver.dirty and text != self.toPlainText():
            self._last = text
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def flush(self) -> None:
        """Write now if anything is unsaved."""
        self.saver.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _take_recorded_change(self, event, self.document()):
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words, never files: a photograph dropped here is evidence for the page."""
        return super().canInsertFromMimeData(source) and not source.hasUrls()

    def _changed(self) -> None:
        """Whatever changed the words (keys, menu, paste) is written; a new font is no change."""
        if (now := self.toPlainText()) != self._last:
            self._last = now
            self.saver.touch()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.saver.enter()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.horizontalScrollBar().setValue(0)
        if event.size().width() != event.oldSize().width():
            self._grow()  # the same words take other lines now

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        written = int(self.document().size().height())
        policy = Qt.ScrollBarPolicy
        shown = policy.ScrollBarAsNeeded if written > self._most else policy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(shown)
        rows = max(self._lines, min(self._most, written))
        self.setFixedHeight(rows * line + theme.px(20))


class AutosaveLine(QLineEdit):
    """One line that saves itself."""

    def __init__(self, write: Write, *, name: str, hint: str = "") -> None:
        super().__init__()
        self.saver = Saver(self, self.text, write)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textEdited.connect(lambda _text: self.saver.touch())

    def set_text(self, text: str) -> None:
        """Show what the database holds, unless the person is typing something newer."""
        if not self.saver.dirty and text != self.text():
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)  # what is too long shows its beginning

    def flush(self) -> None:
        """Write now if anything is unsaved."""
        self.saver.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _take_recorded_change(self, event, self):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.saver.enter()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()


def flush_all(within: QWidget) -> None:
    """Write whatever is unsaved in the fields inside `within`."""
    waiting = [saver for saver in _unwritten if saver.stands_in(within)]
    for saver in sorted(waiting, key=lambda saver: saver.since):
        saver.flush()


def _take_recorded_change(field: QWidget, event: QKeyEvent, typed: object) -> bool:
    """Undo and redo the last recorded change when there is no typing left to take back."""
    undo = event.matches(QKeySequence.StandardKey.Undo)
    redo = event.matches(QKeySequence.StandardKey.Redo)
    if not (undo or redo):
        return False
    if typed.isUndoAvailable() if undo else typed.isRedoAvailable():  # type: ignore[attr-defined]
        return False
    desk = messages.desk_of(field)
    if desk is None:
        return False
    flush_all(field.window())
    desk.undo() if undo else desk.redo()
    return True
