"""What a stray delimiter, an unknown number or too few words leave to a person."""

from pathlib import Path

import pytest

from assessor import errors
from tests import saq_samples as forms
from tests.saq_paraphrases import ENGLISH, SPANISH

SAMPLE = Path(__file__).parents[1] / "docs" / "sample_self_assessment.csv"
HEAD = ["ID", "Criterio", "Respuesta", "Descripción", "Evidencia"]


def test_a_number_the_checklist_lacks_is_never_taken_by_its_wording() -> None:
    rows = {row.place: row for row in forms.read(SAMPLE.read_bytes()).rows}
    row = rows["record 14"]
    assert (row.status, row.ref, row.candidates[0]) == ("to_check", None, "10.2")
    assert "unknown reference" in row.flags


def test_a_row_of_more_cells_than_the_head_is_shown_in_order() -> None:
    shown = forms.read(SAMPLE.read_bytes())
    row = next(row for row in shown.rows if row.place == "record 8")
    assert row.status == "to_check"
    assert row.text == (
        "Se tiene el certificado del proveedor anterior; el nuevo está en trámite.; "
        "Certificado 2024"
    )
    assert ("more-cells-than-the-head", "record 8") in {(n.code, n.place) for n in shown.notices}


def test_short_questions_that_fit_two_requirements_are_to_check() -> None:
    rows = {row.place: row for row in forms.read(SAMPLE.read_bytes()).rows}
    assert (rows["record 11"].status, rows["record 11"].candidates[0]) == ("to_check", "8.1")


@pytest.mark.parametrize(("language", "asked"), [("es", SPANISH), ("en", ENGLISH)])
@pytest.mark.parametrize("checklist_id", [forms.MANUFACTURER, forms.IMPORTER])
def test_a_companys_own_words_are_never_silently_wrong(
    language: str, asked: tuple[tuple[str, str], ...], checklist_id: str
) -> None:
    rows = [forms.Asked(ref, question, "yes", "x") for ref, question in asked]
    table = forms.rows_of(rows, language, ("question", "claim", "text"))
    shown = forms.read(forms.as_xlsx(table), checklist_id)
    true = {question: ref for ref, question in asked}
    taken = [row for row in shown.rows if row.status == "accepted"]
    assert len(taken) >= 10
    assert [row.question for row in taken if row.ref != true[row.question]] == []


def test_a_formula_without_its_value_is_no_blank() -> None:
    one = forms.manufacturer()[0]
    row = [one.ref, one.question, '=IF(1=1,"Sí","No")', '="x"', ""]
    (found,) = forms.answers(forms.read(forms.as_xlsx([HEAD, row])))
    assert (found.status, found.ref) == ("to_check", one.ref)
    assert "formula without value" in found.flags


@pytest.mark.parametrize("shape", ["MSC-{} {}", "C-TPAT {} {}"])
def test_words_before_the_number_in_one_cell_are_no_part_of_it(shape: str) -> None:
    one = forms.manufacturer()[40]
    row = ["", shape.format(one.ref, one.question), "Sí", "x", ""]
    (found,) = forms.answers(forms.read(forms.as_csv([HEAD, row])))
    assert (found.status, found.ref, found.matched_by) == ("accepted", one.ref, "reference")


def test_a_numbered_question_ends_the_answer_before_it() -> None:
    from docx import Document

    document, asked = Document(), forms.manufacturer()[:12]
    for one in asked:
        document.add_paragraph(one.question, style="List Number")
        document.add_paragraph(f"Respuesta: {one.text}")
    rows = forms.answers(forms.read(forms.saved(document)))
    assert len(rows) == len(asked)
    assert not [r for r, one in zip(rows, asked, strict=True) if r.text != one.text]


def test_noise_and_endless_records_are_refused() -> None:
    with pytest.raises(errors.SaqTypeUnknown):
        forms.read(bytes(range(128, 256)) * 50)
    with pytest.raises(errors.SaqTooLarge):
        forms.read(b"a;" * 200_000)
