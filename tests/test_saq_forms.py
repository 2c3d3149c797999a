"""The form that goes out: it can only be filled in, and comes back without a doubt."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor import errors
from assessor.i18n import language_name, languages, translation
from assessor.saq.items import company_key
from assessor.saq.libreoffice import find_libreoffice
from assessor.saq.own_form import hint, mark_of
from assessor.saq.text import tidy
from assessor.saq_forms import write_blank
from assessor.saq_forms.form import COMPANY, Form, Given, PartGiven
from assessor.saq_forms.sending import checked, render
from assessor.terms import Claim
from tests import make
from tests.saq_filling import Answer, W, check_exact, filled, form_of, read_back

NINE = sorted(checklists.checklists())
PAIRS = (("es", "en"), ("pt",), ("fr", "es"), ("en", "pt"), ("pt", "fr"), ("en",), ("fr",), ("es",))
SMALLEST = "aeo-cbrn-materials"
SAID = (
    "Sí, se revisan los sellos según PR-SEG-003.",
    "No aplica a nosotros",
    "=SUMA(A1:A3) es lo que usamos",
    "@todos, +52 55 1234 y -5",
    "Primera línea\ncon una segunda\ny una tercera",
    "Ñandú, açaí, œuvre, garçon, ÄÖÜ ß, 中文",
    "1.10",
    "0012",
    "12/05/2026",
    "No.",
    "Yes",
    "[x] sí [ ] no",
    "…",
    "¿Cómo lo hace? No sabemos.",
    "Total 5",
    "Firma: ______",
    '<b>&amp; "comillas"',
    "x" * 300,
    "",
)
PAPERS = ((), ("Manual de seguridad v2.pdf",), ("PR-SEG-004", "Acta 12"))


def some_answers(checklist_id: str, seed: int = 7) -> dict[str, Answer]:
    """Return something for each question, nothing for some."""
    chance = Random(seed)
    return {
        ref: (chance.choice(list(Claim)), chance.choice(SAID), chance.choice(PAPERS))
        for ref in checklists.checklist(checklist_id).by_ref
    }


@pytest.mark.parametrize("format", ["xlsx", "docx"])
@pytest.mark.parametrize("checklist_id", NINE)
def test_a_form_comes_back_without_a_doubt(checklist_id: str, format: str) -> None:
    at = NINE.index(checklist_id) + (format == "docx") * 3
    spoken = PAIRS[at % len(PAIRS)]
    answers = some_answers(checklist_id, seed=at)
    data = filled(form_of(checklist_id, spoken), format, answers)
    shown = check_exact(data, checklists.checklist(checklist_id), answers)
    assert shown.counts.to_check == shown.counts.unmatched == 0


@pytest.mark.parametrize("first", languages())
def test_every_pair_of_languages_is_read(first: str) -> None:
    asked = checklists.checklist(SMALLEST)
    for second in ("", *languages()):
        if second != first:
            answers = some_answers(SMALLEST, seed=len(second))
            form = form_of(SMALLEST, (first, second) if second else (first,))
            check_exact(filled(form, "xlsx", answers), asked, answers)


WORDS = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs"), include_characters="\n"))


@pytest.mark.parametrize("format", ["xlsx", "docx"])
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(WORDS | st.sampled_from(SAID), min_size=31, max_size=31), seed=st.integers())
def test_whatever_is_written_comes_back_as_it_was(format: str, texts: list[str], seed: int) -> None:
    chance, asked = Random(seed), checklists.checklist(SMALLEST)
    texts = ["" if re.fullmatch("‹[^‹›]*›", tidy(text)) else text for text in texts]
    answers: dict[str, Answer] = {
        ref: (chance.choice(list(Claim)), text, ())
        for ref, text in zip(asked.by_ref, texts, strict=True)
    }
    check_exact(filled(form_of(SMALLEST, ("es", "en")), format, answers), asked, answers)


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not here")
@pytest.mark.parametrize(
    ("format", "kinds"), [("xlsx", ("xlsx", "ods", "xls")), ("docx", ("docx", "odt"))]
)
@pytest.mark.parametrize("checklist_id", [SMALLEST, make.MANUFACTURER])
def test_saving_with_libreoffice_raises_no_doubt(
    tmp_path: Path, checklist_id: str, format: str, kinds: tuple[str, ...]
) -> None:
    answers = some_answers(checklist_id)
    form = form_of(checklist_id, ("pt", "fr"), company={"name": "Ñandú, S.A."})
    sent = tmp_path / f"form.{format}"
    sent.write_bytes(filled(form, format, answers))
    for kind in kinds:
        data = converted(sent, kind, tmp_path)
        shown = check_exact(data, checklists.checklist(checklist_id), answers)
        assert shown.company["name"] == "Ñandú, S.A."


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not here")
@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_a_print_of_a_form_is_read_as_well(tmp_path: Path, format: str) -> None:
    words = {ref: said for ref, said in some_answers(SMALLEST).items() if len(said[1]) < 100}
    sent = tmp_path / f"form.{format}"
    sent.write_bytes(filled(form_of(SMALLEST, ("es", "en")), format, words))
    data = converted(sent, "pdf", tmp_path)
    check_exact(data, checklists.checklist(SMALLEST), words)


def converted(sent: Path, kind: str, folder: Path) -> bytes:
    """Return the file as LibreOffice saves it in another format."""
    out = folder / f"to_{kind}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    line = [find_libreoffice(), profile, "--headless", "--convert-to", kind, "--outdir", out, sent]
    subprocess.run(line, check=True, capture_output=True, timeout=240)
    return (out / f"{sent.stem}.{kind}").read_bytes()


def test_an_empty_form_is_blank_throughout() -> None:
    asked = checklists.checklist(make.MANUFACTURER)
    for format in ("xlsx", "docx"):
        shown, rows = read_back(render(form_of(asked.id, ("es", "en")), format), asked)
        assert shown.counts.blank == len(rows) == len(asked.by_ref)
        assert shown.counts.accepted == shown.counts.to_check == shown.counts.unmatched == 0
        assert shown.company == {}


def test_what_is_left_unchosen_claims_nothing_and_is_told() -> None:
    asked = checklists.checklist(SMALLEST)
    ref = next(iter(asked.by_ref))
    answers: dict[str, Answer] = {ref: (Claim.NONE, "No aplica a nosotros", ())}
    shown = check_exact(filled(form_of(SMALLEST, ("es",)), "xlsx", answers), asked, answers)
    assert [notice.code for notice in shown.notices] == ["nothing-chosen"]


def test_company_data_is_taken_under_its_keys() -> None:
    known = {key: f"Valor {key}" for key, _name in COMPANY} | {"date": "2026-11-22"}
    asked = checklists.checklist(SMALLEST)
    for spoken in (("es", "en"), ("pt", "fr"), ("fr", "pt"), ("en",)):
        for format in ("xlsx", "docx"):
            data = render(form_of(SMALLEST, spoken, company=known), format)
            assert read_back(data, asked)[0].company == known


@pytest.mark.parametrize("lang", languages())
def test_each_label_of_company_data_names_its_key(lang: str) -> None:
    for key, name in COMPANY:
        assert company_key(translation(lang).gettext(name)) == key, language_name(lang)


# What else becomes of it


def test_a_form_of_another_edition_or_checklist_is_read_like_any_file() -> None:
    asked = checklists.checklist(make.MANUFACTURER)
    answers = some_answers(asked.id)
    data = filled(form_of(asked.id, ("es", "en")), "xlsx", answers)
    other = data_with(data, mark_of(asked, ("es", "en")), "aeo-saq-form/1/other/2030/es,en")
    shown, rows = read_back(other, asked)
    said = [ref for ref, (claim, _text, _papers) in answers.items() if claim is not Claim.NONE]
    right = [ref for ref in said if ref in rows and rows[ref].claim is answers[ref][0]]
    assert len(right) >= 0.99 * len(said)
    assert shown.counts.read == sum(
        getattr(shown.counts, status)
        for status in ("accepted", "to_check", "unmatched", "blank", "no_answer")
    )


def data_with(data: bytes, old: str, new: str) -> bytes:
    """Return a package in which one text is another."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return stream.getvalue()


