"""An issued report keeps the days it was issued with; what is agreed later stands in the plan."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessor.due_dates import in_force
from assessor.facts import Dossier
from assessor.improvement import action_id
from assessor.model import Action, Change, Extension, Step

_TABLES = (Action.__tablename__, Extension.__tablename__)
Row = dict[str, Any]


def with_days_at_issue(session: Session, known: Dossier) -> Dossier:
    """Return the dossier of an issued validation with the due dates that held at its issue."""
    issued_at = known.visit.issued_at
    moved = _rows_then(session, known.visit.id, issued_at) if issued_at is not None else {}
    if not moved:
        return known
    cards = {row.id: row.due_on for row in _all(session, Action, known)}
    longer: dict[str, Row] = {
        row.id: {"action_id": row.action_id, "granted": row.granted, "new_date": row.new_date}
        for row in _all(session, Extension, known)
    }
    for (table, row_id), then in moved.items():
        if table == Extension.__tablename__:
            longer[row_id] = longer.get(row_id, {}) | then if then is not None else {}
        elif then is None:
            cards[row_id] = None
        elif "due_on" in then:
            cards[row_id] = _day(then["due_on"])
    observations = []
    for item in known.observations:
        card = action_id(item.id)
        granted = [
            _day(row["new_date"])
            for row in longer.values()
            if row.get("action_id") == card and row["granted"]
        ]
        last = max((day for day in granted if day), default=None)
        due_on, extended = in_force(item.due, cards.get(card), last)
        observations.append(replace(item, due_on=due_on, extended=extended))
    return replace(known, observations=tuple(observations))


def _all(session: Session, model: Any, known: Dossier) -> Iterable[Any]:
    return session.scalars(select(model).where(model.validation_id == known.visit.id))


def _rows_then(
    session: Session, validation_id: str, issued_at: datetime
) -> dict[tuple[str, str], Row | None]:
    """Return what cards and extensions touched since the issue held before; None: they are new."""
    query = (
        select(Change.table_name, Change.row_id, Change.before)
        .join(Step, Change.step_id == Step.id)
        .where(
            Step.validation_id == validation_id,
            Step.at > issued_at,
            Change.table_name.in_(_TABLES),
        )
        .order_by(Step.at, Step.number, Change.position)
    )
    found: dict[tuple[str, str], Row | None] = {}
    for table, row_id, before in session.execute(query):
        then = found.setdefault((table, row_id), before)
        if then is not None and before is not None:  # the first touch tells how it was
            found[table, row_id] = before | then
    return found


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]
