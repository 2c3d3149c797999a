"""Schema versions: a backup first, the newer refused, and each way leads to the same tables."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect

from assessor import companies
from assessor.errors import DatabaseTooNew, DatabaseUnreadable
from assessor.model import Base
from assessor.store import migrate
from assessor.store.engine import gate, open_engine
from assessor.store.own_files import DATABASE
from assessor.store.workspace import Workspace
from tests import make, verbs

# A schema from the days before: its one column too few must come back.
SECOND = '''"""One more column."""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("company") as table:
        table.add_column(sa.Column("motto", sa.String(), nullable=False, server_default=""))


def downgrade():
    with op.batch_alter_table("company") as table:
        table.drop_column("motto")
'''


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = open_engine(tmp_path / DATABASE)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def one_more_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the program know one revision more than it does; return its number."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = migrate.newest_version()
    text = SECOND.format(number=f"{before + 1:04d}", before=f"{before:04d}")
    (folder / "versions" / f"{before + 1:04d}_one_more.py").write_text(text)
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    return before + 1


def shape(connection: Connection) -> dict[str, Any]:
    """Return tables, columns, keys and indexes as the database has them."""
    seen = inspect(connection)
    found = {}
    for name in sorted(seen.get_table_names()):
        if name == "alembic_version":
            continue
        columns = seen.get_columns(name)
        found[name] = {
            "columns": {
                item["name"]: (str(item["type"]), item["nullable"], item["default"])
                for item in columns
            },
            "primary": seen.get_pk_constraint(name),
            "foreign": sorted(seen.get_foreign_keys(name), key=str),
            "unique": sorted(seen.get_unique_constraints(name), key=str),
            "indexes": sorted(seen.get_indexes(name), key=str),
        }
    connection.rollback()
    return found


def test_the_revisions_lead_to_what_the_model_says(tmp_path: Path) -> None:
    engines = [open_engine(tmp_path / name) for name in ("made.db", "led.db")]
    with engines[0].connect() as made, engines[1].connect() as led:
        migrate.create(made)
        migrate.upgrade(led)
        assert shape(made) == shape(led)
        assert set(shape(made)) == set(Base.metadata.tables)
        assert migrate.version_of(made, tmp_path) == migrate.version_of(led, tmp_path)
        assert migrate.version_of(made, tmp_path) == migrate.newest_version()
    for engine in engines:
        engine.dispose()


def test_each_revision_goes_up_and_down(connection: Connection, tmp_path: Path) -> None:
    shapes = []
    for number in range(1, migrate.newest_version() + 1):
        migrate.upgrade(connection, f"{number:04d}")
        assert migrate.version_of(connection, tmp_path) == number
        shapes.append(shape(connection))
    for expected in (*reversed(shapes[:-1]), {}):
        migrate.downgrade(connection, "-1")
        assert shape(connection) == expected
    for expected in shapes:
        migrate.upgrade(connection, "+1")
        assert shape(connection) == expected


def test_an_older_database_is_backed_up_and_brought_up(
    workspace: Workspace, one_more_revision: int
) -> None:
    company_id = companies.add_company(workspace, legal_name="Ándara")
    before = verbs.everything(workspace)
    workspace.close()
    path = workspace.folder / DATABASE
    backup = migrate.bring_up_to_date(path)
    assert backup is not None
    assert backup.parent == workspace.folder / "backups"
    engine = open_engine(path)
    with engine.connect() as connection:
        assert migrate.version_of(connection, path) == one_more_revision
        found = connection.exec_driver_sql("SELECT legal_name, motto FROM company").all()
        assert found == [("Ándara", "")]
    engine.dispose()
    assert migrate.bring_up_to_date(path) is None
    engine = open_engine(backup)
    with engine.connect() as connection:
        assert migrate.version_of(connection, backup) == one_more_revision - 1
        assert connection.exec_driver_sql("SELECT id FROM company").scalar_one() == company_id
    engine.dispose()
    assert verbs.everything(workspace) == before


def test_a_revision_that_fails_changes_nothing(
    workspace: Workspace, one_more_revision: int
) -> None:
    workspace.close()
    [revision] = (migrate.MIGRATIONS / "versions").glob(f"{one_more_revision:04d}_*.py")
    revision.write_text(
        revision.read_text().replace(
            "def downgrade", '    op.execute("INSERT INTO nowhere VALUES (1)")\n\n\ndef downgrade'
        )
    )
    path = workspace.folder / DATABASE
    engine = open_engine(path)
    with engine.connect() as connection:
        before = shape(connection)
        with pytest.raises(Exception, match="nowhere"):
            migrate.upgrade(connection)
        connection.rollback()
        assert shape(connection) == before
        assert migrate.version_of(connection, path) == one_more_revision - 1
    engine.dispose()


def test_a_newer_database_is_refused_and_left_alone(workspace: Workspace) -> None:
    make.visit(workspace)
    workspace.close()
    path = workspace.folder / DATABASE
    engine = open_engine(path)
    with engine.connect() as connection, connection.begin(), gate(connection):
        connection.exec_driver_sql(f"PRAGMA user_version = {migrate.newest_version() + 1}")
    engine.dispose()
    before = path.read_bytes()
    with pytest.raises(DatabaseTooNew):
        Workspace.open(workspace.folder)
    assert path.read_bytes() == before
    assert not (workspace.folder / "backups").exists()


def test_a_database_of_others_is_refused(connection: Connection, tmp_path: Path) -> None:
    with connection.begin(), gate(connection):
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(DatabaseUnreadable):
        migrate.bring_up_to_date(tmp_path / DATABASE)


def test_whoever_comes_second_finds_it_made(connection: Connection, tmp_path: Path) -> None:
    migrate.create(connection)
    before = shape(connection)
    migrate.create(connection)
    assert shape(connection) == before
