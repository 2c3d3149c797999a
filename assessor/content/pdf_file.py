"""Reads tables printed in PDF files, and the lines around them; what is a picture stays unread."""

import io
from collections import Counter
from typing import Any

from msgspec.structs import replace

from assessor.errors import SaqPasswordProtected, SaqTooLarge, SaqUnreadable
from assessor.i18n import N_
from assessor.saq.pdf.opened import unlock
from assessor.saq.steps import step
from assessor.saq.text import tidy
from assessor.saq.types import Block, Cell, Line, Notice, Reader, Source

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 500
_LOST = 0.02  # of a page's letters another parser may see more; ligatures and marks differ
_FEW = 12  # so few letters more are page furniture, whatever their share
_HANG = 0.6  # a word belongs to the line whose height it shares to this part


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF file."""
    return data.lstrip(b"\r\n\t \x00")[:5] == b"%PDF-"


def read_pdf(data: bytes) -> Source:
    """Return the rows of all tables, and the lines outside them, in the order of the pages."""
    unlock(data, "")  # for its checks alone: pages, objects and streams are counted there
    blocks: list[Block] = []
    empty: list[str] = []
    with _opened(data) as document:
        if len(document.pages) > MAX_PAGES:
            raise SaqTooLarge(name="", what=f"> {MAX_PAGES} pages")
        tables = 0
        for number, page in enumerate(document.pages, 1):
            step(number, len(document.pages))
            found = _read_page(page, number, tables)
            tables += sum(block.kind == "table" for block in found)
            blocks += found
            if not found and page.images:
                empty.append(str(number))
            page.close()
    notices = []
    if empty:
        text = N_("Pages that hold only a picture were not read: {pages}.")
        notices.append(Notice("pictures", text, f"page {empty[0]}", {"pages": ", ".join(empty)}))
    return Source(MEDIA_TYPE, tuple(blocks), tuple(notices))


def _opened(data: bytes) -> Any:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return pdfplumber.open(io.BytesIO(data))
    except (PdfminerException, PDFException) as error:
        inner = error.args[0] if error.args else error
        if isinstance(inner, PDFPasswordIncorrect):
            raise SaqPasswordProtected(name="") from error
        raise SaqUnreadable(name="") from error


def _read_page(page: Any, number: int, tables: int) -> list[Block]:
    """Return what stands on a page, from top to bottom: tables, and the text between them."""
    found = [table for table in page.find_tables() if len(table.rows) and _columns(table) > 1]
    words = page.extract_words(keep_blank_chars=False, use_text_flow=False)
    loose = [word for word in words if not any(_inside(word, table.bbox) for table in found)]
    parts: list[tuple[float, Block]] = []
    for index, table in enumerate(sorted(found, key=lambda table: table.bbox[1]), tables + 1):
        lines = tuple(_rows(table, number, index))
        parts.append((table.bbox[1], Block(f"table {index}", "table", lines)))
    for at, text in enumerate(_lines(loose), 1):
        key = f"page {number}, line {at}"
        line = Line(key, (Cell(key, text[1]),))
        parts.append((text[0], Block("", "text", (line,))))
    return [block for _top, block in sorted(parts, key=lambda part: part[0])]


def _columns(table: Any) -> int:
    return max(len(row.cells) for row in table.rows)


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = ((word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2)
    return bool(box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3])


def _rows(table: Any, page: int, index: int) -> list[Line]:
    """Return the rows; a cell that spans columns or rows says so, as in other formats."""
    texts = table.extract()
    found: list[Line] = []
    above: dict[int, Cell] = {}
    for at, (row, line) in enumerate(zip(table.rows, texts, strict=True), 1):
        place = f"page {page}, table {index}, row {at}"
        cells: list[Cell] = []
        for column, (box, text) in enumerate(zip(row.cells, line, strict=True), 1):
            if box is None:
                _spread(cells, above.get(column), column, place, _reaches(table, at, column))
            elif words := tidy(_joined(text or "")):
                cells.append(Cell(place, words, column))
                above[column] = cells[-1]
            else:
                above.pop(column, None)
        if any(not cell.carried for cell in cells):
            found.append(Line(place, tuple(cells)))
    return found


def _reaches(table: Any, at: int, column: int) -> bool:
    """Whether a cell of an earlier row of this column reaches down into row `at`."""
    top = table.rows[at - 1].bbox[1]
    earlier = (row.cells[column - 1] for row in table.rows[: at - 1] if len(row.cells) >= column)
    return any(box is not None and box[3] > top + 1 for box in earlier)


def _spread(
    cells: list[Cell], above: Cell | None, column: int, place: str, reaches: object
) -> None:
    """A place without a cell of its own belongs to the cell above it, or to the one before."""
    if reaches and above is not None:
        cells.append(replace(above, place=place, carried=True))
    elif cells and not cells[-1].carried and cells[-1].column + cells[-1].span == column:
        cells[-1] = replace(cells[-1], span=cells[-1].span + 1)


def _joined(text: str) -> str:
    """Return a cell's printed lines as the sentence they are; a list keeps its lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = ""
    for line in lines:
        if not joined:
            joined = line
        elif line[:1] in "•·–-*▪" or line[:2].rstrip(").").isdigit():
            joined += f"\n{line}"
        elif joined.endswith("\u00ad"):
            joined = joined[:-1] + line
        elif joined.endswith("-") and joined[-2:-1].isalpha() and line[:1].islower():
            joined += line  # whether the hyphen is the word's own, nobody can tell: it stays
        else:
            joined += f" {line}"
    return joined


def _lines(words: list[dict[str, Any]]) -> list[tuple[float, str]]:
    """Return words as lines of text, each with its height on the page."""
    found: list[tuple[float, float, list[dict[str, Any]]]] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        height = word["bottom"] - word["top"]
        if found and min(found[-1][1], word["bottom"]) - word["top"] > _HANG * height:
            found[-1][2].append(word)
        else:
            found.append((word["top"], word["bottom"], [word]))
    return [
        (top, " ".join(word["text"] for word in sorted(line, key=lambda word: word["x0"])))
        for top, _bottom, line in found
    ]


# Counting with another parser


def count_pdf(data: bytes) -> list[str]:
    """Return the places that must be accounted for.

    A PDF file has no rows that could be counted twice. So another parser reads the letters of
    each page; a page of which rows and lines together hold fewer is named as a row of its own.
    """
    seen: dict[str, Counter[str]] = {}
    keys: list[str] = []
    for block in read_pdf(data).blocks:
        for line in block.lines:
            keys.append(line.key)
            page = line.key.partition(",")[0]
            texts = "".join(cell.text for cell in line.cells if not cell.carried)
            seen.setdefault(page, Counter()).update(_letters(texts))
    for page, letters in _pages(data):
        lost = sum((letters - seen.get(page, Counter())).values())
        if lost > max(_FEW, _LOST * sum(letters.values())):
            keys.append(page)
    return keys


def _pages(data: bytes) -> list[tuple[str, Counter[str]]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise SaqUnreadable(name="") from error
    found = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        found.append((f"page {number + 1}", Counter(_letters(text.get_text_range()))))
        text.close()
        page.close()
    document.close()
    return found


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


READER = Reader("pdf", ("pdf",), is_pdf, read_pdf, count_pdf)
