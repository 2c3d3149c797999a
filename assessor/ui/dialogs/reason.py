"""Why a point does not apply or could not be verified; on a MUST with a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from assessor.i18n import LocalText, _, language_name
from assessor.terms import same_name
from assessor.ui import theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column


@dataclass(frozen=True)
class Reason:
    """What was written."""

    text: LocalText
    second_person: str


class ReasonDialog(Ask):
    """One field per report language; Ctrl+Enter records as soon as one is filled."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        languages: Sequence[str],
        *,
        second_person: bool,
        text: Mapping[str, str] | None = None,
        person: str = "",
        told: str = "",
        me: str = "",
    ) -> None:
        super().__init__(parent, title, told or _("The reason is printed in the report."))
        self._fields: dict[str, QPlainTextEdit] = {}
        for lang in languages:
            field = QPlainTextEdit((text or {}).get(lang, ""))
            field.setTabChangesFocus(True)
            field.setFixedHeight(theme.px(64))
            field.textChanged.connect(self._check)
            asked = _("Reason · {language}").format(language=language_name(lang))
            name = label(asked if len(languages) > 1 else _("Reason"), field)
            self.add(column(name, field, gap=4))
            self._fields[lang] = field
        self._needs_person, self._me = second_person, me
        self.person = QLineEdit(person)
        if second_person:
            name = label(_("Second person who agrees"), self.person)
            why = words(_("“Not applicable” on a MUST is decided by two."), "fine")
            self.add(column(name, self.person, why, gap=4))
            self.person.textChanged.connect(self._check)
        self.finish(_("Record"))
        QShortcut(QKeySequence("Ctrl+Return"), self, self._record)
        self._check()
        filled = any(field.toPlainText() for field in self._fields.values())
        first = next(iter(self._fields.values()))
        (self.person if second_person and filled and not person else first).setFocus()

    def reason(self) -> Reason:
        """Return what stands in the fields."""
        found = {lang: f.toPlainText().strip() for lang, f in self._fields.items()}
        text = {lang: written for lang, written in found.items() if written}
        # Who agreed once before is no witness where nobody was asked to be.
        return Reason(text, self.person.text().strip() if self._needs_person else "")

    def _check(self) -> None:
        now = self.reason()
        second = bool(now.second_person) and not same_name(now.second_person, self._me)
        ready = bool(now.text) and (second or not self._needs_person)
        self.accept_button.setEnabled(ready)

    def _record(self) -> None:
        if self.accept_button.isEnabled():
            self.accept()


def ask_reason(
    parent: QWidget,
    title: str,
    languages: Sequence[str],
    *,
    second_person: bool,
    text: Mapping[str, str] | None = None,
    person: str = "",
    told: str = "",
    me: str = "",
    waiting: dict[str, LocalText] | None = None,
) -> Reason | None:
    """Ask for a reason, `told` being what it is for; None if the person thought better of it.

    `me`, who sits at the laptop, is no second person. What was typed by then waits under the title
    in `waiting` for the next time.
    """
    drafts = {} if waiting is None else waiting
    dialog = ReasonDialog(
        parent,
        title,
        languages,
        second_person=second_person,
        text=drafts.pop(title, None) or text,
        person=person,
        told=told,
        me=me,
    )
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted:
        drafts[title] = dialog.reason().text
    return dialog.reason() if accepted else None
