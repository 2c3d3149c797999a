"""Ctrl+K: type what you want to do."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.page import Command
from assessor.ui.words import plain


class Palette(QDialog):
    """A field and the commands that fit it; Enter runs the lit one."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._commands = list(commands)
        self.setWindowTitle(_("All commands"))
        self.setAccessibleName(_("All commands"))
        self.setFixedSize(theme.px(560), theme.px(400))
        self.field, self.list = QLineEdit(), QListWidget()
        self.field.setPlaceholderText(_("What do you want to do?"))
        self.field.setAccessibleName(_("What do you want to do?"))
        self.list.setAccessibleName(_("All commands"))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.px(12),) * 4)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.list.itemActivated.connect(lambda _item: self._run())
        self.list.itemClicked.connect(lambda _item: self._run())
        self.field.installEventFilter(self)
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the field keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        wanted = plain(text).split()
        self.list.clear()
        for command in self._commands:
            where = plain(f"{command.label} {command.group}")
            if all(word in where for word in wanted):
                keys = "  ·  ".join(spoken_keys(command))
                shown = f"{command.label}    {keys}" if keys else command.label
                item = QListWidgetItem(shown)
                item.setData(Qt.ItemDataRole.UserRole, command)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{command.label} {keys}")
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            # After the dialog has gone, so that what the command shows gets the focus.
            QTimer.singleShot(0, item.data(Qt.ItemDataRole.UserRole).run)


def spoken_keys(command: Command) -> list[str]:
    """Return the keys of a command as they are printed on a keyboard."""
    return [key.replace("Return", "⏎").replace("Esc", "Esc") for key in command.keys]
