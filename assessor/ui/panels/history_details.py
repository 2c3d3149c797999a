"""What one entry of the history moved: each row with what stood there and what stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from assessor.i18n import _, format_time, ngettext
from assessor.ui import theme
from assessor.ui.panels.history_words import Line, lines_of, title_of, what
from assessor.ui.widgets.card import rule
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, empty, scrolling

if TYPE_CHECKING:
    from assessor.forms import Form
    from assessor.store.history import Entry, RowChange

MOST_ROWS = 40
SHORT = 28


class HistoryDetails(QFrame):
    """The right side of the history."""

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "side-right")
        self.what, self.when = words("", "bold"), words("", "small")
        self.note, self.chain = words("", "warning"), words("", "fine")
        inner = QWidget()
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(*(theme.px(n) for n in (18, 4, 18, 16)))
        self._rows.setSpacing(theme.px(8))
        self.area = scrolling(inner)
        self.area.setAccessibleName(_("What was changed"))
        head = column(self.what, self.when, self.note, gap=3, margins=(18, 16, 18, 10))
        box = column(head, gap=0)
        box.addWidget(rule())
        box.addWidget(self.area, 1)
        box.addLayout(column(self.chain, margins=(18, 8, 18, 12)))
        self.setLayout(box)

    def show_entry(
        self,
        entry: Entry | None,
        changes: Sequence[RowChange],
        forms: Mapping[str, Form] | None = None,
    ) -> None:
        """Show an entry, or nothing; `forms` by the id of the sheets among the rows."""
        empty(self._rows)
        for part in (self.what, self.when, self.note, self.chain):
            part.setVisible(entry is not None)
        if entry is None:
            return
        self.what.setText(what(entry))
        who = entry.by or _("nobody named")
        self.when.setText(f"{format_time(entry.at)} · {who}")
        self.note.setText(_("Undone since: it no longer holds."))
        self.note.setVisible(entry.undone)
        self.chain.setText(_chain(entry))
        for at, change in enumerate(changes[:MOST_ROWS]):
            if at:
                self._rows.addWidget(rule())
            self._rows.addWidget(_row(change, (forms or {}).get(change.row_id)))
        if len(changes) > MOST_ROWS:
            rest = len(changes) - MOST_ROWS
            more = ngettext("and {count} more row", "and {count} more rows", rest)
            self._rows.addWidget(words(more.format(count=rest), "muted"))
        self._rows.addStretch(1)
        self.area.verticalScrollBar().setValue(0)


def _chain(entry: Entry) -> str:
    saves = len(entry.step_ids)
    told = ngettext(
        "Step {number} of laptop {device}",
        "Steps up to {number} of laptop {device}: {count} saves of one spell of typing",
        saves,
    )
    return told.format(number=entry.number, device=entry.device, count=saves)


def _row(change: RowChange, form: Form | None) -> QWidget:
    made = QWidget()
    box = column(words(title_of(change, form), "bold"), gap=6, margins=(0, 4, 0, 4))
    if change.before is None:
        box.addWidget(words(_("Created"), "good"))
    if change.after is None:
        box.addWidget(words(_("Taken out"), "lacking"))
    for line in lines_of(change, form):
        shown = _sides(line, whole=change.before is None or change.after is None)
        box.addLayout(column(label(line.name, shown), shown, gap=1))
    made.setLayout(box)
    return made


def _sides(line: Line, *, whole: bool) -> QLabel:
    """Return "before → after"; of a row that was made or taken out only what stood in it."""
    shown = words()
    shown.setTextFormat(Qt.TextFormat.RichText)
    if whole:
        shown.setText(_prose(line.after or line.before))
        return shown
    before, after = line.before or _("(empty)"), line.after or _("(empty)")
    spoken = _("{before} became {after}").format(before=before, after=after)
    shown.setAccessibleName(f"{line.name}: {spoken}")
    quiet = theme.color("ink3").name()
    left = f'<span style="color:{quiet}">{_prose(before)}</span>'
    right = _prose(after) if line.after else f'<span style="color:{quiet}">{after}</span>'
    short = max(len(line.before), len(line.after)) <= SHORT or not line.before
    shown.setText(f"{left}{' ' if short else '<br>'}<b>→</b> {right}")
    return shown


def _prose(text: str) -> str:
    return escape(text).replace("\n", "<br>")
