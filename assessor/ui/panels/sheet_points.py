"""A point of a form: its statement, the answer, and the line for a note or the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.panels.sheet_fields import Hands, mark_word, retold, told
from assessor.ui.panels.sheet_words import kind_of
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.kind_mark import KindMark
from assessor.ui.widgets.labels import line as plain_line
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.marks import LevelBadge
from assessor.ui.widgets.point_answer import PointAnswer
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.forms.values import Spot
    from assessor.terms import Level


class _Note(AutosaveLine):
    """The line under a point; it tells when the cursor leaves it."""

    def __init__(self, block: PointBlock, name: str) -> None:
        super().__init__(block.write_note, name=name)
        self._block = block

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._block.left_note()


class PointBlock(QWidget):
    """An answer is written at once; “not applicable” once its reason is written beside it.

    `grown` carries the note's line, which is made when it is first needed.
    """

    grown = Signal(object)

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        super().__init__()
        self.spot, self._hands, self._name = spot, hands, name
        self._values: Mapping[str, Any] = {}
        self._waiting = self._noting = False
        self.answer = PointAnswer(name)
        self.answer.answered.connect(self.choose)
        self.answer.noting.connect(self.open_note)
        self.note: _Note | None = None
        self._lacking: QWidget | None = None
        self._mark: KindMark | None = None
        field = spot.field
        statement = plain_line(here(field.label))
        statement.setMinimumWidth(theme.px(60))
        badge = LevelBadge(field.level, spoken(field.level, hands.profile)) if field.level else None
        hint = plain_line(here(field.help), "fine") if field.help else None
        line = row(gap=8)
        if badge is not None:
            line.addLayout(column(badge, 1, margins=(0, 4, 0, 0)))
        self._said = column(statement, hint, gap=2, margins=(0, 5, 0, 0))
        line.addLayout(self._said, 1)
        line.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(4))
        self._box.addLayout(line)

    @property
    def stops(self) -> list[QWidget]:
        """Where the keyboard goes."""
        shown = self.note is not None and self.note.isVisibleTo(self)
        return [self.answer, self.note] if shown and self.note else [self.answer]

    @property
    def main(self) -> QWidget:
        """Where Enter leads."""
        return self.answer

    def show_value(self, values: Mapping[str, Any], short: Level | None) -> None:
        """Show what the database holds, and whether it falls short."""
        self._values = values
        answer = values.get(self.spot.key) or ""
        if answer:
            self._waiting = False
        self.answer.show_answer("na" if self._waiting else answer)
        self._show_note(answer)
        kind = kind_of(short) if short else None
        if kind is not None and self._mark is None:
            self._mark = KindMark()
            # Aligned, or its own fixed width would hold the whole column back.
            self._said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignLeft)
        if self._mark is not None:
            self._mark.show_kind(kind, mark_word(kind, self._hands.profile))

    def _show_note(self, answer: str) -> None:
        kept = told(self._values.get(self.spot.key + ":note"))
        wanted = bool(kept) or answer in {"no", "na"} or self._waiting or self._noting
        if wanted and self.note is None:
            self.note = _Note(self, "")
            self._box.insertWidget(1, self.note)
            self.grown.emit(self.note)
        if self.note is not None:
            self.note.set_text(kept)
            reason = answer == "na" or self._waiting
            hint = _("Why it does not apply") if reason else _("What was seen")
            self.note.setPlaceholderText(hint)
            self.note.setAccessibleName(f"{hint} · {self._name}")
            self.note.setVisible(wanted)
            self.note.setEnabled(self.answer.isEnabled())
        if not self._waiting and self._lacking is not None:
            self._lacking.hide()

    def choose(self, answer: str, by_key: bool) -> None:
        """Write an answer; “not applicable” waits for its reason."""
        note = told(self._values.get(self.spot.key + ":note"))
        if answer == "na" and not note.strip():
            self._waiting = True
            self.show_value({**self._values, self.spot.key: None}, None)
            if self.note is not None:
                self.note.setFocus()
            return
        self._waiting = False
        self._hands.write({self.spot.key: answer or None}, "")
        if answer == "na" and self.note is not None:
            self.note.setFocus()  # the words were written for another answer: read them again
        elif by_key:
            self._hands.go_on(self.answer)

    def open_note(self) -> None:
        """Put the cursor into the line for a note."""
        self._noting = True
        self._show_note(self._values.get(self.spot.key) or "")
        if self.note is not None:
            self.note.setFocus()

    def write_note(self, text: str, burst: str) -> None:
        """Write the note; with “not applicable” both go together, and neither without words."""
        path = self.spot.key
        kept = self._values.get(path + ":note")
        if not (self._waiting or self._values.get(path) == "na"):
            self._hands.write({path + ":note": retold(kept, text)}, burst)
        elif text.strip():
            self._hands.write({path + ":note": retold(kept, text), path: "na"}, burst)
        else:
            self._waiting = True
            self._hands.write({path + ":note": None, path: None}, burst)

    def left_note(self) -> None:
        """Without a reason there is no “not applicable”: say so, and show what is recorded."""
        self._noting = False
        if self._waiting and self.note is not None and not self.note.text().strip():
            self._waiting = False
            self.show_value(self._values, None)
            if self._lacking is None:
                told_so = _("“Not applicable” needs its reason: nothing was recorded.")
                self._lacking = plain_line(told_so, "lacking")
                self._box.addWidget(self._lacking)
            self._lacking.show()

    def enable(self, enabled: bool) -> None:
        """Let it be answered, or only read."""
        self.answer.setEnabled(enabled)
        if self.note is not None:
            self.note.setReadOnly(not enabled)

    def forget(self) -> None:
        """Drop what could not be written: another sheet is shown."""
        self._waiting = self._noting = False
        if self._lacking is not None:
            self._lacking.hide()
        if self.note is not None:
            self.note.saver.forget()
