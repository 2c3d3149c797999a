"""Reading exported files back: every text a person or a program could find in them."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pikepdf
import pypdfium2

from assessor.reports.blocks import Block, Document, Heading, Said, inline


def pdf_text(content: bytes) -> str:
    """Return the text of all pages."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def pdf_pages(content: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def pdf_raw(content: bytes) -> bytes:
    """Return the file with every stream unpacked: metadata, bookmarks and pictures included."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(
            stream,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
        )
    return stream.getvalue()


def docx_parts(content: bytes) -> dict[str, bytes]:
    """Return every part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def docx_text(content: bytes) -> str:
    """Return the words of the body, one line per paragraph."""
    body = docx_parts(content)["word/document.xml"].decode()
    lines = re.sub(r"</w:p>", "\n", body)
    return re.sub(r"<[^>]+>", "", lines)


def haystack(content: bytes, format: str) -> bytes:
    """Return everything in an exported file, without spaces, for a search that misses nothing."""
    if format == "docx":
        parts = docx_parts(content)
        found = b"".join(parts.values()) + b"".join(name.encode() for name in parts)
        return found + re.sub(r"\s", "", docx_text(content)).encode()
    raw = pdf_raw(content)
    # Titles and bookmarks may stand as UTF-16.
    return raw + raw.replace(b"\0", b"") + re.sub(r"\s", "", pdf_text(content)).encode()


def around(found: bytes, wanted: str) -> bytes:
    """Return what stands around a string, or nothing: a failing test stays readable."""
    at = found.find(wanted.encode())
    return found[max(0, at - 40) : at + 80] if at >= 0 else b""


# Blocks


def words_in(thing: object) -> Iterator[Said]:
    """Every text inside blocks, whatever they are."""
    if isinstance(thing, Said):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from words_in(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from words_in(getattr(thing, field.name))


def said(blocks: object, lang: str = "en") -> list[str]:
    """The texts of one language, and of none."""
    return [word.text for word in words_in(blocks) if word.lang in {lang, ""}]


def section(document: Document, title: str) -> list[Block]:
    """The blocks under a heading of level 1."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = title in inline(block.words)
        elif inside:
            found.append(block)
    assert found, f"no section {title}"
    return found
