"""What has no place in the present edition, as lines of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import _
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.panels.editions_words import count_text
from assessor.ui.words import here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.checklist import Profile
    from assessor.editions import Former


class FormerModel(QAbstractListModel):
    """The requirements that are gone, with what was recorded at each in short."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None
        self.rows: list[Former] = []

    def show(self, rows: Sequence[Former], profile: Profile) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows, self.profile = list(rows), profile
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.rows[index.row()]
        if role == ROW:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            title = title_of(item)
            told = (item.ref, title, self.count(item), state_text(item))
            return ", ".join(filter(None, told))
        return title_of(item) if role == Qt.ItemDataRole.ToolTipRole else None

    def count(self, item: Former) -> str:
        """Return in short what was recorded."""
        return count_text(item.rows, self.profile)


def title_of(item: Former) -> str:
    """Return what the requirement was called."""
    return here(item.asked.title) if item.asked is not None else _("Of no requirement")


def state_text(item: Former) -> str:
    """Return whether somebody has looked at it."""
    return _("looked at") if item.looked else _("not looked at yet")
