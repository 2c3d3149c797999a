"""A filled sheet as every feature reads it: its values, and what they come to."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from assessor.forms.scores import ScoreValue, Shortfall, reckon, shortfalls
from assessor.forms.types import Form
from assessor.forms.values import SheetLine, Spot, lines, local, path_of, spots
from assessor.i18n import pick


@dataclass(frozen=True)
class SheetRow:
    """One filled worksheet; `form` is the copy that was frozen when it was begun."""

    id: str
    form: Form
    number: int
    site_id: str | None
    values: dict[str, Any]
    refs: tuple[str, ...]
    settled: dict[str, Any]
    private_note: str
    created_at: datetime
    created_by: str

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every place of the sheet, in the form's order; notes are left out."""
        return spots(self.form, self.values)

    @cached_property
    def scores(self) -> tuple[ScoreValue, ...]:
        """Every score, those of rows for each row."""
        return reckon(self.form, self.values)

    @cached_property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """Where it falls short: fields in order, then scores."""
        return shortfalls(self.form, self.values)

    @cached_property
    def name(self) -> str:
        """What tells this sheet from the others, such as a container number; "" if unsaid."""
        found = [
            pick(local(value))
            for spot in self.spots
            if spot.field.names and (value := self.values.get(spot.key))
        ]
        return " · ".join(found)

    @property
    def blank(self) -> bool:
        """Whether nothing has been filled in."""
        return not any(self.values.get(spot.key) for spot in self.spots)

    def rows(self, section_id: str) -> tuple[SheetLine, ...]:
        """The rows of a repeated section."""
        return lines(self.form.by_id[section_id], self.values)

    def value(self, section_id: str, field_id: str, row_id: str = "") -> Any:
        """What stands in a field, None for a blank."""
        return self.values.get(path_of(section_id, field_id, row_id))
