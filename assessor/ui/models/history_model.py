"""The history as a table: what was taken back is struck through."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from assessor.i18n import _, format_time
from assessor.ui import theme
from assessor.ui.models.rows_model import Column, Index, RowsModel
from assessor.ui.panels.history_words import what
from assessor.ui.words import plain

if TYPE_CHECKING:
    from assessor.store.history import Entry

WHAT = 2


@dataclass(frozen=True)
class HistoryLine:
    """An entry in the words of the window's language, ready for searching."""

    entry: "Entry"
    what: str
    haystack: str


def history_lines(entries: "Iterable[Entry]") -> list[HistoryLine]:
    """Return the entries in words; fit for a thread."""
    return [_line(entry, what(entry)) for entry in entries]


def _line(entry: "Entry", said: str) -> HistoryLine:
    parts = (said, entry.by, entry.validation, entry.company)
    return HistoryLine(entry, said, plain(" ".join(parts)))


def state_of(entry: "Entry") -> str:
    """Return whether the entry was taken back; an undo says so itself."""
    return _("Undone") if entry.undone else ""


class HistoryModel(RowsModel):
    """When, who, what, which validation, and whether it still holds."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column(_("When"), lambda line: format_time(line.entry.at), _moment),
                Column(_("Who"), lambda line: line.entry.by or "–"),
                Column(_("What"), lambda line: line.what),
                Column(_("Validation"), lambda line: line.entry.validation),
                Column(_("State"), lambda line: state_of(line.entry)),
            )
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.rows[index.row()]
        if role == Qt.ItemDataRole.FontRole and line.entry.undone and index.column() == WHAT:
            struck = QFont(theme.font(13))
            struck.setStrikeOut(True)
            return struck
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = line.entry.undone or index.column() not in {0, WHAT}
            return theme.color("ink3" if line.entry.undone else "ink2" if quiet else "ink")
        return super().data(index, role)


def _moment(line: HistoryLine) -> tuple[Any, int]:
    return line.entry.at, line.entry.number
