"""What real files hide, in each format: hidden things, numbers, ticks, fields, notes, lies."""

import quopri
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assessor import errors
from assessor.saq.libreoffice import find_libreoffice
from assessor.saq.types import LedgerRow, SaqPreview
from tests import saq_samples as forms
from tests.test_saq_safety import changed, part_of

FORMATS = forms.SAMPLES / "formats"
BOOKS = ("traps.xlsx", "traps.xls", "traps.ods")
with_libreoffice = pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not here")
DOCUMENTS = (
    "traps.docx",
    "traps.odt",
    pytest.param("traps.doc", marks=with_libreoffice),
    "traps_word.html",
)
QUESTIONS = {one.ref: one.question for one in forms.manufacturer()}
TABLE = [["ID", "Criterio", "Respuesta", "Descripción"],
         ["7.1", QUESTIONS["7.1"], "Sí", "Señalización añadida"],
         ["7.2", QUESTIONS["7.2"], "No", "¿Quién?"]]  # fmt: skip


def rows_of(name: str, checklist: str = forms.MANUFACTURER) -> dict[str, LedgerRow]:
    """Return the rows of a sample by their places."""
    shown = forms.read(Path(FORMATS / name).read_bytes(), checklist)
    return {row.place: row for row in shown.rows}


def told(shown: SaqPreview) -> list[tuple[str | None, str, str]]:
    """Return reference, claim and text of the answers."""
    return [(row.ref, row.claim.value, row.text) for row in forms.answers(shown)]


# Workbooks


@pytest.mark.parametrize("name", BOOKS)
def test_numbers_and_dates_that_were_references_are_to_check(name: str) -> None:
    rows = rows_of(name)
    for place, candidates in (("C!D2", {"7.1", "7.10"}), ("C!D3", {"4.1", "4.10"}),
                              ("C!D4", {"3.1", "1.3"})):  # fmt: skip
        assert rows[place].status == "to_check"
        assert set(rows[place].candidates) == candidates


@pytest.mark.parametrize("name", BOOKS)
def test_values_are_read_as_they_are_shown(name: str) -> None:
    rows = rows_of(name)
    shown = [(rows[f"C!D{row}"].claim.value, rows[f"C!D{row}"].text) for row in (5, 6, 7, 8, 12)]
    assert shown == [("no", "98 %"), ("yes", "01/03/2025"), ("na", "2.50"), ("yes", "ver anexo 3"),
                     ("yes", "línea uno\nlínea dos")]  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_hidden_rows_columns_and_sheets_are_read_and_told(name: str) -> None:
    rows = rows_of(name)
    hidden = {row.ref: row.hidden for row in rows.values() if row.hidden and row.ref}
    assert hidden == {"6.1": "row", "7.7": "sheet", "7.8": "column"}
    assert rows["Oculta!D2"].text == "en hoja oculta"


@pytest.mark.parametrize("name", BOOKS)
def test_merged_cells_comments_and_text_boxes_are_kept(name: str) -> None:
    rows = rows_of(name)
    assert (rows["C!D11"].status, rows["C!D11"].candidates) == ("to_check", ("6.2",))
    assert (rows["C!D2 comment"].status, rows["C!D2 comment"].text) == (
        "unmatched", "En realidad solo de día",
    )  # fmt: skip
    assert rows["C text box 1"].text == "De noche se revisa otra vez"


def test_the_three_workbooks_say_the_same() -> None:
    said = [
        [(row.place, row.status, row.ref, row.claim, row.text, row.hidden, row.candidates)
         for row in forms.read((FORMATS / name).read_bytes()).rows]
        for name in BOOKS
    ]  # fmt: skip
    assert said[0] == said[1] == said[2]


def test_an_encrypted_workbook_asks_for_its_password() -> None:
    data = (FORMATS / "traps.xls").read_bytes()
    start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    lock = b"\x2f\x00\x06\x00" + bytes(6)
    locked = data[: start + 20] + lock + data[start + 20 + len(lock) :]
    with pytest.raises(errors.SaqPasswordProtected):
        forms.read(locked)


def test_an_encrypted_opendocument_asks_for_its_password() -> None:
    data = (FORMATS / "traps.ods").read_bytes()
    manifest = part_of(data, "META-INF/manifest.xml")
    locked = manifest.replace(b"</manifest:manifest>", b"<encryption-data/></manifest:manifest>")
    with pytest.raises(errors.SaqPasswordProtected):
        forms.read(changed(data, "META-INF/manifest.xml", locked))


def content(data: bytes) -> Any:
    """Return the tree of an OpenDocument's content."""
    return etree.fromstring(part_of(data, "content.xml"))


