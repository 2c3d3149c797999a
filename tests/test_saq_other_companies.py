"""Forms as other companies hand them in: what they mean is read, what they leave open is shown."""

from collections.abc import Sequence
from typing import Any

import pytest

from assessor.saq.asides import is_review
from assessor.saq.claims import claim_of_opening, claim_of_status, claim_word, marked_label
from assessor.saq.types import LedgerRow
from assessor.terms import Claim
from tests import saq_samples as forms

ASKED = forms.manufacturer()[:24]
CLAIMS = ("yes", "no", "partly", "na")


def said(at: int) -> str:
    return CLAIMS[at % len(CLAIMS)]


def read(rows: Sequence[Sequence[object]]) -> list[LedgerRow]:
    return forms.answers(forms.read(forms.as_xlsx(rows)))


def found(rows: Sequence[Sequence[object]]) -> list[tuple[str | None, str, str]]:
    shown = [row for row in read(rows) if row.ref]
    return [(row.ref, row.claim.value, row.status) for row in shown]


def right() -> list[tuple[str | None, str, str]]:
    return [(one.ref, said(at), "accepted") for at, one in enumerate(ASKED)]


def crosses(at: int) -> list[str]:
    return ["X" if said(at) == claim else "" for claim in CLAIMS]


@pytest.mark.parametrize(
    "names",
    [
        ("Cumple", "No cumple", "Parcial", "N/A"),
        ("Conforme", "No conforme", "Parcial", "N/A"),
        ("C", "NC", "P", "NA"),
        ("Sí", "No", "Parcial", "N/A"),
    ],
)
def test_boxes_to_tick_are_named_in_a_second_row(names: tuple[str, ...]) -> None:
    rows: list[list[str]] = [["Ref", "Criterio", "Estado", "", "", "", "Comentario"]]
    rows.append(["", "", *names, ""])
    rows += [[one.ref, one.question, *crosses(at), f"Ver PR-{at}"] for at, one in enumerate(ASKED)]
    assert found(rows) == right()


def test_words_in_a_column_of_boxes_tick_it() -> None:
    rows: list[list[str]] = [
        ["Ref", "Criterio", "Sí (describa)", "No (explique)", "Parcial (explique)",
         "N/A (justifique)"]
    ]  # fmt: skip
    for at, one in enumerate(ASKED):
        words = [f"Descrito en PR-{at}" if cross else "" for cross in crosses(at)]
        rows.append([one.ref, one.question, *words])
    assert found(rows) == right()
    assert all(row.text.startswith("Descrito en PR-") for row in read(rows))


@pytest.mark.parametrize(
    "head", ["Dictamen", "Verificado", "Resultado de la visita", "Consultor", "Uso del validador"]
)
def test_what_others_found_is_no_claim_of_the_company(head: str) -> None:
    words = {"yes": "Sí", "no": "No", "partly": "Parcial", "na": "N/A"}
    rows: list[list[str]] = [["Ref", "Criterio", "Respuesta", "Comentario", head]]
    for at, one in enumerate(ASKED):
        blank = at % 3 == 0
        state = "" if blank else words[said(at)]
        rows.append([one.ref, one.question, state, "" if blank else "Ver PR", "Sí"])
    shown = {row.ref: row for row in read(rows) if row.ref}
    for at, one in enumerate(ASKED):
        if at % 3 == 0:
            assert shown[one.ref].claim is Claim.NONE, "the validator's yes is not the company's"
            assert shown[one.ref].status == "blank"
        elif shown[one.ref].status == "accepted":
            assert shown[one.ref].claim.value == said(at)


def test_who_checks_a_form_may_be_the_company_itself() -> None:
    assert is_review("Verificado")
    rows = [["Ref", "Criterio", "Verificado", "Comentario"]]
    rows += [[one.ref, one.question, "Sí", "Ver PR"] for one in ASKED]
    assert {(row.claim.value, row.status) for row in read(rows)} == {("yes", "accepted")}


