"""A form to be read before it is begun, in any language it has: what for, and what it asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from assessor.i18n import _, language, language_name, ngettext, pick, translation
from assessor.terms import label as term
from assessor.ui import theme
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import Prose, heading, words
from assessor.ui.widgets.layouts import column, empty, row

if TYPE_CHECKING:
    from assessor.forms import Field, Form, Section


class SheetReader(QWidget):
    """`begin()` is called by the button; without it the form is only read."""

    def __init__(self, begin: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._begin = begin
        self._form: Form | None = None
        self._bears = ""
        self._enabled = True
        self.lang = ""
        self.start: QPushButton | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(10))

    def show_form(self, form: Form, bears: str = "", *, enabled: bool = True) -> None:
        """Show another form; `bears` says what it is linked to."""
        if (form, bears, enabled) == (self._form, self._bears, self._enabled):
            return
        self._form, self._bears, self._enabled = form, bears, enabled
        if self.lang not in form.languages:
            self.lang = language() if language() in form.languages else form.languages[0]
        self._arrange()

    def read_in(self, lang: str) -> None:
        """Read in another language; the window keeps its own."""
        self.lang = lang
        self._arrange()

    def next_language(self) -> None:
        """Read in the form's next language."""
        if self._form is not None:
            known = self._form.languages
            self.read_in(known[(known.index(self.lang) + 1) % len(known)])

    def _arrange(self) -> None:
        form = self._form
        if form is None:
            return
        empty(self._box)
        self._box.addLayout(self._head(form))
        self._box.addWidget(Prose(pick(form.purpose, self.lang), "second"))
        fields = sum(len(section.fields) for section in form.sections)
        count = ngettext("{count} field", "{count} fields", fields).format(count=fields)
        edition = _("Edition {edition}").format(edition=form.edition)
        about = " · ".join(part for part in (form.source.reference, edition, count) if part)
        source = f"{pick(form.source.title, self.lang)}. {pick(form.source.prevails, self.lang)}"
        self._box.addLayout(column(words(about, "fine"), words(source, "fine"), gap=2))
        if self._bears:
            self._box.addWidget(words(self._bears, "small"))
        if self._begin is not None:
            self.start = button(_("Begin a sheet"), self._begin, look="primary", key="⏎")
            self.start.setEnabled(self._enabled)
            self._box.addLayout(row(self.start, 1))
        for section in form.sections:
            self._box.addWidget(self._section(section))
        self._box.addStretch(1)

    def _head(self, form: Form) -> QVBoxLayout:
        group = QButtonGroup(self)
        tabs = row(gap=6)
        for code in form.languages:
            tab = QPushButton(language_name(code))
            tab.setCheckable(True)
            tab.setChecked(code == self.lang)
            tab.setAccessibleName(_("Read in {language}").format(language=language_name(code)))
            theme.look(tab, "language")
            # The chosen one turns bold: room for that from the start.
            bold = QFontMetrics(theme.font(11.5, bold=True))
            tab.setMinimumWidth(bold.horizontalAdvance(tab.text()) + theme.px(12))
            tab.clicked.connect(lambda _on=False, code=code: self.read_in(code))
            group.addButton(tab)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        return column(tabs, heading(pick(form.title, self.lang)), gap=6)

    def _section(self, section: Section) -> Card:
        card = Card(pick(section.title, self.lang))
        if section.rows is not None:
            named = ", ".join(pick(line.label, self.lang) for line in section.rows.named)
            told = named or pick(section.rows.label, self.lang).replace("{number}", "1, 2, 3…")
            card.add(words(told, "small"))
        prose = Prose()
        prose.set_text("\n".join(self._asked(field) for field in section.fields), bullets=True)
        card.add(prose)
        return card

    def _asked(self, field: Field) -> str:
        asked = pick(field.label, self.lang)
        if field.level is not None:
            asked = f"{asked} ({translation(self.lang).gettext(term(field.level))})"
        options = " / ".join(pick(option.label, self.lang) for option in field.options)
        return f"{asked}: {options}" if options else asked
