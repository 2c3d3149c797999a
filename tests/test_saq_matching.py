"""Rows find their requirement by reference or wording; what is doubtful is shown, never guessed."""

import datetime as dt
from dataclasses import replace

import pytest

from tests import saq_samples as forms
from tests.saq_samples import Asked

NO_REF = ("question", "claim", "text", "evidence")
FORMS = pytest.mark.parametrize(("language", "asked", "checklist_id"), forms.forms())


@FORMS
@pytest.mark.parametrize("kind", forms.MAKERS)
def test_matching_survives_shuffled_rows(
    language: str, asked: tuple[Asked, ...], checklist_id: str, kind: str
) -> None:
    mixed = forms.shuffled(asked)
    shown = forms.read(forms.MAKERS[kind](forms.rows_of(mixed, language)), checklist_id)
    truth = dict(zip(forms.places(kind, 4, len(mixed)), mixed, strict=True))
    assert forms.outcome(shown, truth) == {"right": len(mixed)}


@FORMS
@pytest.mark.parametrize("kind", forms.MAKERS)
@pytest.mark.parametrize("mixed", [False, True])
def test_without_references_rows_are_right_or_to_check(
    language: str, asked: tuple[Asked, ...], checklist_id: str, kind: str, mixed: bool
) -> None:
    given = forms.shuffled(asked, seed=3) if mixed else list(asked)
    shown = forms.read(forms.MAKERS[kind](forms.rows_of(given, language, NO_REF)), checklist_id)
    truth = dict(zip(forms.places(kind, 3, len(given)), given, strict=True))
    found = forms.outcome(shown, truth)
    assert set(found) <= {"right", "to check"}, found
    assert found["right"] >= 0.88 * len(given)


@pytest.mark.parametrize("share", [0.7, 0.4])
@pytest.mark.parametrize("seed", range(3))
@FORMS
def test_part_of_a_form_is_not_guessed_at_either(
    language: str, asked: tuple[Asked, ...], checklist_id: str, share: float, seed: int
) -> None:
    some = forms.shuffled(asked, seed)[: int(share * len(asked))]
    shown = forms.read(forms.as_xlsx(forms.rows_of(some, language, NO_REF)), checklist_id)
    truth = dict(zip(forms.places("xlsx", 3, len(some)), some, strict=True))
    assert set(forms.outcome(shown, truth)) <= {"right", "to check"}


@FORMS
def test_questions_put_to_the_other_kind_of_company_are_not_silently_wrong(
    language: str, asked: tuple[Asked, ...], checklist_id: str
) -> None:
    other = forms.IMPORTER if checklist_id == forms.MANUFACTURER else forms.MANUFACTURER
    known = {one.ref for _, rows, name in forms.forms() if name == other for one in rows}
    some = [one for one in asked if one.ref in known]
    shown = forms.read(forms.as_xlsx(forms.rows_of(some, language)), other)
    truth = dict(zip(forms.places("xlsx", 4, len(some)), some, strict=True))
    found = forms.outcome(shown, truth)
    assert set(found) <= {"right", "to check"}
    assert found["right"] >= 0.95 * len(some)


@FORMS
def test_a_form_with_its_own_numbers_is_matched_by_its_words(
    language: str, asked: tuple[Asked, ...], checklist_id: str
) -> None:
    """Another edition uses the same numbers for other questions: headings and words decide."""
    mixed = forms.shuffled(asked)
    rows = forms.rows_of(mixed, language)
    for row, one in zip(rows[1:], asked, strict=True):
        row[0] = one.ref
    shown = forms.read(forms.as_xlsx(rows), checklist_id)
    truth = dict(zip(forms.places("xlsx", 4, len(mixed)), mixed, strict=True))
    found = forms.outcome(shown, truth)
    assert set(found) <= {"right", "to check"}
    assert found["right"] >= 0.85 * len(mixed)
    assert "own-numbers" in {notice.code for notice in shown.notices}


