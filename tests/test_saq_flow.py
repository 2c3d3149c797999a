"""Prints, narratives and boxes: what announces an answer, a status or papers is no part of it."""

from typing import Any

import pytest
from docx import Document

from tests import saq_samples as forms

QUESTIONS = {one.ref: one.question for one in forms.importer()}


def rows_of(document: Any) -> list[Any]:
    """Return all rows of a document made for a test."""
    return list(forms.read(forms.saved(document), forms.IMPORTER).rows)


def answers_of(document: Any) -> list[Any]:
    """Return the answers of a document made for a test."""
    return [row for row in rows_of(document) if row.status != "no_answer"]


def paragraphs(*texts: str) -> Any:
    """Return a document of these paragraphs; a text after # is a heading."""
    document = Document()
    for text in texts:
        if text.startswith("#"):
            document.add_heading(text[1:].strip(), 1)
        else:
            document.add_paragraph(text)
    return document


def test_a_portals_print_names_status_answer_and_attachments() -> None:
    document = paragraphs(
        "# Seal Security",
        f"6.1 {QUESTIONS['6.1']} [Must]",
        "Response status: Partially",
        "Partner response:",
        "SOP-14 is in force.",
        "Two sites are to follow.",
        "Attachments: SOP-14.pdf, Log_2025.xlsx",
        f"6.2 {QUESTIONS['6.2']} [Must]",
        "Response status: Yes",
        "Partner response: The vendor applies it.",
        "# Procedural Security",
        f"7.1 {QUESTIONS['7.1']} [Must]",
        "Response status: No",
        "Partner response:",
        "# Physical Security",
    )
    found = [(r.place, r.ref, r.claim.value, r.text, r.documents) for r in answers_of(document)]
    assert found == [
        ("paragraph 5", "6.1", "partly", "SOP-14 is in force.\nTwo sites are to follow.",
         ("SOP-14.pdf", "Log_2025.xlsx")),
        ("paragraph 10", "6.2", "yes", "The vendor applies it.", ()),
        ("paragraph 14", "7.1", "no", "", ()),
    ]  # fmt: skip


def test_status_and_papers_may_stand_below_a_question_without_marks() -> None:
    document = paragraphs(
        f"6.1 {QUESTIONS['6.1']}", "Status: No", "Evidence: SOP-14", "Draft only.",
        f"6.2 {QUESTIONS['6.2']}", "Yes, by the vendor.",
        "Signature: ______________ Date: 1 May",
    )  # fmt: skip
    rows = rows_of(document)
    assert [(row.claim.value, row.text, row.documents) for row in rows[:2]] == [
        ("no", "Draft only.", ("SOP-14",)), ("yes", "Yes, by the vendor.", ()),
    ]  # fmt: skip
    assert rows[2].kind == "signature"


def test_a_declaration_closes_the_form() -> None:
    document = paragraphs(
        f"6.1 {QUESTIONS['6.1']}", "We certify seals ourselves.", "# Certification",
        "All of the above is true.", "Dana Whitlock",
    )  # fmt: skip
    rows = rows_of(document)
    assert rows[0].text == "We certify seals ourselves."
    assert [row.kind for row in rows[1:]] == ["heading", "signature", "signature"]


def test_words_that_certify_inside_an_answer_do_not_end_the_form() -> None:
    texts = []
    for ref in ("6.1", "6.2", "6.5", "6.6", "6.7", "7.1"):
        texts += [f"{ref} {QUESTIONS[ref]}", "We certify that this is done.", "Each month."]
    found = answers_of(paragraphs(*texts))
    assert {row.text for row in found[:4]} == {"We certify that this is done.\nEach month."}


def test_a_narrative_that_answers_nothing_keeps_its_headings() -> None:
    document = paragraphs(
        "# 1. Seals", "What it is about.", "# 1.1 Seal procedure",
        "Written high security seal procedures must exist.", "Answer:", "SOP-14.",
        "# 1.2 Seal audits", "Management audits the seal inventory.", "Answer: Monthly.",
        "# 2. Ending", "Nothing more is asked.",
    )  # fmt: skip
    rows = rows_of(document)
    assert [row.text for row in rows if row.status != "no_answer"] == [
        "SOP-14.", "Monthly.", "Nothing more is asked.",
    ]  # fmt: skip
    assert [row.kind for row in rows[-2:]] == ["heading", "note"]