def test_a_point_of_verification_asks() -> None:
    rows = [["Ref", "Punto de verificación", "Cumple", "Comentario", "Valor"]]
    rows += [["", one.question, "Sí", "Ver PR", "3"] for one in ASKED]
    shown = [row for row in read(rows) if row.ref]
    assert [(row.ref, row.claim.value, row.text) for row in shown] == [
        (one.ref, "yes", "Ver PR") for one in ASKED
    ], "and a score is no word of the company's"


def test_values_of_named_fields_answer() -> None:
    rows = [["Ref", "Question", "Field", "Value"]]
    for one in ASKED:
        rows += [[one.ref, one.question, "status", "Yes"]]
    assert {(row.claim.value, row.status) for row in read(rows)} == {("yes", "accepted")}


@pytest.mark.parametrize("two_rows", [True, False])
def test_two_sites_that_answer_differently_are_shown(two_rows: bool) -> None:
    if two_rows:
        rows = [["Ref", "Pregunta", "Planta Norte", "", "Planta Sur", ""],
                ["", "", "Respuesta", "Comentario", "Respuesta", "Comentario"]]  # fmt: skip
    else:
        rows = [["Ref", "Pregunta", "Planta Norte: respuesta", "Planta Norte: comentario",
                 "Planta Sur: respuesta", "Planta Sur: comentario"]]  # fmt: skip
    for at, one in enumerate(ASKED):
        rows.append([one.ref, one.question, "Sí", f"Norte {at}", "No" if at % 2 else "Sí",
                     f"Sur {at}"])  # fmt: skip
    for at, row in enumerate(row for row in read(rows) if row.ref):
        assert row.status == ("to_check" if at % 2 else "accepted")
        assert (row.claim.value, f"Norte {at}" in row.text, f"Sur {at}" in row.text) == (
            "none" if at % 2 else "yes", True, True,
        )  # fmt: skip


def test_an_answer_may_stand_below_its_question_in_the_same_cell() -> None:
    words = {"yes": "Sí", "no": "No", "partly": "Parcialmente", "na": "No aplica"}
    rows = [["Preguntas y respuestas"]]
    rows += [
        [f"{one.ref} {one.question}\n{words[said(at)]}. Ver PR-{at}."]
        for at, one in enumerate(ASKED)
    ]
    assert found(rows) == right()


@pytest.mark.parametrize(
    "choice",
    ["Sí\nNo", "Sí / No", "Sí  No", "( ) Sí ( ) No", "☐ Sí  ☐ No  ☐ N/A", "Sí____ No____",
     "Sí / No / N/A (marque una)", "Yes or No"],
)  # fmt: skip
def test_choices_below_a_question_are_no_answer(choice: str) -> None:
    rows = [["Preguntas"]]
    rows += [[f"{one.ref} {one.question}\n{choice}"] for one in ASKED]
    assert {row.claim for row in read(rows)} == {Claim.NONE}


def test_a_row_that_answers_two_requirements_is_shown() -> None:
    rows = [["Ref", "Cumple", "Comentario"], ["2.1/2.2", "Sí", "Ver PR-1"], ["2.3", "Sí", "PR-2"]]
    combined, plain = read([*rows, *[[one.ref, "Sí", "PR"] for one in ASKED[8:16]]])[:2]
    assert (combined.status, plain.status) == ("to_check", "accepted")
    assert {"2.1", "2.2"} <= set(combined.candidates)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("SI:    NO: X", Claim.NO),
        ("SÍ: X   NO:", Claim.YES),
        ("X Sí   No", Claim.YES),
        ("Sí  No  X", Claim.NO),
        ("Sí   X No", Claim.NONE),
        ("X Sí  X No", Claim.NONE),
        ("Sí No", Claim.NONE),
        ("Sí, parcialmente", Claim.PARTLY),
    ],
)
def test_an_x_belongs_to_one_of_several_labels(text: str, claim: Claim) -> None:
    assert claim_of_status(text) is claim


