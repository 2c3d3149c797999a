"""Who will see an observation: shared with the company or kept internal; and the private note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from assessor.i18n import _
from assessor.ui.panels.finding_facts import Guard, WriteField
from assessor.ui.widgets.autosave_edit import AutosaveEdit
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from assessor.facts import ObservationRow


class FindingSharing(QWidget):
    """`write(burst=…, field=value)` records."""

    def __init__(self, write: WriteField, guard: Guard) -> None:
        super().__init__()
        self._write = write
        self.shared = chip(_("Shared with the company"), guard(lambda: write(share=True)))
        self.internal = chip(_("Kept internal"), guard(lambda: write(share=False)))
        group = QButtonGroup(self)
        group.addButton(self.shared)
        group.addButton(self.internal)
        self.told = words("", "fine")
        self.note = AutosaveEdit(
            lambda text, burst: write(private_note=text, burst=burst),
            name=_("Private note"),
            hint=_("Never leaves this laptop: in no report, in no package."),
            lines=2,
            most=6,
        )
        choice = FlowLayout(gap=6)
        choice.addWidget(self.shared)
        choice.addWidget(self.internal)
        left = column(
            label(_("Company's copy")),
            choice,
            self.told,
            1,
            gap=5,
        )
        right = column(label(_("Private note"), self.note), self.note, 1, gap=5)
        self.setLayout(column(Columns((left, right), each=230)))

    def show_item(self, item: ObservationRow, *, issued: bool, editable: bool) -> None:
        """Show one observation; what was `issued` cannot be withheld any more."""
        self.shared.setChecked(item.share)
        self.internal.setChecked(not item.share)
        self.shared.setEnabled(editable)
        self.internal.setEnabled(editable and not (issued and item.share))
        self.note.set_text(item.private_note)
        self.note.setReadOnly(not editable)
        if issued and item.share:
            told = _("It has been issued and cannot be withheld: its number and count would tell.")
        elif item.share:
            told = _("It goes into the company's copy of the report, without notes and risk.")
        else:
            told = _("Only in the internal copy. It is still counted in the totals.")
        self.told.setText(told)

    def toggle(self) -> None:
        """Share it, or keep it internal."""
        if self.shared.isChecked() and self.internal.isEnabled():
            self._write(share=False)
        elif self.internal.isChecked() and self.shared.isEnabled():
            self._write(share=True)
