"""One thought in the report's languages: beside one another, or one at a time with tabs."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _, language, language_name
from assessor.ui import theme
from assessor.ui.widgets.autosave_edit import AutosaveEdit
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import row

WriteText = Callable[[dict[str, str], str], object]


class BilingualEdit(QWidget):
    """`write(text, burst)` gets all languages whenever one changes; `set_text` shows them.

    With `beside` each language has its own card (page Findings); without, tabs above one field
    say what is complete (walk) and Ctrl+L turns to the next language.
    """

    def __init__(
        self,
        languages: tuple[str, ...],
        write: WriteText,
        *,
        name: str,
        hint: str = "",
        beside: bool = True,
        lines: int = 4,
    ) -> None:
        super().__init__()
        self.languages = languages
        self._write = write
        self.edits = {
            lang: AutosaveEdit(
                lambda _text, burst: self._save(burst),
                name=f"{name} · {language_name(lang)}",
                hint=hint,
                lines=lines,
            )
            for lang in languages
        }
        self._marks: dict[str, QLabel] = {}
        self._tabs: dict[str, QPushButton] = {}
        for edit in self.edits.values():
            edit.textChanged.connect(self._mark)
        self._lay_beside() if beside else self._lay_stacked()
        self._mark()

    def set_text(self, text: Mapping[str, str]) -> None:
        """Show what the database holds; a language being typed in keeps what is newer."""
        for lang, edit in self.edits.items():
            edit.set_text(text.get(lang, ""))

    def text(self) -> dict[str, str]:
        """Return what stands in the fields, empty languages left out."""
        return {lang: written for lang, e in self.edits.items() if (written := e.toPlainText())}

    def flush(self) -> None:
        """Write now if anything is unsaved."""
        for edit in self.edits.values():
            edit.flush()

    def focus(self, lang: str = "") -> None:
        """Put the cursor into a language, or into the one that is open."""
        if self._tabs:
            self.turn_to(lang or self.current())
        self.edits[lang or self.current()].setFocus()

    def current(self) -> str:
        """Return the language that is open, or that has the focus."""
        for lang, edit in self.edits.items():
            if edit.hasFocus():
                return lang
        checked = (lang for lang, tab in self._tabs.items() if tab.isChecked())
        return next(checked, self.languages[0])

    def turn_to(self, lang: str) -> None:
        """Open the tab of `lang`; the focus follows if it was in the field."""
        had_focus = any(edit.hasFocus() for edit in self.edits.values())
        self._tabs[lang].setChecked(True)
        self._stack.setCurrentWidget(self.edits[lang])
        if had_focus:
            self.edits[lang].setFocus()

    def turn_on(self) -> None:
        """Open the next language."""
        at = self.languages.index(self.current())
        self.turn_to(self.languages[(at + 1) % len(self.languages)])

    def set_enabled(self, enabled: bool) -> None:
        """Let the texts be written, or only read."""
        for edit in self.edits.values():
            edit.setReadOnly(not enabled)

    # building

    def _lay_beside(self) -> None:
        cards = []
        for lang, edit in self.edits.items():
            card = Card()
            theme.look(edit, "bare")
            edit.document().setDocumentMargin(0)
            edit.setProperty("in_card", True)
            edit.installEventFilter(self)
            self._marks[lang] = words("", "good", wrap=False)
            head = words(language_name(lang).upper(), "label", wrap=False)
            card.add(row(head, 1, self._marks[lang]))
            card.add(edit)
            card.body.addStretch(1)
            cards.append(card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Columns(cards, each=230))

    def _lay_stacked(self) -> None:
        self._stack = QStackedWidget()
        theme.look(self._stack, "plain")
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        group = QButtonGroup(self)
        for lang, edit in self.edits.items():
            tab = QPushButton()
            tab.setCheckable(True)
            theme.look(tab, "language")
            tab.clicked.connect(lambda _on=False, lang=lang: self.turn_to(lang))
            group.addButton(tab)
            self._tabs[lang] = tab
            self._stack.addWidget(edit)
        first = language() if language() in self.languages else self.languages[0]
        self._tabs[first].setChecked(True)
        self._stack.setCurrentWidget(self.edits[first])
        self.tabs = row(*self._tabs.values(), gap=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        QShortcut(QKeySequence("Ctrl+L"), self, self.turn_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the card of the focused language show the focus."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            card = watched.parent()
            if isinstance(card, Card):
                theme.look(card, "card-on" if event.type() == QEvent.Type.FocusIn else "card")
        return super().eventFilter(watched, event)

    # completeness

    def _save(self, burst: str) -> None:
        self._write(self.text(), burst)

    def _mark(self) -> None:
        filled = {lang: bool(edit.toPlainText().strip()) for lang, edit in self.edits.items()}
        any_filled = any(filled.values())
        for lang, mark in self._marks.items():
            mark.setText(_("complete") if filled[lang] else _("missing") if any_filled else "")
            theme.look(mark, "good" if filled[lang] else "lacking")
        for lang, tab in self._tabs.items():
            wanting = any_filled and not filled[lang]
            if tab.property("lacking") != wanting:
                tab.setProperty("lacking", wanting)
                tab.style().unpolish(tab)
                tab.style().polish(tab)
            tab.setText(
                f"{lang.upper()} {'✓' if filled[lang] else '–' if any_filled else ''}".strip()
            )
            state = _("complete") if filled[lang] else _("missing")
            tab.setAccessibleName(f"{language_name(lang)}: {state}")
