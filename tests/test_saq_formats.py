"""The samples in every other format come out exactly as in the format they were written in."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import errors
from assessor.saq.counting_html import Node, Tree
from assessor.saq.libreoffice import as_docx, find_libreoffice
from assessor.saq.preview import preview_bytes
from assessor.saq.types import LedgerRow, SaqPreview
from tests import saq_samples as forms

FORMATS = forms.SAMPLES / "formats"
COPIES = [
    ("ctpat_fabricante_es.xls", "ctpat_fabricante_es.xlsx"),
    ("ctpat_fabricante_es.ods", "ctpat_fabricante_es.xlsx"),
    ("ctpat_importer_en.odt", "ctpat_importer_en.docx"),
    ("perfil_narrativo_es.odt", "perfil_narrativo_es.docx"),
    ("saq_ue_es.odt", "saq_ue_es.docx"),
]
PAGES = [
    ("ctpat_importer_en.html", "ctpat_importer_en.docx"),
    ("ctpat_fabricante_es.html", "ctpat_fabricante_es.xlsx"),
]
with_libreoffice = pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not here")

PIECES = ["<td>", "</td>", "<tr>", "</tr>", "<td>a</td>", "<th>", "x", " ", "&amp;", "&", "<",
          "<td><td><td><tr>b</tr></td>", "<!--", "-->", "<script>", "</script>", '<td a="', '">',
          "<textarea>", "</textarea>", "<table>", "</table>", "<p>"]  # fmt: skip


def copy_of(name: str, original: str) -> SaqPreview:
    """Return the preview of a sample that was saved in another format."""
    data = Path(FORMATS / name).read_bytes()
    return preview_bytes(data, name, forms.checklist_of(original))


def said(row: LedgerRow) -> tuple[object, ...]:
    """Return all that an import would take from a row; page numbers are the format's own."""
    shown = re.sub(r"\d+ (de|of) \d+", "", row.text) if row.kind == "page" else row.text
    return (row.place, row.status, row.ref, row.part, row.claim, shown, row.documents, row.hidden)


@pytest.mark.parametrize(("name", "original"), COPIES)
def test_another_format_gives_the_same_rows_at_the_same_places(name: str, original: str) -> None:
    shown, known = copy_of(name, original), forms.sample(original)
    assert not {*map(said, shown.rows)} ^ {*map(said, known.rows)}
    assert len(shown.rows) == len(known.rows)
    assert shown.counts == known.counts
    assert (shown.company, shown.language) == (known.company, known.language)


@pytest.mark.parametrize(("name", "original"), COPIES)
def test_what_the_manifest_says_holds_in_every_format(name: str, original: str) -> None:
    rows = {row.place: row for row in copy_of(name, original).rows}
    for entry in forms.manifest(original)["rows"]:
        row = rows[entry["place"]]
        assert (row.text, list(row.documents)) == (entry["text"], entry["documents"])
        if row.status in {"accepted", "blank"}:
            assert (row.ref, row.part) == (entry["ref"], entry.get("part", ""))
    for entry in forms.manifest(original)["other_rows"]:
        assert (rows[entry["place"]].status == "unmatched") == entry["must_report"]


@pytest.mark.parametrize(("name", "original"), PAGES)
def test_a_page_gives_the_same_answers_at_its_own_places(name: str, original: str) -> None:
    shown, known = copy_of(name, original), forms.sample(original)
    answers = [said(row)[1:] for row in forms.answers(known)]
    visible = [row[:-1] for row in answers]  # a page has no hidden sheets: they are not in it
    assert [said(row)[1:-1] for row in forms.answers(shown)] == visible
    assert (shown.company, shown.language) == (known.company, known.language)
    assert all(row.place.startswith(("table", "paragraph")) for row in shown.rows)


@with_libreoffice
def test_an_old_document_is_read_through_libreoffice() -> None:
    name, original = "perfil_narrativo_es.doc", "perfil_narrativo_es.docx"
    shown, known = copy_of(name, original), forms.sample(original)
    assert not {*map(said, shown.rows)} ^ {*map(said, known.rows)}
    assert shown.media_type == "application/msword"
    assert "converted" in {notice.code for notice in shown.notices}


@with_libreoffice
def test_rich_text_is_read_through_libreoffice() -> None:
    one = forms.importer()[0]
    cells = "".join(rf"\cellx{at * 2000}" for at in range(1, 5))
    rows = [["No.", "Question", "Status", "Remarks"], [one.ref, one.question, "Yes", "SOP-14"]]
    lines = (r"\intbl " + r"\cell ".join(row) + r"\cell\row" for row in rows)
    text = r"{\rtf1\ansi " + "".join(rf"\trowd{cells}{line}\n" for line in lines) + r"\pard\par}"
    (row,) = forms.answers(forms.read(text.replace(r"\n", "\n").encode("ascii"), forms.IMPORTER))
    assert (row.ref, row.claim.value, row.text) == (one.ref, "yes", "SOP-14")


def test_without_libreoffice_an_old_document_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    as_docx.cache_clear()
    monkeypatch.setenv("PATH", "")
    if find_libreoffice():
        pytest.skip("LibreOffice stands where it is found without a path")
    data = (FORMATS / "perfil_narrativo_es.doc").read_bytes()
    with pytest.raises(errors.SaqNeedsLibreOffice, match="Install LibreOffice"):
        forms.read(data)
    with pytest.raises(errors.SaqNeedsLibreOffice):
        forms.read(b"{\\rtf1 hello}")


@with_libreoffice
def test_what_libreoffice_cannot_open_is_a_clear_error() -> None:
    with pytest.raises(errors.SaqNotConverted):
        as_docx(b"PK nothing", "doc", "MS Word 97")


def test_an_encrypted_old_document_asks_for_its_password() -> None:
    data = bytearray((FORMATS / "perfil_narrativo_es.doc").read_bytes())
    start = bytes(data).index(b"\xec\xa5", 512)  # where the document's own head begins
    data[start + 11] |= 1
    with pytest.raises(errors.SaqPasswordProtected):
        forms.read(bytes(data))


def test_plain_text_is_read_line_by_line_and_never_wrong() -> None:
    shown = copy_of("perfil_narrativo_es.txt", "perfil_narrativo_es.docx")
    rows = {row.ref: row for row in shown.rows if row.status == "accepted"}
    entries = forms.manifest("perfil_narrativo_es.docx")["rows"]
    known = [entry for entry in entries if entry["ref"] in rows]
    assert len(known) >= len(entries) - 1
    for entry in known:
        row = rows[entry["ref"]]
        assert row.claim.value == entry["claim"]
        assert row.text.startswith(entry["text"].partition("\n")[0])
    assert shown.media_type == "text/plain"


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_plain_cells_are_counted_as_the_general_parser_counts_them(pieces: list[str]) -> None:
    page = f"<table>{''.join(pieces)}"
    quick, general = Tree(), Tree()
    quick.take(page)
    general.feed(page)
    quick.close()
    general.close()
    assert shape_of(quick.open[0]) == shape_of(general.open[0])


def shape_of(node: Node) -> list[object]:
    """Return what a node holds, texts that stand side by side as one."""
    found: list[object] = []
    for item in node.inside:
        if isinstance(item, Node):
            found.append((item.name, shape_of(item)))
        elif found and isinstance(found[-1], str):
            found[-1] += item
        else:
            found.append(item)
    return found
