"""Whatever a person says of a form's layout: the ledger follows, and no row of the file is lost."""

from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor.saq.corrections import MARKS, NONE, ROLES, Corrections, with_marks, with_role
from assessor.saq.counting import missing
from assessor.saq.preview import interpret, read_bytes
from assessor.saq.types import LedgerRow, PartRead, Raw, SaqPreview
from assessor.saq_forms.sending import render
from assessor.terms import Claim
from tests import saq_samples as forms
from tests.saq_filling import form_of

FILES = (
    "ctpat_fabricante_es.xlsx",
    "ctpat_importer_en.docx",
    "portal_export_es.csv",
    "perfil_narrativo_es.docx",
    "saq_ue_es.docx",
)
HEAD = ["ID", "Criterio", "Respuesta", "Comentarios", "Evidencia"]


@cache
def raw(name: str) -> Raw:
    return read_bytes((forms.SAMPLES / name).read_bytes(), name)


def shown(name: str, said: Corrections = NONE) -> SaqPreview:
    return interpret(raw(name), forms.checklist_of(name), said)


def made(rows: list[list[str]], said: Corrections = NONE) -> SaqPreview:
    """Return the preview of a workbook of these rows."""
    checklist = checklists.checklist(forms.MANUFACTURER)
    return interpret(read_bytes(forms.as_xlsx(rows), "x.xlsx"), checklist, said)


def asked(count: int = 12) -> list[list[str]]:
    return forms.rows_of(forms.manufacturer()[:count], "es")


def part(preview: SaqPreview, at: int = 0) -> PartRead:
    return preview.understood.parts[at]


def rows(preview: SaqPreview) -> dict[str, LedgerRow]:
    return {key: row for row in preview.rows for key in row.keys}


# Every column says why it was taken as it was


def test_each_column_says_what_it_holds_and_why() -> None:
    first = part(shown(FILES[0]))
    assert [(c.letter, c.role) for c in first.columns] == [
        ("A", "ref"), ("B", "question"), ("C", "level"),
        ("D", "claim"), ("E", "answer"), ("F", "evidence"),
    ]  # fmt: skip
    told = [[why.text.format(**why.values) for why in column.why] for column in first.columns]
    assert told[3] == ["95 of 95 cells are yes, no or the like.", "Its head says “Respuesta”."]
    assert len(first.places) == 3  # one form over three sheets
    assert first.head == "1 Seguridad empresarial!4"


def test_language_headings_and_checklist_have_their_reasons() -> None:
    told = shown(FILES[0]).understood
    for sentences in (told.layout, told.headings, told.checklist, told.language):
        assert sentences
        assert all(said.text.format(**said.values) for said in sentences)
    assert told.checklist[0].values == {"count": 95, "total": 97}
    assert told.text == ()
    told = shown("portal_export_es.csv").understood
    assert (told.encoding, told.delimiter) == ("cp1252", ";")


def test_the_form_of_another_checklist_is_doubted() -> None:
    other = interpret(raw(FILES[4]), checklists.checklist(forms.MANUFACTURER))
    assert any("another checklist" in said.text for said in other.understood.checklist)


# A column corrected


def test_a_column_said_to_hold_the_answers_is_read_so() -> None:
    head = ["ID", "Criterio", "Respuesta", "Zona", "Interno"]
    table = [head] + [[*row[:3], "A", row[3]] for row in asked()[1:]]
    before = made(table)
    said = with_role(NONE, part(before).part, 5, "answer")
    said = with_role(said, part(before).part, 4, "other")
    after = made(table, said)
    answers = [row.text for row in after.rows if row.kind == "answer"]
    assert answers == [row[4] for row in table[1:]]
    told = {column.column: column for column in part(after).columns}
    assert told[5].said
    assert [why.text for why in told[5].why] == ["You said so."]
    assert not told[3].said


def test_question_and_number_stand_in_one_column_only() -> None:
    table = [["ID", "Texto", "Criterio", "Respuesta"]] + [
        [row[0], "nada", row[1], row[3]] for row in asked()[1:]
    ]
    said = with_role(NONE, part(made(table)).part, 2, "question")
    roles = {column.column: column.role for column in part(made(table, said)).columns}
    assert [column for column, role in roles.items() if role == "question"] == [2]
    said = with_role(said, part(made(table)).part, 3, "question")
    assert said.roles[part(made(table)).part] == {3: "question"}
    assert with_role(said, part(made(table)).part, 3, "") == NONE
    assert not NONE
    assert said


def test_a_sheet_without_a_head_takes_the_roles_it_is_given() -> None:
    table = [["x1", "zona norte", "bueno", "nada"]] * 6
    before = made(table)
    (idle,) = before.understood.parts
    assert not idle.asks
    said = with_role(NONE, idle.part, 2, "question")
    after = made(table, with_role(said, idle.part, 3, "answer"))
    assert part(after).asks
    assert {row.kind for row in after.rows} <= {"answer", "unmatched question"}
    assert [row.text for row in after.rows] == ["bueno"] * 6


