"""Workbooks: typed cells, merged cells, hidden things, comments, text boxes; read sparsely."""

import datetime as dt
import io
import re
import time
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from assessor.saq.formats import is_date_format, plain_number, shown_date, shown_number
from assessor.saq.readers.xlsx_file import count_xlsx, read_workbook
from tests import saq_samples as forms

HEAD = ["ID", "Criterio", "Respuesta", "Comentarios", "Evidencia"]
QUESTIONS = {one.ref: one.question for one in forms.manufacturer()}


def book_of(*rows: list[Any]) -> tuple[Workbook, Any]:
    """Return a workbook with the usual head and these rows."""
    book = Workbook()
    book.active.title = "C"
    for row in (HEAD, *rows):
        book.active.append(row)
    return book, book.active


def patched(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a package in which a part's bytes are replaced."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return stream.getvalue()


def test_cells_are_read_as_their_reader_sees_them() -> None:
    book, sheet = book_of(
        ["7.1", QUESTIONS["7.1"], "Sí", 0.98],
        ["7.2", QUESTIONS["7.2"], True, dt.date(2025, 3, 1)],
        ["7.4", QUESTIONS["7.4"], "No", 1250],
        ["7.5", QUESTIONS["7.5"], "No", 2.5],
        ["7.6", QUESTIONS["7.6"], False, dt.datetime(2025, 3, 1, 14, 5)],  # noqa: DTZ001
    )
    sheet["D2"].number_format = "0%"
    sheet["D3"].number_format = "dd/mm/yyyy"
    sheet["D5"].number_format = '0.00" m"'
    sheet["D6"].number_format = "d-mmm-yy h:mm"
    found = forms.answers(forms.read(forms.saved(book)))
    texts = ["98 %", "01/03/2025", "1250", "2.50", "1-mar-25 14:05"]
    assert [row.text for row in found] == texts
    assert [row.claim.value for row in found] == ["yes", "yes", "no", "no", "no"]


def test_formulas_are_read_as_their_cached_value_and_never_computed() -> None:
    book, _ = book_of(["7.1", QUESTIONS["7.1"], "Sí", '="ver "&A2'], ["7.2", "x", "Sí", "=1+1"])
    cached = patched(
        forms.saved(book), "xl/worksheets/sheet1.xml",
        b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>",
    )  # fmt: skip
    shown = forms.read(cached)
    assert [row.text for row in forms.answers(shown)] == ["", "2"]
    (notice,) = [notice for notice in shown.notices if notice.code == "formulas"]
    assert (notice.place, notice.values) == ("C!D2", {"count": "1"})


def test_a_reference_merged_over_two_rows_is_answered_twice() -> None:
    book, sheet = book_of(
        ["6.1", QUESTIONS["6.1"], "Sí", "PR-SEG-016", "uno"],
        [None, None, None, "y bitácora", "dos"],
        ["6.2", QUESTIONS["6.2"], "No", "", ""],
    )
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    first, second, third = forms.answers(forms.read(forms.saved(book)))
    assert (first.ref, first.status, first.text) == ("6.1", "accepted", "PR-SEG-016")
    assert (second.status, second.candidates, second.text) == ("to_check", ("6.1",), "y bitácora")
    assert (third.ref, third.status) == ("6.2", "accepted")


def test_what_is_hidden_is_read_and_reported() -> None:
    book, sheet = book_of(*[[ref, QUESTIONS[ref], "Sí", "x"] for ref in ("7.1", "7.2", "7.4")])
    sheet.row_dimensions[3].hidden = True
    other = book.create_sheet("Oculta")
    other.sheet_state = "veryHidden"
    third = book.create_sheet("Columna")
    for ref, page in (("7.5", other), ("7.6", third)):
        page.append(HEAD)
        page.append([ref, QUESTIONS[ref], "Sí", "x"])
    third.column_dimensions["D"].hidden = True
    shown = forms.read(forms.saved(book))
    assert {row.ref: row.hidden for row in forms.answers(shown)} == {
        "7.1": "", "7.2": "row", "7.4": "", "7.5": "sheet", "7.6": "column",
    }  # fmt: skip
    codes = {notice.code for notice in shown.notices}
    assert codes >= {"hidden-row", "hidden-sheet", "hidden-column"}


def test_comments_and_text_boxes_are_never_dropped() -> None:
    book, sheet = book_of(["7.1", QUESTIONS["7.1"], "Sí", "x"])
    sheet["D2"].comment = Comment("En realidad solo de día", "Ana")
    rows = {row.place: row for row in forms.read(forms.saved(book)).rows}
    assert rows["C!D2 comment"].status == "unmatched"
    assert "En realidad solo de día" in rows["C!D2 comment"].text


def test_two_cells_at_the_far_corners_cost_nothing() -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "1.1", "x"
    data = forms.saved(book)
    start = time.thread_time()
    assert forms.read(data).counts.read == 2
    assert time.thread_time() - start < 1


def test_sheets_are_found_wherever_the_package_puts_them() -> None:
    data = forms.as_xlsx(forms.rows_of(forms.manufacturer()[:3], "es"))
    keys = [line.key for line in read_workbook(data).blocks[0].lines]
    assert keys == count_xlsx(data) == [f"Cuestionario!{row}" for row in range(1, 5)]


def test_shared_strings_keep_their_text_and_lose_their_reading_aids() -> None:
    plain = forms.as_xlsx([HEAD, ["7.1", QUESTIONS["7.1"], "Sí", "TEXT"]])
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><r><t>Jaula </t></r><r><t>2</t></r><rPh><t>no</t></rPh></si></sst>"
    )
    source, stream = zipfile.ZipFile(io.BytesIO(plain)), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                inline = b'<c r="D2" t="inlineStr"><is><t>TEXT</t></is></c>'
                assert inline in content
                content = content.replace(inline, b'<c r="D2" t="s"><v>0</v></c>')
            if name == "xl/_rels/workbook.xml.rels":
                link = (
                    b'<Relationship Id="rId99" Target="sharedStrings.xml" Type="x/sharedStrings"/>'
                )
                content = content.replace(b"</Relationships>", link + b"</Relationships>")
            target.writestr(name, content)
        target.writestr("xl/sharedStrings.xml", strings)
    assert [row.text for row in forms.answers(forms.read(stream.getvalue()))] == ["Jaula 2"]


