"""A workspace: one folder with a database, its blobs and its settings; the one way to write."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import TypedDict

from assessor.model import Meta
from assessor.store import undoing
from assessor.store.blobs import Blobs
from assessor.store.engine import for_reading, gate, open_engine, outside_transactions
from assessor.store.faults import translated
from assessor.store.journal import Header, WritingSession, start_recording, write_step
from assessor.store.migrate import bring_up_to_date
from assessor.store.own_files import DATABASE
from assessor.store.turn import StoodBack, Turn
from assessor.urgent import give_way

# Crockford's base 32: no letter that a person mistakes for a digit.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DEVICE_LENGTH = 7
_PATIENCE = 5  # times that slow work begins again for the sake of others

# Hears which tables a change touched, and of which validation; None for what belongs to no one.
Listener = Callable[[frozenset[str], str | None], None]


class ChangeOptions(TypedDict, total=False):
    """What may be said about a change beside its label."""

    subject: str
    validation_id: str | None
    burst: str | None
    undoable: bool
    unlocks: bool
    undoes: str | None


class Workspace:
    """The recorded database of one laptop; open it with `Workspace.open`."""

    def __init__(self, folder: Path, by: str = "") -> None:
        """Use `open`, which also brings the database up to date."""
        self.folder = folder
        self.by = by
        self.blobs = Blobs(folder / "blobs")
        self._engine = open_engine(folder / DATABASE)
        self._readers = for_reading(self._engine)
        self._listeners: list[Listener] = []
        self._turn = Turn()
        self.device = ""

    @classmethod
    def open(cls, folder: Path, by: str = "") -> "Workspace":
        """Open or create the workspace in `folder`; a database newer than the program is refused.

        Raises DatabaseTooNew, DatabaseUnreadable, FolderNotWritable or DatabaseBusy.
        """
        with translated(folder):
            folder.mkdir(parents=True, exist_ok=True)
            bring_up_to_date(folder / DATABASE)
            workspace = cls(folder, by)
            workspace.device = workspace._device_code()
        return workspace

    def close(self) -> None:
        """Let go of the file; everything is already saved."""
        self._engine.dispose()

    def _device_code(self) -> str:
        with self._engine.connect() as connection, connection.begin():
            kept = connection.scalar(select(Meta.value).where(Meta.key == "device"))
            if kept is not None:
                return str(kept)
            code = "".join(secrets.choice(_ALPHABET) for _ in range(_DEVICE_LENGTH))
            with gate(connection):
                table = Meta.metadata.tables["meta"]
                connection.execute(table.insert(), {"key": "device", "value": code})
            return code

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and cannot write."""
        with (
            translated(self.folder),
            Session(
                self._readers, expire_on_commit=False, autoflush=False, info={"blobs": self.blobs}
            ) as session,
        ):
            yield session

    @contextmanager
    def change(self, label: str, **options: Unpack[ChangeOptions]) -> Iterator[Session]:
        """Give a session whose edits become one Step, all or nothing; `label` is a msgid.

        The Step is on the disk when the block is left. Keep the block short: others wait.
        """
        give_way()  # better now than with the lock that the key will want
        with self._turn.taken(), self._step(label, options) as session:
            yield session
        self._tell(session, options)

    def change_patiently(
        self,
        label: str,
        write: Callable[[Session], None],
        **options: Unpack[ChangeOptions],
    ) -> None:
        """Make a change by `write(session)` as slow work on a thread should.

        Whoever else wants to write goes first, even in the middle: then nothing of it was written
        and `write` is called again, with a session that knows nothing of the one before.
        """
        for _try in range(_PATIENCE):
            with suppress(StoodBack):
                return self._written(label, write, options, self._turn.stand_back)
        return self._written(label, write, options, None)

    def _written(
        self,
        label: str,
        write: Callable[[Session], None],
        options: ChangeOptions,
        stand_back: Callable[[], None] | None,
    ) -> None:
        give_way()
        with self._turn.taken_patiently(), self._step(label, options) as session:
            session.connection().info["stand_back"] = stand_back
            write(session)
        self._tell(session, options)

    @contextmanager
    def _step(self, label: str, options: ChangeOptions) -> Iterator[Session]:
        header = Header(label=label, by=self.by, device=self.device, **options)
        with (
            translated(self.folder),
            WritingSession(
                self._engine, expire_on_commit=False, info={"blobs": self.blobs}
            ) as session,
        ):
            session.connection()
            recorder = start_recording(session, header)
            yield session
            session.info["touched"] = write_step(session, recorder)
            session.commit()

    def snapshot(self, target: Path) -> None:
        """Write the database as it is at this moment to `target`; others may go on writing."""
        with translated(self.folder), outside_transactions(self._engine).connect() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))

    def undo(self, validation_id: str | None = None) -> str:
        """Take back this device's last change in a validation; return its label.

        Raises NothingToUndo, or UndoClash when later changes stand upon it.
        """
        with self.read() as session:
            unit = undoing.to_undo(session, self.device, validation_id)
        return self._take_back(unit, validation_id, undoing.UNDO)

    def redo(self, validation_id: str | None = None) -> str:
        """Repeat what the last undo took back; return its label. Raises NothingToRedo."""
        with self.read() as session:
            unit = undoing.to_redo(session, self.device, validation_id)
        return self._take_back(unit, validation_id, undoing.REDO)

    def _take_back(self, unit: undoing.Unit, validation_id: str | None, label: str) -> str:
        with self.change(
            label, subject=unit.subject, validation_id=validation_id, undoes=unit.burst
        ) as session:
            undoing.take_back(session, unit)
        return unit.label

    def next_undo(self, validation_id: str | None = None) -> undoing.Unit | None:
        """Return what undo would take back, by its label and subject, or None."""
        with self.read() as session:
            return undoing.next_undo(session, self.device, validation_id)

    def next_redo(self, validation_id: str | None = None) -> undoing.Unit | None:
        """Return what redo would repeat, by its label and subject, or None."""
        with self.read() as session:
            return undoing.next_redo(session, self.device, validation_id)

    def can_undo(self, validation_id: str | None = None) -> str | None:
        """Return the label of what undo would take back, or None."""
        unit = self.next_undo(validation_id)
        return unit.label if unit else None

    def can_redo(self, validation_id: str | None = None) -> str | None:
        """Return the label of what redo would repeat, or None."""
        unit = self.next_redo(validation_id)
        return unit.label if unit else None

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(tables, validation_id)` after each change; return how to stop it.

        It is called in the thread that made the change.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, session: Session, options: ChangeOptions) -> None:
        if kinds := session.info["touched"]:
            for listener in tuple(self._listeners):
                listener(kinds, options.get("validation_id"))
