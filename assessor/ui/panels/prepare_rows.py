"""A list of records in a form: each row saves itself, a new one once something stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.messages import desk_of
from assessor.ui.widgets.autosave_edit import AutosaveLine, flush_all
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row

# add(fields) → id · change(id, burst, fields) · remove(id)
Add = Callable[[dict[str, Any]], str]
Change = Callable[[str, str | None, dict[str, Any]], object]
Remove = Callable[[str], object]


# The width of the × at the end of a row, and the gap before it.
_REMOVER = 44
# A field of a row is at least this wide, or has a line of its own.
_EACH = 128


class RecordRow(QWidget):
    """One record; `record_id` is empty until something of it is written."""

    def __init__(self, rows: Records, what: str) -> None:
        super().__init__()
        self.rows, self.what = rows, what
        self.record_id = ""
        self.pending: dict[str, Any] = {}
        self.box = row(gap=8)
        self.setLayout(self.box)

    def line(self, field: str, name: str) -> AutosaveLine:
        """Make a field of one line; `lay` puts it into the row."""
        made = AutosaveLine(lambda text, burst: self.put(burst, **{field: text}), name=name)
        made.setPlaceholderText(name)
        return made

    def lay(self, *fields: QWidget, shares: Sequence[int]) -> None:
        """Put fields side by side, or below one another where there is no room."""
        self.box.addWidget(Columns(fields, each=_EACH, shares=shares, gap=8), 1)

    def add_remove(self) -> None:
        """End the row with its ×; Ctrl+Delete does the same anywhere in the row."""
        made = self.remover = button("", self.remove, look="quiet", icon="close", name=self.what)
        made.setToolTip(_("{what} (Ctrl+Delete)").format(what=self.what))
        self.box.addWidget(made)
        keys = QShortcut(QKeySequence("Ctrl+Del"), self)
        keys.setContext(keys.context().WidgetWithChildrenShortcut)
        keys.activated.connect(self.remove)

    def put(self, burst: str | None = None, **fields: Any) -> None:
        """Write fields of the record."""
        self.rows.write(self, burst, fields)

    def remove(self) -> None:
        """Take the record away."""
        self.rows.drop(self)

    def fill(self, record: Any) -> None:
        """Show the record; each kind of row has its own way."""

    def first(self) -> QWidget | None:
        """The field where the cursor goes in a new row."""
        return self.findChild(AutosaveLine)


class Records(QWidget):
    """Rows under their heads, and the button that adds one.

    `heads` are (text, share of the line); a negative share is a width in pixels. A new record
    is stored as soon as one of the fields in `begins_with` says something.
    """

    def __init__(
        self,
        make: Callable[[Records], RecordRow],
        *,
        add: Add,
        change: Change,
        remove: Remove | None,
        adder: str,
        begins_with: Sequence[str],
        heads: Sequence[tuple[str, int]] = (),
        trailing: int = _REMOVER,
        none: str = "",
    ) -> None:
        super().__init__()
        self._make, self._add, self._change, self._remove = make, add, change, remove
        self._begins_with, self._count = begins_with, len(heads)
        self.rows: list[RecordRow] = []
        self._storing: RecordRow | None = None
        self._lines: QVBoxLayout = column(gap=6)
        self.none: QLabel = words(none, "muted")
        self.heads = _heads(heads, trailing)
        self.adder = button(adder, self.begin, look="quiet", icon="plus")
        self.setLayout(column(self.heads, self._lines, self.none, row(self.adder, 1), gap=6))
        self.setFocusProxy(self.adder)
        self._tidy()

    def fill(self, records: Sequence[Any]) -> None:
        """Show these records, each in the row that it already has."""
        known = {line.record_id: line for line in self.rows if line.record_id}
        now = [self._row_of(record, known) for record in records]
        drafts = [line for line in self.rows if not line.record_id]
        for line in self.rows:
            if line not in now and line not in drafts:
                self._throw(line)
        self.rows = [*now, *drafts]
        for at, line in enumerate(self.rows):
            if self._lines.indexOf(line) != at:
                self._lines.insertWidget(at, line)
        for line, record in zip(now, records, strict=True):
            line.fill(record)
        self._tidy()

    def begin(self) -> RecordRow:
        """Add an empty row and put the cursor into it; nothing is stored yet."""
        empty = next((line for line in self.rows if not line.record_id), None)
        line = empty or self._make(self)
        if empty is None:
            self.rows.append(line)
            self._lines.addWidget(line)
        self._tidy()
        _into(line)
        return line

    def write(self, line: RecordRow, burst: str | None, fields: dict[str, Any]) -> None:
        """Store fields of a row: a new record as soon as one stands that a record begins with."""
        if line.record_id:
            self._change(line.record_id, burst, fields)
            return
        line.pending |= fields
        if not any(_says_something(line.pending.get(name)) for name in self._begins_with):
            return
        self._storing = line
        try:
            line.record_id = self._add(line.pending)
        finally:
            self._storing = None

    def drop(self, line: RecordRow) -> None:
        """Take a row away, and its record; the history keeps it."""
        at = self.rows.index(line)
        if line.record_id and self._remove is not None:
            flush_all(line)
            self._remove(line.record_id)
            if (desk := desk_of(self)) is not None:
                desk.toast(_("Taken out. Ctrl+Z brings it back."))
        if line in self.rows:
            self.rows.remove(line)
            self._throw(line)
        self._tidy()
        if self.rows:
            _into(self.rows[min(at, len(self.rows) - 1)])
        else:
            self.adder.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tidy()

    def _row_of(self, record: Any, known: dict[str, RecordRow]) -> RecordRow:
        # A record comes back by the change signal before `add` has returned its id: it is the one
        # that is being stored.
        if record.id not in known and self._storing is not None and not self._storing.record_id:
            self._storing.record_id = record.id
            return self._storing
        line = known.get(record.id) or self._make(self)
        line.record_id = record.id
        return line

    def _throw(self, line: RecordRow) -> None:
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def in_order(self) -> list[QWidget]:
        """Return the parts as the eye meets them: the rows, then the button that adds one."""
        return [*self.rows, self.adder]

    def _tidy(self) -> None:
        # Where the fields stand below one another, their hints name them.
        wide = self.width() > theme.px((_EACH + 8) * self._count)
        self.heads.setVisible(bool(self.rows) and wide)
        self.none.setVisible(not self.rows and bool(self.none.text()))


def _into(line: RecordRow) -> None:
    if (field := line.first()) is not None:
        field.setFocus()


def _heads(heads: Sequence[tuple[str, int]], trailing: int) -> QWidget:
    made = QWidget()
    line = row(gap=8)
    for text, share in heads:
        head = words(text, "label", wrap=False)
        if share < 0:
            head.setFixedWidth(theme.px(-share))
        line.addWidget(head, max(share, 0))
    line.addSpacing(theme.px(trailing))
    made.setLayout(line)
    return made


def _says_something(value: Any) -> bool:
    texts = value.values() if isinstance(value, dict) else [value or ""]
    return any(text.strip() for text in texts)
