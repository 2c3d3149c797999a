"""Small verbs on recorded rows that the features share."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessor.errors import BadField, UnknownRecord
from assessor.model import InValidation, Recorded


def checked(model: type[Recorded], fields: dict[str, Any]) -> dict[str, Any]:
    """Return `fields`; BadField if one of them is not a column of the table."""
    known = set(model.__table__.columns.keys()) - {"id", "validation_id"}
    if unknown := set(fields) - known:
        name = model.__table__.description
        raise BadField(field=name, value=min(unknown), known=", ".join(sorted(known)))
    return fields


def put(session: Session, model: type[Recorded], row_id: str, fields: dict[str, Any]) -> None:
    """Set fields of one row; UnknownRecord if it is gone, BadField for an unknown name."""
    row = existing(session, model, row_id)
    for name, value in checked(model, fields).items():
        setattr(row, name, value)


def existing(session: Session, model: type[Recorded], row_id: str) -> Any:
    """Return the row; UnknownRecord if it is gone."""
    row = session.get(model, row_id)
    if row is None:
        raise UnknownRecord
    return row


def take_away(session: Session, model: type[Recorded], row_id: str) -> None:
    """Delete one row; the history keeps it. UnknownRecord if it is gone."""
    session.delete(existing(session, model, row_id))


def next_position(session: Session, model: type[InValidation], validation_id: str) -> int:
    """Return the number after the last one used in this validation, starting with 1."""
    column = model.__table__.c["position"]
    query = select(func.max(column)).where(model.__table__.c["validation_id"] == validation_id)
    return int(session.scalar(query) or 0) + 1