def test_a_row_whose_question_was_rewritten_is_not_taken_for_granted() -> None:
    from openpyxl import load_workbook

    asked = checklists.checklist(SMALLEST)
    first, second = list(asked.by_ref)[:2]
    answers: dict[str, Answer] = {first: (Claim.YES, "Uno", ()), second: (Claim.NO, "Dos", ())}
    book = load_workbook(BytesIO(filled(form_of(SMALLEST, ("es",)), "xlsx", answers)))
    sheet = book.worksheets[1]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == second)
    row[2].value = "Una pregunta muy distinta sobre otra cosa"
    sheet.cell(sheet.max_row + 2, 3).value = "Una nota al final"
    sheet.cell(row[0].row, 8).value = None
    stream = BytesIO()
    book.save(stream)
    shown, rows = read_back(stream.getvalue(), asked)
    assert rows[first].text == "Uno"
    assert second not in rows
    left = [row.text for row in shown.rows if row.status in {"to_check", "unmatched"}]
    assert any("Dos" in text for text in left)
    assert any("Una nota al final" in text for text in left)


def test_writing_beside_the_fields_is_shown_and_doubted() -> None:
    from openpyxl import load_workbook

    asked = checklists.checklist(SMALLEST)
    ref = next(iter(asked.by_ref))
    answers: dict[str, Answer] = {ref: (Claim.YES, "Uno", ())}
    book = load_workbook(BytesIO(filled(form_of(SMALLEST, ("es",)), "xlsx", answers)))
    sheet = book.worksheets[1]
    at = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value == ref)
    sheet.cell(at, 8).value = "al margen"
    stream = BytesIO()
    book.save(stream)
    shown, _rows = read_back(stream.getvalue(), asked)
    (row,) = [row for row in shown.rows if row.status == "to_check"]
    assert (row.ref, row.text) == (ref, "Uno\nal margen")