def test_macros_are_named_and_never_run() -> None:
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = patched(
        forms.as_xlsx(forms.rows_of(forms.manufacturer()[:3], "es")), "[Content_Types].xml",
        main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )  # fmt: skip
    assert "macros" in {notice.code for notice in forms.read(data).notices}


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (1.1, "", "1.1"), (1.1000000000000001, "General", "1.1"), (3.0, "", "3"),
        (0.855, "0.0%", "85.5 %"), (1.1, "0.00", "1.10"), (1234.5, "#,##0", "1234"),
        (1e20, "", "100000000000000000000"), (0.00001, "", "0.00001"), (1.5, '0.0" m"', "1.5"),
    ],
)  # fmt: skip
def test_numbers_keep_the_decimals_of_their_format(number: float, code: str, shown: str) -> None:
    assert shown_number(number, code) == shown


@pytest.mark.parametrize("code", ["d-mmm", "yyyy-mm-dd", "[$-409]d/m/yy;@", "h:mm", "mmm\\-yy"])
def test_formats_of_dates_are_recognised(code: str) -> None:
    assert is_date_format(code)


@pytest.mark.parametrize("code", ["", "General", "@", "0.00", "#,##0", '"día "0', "[Red]0", "0.0%"])
def test_formats_of_numbers_are_no_dates(code: str) -> None:
    assert not is_date_format(code)


def test_dates_know_both_epochs_and_their_limits() -> None:
    assert shown_date(45660, "d-mmm-yyyy", date1904=False) == ("3-jan-2025", "2025-01-03")
    assert shown_date(44198, "dd/mm/yy", date1904=True) == ("03/01/25", "2025-01-03")
    assert shown_date(0.5, "h:mm:ss", date1904=False) == ("12:00:00", "")
    assert shown_date(9e9, "d-mmm", date1904=False) == ("", "")
    assert shown_date(-1, "d-mmm", date1904=False) == ("", "")
    assert (
        shown_date(45660.6, "mmm d, yyyy h:mm am/pm", date1904=False)[0] == "jan 3, 2025 14:24 pm"
    )
    assert plain_number(float("inf")) == "inf"


def test_text_boxes_of_a_sheet_are_shown_as_unmatched() -> None:
    plain = forms.as_xlsx(forms.rows_of(forms.manufacturer()[:3], "es"))
    drawing = (
        b'<xdr:wsDr xmlns:xdr="x" xmlns:a="y"><xdr:sp><xdr:txBody><a:p><a:r><a:t>De </a:t></a:r>'
        b"<a:r><a:t>noche</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Target="../drawings/drawing1.xml" Type="x/drawing"/>'
        b"</Relationships>"
    )
    source, stream = zipfile.ZipFile(io.BytesIO(plain)), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/drawings/drawing1.xml", drawing)
        target.writestr("xl/worksheets/_rels/sheet1.xml.rels", links)
    (row,) = [row for row in forms.read(stream.getvalue()).rows if row.status == "unmatched"]
    assert (row.place, row.text) == ("Cuestionario text box 1", "De noche")


def test_cells_without_addresses_stand_one_after_another() -> None:
    data = forms.as_xlsx(forms.rows_of(forms.manufacturer()[:3], "es"))
    content = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    for place in re.findall(rb' r="[A-Z]*\d+"', content):
        data = patched(data, "xl/worksheets/sheet1.xml", place, b"")
        content = content.replace(place, b"")
        if b' r="' not in content:
            break
    assert forms.read(data).counts.accepted == 3
