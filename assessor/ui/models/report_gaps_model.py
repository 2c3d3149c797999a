"""What stands before the issue, as lines: blocking gaps first, then what deserves a look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import N_, _, language, ngettext
from assessor.ui.models.rows_model import ROW, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.facts import Gap

DEVIATION = "deviation"
# Where a gap is closed, as its page is called.
PLACES = {
    "prepare": N_("Prepare"),
    "walk": N_("Walk"),
    "findings": N_("Findings"),
    "plan": N_("Improvement plan"),
    "report": N_("Report"),
}


@dataclass(frozen=True)
class GapHead:
    """The head of a group; `blocking` colours it."""

    text: str
    blocking: bool


class GapsModel(QAbstractListModel):
    """Three groups: blocking, worth a look, left open with a reason."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[GapHead | Gap] = []

    def show(self, gaps: Sequence[Gap]) -> None:
        """Show other gaps."""
        self.beginResetModel()
        self.lines = [*_group(gaps, blocking=True), *_group(gaps, blocking=False), *_left(gaps)]
        self.endResetModel()

    def gaps(self) -> list[Gap]:
        """Return the gaps in the order shown."""
        return [line for line in self.lines if not isinstance(line, GapHead)]

    def index_of(self, gap_id: str) -> QModelIndex:
        """Return where a gap stands; an invalid index if it is gone."""
        for at, line in enumerate(self.lines):
            if not isinstance(line, GapHead) and line.id == gap_id:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return line.text if isinstance(line, GapHead) else line.text(language())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], GapHead):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


def _group(gaps: Sequence[Gap], *, blocking: bool) -> list[GapHead | Gap]:
    mine = [gap for gap in gaps if gap.blocking is blocking and gap.code != DEVIATION]
    count = len(mine)
    if blocking:
        head = ngettext("{count} blocks the issue", "{count} block the issue", count)
    else:
        head = ngettext("{count} deserves a look", "{count} deserve a look", count)
    return [GapHead(head.format(count=count), blocking), *mine] if mine else []


def _left(gaps: Sequence[Gap]) -> list[GapHead | Gap]:
    mine = [gap for gap in gaps if gap.code == DEVIATION]
    head = ngettext("{count} left open with a reason", "{count} left open with a reason", len(mine))
    return [GapHead(head.format(count=len(mine)), blocking=False), *mine] if mine else []


def place_of(gap: Gap) -> str:
    """Return the name of the page where the gap is closed."""
    return _(PLACES.get(gap.page, ""))
