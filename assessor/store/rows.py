"""Rows as plain JSON values, so that the history can hold them and put them back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Date, RowMapping, Select, Table, bindparam, select

from assessor.model import Base
from assessor.model.base import LocalTextType, UtcTime

Row = dict[str, Any]
_CHUNK = 400


def table_named(name: str) -> Table:
    """Return the table with this name."""
    return Base.metadata.tables[name]


def plain(table: Table, row: RowMapping) -> Row:
    """Return a row as JSON values: dates and moments as ISO text."""
    return {column.name: _plain_value(row[column.name]) for column in table.columns}


def _plain_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def typed(table: Table, values: Row) -> Row:
    """Return JSON values as the types that the columns take."""
    return {name: _typed_value(table.c[name], value) for name, value in values.items()}


def _typed_value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value


def read_rows(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, Row]:
    """Return the present rows with these ids, as JSON values, in few statements."""
    if len(ids) == 1:  # as with every verdict, which cannot wait for a statement to be built
        rows = connection.execute(_one(table), {"row_id": ids[0]}).mappings()
        return {row["id"]: plain(table, row) for row in rows}
    found: dict[str, Row] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(table).where(table.c.id.in_(ids[start : start + _CHUNK]))
        found |= {row["id"]: plain(table, row) for row in connection.execute(query).mappings()}
    return found


@cache
def _one(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row_id"))


def whole(table: Table, row: Row) -> Row:
    """Return a row as an older schema left it with a blank for each column that came since."""
    return {column.name: None for column in table.columns} | row


def difference(table: Table, before: Row, after: Row) -> tuple[Row, Row]:
    """Return only what changed; of a text in several languages only the languages touched."""
    was: Row = {}
    now: Row = {}
    for column in table.columns:
        old, new = before[column.name], after[column.name]
        if old == new:
            continue
        if is_local_text(column):
            old, new = _changed_languages(old or {}, new or {})
        was[column.name], now[column.name] = old, new
    return was, now


def is_local_text(column: Column[Any]) -> bool:
    """Say whether the column holds one thought in several languages."""
    return isinstance(column.type, LocalTextType)


def _changed_languages(old: Row, new: Row) -> tuple[Row, Row]:
    touched = [lang for lang in {**old, **new} if old.get(lang) != new.get(lang)]
    return {lang: old.get(lang) for lang in touched}, {lang: new.get(lang) for lang in touched}


def merged_languages(present: Row, changed: Row) -> Row:
    """Return `present` with the changed languages put in; None takes a language out."""
    merged = present | changed
    return {lang: text for lang, text in merged.items() if text is not None}


def children(table: Table) -> Iterable[tuple[Table, str]]:
    """Return each table and column that refers to `table`."""
    for other in Base.metadata.tables.values():
        for key in other.foreign_keys:
            if key.column.table is table:
                yield other, key.parent.name
