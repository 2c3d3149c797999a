"""The columns of the list of validations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from assessor.i18n import _, format_date, sort_key
from assessor.terms import Phase
from assessor.ui.models.rows_model import Column, RowsModel
from assessor.ui.words import here, plain, spoken

if TYPE_CHECKING:
    from assessor.overview import ValidationRow

COMPANY, SITE, PROGRAMME, VISIT, PHASE, PROGRESS, FINDINGS, DUE = range(8)
_LATE = date.max


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
        Column(_("Next due"), lambda row: format_date(row.next_due), _when("next_due")),
    ]


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

    def matches(self, row: ValidationRow, wanted: list[str]) -> bool:
        """Tell whether all words of `wanted` (plain) stand in the row."""
        if not wanted:
            return True
        if row.id not in self._hay:
            titles = " ".join(row.checklist_title.values())
            self._hay[row.id] = plain(f"{row.company} {row.sites} {row.number} {titles}")
        return all(word in self._hay[row.id] for word in wanted)


def is_due(row: ValidationRow) -> bool:
    """Tell whether an answer is due within thirty days, or was."""
    return row.next_due is not None and (row.next_due - date.today()).days <= 30  # noqa: DTZ011
