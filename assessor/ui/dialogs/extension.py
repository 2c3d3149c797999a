"""Record that the company asks for more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.date_edit import DateEdit, WriteDate
from assessor.ui.widgets.labels import label
from assessor.ui.widgets.layouts import column, row


@dataclass(frozen=True)
class Request:
    """What the company asks for."""

    reason: str
    document: str
    asked_on: date | None
    new_date: date | None


class ExtensionDialog(Ask):
    """Reason, new date, document, day of the request; Ctrl+Enter records."""

    def __init__(self, parent: QWidget, today: date) -> None:
        super().__init__(parent, _("Request for more time"), _("Decide on it once it is recorded."))
        self.reason, self.document = QPlainTextEdit(), QLineEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme.px(76))
        self.document.setPlaceholderText(_("Letter, e-mail: number or name"))
        self._days: dict[str, date | None] = {"asked_on": today, "new_date": None}
        self.asked_on = DateEdit(self._keep("asked_on"), name=_("Asked on"))
        self.new_date = DateEdit(self._keep("new_date"), name=_("New date"))
        self.asked_on.set_date(today)
        self.add(column(label(_("Reason"), self.reason), self.reason, gap=4))
        days = row(gap=12)
        for title, field in ((_("New date"), self.new_date), (_("Asked on"), self.asked_on)):
            days.addLayout(column(label(title, field), field, gap=4), 1)
        self.add(days)
        self.add(column(label(_("Document"), self.document), self.document, gap=4))
        self.finish(_("Record"))
        self.reason.textChanged.connect(self._check)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._record)
        self._check()
        self.reason.setFocus()

    def _keep(self, name: str) -> WriteDate:
        def write(value: date | None, _burst: str) -> None:
            self._days[name] = value

        return write

    def request(self) -> Request:
        """Return what stands in the fields."""
        reason = self.reason.toPlainText().strip()
        return Request(reason, self.document.text().strip(), **self._days)

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.reason.toPlainText().strip()))

    def _record(self) -> None:
        if self.accept_button.isEnabled():
            self.accept()

    def accept(self) -> None:
        """Take the dates as far as they are typed."""
        for field in (self.asked_on, self.new_date):
            field.line.flush()
        super().accept()


def ask_extension(parent: QWidget, today: date) -> Request | None:
    """Return the request; None if the person thought better of it."""
    dialog = ExtensionDialog(parent, today)
    return dialog.request() if dialog.exec() == QDialog.DialogCode.Accepted else None
