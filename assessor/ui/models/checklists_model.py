"""A checklist as lines: sections and the requirements in them, read in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import pick, translation
from assessor.terms import Level, label
from assessor.ui.models.rows_model import ROW, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.checklist import Profile, Requirement, Section


@dataclass(frozen=True)
class Head:
    """A section as a line of the list; `count` requirements of it are shown."""

    section: Section
    count: int


class ChecklistModel(QAbstractListModel):
    """Sections and requirements in the order of the checklist, in one language."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.profile: Profile | None = None
        self.lines: list[Head | Requirement] = []

    def show(self, lines: Sequence[Head | Requirement]) -> None:
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
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(line, Head):
            return pick(line.title, self.lang)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], Head):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def _spoken(self, line: Head | Requirement) -> str:
        if isinstance(line, Head):
            return f"{line.section.ref} {pick(line.section.title, self.lang)}"
        level = level_in(line.level, self.profile, self.lang)
        return f"{line.ref} {level} {pick(line.title, self.lang)}"


def level_in(level: Level, profile: Profile | None, lang: str) -> str:
    """Return the programme's word for a level in the language being read, or ours."""
    own = profile.word(f"level.{level.value}", lang) if profile is not None else ""
    return own or translation(lang).gettext(label(level))
