"""Who are you? Asked at the first start: the name stands beside every step of the history."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.desk import Desk
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.labels import label


class WhoAreYou(Ask):
    """Name, post and organisation; the name is needed, Esc asks again at the next start."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        about = _(
            "Your name stands beside everything you record, and as lead validator in the report. "
            "It stays on this laptop."
        )
        super().__init__(parent, _("Who are you?"), about)
        kept = desk.settings
        self.name, self.post = QLineEdit(kept.name), QLineEdit(kept.post)
        self.organisation = QLineEdit(kept.organisation)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(5))
        fields = (
            (_("Name"), self.name),
            (_("Post"), self.post),
            (_("Organisation"), self.organisation),
        )
        for at, (name, field) in enumerate(fields):
            grid.addWidget(label(name, field), 2 * at, 0)
            grid.addWidget(field, 2 * at + 1, 0)
        self.add(grid)
        self.finish(_("Continue"))
        self.name.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def chosen(self) -> dict[str, str]:
        """Return what was filled in, as settings."""
        return {
            "name": self.name.text().strip(),
            "post": self.post.text().strip(),
            "organisation": self.organisation.text().strip(),
        }

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()))


def ask_who(parent: QWidget, desk: Desk) -> None:
    """Ask and keep the answer; the window goes on meanwhile."""
    dialog = WhoAreYou(parent, desk)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: desk.settle(**dialog.chosen()))
    dialog.open()
