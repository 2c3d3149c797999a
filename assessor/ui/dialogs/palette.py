"""Ctrl+K: type what you want to do."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import N_, _
from assessor.ui import theme
from assessor.ui.page import Command
from assessor.ui.widgets.cell_ground import Index, PaintedRow
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.marks import key_size, paint_key
from assessor.ui.widgets.stepping import step_list
from assessor.ui.words import plain


class _Line(PaintedRow):
    """A command with its group and its keys at the right."""

    height = 32

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        command = index.data(Qt.ItemDataRole.UserRole)
        room = QRectF(option.rect).adjusted(theme.px(10), 0, -theme.px(10), 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(QRectF(option.rect), theme.px(6), theme.px(6))
        right = room.right()
        for key in reversed(spoken_keys(command)):
            cap = key_size(key)
            right -= cap.width()
            top = room.center().y() - cap.height() / 2
            paint_key(painter, QRectF(right, top, cap.width(), cap.height()), key)
            right -= theme.px(6)
        room.setRight(right)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("ink"))
        painter.drawText(room, middle, command.label)
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(command.label))
        painter.setFont(theme.font(11.5))
        painter.setPen(theme.color("ink3"))
        painter.drawText(room.adjusted(theme.px(10), 0, 0, 0), middle, command.group)


class Palette(QDialog):
    """A field and the commands that fit it; Enter runs the lit one."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._commands = list(commands)
        self.setWindowTitle(_("All commands"))
        self.setAccessibleName(_("All commands"))
        over = parent.window().geometry()
        above = min(theme.px(96), over.height() // 8)
        self.setFixedSize(
            min(theme.px(560), over.width() - theme.px(24)),
            min(theme.px(400), over.height() - 2 * above),
        )
        self.field, self.list = QLineEdit(), QListWidget()
        self.field.setPlaceholderText(_("What do you want to do?"))
        self.field.setAccessibleName(_("What do you want to do?"))
        self.list.setAccessibleName(_("All commands"))
        # The field keeps the keyboard and moves in the list.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Line(self.list))
        theme.look(self, "palette")
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.px(12),) * 4)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        self.none = words(_("No command has these words. Esc closes the list."), "muted")
        box.addWidget(self.none)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._run)
        self.list.itemActivated.connect(lambda _item: self._run())
        self.list.itemClicked.connect(lambda _item: self._run())
        self.field.installEventFilter(self)
        self._fill("")
        self.move(over.center().x() - self.width() // 2, over.top() + above)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the field keeps the focus."""
        return step_list(self.list, event) or super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        wanted = plain(text).split()
        self.list.clear()
        for command in self._commands:
            where = plain(f"{command.label} {command.group}")
            if all(word in where for word in wanted):
                keys = " ".join(spoken_keys(command))
                item = QListWidgetItem(command.label)
                item.setData(Qt.ItemDataRole.UserRole, command)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{command.label} {keys}")
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(not self.list.count())

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            # After the dialog has gone, so that what the command shows gets the focus.
            QTimer.singleShot(0, item.data(Qt.ItemDataRole.UserRole).run)


_SIGNS = {"Return": "⏎", "Backspace": "⌫", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
_NAMES = {
    "Home": N_("Home"),
    "End": N_("End"),
    "PgUp": N_("PgUp"),
    "PgDown": N_("PgDn"),
    "Del": N_("Del"),
}


def spoken_keys(command: Command) -> list[str]:
    """Return the keys of a command as they are printed on a keyboard of the person's language."""
    return ["+".join(_spoken(part) for part in key.split("+")) for key in command.keys]


def _spoken(part: str) -> str:
    return _(_NAMES[part]) if part in _NAMES else _SIGNS.get(part, part)
