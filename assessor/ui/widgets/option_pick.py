"""One option of a few, or several: chosen by its digit, by letters, or from the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from assessor.ui import theme
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.layouts import FlowLayout
from assessor.ui.widgets.pick import Pick

_PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
_BACK = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
Options = Sequence[tuple[str, str]]


class OptionPick(Pick):
    """`choose(id, by_digit)`; digits choose, Backspace clears, the arrows are left to the form."""

    def __init__(
        self, options: Options, choose: Callable[[str, bool], object], *, name: str
    ) -> None:
        super().__init__([("", "–"), *options], lambda value: choose(value, False), name=name)
        self._choose = choose
        self._ids = [option_id for option_id, _text in options]
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def event(self, event: QEvent) -> bool:
        """Letters and digits choose here and are no keys of the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            typed = event.text().isprintable() and event.text()
            if event.modifiers() in _PLAIN and (typed or event.key() in _BACK):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in _PLAIN
        digit = int(event.text()) if event.text() in set("123456789") else 0
        if plain and 0 < digit <= len(self._ids):
            self._choose(self._ids[digit - 1], True)
        elif plain and event.key() in _BACK:
            self._choose("", False)
        elif plain and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class OptionChips(QWidget):
    """Several options at once: `choose(ids)` gets all that are on, in the form's order."""

    def __init__(
        self, options: Options, choose: Callable[[list[str]], object], *, name: str
    ) -> None:
        super().__init__()
        self._choose = choose
        self.setAccessibleName(name)
        self.chips = {option_id: chip(text, self._chosen) for option_id, text in options}
        flow = FlowLayout(self, gap=6)
        for text, made in self.chips.items():
            made.setAccessibleName(f"{name}: {self.chips[text].text()}")
            flow.addWidget(made)
        self.setMinimumHeight(theme.px(26))

    def set_value(self, ids: Sequence[str]) -> None:
        """Show what the database holds."""
        for option_id, made in self.chips.items():
            made.setChecked(option_id in ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit turns its option on or off."""
        digit = int(event.text()) if event.text() in set("123456789") else 0
        if 0 < digit <= len(self.chips):
            list(self.chips.values())[digit - 1].click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The digits are no keys of the page while an option has the focus."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def _means(self, event: QKeyEvent) -> bool:
        return event.text() in set("123456789") and event.modifiers() in _PLAIN

    def _chosen(self) -> None:
        self._choose([option_id for option_id, made in self.chips.items() if made.isChecked()])
