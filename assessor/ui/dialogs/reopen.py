"""Why an issued validation is opened again; the reason stays in the history."""

from PySide6.QtWidgets import QLineEdit, QWidget

from assessor.i18n import _
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.labels import label
from assessor.ui.widgets.layouts import column


class Reopen(Ask):
    """One line that must be written."""

    def __init__(self, parent: QWidget, version: int) -> None:
        told = _(
            "Version {version} stays as it went out, with its files. What you change from now on"
            " becomes version {next}."
        )
        text = told.format(version=version, next=version + 1)
        super().__init__(parent, _("Reopen the validation?"), text)
        self.line = QLineEdit()
        self.line.textChanged.connect(self._check)
        self.add(column(label(_("Reason"), self.line), self.line, gap=3))
        self.finish(_("Reopen"))
        self._check()
        self.line.setFocus()

    def reason(self) -> str:
        """Return what was written."""
        return self.line.text().strip()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.reason()))