def test_parts_come_back_as_parts() -> None:
    asked = checklists.checklist(SMALLEST)
    ref = list(asked.by_ref)[2]
    parts = tuple(
        PartGiven(part, f"¿Y la parte {part}?", Given(Claim.YES, f"Texto {part}", ()))
        for part in "ab"
    )
    for format in ("xlsx", "docx"):
        data = render(form_of(SMALLEST, ("es", "en"), parts={ref: parts}, prefilled=True), format)
        shown, _rows = read_back(data, asked)
        assert shown.counts.to_check == shown.counts.unmatched == 0
        found = [(row.part, row.claim, row.text) for row in shown.rows if row.ref == ref]
        assert found == [("a", Claim.YES, "Texto a"), ("b", Claim.YES, "Texto b")]


# The files


def opened(form: Form) -> Any:
    """Return the form as an open workbook."""
    from openpyxl import load_workbook

    return load_workbook(BytesIO(render(form, "xlsx")))


def test_only_the_fields_of_a_workbook_can_be_written_in() -> None:
    book = opened(form_of(make.MANUFACTURER, ("es", "en")))
    cover, sheet = book.worksheets
    assert cover.protection.sheet
    assert sheet.protection.sheet
    assert book.security.lockStructure
    free = {cell.column_letter for row in sheet for cell in row if not cell.protection.locked}
    assert free == {"D", "E", "F"}
    assert sum(not cell.protection.locked for row in sheet for cell in row) == 95 * 3
    assert sum(not cell.protection.locked for row in cover for cell in row) == len(COMPANY)
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"Sí / Yes,Parcialmente / Partly,No,No aplica / Not applicable"'
    assert sum(cells.size["rows"] for cells in offered.sqref.ranges) == 95


