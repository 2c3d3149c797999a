"""Schema versions: a backup first, then Alembic; a database from the future is refused."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from assessor.errors import DatabaseTooNew, DatabaseUnreadable
from assessor.store.engine import gate, open_engine, outside_transactions

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def newest_version() -> int:
    """Return the number of the last revision that this program knows."""
    return max(int(path.name[:4]) for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def bring_up_to_date(path: Path) -> Path | None:
    """Create or upgrade the database at `path`; return the backup made before an upgrade.

    Raises DatabaseTooNew or DatabaseUnreadable; then nothing was changed.
    """
    engine = open_engine(path)
    try:
        with engine.connect() as connection:
            version = version_of(connection, path)
            if version > newest_version():
                raise DatabaseTooNew
            if version == newest_version():
                return None
            if version == 0:
                create(connection)
                return None
            backup = _back_up(engine, path, version)
            upgrade(connection)
            return backup
    finally:
        engine.dispose()


def version_of(connection: Connection, path: Path) -> int:
    """Return the schema version, 0 for an empty file; foreign databases are refused."""
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    connection.rollback()
    if version == 0 and tables:
        raise DatabaseUnreadable(path=str(path))
    return version


def create(connection: Connection) -> None:
    """Make all tables of the newest version at once; the migrations lead to the same."""
    from assessor.model import Base

    with connection.begin(), gate(connection):
        # Another program may have been quicker since we looked.
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one():
            return
        Base.metadata.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        version = f"{newest_version():04d}"
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (version,))
        connection.exec_driver_sql(f"PRAGMA user_version = {newest_version()}")


def upgrade(connection: Connection, target: str = "head") -> None:
    """Run the revisions up to `target` in one transaction."""
    from alembic import command

    with connection.begin(), gate(connection):
        command.upgrade(alembic_config(connection), target)
        _mark(connection)


def downgrade(connection: Connection, target: str) -> None:
    """Run the revisions back to `target`; for tests of the revisions only."""
    from alembic import command

    with connection.begin(), gate(connection):
        command.downgrade(alembic_config(connection), target)
        _mark(connection)


def _mark(connection: Connection) -> None:
    """Write the version where the program looks for it first."""
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    connection.exec_driver_sql(f"PRAGMA user_version = {int(version or 0)}")


def alembic_config(connection: Connection) -> "Config":
    """Return what Alembic needs to work on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _back_up(engine: Engine, path: Path, version: int) -> Path:
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    backup = folder / f"before-upgrade-from-{version:04d}-{moment}.db"
    with outside_transactions(engine).connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(backup),))
    return backup
