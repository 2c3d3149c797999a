"""The list of worksheets: what is filled, by form, and the forms that can be begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from assessor.i18n import _
from assessor.terms import Kind
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.panels.sheet_words import count_text, name_of, short_counts, state_of
from assessor.ui.words import here, plain

if TYPE_CHECKING:
    from assessor.forms import Form
    from assessor.forms.sheets import SheetRow


@dataclass(frozen=True)
class Head:
    """A heading of the list with a number at its right."""

    title: str
    count: int = 0


@dataclass(frozen=True)
class SheetLine:
    """One filled sheet: its name, what it falls short of, what it still lacks."""

    id: str
    form_id: str
    number: int
    name: str
    state: str
    short: tuple[tuple[Kind, int], ...]
    told: str


@dataclass(frozen=True)
class Offer:
    """A form that can be begun; `id` tells it from the sheets."""

    id: str
    form: Form
    title: str


Line = Head | SheetLine | Offer


class SheetsModel(QAbstractListModel):
    """Heads, sheets and offers in one list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines; when the same ones stay, only what changed is painted anew."""
        same = [_key(line) for line in lines] == [_key(line) for line in self.lines]
        if not same:
            self.beginResetModel()
        old, self.lines = self.lines, list(lines)
        if not same:
            self.endResetModel()
            return
        for at, (before, after) in enumerate(zip(old, self.lines, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at), self.index(at))

    def index_of(self, line_id: str) -> QModelIndex:
        """Return where a sheet or a form stands, an invalid index if it is not shown."""
        for at, line in enumerate(self.lines):
            if not isinstance(line, Head) and line.id == line_id:
                return self.index(at)
        return QModelIndex()

    def ids(self) -> list[str]:
        """Return the ids of all lines that can be gone to."""
        return [line.id for line in self.lines if not isinstance(line, Head)]

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], Head):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name if isinstance(line, SheetLine) else line.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return _spoken(line)
        return None


def _key(line: Line) -> str:
    return line.title if isinstance(line, Head) else line.id


def _spoken(line: Line) -> str:
    if isinstance(line, Head):
        return f"{line.title} {line.count or ''}".strip()
    if isinstance(line, SheetLine):
        return line.told
    return _("Begin {form}").format(form=line.title)


def sheet_line(sheet: SheetRow) -> SheetLine:
    """Return a sheet as a line."""
    counts, state = short_counts(sheet), state_of(sheet)
    parts = (here(sheet.form.title), name_of(sheet), count_text(counts), state)
    return SheetLine(
        id=sheet.id,
        form_id=sheet.form.id,
        number=sheet.number,
        name=sheet.name,
        state=state,
        short=tuple(counts.items()),
        told=" · ".join(part for part in parts if part),
    )


def lines_of(
    sheets: Sequence[SheetRow], offers: Sequence[tuple[str, Sequence[Form]]], typed: str = ""
) -> list[Line]:
    """Return the sheets under their forms, then the offers under their heads; `typed` filters."""
    wanted = plain(typed).split()
    found: list[Line] = []
    for form_id in dict.fromkeys(sheet.form.id for sheet in sheets):
        mine = [sheet for sheet in sheets if sheet.form.id == form_id]
        title = here(mine[0].form.title)
        kept = [sheet for sheet in mine if _holds(f"{title} {name_of(sheet)}", wanted)]
        if kept:
            found += [Head(title, len(mine)), *(sheet_line(sheet) for sheet in kept)]
    editions = [form.id for _head, group in offers for form in group]
    for head, group in offers:
        kept_forms = [
            Offer(f"form:{form.key}", form, _titled(form, several=editions.count(form.id) > 1))
            for form in group
            if _holds(" ".join(form.title.values()), wanted)
        ]
        if kept_forms:
            found += [Head(head), *kept_forms]
    return found


def _titled(form: Form, *, several: bool) -> str:
    title = here(form.title)
    return f"{title} ({form.edition})" if several else title


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in plain(text) for word in wanted)
