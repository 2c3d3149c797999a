"""A draft as lines: its head, the rows that wait, its sections and requirements, with faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import _, ngettext, pick
from assessor.terms import Level
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.words import plain

if TYPE_CHECKING:
    from assessor.content.building import Content
    from assessor.content.faults import Fault, Path_

Kind = Literal["head", "row", "section", "item"]


@dataclass(frozen=True)
class Line:
    """One line of the list; `wrong` and `missing` count what the right side names."""

    kind: Kind
    path: Path_
    ref: str
    title: str
    level: str = ""
    wrong: int = 0
    missing: int = 0

    def spoken(self) -> str:
        """Return the line as it is read aloud."""
        told = [self.ref, self.title]
        if self.wrong:
            count = ngettext("{count} fault", "{count} faults", self.wrong)
            told.append(count.format(count=self.wrong))
        if self.missing:
            told.append(_("{count} missing").format(count=self.missing))
        return " ".join(filter(None, told))


def place_of(path: Path_) -> Path_:
    """Return the line of the list that a place of the file belongs to."""
    if path[:1] == ("to_check",):
        return path[:2]
    if path[:1] != ("sections",) or len(path) < 2:
        return ()
    return path[:4] if len(path) >= 4 and path[2] == "requirements" else path[:2]


def lines_of(content: Content, faults: Sequence[Fault], lang: str) -> Iterator[Line]:
    """Yield all lines in the order of the file, what waits for a decision first."""
    wrong = Counter(place_of(fault.path) for fault in faults if not fault.missing)
    missing = Counter(place_of(fault.path) for fault in faults if fault.missing)

    def made(kind: Kind, path: Path_, ref: str, title: str, level: str = "") -> Line:
        return Line(kind, path, ref, title, level, wrong[path], missing[path])

    yield made("head", (), "", _("Name, source and languages"))
    for at, row in enumerate(content.get("to_check", [])):
        text = pick(row.get("title") or row.get("text"), lang)
        yield made("row", ("to_check", at), row.get("ref", "") or "?", text or row["place"])
    for at, section in enumerate(content.get("sections", [])):
        path: Path_ = ("sections", at)
        yield made("section", path, section.get("ref", ""), pick(section.get("title"), lang))
        for number, item in enumerate(section.get("requirements", [])):
            place = (*path, "requirements", number)
            title = pick(item.get("title"), lang)
            yield made("item", place, item.get("ref", ""), title, item.get("level", ""))


class EditorModel(QAbstractListModel):
    """Shows the lines that the search lets through; the head and sections always."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: dict[str, str] = {level.value: level.value for level in Level}
        self.all: list[Line] = []
        self.lines: list[Line] = []
        self._typed = ""

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines; where only their words changed, the place in the list stays."""
        old = [line.path for line in self.lines]
        self.all = list(lines)
        kept = [line for line in self.all if self._keeps(line)]
        if [line.path for line in kept] == old:
            self.lines = kept
            self.dataChanged.emit(self.index(0), self.index(len(kept) - 1))
            return
        self.beginResetModel()
        self.lines = kept
        self.endResetModel()

    def search(self, typed: str) -> None:
        """Show only lines that hold all typed words."""
        self._typed = typed
        self.show(self.all)

    def at(self, path: Path_) -> int:
        """Return the number of the line that a place of the file belongs to; -1 if not shown."""
        wanted = place_of(path)
        return next((n for n, line in enumerate(self.lines) if line.path == wanted), -1)

    def _keeps(self, line: Line) -> bool:
        if line.kind == "head" or not self._typed:
            return True
        words = plain(f"{line.ref} {line.title}")
        return line.kind != "section" and all(word in words for word in plain(self._typed).split())

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return line.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.title
        return None


class FaultsModel(QAbstractListModel):
    """What is wrong and what is missing, by place; `rows` are pairs of place and fault."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Fault] = []
        self.places: list[str] = []

    def show(self, faults: Sequence[Fault], places: Sequence[str]) -> None:
        """Show other faults, each with its place in words."""
        self.beginResetModel()
        self.faults, self.places = list(faults), list(places)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.faults)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        fault, place = self.faults[index.row()], self.places[index.row()]
        if role == ROW:
            return fault, place
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            kind = _("Still missing") if fault.missing else _("Wrong")
            return f"{kind}: {place}: {fault.text()}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{place}: {fault.text()}"
        return None