@FORMS
def test_a_few_references_that_slipped_are_shown(
    language: str, asked: tuple[Asked, ...], checklist_id: str
) -> None:
    rows = forms.rows_of(asked, language)
    rows[5][0], rows[40][0] = rows[40][0], rows[5][0]
    shown = forms.read(forms.as_xlsx(rows), checklist_id)
    truth = dict(zip(forms.places("xlsx", 4, len(asked)), asked, strict=True))
    assert forms.outcome(shown, truth) == {"right": len(asked) - 2, "to check": 2}


@FORMS
def test_a_number_that_may_be_two_references_is_shown_with_both(
    language: str, asked: tuple[Asked, ...], checklist_id: str
) -> None:
    rows = [[float(row[0]), *row[1:]] for row in forms.rows_of(asked, language)[1:]]
    head = forms.rows_of([], language)
    shown = forms.read(forms.as_xlsx([*head, *rows]), checklist_id)
    truth = dict(zip(forms.places("xlsx", 4, len(asked)), asked, strict=True))
    assert forms.outcome(shown, truth) == {"right": len(asked) - 10, "to check": 10}
    doubtful = {row.candidates: row for row in shown.rows if row.status == "to_check"}
    assert {tuple(sorted(pair)) for pair in doubtful} == {
        (f"{section}.1", f"{section}.10") for section in (4, 7, 9, 10, 12)
    }
    assert all(row.ref is None for row in doubtful.values())


def test_the_same_references_as_text_are_never_ambiguous() -> None:
    asked = forms.manufacturer()
    shown = forms.read(forms.as_xlsx(forms.rows_of(asked, "es", ("ref", "claim", "text"))))
    truth = dict(zip(forms.places("xlsx", 3, len(asked)), asked, strict=True))
    assert forms.outcome(shown, truth) == {"right": len(asked)}


def test_a_csv_whose_zeros_were_lost_is_shown_as_doubtful() -> None:
    asked = forms.manufacturer()
    rows = forms.rows_of(asked, "es", ("ref", "claim", "text"))
    for row in rows[1:]:
        row[0] = row[0].rstrip("0")
    truth = dict(zip(forms.places("csv", 3, len(asked)), asked, strict=True))
    found = forms.outcome(forms.read(forms.as_csv(rows)), truth)
    assert found == {"right": len(asked) - 11, "to check": 11}


@pytest.mark.parametrize("form", ["3-ene", "3-Jan", "03/01/2025", "2025-01-03", "Jan-03"])
def test_a_reference_that_became_a_date_is_shown(form: str) -> None:
    one = next(one for one in forms.manufacturer() if one.ref == "3.1")
    shown = forms.read(
        forms.as_csv([*forms.rows_of([], "es"), [form, one.question, "Sí", "x", ""]])
    )
    (row,) = forms.answers(shown)
    assert (row.status, row.ref, row.candidates) == ("to_check", None, ("3.1", "1.3"))


def test_a_date_cell_is_shown_with_what_it_may_have_been() -> None:
    asked = forms.manufacturer()
    rows = forms.rows_of(asked, "es")
    dated = next(row for row in rows if row[0] == "7.5")
    dated[0] = dt.date(2025, 5, 7)  # type: ignore[call-overload]
    shown = forms.read(forms.as_xlsx(rows))
    (row,) = [row for row in shown.rows if row.status == "to_check"]
    assert (row.question, row.ref, row.candidates) == (dated[1], None, ("7.5", "5.7"))


@pytest.mark.parametrize(
    "shape",
    [
        "{}.",
        "({})",
        "Criterio {}",
        "CTPAT MSC {}",
        "MSC-{}",
        "No. {}",
        " {} ",
        "{} -",
        "§ {}",
        "{}\u00a0",
    ],
)
def test_references_come_in_many_forms(shape: str) -> None:
    asked = [replace(one) for one in forms.manufacturer()]
    rows = forms.rows_of(asked, "es")
    for row in rows[1:]:
        row[0] = shape.format(row[0])
    truth = dict(zip(forms.places("xlsx", 4, len(asked)), asked, strict=True))
    assert forms.outcome(forms.read(forms.as_xlsx(rows)), truth) == {"right": len(asked)}


