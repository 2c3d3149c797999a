"""The self-assessment on the visit's form: files received, what became of their rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assessor.i18n import _, format_time, ngettext
from assessor.terms import Phase
from assessor.ui import core, theme
from assessor.ui.models.ledger_model import ROLES
from assessor.ui.panels.prepare_part import Part
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, column, empty, row

if TYPE_CHECKING:
    from assessor.facts import Dossier, SaqFileRow
    from assessor.ui.desk import Desk
    from assessor.ui.panels.form_saving import FormSaving


class FilesPart(Part):
    """Where a self-assessment comes in, and where rows left over are found again."""

    def __init__(
        self,
        desk: Desk,
        choose: Callable[[], object],
        settle: Callable[[], object],
        saving: FormSaving,
    ) -> None:
        super().__init__(desk, "saq", _("Self-assessment"))
        self.choose = button(_("Import a self-assessment…"), choose, key="I")
        self.settle = button("", settle, look="primary", key="L")
        self.fields["saq"] = self.choose
        self._files: QVBoxLayout = column(gap=8)
        self._hint = self._drop_hint()
        self.add(self._files)
        self.add(self._hint)
        self._saved = saving.buttons()
        flow = FlowLayout(gap=8)
        for made in (self.choose, self.settle, *self._saved):
            flow.addWidget(made)
        self.add(flow)

    def show_known(self, known: Dossier) -> None:
        empty(self._files)
        for file in reversed(known.files):
            self._files.addWidget(_card(file))
        self._hint.setVisible(not known.files)
        theme.look(self.choose, "" if known.files else "primary")
        for made in self._saved:
            made.setVisible(bool(known.files))
        is_open = known.visit.phase != Phase.ISSUED
        self.choose.setEnabled(is_open)
        self.settle.setEnabled(is_open)
        waiting = len(core.saq.leftovers(self.desk.ws, known.visit.id)) if known.files else 0
        told = ngettext("{count} row waits for you", "{count} rows wait for you", waiting)
        self.settle.setText(told.format(count=waiting))
        self.settle.setAccessibleName(self.settle.text())
        self.settle.setVisible(bool(waiting))

    def _drop_hint(self) -> QWidget:
        made = QFrame()
        theme.look(made, "drop")
        made.setLayout(
            column(
                words(_("Drop the company's self-assessment here, or choose the file."), "bold"),
                words(
                    _(
                        "Excel, Word, OpenDocument, PDF or CSV, in the company's own layout. You"
                        " see what becomes of every row before anything is stored."
                    ),
                    "small",
                ),
                gap=2,
                margins=(16, 12, 16, 12),
            )
        )
        return made


def _card(file: SaqFileRow) -> Card:
    made = Card(gap=4)
    when = _("imported {time}").format(time=format_time(file.imported_at))
    seal = f"SHA-256 {file.sha256[:8]}…{file.sha256[-8:]}"
    seal_label = words(seal, "fine", wrap=False)
    seal_label.setToolTip(file.sha256)
    made.add(row(words(file.file_name, "bold"), 1, words(when, "fine", wrap=False), gap=12))
    read = int(file.counts.get("read", 0))
    parts = [ngettext("{count} row read", "{count} rows read", read).format(count=read)]
    for status in ("accepted", "to_check", "unmatched", "blank", "no_answer"):
        parts += _counted(status, int(file.counts.get(status, 0)))
    made.add(row(words(" · ".join(parts), "small", wrap=False), 1, seal_label, gap=12))
    return made


def _counted(status: str, count: int) -> list[str]:
    """Return how many rows came out so, in words that agree with the number; nothing for none."""
    told = {
        "accepted": ngettext("{count} accepted", "{count} accepted", count),
        "to_check": ngettext("{count} to check", "{count} to check", count),
        "unmatched": ngettext("{count} unmatched", "{count} unmatched", count),
        "blank": ngettext("{count} blank", "{count} blank", count),
        "no_answer": ngettext("{count} is no answer", "{count} are no answers", count),
    }
    return [f"{ROLES[status][1]} {told[status].format(count=count)}"] if count else []
