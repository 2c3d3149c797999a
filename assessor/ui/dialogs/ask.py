"""The form all small dialogs share: a heading, a sentence, fields, two buttons."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLayout, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.widgets.labels import heading, words


class Ask(QDialog):
    """A small dialog; add fields with `add`, then `finish(_("Record"))`.

    Finds the desk of its parent, so that autosaving fields and errors work inside.
    """

    def __init__(self, parent: QWidget, title: str, text: str = "") -> None:
        super().__init__(parent)
        from assessor.ui.messages import desk_of

        self.desk = desk_of(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(440))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(theme.px(22),) * 4)
        self.body.setSpacing(theme.px(10))
        self.body.addWidget(heading(title))
        if text:
            self.body.addWidget(words(text, "small"))

    def add(self, part: QWidget | QLayout) -> None:
        """Add a field below what is there."""
        if isinstance(part, QLayout):
            self.body.addLayout(part)
        else:
            self.body.addWidget(part)

    def finish(self, accept: str = "", *, cancel: bool = True) -> QDialogButtonBox:
        """Close the form with its buttons; Enter accepts, Esc cancels."""
        buttons = QDialogButtonBox()
        self.body.addSpacing(theme.px(6))
        self.body.addWidget(buttons)
        if cancel:
            kind = QDialogButtonBox.ButtonRole.RejectRole
            leave = buttons.addButton(_("Cancel") if accept else _("Close"), kind)
            leave.setAutoDefault(not accept)
        if accept:
            self.accept_button = buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
            theme.look(self.accept_button, "primary")
            # Only once it stands in the dialog: else Qt may take Cancel for what Enter does.
            self.accept_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons


def fitting(width: int, height: int) -> QSize:
    """Return a size at the person's scale, or as much of it as the screen has room for."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    wanted = QSize(theme.px(width), theme.px(height))
    return wanted.boundedTo(QSize(screen.width() * 95 // 100, screen.height() * 90 // 100))


def confirm(parent: QWidget, title: str, text: str, accept: str, *, danger: bool = False) -> bool:
    """Ask before something that cannot be undone; tell whether the person agreed."""
    dialog = Ask(parent, title, text)
    dialog.finish(accept)
    if danger:
        theme.look(dialog.accept_button, "danger")
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    return dialog.exec() == QDialog.DialogCode.Accepted