@pytest.mark.parametrize("shape", ["{} {}", "{}. {}", "({}) {}", "Criterio {}: {}", "{1} ({0})"])
def test_the_number_may_stand_in_the_questions_own_cell(shape: str) -> None:
    asked = [
        replace(one, question=shape.format(one.ref, one.question)) for one in forms.manufacturer()
    ]
    rows = forms.rows_of(asked, "es", NO_REF)
    truth = dict(zip(forms.places("xlsx", 3, len(asked)), asked, strict=True))
    assert forms.outcome(forms.read(forms.as_xlsx(rows)), truth) == {"right": len(asked)}


def test_the_same_requirement_twice_is_shown_and_the_first_stands() -> None:
    rows = forms.rows_of(forms.manufacturer(), "es")
    again = [*rows[5][:3], "Otra cosa", ""]
    shown = forms.read(forms.as_xlsx([*rows, again]))
    (row,) = [row for row in shown.rows if row.status == "to_check"]
    assert (row.place, row.ref, row.text) == (f"Cuestionario!D{len(rows) + 1}", "2.1", "Otra cosa")
    assert row.candidates == ("2.1",)
    assert any(notice.code == "answered-twice" for notice in shown.notices)


def test_what_is_visible_stands_before_what_is_hidden() -> None:
    from openpyxl import Workbook

    book = Workbook()
    draft, final = book.active, book.create_sheet("Final")
    draft.title, draft.sheet_state = "Borrador", "hidden"
    for sheet, text in ((draft, "viejo"), (final, "nuevo")):
        for row in forms.rows_of(forms.manufacturer()[:4], "es"):
            sheet.append([*row[:3], text, ""] if row[0] != "ID" else row)
    shown = forms.read(forms.saved(book))
    assert {row.text for row in shown.rows if row.status == "accepted"} == {"nuevo"}
    assert {(row.status, row.hidden) for row in shown.rows if row.text == "viejo"} == {
        ("to_check", "sheet")
    }


def test_questions_of_the_companys_own_are_not_forced_on_a_requirement() -> None:
    rows = forms.rows_of(forms.manufacturer(), "es", NO_REF)
    rows += [
        ["Contar con certificación OEA vigente ante el SAT", "Sí", "Vigente", ""],
        ["Brigadas de protección civil completas", "Parcial", "Falta una", ""],
        ["¿Cuenta con comedor para empleados?", "Sí", "Sí", ""],
    ]
    shown = forms.read(forms.as_xlsx(rows))
    assert [row.status for row in shown.rows[-3:]] == ["to_check"] * 3


def test_another_programmes_questionnaire_is_not_taken_for_this_one() -> None:
    counts = forms.read((forms.SAMPLES / "saq_ue_es.docx").read_bytes()).counts
    assert (counts.accepted, counts.blank) == (0, 0)


def test_a_heading_of_another_section_speaks_against_a_bare_number() -> None:
    head = ["ID", "Respuesta", "Comentario"]
    rows = [head, ["6. Ciberseguridad", "", ""], ["6.1", "Sí", "x"], ["6.2", "Sí", "y"]]
    shown = forms.read(forms.as_xlsx(rows))
    assert [row.status for row in forms.answers(shown)] == ["to_check", "to_check"]


def test_questions_in_two_languages_in_one_cell_are_recognised() -> None:
    english = {one.ref: one.question for one in forms.importer()}
    asked = [
        replace(one, question=f"{one.question} / {english[one.ref]}")
        for one in forms.manufacturer()
        if one.ref in english
    ]
    rows = forms.rows_of(asked, "es", NO_REF, head={"question": "Criterio / Criteria"})
    truth = dict(zip(forms.places("xlsx", 3, len(asked)), asked, strict=True))
    found = forms.outcome(forms.read(forms.as_xlsx(rows)), truth)
    assert set(found) <= {"right", "to check"}
    assert found["right"] >= 0.88 * len(asked)
