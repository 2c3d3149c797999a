"""Choose among the evidence that the visit already has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QWidget

from assessor.i18n import _, format_time
from assessor.ui import icons, theme
from assessor.ui.dialogs.ask import Ask, fitting
from assessor.ui.widgets import thumbnails
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.store.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole


class LinkEvidence(Ask):
    """A list with pictures; Space marks several, Enter links these, or else the lit one."""

    def __init__(self, parent: QWidget, ws: Workspace, pieces: Sequence[EvidenceRow]) -> None:
        title = _("Link evidence")
        super().__init__(parent, title, _("Pieces of this visit that are not linked here yet."))
        self.setMinimumSize(fitting(560, 440))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setIconSize(QSize(theme.px(64), theme.px(48)))
        self.list.setSpacing(theme.px(2))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for piece in pieces:
            self.list.addItem(_entry(ws, piece))
        self.body.addWidget(self.list, 1)
        self.finish(_("Link"))
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.list.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.list.setFocus()

    def chosen(self) -> list[str]:
        """Return the ids of the marked pieces, or of the lit one."""
        marked = self.list.selectedItems()
        if not marked and self.list.count():
            marked = [self.list.currentItem()]
        return [item.data(_ID) for item in marked]


def _entry(ws: Workspace, piece: EvidenceRow) -> QListWidgetItem:
    about = " · ".join(
        part
        for part in (
            here(piece.caption),
            format_time(piece.taken_at) if piece.taken_at else "",
            ", ".join(piece.refs),
        )
        if part
    )
    made = QListWidgetItem(f"{piece.number} · {piece.file_name}\n{about}".rstrip())
    made.setData(_ID, piece.id)
    picture = thumbnails.picture(ws, piece.print_sha256, QSize(theme.px(64), theme.px(48)))
    if picture.isNull():
        made.setIcon(icons.icon(thumbnails.kind_of(piece)[1], "ink2"))
    else:
        made.setIcon(QIcon(picture))
    return made


def choose_evidence(parent: QWidget, ws: Workspace, pieces: Sequence[EvidenceRow]) -> list[str]:
    """Return the ids of the pieces that the person chose."""
    dialog = LinkEvidence(parent, ws, pieces)
    return dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else []
