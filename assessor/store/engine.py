"""The only create_engine(): SQLite on the laptop; its guard refuses writes past the journal."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from assessor.errors import UnrecordedWrite

# Comments may stand before a statement, and a WITH before its INSERT, UPDATE or DELETE.
_WRITES = re.compile(
    r"""(?:\s|;|--[^\n]*(?:\n|$)|/\*.*?(?:\*/|$))*
    (?:INSERT|REPLACE|UPDATE|DELETE|DROP|ALTER|CREATE|ATTACH|REINDEX
    |WITH\b.*\b(?:INSERT|REPLACE|UPDATE|DELETE)
    |PRAGMA\s+(?:writable_schema|foreign_keys|query_only|synchronous))\b""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_TARGET = re.compile(
    r"\b(?:INTO|UPDATE(?:\s+OR\s+\w+)?|FROM|TABLE(?:\s+IF\s+(?:NOT\s+)?EXISTS)?)\s+[\"`\[]?(\w+)",
    re.IGNORECASE,
)


def open_engine(path: Path) -> Engine:
    """Return an engine for the SQLite file at `path`; a write waits for its turn and the disk."""
    import sqlcipher3.dbapi2 as driver

    engine = create_engine(
        f"sqlite+pysqlite:///{path}",
        module=driver,
        poolclass=QueuePool,
        pool_size=6,
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": 10},
        # What was answered and seen belongs in no error message and no log.
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "reset", _let_go)
    event.listen(engine, "before_cursor_execute", _guard)
    return engine


def for_reading(engine: Engine) -> Engine:
    """Return the same engine for readers: no write lock is taken, no write passes."""
    return engine.execution_options(reads=True)


def outside_transactions(engine: Engine) -> Engine:
    """Return the same engine for what cannot run inside a transaction, such as VACUUM."""
    return engine.execution_options(outside=True)


def _prepare(connection: Any, record: object) -> None:
    del record
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.execute("PRAGMA journal_mode = WAL")
    # FULL: a verdict is on the disk when it is shown, even if the power fails.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A flush that failed may have left the gate of a pooled connection open.
    connection.info["gate"] = False
    connection.info.pop("stand_back", None)
    options = connection.get_execution_options()
    if not options.get("outside"):
        connection.exec_driver_sql("BEGIN" if options.get("reads") else "BEGIN IMMEDIATE")


def _let_go(connection: Any, record: object, state: object) -> None:
    # SQLAlchemy takes a commit that failed for an end; SQLite keeps the lock until the rollback.
    del record, state
    if connection.in_transaction:
        connection.rollback()


def _guard(  # noqa: PLR0917  the signature is SQLAlchemy’s
    connection: Connection,
    cursor: object,
    statement: str,
    parameters: object,
    context: object,
    executemany: bool,  # noqa: FBT001
) -> None:
    del cursor, parameters, context, executemany
    if not connection.info.get("gate") and _WRITES.match(statement):
        target = _TARGET.search(statement)
        raise UnrecordedWrite(table=target.group(1) if target else "?")
    # Of a patient change: each statement is a place to stop at, for whoever waits to write.
    if stand_back := connection.info.get("stand_back"):
        stand_back()


@contextmanager
def gate(connection: Connection) -> Iterator[Connection]:
    """Let writes pass while the journal itself does them."""
    was_open = connection.info.get("gate", False)
    connection.info["gate"] = True
    try:
        yield connection
    finally:
        connection.info["gate"] = was_open
