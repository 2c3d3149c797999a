"""Writes rows past the session's own bookkeeping, where a key waits or rows come by the hundred.

They are recorded like any other: the journal knows each row as it was, and reads it again after.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Insert, Table, Update, bindparam, insert, update
from sqlalchemy.orm import Session

from assessor.model import InValidation, new_id
from assessor.store import rows
from assessor.store.engine import gate
from assessor.store.journal import Recorder, recorder_of

AnyRow = TypeVar("AnyRow", bound=InValidation)


def fetch(session: Session, model: type[AnyRow], row_id: str) -> AnyRow | None:
    """Return the row as it is now, for `store`; None if there is none.

    The session does not know it: what is changed on it is written by `store` alone.
    """
    table = rows.table_named(model.__tablename__)
    recorder = recorder_of(session, table.name)
    found = rows.read_rows(session.connection(), table, [row_id]).get(row_id)
    recorder.before.setdefault((table.name, row_id), found)
    return model(**rows.typed(table, found)) if found is not None else None


def store(session: Session, row: InValidation) -> None:
    """Write a row that `fetch` gave, or a new one, in half the time of a flush.

    Raises UnrecordedWrite outside a change, ValidationIssued where the report is issued.
    """
    table = rows.table_named(row.__tablename__)
    recorder, connection = recorder_of(session, table.name), session.connection()
    _refuse_if_issued(session, recorder, type(row), {row.validation_id})
    recorder.note(connection, table.name, row.id, new=False)
    values = {column.name: getattr(row, column.name) for column in table.columns}
    with gate(connection):
        known = {name: value for name, value in values.items() if name != "id"}
        done = connection.execute(_update(table), {**known, "row_id": row.id})
        if not done.rowcount:
            connection.execute(_insert(table), values)


@cache
def _update(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("row_id"))


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


def add_rows(session: Session, model: type[InValidation], values: Sequence[dict[str, Any]]) -> None:
    """Insert rows of one table; `values` hold every column but the id.

    For rows by the hundred: a flush holds the database twice as long. UnrecordedWrite outside a
    change, ValidationIssued where `session.add` would raise it.
    """
    table = rows.table_named(model.__tablename__)
    recorder, connection = recorder_of(session, table.name), session.connection()
    _refuse_if_issued(session, recorder, model, {row["validation_id"] for row in values})
    added = [{"id": new_id(), **row} for row in values]
    for row in added:
        recorder.before[table.name, row["id"]] = None
    if added:
        with gate(connection):
            connection.execute(_insert(table), added)


def _refuse_if_issued(
    session: Session, recorder: Recorder, model: type[InValidation], validations: Collection[str]
) -> None:
    if not model.open_after_issue:
        for validation_id in validations:
            recorder.refuse_if_issued(session.connection(), validation_id)
