"""A session's edits become one Step and one Change per touched row, in the same transaction."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, event, insert, select
from sqlalchemy.orm import Mapper, Session, UOWTransaction, object_session

from assessor.errors import UnrecordedWrite, ValidationIssued
from assessor.model import Change, InValidation, Recorded, Step, Validation, new_id, utc_now
from assessor.store import rows
from assessor.store.engine import gate
from assessor.terms import Phase

_STEP = rows.table_named("step")
_CHANGE = rows.table_named("change")
_VALIDATION = rows.table_named("validation")
# Built once: each verdict runs them, and building one takes longer than running it.
_NEW_STEP, _NEW_CHANGE = insert(_STEP), insert(_CHANGE)
_PHASE = select(_VALIDATION.c.phase, _VALIDATION.c.number).where(
    _VALIDATION.c.id == bindparam("validation_id")
)
_LAST_STEP = (
    select(_STEP.c.number, _STEP.c.hash, _STEP.c.burst, _STEP.c.validation_id)
    .where(_STEP.c.device == bindparam("device"))
    .order_by(_STEP.c.number.desc())
    .limit(1)
)


@dataclass(frozen=True, kw_only=True)
class Header:
    """What is known of a step before it is made."""

    label: str
    subject: str = ""
    by: str = ""
    device: str = ""
    validation_id: str | None = None
    burst: str | None = None
    undoes: str | None = None
    undoable: bool = True
    # Only reopening passes the lock of an issued validation.
    unlocks: bool = False


@dataclass
class Recorder:
    """What one session has touched so far, with each row as it was before."""

    header: Header
    before: dict[tuple[str, str], rows.Row | None] = field(default_factory=dict)
    phases: dict[str, str] = field(default_factory=dict)

    def note(self, connection: Connection, table_name: str, row_id: str, *, new: bool) -> None:
        """Remember how a row was before its first touch in this session."""
        key = (table_name, row_id)
        if key in self.before:
            return
        table = rows.table_named(table_name)
        found = {} if new else rows.read_rows(connection, table, [row_id])
        self.before[key] = found.get(row_id)

    def refuse_if_issued(self, connection: Connection, validation_id: str) -> None:
        """Refuse to touch what belongs to an issued validation."""
        if self.header.unlocks:
            return
        if validation_id not in self.phases:
            found = connection.execute(_PHASE, {"validation_id": validation_id}).first()
            if found and found.phase == Phase.ISSUED:
                raise ValidationIssued(number=found.number)
            self.phases[validation_id] = found.phase if found else ""


def start_recording(session: Session, header: Header) -> Recorder:
    """Note every touch of a recorded row in `session` from now on."""
    recorder = Recorder(header)
    session.info["recorder"] = recorder
    return recorder


class WritingSession(Session):
    """A session whose flushes pass the guard: what they write is recorded row by row."""


def recorder_of(session: Session, table_name: str) -> Recorder:
    """Return who notes what this session touches; UnrecordedWrite outside a change."""
    recorder: Recorder | None = session.info.get("recorder")
    if recorder is None:
        raise UnrecordedWrite(table=table_name)
    return recorder


def _open_gate(session: Session, context: UOWTransaction, instances: object) -> None:
    del context, instances
    session.connection().info["gate"] = True


def _close_gate(session: Session, context: UOWTransaction) -> None:
    del context
    session.connection().info["gate"] = False


event.listen(WritingSession, "before_flush", _open_gate)
event.listen(WritingSession, "after_flush", _close_gate)


def _note_new(mapper: Mapper[Any], connection: Connection, target: Recorded) -> None:
    _note(mapper, connection, target, new=True)


def _note_old(mapper: Mapper[Any], connection: Connection, target: Recorded) -> None:
    _note(mapper, connection, target, new=False)


def _note(mapper: Mapper[Any], connection: Connection, target: Recorded, *, new: bool) -> None:
    session = object_session(target)
    assert session is not None  # noqa: S101  a flush has one
    name = mapper.local_table.description
    recorder = recorder_of(session, name)
    if isinstance(target, InValidation) and not target.open_after_issue:
        recorder.refuse_if_issued(connection, target.validation_id)
    if isinstance(target, Validation):
        recorder.refuse_if_issued(connection, target.id)
    recorder.note(connection, name, target.id, new=new)


event.listen(Recorded, "before_insert", _note_new, propagate=True)
event.listen(Recorded, "before_update", _note_old, propagate=True)
event.listen(Recorded, "before_delete", _note_old, propagate=True)


def write_step(session: Session, recorder: Recorder) -> frozenset[str]:
    """Write the Step and its Changes; return the names of the touched tables, none if nothing."""
    session.flush()
    connection = session.connection()
    changes = _changes(connection, recorder)
    if not changes:
        return frozenset()
    step = _step_values(connection, recorder.header)
    step["hash"] = chain_hash(step, changes)
    with gate(connection):
        connection.execute(_NEW_STEP, step)
        connection.execute(
            _NEW_CHANGE,
            [
                {"step_id": step["id"], "position": position, **change}
                for position, change in enumerate(changes)
            ],
        )
    return frozenset(change["table_name"] for change in changes)


def _changes(connection: Connection, recorder: Recorder) -> list[dict[str, Any]]:
    ids: dict[str, list[str]] = {}
    for table_name, row_id in recorder.before:
        ids.setdefault(table_name, []).append(row_id)
    after = {
        name: rows.read_rows(connection, rows.table_named(name), touched)
        for name, touched in ids.items()
    }
    found = []
    for (table_name, row_id), old in recorder.before.items():
        was, now = old, after[table_name].get(row_id)
        if was is not None and now is not None:
            was, now = rows.difference(rows.table_named(table_name), was, now)
        if was or now:
            found.append({"table_name": table_name, "row_id": row_id, "before": was, "after": now})
    return found


def _step_values(connection: Connection, header: Header) -> dict[str, Any]:
    last = last_step(connection, header.device)
    step_id = new_id()
    return {
        "id": step_id,
        "device": header.device,
        "number": last.number + 1 if last else 1,
        "label": header.label,
        "subject": header.subject,
        "by": header.by,
        "at": utc_now(),
        "validation_id": header.validation_id,
        "burst": _burst(connection, header, last) or step_id,
        "undoes": header.undoes,
        "undoable": header.undoable,
        "previous_hash": last.hash if last else "",
    }


def last_step(connection: Connection, device: str) -> Row[int, str, str, str | None] | None:
    """Return number, hash, burst and validation of the last step that this device made."""
    return connection.execute(_LAST_STEP, {"device": device}).first()


def _burst(connection: Connection, header: Header, last: Any) -> str:
    """Return the burst that a step belongs to: one that was interrupted does not go on.

    Undo takes a burst back as a whole, so nothing else may stand between its steps.
    """
    if not header.burst:
        return ""
    goes_on = last is not None and last.validation_id == header.validation_id
    if last is not None and goes_on and last.burst.partition("~")[0] == header.burst:
        return str(last.burst)
    used = select(_STEP.c.id).where(_STEP.c.burst == header.burst).limit(1)
    taken = connection.execute(used).first() is not None
    return f"{header.burst}~{new_id()}" if taken else header.burst


_HASHED = [
    "previous_hash",
    "id",
    "device",
    "number",
    "label",
    "subject",
    "by",
    "at",
    "validation_id",
    "burst",
    "undoes",
    "undoable",
]


def chain_hash(step: dict[str, Any], changes: list[dict[str, Any]]) -> str:
    """Return the hash that seals a step, its changes and, through the last hash, all before."""
    sealed: list[Any] = [_iso(step[name]) for name in _HASHED]
    sealed += [
        [change["table_name"], change["row_id"], change["before"], change["after"]]
        for change in changes
    ]
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


@dataclass(frozen=True)
class HistoryRow:
    """A step as a person reads it; `label` is a msgid."""

    id: str
    number: int
    device: str
    label: str
    subject: str
    by: str
    at: datetime
    validation_id: str | None
    undoes: str | None
    changes: tuple[tuple[str, str], ...]


def history(
    session: Session, validation_id: str | None = None, limit: int = 500
) -> list[HistoryRow]:
    """Return the latest steps, newest first; of one validation, or of all."""
    query = select(Step).order_by(Step.at.desc(), Step.number.desc()).limit(limit)
    if validation_id is not None:
        query = query.where(Step.validation_id == validation_id)
    steps = session.scalars(query).all()
    touched: dict[str, list[tuple[str, str]]] = {step.id: [] for step in steps}
    for start in range(0, len(steps), 400):
        ids = [step.id for step in steps[start : start + 400]]
        found = select(Change.step_id, Change.table_name, Change.row_id)
        for step_id, name, row_id in session.execute(found.where(Change.step_id.in_(ids))):
            touched[step_id].append((name, row_id))
    return [
        HistoryRow(
            id=step.id,
            number=step.number,
            device=step.device,
            label=step.label,
            subject=step.subject,
            by=step.by,
            at=step.at,
            validation_id=step.validation_id,
            undoes=step.undoes,
            changes=tuple(touched[step.id]),
        )
        for step in steps
    ]
