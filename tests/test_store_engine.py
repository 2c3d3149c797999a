"""The guard at the engine: what would slip past the journal is refused, however it is written."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from assessor import companies
from assessor.errors import UnrecordedWrite, ValidationIssued
from assessor.model import Company
from assessor.store.engine import gate
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import make

Write = Callable[[Session], object]

PAST_THE_JOURNAL: dict[str, Write] = {
    "bulk update": lambda session: session.query(Company).update({"legal_name": "X"}),
    "bulk delete": lambda session: session.query(Company).delete(),
    "bulk save": lambda session: session.bulk_save_objects([Company(legal_name="X")]),
    "bulk insert": lambda session: session.bulk_insert_mappings(
        Company.__mapper__, [{"id": "1", "legal_name": "X"}]
    ),
    "insert": lambda session: session.execute(insert(Company).values(id="1", legal_name="X")),
    "update": lambda session: session.execute(update(Company).values(legal_name="X")),
    "delete": lambda session: session.execute(delete(Company)),
    "core": lambda session: session.connection().execute(Company.__table__.delete()),
}
TEXTS = (
    "DELETE FROM company",
    "  update company set legal_name = 'X'",
    "INSERT INTO company (id) VALUES ('1')",
    "INSERT OR REPLACE INTO company (id) VALUES ('1')",
    "REPLACE INTO company (id) VALUES ('1')",
    "UPDATE OR IGNORE company SET legal_name = 'X'",
    "-- harmless\nDELETE FROM company",
    "/* harmless */ DELETE FROM company",
    "/* one */ -- two\n /* three\nlines */ UPDATE company SET legal_name = 'X'",
    "; DELETE FROM company",
    "WITH gone AS (SELECT id FROM company) DELETE FROM company WHERE id IN gone",
    "DROP TABLE company",
    "ALTER TABLE company RENAME TO firm",
    "CREATE TABLE shadow (id TEXT)",
    "CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM company; END",
    "ATTACH DATABASE ':memory:' AS other",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA writable_schema = ON",
)


@pytest.mark.parametrize("write", PAST_THE_JOURNAL.values(), ids=PAST_THE_JOURNAL)
def test_bulk_and_core_writes_are_refused(workspace: Workspace, write: Write) -> None:
    company_id = companies.add_company(workspace, legal_name="Textiles Ándara")
    with pytest.raises(UnrecordedWrite) as caught, workspace.change("Anything") as session:
        write(session)
    assert caught.value.values["table"] == "company"
    assert companies.company(workspace, company_id).legal_name == "Textiles Ándara"


@pytest.mark.parametrize("statement", TEXTS)
def test_written_statements_are_refused(workspace: Workspace, statement: str) -> None:
    companies.add_company(workspace, legal_name="Textiles Ándara")
    with pytest.raises(UnrecordedWrite), workspace.change("Anything") as session:
        session.execute(text(statement))
    with pytest.raises(UnrecordedWrite), workspace.read() as session:
        session.connection().exec_driver_sql(statement)
    assert len(companies.companies(workspace)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM company",
        "WITH named AS (SELECT legal_name AS update_of FROM company) SELECT * FROM named",
        "-- DELETE FROM company\nSELECT 1",
        "PRAGMA integrity_check",
        "PRAGMA foreign_key_check",
    ],
)
def test_reading_is_free(workspace: Workspace, statement: str) -> None:
    with workspace.read() as session:
        session.connection().exec_driver_sql(statement)


def test_a_reader_cannot_write_through_the_mapper(workspace: Workspace) -> None:
    with workspace.read() as session:
        session.add(Company(legal_name="X"))
        with pytest.raises(UnrecordedWrite):
            session.flush()
    assert companies.companies(workspace) == []


def test_the_gate_is_shut_again_after_a_flush_that_failed(workspace: Workspace) -> None:
    case = make.ready(workspace)
    make.issue(workspace, case)
    for _attempt in range(8):  # every connection of the pool
        with pytest.raises(ValidationIssued):
            make.assess(workspace, case, "1.1", Verdict.PARTLY)
        with pytest.raises(UnrecordedWrite), workspace.change("Anything") as session:
            session.execute(text("DELETE FROM assessment"))


def test_a_gate_within_a_gate_stays_open(workspace: Workspace) -> None:
    with workspace.change("Anything") as session:
        connection = session.connection()
        with gate(connection):
            with gate(connection):
                pass
            connection.execute(text("UPDATE company SET legal_name = 'X'"))
        with pytest.raises(UnrecordedWrite):
            connection.execute(text("UPDATE company SET legal_name = 'Y'"))


def test_no_error_tells_what_was_written(workspace: Workspace) -> None:
    with workspace.change("Add company") as session:
        session.add(Company(id="same", legal_name="Secreto"))
    with workspace.change("Add company") as session:
        session.add(Company(id="same", legal_name="Secreto"))
        with pytest.raises(Exception, match="UNIQUE") as caught:
            session.flush()
        session.rollback()
    assert "Secreto" not in str(caught.value)
