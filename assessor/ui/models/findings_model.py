"""The list of findings, recommendations and good practices, each kind below its head."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import _
from assessor.terms import Kind
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.panels.finding_words import LEVELS, due_of, head_of
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.facts import ObservationRow

# A sentence ends where a capital, an opening mark or nothing follows: “S.A. de C.V.” goes on.
_SENTENCE = re.compile(r"^(.+?[.!?…])(?:\s+(?=[A-ZÁÉÍÓÚÑÇÀÂÊÔÜ¿¡“\"(0-9])|\s*\Z|\s*\n)", re.DOTALL)


@dataclass(frozen=True)
class Head:
    """The line over all of a kind."""

    kind: Kind
    count: int


def first_sentence(text: str) -> tuple[str, str]:
    """Return the first sentence without its full stop, and what follows it in one line."""
    text = text.strip()
    found = _SENTENCE.match(text)
    first, rest = (found[1], text[found.end() :]) if found else (text.split("\n")[0], "")
    if not found:
        rest = text[len(first) :]
    return first.strip().removesuffix("."), " ".join(rest.split())


class FindingsModel(QAbstractListModel):
    """Heads with their counts and, below each, what passes the filter."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None
        self.rows: list[ObservationRow] = []
        self._lines: list[Head | ObservationRow] = []

    def set_rows(
        self,
        rows: Sequence[ObservationRow],
        keep: Callable[[ObservationRow], bool],
        profile: Profile,
    ) -> None:
        """Show other rows; the same lines are only painted anew, so that the place stays."""
        self.profile = profile
        self.rows = [row for row in rows if keep(row)]
        lines: list[Head | ObservationRow] = []
        for kind in Kind:
            mine = [row for row in self.rows if row.kind is kind]
            lines += [Head(kind, sum(row.kind is kind for row in rows)), *mine]
        if [_key(line) for line in lines] == [_key(line) for line in self._lines]:
            self._lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def index_of(self, observation_id: str) -> QModelIndex:
        """Return where an observation stands; invalid if it is not shown."""
        for at, line in enumerate(self._lines):
            if _key(line) == observation_id:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == ROW:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(line, Head):
            return here(line.text)
        return None

    def _spoken(self, line: Head | ObservationRow) -> str:
        if isinstance(line, Head):
            return f"{head_of(line.kind, self.profile)}, {line.count}"
        parts = [", ".join(line.refs), first_sentence(here(line.text))[0]]
        if line.kind in LEVELS:
            parts += [spoken(line.kind, self.profile), due_of(line)]
        for lang, complete in line.languages_complete.items():
            state = _("complete") if complete else _("missing")
            parts.append(f"{lang.upper()} {state}")
        if not line.share:
            parts.append(_("kept internal"))
        return ", ".join(parts)


def _key(line: Head | ObservationRow) -> str:
    return line.kind.value if isinstance(line, Head) else line.id
