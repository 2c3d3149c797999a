"""What is worth knowing about a file: hidden parts, contradictions, columns not taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assessor.i18n import _, format_number, ngettext
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, column, empty, scrolling
from assessor.ui.words import place

if TYPE_CHECKING:
    from assessor.saq.types import Notice

FEW, FURTHER = 6, 30  # places that are named at once, and each time that more are asked for


def notice_text(notice: Notice) -> str:
    """Return a notice in the person's language."""
    return _(notice.text).format(**notice.values)


def grouped(notices: Iterable[Notice]) -> list[list[Notice]]:
    """Return the notices, those that say the same together, in the order of the first of each."""
    found: dict[object, list[Notice]] = {}
    for notice in notices:
        said = (notice.text, *notice.values.items()) if notice.values else notice.text
        found.setdefault(said, []).append(notice)
    return list(found.values())


class ImportNotices(QWidget):
    """`go(place)` shows the row that a notice is about."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go, self.count = go, 0  # things to be said
        self._lines = column(gap=12, margins=(16, 12, 16, 16))
        inner = QWidget()
        inner.setLayout(self._lines)
        self.setLayout(column(scrolling(inner), gap=0))

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show the notices of a preview: one line for all rows of which the same is to be said."""
        empty(self._lines)
        self._lines.addWidget(words(_("Worth a look before accepting"), "bold"))
        if not notices:
            self._lines.addWidget(words(_("Nothing is hidden and nothing contradicts itself.")))
        found = grouped(notices)
        self.count = len(found)
        for alike in found:
            told = notice_text(alike[0])
            if len(alike) > 1:
                told = f"{told} ({format_number(len(alike))})"
            places = [notice.place for notice in alike if notice.place]
            self._lines.addLayout(column(words(told), _Places(places, self._go), gap=2))
        self._lines.addStretch(1)


class _Places(QWidget):
    """Links to the rows that a notice is about: the first few, and further ones when asked for."""

    def __init__(self, places: Sequence[str], go: Callable[[str], object]) -> None:
        super().__init__()
        self._places, self._go, self._shown = places, go, 0
        self._links = FlowLayout(self, gap=10)
        self._more = button("", self._show_more, look="link")
        self._show(FEW)

    def _show_more(self) -> None:
        focused = self._more.hasFocus()
        first = self._show(FURTHER)
        if focused and first is not None:
            first.setFocus()

    def _show(self, count: int) -> QWidget | None:
        """Add links to the next places; return the first of them."""
        self._links.removeWidget(self._more)
        start, self._shown = self._shown, min(self._shown + count, len(self._places))
        added: list[QWidget] = []
        for at in self._places[start : self._shown]:
            added.append(button(place(at), partial(self._go, at), look="link"))
            self._links.addWidget(added[-1])
            added[-1].show()  # the keyboard goes there before the layout would show it
        left = len(self._places) - self._shown
        told = ngettext("and {count} more", "and {count} more", left)
        self._more.setText(told.format(count=format_number(left)))
        self._more.setAccessibleName(self._more.text())
        self._links.addWidget(self._more)
        self._more.setVisible(left > 0)
        return added[0] if added else None
