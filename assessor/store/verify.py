"""Checks what is stored: database, history chain, rows against their history, stored files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, cast, inspect, select, text

from assessor.i18n import N_, _
from assessor.model import (
    Base,
    Change,
    ChecklistCopy,
    Evidence,
    FormCopy,
    ProfileCopy,
    Recorded,
    Report,
    SaqFile,
    Step,
)
from assessor.store import rows
from assessor.store.journal import chain_hash
from assessor.store.workspace import Workspace


@dataclass(frozen=True)
class Fault:
    """Something that is not as it should be; `message` is a msgid with named places."""

    code: str
    place: str
    message: str
    values: dict[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """Return what is wrong, in the person's language."""
        return _(self.message).format(place=self.place, **self.values)


@dataclass(frozen=True)
class Result:
    """What was looked at, and what is wrong."""

    faults: tuple[Fault, ...]
    checked: dict[str, int]


@dataclass
class _Seen:
    steps: int = 0
    changes: int = 0
    files: int = 0


def verify(workspace: Workspace) -> Result:
    """Check everything and return what is wrong; nothing is changed.

    Raises DatabaseUnreadable where the damage is too great to look any further.
    """
    seen = _Seen()
    with workspace.read() as session:
        connection = session.connection()
        faults = list(_database(connection))
        # Reading on from a damaged database would only add noise.
        if not faults:
            faults += _missing_links(connection)
            faults += _chain(connection, seen)
            faults += _rows(connection)
            faults += _checklists(connection)
            faults += _forms(connection)
            faults += _files(workspace, connection, seen)
    return Result(tuple(faults), vars(seen))


def _database(connection: Connection) -> Iterator[Fault]:
    said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    for line in said:
        if line != "ok":
            yield Fault("database", line, N_("The database is damaged: {place}."))
    if said == ["ok"]:
        known = set(inspect(connection).get_table_names())
        for name in sorted(Base.metadata.tables.keys() - known):
            yield Fault("table", name, N_("The table {place} is missing."))


def _missing_links(connection: Connection) -> Iterator[Fault]:
    for table, rowid, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        message = N_("{place} refers to an entry of {parent} that does not exist.")
        yield Fault("link", f"{table} {rowid}", message, {"parent": parent})


def _chain(connection: Connection, seen: _Seen) -> Iterator[Fault]:
    changes = _changes(connection)
    seen.changes = sum(map(len, changes.values()))
    table = rows.table_named("step")
    last: dict[str, Any] = {}
    for found in connection.execute(select(table).order_by(Step.device, Step.number)).mappings():
        step = dict(found)
        seen.steps += 1
        same = last.get("device") == step["device"]
        yield from _link(step, last if same else None, changes.pop(step["id"], []))
        last = step
    for step_id in changes:
        yield Fault("history", step_id, N_("Changes of the step {place} have lost their step."))


def _changes(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    table = rows.table_named("change")
    found: dict[str, list[dict[str, Any]]] = {}
    query = select(table).order_by(Change.step_id, Change.position)
    for row in connection.execute(query).mappings():
        found.setdefault(row["step_id"], []).append(dict(row))
    return found


def _link(
    step: dict[str, Any], last: dict[str, Any] | None, changes: list[dict[str, Any]]
) -> Iterator[Fault]:
    place = f"{step['device']} {step['number']}"
    expected = last["number"] + 1 if last else 1
    if step["number"] != expected:
        message = N_("Steps are missing from the history before {place}: {count}.")
        yield Fault("history_gap", place, message, {"count": step["number"] - expected})
    elif step["previous_hash"] != (last["hash"] if last else ""):
        message = N_("Step {place} does not follow from the one before it.")
        yield Fault("history_chain", place, message)
    if chain_hash(step, changes) != step["hash"]:
        message = N_("Step {place} is no longer as it was recorded.")
        yield Fault("history_step", place, message)


def _rows(connection: Connection) -> Iterator[Fault]:
    """Compare each recorded row with what the history says it must be."""
    replayed = _replayed(connection)
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Recorded):
            continue
        table = rows.table_named(mapper.class_.__tablename__)
        expected = replayed.get(table.name, {})
        found = connection.execute(select(table)).mappings()
        present = {row["id"]: rows.plain(table, row) for row in found}
        for row_id in sorted({*expected, *present}):
            if not _agrees(expected.get(row_id), present.get(row_id)):
                message = N_("{place} is not as the history left it.")
                yield Fault("row", f"{table.name} {row_id}", message)


