"""Forms of other companies: columns in other orders and words, boxes, paragraphs, more heads."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests import saq_samples as forms
from tests.saq_samples import Asked

FORMS = pytest.mark.parametrize(("language", "asked", "checklist_id"), forms.forms())
ASKED = forms.manufacturer()
TITLES = {"es": "Cuestionario de seguridad", "en": "Security questionnaire"}


def sections(language: str) -> dict[str, str]:
    """Return the headings a company writes over its sections."""
    from assessor import checklist as checklists

    known = checklists.checklist(forms.MANUFACTURER)
    return {section.ref: section.title[language] for section in known.sections}


@FORMS
@pytest.mark.parametrize("kind", forms.MAKERS)
@pytest.mark.parametrize(
    "columns",
    [
        forms.COLUMNS,
        ("text", "claim", "question", "evidence", "ref"),
        ("ref", "claim", "text", "question"),
        ("ref", "evidence", "claim", "text"),
        ("ref", "claim", "text"),
    ],
)
def test_columns_come_in_any_order(
    language: str, asked: tuple[Asked, ...], checklist_id: str, kind: str, columns: Sequence[str]
) -> None:
    shown = forms.read(forms.MAKERS[kind](forms.rows_of(asked, language, columns)), checklist_id)
    column = columns.index("text") + 1
    truth = dict(zip(forms.places(kind, column, len(asked)), asked, strict=True))
    assert forms.outcome(shown, truth) == {"right": len(asked)}


@FORMS
@pytest.mark.parametrize("kind", forms.MAKERS)
def test_a_table_may_have_no_head(
    language: str, asked: tuple[Asked, ...], checklist_id: str, kind: str
) -> None:
    rows = forms.rows_of(asked, language)[1:]
    shown = forms.read(forms.MAKERS[kind](rows), checklist_id)
    truth = dict(zip(forms.places(kind, 4, len(asked), first=1), asked, strict=True))
    assert forms.outcome(shown, truth) == {"right": len(asked)}


@pytest.mark.parametrize("kind", forms.MAKERS)
def test_a_long_table_may_have_no_head(kind: str) -> None:
    asked = [
        replace(one, text=f"{one.text} ({site})".strip())
        for site in ("Norte", "Sur", "Este")
        for one in forms.manufacturer()
    ]
    shown = forms.read(forms.MAKERS[kind](forms.rows_of(asked, "es")[1:]))
    by_place = {row.place: row for row in shown.rows}
    places = forms.places(kind, 4, len(asked), first=1)
    assert [(by_place[place].ref, by_place[place].text) for place in places] == [
        (one.ref, one.text) for one in asked
    ]
    assert shown.counts.accepted == len(asked) // 3
    assert shown.counts.to_check == len(asked) - len(asked) // 3


@pytest.mark.parametrize(
    "head",
    [
        {"ref": "Criterio No.", "question": "Descripción del criterio", "claim": "¿Cumple?",
         "text": "¿Cómo se cumple?", "evidence": "Soporte documental"},
        {"ref": "#", "question": "Requisito OEA", "claim": "Nivel de cumplimiento",
         "text": "Explicación", "evidence": "Anexos"},
        {"ref": "Item", "question": "Minimum Security Criteria", "claim": "Yes / No / N.A.",
         "text": "Implementation details", "evidence": "Supporting documentation"},
        {"ref": "Nº", "question": "Pergunta", "claim": "Situação", "text": "Observações",
         "evidence": "Evidências"},
        {"ref": "Réf", "question": "Exigence", "claim": "Conformité", "text": "Commentaires",
         "evidence": "Preuves"},
        {"ref": "ID / No.", "question": "Criterio / Criteria", "claim": "Cumple / Complies",
         "text": "Respuesta / Response", "evidence": "Evidencia / Evidence"},
        {"ref": "CTPAT ID", "question": "Texto", "claim": "Autoevaluación", "text": "Descripción",
         "evidence": "Documentos"},
    ],
)  # fmt: skip
def test_heads_come_in_many_words(head: dict[str, str]) -> None:
    asked = forms.manufacturer()
    rows = forms.rows_of(asked, "es", head=head)
    truth = dict(zip(forms.places("xlsx", 4, len(asked)), asked, strict=True))
    assert forms.outcome(forms.read(forms.as_xlsx(rows)), truth) == {"right": len(asked)}


def ticked(one: Asked, mark: str) -> list[str]:
    """Return the cells under yes, no and not applicable."""
    return [mark if one.claim == claim else "" for claim in ("yes", "no", "na")]


@FORMS
@pytest.mark.parametrize("mark", ["x", "☒", "[x]"])
def test_a_suppliers_questionnaire_with_boxes_sections_and_repeated_heads(
    language: str, asked: tuple[Asked, ...], checklist_id: str, mark: str
) -> None:
    names = {"es": ["N°", "Pregunta", "SI", "NO", "N/A", "Observaciones", "Documentos"],
             "en": ["#", "Question", "YES", "NO", "N/A", "Comments", "Documents"]}  # fmt: skip
    labels = {"es": ["Nombre del proveedor", "Correo electrónico"], "en": ["Supplier", "E-mail"]}
    asked = tuple(
        replace(one, claim=one.claim if one.claim != "partly" else opening.claim)
        for one, opening in zip(asked, forms.said_by_opening(asked), strict=True)
    )
    rows: list[list[str]] = [[TITLES[language]], [labels[language][0], "Plásticos Ñandú S.A."]]
    rows += [[labels[language][1], "", "ana@nandu.example"], [], ["Mark / marque: X"], []]
    truth, section = {}, ""
    for number, one in enumerate(asked):
        if one.section != section:
            section = one.section
            rows += [[f"{section}. {sections(language)[section]}".upper()], names[language]]
        rows.append([one.ref, one.question, *ticked(one, mark), one.text, one.evidence])
        truth[f"Cuestionario!F{len(rows)}"] = one
        if number % 17 == 0:
            rows.append([])
    rows += [[], ["Nombre y firma" if language == "es" else "Signature", "", "Ana Peña"]]
    shown = forms.read(forms.as_xlsx(rows), checklist_id)
    assert forms.outcome(shown, truth) == {"right": len(asked)}
    assert shown.company == {"name": "Plásticos Ñandú S.A.", "email": "ana@nandu.example"}
    assert [row.kind for row in shown.rows].count("header") == 12


@FORMS
def test_a_head_of_two_rows_is_one_head(
    language: str, asked: tuple[Asked, ...], checklist_id: str
) -> None:
    asked = tuple(one for one in asked if one.claim != "partly")
    rows = [["Requirement", "", "Company response", "", "", "", "Support"]]
    rows += [["No.", "Text", "Yes", "No", "N/A", "Explanation", ""]]
    for one in asked:
        rows.append([one.ref, one.question, *ticked(one, "✓"), one.text, one.evidence])
    truth = dict(zip(forms.places("xlsx", 6, len(asked), first=3), asked, strict=True))
    assert forms.outcome(forms.read(forms.as_xlsx(rows), checklist_id), truth) == {
        "right": len(asked)
    }


def test_judgements_may_be_columns_to_tick() -> None:
    asked = [one for one in forms.manufacturer() if one.claim in {"yes", "no", "na"}]
    rows = [["No", "Criterio", "Cumple", "No cumple", "N/A", "Observaciones"]]
    rows += [[one.ref, one.question, *ticked(one, "X"), one.text] for one in asked]
    truth = dict(zip(forms.places("docx", 6, len(asked)), asked, strict=True))
    assert forms.outcome(forms.read(forms.as_docx(rows)), truth) == {"right": len(asked)}


@FORMS
@pytest.mark.parametrize("boxed", [True, False])
def test_tables_by_section_name_their_columns_only_once(
    language: str, asked: tuple[Asked, ...], checklist_id: str, boxed: bool
) -> None:
    from docx import Document

    document, truth = Document(), {}
    document.add_heading(TITLES[language], 0)
    if boxed:
        asked = tuple(one for one in asked if one.claim != "partly")
    for number, section in enumerate(dict.fromkeys(one.section for one in asked), 1):
        document.add_paragraph(f"{section}. {sections(language)[section]}").runs[0].bold = True
        rows = [["No.", "Question", "Answer", "Comments"]] if number == 1 else []
        for one in (one for one in asked if one.section == section):
            state = boxes(one, language) if boxed else forms.STATES[language][one.claim]
            rows.append([one.ref, one.question, state, one.text])
            truth[f"table {number}, row {len(rows)}"] = one
        forms.add_table(document, rows)
    shown = forms.read(forms.saved(document), checklist_id)
    assert forms.outcome(shown, truth) == {"right": len(asked)}


def boxes(one: Asked, language: str) -> str:
    """Return a line of boxes with the one ticked that the company means."""
    marks = ["☒" if one.claim == claim else "☐" for claim in ("yes", "no", "na")]
    words = {"es": ("Sí", "No", "N/A"), "en": ("Yes", "No", "N/A")}[language]
    return "   ".join(f"{mark} {word}" for mark, word in zip(marks, words, strict=True))


def document_of(
    asked: Sequence[Asked], language: str, shape: str
) -> tuple[bytes, dict[str, Asked]]:
    """Return a document of questions and answers under one another, and where answers stand."""
    from docx import Document

    document, truth, section = Document(), {}, ""
    document.add_paragraph(TITLES[language])
    for one in asked:
        if one.section != section:
            section = one.section
            document.add_heading(f"{section}. {sections(language)[section]}", 1)
        number = 1 + len(document.tables)
        if shape == "boxes below":
            forms.add_table(document, [[f"{one.ref} {one.question}"], [one.text]])
            truth[f"table {number}, row 2"] = one
        elif shape == "boxes beside":
            forms.add_table(document, [[f"{one.ref} {one.question}", one.text]])
            truth[f"table {number}, row 1"] = one
        elif shape == "number beside":
            table = forms.add_table(document, [[one.ref, one.question], ["", ""]])
            table.cell(1, 0).merge(table.cell(1, 1)).text = one.text
            truth[f"table {number}, row 2"] = one
        else:
            _paragraphs(document, one, shape, truth)
        document.add_paragraph("")
    return forms.saved(document), truth


def _paragraphs(document: Any, one: Asked, shape: str, truth: dict[str, Asked]) -> None:
    document.add_paragraph().add_run(f"{one.ref} {one.question}").bold = shape == "bold"
    if shape == "marked":
        document.add_paragraph("Respuesta:")
    if not one.text:
        truth[f"paragraph {len(document.paragraphs)}"] = one
        return
    for index, line in enumerate(one.text.split("\n")):
        document.add_paragraph(line)
        if index == 0:
            truth[f"paragraph {len(document.paragraphs)}"] = one


@FORMS
@pytest.mark.parametrize(
    "shape", ["boxes below", "boxes beside", "number beside", "plain", "bold", "marked"]
)
def test_questions_and_answers_may_follow_one_another(
    language: str, asked: tuple[Asked, ...], checklist_id: str, shape: str
) -> None:
    said = forms.said_by_opening(asked)
    data, truth = document_of(said, language, shape)
    assert forms.outcome(forms.read(data, checklist_id), truth) == {"right": len(asked)}


def test_a_sheet_may_answer_in_the_row_below() -> None:
    known = {one.ref: one.question for one in forms.manufacturer()}
    rows = [["7.1", known["7.1"]], ["Respuesta:", "Jaula 2"], ["7.2", known["7.2"]]]
    rows += [["Respuesta:", ""], ["7.4", known["7.4"]], ["Respuesta:", "Sí, supervisor"]]
    found = forms.answers(forms.read(forms.as_xlsx(rows)))
    assert [(row.place, row.ref, row.claim.value, row.text, row.status) for row in found] == [
        ("Cuestionario!B2", "7.1", "none", "Jaula 2", "accepted"),
        ("Cuestionario!A4", "7.2", "none", "", "blank"),
        ("Cuestionario!B6", "7.4", "yes", "Sí, supervisor", "accepted"),
    ]


@pytest.mark.parametrize("kind", forms.MAKERS)
def test_sub_items_belong_to_the_question_above_them(kind: str) -> None:
    rows = [["No.", "Question", "Yes", "No", "Remarks"]]
    rows += [["5.3", "Are conveyances inspected before loading:", "", "", ""]]
    rows += [["(a)", "containers, seven points?", "X", "", "Form F-1"]]
    rows += [["(b)", "visible pests?", "", "X", "Not yet"]]
    rows += [["6.1", "Are there written high security seal procedures?", "X", "", "SOP-14"]]
    found = forms.answers(forms.read(forms.MAKERS[kind](rows), forms.IMPORTER))
    assert [(row.ref, row.part, row.claim.value, row.text, row.status) for row in found] == [
        ("5.3", "a", "yes", "Form F-1", "accepted"),
        ("5.3", "b", "no", "Not yet", "accepted"),
        ("6.1", "", "yes", "SOP-14", "accepted"),
    ]


def test_letters_without_a_question_above_them_are_no_sub_items() -> None:
    asked = forms.importer()[30:42]
    rows = [["", "Question", "Yes", "No", "Remarks"]]
    rows += [[f"({'abcdefghijkl'[n]})", one.question, "X", "", "r"] for n, one in enumerate(asked)]
    found = forms.answers(forms.read(forms.as_docx(rows), forms.IMPORTER))
    assert {row.part for row in found} == {""}
    assert all(
        row.status == "to_check" or row.ref == one.ref
        for row, one in zip(found, asked, strict=True)
    )


def test_remarks_between_and_below_the_rows_are_never_dropped() -> None:
    rows = forms.rows_of(forms.manufacturer()[:4], "es")
    rows.insert(3, ["Nota: la planta 2 abre en marzo de 2026", "", "", "", ""])
    rows.insert(5, ["", "", "", "y sigue aquí", ""])
    rows.append(["Comentarios generales", "Estamos en mudanza hasta junio", "", "", ""])
    found = {row.text: row for row in forms.read(forms.as_xlsx(rows)).rows}
    assert found["Nota: la planta 2 abre en marzo de 2026"].status == "unmatched"
    assert found["y sigue aquí"].status == "to_check"
    assert found["y sigue aquí"].candidates == ("1.3",)
    assert found["Comentarios generales Estamos en mudanza hasta junio"].status == "unmatched"


def test_short_rows_below_a_head_are_not_taken_for_another_head() -> None:
    head = ["Criterio", "Cumplimiento", "Observaciones", "Evidencia"]
    rows = [head, ["Control de plagas", "Cumple", "Observaciones menores", "Evidencia de campo"]]
    shown = forms.read(forms.as_xlsx(rows))
    assert [row.text for row in forms.answers(shown)] == ["Observaciones menores"]


def test_columns_that_are_no_answer_are_named() -> None:
    rows = forms.rows_of(forms.manufacturer(), "es")
    rows = [[*row, "Responsable" if row[0] == "ID" else "Tráfico"] for row in rows]
    shown = forms.read(forms.as_xlsx(rows))
    (notice,) = [notice for notice in shown.notices if notice.code == "columns"]
    assert notice.values == {"names": "Responsable"}


def test_a_yes_no_form_that_leaves_partly_unmarked_says_so() -> None:
    head = ["No.", "Question", "Yes", "No", "Remarks"]
    one = forms.importer()[2]
    rows = [head, [one.ref, one.question, "☐", "☐", "An annual review, but no written plan."]]
    alone = forms.read(forms.as_docx(rows), forms.IMPORTER)
    assert forms.answers(alone)[0].claim == "none"
    order = "Mark Yes or No. Items partly in place are left unmarked and explained in Remarks."
    told = forms.read(forms.as_csv([[order], *rows]), forms.IMPORTER)
    assert forms.answers(told)[0].claim == "partly"


def test_a_portal_export_with_lines_above_its_head_and_a_total_below() -> None:
    asked = forms.importer()
    rows = [["Exported self-assessment"], ["Company", "Acme Home Goods"], ["EIN", "12-3456789"], []]
    table = forms.rows_of(asked, "en", head={"ref": "Item", "evidence": "Attachments"})
    data = forms.as_csv([*rows, *table, [], ["Total", "92"]], delimiter=",", encoding="utf-8-sig")
    shown = forms.read(data, forms.IMPORTER)
    truth = dict(zip(forms.places("csv", 4, len(asked), first=6), asked, strict=True))
    assert forms.outcome(shown, truth) == {"right": len(asked)}
    assert shown.company == {"name": "Acme Home Goods", "tax_id": "12-3456789"}
    assert shown.rows[-1].kind == "footer"


def test_a_stray_delimiter_does_not_take_the_answers_column_away() -> None:
    """The head of the answers says nothing known, and one row has a cell beyond the head."""
    rows = [["No.", "Criterio", "Respuesta", "Lo que pasa aquí", "Evidencia"]]
    rows += [[one.ref, one.question, "Sí", f"Relato {one.ref}", ""] for one in ASKED]
    rows[4][3:] = ["Se tiene el certificado anterior", " el nuevo está en trámite", "Anexo 1"]
    shown = forms.read(forms.as_csv(rows))
    texts = {row.ref: row.text for row in forms.answers(shown)}
    whole = "Se tiene el certificado anterior; el nuevo está en trámite; Anexo 1"
    assert texts == {
        one.ref: whole if at == 3 else f"Relato {one.ref}" for at, one in enumerate(ASKED)
    }
    doubtful = next(row for row in shown.rows if row.ref == ASKED[3].ref)
    assert (doubtful.status, "more cells than the head" in doubtful.flags) == ("to_check", True)
