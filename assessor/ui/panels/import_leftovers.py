"""Rows of accepted files that still wait for a person: each is settled as soon as it is decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from assessor.i18n import _, ngettext
from assessor.ui import core, theme
from assessor.ui.models.ledger_model import Line
from assessor.ui.page import Command
from assessor.ui.panels.import_ledger import LedgerView
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.saq.accept import Leftover
    from assessor.ui.desk import Desk
    from assessor.ui.panels.form_saving import FormSaving


class Leftovers(QWidget):
    """`leave()` goes back to the form, also once nothing is left."""

    def __init__(
        self, desk: Desk, checklist: Checklist, leave: Callable[[], object], saving: FormSaving
    ) -> None:
        super().__init__()
        self.desk, self._leave, self._saving = desk, leave, saving
        self._waiting: tuple[Leftover, ...] = ()
        self.title = words("", "bold", wrap=False)
        self.ledger = LedgerView(checklist, self._decide)
        head = QFrame()
        theme.look(head, "head")
        hint = _("Each choice is recorded at once and can be undone.")
        texts = column(self.title, words(hint, "fine", wrap=False), gap=1)
        line = row(gap=8, margins=(16, 9, 16, 9))
        line.addLayout(texts, 1)
        for made in saving.buttons():
            line.addWidget(made)
        line.addWidget(button(_("Back to the form"), leave, key="Alt+←"))
        head.setLayout(line)
        self.setLayout(column(head, self.ledger, gap=0))

    def refresh(self) -> None:
        """Read what still waits; the row after the one just settled is lit."""
        lit = self.ledger.table.currentIndex().row()
        self._waiting = core.saq.leftovers(self.desk.ws, self.desk.validation_id or "")
        count = len(self._waiting)
        told = ngettext("{count} row waits for you", "{count} rows wait for you", count)
        self.title.setText(told.format(count=count))
        lines = [Line(at, waiting.what) for at, waiting in enumerate(self._waiting)]
        self.ledger.show_lines(lines)
        if lines and lit > 0:
            self.ledger.light(self.ledger.model.rows[min(lit, len(lines) - 1)])
        if not lines:
            self._leave()

    def commands(self) -> list[Command]:
        """Return what the keys do here."""
        back = Command(_("Back to the form"), self._leave, ("Alt+Left",), _("Rows"))
        return [back, *self._saving.commands(), *self.ledger.commands()]

    def _decide(self, line: Line, ref: str) -> None:
        waiting = self._waiting[line.at]
        core.saq.settle(self.desk.ws, file_id=waiting.file_id, row=waiting.row, ref=ref or None)
