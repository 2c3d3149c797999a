"""Files that office programs encrypted: the password opens them, nothing else does."""

import base64
import hashlib
import io
import os
import zipfile
import zlib
from contextlib import suppress
from typing import Any

import pytest

from assessor import errors
from assessor.saq import locked, locked_odf
from assessor.saq.libreoffice import find_libreoffice
from assessor.saq.preview import read_bytes
from tests.saq_samples import SAMPLES

FORMATS = SAMPLES / "formats"
with_libreoffice = pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not here")
SECRET = "Sésamo 1"
# As LibreOffice 7.4 locks them; "old": in the way of OpenOffice until 2010.
LOCKED = {
    "locked.ods": "traps.ods",
    "locked_old.ods": "traps.ods",
    "locked.odt": "traps.odt",
    "locked.xls": "ctpat_fabricante_es.xls",
    "locked.doc": "traps.doc",
}


def by_excel(data: bytes, password: str) -> bytes:
    """Return a workbook as Excel encrypts it with a password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    found = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, found)
    return found.getvalue()


def by_libreoffice(
    data: bytes, password: str, *, memory: int = 65536, key: str = "argon2id", cipher: str = "gcm"
) -> bytes:
    """Return an OpenDocument file as LibreOffice locks it since 2024: all parts together."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt, start = os.urandom(16), os.urandom(12)
    secret = hashlib.sha256(password.encode()).digest()
    made = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=65536).derive(secret)
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = engine.compress(data) + engine.flush()
    manifest = f"""<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">
 <manifest:file-entry manifest:full-path="encrypted-package" manifest:size="{len(data)}">
  <manifest:encryption-data>
   <manifest:algorithm manifest:algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-{cipher}"
    manifest:initialisation-vector="{base64.b64encode(start).decode()}"/>
   <manifest:start-key-generation manifest:key-size="32"
    manifest:start-key-generation-name="http://www.w3.org/2001/04/xmlenc#sha256"/>
   <manifest:key-derivation manifest:key-derivation-name="urn:x:{key}" manifest:key-size="32"
    manifest:salt="{base64.b64encode(salt).decode()}" loext:argon2-iterations="3"
    loext:argon2-memory="{memory}" loext:argon2-lanes="4"/>
  </manifest:encryption-data>
 </manifest:file-entry>
</manifest:manifest>"""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("META-INF/manifest.xml", manifest)
        out.writestr("encrypted-package", start + AESGCM(made).encrypt(start, packed, None))
    return found.getvalue()


def said(data: bytes, password: str = "") -> list[tuple[Any, ...]]:
    """Return what each row of a file says."""
    found = read_bytes(data, "x", password=password)
    lines = (line for block in found.source.blocks for line in block.lines)
    return [(line.key, [cell.text for cell in line.cells]) for line in lines]


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=with_libreoffice if ".doc" in name else ()) for name in LOCKED],
)
def test_a_locked_file_is_read_with_its_password_alone(name: str) -> None:
    data = (FORMATS / name).read_bytes()
    with pytest.raises(errors.SaqPasswordNeeded, match=rf"{name} is protected"):
        read_bytes(data, name)
    with pytest.raises(errors.SaqPasswordWrong, match=rf"{name} does not open"):
        read_bytes(data, name, password="sésamo 1")
    found = read_bytes(data, name, password=SECRET)
    plain = read_bytes((FORMATS / LOCKED[name]).read_bytes(), name)
    assert sorted(found.counted) == sorted(plain.counted)
    assert said(data, SECRET) == said((FORMATS / LOCKED[name]).read_bytes())
    assert found.content == data  # what is kept is what the company handed in


def test_a_file_that_is_locked_as_a_whole_is_read_with_its_password() -> None:
    plain = (FORMATS / "ctpat_fabricante_es.ods").read_bytes()
    data = by_libreoffice(plain, SECRET)
    with pytest.raises(errors.SaqPasswordNeeded):
        read_bytes(data, "x.ods")
    with pytest.raises(errors.SaqPasswordWrong):
        read_bytes(data, "x.ods", password="another")
    assert read_bytes(data, "x.ods", password=SECRET).source == read_bytes(plain, "x").source


def test_a_lock_that_asks_for_endless_work_is_refused() -> None:
    with pytest.raises(errors.SaqUnsafe, match="keep this computer busy"):
        read_bytes(by_libreoffice(b"x", SECRET, memory=1 << 24), "x.ods", password=SECRET)


@pytest.mark.parametrize("unknown", [{"key": "PGP"}, {"cipher": "xts"}])
def test_a_lock_of_another_kind_is_told(unknown: dict[str, str]) -> None:
    data = by_libreoffice(b"x", SECRET, **unknown)  # type: ignore[arg-type]
    with pytest.raises(errors.SaqPasswordProtected) as told:
        read_bytes(data, "x.ods", password=SECRET)
    assert "save a copy without one" in told.value.hint_text()


@pytest.mark.parametrize("left", [1000, 1, 0, -5])
def test_what_unpacks_without_end_is_cut_off(left: int) -> None:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = engine.compress(bytes(50_000)) + engine.flush()
    assert len(locked_odf._unpacked(packed, 50_000)) == 50_000
    with pytest.raises(errors.SaqTooLarge):
        locked_odf._unpacked(packed, left)


def test_an_encrypted_xlsx_is_read_with_its_password() -> None:
    plain = (SAMPLES / "ctpat_fabricante_es.xlsx").read_bytes()
    data = by_excel(plain, "Contraseña 1")
    with pytest.raises(errors.SaqPasswordNeeded):
        read_bytes(data, "x.xlsx")
    with pytest.raises(errors.SaqPasswordWrong, match=r"x\.xlsx does not open"):
        read_bytes(data, "x.xlsx", password="Contraseña 2")
    found = read_bytes(data, "x.xlsx", password="Contraseña 1")
    assert found.counted == read_bytes(plain, "x.xlsx").counted
    assert found.content == data


def test_a_workbook_that_may_only_be_read_needs_no_password() -> None:
    plain = (SAMPLES / "ctpat_fabricante_es.xlsx").read_bytes()
    data = by_excel(plain, locked.NO_SECRET)
    assert read_bytes(data, "x.xlsx").counted == read_bytes(plain, "x.xlsx").counted


@pytest.mark.parametrize(
    "name", ["xlsx", "whole.ods", "locked.ods", "locked_old.ods", "locked.xls"]
)
def test_a_damaged_lock_is_a_clear_error(name: str) -> None:
    """Whatever is damaged: the file is read, or a message says what is wrong with it."""
    if name == "xlsx":
        whole = by_excel((SAMPLES / "ctpat_fabricante_es.xlsx").read_bytes(), SECRET)
    elif name == "whole.ods":
        whole = by_libreoffice((FORMATS / "traps.ods").read_bytes(), SECRET)
    else:
        whole = (FORMATS / name).read_bytes()
    for cut in range(512, len(whole), len(whole) // 40):
        data = bytearray(whole)
        data[cut : cut + 60] = b"\x7f" * 60
        with suppress(errors.AssessorError):
            read_bytes(bytes(data), name, password=SECRET)
