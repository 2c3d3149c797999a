"""The walk's list: section heads with their progress, and the requirements below each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import LocalText, _
from assessor.terms import Level, Verdict
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.words import here, plain, spoken

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.walk import WalkRow


@dataclass(frozen=True)
class Head:
    """The line of a section: how many of its requirements are complete, and how they stand."""

    ref: str
    title: LocalText
    total: int
    assessed: int
    counts: dict[Verdict, int]


class WalkModel(QAbstractListModel):
    """Heads and requirements in one list; `keep` filters, the heads count everything."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None
        self.all: list[WalkRow] = []
        self.shown: list[WalkRow] = []
        self._lines: list[Head | WalkRow] = []
        self._at: dict[str, int] = {}
        self._hay: dict[str, str] = {}

    def set_rows(
        self, rows: Sequence[WalkRow], keep: Callable[[WalkRow], bool], profile: Profile
    ) -> None:
        """Show other rows; when the same lines stay, only what changed is painted anew."""
        self.all, self.profile = list(rows), profile
        shown = [row for row in rows if keep(row)]
        lines = _lines(self.all, shown)
        if [_name(line) for line in lines] == [_name(line) for line in self._lines]:
            self._renew(shown, lines)
            return
        self.beginResetModel()
        self.shown, self._lines = shown, lines
        self._at = {line.ref: at for at, line in enumerate(lines) if not isinstance(line, Head)}
        self.endResetModel()

    def _renew(self, shown: list[WalkRow], lines: list[Head | WalkRow]) -> None:
        old, self.shown, self._lines = self._lines, shown, lines
        for at, (before, after) in enumerate(zip(old, lines, strict=True)):
            if before is not after and before != after:
                index = self.index(at)
                self.dataChanged.emit(index, index)

    def renew(self, row: WalkRow) -> None:
        """Show one requirement anew; the rest of the list and the filter stay as they are."""
        self.all = [row if line.ref == row.ref else line for line in self.all]
        shown = [row if line.ref == row.ref else line for line in self.shown]
        members = [line for line in self.all if line.section_ref == row.section_ref]
        head = _head(row.section_ref, row.section_title, members)
        lines = [_newer(line, row, head) for line in self._lines]
        self._renew(shown, lines)

    def index_of(self, ref: str) -> QModelIndex:
        """Return where a requirement stands, an invalid index if it is filtered away."""
        at = self._at.get(ref)
        return self.index(at) if at is not None else QModelIndex()

    def matches(self, row: WalkRow, wanted: str) -> bool:
        """Tell whether what was typed means this requirement: its reference, or words of it."""
        if not wanted.strip():
            return True
        if wanted.strip()[0].isdigit():
            return row.ref.startswith(wanted.strip())
        if row.ref not in self._hay:
            texts = [row.title, *(point.text for point in row.points)]
            self._hay[row.ref] = plain(" ".join(word for t in texts for word in t.values()))
        return all(word in self._hay[row.ref] for word in plain(wanted).split())

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._lines[index.row()], Head):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == ROW:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{line.ref} {here(line.title)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(line)
        return None

    def _told(self, line: Head | WalkRow) -> str:
        if isinstance(line, Head):
            told = _("{ref} {title}: {assessed} of {total} assessed")
            return told.format(
                ref=line.ref, title=here(line.title), assessed=line.assessed, total=line.total
            )
        verdict = spoken(line.verdict, self.profile) if line.verdict else _("not seen yet")
        parts = [f"{line.ref} {here(line.title)}", spoken(line.level, self.profile), verdict]
        if line.mismatch:
            parts.append(_("claim differs from what was seen"))
        return ", ".join(parts)


def _newer(line: Head | WalkRow, row: WalkRow, head: Head) -> Head | WalkRow:
    if isinstance(line, Head):
        return head if line.ref == head.ref else line
    return row if line.ref == row.ref else line


def _name(line: Head | WalkRow) -> tuple[bool, str]:
    return isinstance(line, Head), line.ref


def _lines(rows: list[WalkRow], shown: list[WalkRow]) -> list[Head | WalkRow]:
    members: dict[str, list[WalkRow]] = {}
    for row in rows:
        members.setdefault(row.section_ref, []).append(row)
    lines: list[Head | WalkRow] = []
    section = ""
    for row in shown:
        if row.section_ref != section:
            section = row.section_ref
            lines.append(_head(section, row.section_title, members[section]))
        lines.append(row)
    return lines


def _head(ref: str, title: LocalText, rows: list[WalkRow]) -> Head:
    counts = Counter(row.verdict for row in rows if row.complete and row.verdict is not None)
    return Head(ref, title, len(rows), sum(counts.values()), dict(counts))


def is_open_must(row: WalkRow) -> bool:
    """Tell whether a MUST of this requirement is still to be seen at the chosen site."""
    return any(point.verdict is None and point.level == Level.MUST for point in row.points)
