"""Small verbs on recorded rows that the features share."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessor.errors import BadField, UnknownRecord
from assessor.model import InValidation, Recorded
from assessor.terms import ActionStatus, Mode, Response, TeamPart

_RATING = (None, 1, 2, 3, 4, 5)
# What a column may hold where its type alone says too little: reading relies on it.
_POSSIBLE: dict[str, Sequence[object]] = {
    "validation.mode": tuple(Mode),
    "visit_person.part": tuple(TeamPart),
    "action.status": tuple(ActionStatus),
    "action.progress": range(101),
    "risk.response": ("", *Response),
    "risk.likelihood": _RATING,
    "risk.consequence": _RATING,
    "observation.likelihood": _RATING,
    "observation.consequence": _RATING,
}


def checked(model: type[Recorded], fields: dict[str, Any]) -> dict[str, Any]:
    """Return `fields`; BadField for a name that is no column, or a value that cannot be."""
    table = model.__table__.description
    known = set(model.__table__.columns.keys()) - {"id", "validation_id"}
    if unknown := set(fields) - known:
        raise BadField(field=table, value=min(unknown), known=", ".join(sorted(known)))
    for name, value in fields.items():
        possible = _POSSIBLE.get(f"{table}.{name}")
        if possible is not None and value not in possible:
            raise BadField(field=name, value=value, known=_spoken(possible))
    return fields


def _spoken(possible: Sequence[object]) -> str:
    if isinstance(possible, range):
        return f"{possible[0]}–{possible[-1]}"
    return ", ".join(str(value) for value in possible if value not in (None, ""))


def put(
    session: Session,
    model: type[Recorded],
    row_id: str,
    fields: dict[str, Any],
    *,
    within: str | None = None,
) -> None:
    """Set fields of one row; UnknownRecord if it is gone, BadField for what cannot be."""
    row = existing(session, model, row_id, within=within)
    for name, value in checked(model, fields).items():
        setattr(row, name, value)


def existing(
    session: Session, model: type[Recorded], row_id: str, *, within: str | None = None
) -> Any:
    """Return the row; UnknownRecord if it is gone, or of another validation than `within`."""
    row = session.get(model, row_id)
    if row is None or (isinstance(row, InValidation) and within not in (None, row.validation_id)):
        raise UnknownRecord
    return row


def take_away(
    session: Session, model: type[Recorded], row_id: str, *, within: str | None = None
) -> None:
    """Delete one row; the history keeps it. UnknownRecord if it is gone."""
    session.delete(existing(session, model, row_id, within=within))


def next_position(session: Session, model: type[InValidation], validation_id: str) -> int:
    """Return the number after the last one used in this validation, starting with 1."""
    column = model.__table__.c["position"]
    query = select(func.max(column)).where(model.__table__.c["validation_id"] == validation_id)
    return int(session.scalar(query) or 0) + 1
