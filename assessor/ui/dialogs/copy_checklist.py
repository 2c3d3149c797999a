"""Asks what the copy of a checklist is to be called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _, pick
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column

if TYPE_CHECKING:
    from assessor.checklist import Checklist


class CopyChecklist(Ask):
    """Writes the copy when it is accepted; `path` is then its file."""

    def __init__(self, parent: QWidget, chosen: Checklist, folder: Path) -> None:
        from assessor.content.drafts import free_id

        told = _("“{title}” stays as it is. The copy is yours: a draft until you finish it.")
        super().__init__(parent, _("Copy as a draft"), told.format(title=pick(chosen.title)))
        self._chosen, self._folder = chosen, folder
        self.path: Path | None = None
        self.id, self.edition = QLineEdit(), QLineEdit(chosen.edition)
        self.id.setText(free_id(f"own-{chosen.id.removeprefix('own-')}", folder))
        self.id.selectAll()
        first = column(label(_("Id of the new checklist"), self.id), self.id, gap=4)
        second = column(label(_("Edition"), self.edition), self.edition, gap=4)
        self.add(Columns((first, second), shares=(3, 1)))
        self.add(words(_("Small letters, digits and hyphens: it names the file as well."), "fine"))
        self.trouble = words("", "lacking")
        self.trouble.hide()
        self.add(self.trouble)
        self.finish(_("Copy and edit"))

    def accept(self) -> None:
        """Write the copy; what is wrong with its name is said here."""
        from assessor.content.drafts import copy_as_draft

        try:
            self.path = copy_as_draft(
                self._chosen,
                folder=self._folder,
                checklist_id=self.id.text().strip(),
                edition=self.edition.text().strip(),
            )
        except AssessorError as error:
            self.trouble.setText(f"{error.text()} {error.hint_text()}")
            self.trouble.show()
            self.id.setFocus()
            return
        super().accept()
