"""Reads PDF files: forms, tables, questions and answers over page breaks, scanned pages."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from assessor.errors import SaqNeedsOcr, SaqTooLarge, SaqUnreadable
from assessor.i18n import N_
from assessor.saq.pdf import ocr
from assessor.saq.pdf.assemble import Assembled, assemble
from assessor.saq.pdf.counting import lost_fields, lost_in_order, lost_in_reading
from assessor.saq.pdf.fields import Note, read_fields, unplaced
from assessor.saq.pdf.glyphs import read_glyphs
from assessor.saq.pdf.opened import MAX_PAGES, broken, is_pdf, told, unlock
from assessor.saq.pdf.words import PageRead, usual_size
from assessor.saq.steps import step
from assessor.saq.types import Block, Cell, Line, Notice, Reader, Source

MEDIA_TYPE = "application/pdf"
_FEW_LETTERS = 20  # a page that is a picture may still print its number


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read: its pages, what became of them, and what to say of it."""

    pages: tuple[PageRead, ...]
    told: Assembled
    notices: tuple[Notice, ...]
    extra: tuple[Line, ...]  # comments, fields without a place, pages that were not read


def read_pdf(data: bytes) -> Source:
    """Return the rows of all pages; nothing is run, no link followed, no attachment opened."""
    found = _reading(data)
    extra = (Block("", "text", found.extra),) if found.extra else ()
    scanned = frozenset(page.number for page in found.pages if page.ocr)
    return Source(
        MEDIA_TYPE, (*found.told.blocks, *extra), found.notices, scanned, found.told.unsure
    )


def count_pdf(data: bytes) -> list[str]:
    """Return the keys that must be accounted for; what another parser misses is one of them."""
    found = _reading(data)
    keys = [line.key for block in found.told.blocks for line in block.lines]
    keys += [line.key for line in found.extra]
    keys += lost_in_reading(data, found.pages)
    keys += lost_in_order(found.pages, found.told.blocks, found.told.once)
    texts = [word.text for page in found.pages for word in page.words if word.field]
    return keys + lost_fields(data, [*texts, *(line.cells[0].text for line in found.extra)])


@lru_cache(maxsize=1)
def _reading(data: bytes) -> Reading:
    try:
        return _read(data)
    except broken() as error:
        raise SaqUnreadable(name="") from error


def _read(data: bytes) -> Reading:
    import pikepdf
    import pypdfium2

    pages: list[PageRead] = []
    notes: list[Note] = []
    with pikepdf.open(io.BytesIO(data)) as form, pypdfium2.PdfDocument(data) as document:
        if len(document) > MAX_PAGES:
            raise SaqTooLarge(name="", what=f"> {MAX_PAGES} pages")
        for number in range(1, len(document) + 1):
            step(number, len(document))
            page = read_glyphs(document[number - 1], number)
            words, its = read_fields(
                form.pages[number - 1], number, page.way, usual_size(page.words)
            )
            page.words += words
            pages.append(page)
            notes += its
        unread = _read_pictures(document, pages)
        shown = {word.text for page in pages for word in page.words if word.field}
        fields = unplaced(form, shown)
        notices = told(form)
    notices += _notices(pages, unread)
    extra = [*_comments(notes), *_fields(fields), *_unread(unread)]
    return Reading(tuple(pages), assemble(pages), tuple(notices), tuple(extra))


def _read_pictures(document: Any, pages: list[PageRead]) -> list[int]:
    """Read the pages that are pictures, if a program for that is there; return those left."""
    left: list[int] = []
    pictures = [page for page in pages if page.picture and _letters(page) < _FEW_LETTERS]
    for at, page in enumerate(pictures[: ocr.MAX_OCR_PAGES]):
        step(at, min(len(pictures), ocr.MAX_OCR_PAGES))
        try:
            seen = ocr.read_picture(_rendered(document[page.number - 1]), page.number)
        except SaqNeedsOcr:
            if all(_letters(other) < _FEW_LETTERS for other in pages):
                raise
            left.append(page.number)
            continue
        page.words, page.aside, page.edges, page.ocr = seen.words, [], [], True
    return left + [page.number for page in pictures[ocr.MAX_OCR_PAGES :]]


def _letters(page: PageRead) -> int:
    return sum(len(word.text) for word in page.words)


def _rendered(page: Any) -> Any:
    """Return a page as a picture, no larger than reading it needs."""
    width, height = page.get_size()
    scale = min(ocr.LONG_SIDE / max(width, height, 1.0), 6.0)
    return page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()


def _notices(pages: list[PageRead], unread: list[int]) -> list[Notice]:
    found = []
    scanned = [page.number for page in pages if page.ocr]
    if scanned:
        text = N_("Pages read by OCR, to be checked against the file: {pages}.")
        found.append(_notice("ocr", text, scanned))
    if unread:
        text = N_("Pages that hold only a picture were not read: {pages}.")
        found.append(_notice("pictures", text, unread))
    unclear = [page.number for page in pages if page.unmapped > _FEW_LETTERS]
    if unclear:
        text = N_("Pages with letters that their font does not name: {pages}. Compare them.")
        found.append(_notice("letters", text, unclear))
    return found


def _notice(code: str, text: str, pages: list[int]) -> Notice:
    return Notice(code, text, f"page {pages[0]}", {"pages": ", ".join(map(str, pages))})


def _comments(notes: list[Note]) -> list[Line]:
    lines = []
    for number, note in enumerate(notes, 1):
        place = f"page {note.page}"
        lines.append(Line(f"{place}, comment {number}", (Cell(place, note.text),), kind="comment"))
    return lines


def _fields(fields: list[tuple[str, str]]) -> list[Line]:
    """Return what was filled into fields that stand on no page: seen, and belonging nowhere."""
    return [
        Line(f"field {number}", (Cell(f"field {name}", text),), kind="textbox")
        for number, (name, text) in enumerate(fields, 1)
    ]


def _unread(pages: list[int]) -> list[Line]:
    blank = Cell("", "", picture=True)
    return [
        Line(f"page {page}, picture", (replace(blank, place=f"page {page}"),), kind="textbox")
        for page in pages
    ]


PLUGIN = Reader("pdf", ("pdf",), is_pdf, read_pdf, count_pdf, unlock)
