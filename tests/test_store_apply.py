"""Moving rows from one state to another: what fits is done, each way of clashing is named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessor.model import Company, Site, Validation
from assessor.store import rows
from assessor.store.apply import Clash, Move, apply
from assessor.store.engine import gate
from assessor.store.workspace import Workspace
from tests import make

COMPANY = {
    "id": "c1",
    "legal_name": "Ándara",
    "trade_name": "",
    "identifiers": {"tax_id": "1"},
    "roles": [],
    "activity": "",
    "address": "",
    "country": "MX",
    "employees": "",
    "private_note": "",
}
SITE = {
    "id": "s1",
    "company_id": "c1",
    "name": "Planta",
    "address": "",
    "country": "",
    "activity": "",
    "position": 0,
}


@dataclass(frozen=True)
class Case:
    """What is there, what is to be moved, and what comes of it."""

    present: list[tuple[str, rows.Row]]
    moves: list[Move]
    clashes: list[tuple[str, str, str, Any, Any]]  # kind, row, field, expected, found
    after: dict[str, rows.Row | None] = field(default_factory=dict)


def company(**changed: Any) -> rows.Row:
    return COMPANY | changed


CASES = {
    "an edit that fits": Case(
        [("company", COMPANY)],
        [Move("company", "c1", {"legal_name": "Ándara"}, {"legal_name": "Nueva"})],
        [],
        {"c1": company(legal_name="Nueva")},
    ),
    "an edit that has been made already": Case(
        [("company", company(legal_name="Nueva"))],
        [Move("company", "c1", {"legal_name": "Ándara"}, {"legal_name": "Nueva"})],
        [],
        {"c1": company(legal_name="Nueva")},
    ),
    "edit/edit": Case(
        [("company", company(legal_name="Otra"))],
        [Move("company", "c1", {"legal_name": "Ándara"}, {"legal_name": "Nueva"})],
        [("edit/edit", "c1", "legal_name", "Ándara", "Otra")],
        {"c1": company(legal_name="Otra")},
    ),
    "edit/edit in one field, the other fits": Case(
        [("company", company(legal_name="Otra"))],
        [
            Move(
                "company",
                "c1",
                {"legal_name": "Ándara", "country": "MX"},
                {"legal_name": "Nueva", "country": "GT"},
            )
        ],
        [("edit/edit", "c1", "legal_name", "Ándara", "Otra")],
        {"c1": company(legal_name="Otra", country="GT")},
    ),
    "edit/delete": Case(
        [],
        [Move("company", "c1", {"country": "MX"}, {"country": "GT"})],
        [("edit/delete", "c1", "", {"country": "MX"}, None)],
        {"c1": None},
    ),
    "a delete that fits": Case(
        [("company", COMPANY)], [Move("company", "c1", COMPANY, None)], [], {"c1": None}
    ),
    "a delete of what is gone": Case([], [Move("company", "c1", COMPANY, None)], []),
    "delete/edit": Case(
        [("company", company(country="GT"))],
        [Move("company", "c1", COMPANY, None)],
        [("delete/edit", "c1", "", COMPANY, company(country="GT"))],
        {"c1": company(country="GT")},
    ),
    "delete/child": Case(
        [("company", COMPANY), ("site", SITE)],
        [Move("company", "c1", COMPANY, None)],
        [("delete/child", "c1", "site", None, None)],
        {"c1": COMPANY, "s1": SITE},
    ),
    "a delete with its child": Case(
        [("company", COMPANY), ("site", SITE)],
        [Move("company", "c1", COMPANY, None), Move("site", "s1", SITE, None)],
        [],
        {"c1": None, "s1": None},
    ),
    "a create that fits": Case([], [Move("company", "c1", None, COMPANY)], [], {"c1": COMPANY}),
    "the same create twice": Case(
        [("company", COMPANY)], [Move("company", "c1", None, COMPANY)], [], {"c1": COMPANY}
    ),
    "create/create": Case(
        [("company", company(country="GT"))],
        [Move("company", "c1", None, COMPANY)],
        [("create/create", "c1", "", COMPANY, company(country="GT"))],
        {"c1": company(country="GT")},
    ),
    "what clashes does not stop what fits": Case(
        [("company", company(country="GT")), ("site", SITE)],
        [
            Move("company", "c1", {"country": "MX"}, {"country": "US"}),
            Move("site", "s1", {"name": "Planta"}, {"name": "Nave"}),
        ],
        [("edit/edit", "c1", "country", "MX", "GT")],
        {"c1": company(country="GT"), "s1": SITE | {"name": "Nave"}},
    ),
}


@pytest.fixture
def session(workspace: Workspace) -> Iterator[Session]:
    with workspace.change("Apply") as opened:
        yield opened


def put(session: Session, table_name: str, row: rows.Row) -> None:
    table = rows.table_named(table_name)
    connection = session.connection()
    with gate(connection):
        connection.execute(table.insert(), rows.typed(table, row))


def moved(session: Session, moves: list[Move]) -> list[Clash]:
    return apply(session.connection(), session.info["recorder"], moves)


def found(session: Session, row_id: str) -> rows.Row | None:
    model = {"c": Company, "s": Site, "v": Validation}[row_id[0]]
    table = rows.table_named(model.__tablename__)
    return rows.read_rows(session.connection(), table, [row_id]).get(row_id)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_way_of_meeting(session: Session, case: Case) -> None:
    for table_name, row in case.present:
        put(session, table_name, row)
    clashes = moved(session, case.moves)
    shown = [(item.kind, item.row_id, item.field, item.expected, item.found) for item in clashes]
    assert shown == case.clashes
    assert {row_id: found(session, row_id) for row_id in case.after} == case.after


Text = dict[str, str | None]
# What is there, the move from and to, what is left, and what clashes.
LANGUAGES: list[tuple[Text, Text, Text, Text, tuple[object, ...] | None]] = [
    ({"es": "a"}, {"es": "a"}, {"es": "b"}, {"es": "b"}, None),
    ({"es": "a", "en": "x"}, {"es": "a"}, {"es": "b"}, {"es": "b", "en": "x"}, None),
    ({"es": "a", "en": "x"}, {"es": "a"}, {"es": None}, {"en": "x"}, None),
    ({"en": "x"}, {"es": None}, {"es": "b"}, {"es": "b", "en": "x"}, None),
    ({"es": "b"}, {"es": "a"}, {"es": "b"}, {"es": "b"}, None),
    ({"es": "c"}, {"es": "a"}, {"es": "b"}, {"es": "c"}, ("scope.es", "a", "c")),
    ({}, {"es": "a"}, {"es": "b"}, {}, ("scope.es", "a", None)),
]


@pytest.mark.parametrize("row", LANGUAGES)
def test_each_language_of_a_text_moves_by_itself(
    workspace: Workspace, row: tuple[Text, Text, Text, Text, tuple[object, ...] | None]
) -> None:
    present, before, after, left, clash = row
    case = make.visit(workspace)
    with workspace.change("Form") as session:
        session.get_one(Validation, case.id).scope = {**present}  # type: ignore[dict-item]
    move = Move("validation", case.id, {"scope": before}, {"scope": after})
    with workspace.change("Apply", validation_id=case.id) as session:
        clashes = moved(session, [move])
    shown = [(item.field, item.expected, item.found) for item in clashes]
    assert shown == ([clash] if clash else [])
    with workspace.read() as session:
        assert session.scalar(select(Validation.scope).where(Validation.id == case.id)) == left


def test_there_and_back_is_where_it_was(session: Session) -> None:
    move = Move("company", "c1", None, COMPANY)
    assert moved(session, [move]) == []
    assert moved(session, [move.reversed()]) == []
    assert found(session, "c1") is None


def test_what_is_moved_is_recorded(workspace: Workspace) -> None:
    from assessor.store.journal import history

    with workspace.change("Apply") as session:
        moved(session, [Move("company", "c1", None, COMPANY), Move("site", "s1", None, SITE)])
    with workspace.read() as session:
        [step] = history(session)
    assert step.changes == (("company", "c1"), ("site", "s1"))