def test_a_sentence_is_no_line_of_labels() -> None:
    assert marked_label("Sí, en el muelle X") is None
    assert marked_label("X") is None
    assert marked_label("X" * 80) is None


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("No. 12 del procedimiento TI-04", Claim.NONE),
        ("NO. DE DOCUMENTO PR-SEG-005", Claim.NONE),
        ("NA-05 Auditoría de sellos", Claim.NONE),
        ("No procede sin aviso al gerente: siempre son aleatorias.", Claim.NONE),
        ("No aplica excepción alguna: todos usan doble factor.", Claim.NONE),
        ("No aplicable sólo para aéreo; en terrestre sí se hace.", Claim.NONE),
        ("Sí o no, depende del puesto.", Claim.NONE),
        ("¿Sí?", Claim.NONE),
        ("No. Se hará en mayo.", Claim.NO),
        ("No aplica, no hay granel.", Claim.NA),
        ("No procede.", Claim.NA),
        ("En partie : le quai seulement", Claim.PARTLY),
    ],
)
def test_what_only_opens_like_a_claim_is_none(text: str, claim: Claim) -> None:
    assert claim_of_opening(text) is claim


def test_a_status_that_asks_or_waits_is_no_yes() -> None:
    assert claim_word("Sí?") is Claim.NONE
    assert claim_of_status("No todavía") is Claim.NO
    assert claim_of_status("Sí ✗") is Claim.NONE
    rows = [["Ref", "Criterio", "Cumplimiento", "Comentario"]]
    rows += [[one.ref, one.question, "Sí", "PR"] for one in ASKED]
    rows[3][2] = "50%"
    third = next(row for row in read(rows) if row.ref == ASKED[2].ref)
    assert (third.claim, third.text) == (Claim.NONE, "50%\nPR"), "the company's word is kept"


def _saved(lines: Sequence[tuple[str, int]]) -> bytes:
    from docx import Document

    document: Any = Document()
    for text, level in lines:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    return forms.saved(document)


def test_headings_may_be_the_questions() -> None:
    lines = []
    for at, one in enumerate(ASKED):
        lines += [(f"{one.ref} {one.question}", 2), (f"Sí. Ver PR-{at}.", 0)]
    rows = forms.answers(forms.read(_saved([("Cuestionario", 1), *lines])))
    assert [(row.ref, row.claim.value, row.text) for row in rows] == [
        (one.ref, "yes", f"Sí. Ver PR-{at}.") for at, one in enumerate(ASKED)
    ]


@pytest.mark.parametrize("words", [("Pregunta", "Respuesta"), ("Pergunta 3", "Resposta")])
def test_questions_without_numbers_may_be_announced(words: tuple[str, str]) -> None:
    lines = []
    for at, one in enumerate(ASKED):
        lines += [(f"{words[0]}: {one.question}", 0), (f"{words[1]}: No, ver PR-{at}.", 0)]
    rows = forms.answers(forms.read(_saved(lines)))
    assert [(row.ref, row.claim.value, row.text) for row in rows] == [
        (one.ref, "no", f"No, ver PR-{at}.") for at, one in enumerate(ASKED)
    ]


def test_struck_out_words_are_not_read_where_others_stand() -> None:
    from docx import Document

    document = Document()
    rows = [["Ref", "Criterio", "Respuesta", "Comentario"]]
    rows += [[one.ref, one.question, "", f"PR-{at}"] for at, one in enumerate(ASKED)]
    table = forms.add_table(document, rows)
    for line in table.rows[1:]:
        paragraph = line.cells[2].paragraphs[0]
        paragraph.add_run("Sí").font.strike = True
        paragraph.add_run(" / ")
        paragraph.add_run("No")
    shown = forms.read(forms.saved(document))
    assert {row.claim.value for row in forms.answers(shown)} == {"no"}
    assert "struck" in {notice.code for notice in shown.notices}


def test_rich_text_of_a_sheet_may_be_struck_out() -> None:
    import io

    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = Workbook()
    book.active.append(["Ref", "Criterio", "Cumple", "Comentario"])
    for at, one in enumerate(ASKED):
        half = CellRichText("Sí / ", TextBlock(InlineFont(strike=True), "No"))
        whole = CellRichText(TextBlock(InlineFont(strike=True), "Sí"))
        book.active.append([one.ref, one.question, whole if at == 0 else half, f"PR-{at}"])
    stream = io.BytesIO()
    book.save(stream)
    shown = forms.read(stream.getvalue())
    assert {row.claim.value for row in forms.answers(shown)[1:]} == {"yes"}
    assert "struck" in {notice.code for notice in shown.notices}
