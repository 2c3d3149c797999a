"""Why a gap stays open: printed among the limits, so in every language of the report."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from assessor.i18n import LocalText, _, language_name
from assessor.ui import theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column


class LeaveOpen(Ask):
    """A reason per report language and who agrees; Ctrl+Enter records once one is written."""

    def __init__(
        self,
        parent: QWidget,
        gap: str,
        languages: Sequence[str],
        *,
        reason: Mapping[str, str] | None = None,
        agreed_by: str = "",
    ) -> None:
        super().__init__(parent, _("Leave it open with a reason?"), gap)
        self.fields: dict[str, QPlainTextEdit] = {}
        for lang in languages:
            field = QPlainTextEdit((reason or {}).get(lang, ""))
            field.setTabChangesFocus(True)
            field.setFixedHeight(theme.px(64))
            field.textChanged.connect(self._check)
            name = _("Reason · {language}").format(language=language_name(lang))
            self.add(column(label(name, field), field, gap=3))
            self.fields[lang] = field
        self.agreed = QLineEdit(agreed_by)
        self.add(column(label(_("Agreed by"), self.agreed), self.agreed, gap=3))
        told = _("The report prints the reason among its limits; who agreed stays internal.")
        self.add(words(told, "fine"))
        self.finish(_("Leave open"))
        QShortcut(QKeySequence("Ctrl+Return"), self, self._record)
        self._check()
        next(iter(self.fields.values())).setFocus()

    def reason(self) -> LocalText:
        """Return what stands in the fields, empty languages left out."""
        found = {lang: field.toPlainText().strip() for lang, field in self.fields.items()}
        return {lang: text for lang, text in found.items() if text}

    def agreed_by(self) -> str:
        """Return who agrees."""
        return self.agreed.text().strip()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.reason()))

    def _record(self) -> None:
        if self.accept_button.isEnabled():
            self.accept()
