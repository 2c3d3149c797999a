"""What a person says a single row is: a question, a heading, no answer, the names of columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QPushButton, QWidget

from assessor.i18n import N_, _
from assessor.ui import theme
from assessor.ui.page import Command
from assessor.ui.widgets.buttons import KeyButton
from assessor.ui.widgets.labels import label
from assessor.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from assessor.saq.corrections import Corrections, Mark
    from assessor.saq.types import LedgerRow

MARKS: dict[Mark, tuple[str, str]] = {
    "question": (N_("A question"), "Q"),
    "heading": (N_("A heading"), "T"),
    "none": (N_("No answer"), "X"),
    "names": (N_("Column names"), "M"),
}
_KINDS = {
    "answer": "question",
    "unmatched question": "question",
    "heading": "heading",
    "set aside": "none",
    "header": "names",
}


class ImportMarks(QWidget):
    """`mark(kind)` is asked by click and by key; what the row is now is pressed in."""

    def __init__(self, mark: Callable[[Mark], object]) -> None:
        super().__init__()
        self._mark = mark
        self.buttons: dict[str, QPushButton] = {}
        inner = QWidget()
        flow = FlowLayout(inner, gap=6)
        for kind, (name, key) in MARKS.items():
            made = KeyButton(_(name), key)
            theme.look(made, "mark")
            made.setCheckable(True)
            made.setAccessibleName(_("This row is: {kind}").format(kind=_(name)))
            made.clicked.connect(lambda _on=False, kind=kind: self._mark(kind))
            self.buttons[kind] = made
            flow.addWidget(made)
        self.setLayout(column(label(_("This row is")), inner, gap=4))

    def show_row(self, row: LedgerRow) -> None:
        """Show what a row is taken for."""
        for kind, made in self.buttons.items():
            made.setChecked(_KINDS.get(row.kind) == kind)

    def commands(self) -> list[Command]:
        """Return what the keys do here."""
        group = _("Rows")
        return [
            Command(
                _("This row is: {kind}").format(kind=_(name)),
                partial(self._mark, kind),
                (key,),
                group,
            )
            for kind, (name, key) in MARKS.items()
        ]


def marked(said: Corrections, row: LedgerRow, mark: Mark) -> Mapping[str, Mark | Literal[""]]:
    """Return the marks of a row's lines once a person said what it is; the same again: none."""
    if not row.keys:
        return {}
    if said.marks.get(row.keys[0]) == mark:
        return dict.fromkeys(row.keys, "")
    others: Mark | Literal[""] = mark if mark == "none" else ""
    return {**dict.fromkeys(row.keys, others), row.keys[0]: mark}