def test_labels_inside_a_box_stay_before_what_they_ask_for() -> None:
    document = Document()
    rows = [[f"6.1 {QUESTIONS['6.1']}", ""], ["Procedure:", "SOP-14"], ["E-mail", "a@b.example"]]
    forms.add_table(document, [*rows, ["kept in", "tab 7"]])
    (row,) = answers_of(document)
    assert row.text == "Procedure: SOP-14\nE-mail: a@b.example\nkept in | tab 7"


def test_a_table_below_a_question_is_its_answer() -> None:
    document = paragraphs(f"6.1 {QUESTIONS['6.1']}", "As follows:")
    forms.add_table(document, [["Site", "Custodian", "Stock"], ["Savannah", "Hale", "400"]])
    document.add_paragraph(f"6.2 {QUESTIONS['6.2']}")
    document.add_paragraph("Vendor.")
    first, second = answers_of(document)
    assert first.text == "As follows:\nSite | Custodian | Stock\nSavannah | Hale | 400"
    assert second.text == "Vendor."


def test_a_file_that_is_not_understood_shows_its_text_instead_of_dropping_it() -> None:
    document = paragraphs("Some words", "We keep our seals locked away and count them every month.")
    forms.add_table(document, [["Turno noche", "dos guardias"], ["Turno día", "un guardia"]])
    assert [row.status for row in rows_of(document)] == ["no_answer"] + ["unmatched"] * 3


@pytest.mark.parametrize(
    ("shape", "numbers"),
    [
        (("lowerLetter", "%1)"), ["a)", "b)"]),
        (("upperLetter", "%1."), ["A.", "B."]),
        (("lowerRoman", "(%1)"), ["(i)", "(ii)"]),
        (("upperRoman", "%1"), ["I", "II"]),
        (("decimalZero", "%1"), ["01", "02"]),
        (("bullet", "•"), ["", ""]),
    ],
)
def test_lists_are_numbered_as_they_are_printed(shape: tuple[str, str], numbers: list[str]) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    from assessor.saq.readers.docx_file import read_document

    document = Document()
    root = document.part.numbering_part.element
    level = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="{shape[0]}"/><w:lvlText w:val="{shape[1]}"/></w:lvl>'
    )
    root.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{level}</w:abstractNum>'
    ))  # fmt: skip
    root.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    ))  # fmt: skip
    for text in ("one", "two"):
        numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(numbering))
    (block,) = read_document(forms.saved(document)).blocks
    assert [line.cells[0].number for line in block.lines] == numbers


def test_status_cells_may_hold_more_than_the_status() -> None:
    rows = [["No.", "Question", "Status", "Remarks"]]
    rows += [[ref, QUESTIONS[ref], "Yes", "done"] for ref in ("6.1", "6.5", "6.6", "6.7")]
    rows += [["6.2", QUESTIONS["6.2"], "Yes, since 2021 for all lanes", "SOP-14"]]
    rows += [["7.1", QUESTIONS["7.1"], "☒ Yes ☒ No", "unclear"]]
    found = answers_of_rows(rows)
    assert (found[4].claim, found[4].text) == ("yes", "Yes, since 2021 for all lanes\nSOP-14")
    assert (found[5].claim, found[5].flags) == ("none", ("two boxes ticked",))


def answers_of_rows(rows: list[list[str]]) -> list[Any]:
    """Return the answers of a table."""
    return forms.answers(forms.read(forms.as_docx(rows), forms.IMPORTER))


def test_numbers_under_a_head_that_says_something_else_are_still_references() -> None:
    rows = [["Criterio", "Descripción", "Comentarios"]]
    rows += [[ref, QUESTIONS[ref], f"text {ref}"] for ref in ("6.1", "6.2", "6.5", "7.1")]
    assert [(row.ref, row.matched_by) for row in answers_of_rows(rows)] == [
        (ref, "reference") for ref in ("6.1", "6.2", "6.5", "7.1")
    ]


def test_evidence_alone_is_the_answer_where_nothing_else_is_asked() -> None:
    rows = [["No.", "Question", "Evidence"], ["6.1", QUESTIONS["6.1"], "SOP-14 kept in tab 7"]]
    (row,) = answers_of_rows(rows)
    assert row.text == "SOP-14 kept in tab 7"
