"""The cards of the improvement plan by due date, filtered by status."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor import terms
from assessor.i18n import _
from assessor.ui.models.findings_model import first_sentence
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.panels.plan_words import due_of, is_overdue
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.improvement import ActionRow


class PlanModel(QAbstractListModel):
    """One line per card."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ActionRow] = []

    def set_rows(self, rows: Sequence[ActionRow], keep: Callable[[ActionRow], bool]) -> None:
        """Show other cards; the same ones are only painted anew, so that the place stays."""
        shown = [row for row in rows if keep(row)]
        if [row.id for row in shown] == [row.id for row in self.rows]:
            self.rows = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self.rows = shown
        self.endResetModel()

    def index_of(self, observation_id: str) -> QModelIndex:
        """Return where a card stands; invalid if it is not shown."""
        for at, row in enumerate(self.rows):
            if row.observation.id == observation_id:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.rows[index.row()]
        if role == ROW:
            return card
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return _spoken(card)
        if role == Qt.ItemDataRole.ToolTipRole:
            return here(card.observation.text)
        return None


def _spoken(card: ActionRow) -> str:
    item = card.observation
    parts = [", ".join(item.refs), first_sentence(here(item.text))[0], due_of(card)]
    if is_overdue(card):
        parts.append(_("Overdue"))
    parts += [_(terms.label(card.status)), f"{card.progress} %"]
    return ", ".join(parts)
