"""A line that takes only what can stand there; what cannot stays, marked, and is not written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.ui import theme
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.labels import words

if TYPE_CHECKING:
    WriteValue = Callable[[Any, str], object]

_CLOCK = re.compile(r"(\d{1,2})[.:h ]?(\d{2})")


class CheckedLine(QWidget):
    """`read(text)` gives the value, None for a blank, or raises ValueError with what is expected.

    `show(value)` is how a value is written in the field; `write(value, burst)` keeps it.
    """

    def __init__(
        self,
        write: WriteValue,
        read: Callable[[str], Any],
        shown: Callable[[Any], str],
        *,
        name: str,
    ) -> None:
        super().__init__()
        self._write, self._read, self._shown = write, read, shown
        self.value: Any = None
        self.line = _Line(self, name)
        self.lacking = words("", "lacking")
        self.lacking.hide()
        self.setFocusProxy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(self.line)
        layout.addWidget(self.lacking)

    def set_value(self, value: Any) -> None:
        """Show what the database holds, unless the person is typing something newer."""
        same, self.value = self.value == value, value
        if self.line.saver.dirty or (same and self.trouble()):
            return
        if not self.line.hasFocus() or not self._means(value):
            self.line.setText(self._shown(value))
        self._complain("")

    def forget(self) -> None:
        """Drop what could not be written: another sheet is shown."""
        self.line.saver.forget()
        self.line.setText(self._shown(self.value))
        self._complain("")

    def save(self, text: str, burst: str) -> None:
        """Write what was typed if it can stand here; say so at once where it never will."""
        try:
            found = self._read(text)
        except ValueError as trouble:
            if not self.line.hasFocus() or any(letter.isalpha() for letter in text):
                self._complain(str(trouble))
            return
        self._complain("")
        if found != self.value:
            self._write(found, burst)
            self.value = found

    def leave(self) -> None:
        """The cursor left: show the value as it is kept, or what is expected instead."""
        self._complain(self.trouble())
        if not self.trouble():
            self.line.setText(self._shown(self.value))

    def trouble(self) -> str:
        """Return why what stands in the field cannot be kept; "" when it can."""
        try:
            self._read(self.line.text())
        except ValueError as trouble:
            return str(trouble)
        return ""

    def _means(self, value: Any) -> bool:
        return not self.trouble() and self._read(self.line.text()) == value

    def _complain(self, told: str) -> None:
        self.lacking.setText(told)
        self.lacking.setVisible(bool(told))
        self.line.setAccessibleDescription(told)
        theme.look(self.line, "wanting" if told else "")


class _Line(AutosaveLine):
    def __init__(self, whole: CheckedLine, name: str) -> None:
        super().__init__(whole.save, name=name)
        self._whole = whole

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._whole.leave()


def clock(text: str) -> str:
    """Return a time as it is kept, however it was typed: 1405, 14.05, 14h05."""
    found = _CLOCK.fullmatch(text.strip())
    return f"{found[1]}:{found[2]}" if found else text
