"""What the parts of the visit's form share: a heading, labelled fields, where the cursor goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from assessor.ui import core, theme
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column

if TYPE_CHECKING:
    from datetime import date

    from assessor.facts import Dossier
    from assessor.i18n import LocalText
    from assessor.ui.desk import Desk


class Part(QWidget):
    """A part of the form; `fill` shows a dossier, every field saves itself."""

    def __init__(self, desk: Desk, part_id: str, title: str, note: str = "") -> None:
        super().__init__()
        self.desk, self.part_id = desk, part_id
        self.known: Dossier | None = None
        self.fields: dict[str, QWidget] = {}
        self.languages = desk.visit().visit.languages
        self.body: QVBoxLayout = column(gap=12)
        self.setLayout(self.body)
        self.setAccessibleName(title)
        told = words(note, "small") if note else None
        self.body.addLayout(column(words(title, "part"), told, gap=2))

    def fill(self, known: Dossier) -> None:
        """Show what is recorded; what is being typed stays."""
        self.known = known
        self.show_known(known)

    def show_known(self, known: Dossier) -> None:
        """Put the dossier into the fields; each part has its own way."""

    def focus_at(self, field: str = "", language: str = "") -> None:
        """Put the cursor into a field, or into the first one there is."""
        widget = self.fields.get(field) or next(iter(self.fields.values()), None)
        if isinstance(widget, BilingualEdit):
            widget.focus(language if language in widget.edits else widget.languages[0])
        elif widget is not None:
            widget.setFocus()

    # building

    def add(self, part: QWidget | QLayout) -> None:
        """Put something below what is there."""
        if isinstance(part, QLayout):
            self.body.addLayout(part)
        else:
            self.body.addWidget(part)

    def labelled(self, field: str, text: str, widget: QWidget) -> QVBoxLayout:
        """Keep `widget` as a field of this part; return it with its label above."""
        self.fields[field] = widget
        return column(label(text, buddy=widget), widget, gap=4)

    def line(
        self, field: str, text: str, write: Callable[[str, str], object], hint: str = ""
    ) -> QVBoxLayout:
        """A labelled field of one line."""
        return self.labelled(field, text, AutosaveLine(write, name=text, hint=hint))

    def texts(self, field: str, text: str, *, hint: str = "", lines: int = 1) -> QVBoxLayout:
        """A labelled text of the visit in the report's languages, side by side."""
        edit = BilingualEdit(
            self.languages,
            lambda written, burst: self.change_text(field, written, burst),
            name=text,
            hint=hint,
            lines=lines,
        )
        return self.labelled(field, text, edit)

    # writing

    def change(self, field: str, value: object, burst: str | None = None) -> None:
        """Write a field of the visit."""
        core.validations.change_visit(
            self.desk.ws, self.desk.validation_id or "", burst=burst, **{field: value}
        )

    def change_text(self, field: str, written: LocalText, burst: str) -> None:
        """Write a text of the visit; languages that the form does not show keep theirs."""
        known = core.validations.validation(self.desk.ws, self.desk.validation_id or "")
        before = getattr(known.visit, field)
        self.change(field, merged(before, written, self.languages), burst)

    def change_date(self, field: str) -> Callable[[date | None, str], None]:
        """Return what writes a date of the visit."""
        return lambda value, burst: self.change(field, value, burst)


def merged(before: LocalText, written: LocalText, shown: tuple[str, ...]) -> LocalText:
    """Return `written` and what stands in languages that are not shown."""
    return {lang: text for lang, text in before.items() if lang not in shown} | written


def grid(*lines: tuple[tuple[QLayout | QWidget, int], ...]) -> QVBoxLayout:
    """Lines of fields; each field says how much of its line it takes, of twelve."""
    made = column(gap=10)
    for line in lines:
        shares = [share for _part, share in line]
        made.addWidget(Columns([part for part, _share in line], each=150, shares=shares))
    return made


def subhead(text: str) -> QWidget:
    """A small bold heading inside a part."""
    made = words(text, "bold", wrap=False)
    made.setContentsMargins(0, theme.px(6), 0, 0)
    return made
