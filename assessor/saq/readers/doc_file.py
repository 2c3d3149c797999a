"""Reads DOC documents of the years before 2007 as LibreOffice saves them; macros never run."""

from dataclasses import replace

from assessor.i18n import N_
from assessor.saq.counting import count_docx
from assessor.saq.libreoffice import as_docx
from assessor.saq.ole import has_stream
from assessor.saq.readers.docx_file import read_document
from assessor.saq.types import Notice, Reader, Source

MEDIA_TYPE = "application/msword"
CONVERTED = Notice("converted", N_("Read as LibreOffice shows it; check it against the file."))


def is_old_document(data: bytes) -> bool:
    """Whether the bytes are a compound file with a word processor's document in it."""
    return has_stream(data, "WordDocument")


def read_old_document(data: bytes) -> Source:
    """Return what the document says; SaqNeedsLibreOffice where that is not installed."""
    source = read_document(_saved(data))
    notices = [*source.notices, CONVERTED]
    if has_stream(data, "_VBA_PROJECT", "VBA"):
        notices.append(Notice("macros", N_("The file holds macros; they were not run.")))
    return replace(source, media_type=MEDIA_TYPE, notices=tuple(notices))


def count_old_document(data: bytes) -> list[str]:
    """Return the keys of all rows that say something, counted apart from the reader."""
    return count_docx(_saved(data))


def _saved(data: bytes) -> bytes:
    return as_docx(data, "doc", "MS Word 97")


PLUGIN = Reader("doc", ("doc", "dot"), is_old_document, read_old_document, count_old_document)