@pytest.mark.parametrize("what", ["rows", "columns"])
def test_a_cell_repeated_beyond_measure_is_refused(what: str) -> None:
    data = (FORMATS / "traps.ods").read_bytes()
    tree = content(data)
    space = tree.nsmap["table"]
    item = "row" if what == "rows" else "cell"
    for one in tree.iter(f"{{{space}}}table-{item}"):
        one.set(f"{{{space}}}number-{what}-repeated", "9000000")
    with pytest.raises(errors.SaqTooLarge):
        forms.read(changed(data, "content.xml", etree.tostring(tree)))


def test_rows_repeated_by_the_format_are_rows_of_their_own() -> None:
    data = (FORMATS / "traps.ods").read_bytes()
    tree = content(data)
    space = tree.nsmap["table"]
    row = next(row for row in tree.iter(f"{{{space}}}table-row") if "fila oculta" in whole(row))
    row.set(f"{{{space}}}number-rows-repeated", "2")
    shown = forms.read(changed(data, "content.xml", etree.tostring(tree)))
    places = {row.place: row.text for row in shown.rows}
    assert places["C!D9"] == places["C!D10"] == "fila oculta"
    assert places["C!D11"] == "PR-SEG-016"


def whole(item: Any) -> str:
    """Return the whole text of an element."""
    return "".join(item.itertext())


@pytest.mark.parametrize("name", ["traps.ods", "traps.odt"])
def test_declared_entities_of_an_opendocument_are_refused(name: str) -> None:
    data = (FORMATS / name).read_bytes()
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]>' + part_of(data, "content.xml").partition(b"?>")[2]
    with pytest.raises(errors.SaqUnsafe, match="entities"):
        forms.read(changed(data, "content.xml", bomb))


# Documents


def table_rows(name: str) -> Iterator[LedgerRow]:
    """Yield the answers in the table of a document of traps, in its order."""
    rows = rows_of(name, forms.IMPORTER)
    return (rows[f"table 1, row {number}"] for number in range(2, 10))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_ticks_and_fields_of_a_document_are_seen(name: str) -> None:
    """Symbol fonts, legacy fields, content controls, letters, and a field nobody filled in."""
    found = [(row.ref, row.claim.value, row.text, row.hidden) for row in table_rows(name)]
    hint = "" if name == "traps.docx" else "Click or tap here to enter text."
    assert found == [
        ("6.1", "yes", "SOP-14", ""), ("6.2", "no", "Vendor", ""),
        ("6.5", "no", "typed into a field", ""), ("6.6", "yes", hint, ""),
        ("6.7", "yes", "hidden words", "text"), ("7.1", "yes", "Inside the DC", ""),
        ("7.2", "no", "", ""), ("7.4", "no", "not here", ""),
    ]  # fmt: skip
    row = list(table_rows(name))[3]
    assert ("text says nothing by itself" in row.flags) == bool(hint)


@pytest.mark.parametrize("name", DOCUMENTS[:3])
def test_numbers_made_by_a_list_boxes_comments_and_margins_are_kept(name: str) -> None:
    rows = rows_of(name, forms.IMPORTER)
    assert (rows["paragraph 5"].ref, rows["paragraph 5"].text) == ("9.1", "Yes. Fenced all around.")
    assert (rows["paragraph 7"].ref, rows["paragraph 7"].claim.value) == ("9.2", "no")
    assert rows["paragraph 2, text box 1"].text == "See tab 7 for seals"
    comments = [row for place, row in rows.items() if place.startswith("comment")]
    assert [(row.status, row.text) for row in comments] == [("unmatched", "Only in Savannah")]
    assert rows["header 1"].status == "no_answer"


# Pages


