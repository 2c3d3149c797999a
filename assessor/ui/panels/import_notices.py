"""What is worth knowing about a file: hidden parts, contradictions, columns not taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, empty, scrolling
from assessor.ui.words import place

if TYPE_CHECKING:
    from assessor.saq.types import Notice


def notice_text(notice: Notice) -> str:
    """Return a notice in the person's language."""
    return _(notice.text).format(**notice.values)


class ImportNotices(QWidget):
    """`go(place)` shows the row that a notice is about."""

    def __init__(self, go: Callable[[str], object]) -> None:
        super().__init__()
        self._go = go
        self._lines = column(gap=12, margins=(16, 12, 16, 16))
        inner = QWidget()
        inner.setLayout(self._lines)
        self.setLayout(column(scrolling(inner), gap=0))

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show the notices of a preview."""
        empty(self._lines)
        self._lines.addWidget(words(_("Worth a look before accepting"), "bold"))
        if not notices:
            self._lines.addWidget(words(_("Nothing is hidden and nothing contradicts itself.")))
        for notice in notices:
            line = column(words(notice_text(notice)), gap=2)
            if notice.place:
                go = partial(self._go, notice.place)
                line.addWidget(button(place(notice.place), go, look="link"))
            self._lines.addLayout(line)
        self._lines.addStretch(1)
