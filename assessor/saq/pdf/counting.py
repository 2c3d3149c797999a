"""Counts what a PDF file says a second time, with another parser, to show that none was lost."""

import io
import unicodedata
from collections.abc import Iterable
from typing import Any

from assessor.saq.pdf.opened import broken
from assessor.saq.pdf.words import PageRead
from assessor.saq.types import Block

_LOST = 0.004  # of a page's letters that two parsers may disagree about
_FEW = 2
_DEEP = 12


def letters(text: str) -> int:
    """Return how many letters and digits a text holds, ligatures taken apart."""
    return sum(char.isalnum() for char in unicodedata.normalize("NFKC", text))


def lost_in_reading(data: bytes, pages: Iterable[PageRead]) -> list[str]:
    """Return the pages of which the other parser sees more letters, or fewer, than were read."""
    import pdfplumber

    lost: list[str] = []
    read = {page.number: page for page in pages}
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number, page in enumerate(document.pages, 1):
                if number in read and not read[number].ocr and _differs(page, read[number]):
                    lost.append(f"page {number}")
                page.close()
    except broken():
        return lost  # a file too damaged for the other parser; what was read is all there is
    return lost


def _differs(page: Any, read: PageRead) -> bool:
    own = sum(letters(word.text) for word in read.words if not word.field)
    own += sum(letters(word.text) for line in read.aside for word in line)
    chars = page.chars
    unknown = sum(char["text"].startswith("(cid:") for char in chars)
    spare = max(_FEW, _LOST * own) + read.unmapped
    counted = _count(chars)
    if own - spare <= counted <= own + spare or counted <= own <= counted + unknown:
        return False
    counted = _count(page.dedupe_chars(tolerance=1.5).chars)
    return not own - spare - unknown <= counted <= own + spare


def _count(chars: list[dict[str, Any]]) -> int:
    return sum(letters(char["text"]) for char in chars if not char["text"].startswith("(cid:"))


def lost_in_order(pages: Iterable[PageRead], blocks: Iterable[Block], twice: int) -> list[str]:
    """Return a key if the rows do not hold each letter of the pages exactly once.

    `twice` letters stand in headers and footers that are shown once for all pages.
    """
    read = sum(letters(word.text) for page in pages for word in _all_words(page))
    kept = sum(
        letters(cell.text)
        for block in blocks
        for line in block.lines
        for cell in line.cells
        if not cell.carried
    )
    return [] if read == kept + twice else ["all pages"]


def _all_words(page: PageRead) -> list[Any]:
    return [*page.words, *(word for line in page.aside for word in line)]


def lost_fields(data: bytes, texts: Iterable[str]) -> list[str]:
    """Return the names of filled-in fields, by the other parser, that were not read."""
    import pdfplumber

    told = "\n".join(texts)
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            form = _plain(document.doc.catalog.get("AcroForm")) or {}
            fields = list(_fields(_plain(form.get("Fields")) or (), "", 0))
    except broken():
        return []
    return [f"field {name}" for name, value in fields if letters(value) and value not in told]


def _plain(thing: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(thing)


def _fields(items: Any, above: str, depth: int) -> Iterable[tuple[str, str]]:
    """Give name and words of each text field of the form."""
    from pdfminer.utils import decode_text

    for item in map(_plain, items if depth < _DEEP else ()):
        own = _plain(item.get("T"))
        name = decode_text(own) if isinstance(own, bytes) else above
        value = _plain(item.get("V"))
        kind = getattr(_plain(item.get("FT")), "name", "Tx")
        if isinstance(value, bytes) and kind == "Tx":
            text = decode_text(value).replace("\r\n", "\n").replace("\r", "\n")
            yield name, text.strip()
        yield from _fields(_plain(item.get("Kids")) or (), name, depth + 1)