def _agrees(expected: rows.Row | None, present: rows.Row | None) -> bool:
    """Compare what both know: a column that came with a later schema has no history."""
    if expected is None or present is None:
        return expected is present
    return all(present[name] == value for name, value in expected.items() if name in present)


def _replayed(connection: Connection) -> dict[str, dict[str, rows.Row]]:
    """Return every row as the steps made it, in the order in which they were written here."""
    query = (
        select(Change.table_name, Change.row_id, Change.after)
        .join(Step, Step.id == Change.step_id)
        .order_by(text("step.rowid"), Change.position)
    )
    found: dict[str, dict[str, rows.Row]] = {}
    for name, row_id, after in connection.execute(query):
        known = found.setdefault(name, {})
        if after is None:
            known.pop(row_id, None)
        elif name in Base.metadata.tables:
            known[row_id] = _moved(rows.table_named(name), known.get(row_id, {}), after)
    return found


def _moved(table: Table, row: rows.Row, after: rows.Row) -> rows.Row:
    moved = dict(row)
    for name, value in after.items():
        if name in table.c and rows.is_local_text(table.c[name]):
            moved[name] = rows.merged_languages(row.get(name) or {}, value or {})
        else:
            moved[name] = value
    return moved


def _checklists(connection: Connection) -> Iterator[Fault]:
    content = cast(ChecklistCopy.content, LargeBinary)  # whatever stands there now
    query = select(ChecklistCopy.id, content)
    for copy_id, found in connection.execute(query):
        if hashlib.sha256(found).hexdigest() != copy_id:
            yield Fault("checklist", copy_id, N_("The frozen checklist {place} was altered."))


def _forms(connection: Connection) -> Iterator[Fault]:
    profiles = select(ProfileCopy.id, cast(ProfileCopy.content, LargeBinary))
    for copy_id, found in connection.execute(profiles):
        if hashlib.sha256(found).hexdigest() != copy_id:
            yield Fault("profile", copy_id, N_("The kept profile {place} was altered."))
    query = select(FormCopy.id, cast(FormCopy.content, LargeBinary))
    for copy_id, found in connection.execute(query):
        if hashlib.sha256(found).hexdigest() != copy_id:
            yield Fault("form", copy_id, N_("The frozen worksheet {place} was altered."))


_MARKS = SaqFile.counts["marks_sha256"].as_string()


def referenced(connection: Connection) -> dict[str, str]:
    """Return the hash of every stored file that a row needs, with the name of that row."""
    wanted = (
        (Evidence, (Evidence.sha256, Evidence.print_sha256), Evidence.file_name),
        (SaqFile, (SaqFile.sha256, SaqFile.ledger_sha256, _MARKS), SaqFile.file_name),
        (Report, (Report.sha256,), Report.number),
    )
    found: dict[str, str] = {}
    for _model, columns, name in wanted:
        for column in columns:
            for sha256, label in connection.execute(select(column, name).where(column != "")):
                found.setdefault(sha256, label)
    return found


def _files(workspace: Workspace, connection: Connection, seen: _Seen) -> Iterator[Fault]:
    needed = referenced(connection)
    present = set(workspace.blobs.all())
    seen.files = len(present)
    for sha256 in sorted(needed.keys() - present):
        message = N_("The stored file of {name} is missing ({place}).")
        yield Fault("file_missing", sha256, message, {"name": needed[sha256]})
    for sha256 in sorted(present):
        if not workspace.blobs.is_sound(sha256):
            message = N_("The stored file of {name} was altered ({place}).")
            yield Fault("file_altered", sha256, message, {"name": needed.get(sha256, "–")})
