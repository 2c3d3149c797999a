"""Reads RTF documents as LibreOffice saves them."""

from dataclasses import replace

from assessor.saq.counting import count_docx
from assessor.saq.libreoffice import as_docx
from assessor.saq.readers.doc_file import CONVERTED
from assessor.saq.readers.docx_file import read_document
from assessor.saq.types import Reader, Source

MEDIA_TYPE = "application/rtf"


def is_rich_text(data: bytes) -> bool:
    """Whether the bytes open as rich text does."""
    return data.startswith(b"{\\rtf")


def read_rich_text(data: bytes) -> Source:
    """Return what the document says; SaqNeedsLibreOffice where that is not installed."""
    source = read_document(_saved(data))
    return replace(source, media_type=MEDIA_TYPE, notices=(*source.notices, CONVERTED))


def count_rich_text(data: bytes) -> list[str]:
    """Return the keys of all rows that say something, counted apart from the reader."""
    return count_docx(_saved(data))


def _saved(data: bytes) -> bytes:
    return as_docx(data, "rtf", "Rich Text Format")


PLUGIN = Reader("rtf", ("rtf",), is_rich_text, read_rich_text, count_rich_text)
