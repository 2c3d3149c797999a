"""Workbooks that Excel encrypted: the password opens them, nothing else does."""

import io
from contextlib import suppress

import pytest

from assessor import errors
from assessor.saq.preview import read_bytes
from tests.saq_samples import SAMPLES


def locked(data: bytes, password: str) -> bytes:
    """Return a workbook as Excel encrypts it with a password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    found = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, found)
    return found.getvalue()


def test_an_encrypted_xlsx_is_read_with_its_password() -> None:
    plain = (SAMPLES / "ctpat_fabricante_es.xlsx").read_bytes()
    data = locked(plain, "Contraseña 1")
    with pytest.raises(errors.SaqPasswordNeeded):
        read_bytes(data, "x.xlsx")
    with pytest.raises(errors.SaqPasswordWrong, match=r"x\.xlsx does not open"):
        read_bytes(data, "x.xlsx", password="Contraseña 2")
    found = read_bytes(data, "x.xlsx", password="Contraseña 1")
    assert found.counted == read_bytes(plain, "x.xlsx").counted
    assert found.content == data  # what is kept is what the company handed in


def test_a_damaged_lock_is_a_clear_error() -> None:
    """Whatever is damaged: the file is read, or a message says what is wrong with it."""
    whole = locked((SAMPLES / "ctpat_fabricante_es.xlsx").read_bytes(), "a")
    for cut in range(512, len(whole), len(whole) // 40):
        data = bytearray(whole)
        data[cut : cut + 60] = b"\x7f" * 60
        with suppress(errors.AssessorError):
            read_bytes(bytes(data), "x.xlsx", password="a")