def test_a_table_that_no_longer_asks_is_not_guessed_anew() -> None:
    before = made(asked())
    said = NONE
    for column in part(before).columns:
        said = with_role(said, part(before).part, column.column, "other")
    after = made(asked(), said)
    assert not any(row.kind == "answer" for row in after.rows)
    assert after.counts.read == len(asked())
    assert [column.role for column in part(after).columns] == ["other"] * 5


def test_the_claim_is_read_from_the_column_said() -> None:
    table = [["ID", "Criterio", "Respuesta", "Comentarios", "Obs"]] + [
        [*row[:4], "No"] for row in asked()[1:]
    ]
    said = with_role(NONE, part(made(table)).part, 5, "claim")
    after = made(table, said)
    assert {row.claim for row in after.rows if row.kind == "answer"} == {Claim.NO}


# A row corrected


@pytest.mark.parametrize(
    ("mark", "kind", "status"),
    [("heading", "heading", "no_answer"), ("none", "set aside", "no_answer"),
     ("names", "header", "no_answer")],
)  # fmt: skip
@pytest.mark.parametrize("name", FILES)
def test_a_row_is_what_a_person_says(name: str, mark: Any, kind: str, status: str) -> None:
    row = next(row for row in shown(name).rows if row.kind in {"answer", "unmatched question"})
    after = rows(shown(name, with_marks(NONE, {row.keys[0]: mark})))[row.keys[0]]
    if mark == "names" and after.kind == "heading":
        pytest.skip("a heading of a narrative names no columns")
    assert (after.kind, after.status) == (kind, status)


@pytest.mark.parametrize("name", FILES)
def test_any_row_can_be_made_a_question(name: str) -> None:
    row = next(row for row in shown(name).rows if row.kind in {"heading", "company", "title"})
    after = rows(shown(name, with_marks(NONE, {row.keys[0]: "question"})))[row.keys[0]]
    assert after.kind in {"answer", "unmatched question"}
    assert after.status != "no_answer"


def test_a_row_marked_as_heading_heads_the_rows_below() -> None:
    table = asked(4)
    table.insert(2, ["", "Un texto cualquiera, más bien largo.", "", "", ""])
    key = "Cuestionario!3"
    after = made(table, with_marks(NONE, {key: "heading"}))
    assert rows(after)[key].kind == "heading"
    assert rows(after)["Cuestionario!4"].section == "Un texto cualquiera, más bien largo."


def test_a_row_said_to_name_the_columns_begins_a_table() -> None:
    table = [["uno", "dos", "tres"], *[[row[0], "Sí", row[3]] for row in asked()[1:]]]
    said = with_marks(NONE, {"Cuestionario!1": "names"})
    after = made(table, said)
    assert part(after).head == "Cuestionario!1"
    assert [column.name for column in part(after).columns] == ["uno", "dos", "tres"]


def test_marking_back_is_as_if_nothing_was_said() -> None:
    said = with_marks(NONE, {"Cuestionario!2": "none"})
    assert with_marks(said, {"Cuestionario!2": ""}) == NONE


# Nothing is ever lost


@st.composite
def corrections(draw: st.DrawFn, name: str) -> Corrections:
    before = shown(name)
    keys = sorted({key for row in before.rows for key in row.keys})
    parts = [one.part for one in before.understood.parts] or ["@"]
    names = st.sampled_from([*parts, "@", "@table 2", "@portada"])
    columns = st.dictionaries(st.integers(1, 7), st.sampled_from(ROLES), max_size=6)
    return Corrections(
        roles=draw(st.dictionaries(names, columns, max_size=3)),
        marks=draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(MARKS), max_size=8)),
    )


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_row_stays_accounted_for_whatever_is_said(name: str, data: st.DataObject) -> None:
    after = shown(name, data.draw(corrections(name)))  # SaqRowsLost if one is missing
    counted = list(raw(name).counted)
    assert not missing((key for row in after.rows for key in row.keys), counted)
    counts = after.counts
    assert (
        counts.read
        == len(after.rows)
        == (counts.accepted + counts.to_check + counts.unmatched + counts.blank + counts.no_answer)
    )


# Forms that are not read by columns


def test_one_row_of_the_forms_own_kind_is_marked_and_the_rest_stays_sure() -> None:
    checklist = checklists.checklist("aeo-cbrn-materials")
    file = read_bytes(render(form_of(checklist.id, ("es",)), "xlsx"), "x.xlsx")
    before = interpret(file, checklist)
    assert "wrote the form" in before.understood.layout[0].text
    assert before.understood.parts == ()
    row = next(row for row in before.rows if row.kind == "answer")
    after = interpret(file, checklist, with_marks(NONE, {row.keys[0]: "none"}))
    assert rows(after)[row.keys[0]].kind == "set aside"
    assert after.counts.blank == before.counts.blank - 1
    assert after.counts.read == before.counts.read


def test_a_table_below_a_row_marked_as_heading_loses_no_row() -> None:
    told = shown("perfil_narrativo_es.docx", Corrections(marks={"table 2, row 1": "heading"}))
    held = {key for row in told.rows for key in row.keys}
    assert {f"table 2, row {number}" for number in range(1, 6)} <= held
    assert rows(told)["table 2, row 1"].kind == "heading"
