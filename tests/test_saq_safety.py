"""Hostile, damaged and foreign files cost an error message and nothing else."""

import contextlib
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import errors
from assessor.saq import package
from tests import saq_samples as forms

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """Return a small, sound workbook."""
    return forms.as_xlsx(forms.rows_of(forms.manufacturer()[:3], "es"))


def changed(data: bytes, part: str, content: bytes | None, *, extra: int = 0) -> bytes:
    """Return a package with another content of one part (None: without it), and more parts."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
            elif content is not None:
                target.writestr(name, content)
        for number in range(extra):
            target.writestr(f"extra/{number}", b"")
    return stream.getvalue()


def part_of(data: bytes, part: str) -> bytes:
    """Return one part of a package."""
    return zipfile.ZipFile(io.BytesIO(data)).read(part)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.SaqEmpty),
        (b"\xef\xbb\xbf \r\n\r\n", errors.SaqEmpty),
        (b"%PDF-1.7\n", errors.SaqUnreadable),
        (b"GIF89a" + bytes(40), errors.SaqTypeUnknown),
        (b"<html><body><br></body></html>", errors.SaqEmpty),
        (bytes(range(256)), errors.SaqTypeUnknown),
        (OLE + bytes(600), errors.SaqOldOffice),
        (OLE + "EncryptedPackage".encode("utf-16-le"), errors.SaqOldOffice),
        (b"PK\x03\x04 not really", errors.SaqUnreadable),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, error: type[errors.AssessorError]) -> None:
    with pytest.raises(error) as caught:
        forms.read(data)
    assert caught.value.values["name"] == "test"
    assert caught.value.text()
    assert caught.value.hint_text()


def test_a_zip_that_is_no_document_is_refused(workbook: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("a.txt", "x")
    with pytest.raises(errors.SaqTypeUnknown):
        forms.read(stream.getvalue())
    with pytest.raises(errors.SaqTypeUnknown):
        forms.read(changed(workbook, "[Content_Types].xml", None))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_declared_entities_are_refused(workbook: bytes, encoding: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'.encode(encoding)
    with pytest.raises(errors.SaqUnsafe, match="entities"):
        forms.read(changed(workbook, SHEET, bomb))


def test_an_archive_bomb_is_refused_before_it_is_opened(workbook: bytes) -> None:
    padded = part_of(workbook, SHEET) + b" " * 20_000_000
    start = time.thread_time()
    with pytest.raises(errors.SaqUnsafe):
        forms.read(changed(workbook, SHEET, padded))
    with pytest.raises(errors.SaqTooLarge):
        forms.read(changed(workbook, SHEET, b"x", extra=package.MAX_ENTRIES))
    assert time.thread_time() - start < 5


def test_a_bomb_of_many_parts_is_refused_by_the_sum(workbook: bytes) -> None:
    sound = package.open_package(workbook)
    assert sound.read(SHEET)
    info = sound.names[SHEET]
    info.file_size = package.MAX_UNPACKED + 1
    with pytest.raises(errors.SaqTooLarge):
        sound._check_sizes()
    package.open_package.cache_clear()


def test_an_encrypted_part_asks_for_the_password(workbook: bytes) -> None:
    sound = package.open_package(workbook)
    sound.names[SHEET].flag_bits |= 1
    with pytest.raises(errors.SaqPasswordProtected):
        sound._check_sizes()
    package.open_package.cache_clear()


def test_links_to_the_outside_are_not_followed(workbook: bytes) -> None:
    rels = "xl/_rels/workbook.xml.rels"
    outside = part_of(workbook, rels).replace(
        b'Target="/xl/worksheets/sheet1.xml"',
        b'Target="http://outside.example/x.xml" TargetMode="External"',
    )
    assert b"outside.example" in outside
    with pytest.raises(errors.SaqEmpty):
        forms.read(changed(workbook, rels, outside))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_a_damaged_part_is_a_clear_error(workbook: bytes, part: str) -> None:
    with pytest.raises(errors.AssessorError):
        forms.read(changed(workbook, part, part_of(workbook, part)[:120]))


def test_rows_that_two_counts_disagree_about_are_an_error(workbook: bytes) -> None:
    """Two rows of one number: the ledger would show one place twice."""
    content = part_of(workbook, SHEET).replace(b'<row r="3"', b'<row r="2"')
    with pytest.raises(errors.SaqRowsLost, match="unaccounted"):
        forms.read(changed(workbook, SHEET, content))


@settings(max_examples=50)
@given(st.data())
def test_no_change_of_a_few_bytes_escapes_as_a_crash(data: st.DataObject) -> None:
    sound = _sound()
    part = data.draw(st.sampled_from([SHEET, "xl/workbook.xml", "xl/styles.xml"]))
    content = bytearray(part_of(sound, part))
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(content) - 1))
        content[position] = data.draw(st.integers(32, 126))
    with contextlib.suppress(errors.AssessorError):
        forms.read(changed(sound, part, bytes(content)))


@settings(max_examples=25)
@given(st.data())
def test_no_change_in_a_document_escapes_as_a_crash(data: st.DataObject) -> None:
    sound = _document()
    content = bytearray(part_of(sound, "word/document.xml"))
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(content) - 1))
        content[position] = data.draw(st.integers(32, 126))
    with contextlib.suppress(errors.AssessorError):
        forms.read(changed(sound, "word/document.xml", bytes(content)), forms.IMPORTER)


def _sound(made: list[bytes] = []) -> bytes:  # noqa: B006  made once for all examples
    if not made:
        made.append(forms.as_xlsx(forms.rows_of(forms.manufacturer()[:3], "es")))
    return made[0]


def _document(made: list[bytes] = []) -> bytes:  # noqa: B006
    if not made:
        made.append(forms.as_docx(forms.rows_of(forms.importer()[:3], "en")))
    return made[0]
