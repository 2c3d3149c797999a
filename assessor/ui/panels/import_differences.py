"""What importing a file again would change: new, changed with old and new, no longer there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assessor.i18n import _, ngettext
from assessor.ui import theme
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import Prose, label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.marks import Pill
from assessor.ui.words import here, place, spoken

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.saq.plan import Difference, Differences, Said


# A screenful stands there at once; the rest is built in slices of so many seconds, between which
# keys and paint have their turn.
_AT_ONCE, _SLICE = 8, 0.008


class ImportDifferences(QWidget):
    """`go(ref)` shows the row of a requirement."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._steps: Iterator[None] = iter(())
        self._slice = QTimer(self, singleShot=True, interval=0)
        self._slice.timeout.connect(self._go_on)
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
        self._lines.addStretch(1)
        self._steps = self._build(found)
        for _step in islice(self._steps, _AT_ONCE):
            pass
        self._slice.start()

    def _build(self, found: Differences) -> Iterator[None]:
        sections = (
            (_("Changed"), found.changed),
            (_("New"), found.new),
            (_("No longer in the file; they stay as they are"), found.gone),
        )
        for title, items in sections:
            if items:
                head = words(f"{title} · {len(items)}", "bold")
                head.setContentsMargins(0, theme.px(6), 0, 0)
                self._insert(head)
            for item in items:
                self._insert(self._shown(item))
                yield

    def _insert(self, part: QWidget) -> None:
        self._lines.insertWidget(self._lines.count() - 1, part)  # above the stretch

    def _go_on(self) -> None:
        """Build for a moment; the rest comes after whatever waits."""
        end = time.monotonic() + _SLICE
        for _step in self._steps:
            if time.monotonic() > end:
                self._slice.start()
                return

    def _shown(self, item: Difference) -> QWidget:
        if item.new is not None or item.old is None:
            return self._card(item)
        made = QWidget()
        made.setLayout(self._line(item, item.old))
        return made

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
