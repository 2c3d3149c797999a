"""The ground of the tables: ids that sort and agree, moments that always have their zone."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import JSON, select
from sqlalchemy.exc import StatementError

from assessor import companies, model
from assessor.errors import UnknownRecord
from assessor.model.base import LocalTextType
from assessor.store.workspace import Workspace
from tests import make


def test_ids_are_unique_and_sort_by_the_time_of_their_making() -> None:
    made = [model.new_id() for _ in range(2000)]
    assert len(set(made)) == len(made)
    assert made == sorted(made)


def test_two_laptops_give_the_same_row_the_same_id() -> None:
    assert model.stable_id("v", "1.1", "a") == model.stable_id("v", "1.1", "a")
    assert model.stable_id("v", "1.1", "a") != model.stable_id("v", "1.1a", "")
    assert model.stable_id("1.1") == "d43633be-9c65-5084-9e75-5380d15129b2"


def test_a_moment_keeps_meaning_the_same_wherever_it_is_read(workspace: Workspace) -> None:
    there = datetime(2026, 11, 18, 22, 30, tzinfo=timezone(timedelta(hours=-6)))
    case = make.visit(workspace)
    with workspace.change("Issue") as session:
        session.add(_report(case.id, there))
    with workspace.read() as session:
        kept = session.scalars(select(model.Report.issued_at)).one()
    assert kept == there
    assert kept.tzinfo is UTC


def test_a_moment_without_its_zone_is_refused(workspace: Workspace) -> None:
    nowhere = datetime(2026, 11, 18, 22, 30)  # noqa: DTZ001  that is the fault
    with pytest.raises(StatementError, match="needs a zone"), workspace.change("x") as session:
        session.add(_report("v", nowhere))


def test_a_reference_to_nothing_is_refused_and_the_next_change_is_written(
    workspace: Workspace,
) -> None:
    for _ in range(2):
        with pytest.raises(UnknownRecord), workspace.change("Add site") as session:
            session.add(model.Site(company_id="no-such", name="Norte"))
    other = Workspace.open(workspace.folder)  # nothing holds the lock
    company_id = companies.add_company(other, legal_name="Ándara")
    companies.add_site(workspace, company_id=company_id, name="Norte")
    other.close()
    with workspace.read() as session:
        assert session.scalars(select(model.Site.name)).all() == ["Norte"]


def _report(validation_id: str, at: datetime) -> model.Report:
    return model.Report(
        validation_id=validation_id,
        number="V",
        version=1,
        report_kind="validation-report",
        copy_kind="company",
        languages=["es"],
        file_format="pdf",
        sha256="",
        issued_at=at,
    )


def test_texts_in_several_languages_are_a_type_of_their_own() -> None:
    columns = [column for table in model.Base.metadata.tables.values() for column in table.columns]
    texts = [column for column in columns if isinstance(column.type, LocalTextType)]
    assert {"seen", "reason", "text", "action", "why", "caption"} <= {c.name for c in texts}
    assert not any(isinstance(column.type, JSON) for column in texts)


def test_every_stored_table_is_in_the_package() -> None:
    names = {table.__name__ for table in model.Base.__subclasses__() if hasattr(table, "id")}
    files = {path.stem for path in Path(model.__path__[0]).glob("*.py")}
    assert {"Step", "ChecklistCopy"} <= names
    assert {"company", "validation", "walk", "observation", "evidence"} <= files
    exported = set(model.__all__)
    tables = {mapper.class_.__name__ for mapper in model.Base.registry.mappers}
    assert tables <= exported
