"""How the file was understood, each thing with its reason; each can be corrected here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from assessor.i18n import N_, _, language_name, languages
from assessor.ui import core
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import rule
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import here, place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from assessor.checklist import Checklist
    from assessor.saq.corrections import Corrections
    from assessor.saq.remembering import Remembered
    from assessor.saq.types import ColumnRead, PartRead, Said, SaqPreview, Understanding

ROLE_NAMES = {
    "ref": N_("Reference"),
    "question": N_("Question"),
    "claim": N_("Claim"),
    "answer": N_("Answer"),
    "evidence": N_("Evidence"),
    "yes": N_("Box for yes"),
    "no": N_("Box for no"),
    "partly": N_("Box for partly"),
    "na": N_("Box for not applicable"),
    "level": N_("Level"),
    "other": N_("Not taken"),
    "action": N_("A task"),
}
# The usual encodings, as a person may know them; the rest can be given on the command line.
_ENCODINGS = ("utf-8", "cp1252", "utf-16", "mac_roman", "cp850", "iso8859_15")
_DELIMITERS = {
    ";": N_("semicolon"),
    ",": N_("comma"),
    "\t": N_("tabulator"),
    "|": N_("vertical bar"),
    "-": N_("nothing: line by line"),
}
_AS_FOUND = ""
Correct = Callable[["Corrections"], object]


def told(sentences: Sequence[Said]) -> str:
    """Return sentences in the person's language."""
    return " ".join(_(said.text).format(**said.values) for said in sentences)


