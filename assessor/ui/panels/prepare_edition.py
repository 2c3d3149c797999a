"""Beside the visit's checklist: a later edition that is here, and what an earlier one left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assessor.i18n import _, ngettext
from assessor.terms import Phase
from assessor.ui.panels.editions_words import named
from assessor.ui.widgets.buttons import KeyButton
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessor.checklist import Checklist
    from assessor.facts import Dossier


class EditionBox(QWidget):
    """`move` opens the preview of a move, `read` the list of what has no place."""

    def __init__(self, move: Callable[[], object], read: Callable[[], object]) -> None:
        super().__init__()
        self.later = Card(look="hint", gap=4)
        self.notice = words("", "bold")
        self.later.add(self.notice)
        hint = _("Look at what would become of every verdict; nothing is written before you agree.")
        self.later.add(words(hint, "small"))
        self.later.hide()
        self.move_button = KeyButton(_("Move to another edition…"), "M")
        self.move_button.clicked.connect(lambda _on=False: move())
        self.read_button = KeyButton("", "F")
        self.read_button.clicked.connect(lambda _on=False: read())
        # Reading goes on working in an issued validation.
        self.read_button.setProperty("reads", True)
        self.setLayout(column(self.later, row(self.move_button, self.read_button, 1, gap=8), gap=8))

    def show_known(self, known: Dossier) -> None:
        """Tell how much has no place, and how much of it nobody has looked at."""
        count = len(known.former)
        left = sum(not item.looked for item in known.former)
        told = _("From the former edition, without a place: {count}").format(count=count)
        if left:
            rest = ngettext("{count} not looked at yet", "{count} not looked at yet", left)
            told = f"{told} · {rest.format(count=left)}"
        self.read_button.set_text(told)
        self.read_button.setVisible(bool(count))
        if known.visit.phase == Phase.ISSUED:
            self.later.hide()

    def tell_later(self, later: Checklist | None) -> None:
        """Say that a later edition is here; say nothing where there is none."""
        if later is not None:
            told = _("A later edition of this checklist is here: {name}.")
            self.notice.setText(told.format(name=named(later)))
        self.later.setVisible(later is not None)
