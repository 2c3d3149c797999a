"""Two editions as lines: each difference, and what was recorded at its requirements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import pick
from assessor.ui.models.checklists_model import level_in
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.panels.editions_words import count_text, kinds_text, refs_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.checklist import Profile, Requirement
    from assessor.editions import Difference
    from assessor.moving import Kept
    from assessor.terms import Level

Key = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """A difference, with what was recorded at the requirements of the old edition."""

    item: Difference
    held: tuple[Kept, ...] = ()

    @property
    def key(self) -> Key:
        """What tells it from all others: the references of both sides."""
        return self.item.old_refs, self.item.new_refs

    @property
    def shown(self) -> Requirement:
        """The requirement whose title stands for it: the new one where there is one."""
        return (self.item.new or self.item.old)[0]

    @property
    def levels(self) -> tuple[tuple[Level, ...], ...]:
        """Its levels, each once: of both sides where they differ, else of one."""
        sides = [tuple(dict.fromkeys(s)) for s in (self.item.old_levels, self.item.new_levels) if s]
        return tuple(sides) if set(sides[0]) != set(sides[-1]) else tuple(sides[:1])


class EditionsModel(QAbstractListModel):
    """The lines that a filter lets through, read in one language."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.profile: Profile | None = None
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return pick(line.shown.title, self.lang)
        return None

    def _spoken(self, line: Line) -> str:
        levels = " → ".join(
            " + ".join(level_in(level, self.profile, self.lang) for level in side)
            for side in line.levels
        )
        told = [refs_text(line.item), kinds_text(line.item), levels]
        told += [pick(line.shown.title, self.lang), count_text(line.held, self.profile)]
        return ", ".join(filter(None, told))
