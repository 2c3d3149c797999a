"""Whatever bytes come: a preview or a clear error, never another exception, and soon."""

import contextlib
import io
import time
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessor.errors import AssessorError
from assessor.saq.encodings import decode
from assessor.saq.libreoffice import find_libreoffice
from tests import saq_samples as forms

FORMATS = forms.SAMPLES / "formats"
OPENINGS = (b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"<html><tr><td>", b"\xff\xfe",
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
            b"\x00\x00\xfe\xff", b"sep=;\n", b"PK\x03\x04")  # fmt: skip
WHOLE = ("traps.xls", "traps_word.html", "traps_sheet.html", "perfil_narrativo_es.txt")
PACKED = ("traps.ods", "traps.odt")
AT_MOST = 20  # seconds, on the slowest machine
RELAXED = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survives(data: bytes) -> None:
    """Read bytes that may be anything: a preview or an error with a hint."""
    start = time.thread_time()
    with contextlib.suppress(AssessorError):
        forms.read(data)
    assert time.thread_time() - start < AT_MOST


@cache
def sample(name: str) -> bytes:
    """Return a sample's bytes."""
    return (FORMATS / name).read_bytes()


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Change, drop, repeat or cut some bytes."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(made) - 1, 0)))
        match draw(st.integers(0, 3)):
            case 0:
                made[at : at + 1] = draw(st.binary(min_size=1, max_size=8))
            case 1:
                del made[at : at + draw(st.integers(1, 200))]
            case 2:
                made[at:at] = made[max(at - 150, 0) : at]
            case _:
                made[at : at + 4] = draw(
                    st.sampled_from([b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f"])
                )
    return bytes(made)


@RELAXED
@given(st.sampled_from(OPENINGS), st.binary(max_size=700))
def test_arbitrary_bytes(opening: bytes, data: bytes) -> None:
    survives(opening + data)


@pytest.mark.parametrize("name", WHOLE)
@settings(RELAXED, max_examples=20)
@given(data=st.data())
def test_damaged_files(name: str, data: st.DataObject) -> None:
    survives(data.draw(damaged(sample(name))))


@pytest.mark.parametrize("name", PACKED)
@settings(RELAXED, max_examples=20)
@given(data=st.data())
def test_damaged_parts_of_a_package(name: str, data: st.DataObject) -> None:
    source, stream = zipfile.ZipFile(io.BytesIO(sample(name))), io.BytesIO()
    part = data.draw(st.sampled_from(["content.xml", "styles.xml", "mimetype"]))
    with zipfile.ZipFile(stream, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, data.draw(damaged(content)) if entry == part else content)
    survives(stream.getvalue())


TAGS = st.sampled_from(
    [
        *[
            "table",
            "tr",
            "td",
            "th",
            "p",
            "div",
            "li",
            "ol",
            "b",
            "br",
            "select",
            "option",
            "textarea",
            "h2",
            "script",
            "form",
            "input",
        ]
    ]
)


@RELAXED
@given(st.lists(st.tuples(TAGS, st.booleans(), st.text("7.1 Síx<&;", max_size=6)), max_size=40))
def test_pages_of_any_shape(parts: list[tuple[str, bool, str]]) -> None:
    text = "".join(f"<{'/' if closing else ''}{tag}>{said}" for tag, closing, said in parts)
    survives(f"<html>{text}".encode())


@RELAXED
@given(st.binary(max_size=400))
def test_any_bytes_decode_to_some_text(data: bytes) -> None:
    text, encoding = decode(data)
    assert isinstance(text, str)
    assert encoding


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not here")
@pytest.mark.parametrize("cut", [600, 5_000])
def test_old_documents_that_are_cut_off(cut: int) -> None:
    survives(sample("traps.doc")[:cut])
    survives(b"{\\rtf1" + sample("traps.doc")[:cut])


@pytest.mark.parametrize("tag", [b"<div>", b"<table><tr><td>", b"<b>"])
def test_nesting_without_end(tag: bytes) -> None:
    survives(tag * 20_000 + b"7.1")