class ImportReading(QWidget):
    """`correct(corrections)` is asked with each thing said; `forget()` once with the memory."""

    def __init__(
        self, checklist: Checklist, correct: Correct, forget: Callable[[], object]
    ) -> None:
        super().__init__()
        self._checklist, self._correct, self._forget = checklist, correct, forget
        self._said: Corrections | None = None
        self._shape: object = None
        self.picks: dict[tuple[str, int], Pick] = {}
        self.whys: dict[tuple[str, int], QLabel] = {}
        self.file_language: Pick | None = None
        self.encoding: Pick | None = None
        self.delimiter: Pick | None = None
        self.forget_button: QPushButton | None = None
        self._texts: dict[str, QLabel] = {}
        self._lines = column(gap=10, margins=(16, 12, 16, 16))
        inner = QWidget()
        inner.setLayout(self._lines)
        self.setLayout(column(scrolling(inner), gap=0))

    def show_reading(
        self, shown: SaqPreview, said: Corrections, remembered: Remembered | None, me: str
    ) -> None:
        """Show how a file was understood; what has the focus keeps it."""
        found, self._said = shown.understood, said
        shape = (
            remembered,
            bool(found.text),
            [(part.part, [column.column for column in part.columns]) for part in found.parts],
        )
        if shape != self._shape:
            self._shape = shape
            self._build(found, remembered, me)
        self._fill(found, shown.language)

    def enter(self) -> None:
        """Put the focus on the first thing that can be corrected."""
        first = next(iter(self.picks.values()), self.file_language)
        if first is not None:
            first.setFocus()

    # building

    def _build(self, found: Understanding, remembered: Remembered | None, me: str) -> None:
        empty(self._lines)
        self.picks, self.whys, self._texts = {}, {}, {}
        self._lines.addWidget(words(_("How this file was understood"), "bold"))
        self.forget_button = None
        if remembered is not None:
            self._lines.addLayout(self._memory(core.saq.told_of(remembered, me)))
        self._say("layout")
        self._say("headings")
        for part in found.parts:
            self._lines.addWidget(rule())
            self._lines.addLayout(self._part(part))
        self._lines.addWidget(rule())
        self._lines.addWidget(label(_("Checklist")))
        self._lines.addWidget(words(here(self._checklist.title)))
        self._say("checklist")
        options = [(code, language_name(code)) for code in languages()]
        name = _("Language of the file")
        self.file_language = Pick(options, self._say_language, name=name)
        self._lines.addLayout(self._field(name, self.file_language))
        self._say("language")
        self.encoding = self.delimiter = None
        if found.text:
            self._text_fields(found)
        self._lines.addStretch(1)

    def _memory(self, sentence: str) -> QVBoxLayout:
        self.forget_button = button(_("Forget it"), self._forget, look="link")
        self.forget_button.setAccessibleName(_("Forget how this form is read"))
        return column(words(sentence, "good"), row(self.forget_button, 1), gap=2)

    def _text_fields(self, found: Understanding) -> None:
        known = dict.fromkeys((*_ENCODINGS, found.encoding))
        self.encoding = Pick(
            [(code, code) for code in known], self._say_encoding, name=_("Encoding")
        )
        options = [(sign, _(name)) for sign, name in _DELIMITERS.items()]
        if found.delimiter and found.delimiter not in _DELIMITERS:
            options.append((found.delimiter, found.delimiter))
        self.delimiter = Pick(options, self._say_delimiter, name=_("Divided by"))
        self._lines.addLayout(self._field(_("Encoding"), self.encoding))
        self._lines.addLayout(self._field(_("Divided by"), self.delimiter))
        self._say("text")

    def _say(self, name: str) -> None:
        self._texts[name] = words("", "small")
        self._lines.addWidget(self._texts[name])

    def _field(self, name: str, pick: Pick) -> QVBoxLayout:
        return column(label(name, buddy=pick), row(pick, 1), gap=3)

    def _part(self, part: PartRead) -> QVBoxLayout:
        places = [place(name) for name in part.places if name]
        title = ", ".join(places[:3]) + (f" + {len(places) - 3}" if len(places) > 3 else "")
        made = column(gap=10)
        made.addWidget(words(title or _("The table"), "bold"))
        text = _("Rows: {count}; their columns are named by {place}.")
        if not part.head:
            text = _("Rows: {count}; nothing names their columns.")
        if not part.asks:
            text += " " + _("No questions are read here.")
        where = place(part.head) if part.head else ""
        made.addWidget(words(text.format(count=part.rows, place=where), "small"))
        for one in part.columns:
            made.addLayout(self._column(part, one, title))
        return made

    def _column(self, part: PartRead, one: ColumnRead, title: str) -> QVBoxLayout:
        key = part.part, one.column
        head = " · ".join(filter(None, (one.letter, one.name or one.example)))
        choices = [*core.saq.ROLES, *(["action"] if one.role == "action" else [])]
        options = [(_AS_FOUND, _("As found")), *((role, _(ROLE_NAMES[role])) for role in choices)]
        spoken = _("Column {column}, {where}").format(column=head, where=title)
        self.picks[key] = Pick(options, partial(self._say_role, *key), name=spoken)
        self.whys[key] = words("", "fine")
        name = words(head, "", wrap=True)
        name.setBuddy(self.picks[key])
        line = row(gap=8)
        line.addWidget(name, 1)
        line.addWidget(self.picks[key])
        return column(line, self.whys[key], gap=2)

    # showing

    def _fill(self, found: Understanding, language: str) -> None:
        for part in found.parts:
            for one in part.columns:
                pick, why = self.picks[part.part, one.column], self.whys[part.part, one.column]
                pick.set_value(one.role)
                why.setText(told(one.why))
                pick.setAccessibleDescription(why.text())
        for name, shown in self._texts.items():
            shown.setText(told(getattr(found, name)))
        if self.file_language is not None:
            self.file_language.set_value(language)
        if self.encoding is not None and self.delimiter is not None:
            self.encoding.set_value(found.encoding)
            self.delimiter.set_value(found.delimiter or "-")

    # correcting

    def _say_role(self, part: str, at: int, role: str) -> None:
        if self._said is not None:
            self._correct(core.saq.with_role(self._said, part, at, role))

    def _say_language(self, language: str) -> None:
        self._say_other(language=language)

    def _say_encoding(self, encoding: str) -> None:
        self._say_other(encoding=encoding)

    def _say_delimiter(self, delimiter: str) -> None:
        self._say_other(delimiter=delimiter)

    def _say_other(self, **said: str) -> None:
        from msgspec.structs import replace

        if self._said is not None:
            self._correct(replace(self._said, **said))
