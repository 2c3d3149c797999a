"""What importing a file again would change: new, changed with old and new, no longer there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assessor.i18n import _, ngettext
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import Prose, label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.marks import Pill
from assessor.ui.words import here, place, spoken

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.saq.plan import Difference, Differences, Said


class ImportDifferences(QWidget):
    """`go(ref)` shows the row of a requirement."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._lines = column(gap=10, margins=(24, 16, 24, 24))
        inner = QWidget()
        inner.setLayout(self._lines)
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrows scroll
        area.setAccessibleName(_("What this file changes"))
        self.setFocusProxy(area)
        self.setLayout(column(area, gap=0))

    def show_differences(self, found: Differences, checklist: Checklist) -> None:
        """Show every answer that would change."""
        empty(self._lines)
        self._titles = {item.ref: here(item.title) for item in checklist.requirements}
        same = ngettext("{count} answer is the same.", "{count} answers are the same.", found.same)
        self._lines.addWidget(words(_("What this file changes"), "heading"))
        told = [same.format(count=found.same)]
        if not (found.new or found.changed or found.gone):
            told.append(_("Nothing would change."))
        self._lines.addWidget(words(" ".join(told), "small"))
        self._section(_("Changed"), found.changed)
        self._section(_("New"), found.new)
        self._section(_("No longer in the file; they stay as they are"), found.gone)
        self._lines.addStretch(1)

    def _section(self, title: str, found: Sequence[Difference]) -> None:
        if not found:
            return
        self._lines.addSpacing(6)
        self._lines.addWidget(words(f"{title} · {len(found)}", "bold"))
        for item in found:
            if item.new is None and item.old is not None:
                self._lines.addLayout(self._line(item, item.old))
            else:
                self._lines.addWidget(self._card(item))

    def _line(self, item: Difference, said: Said) -> QHBoxLayout:
        pill = Pill(spoken(said.claim), said.claim)
        where = words(place(said.place), "fine", wrap=False)
        return row(words(self._name(item), "", wrap=False), pill, 1, where, gap=12)

    def _name(self, item: Difference) -> str:
        return f"{item.ref} {item.part}".strip() + f"  {self._titles.get(item.ref, '')}"

    def _card(self, item: Difference) -> Card:
        made = Card(gap=8)
        made.add(row(button(self._name(item), lambda: self._go(item.ref), look="link"), 1))
        sides = row(gap=24)
        for name, said in ((_("Before"), item.old), (_("In this file"), item.new)):
            if said is not None:
                sides.addLayout(_side(name, said), 1)
        if item.old is None or item.new is None:
            sides.addStretch(1)
        made.add(sides)
        return made


def _side(name: str, said: Said) -> QVBoxLayout:
    pill = Pill(spoken(said.claim), said.claim)
    papers = words(" · ".join(said.documents), "document") if said.documents else None
    where = words(place(said.place), "fine", wrap=False)
    return column(row(label(name), pill, 1, where), Prose(said.text), papers, 1, gap=4)
