"""Chooses a checklist: other editions of the same one first, then every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from assessor.i18n import _
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import Ask, fitting
from assessor.ui.panels.editions_words import named
from assessor.ui.widgets.cell_ground import FocusDelegate
from assessor.ui.widgets.labels import words
from assessor.ui.words import asked_by

if TYPE_CHECKING:
    from assessor.checklist import Checklist

_ID = Qt.ItemDataRole.UserRole


class ChooseEdition(Ask):
    """`chosen` is the id of the checklist, once it was accepted."""

    def __init__(
        self, parent: QWidget, of: Checklist, title: str, accept: str, *, drafts: bool = True
    ) -> None:
        super().__init__(parent, title, named(of))
        self.chosen = ""
        kin, others = core.editions.kin_first(core.checklist.checklists().values(), of)
        if not drafts:  # what still has rows waiting cannot be moved to
            kin, others = ([c for c in group if not c.to_check] for group in (kin, others))
        self.list = QListWidget()
        self.list.setItemDelegate(FocusDelegate(self.list))
        self.list.setAccessibleName(title)
        self._add(_("Editions of the same checklist"), kin)
        self._add(_("Other checklists"), others)
        self.list.setMinimumSize(fitting(560, 320))
        self.list.itemActivated.connect(lambda _item: self.accept())
        if kin or others:
            self.add(self.list)
            self.finish(accept)
            self.list.setCurrentRow(1)
            self.list.setFocus()
        else:
            self.add(words(_("There is no other checklist yet."), "muted"))
            self.finish()

    def accept(self) -> None:
        """Keep what is lit; a head cannot be chosen."""
        item = self.list.currentItem()
        self.chosen = str(item.data(_ID) or "") if self.list.count() else ""
        if self.chosen:
            super().accept()

    def _add(self, head: str, group: list[Checklist]) -> None:
        if not group:
            return
        line = QListWidgetItem(head)
        line.setFlags(Qt.ItemFlag.NoItemFlags)
        line.setFont(theme.font(11.5, bold=True))
        line.setForeground(theme.color("ink2"))
        line.setData(_ID, "")
        self.list.addItem(line)
        for item in group:
            made = QListWidgetItem(f"{named(item)}\n{asked_by(item)} · {item.id}")
            made.setData(_ID, item.id)
            made.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{named(item)}, {asked_by(item)}, {item.id}"
            )
            self.list.addItem(made)


def choose_edition(
    parent: QWidget, of: Checklist, title: str, accept: str, *, drafts: bool = True
) -> str:
    """Ask for another checklist; "" where the person went back."""
    dialog = ChooseEdition(parent, of, title, accept, drafts=drafts)
    dialog.exec()
    chosen = dialog.chosen
    dialog.deleteLater()
    return chosen
