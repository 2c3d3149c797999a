"""A table over a Python list of frozen rows: it sorts and filters that list itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BEGIN = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """One column: its head, what a row shows in it, by what it sorts."""

    head: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    right: bool = False


class RowsModel(QAbstractTableModel):
    """Shows `rows` through `columns`; `sort` and `keep` reorder the list itself."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.all: list[Any] = []
        self.rows: list[Any] = []
        self._keep: Callable[[Any], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, filtered and sorted as before."""
        self.all = list(rows)
        self._arrange()

    def keep(self, test: Callable[[Any], bool] | None) -> None:
        """Show only the rows that pass `test`."""
        self._keep = test
        self._arrange()

    def row(self, index: Index) -> Any:
        """Return the row behind an index."""
        return self.rows[index.row()] if index.isValid() else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self._arrange()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return column.text(self.rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _END if column.right else _BEGIN
        if role == ROW:
            return self.rows[index.row()]
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _END if self.columns[section].right else _BEGIN
        return None

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.rows
        kept = [row for row in self.all if self._keep is None or self._keep(row)]
        if self._sorted is not None and self._sorted[0] >= 0:
            column = self.columns[self._sorted[0]]
            key = column.key or column.text
            kept.sort(key=key, reverse=self._sorted[1] == Qt.SortOrder.DescendingOrder)
        self.rows = kept
        self._move_selection(old)
        self.layoutChanged.emit()

    def _move_selection(self, old: list[Any]) -> None:
        indexes = self.persistentIndexList()
        if not indexes:  # as when rows are shown for the first time: there may be very many
            return
        now = {id(row): at for at, row in enumerate(self.rows)}
        for index in indexes:
            at = now.get(id(old[index.row()])) if index.row() < len(old) else None
            moved = self.index(at, index.column()) if at is not None else QModelIndex()
            self.changePersistentIndex(index, moved)
