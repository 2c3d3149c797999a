"""The ledger of a table of criteria: every row of the file with what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.i18n import N_, _
from assessor.terms import label
from assessor.ui.models.rows_model import Column, RowsModel
from assessor.ui.words import place

if TYPE_CHECKING:
    from assessor.content.types import CriterionRow

STATUSES = {
    "accepted": N_("accepted"),
    "to_check": N_("to check"),
    "no_requirement": N_("no requirement"),
}


def _levels(row: CriterionRow) -> str:
    return " / ".join(_(label(level)) for level in row.levels) or row.said


def _text(row: CriterionRow) -> str:
    from assessor.content.checklist_faults import WHY

    why = "; ".join(_(WHY[code]) if code in WHY else code for code in row.why)
    return f"{why} · {row.text}" if why and row.text else why or row.text


def criteria_model() -> RowsModel:
    """Return the table of the ledger, without rows yet."""
    return RowsModel(
        [
            Column(_("What becomes of it"), lambda row: _(STATUSES[row.status])),
            Column(_("Place"), lambda row: place(row.place), lambda _row: 0),
            Column(_("Reference"), lambda row: row.ref or "–"),
            Column(_("Level"), _levels),
            Column(_("Text"), _text),
        ]
    )


def counts_of(rows: list[Any]) -> dict[str, int]:
    """Return how many rows have each status."""
    return {status: sum(row.status == status for row in rows) for status in STATUSES}