def test_a_workbook_is_ready_to_print_and_to_read() -> None:
    for checklist_id, paper in ((make.MANUFACTURER, "1"), (SMALLEST, "9")):
        book = opened(form_of(checklist_id, ("fr", "es")))
        for sheet in book.worksheets:
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
            assert str(sheet.page_setup.paperSize) == paper
        sheet = book.worksheets[1]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
        assert book.properties.language == "fr"
        assert checklists.checklist(checklist_id).title["fr"] in book.properties.title
        assert all(row[0].data_type == "s" for row in sheet.iter_rows(min_row=4))


def test_rows_are_as_tall_as_their_texts() -> None:
    long = "Una respuesta larga que ocupa muchas líneas de la celda. " * 20
    asked = checklists.checklist(SMALLEST)
    ref = next(iter(asked.by_ref))
    form = form_of(SMALLEST, ("es", "en"), answers={ref: Given(Claim.YES, long)}, prefilled=True)
    sheet = opened(form).worksheets[1]
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet}
    assert heights[ref] > 20 * 57 / 62 * 12  # letters that a line of this width takes
    xml = ZipFile(BytesIO(render(form, "xlsx"))).read("xl/worksheets/sheet2.xml").decode()
    number = next(row[0].row for row in sheet if row[0].value == ref)
    found = re.search(rf'<row r="{number}"[^>]*>', xml)
    assert found
    assert 'customHeight="1"' not in found[0]  # it grows as somebody writes


def test_an_answer_that_looks_like_a_formula_stays_text() -> None:
    ref = next(iter(checklists.checklist(SMALLEST).by_ref))
    text = '=HYPERLINK("http://example.org","x")'
    answers = {ref: Given(Claim.YES, text, ("=cmd|' /C calc'!A0",))}
    data = render(form_of(SMALLEST, ("es",), answers=answers, prefilled=True), "xlsx")
    xml = ZipFile(BytesIO(data)).read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in xml
    assert read_back(data, checklists.checklist(SMALLEST))[1][ref].text == text


def test_only_the_controls_of_a_document_can_be_written_in() -> None:
    import docx

    data = render(form_of(make.MANUFACTURER, ("es", "en")), "docx")
    word = docx.Document(BytesIO(data))
    guard = word.settings.element.find(f"{W}documentProtection")
    assert guard is not None
    assert (guard.get(f"{W}edit"), guard.get(f"{W}enforcement")) == ("forms", "1")
    assert word.settings.element.find(f"{W}updateFields") is None
    controls = list(word.element.body.iter(f"{W}sdt"))
    assert len(controls) == 95 * 3 + len(COMPANY)
    lists = [
        control for control in controls if next(control.iter(f"{W}dropDownList"), None) is not None
    ]
    assert len(lists) == 95
    ids = [control.find(f"{W}sdtPr/{W}id").get(f"{W}val") for control in controls]
    assert len(set(ids)) == len(ids)
    section = word.sections[0]
    assert section.page_width > section.page_height
    assert word.core_properties.language == "es"


def test_a_hint_is_never_an_answer() -> None:
    asked = checklists.checklist(SMALLEST)
    ref = next(iter(asked.by_ref))
    answers: dict[str, Answer] = {ref: (Claim.NONE, hint("Escriba aquí"), (hint("x"),))}
    _shown, rows = read_back(filled(form_of(SMALLEST, ("es",)), "xlsx", answers), asked)
    assert (rows[ref].status, rows[ref].text) == ("blank", "")


def test_what_cannot_be_made_is_said_before_anything_is_written(tmp_path: Path) -> None:
    asked = checklists.checklist(SMALLEST)
    profile = checklists.profile(asked.profile)
    out = tmp_path / "form.pdf"
    with pytest.raises(errors.UnknownFormat):
        write_blank(asked, profile, languages=("es",), format="pdf", out=out)
    for wrong in ((), ("es", "es"), ("es", "en", "pt")):
        with pytest.raises(errors.ReportLanguages):
            checked(wrong)
    with pytest.raises(errors.UnknownLanguage):
        checked(("tlh",))
    there = tmp_path / "no such folder" / "form.xlsx"
    with pytest.raises(errors.ExportNotWritable):
        write_blank(asked, profile, languages=("es",), format="xlsx", out=there)
    assert list(tmp_path.iterdir()) == []
