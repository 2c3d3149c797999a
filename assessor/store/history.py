"""The history as a person reads it: one entry per change or spell of typing, and what it moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select

from assessor.model.base import KeyedType
from assessor.store import rows
from assessor.store.workspace import Workspace

_STEP = rows.table_named("step")
_CHANGE = rows.table_named("change")
_VALIDATION = rows.table_named("validation")
_COMPANY = rows.table_named("company")
_CHUNK = 400
# Copies that are stored by their content and have no history.
_FROZEN = frozenset({"checklist_copy", "form_copy", "profile_copy"})
# What a row is called when another one refers to it.
_NAMES = {
    "company": "legal_name",
    "site": "name",
    "person": "name",
    "visit_person": "name",
    "evidence": "file_name",
    "saq_file": "file_name",
    "saq_layout": "name",
    "validation": "number",
}


@dataclass(frozen=True)
class Entry:
    """The steps of one burst, the latest last; `label` and `original` are msgids.

    `original` is the label of the change that an undo or redo moved; `undone` tells that the
    entry is no longer in force.
    """

    step_ids: tuple[str, ...]
    number: int
    device: str
    label: str
    subject: str
    by: str
    at: datetime
    began: datetime
    validation_id: str | None
    validation: str
    company: str
    original: str
    undone: bool


@dataclass(frozen=True)
class RowChange:
    """One row before and after; None where there was or is no row. `row` is all that is known.

    `names` says what the ids in it mean to a person; `texts` are the columns that hold one
    thought in several languages.
    """

    table: str
    row_id: str
    before: rows.Row | None
    after: rows.Row | None
    row: rows.Row = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()


def entries(workspace: Workspace, validation_id: str | None = None) -> list[Entry]:
    """Return all entries, newest first; of one validation, or of all."""
    with workspace.read() as session:
        connection = session.connection()
        query = select(
            *(column for column in _STEP.c if column.name not in {"hash", "previous_hash"})
        ).order_by(_STEP.c.at.desc(), _STEP.c.number.desc())
        if validation_id is not None:
            query = query.where(_STEP.c.validation_id == validation_id)
        steps = connection.execute(query).all()
        visits = {row.id: row for row in connection.execute(_visits())}
    return list(_grouped(steps, visits))


def _visits() -> Any:
    joined = _VALIDATION.join(_COMPANY, _COMPANY.c.id == _VALIDATION.c.company_id)
    return select(_VALIDATION.c.id, _VALIDATION.c.number, _COMPANY.c.legal_name).select_from(joined)


def _grouped(steps: Iterable[Any], visits: dict[str, Any]) -> Iterator[Entry]:
    bursts: dict[str, list[Any]] = {}
    for step in steps:
        bursts.setdefault(step.burst, []).append(step)
    taken_back: set[str] = set()
    for burst, members in bursts.items():
        newest, oldest = members[0], members[-1]
        undone = burst in taken_back
        # What was taken back can no longer take anything back itself.
        if newest.undoes is not None and not undone:
            taken_back.add(newest.undoes)
        visit = visits.get(newest.validation_id)
        yield Entry(
            step_ids=tuple(step.id for step in reversed(members)),
            number=newest.number,
            device=newest.device,
            label=newest.label,
            subject=newest.subject,
            by=newest.by,
            at=newest.at,
            began=oldest.at,
            validation_id=newest.validation_id,
            validation=visit.number if visit else "",
            company=visit.legal_name if visit else "",
            original=_original(newest, bursts),
            undone=undone,
        )


def _original(step: Any, bursts: dict[str, list[Any]]) -> str:
    if step.undoes is None:
        return ""
    while step.undoes is not None and step.undoes in bursts:
        step = bursts[step.undoes][-1]
    return str(step.label)


def row_changes(workspace: Workspace, entry: Entry) -> list[RowChange]:
    """Return what the entry did to each row, over all its steps."""
    with workspace.read() as session:
        connection = session.connection()
        moved = _moves(connection, entry.step_ids)
        known = _known_rows(connection, moved)
        for key, (before, after) in moved.items():
            # A row made or taken out is told whole here, whatever it has become since.
            if before is None or after is None:
                known[key] = {**known[key], **(before or {}), **(after or {})}
        names = _names(connection, known)
    return [
        RowChange(table, row_id, before, after, known[table, row_id], names, _texts(table))
        for (table, row_id), (before, after) in moved.items()
    ]


def _texts(table: str) -> frozenset[str]:
    columns = rows.table_named(table).columns
    return frozenset(
        column.name
        for column in columns
        if rows.is_local_text(column) and not isinstance(column.type, KeyedType)
    )


_Move = tuple[rows.Row | None, rows.Row | None]
_Key = tuple[str, str]


def _moves(connection: Connection, step_ids: tuple[str, ...]) -> dict[_Key, _Move]:
    found: dict[_Key, _Move] = {}
    for start in range(0, len(step_ids), _CHUNK):
        chunk = step_ids[start : start + _CHUNK]
        query = (
            select(_CHANGE)
            .join(_STEP, _STEP.c.id == _CHANGE.c.step_id)
            .where(_CHANGE.c.step_id.in_(chunk))
            .order_by(_STEP.c.number, _CHANGE.c.position)
        )
        for change in connection.execute(query):
            key = (change.table_name, change.row_id)
            new = (change.before, change.after)
            found[key] = _joined(rows.table_named(key[0]), found[key], new) if key in found else new
    return found


def _joined(table: Table, first: _Move, second: _Move) -> _Move:
    before = _over(table, second[0], first[0]) if first[0] is not None else None
    after = _over(table, first[1], second[1]) if second[1] is not None else None
    return before, after


def _over(table: Table, below: rows.Row | None, above: rows.Row | None) -> rows.Row:
    """Return `below` with `above` laid over it; texts language by language."""
    joined = dict(below or {})
    for name, value in (above or {}).items():
        if rows.is_local_text(table.c[name]) and isinstance(joined.get(name), dict):
            joined[name] = {**joined[name], **(value or {})}
        else:
            joined[name] = value
    return joined


def _known_rows(connection: Connection, keys: Iterable[_Key]) -> dict[_Key, rows.Row]:
    """Return the rows as they are, or as they last were; empty for one nobody knows."""
    ids: dict[str, list[str]] = {}
    for table, row_id in keys:
        ids.setdefault(table, []).append(row_id)
    known: dict[_Key, rows.Row] = {}
    for table, wanted in ids.items():
        present = rows.read_rows(connection, rows.table_named(table), wanted)
        for row_id in wanted:
            row = present.get(row_id)
            known[table, row_id] = row if row is not None else _last(connection, table, row_id)
    return known


def _last(connection: Connection, table: str, row_id: str) -> rows.Row:
    query = select(_CHANGE.c.before).join(_STEP, _STEP.c.id == _CHANGE.c.step_id)
    query = query.where(_CHANGE.c.table_name == table, _CHANGE.c.row_id == row_id)
    query = query.where(_CHANGE.c.after.is_(None)).order_by(_STEP.c.at.desc()).limit(1)
    return dict(connection.scalar(query) or {})


def _names(connection: Connection, known: dict[_Key, rows.Row]) -> dict[str, str]:
    wanted = set(known)
    for (table, _row_id), row in known.items():
        wanted |= _referred(rows.table_named(table), row)
    about = {row["observation_id"] for key, row in known.items() if key[0] == "action" and row}
    wanted |= {("observation", row_id) for row_id in about}
    referred = _known_rows(connection, wanted - known.keys()) | known
    refs = _refs(connection, [row_id for table, row_id in wanted if table == "observation"])
    names = {
        row_id: str(row.get(_NAMES[table], ""))
        for (table, row_id), row in referred.items()
        if table in _NAMES
    }
    actions = {
        row_id: refs.get(row.get("observation_id", ""), "")
        for (table, row_id), row in referred.items()
        if table == "action"
    }
    return names | refs | actions


def _referred(table: Table, row: rows.Row) -> set[_Key]:
    return {
        (key.column.table.name, str(row[key.parent.name]))
        for key in table.foreign_keys
        if row.get(key.parent.name) and key.column.table.name not in _FROZEN
    }


def _refs(connection: Connection, observation_ids: list[str]) -> dict[str, str]:
    """Return the requirements that observations are about, joined."""
    point = rows.table_named("observation_point")
    found: dict[str, list[str]] = {}
    for start in range(0, len(observation_ids), _CHUNK):
        chunk = observation_ids[start : start + _CHUNK]
        query = select(point.c.observation_id, point.c.ref).order_by(point.c.position)
        for row in connection.execute(query.where(point.c.observation_id.in_(chunk))):
            found.setdefault(row.observation_id, []).append(row.ref)
    return {row_id: ", ".join(dict.fromkeys(refs)) for row_id, refs in found.items()}
