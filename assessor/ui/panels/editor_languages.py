"""Above the form: the languages of the checklist; those that are on stand side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QPushButton

from assessor.i18n import _, language, language_name, languages
from assessor.ui import theme
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import empty, row


class LanguageStrip(QFrame):
    """`shown()` is called when other languages are chosen; one at least stays on."""

    def __init__(self, shown: Callable[[], object]) -> None:
        super().__init__()
        theme.look(self, "foot-rule")
        self._shown = shown
        self.known: tuple[str, ...] = ()
        self.chips: dict[str, QPushButton] = {}
        self._on: list[str] = []
        self._row = row(gap=6)
        self.setLayout(
            row(words(_("Languages shown"), "label", wrap=False), self._row, 1, gap=10,
                margins=(18, 8, 18, 8))
        )  # fmt: skip

    def offer(self, wanted: Sequence[str]) -> None:
        """Offer the languages of the checklist; the window's and one more are on at first."""
        found = tuple(dict.fromkeys(map(str, wanted))) or languages()
        if found == self.known:
            return
        self.known = found
        kept = [lang for lang in self._on if lang in found]
        first = [lang for lang in (language(), *found) if lang in found]
        self._on = kept or list(dict.fromkeys(first))[:2]
        empty(self._row)
        self.chips = {lang: chip(language_name(lang)) for lang in found}
        for lang, made in self.chips.items():
            told = _("Show texts in {language}").format(language=language_name(lang))
            made.setAccessibleName(told)
            made.clicked.connect(lambda _on=False, lang=lang: self.turn(lang))
            self._row.addWidget(made)
        self._mark()

    def chosen(self) -> tuple[str, ...]:
        """Return the languages that are shown, in the checklist's order."""
        return tuple(lang for lang in self.known if lang in self._on)

    def turn(self, lang: str) -> None:
        """Show a language, or hide it where another one stays."""
        if lang not in self._on:
            self._on.append(lang)
        elif len(self._on) > 1:
            self._on.remove(lang)
        self._mark()
        self._shown()

    def also(self, langs: Sequence[str]) -> None:
        """Show at least the first of these: something is missing in it."""
        if langs and langs[0] in self.known and langs[0] not in self._on:
            self._on = [*self._on[:1], langs[0]]
            self._mark()

    def show_only(self, langs: Sequence[str]) -> None:
        """Show these languages, as before the window was dressed anew."""
        self._on = [lang for lang in langs if lang in self.known] or self._on
        self._mark()

    def next(self) -> None:
        """Keep the first language and show the next one beside it."""
        if len(self.known) < 2:
            return
        first = self.chosen()[0]
        others = [lang for lang in self.known if lang != first]
        last = self.chosen()[-1]
        at = others.index(last) if last in others else -1
        self._on = [first, others[(at + 1) % len(others)]]
        self._mark()
        self._shown()

    def _mark(self) -> None:
        for lang, made in self.chips.items():
            made.setChecked(lang in self._on)
