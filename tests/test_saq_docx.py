"""Word documents: symbols, form fields, content controls, automatic numbers, boxes, notes."""

import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from assessor.saq.counting import count_docx, missing
from assessor.saq.readers.docx_file import read_document
from assessor.saq.symbols import translate
from tests import saq_samples as forms

QUESTIONS = {one.ref: one.question for one in forms.importer()}
HEAD = ["No.", "Question", "Yes", "No", "Remarks"]


def read(document: Any) -> list[Any]:
    """Return the answers of a document made for a test, its rows all accounted for."""
    data = forms.saved(document)
    keys = [line.key for block in read_document(data).blocks for line in block.lines]
    assert missing(keys, count_docx(data)) == []
    return forms.answers(forms.read(data, forms.IMPORTER))


def run_of(cell: Any) -> Any:
    """Return the XML of a fresh run in a cell."""
    return cell.paragraphs[0].add_run()._r


def element(name: str, **attributes: str) -> Any:
    """Return an element of a document with attributes of the same namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def test_ticks_of_symbol_fonts_are_seen() -> None:
    document = Document()
    table = forms.add_table(
        document, [HEAD, ["6.1", QUESTIONS["6.1"]] + [""] * 3, ["6.2", QUESTIONS["6.2"]] + [""] * 3]
    )
    run_of(table.cell(1, 2)).append(element("sym", font="Wingdings", char="F0FE"))
    run_of(table.cell(1, 3)).append(element("sym", font="Wingdings", char="F0A8"))
    run_of(table.cell(2, 2)).append(element("sym", font="Wingdings 2", char="F0A3"))
    run_of(table.cell(2, 3)).append(element("sym", font="Wingdings 2", char="F054"))
    assert [(row.ref, row.claim.value) for row in read(document)] == [("6.1", "yes"), ("6.2", "no")]


def test_symbol_characters_are_translated_with_or_without_their_font() -> None:
    assert translate("\uf0fe\uf06f") == "☑☐"
    assert translate("þ", "Wingdings") == "☑"
    assert translate("R", "Wingdings 2") == "☑"
    assert translate("þ", "Arial") == "þ"


def test_legacy_form_fields_are_read_as_they_look() -> None:
    document = Document()
    table = forms.add_table(
        document,
        [
            ["No.", "Question", "Answer", "Remarks"],
            ["6.1", QUESTIONS["6.1"], "", "SOP-14"],
            ["6.2", QUESTIONS["6.2"], "", "Vendor"],
        ],
    )  # fmt: skip
    paragraph = table.cell(1, 2).paragraphs[0]
    for ticked, word in ((False, " Yes "), (True, " No ")):
        field = element("fldChar", fldCharType="begin")
        data, box = element("ffData"), element("checkBox")
        box.append(element("checked", val="1" if ticked else "0"))
        data.append(box)
        field.append(data)
        paragraph.add_run()._r.append(field)
        paragraph.add_run(word)
    field, data, choice = element("fldChar"), element("ffData"), element("ddList")
    for item in (element("result", val="1"), element("listEntry", val="Yes"),
                 element("listEntry", val="Not applicable")):  # fmt: skip
        choice.append(item)
    data.append(choice)
    field.append(data)
    run_of(table.cell(2, 2)).append(field)
    assert [(row.ref, row.claim.value) for row in read(document)] == [("6.1", "no"), ("6.2", "na")]


def wrapped(item: Any) -> None:
    """Put an element into a content control where it stands."""
    control, content = element("sdt"), element("sdtContent")
    item.addprevious(control)
    content.append(item)
    control.append(content)


def test_content_controls_hide_nothing() -> None:
    document = Document()
    rows = [HEAD, ["6.1", QUESTIONS["6.1"], "☒", "☐", "SOP-14"], ["6.2", "x", "☐", "☒", "No"]]
    table = forms.add_table(document, rows)
    wrapped(table.rows[1].cells[4]._tc)
    wrapped(table.rows[2]._tr)
    document.add_paragraph("Section 9 – Physical Security")
    wrapped(document.paragraphs[-1]._p)
    wrapped(table._tbl)
    assert [(row.place, row.text) for row in read(document)] == [
        ("table 1, row 2", "SOP-14"), ("table 1, row 3", "No"),
    ]  # fmt: skip


def numbered(document: Any, text: str, level: int, number_id: str) -> None:
    """Add a paragraph whose number stands only in the list it belongs to."""
    paragraph = document.add_paragraph(text)
    numbers = element("numPr")
    numbers.append(element("ilvl", val=str(level)))
    numbers.append(element("numId", val=number_id))
    paragraph._p.get_or_add_pPr().append(numbers)


def test_numbers_made_by_word_are_worked_out() -> None:
    document = Document()
    root = document.part.numbering_part.element
    shape = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
        '<w:lvl w:ilvl="0"><w:start w:val="6"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
        '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    )
    root.insert(0, shape)
    root.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    ))  # fmt: skip
    numbered(document, "Seal Security", 0, "90")
    numbered(document, "Is it written down?", 1, "90")
    document.add_paragraph("SOP-14")
    numbered(document, "Is it sealed right after?", 1, "90")
    document.add_paragraph("Vendor applies")
    assert [(row.ref_shown or row.ref, row.text) for row in read(document)] == [
        ("6.1", "SOP-14"), ("6.2", "Vendor applies"),
    ]  # fmt: skip


def test_a_table_inside_an_answer_stands_as_one_line_per_row() -> None:
    document = Document()
    table = forms.add_table(document, [[f"6.1 {QUESTIONS['6.1']}"], ["SOP-14:"]])
    inner = table.cell(1, 0).add_table(rows=2, cols=2)
    for index, text in enumerate(("Seal", "Log", "H-1", "kept")):
        inner.cell(index // 2, index % 2).text = text
    table.cell(1, 0).add_paragraph("Reviewed yearly.")
    (row,) = read(document)
    assert row.text == "SOP-14:\nSeal | Log\nH-1 | kept\nReviewed yearly."


def test_text_boxes_notes_and_margins_are_never_dropped() -> None:
    document = Document()
    rows = [HEAD, ["6.1", QUESTIONS["6.1"], "☒", "☐", "SOP-14"]]
    forms.add_table(document, rows)
    document.sections[0].header.paragraphs[0].text = "Harbor & Pine"
    box = parse_xml(
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>See tab 7</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("")._p.append(box)
    shown = forms.read(forms.saved(document), forms.IMPORTER)
    found = {row.place: row.status for row in shown.rows}
    assert found["paragraph 1, text box 1"] == "unmatched"
    assert found["header 1"] == "no_answer"


def test_deleted_words_are_gone_and_inserted_ones_count() -> None:
    document = Document()
    table = forms.add_table(document, [HEAD, ["6.1", QUESTIONS["6.1"], "☒", "☐", "kept "]])
    paragraph = table.cell(1, 4).paragraphs[0]._p
    paragraph.append(parse_xml(
        f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>added</w:t></w:r></w:ins>'
    ))  # fmt: skip
    paragraph.append(parse_xml(
        f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>lost</w:delText></w:r></w:del>'
    ))  # fmt: skip
    assert [row.text for row in read(document)] == ["kept added"]
    shown = forms.read(forms.saved(document), forms.IMPORTER)
    assert "tracked" in {notice.code for notice in shown.notices}


def test_hidden_text_is_reported_as_hidden() -> None:
    document = Document()
    table = forms.add_table(document, [HEAD, ["6.1", QUESTIONS["6.1"], "☒", "☐", ""]])
    table.cell(1, 4).paragraphs[0].add_run("SOP-14").font.hidden = True
    assert [(row.text, row.hidden) for row in read(document)] == [("SOP-14", "text")]


def test_a_picture_instead_of_an_answer_is_to_check() -> None:
    document = Document()
    table = forms.add_table(document, [HEAD, ["6.1", QUESTIONS["6.1"], "☐", "☐", ""]])
    run_of(table.cell(1, 4)).append(element("drawing"))
    (row,) = read(document)
    assert (row.status, row.flags) == ("to_check", ("picture",))


def test_a_head_repeated_inside_a_table_is_no_question() -> None:
    rows = [HEAD, ["6.1", QUESTIONS["6.1"], "☒", "☐", "a"], HEAD]
    rows += [["6.2", QUESTIONS["6.2"], "☐", "☒", "b"]]
    shown = forms.read(forms.as_docx(rows), forms.IMPORTER)
    assert [row.kind for row in shown.rows] == ["header", "answer", "header", "answer"]


def test_documents_of_other_word_processors_need_no_styles() -> None:
    source = zipfile.ZipFile(io.BytesIO((forms.SAMPLES / "ctpat_importer_en.docx").read_bytes()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            if name not in {"word/styles.xml", "word/numbering.xml"}:
                target.writestr(name, source.read(name))
    assert forms.read(stream.getvalue(), forms.IMPORTER).counts.accepted == 92


def test_notes_and_comments_are_shown_as_unmatched() -> None:
    document = Document()
    table = forms.add_table(document, [HEAD, ["6.1", QUESTIONS["6.1"], "☒", "☐", "SOP-14"]])
    paragraph = table.cell(1, 4).paragraphs[0]
    document.add_comment(paragraph.runs, text="Only in Savannah", author="Dana")
    shown = forms.read(forms.saved(document), forms.IMPORTER)
    (row,) = [row for row in shown.rows if row.kind == "comment"]
    assert (row.status, row.text) == ("unmatched", "Only in Savannah")


def test_alternatives_for_old_readers_are_not_read_twice() -> None:
    document = Document()
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inner = "<w:txbxContent><w:p><w:r><w:t>Seen once</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("Words")._p.append(parse_xml(
        f"<w:r {nsdecls('w')} {spaces}><mc:AlternateContent><mc:Choice>{inner}</mc:Choice>"
        f"<mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r>"
    ))  # fmt: skip
    rows = forms.read(forms.saved(document), forms.IMPORTER).rows
    assert [row.text for row in rows] == ["Words", "Seen once"]
