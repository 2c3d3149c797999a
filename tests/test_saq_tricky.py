"""Traps that are made at test time: controls, binary files, odd numbers, answers that disagree."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import errors
from assessor.saq.libreoffice import find_libreoffice
from assessor.saq.types import LedgerRow
from tests import saq_binary
from tests import saq_samples as forms
from tests import saq_truths as truths
from tests.saq_running import MAKERS

DOCS = Path(__file__).parent.parent / "docs"
LIST = checklists.checklist(forms.MANUFACTURER)
HEAD = ["ID", "Criterio", "Respuesta", "Descripción"]
TICKS = ["ID", "Criterio", "SI", "NO", "N/A", "Comentarios"]
REFS = tuple(LIST.by_ref)


def asked(ref: str) -> str:
    """Return what a requirement demands, in Spanish."""
    return LIST.requirement(ref).points[0].text["es"]


def read(rows: Sequence[Sequence[object]]) -> list[LedgerRow]:
    """Return the answers of a workbook of these rows."""
    return forms.answers(forms.read(forms.as_xlsx(rows)))


def row(ref: str, claim: str = "Sí", text: str = "x", shown: object = None) -> list[object]:
    """Return a row of a form, its number shown in another way if `shown` says so."""
    return [ref if shown is None else shown, asked(ref), claim, text]


# Files


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not here")
def test_a_binary_workbook_is_read_through_libreoffice() -> None:
    shown = forms.read(saq_binary.as_xlsb([HEAD, *map(row, ("7.1", "7.2"))]))  # type: ignore[list-item]
    assert [(one.place, one.ref, one.text) for one in forms.answers(shown)] == [
        ("Cuestionario!D2", "7.1", "x"), ("Cuestionario!D3", "7.2", "x"),
    ]  # fmt: skip
    assert "converted" in {notice.code for notice in shown.notices}


def test_without_libreoffice_a_binary_workbook_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    if find_libreoffice():
        pytest.skip("LibreOffice stands where it is found without a path")
    with pytest.raises(errors.SaqNeedsSpreadsheet, match="binary workbook") as raised:
        forms.read(saq_binary.as_xlsb([["ID", "Criterio"], ["7.1", "otra vez"]]))
    assert "XLSX" in raised.value.hint


def test_boxes_drawn_on_a_sheet_tick_the_cells_below_them() -> None:
    rows = [TICKS, *([ref, asked(ref), "", "", "", "x"] for ref in ("7.1", "7.2", "7.4"))]
    boxes = [(2, 3, True, "", ""), (2, 4, False, "", ""), (3, 3, False, "Sí", ""),
             (3, 4, True, "No", "$H$3"), (4, 5, True, "N/A", "")]  # fmt: skip
    shown = forms.read(saq_binary.with_controls(forms.as_xlsx(rows), boxes))
    assert [one.claim.value for one in forms.answers(shown)] == ["yes", "no", "na"]


# Numbers


@pytest.mark.parametrize(
    "shape",
    ["MSC {}", "Requisito {}.", "Req. {}", "N° {}", "№ {}", "§ {}", "[{}]", "{})", "{}*", "{} (M)",
     "{} Must", "CTPAT-FM-{}", "\u200e{}\u200f", "{}\u00a0"],
)  # fmt: skip
def test_numbers_are_typed_with_all_kinds_of_signs(shape: str) -> None:
    found = read([HEAD, *(row(ref, shown=shape.format(ref)) for ref in ("7.1", "4.10", "5.3"))])
    assert [(one.ref, one.part, one.status) for one in found] == [
        (ref, "", "accepted") for ref in ("7.1", "4.10", "5.3")
    ]


@pytest.mark.parametrize("stop", ["–", "—", "·", "。", "．", "‐", "_"])
def test_another_sign_for_the_stop_needs_words_that_agree(stop: str) -> None:
    found = read([HEAD, *(row(ref, shown=ref.replace(".", stop)) for ref in ("7.1", "4.10"))])
    assert [(one.ref, one.status) for one in found] == [("7.1", "accepted"), ("4.10", "accepted")]
    bare = read([["ID", "Respuesta", "Nota"], *([f"7{stop}{n}", "Sí", "x"] for n in (1, 2, 4))])
    assert {one.status for one in bare} <= {"to_check", "unmatched"} or stop == "．"


def test_full_width_digits_are_digits() -> None:
    assert [one.ref for one in read([HEAD, row("7.1", shown="７．１")])] == ["7.1"]


def test_a_row_of_another_form_among_the_right_ones_is_to_check() -> None:
    rows = [row(ref) for ref in REFS if ref != "7.2"]
    rows.append(["7.2", "Composición accionaria de la sociedad y beneficiarios", "Sí", "Socios"])
    (found,) = [one for one in read([HEAD, *rows]) if one.text == "Socios"]
    assert (found.status, found.candidates) == ("to_check", ("7.2",))


def test_two_editions_in_one_file_are_never_silently_mixed() -> None:
    form = truths.form_of("eu-aeo-saq", "en", demands=True)
    moved = {"6": "5", "5": "4", "4": "6"}
    rows = [["No.", "Question", "Answer"]]
    for index, one in enumerate(form.asked):
        section, _, rest = one.ref.partition(".")
        number = one.ref if index % 2 else f"{moved.get(section, section)}.{rest}"
        rows.append([number, one.question, one.text])
    found = truths.scored(forms.read(forms.as_xlsx(rows), form.checklist), form.asked, stated=False)
    assert found["wrong"] == found["lost"] == found["gone"] == 0
    assert found["first"] == found["to check"] > 0


def test_an_answer_that_begins_with_a_number_is_no_question() -> None:
    from docx import Document

    document = Document()
    for ref, text in (("1.1", "5.1 Procedimiento de patios, versión 3"), ("1.2", "2. Inspección"),
                      ("1.3", "Sí, según 7.2")):  # fmt: skip
        document.add_paragraph(f"{ref} {asked(ref)}")
        document.add_paragraph(text)
    found = forms.answers(forms.read(forms.saved(document)))
    assert [(one.candidates or (one.ref,))[0] for one in found] == ["1.1", "1.2", "1.3"]
    assert [one.text[:2] for one in found] == ["5.", "2.", "Sí"]
    assert found[0].status == "to_check"


# Claims


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Sí", "Actualmente no contamos con un comité."),
        ("Sí", "La planta no cuenta con este procedimiento"),
        ("Sí", "El procedimiento no existe todavía por escrito"),
        ("Yes", "We don't currently have a procedure"),
        ("Yes", "There is no written policy yet"),
        ("Yes", "None"),
        ("Sim", "Não possuímos procedimento"),
        ("Sim", "Ainda não foi implantado"),
        ("Oui", "Nous n'avons pas encore de procédure"),
        ("Oui", "Ce n'est pas en place à l'usine 2"),
        ("No", "Sí contamos con el procedimiento PR-01"),
        ("N/A", "Yes, we do this every month"),
    ],
)
def test_an_answer_that_contradicts_its_tick_is_flagged(said: str, text: str) -> None:
    (found,) = read([HEAD, row("7.1", said, text)])
    assert "claim and text disagree" in found.flags


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Sí", "No se permite el acceso sin gafete."),
        ("Yes", "No vehicle leaves without a seal."),
        ("Sim", "Nenhum veículo sai sem lacre."),
        ("Oui", "Aucun véhicule ne sort sans scellé."),
        ("Sí", "Ver anexo 3"),
        ("Sí", "El proveedor no tiene acceso al sistema."),
    ],
)
def test_an_answer_that_forbids_something_contradicts_nothing(said: str, text: str) -> None:
    (found,) = read([HEAD, row("7.1", said, text)])
    assert "claim and text disagree" not in found.flags
    assert found.status == "accepted"


@pytest.mark.parametrize(
    "text", ["Ver anexo 3", "see Annex B", "voir annexe 5", "See procedures folder, tab 7",
             "same as 6.2.1", "adjunto"],
)  # fmt: skip
def test_a_pointer_to_papers_is_an_answer(text: str) -> None:
    (found,) = read([HEAD, row("7.1", "", text)])
    assert (found.status, found.text) == ("accepted", text)


def test_two_ticks_words_beside_a_tick_and_crosses() -> None:
    cells = [("X", "X", ""), ("X (solo planta 1)", "", ""), ("✓", "✗", ""), ("", "-", ""),
             ("No", "No", "")]  # fmt: skip
    refs = ("7.1", "7.2", "7.4", "7.5", "7.6")
    rows = [[ref, asked(ref), *ticks, "x"] for ref, ticks in zip(refs, cells, strict=True)]
    found = read([TICKS, *rows])
    assert [one.claim.value for one in found] == ["none", "yes", "yes", "none", "none"]
    assert "two boxes ticked" in found[0].flags
    assert found[1].text == "X (solo planta 1)\nx"


def test_columns_that_state_different_things_are_to_check() -> None:
    head = ["ID", "Criterio", "Respuesta Norte", "Comentario Norte", "Respuesta Sur"]
    rows = [[ref, asked(ref), "Sí", "lo hace", "No" if ref == "7.1" else "Sí"] for ref in REFS]
    found = {one.ref: one for one in read([head, *rows])}
    assert (found["7.1"].status, found["7.1"].claim.value) == ("to_check", "none")
    assert (found["7.2"].status, found["7.2"].claim.value) == ("accepted", "yes")


# Places


def test_sub_items_in_one_cell_keep_all_their_words() -> None:
    rows = [row("7.1", "Sí", "a) Sí, jaula.\nb) Sí, sello.\nc) Cada año.")]
    rows[0][1] = f"{rows[0][1]}\na) ¿jaula?\nb) ¿sello?\nc) ¿cada cuánto?"
    (found,) = read([HEAD, *rows])
    assert (found.ref, found.text) == ("7.1", "a) Sí, jaula.\nb) Sí, sello.\nc) Cada año.")


def test_an_answer_in_a_comment_is_shown_for_itself() -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    page = book.active
    page.append(HEAD)
    page.append(["7.1", asked("7.1"), "", ""])
    page["D2"].comment = Comment("Se hace solo de día", "Ana")
    shown = forms.read(forms.saved(book))
    (note,) = [one for one in shown.rows if one.kind == "comment"]
    assert (note.status, "Se hace solo de día" in note.text) == ("unmatched", True)


def test_the_sections_of_two_sites_in_one_file_are_both_shown() -> None:
    half = [row(ref, text="Norte") for ref in REFS[:12]]
    other = [row(ref, text="Sur") for ref in REFS[:12]]
    found = read([HEAD, *half, ["Planta Sur"], HEAD, *other])
    sure = [one.text for one in found if one.status == "accepted"]
    doubtful = [one for one in found if one.status == "to_check"]
    assert sure == ["Norte"] * 12
    assert [one.text for one in doubtful] == ["Sur"] * 12
    assert [one.candidates[0] for one in doubtful] == list(REFS[:12])


def test_an_english_question_may_have_a_spanish_answer() -> None:
    english = [[ref, LIST.requirement(ref).points[0].text["en"], "Sí", "Se revisa cada mes"]
               for ref in REFS[:10]]  # fmt: skip
    found = read([["ID", "Requirement", "Status", "Response"], *english])
    assert [(one.ref, one.claim.value) for one in found] == [(ref, "yes") for ref in REFS[:10]]


def test_questions_and_answers_on_sheets_of_their_own_find_one_another() -> None:
    from openpyxl import Workbook

    book = Workbook()
    asking, answering = book.active, book.create_sheet("Respuestas")
    asking.append(["ID", "Pregunta"])
    answering.append(["ID", "Estado", "Respuesta"])
    for ref in REFS[:10]:
        asking.append([ref, asked(ref)])
        answering.append([ref, "Sí", f"Respuesta a {ref}"])
    found = [
        one for one in forms.read(forms.saved(book)).rows if one.text.startswith("Respuesta a")
    ]
    assert [(one.candidates or (one.ref,))[0] for one in found] == list(REFS[:10])


def test_a_table_of_risks_answers_nothing_for_sure() -> None:
    rows = [["Indicator", "Risk description", "Possible solutions", "References"],
            ["Accounting", "Inadequate accounting could cause errors", "Audit trail", "3.1"],
            ["Premises", "Unauthorised access to the warehouse", "Fences and locks", "6.2"],
            ["Seals", "Seal tampering in transit", "High security seals", "6.3"]]  # fmt: skip
    shown = forms.read(forms.as_docx(rows), "eu-aeo-saq")
    assert not [one for one in shown.rows if one.status in truths.SURE]
    assert len(shown.rows) == len(rows)


def test_uncertain_is_no_claim() -> None:
    rows = [["#", "Question", "Y/N/U", "Comments"]]
    rows += [[ref, asked(ref), letter, "x"] for ref, letter in zip(REFS, "YNUYNU", strict=False)]
    assert [one.claim.value for one in read(rows)] == ["yes", "no", "none"] * 2


def test_the_page_about_traps_names_tests_and_samples_that_exist() -> None:
    page = (DOCS / "import_traps.md").read_text(encoding="utf-8")
    written = "\n".join(path.read_text(encoding="utf-8") for path in DOCS.parent.glob("tests/*.py"))
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 60
    assert not {name for name in named if f"def {name}(" not in written}
    samples = set(re.findall(r"`([\w/]+\.(?:xlsx|xls|ods|docx|doc|odt|csv|pdf|html|txt))`", page))
    assert not {name for name in samples if not (forms.SAMPLES / name).exists()}
    made = set(re.findall(r"`saq_(?:programmes|running)\.(\w+)`", page))
    assert not made - {maker.__name__ for maker in MAKERS}
