"""Fills a form in as a company would: chooses from its lists, writes into its fields."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from assessor import checklist as checklists
from assessor.checklist import Checklist
from assessor.saq.preview import preview_bytes
from assessor.saq.text import tidy
from assessor.saq.types import LedgerRow, SaqPreview
from assessor.saq_forms.form import Form
from assessor.saq_forms.sending import render
from assessor.terms import Claim

Answer = tuple[Claim, str, tuple[str, ...]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def form_of(checklist_id: str, languages: tuple[str, ...], **known: Any) -> Form:
    """Return a form of a checklist."""
    asked = checklists.checklist(checklist_id)
    return Form(asked, checklists.profile(asked.profile), languages, **known)


def filled(form: Form, format: str, answers: Mapping[str, Answer]) -> bytes:
    """Return the form as the company sends it back."""
    fill = {"xlsx": in_workbook, "docx": in_document}[format]
    return fill(render(form, format), form, answers)


def in_workbook(data: bytes, form: Form, answers: Mapping[str, Answer]) -> bytes:
    """Write answers into the open cells of a workbook; a locked one is an error."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), rich_text=True)
    for row in book.worksheets[1].iter_rows(min_row=4):
        if (ref := str(row[0].value)) not in answers:
            continue
        claim, text, papers = answers[ref]
        values = (form.choices.get(claim, ""), text, "\n".join(papers))
        for cell, value in zip(row[3:6], values, strict=True):
            assert not cell.protection.locked
            cell.value = value or None
            if value:
                cell.data_type = "s"  # its format is text: a spreadsheet keeps what is typed
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def in_document(data: bytes, form: Form, answers: Mapping[str, Answer]) -> bytes:
    """Write answers into the content controls of a document."""
    import docx

    word = docx.Document(BytesIO(data))
    for row in word.element.body.findall(f"{W}tbl")[-1].findall(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        ref = "".join(text.text or "" for text in cells[0].iter(f"{W}t"))
        if ref not in answers:
            continue
        claim, text, papers = answers[ref]
        values = (form.choices.get(claim, ""), text, "\n".join(papers))
        for cell, value in zip(cells[3:], values, strict=True):
            if value:
                write_control(next(cell.iter(f"{W}sdt")), value)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def write_control(control: Any, value: str) -> None:
    """Write into a content control as a word processor does: what it said before is gone."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    for hint in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(hint)
    for child in list(content):
        content.remove(child)
    run = OxmlElement("w:r")
    content.append(run)
    for at, line in enumerate(value.split("\n")):
        if at:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line
        text.set(qn("xml:space"), "preserve")
        run.append(text)


def read_back(data: bytes, asked: Checklist) -> tuple[SaqPreview, dict[str, LedgerRow]]:
    """Return the preview of a form that came back, and its answers by requirement."""
    shown = preview_bytes(data, "form", asked)
    rows = {row.ref: row for row in shown.rows if row.status in {"accepted", "blank"} and row.ref}
    return shown, rows


def check_exact(data: bytes, asked: Checklist, answers: Mapping[str, Answer]) -> SaqPreview:
    """Check that nothing is in doubt, and that each claim and text is the company's own."""
    shown, rows = read_back(data, asked)
    doubtful = [row for row in shown.rows if row.status in {"to_check", "unmatched"}]
    assert not doubtful, doubtful[:3]
    assert list(rows) == list(asked.by_ref)
    for ref, row in rows.items():
        claim, text, papers = answers.get(ref, (Claim.NONE, "", ()))
        assert (row.claim, row.text) == (claim, tidy(text)), row
        assert row.documents[: len(papers)] == papers, row
        assert row.confidence == 1.0
    return shown
