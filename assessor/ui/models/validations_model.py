"""The columns of the list of validations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from assessor.i18n import _, format_date, ngettext, sort_key
from assessor.terms import Phase
from assessor.ui.models.rows_model import Column, Index, RowsModel
from assessor.ui.words import here, plain, spoken

if TYPE_CHECKING:
    from assessor.overview import ValidationRow

COMPANY, SITE, PROGRAMME, VISIT, PHASE, PROGRESS, FINDINGS, DUE = range(8)
_LATE = date.max
_HALF_A_YEAR = 183


def columns() -> list[Column]:
    """Return the columns in the language of the window."""
    return [
        Column(_("Company"), lambda row: row.company, lambda row: sort_key(row.company)),
        Column(_("Site"), lambda row: row.sites, lambda row: sort_key(row.sites)),
        Column(_("Programme"), lambda row: here(row.checklist_title)),
        Column(_("Visit"), lambda row: format_date(row.visit_start), _when("visit_start")),
        Column(_("Phase"), lambda row: spoken(row.phase), lambda row: list(Phase).index(row.phase)),
        Column(_("Progress"), lambda row: f"{row.assessed}/{row.total}", _share),
        Column(_("Findings"), lambda row: str(row.findings), lambda row: row.findings, right=True),
        Column(_("Next due"), next_due, lambda row: row.next_due or row.revalidation or _LATE),
    ]


def next_due(row: ValidationRow) -> str:
    """Return what is due next: an answer, else the re-validation with its mark."""
    if row.next_due is not None or row.revalidation is None:
        return format_date(row.next_due)
    return f"↻ {format_date(row.revalidation)}"


def _when(field: str) -> Callable[[ValidationRow], date]:
    return lambda row: getattr(row, field) or _LATE


def _share(row: ValidationRow) -> float:
    return row.assessed / max(1, row.total)


class ValidationsModel(RowsModel):
    """All validations; searched by company, site, number and programme without accents."""

    def __init__(self) -> None:
        super().__init__(columns())
        self._hay: dict[str, str] = {}

    def set_rows(self, rows: object) -> None:
        """Show other rows, filtered and sorted as before."""
        self._hay.clear()
        super().set_rows(rows)  # type: ignore[arg-type]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; what is due next is told in words where there is room for them."""
        said = role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
        if said and index.column() == DUE:
            return due_words(self.rows[index.row()])
        return super().data(index, role)

    def matches(self, row: ValidationRow, wanted: list[str]) -> bool:
        """Tell whether all words of `wanted` (plain) stand in the row."""
        if not wanted:
            return True
        if row.id not in self._hay:
            titles = " ".join(row.checklist_title.values())
            self._hay[row.id] = plain(f"{row.company} {row.sites} {row.number} {titles}")
        return all(word in self._hay[row.id] for word in wanted)


def due_words(row: ValidationRow) -> str:
    """Return in words what is due next, and when the company is looked at again."""
    told = []
    if row.next_due is not None:
        told.append(_("Answer by {day}").format(day=format_date(row.next_due)))
    if row.revalidation is not None:
        told.append(_("Re-validation by {day}").format(day=format_date(row.revalidation)))
    return " · ".join(told)


def is_again(row: ValidationRow) -> bool:
    """Tell whether the company is to be looked at again within half a year, or was."""
    today = date.today()  # noqa: DTZ011
    return row.revalidation is not None and (row.revalidation - today).days <= _HALF_A_YEAR


def is_due(row: ValidationRow) -> bool:
    """Tell whether an answer is due within thirty days, or was."""
    return row.next_due is not None and (row.next_due - date.today()).days <= 30  # noqa: DTZ011


def told_of(rows: Sequence[ValidationRow]) -> str:
    """Return how many answers are due soon, and how many companies are to be looked at again."""
    due, again = sum(map(is_due, rows)), sum(map(is_again, rows))
    answers = ngettext(
        "{count} answer is due within 30 days", "{count} answers are due within 30 days", due
    )
    visits = ngettext(
        "{count} re-validation is due within six months",
        "{count} re-validations are due within six months",
        again,
    )
    told = [(due, answers), (again, visits)]
    return " · ".join(words.format(count=count) for count, words in told if count)
