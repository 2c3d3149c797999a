"""Moves rows from one state to another, field by field; what has moved on since is a clash."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from assessor.store import rows
from assessor.store.engine import gate
from assessor.store.journal import Recorder

ClashKind = Literal["edit/edit", "edit/delete", "delete/edit", "create/create", "delete/child"]


@dataclass(frozen=True)
class Move:
    """One row's way from `before` to `after`; None means that there is no row."""

    table_name: str
    row_id: str
    before: rows.Row | None
    after: rows.Row | None

    def reversed(self) -> "Move":
        """Return the way back."""
        return Move(self.table_name, self.row_id, self.after, self.before)


@dataclass(frozen=True)
class Clash:
    """A row that is no longer as `before`; for a person to settle."""

    kind: ClashKind
    table_name: str
    row_id: str
    field: str = ""
    expected: Any = None
    found: Any = None


def apply(connection: Connection, recorder: Recorder, moves: list[Move]) -> list[Clash]:
    """Make the moves that still fit and return a clash for each that does not."""
    leaving = {(move.table_name, move.row_id) for move in moves if move.after is None}
    clashes: list[Clash] = []
    with gate(connection):
        for move in moves:
            table = rows.table_named(move.table_name)
            present = rows.read_rows(connection, table, [move.row_id]).get(move.row_id)
            _refuse_if_locked(connection, recorder, move, present)
            recorder.note(connection, move.table_name, move.row_id, new=present is None)
            if move.before is None:
                clashes += _create(connection, table, move, present)
            elif move.after is None:
                clashes += _delete(connection, table, move, present, leaving)
            else:
                clashes += _edit(connection, table, move, present)
    return clashes


def _refuse_if_locked(
    connection: Connection, recorder: Recorder, move: Move, present: rows.Row | None
) -> None:
    values = present or move.after or move.before or {}
    validation_id = move.row_id if move.table_name == "validation" else values.get("validation_id")
    open_after = move.table_name in {"action", "extension", "report"}
    if validation_id and not open_after:
        recorder.refuse_if_issued(connection, validation_id)


def _create(
    connection: Connection, table: Table, move: Move, present: rows.Row | None
) -> list[Clash]:
    if present is None:
        connection.execute(insert(table), rows.typed(table, move.after or {}))
        return []
    if present == rows.whole(table, move.after or {}):
        return []
    return [Clash("create/create", move.table_name, move.row_id, "", move.after, present)]


def _delete(
    connection: Connection,
    table: Table,
    move: Move,
    present: rows.Row | None,
    leaving: set[tuple[str, str]],
) -> list[Clash]:
    if present is None:
        return []
    if present != rows.whole(table, move.before or {}):
        return [Clash("delete/edit", move.table_name, move.row_id, "", move.before, present)]
    if child := _remaining_child(connection, table, move.row_id, leaving):
        return [Clash("delete/child", move.table_name, move.row_id, child)]
    connection.execute(delete(table).where(table.c.id == move.row_id))
    return []


def _remaining_child(
    connection: Connection, table: Table, row_id: str, leaving: set[tuple[str, str]]
) -> str:
    for child, column in rows.children(table):
        key = child.c.id if "id" in child.c else func.coalesce(child.c[column], "")
        found = connection.scalars(select(key).where(child.c[column] == row_id))
        if any((child.name, child_id) not in leaving for child_id in found):
            return child.name
    return ""


def _edit(
    connection: Connection, table: Table, move: Move, present: rows.Row | None
) -> list[Clash]:
    before, after = move.before or {}, move.after or {}
    if present is None:
        return [Clash("edit/delete", move.table_name, move.row_id, "", before, None)]
    clashes: list[Clash] = []
    values: rows.Row = {}
    for name, wanted in after.items():
        value, found = _moved(table, name, present[name], before[name], wanted)
        if found:
            clashes.append(Clash("edit/edit", move.table_name, move.row_id, *found))
        elif value != present[name]:
            values[name] = value
    if values:
        typed = rows.typed(table, values)
        connection.execute(update(table).where(table.c.id == move.row_id).values(**typed))
    return clashes


def _moved(
    table: Table,
    name: str,
    present: Any,
    before: Any,
    after: Any,
) -> tuple[Any, tuple[str, Any, Any] | None]:
    if rows.is_local_text(table.c[name]):
        return _moved_languages(name, present or {}, before or {}, after or {})
    if present in (before, after):
        return after, None
    return present, (name, before, present)


def _moved_languages(
    name: str, present: rows.Row, before: rows.Row, after: rows.Row
) -> tuple[Any, tuple[str, Any, Any] | None]:
    for lang, wanted in after.items():
        if present.get(lang) not in (before.get(lang), wanted):
            return present, (f"{name}.{lang}", before.get(lang), present.get(lang))
    return rows.merged_languages(present, after), None
