"""PDF files that are locked, scanned, damaged, hostile or hold more than their pages show."""

import contextlib
import io
import shutil
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor import errors, saq
from assessor.checklist import checklist
from assessor.saq.pdf.opened import MAX_STREAM
from assessor.saq.preview import preview_bytes
from tests import saq_pdfs as pdfs
from tests import saq_samples as forms

NAME = "portal_print_en.pdf"
ASKED = forms.importer()[:6]
has_ocr = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")


def changed(data: bytes, change: Any) -> bytes:
    """Return a file with something added by hand."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(stream)
    return stream.getvalue()


def codes(data: bytes) -> set[str]:
    """Return the codes of the notices about a file."""
    return {notice.code for notice in forms.read(data, forms.IMPORTER).notices}


def test_a_locked_file_asks_for_its_password(tmp_path: Any) -> None:
    data = pdfs.locked(pdfs.as_table(ASKED, "en"), "Sésamo 1")
    with pytest.raises(errors.SaqPasswordNeeded) as caught:
        forms.read(data, forms.IMPORTER)
    assert isinstance(caught.value, errors.SaqPasswordProtected)
    assert caught.value.hint_text()
    path = tmp_path / "locked.pdf"
    path.write_bytes(data)
    with pytest.raises(errors.SaqPasswordWrong, match=r"locked\.pdf"):
        saq.preview(path, checklist(forms.IMPORTER), password="wrong")
    shown = saq.preview(path, checklist(forms.IMPORTER), password="Sésamo 1")
    assert shown.counts.accepted == len(ASKED)
    assert shown.content == data


def test_comments_and_typed_words_are_never_dropped() -> None:
    def comment(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[500, 500, 520, 520],
            Contents="Only by day, in truth",
        )  # fmt: skip
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])

    rows = forms.read(changed(pdfs.as_table(ASKED, "en"), comment), forms.IMPORTER).rows
    (row,) = [row for row in rows if row.kind == "comment"]
    assert (row.text, row.place, row.status) == ("Only by day, in truth", "page 1", "unmatched")


def test_scripts_and_attachments_are_told_and_left_alone() -> None:
    def loaded(document: pikepdf.Pdf) -> None:
        document.attachments["plan.xlsx"] = b"PK not opened"
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="app.alert('x')"
        )

    assert codes(changed(pdfs.as_table(ASKED, "en"), loaded)) == {"attached", "scripts"}


def test_a_stream_that_swells_is_refused_before_it_is_unpacked() -> None:
    def swollen(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.contents_add(b" " * (MAX_STREAM + 1_000_000))

    start = time.thread_time()
    with pytest.raises(errors.SaqTooLarge):
        forms.read(changed(pdfs.as_table(ASKED, "en"), swollen), forms.IMPORTER)
    assert time.thread_time() - start < 20


def test_too_many_pages_are_refused() -> None:
    def endless(document: pikepdf.Pdf) -> None:
        for _ in range(501):
            document.add_blank_page()

    with pytest.raises(errors.SaqTooLarge, match="500 pages"):
        forms.read(changed(pdfs.as_table(ASKED, "en"), endless), forms.IMPORTER)


def test_ligatures_and_accents_are_letters() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = Path(__file__).parent.parent / "templates"
    font = next(fonts.rglob("DejaVuSansCondensed.ttf"))
    pdfmetrics.registerFont(TTFont("Trial", str(font)))

    def draw(page: Any) -> None:
        page.setFont("Trial", 9)
        page.drawString(40, 800, f"6.1 {forms.importer()[40].question}")
        page.drawString(40, 780, "Respuesta: Oﬁcina, veriﬁcación, ñandú, ☒ año")

    (row,) = [row for row in forms.read(pdfs.drawn(draw), forms.IMPORTER).rows if row.question]
    assert "Oficina, verificación, ñandú" in row.text


def test_a_scan_without_an_ocr_program_says_how_to_get_one(monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", "")
    scans = [
        pdfs.scanned(pdfs.as_print(ASKED, "en"), kind) for kind in ("PDF", "JPEG", "PNG", "TIFF")
    ]
    for data in scans:
        with pytest.raises(errors.SaqNeedsOcr) as caught:
            forms.read(data, forms.IMPORTER)
        assert "apt-get install tesseract-ocr tesseract-ocr-spa" in caught.value.hint_text()


def test_a_scanned_page_among_printed_ones_is_shown_as_not_read(monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", "")
    scan = pdfs.scanned(pdfs.as_print(ASKED, "en"))

    def added(document: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(scan)) as other:
            document.pages.extend(other.pages)

    shown = forms.read(changed(pdfs.as_table(ASKED, "en"), added), forms.IMPORTER)
    assert {notice.code for notice in shown.notices} >= {"pictures"}
    (row,) = [row for row in shown.rows if row.place == "page 2"]
    assert row.status == "unmatched"


@has_ocr
@pytest.mark.parametrize("kind", ["PDF", "JPEG", "TIFF"])
def test_what_was_read_by_ocr_is_always_to_check(kind: str) -> None:
    shown = forms.read(pdfs.scanned(pdfs.as_print(ASKED, "en"), kind), forms.IMPORTER)
    rows = {row.ref: row for row in forms.answers(shown)}
    assert (shown.counts.accepted, shown.counts.blank) == (0, 0)
    assert {row.status for row in rows.values()} <= {"to_check", "unmatched"}
    assert [rows[one.ref].claim.value for one in ASKED] == [one.claim for one in ASKED]
    assert all("read by OCR" in row.flags for row in rows.values())


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic"])
def test_a_broken_picture_is_a_clear_error(start: bytes) -> None:
    with pytest.raises((errors.SaqUnreadable, errors.SaqNeedsOcr)):
        forms.read(start + bytes(200), forms.IMPORTER)


@settings(max_examples=25, deadline=20_000, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_damage_escapes_as_a_crash_or_takes_forever(data: st.DataObject) -> None:
    content = bytearray((forms.SAMPLES / NAME).read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        position = data.draw(st.integers(0, len(content) - 1))
        content[position] = data.draw(st.integers(0, 255))
    end = data.draw(st.sampled_from([len(content), len(content) // 2, 2_000]))
    with contextlib.suppress(errors.AssessorError):
        preview_bytes(bytes(content[:end]), NAME, forms.checklist_of(NAME))