def page(rows: list[list[str]], *, head: str = "", tail: str = "") -> bytes:
    """Return a page with a table of these rows."""
    lines = ("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    return f"<html><body>{head}<table>{''.join(lines)}</table>{tail}</body></html>".encode()


def test_fields_of_a_page_are_read_as_they_look() -> None:
    box = "<input type=checkbox {}> Sí <input type='checkbox' {}> No"
    area = "<textarea>a\nb</textarea>"
    choice = "<select><option>Sí<option selected>No aplica</select>"
    rows = [TABLE[0], ["7.1", QUESTIONS["7.1"], box.format("checked", ""), area],
            ["7.2", QUESTIONS["7.2"], box.format("", "checked"), "<input value='x &amp; y'>"],
            ["7.4", QUESTIONS["7.4"], choice, "<input type=hidden value=z>"]]  # fmt: skip
    assert told(forms.read(page(rows))) == [
        ("7.1", "yes", "a\nb"), ("7.2", "no", "x & y"), ("7.4", "na", ""),
    ]  # fmt: skip


def test_a_page_that_a_table_arranges_and_cells_over_two_rows() -> None:
    inner = page(TABLE).decode()[12:-14]
    outer = f"<table><tr><td><h2>7. Seguridad de procedimientos</h2></td></tr><tr><td>{inner}"
    assert [row.ref for row in forms.answers(forms.read(outer.encode()))] == ["7.1", "7.2"]
    merged = (
        f"<table><tr><th>ID<th>Criterio<th>Respuesta<th>Comentarios<tr><td rowspan=2>7.1<td rowspan"
        f"=2>{QUESTIONS['7.1']}<td>Sí<td>uno<tr><td>No<td>dos<tr><td>7.2<td>x<td>No<td>tres</table>"
    )
    found = [(row.status, row.text) for row in forms.answers(forms.read(merged.encode()))]
    assert [text for _, text in found] == ["uno", "dos", "tres"]
    assert found[1][0] == "to_check"


def test_a_number_cell_of_a_page_may_have_lost_its_nought() -> None:
    rows = [TABLE[0], ["4.1", "", "Sí", "x"]]
    data = page(rows).replace(b"<td>4.1", b'<td x:num="4.1">4.1')
    (row,) = forms.answers(forms.read(data))
    assert (row.status, set(row.candidates)) == ("to_check", {"4.1", "4.10"})


def test_scripts_hidden_rows_and_pictures_of_a_page() -> None:
    rows = [*TABLE, ["7.4", QUESTIONS["7.4"], "", "<img src='http://outside.example/x.png'>"]]
    data = page(rows, head="<script>document.write('7.5')</script><style>p{}</style>")
    data = data.replace(b"<tr><td>7.2", b"<tr style='display:none'><td>7.2")
    one, two, three = forms.answers(forms.read(data))
    assert (one.hidden, two.hidden) == ("", "row")
    assert (three.status, three.flags) == ("to_check", ("picture",))


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("", "utf-8"), ("", "cp1252"), ("windows-1252", "cp1252"), ("iso-8859-1", "latin-1"),
     ("utf-8", "utf-8-sig"), ("utf-16", "utf-16"), ("no-such-thing", "utf-8")],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_it_is_in(charset: str, encoding: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    data = page(TABLE, head=head if charset else "").decode().encode(encoding)
    assert told(forms.read(data))[0] == ("7.1", "yes", "Señalización añadida")


# Files that lie about what they are


def test_a_portal_file_called_xls_is_read_as_what_it_is(tmp_path: Path) -> None:
    from assessor import checklist as checklists
    from assessor import saq

    checklist = checklists.checklist(forms.MANUFACTURER)
    archive = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
        b"\r\n\r\n" + quopri.encodestring(page(TABLE)) + b"\r\n--x--\r\n"
    )
    made = {"text/html": page(TABLE), "text/csv": forms.as_csv(TABLE, delimiter="\t")}
    for media_type, data in (*made.items(), ("text/html", archive)):
        path = tmp_path / "export.xls"
        path.write_bytes(data)
        shown = saq.preview(path, checklist)
        assert shown.media_type == media_type
        assert told(shown)[1] == ("7.2", "no", "¿Quién?")
    path = tmp_path / "export.csv"
    path.write_bytes(forms.as_xlsx(TABLE))
    assert "spreadsheetml" in saq.preview(path, checklist).media_type


# Text


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|", "^"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman", "cp850"],
)
def test_text_is_read_in_any_encoding_and_with_any_delimiter(encoding: str, delimiter: str) -> None:
    data = forms.as_csv(TABLE, delimiter=delimiter, encoding=encoding)
    assert told(forms.read(data)) == [
        ("7.1", "yes", "Señalización añadida"), ("7.2", "no", "¿Quién?"),
    ]  # fmt: skip


def test_what_was_detected_is_shown_and_can_be_chosen() -> None:
    from assessor import checklist as checklists
    from assessor.saq.preview import preview_bytes

    checklist = checklists.checklist(forms.MANUFACTURER)
    rows = [["ID", "Criterio", "Respuesta", "Descripción"], ["7.1", "x", "Sí", "Łódź"]]
    data = forms.as_csv(rows, encoding="cp1250", delimiter=",")
    wrong = preview_bytes(data, "x", checklist)
    assert wrong.notices[0].values["delimiter"] == ","
    right = preview_bytes(data, "x", checklist, encoding="cp1250", delimiter=",")
    assert told(right)[0][2] == "Łódź"
    assert right.notices[0].values["encoding"] == "cp1250"
    whole = preview_bytes(data, "x", checklist, delimiter="-")
    assert whole.media_type == "text/plain"
    with pytest.raises(errors.SaqUnknownEncoding, match="cp1252"):
        preview_bytes(data, "x", checklist, encoding="rot13")
    # A workbook has its own encoding: the choice changes nothing.
    assert preview_bytes(forms.as_xlsx(TABLE), "x", checklist, encoding="cp850").counts.read


def test_letters_of_other_scripts_are_told_by_what_they_say() -> None:
    answer = "Процедура утверждена руководством и проверяется каждый год комиссией склада"
    rows = [["ID", "Criterio", "Respuesta", "Comentarios"], ["7.1", answer, "No", answer]]
    shown = forms.read(forms.as_csv(rows, encoding="cp1251"))
    assert [row.text for row in forms.answers(shown)] == [answer]
