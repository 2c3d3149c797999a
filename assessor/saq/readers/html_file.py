"""Reads HTML pages: tables, questions with their answers; nothing is run or followed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import structs

from assessor.errors import SaqEmpty, SaqTooLarge
from assessor.saq.claims import claim_word
from assessor.saq.counting_html import BLOCKS, CELLS, OWN, SKIPPED, STRUCTURE, count_html
from assessor.saq.page_look import Look, Words, look_of, name_of, shown_as
from assessor.saq.page_text import is_page, page_text
from assessor.saq.steps import EACH, step
from assessor.saq.text import tidy
from assessor.saq.types import Block, Cell, CellKind, Line, Reader, Source

MEDIA_TYPE = "text/html"
MAX_CELLS = 1_000_000
MAX_SPAN = 1_000
_PLAIN = {"td", "th"}


@dataclass(slots=True)
class Page:
    """A page while it is read."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0


def read_page(data: bytes) -> Source:
    """Return the page's paragraphs and tables with their places, as a browser would show them."""
    from lxml import etree

    text, notice = page_text(data)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.ParserError as error:
        raise SaqEmpty(name="") from error
    if tree is None:
        raise SaqEmpty(name="")
    page = Page()
    _walk(tree, Look(), page)
    _close(page)
    return Source(MEDIA_TYPE, tuple(page.blocks), (notice,))


def _close(page: Page) -> None:
    _end_paragraph(page)
    if page.lines:
        page.blocks.append(Block("", "text", tuple(page.lines)))
        page.lines = []


def _end_paragraph(page: Page) -> None:
    words, page.words = page.words, Words()
    text = words.text()
    if not text and not words.picture:
        return
    if text:
        page.paragraphs += 1
        place = f"paragraph {page.paragraphs}"
        look = words.look
        cell = Cell(place, text, number=look.number, hidden=words.hidden, picture=words.picture)
        bold = words.bold * 2 > words.length
        kind: Any = "page" if look.margin else ""
        page.lines.append(Line(place, (cell,), level=look.level, bold=bold, kind=kind))


def _walk(item: Any, look: Look, page: Page) -> None:
    """Read an element and what is in it, in the order of the page."""
    name = name_of(item)
    if name in SKIPPED:
        return
    if name == "table":
        _read_table(item, look, page)
        return
    look = look_of(item, look)
    if name in BLOCKS:
        _end_paragraph(page)
    if name == "li":
        look = replace(look, number=_list_number(item))
    _add_own(item, name, page.words, look)
    for child in item:
        _walk(child, look, page)
        page.words.add(child.tail or "", look)
    if name in BLOCKS:
        _end_paragraph(page)


def _add_own(item: Any, name: str, words: Words, look: Look) -> None:
    """Add what an element shows of itself: its text, a form field's state, a line's end."""
    if name == "br":
        words.parts.append("\n")
    elif name == "input":
        words.add(_field(item), look)
    elif name == "select":
        chosen = [option for option in item.iter("option") if option.get("selected") is not None]
        words.add(", ".join("".join(option.itertext()).strip() for option in chosen), look)
    elif name == "img":
        said = item.get("alt") or ""
        if claim_word(said):
            words.add(said, look)
        elif item.get("src"):
            words.picture = True
    elif name in {"object", "embed", "canvas", "video", "audio"}:
        words.picture = True
    else:
        words.add(item.text or "", look)


def _field(item: Any) -> str:
    """Return a form field as its reader sees it: a box, or what was typed."""
    kind = (item.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☒ " if item.get("checked") is not None else "☐ "
    if kind in {"text", "date", "number", "email", "tel", "url", "search", "month", "time"}:
        return str(item.get("value") or "")
    return ""


def _list_number(item: Any) -> str:
    """Return the number that an ordered list prints before an entry."""
    above = item.getparent()
    if above is None or name_of(above) != "ol":
        return ""
    start = above.get("start") or "1"
    number = int(start) if start.isdigit() and len(start) < 6 else 1
    for entry in above.iterchildren("li"):
        given = entry.get("value") or ""
        number = int(given) if given.isdigit() and len(given) < 6 else number
        if entry is item:
            break
        number += 1
    kind = above.get("type") or "1"
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)})"
    return f"{number}."


# Tables


def _read_table(table: Any, look: Look, page: Page) -> None:
    """Read a table of data as rows; one that only arranges the page as what stands in it."""
    rows = _rows(table)
    if _arranges(rows):
        _end_paragraph(page)
        for child in table:
            _walk(child, look, page)
        _end_paragraph(page)
        return
    for loose in _loose(table):
        if isinstance(loose, str):
            page.words.add(loose, look)
            continue
        _end_paragraph(page)
        _walk(loose, look, page)
        _end_paragraph(page)
    _close(page)
    page.tables += 1
    name = f"table {page.tables}"
    lines = tuple(_read_rows(rows, name, look_of(table, look), page))
    page.blocks.append(Block(name, "table", lines))


def _rows(item: Any, *, within: bool = False) -> list[Any]:
    """Return a table's rows, also from within elements that belong into no table.

    Cells that stand in no row are put into one, as browsers do.
    """
    found, implied = [], None
    for child in list(item):
        name = name_of(child)
        if name == "tr":
            implied = None
            found.append(child)
            if _is_plain(child):
                continue
        elif name in {"td", "th"} and not within:
            if implied is None:
                implied = item.makeelement("tr")
                child.addprevious(implied)
                found.append(implied)
            implied.append(child)
        if name not in OWN and (name in STRUCTURE or _holds_cells(child)):
            found += _rows(child, within=within or name == "tr")
    return found


def _is_plain(row: Any) -> bool:
    """Whether nothing but cells stands in a row."""
    return {cell.tag for cell in row} <= _PLAIN


def _holds_cells(item: Any) -> bool:
    """Whether an element between table and cell holds cells or rows of that table."""
    return any(
        name_of(child) in CELLS or (name_of(child) not in OWN and _holds_cells(child))
        for child in item
    )


def _loose(item: Any) -> Iterator[Any]:
    """Yield what stands in a table but in none of its cells: a caption, stray fields and words."""
    yield item.text or ""
    for child in item:
        name = name_of(child)
        if name in _PLAIN:
            pass
        elif name not in OWN and (name in STRUCTURE or name == "tr" or _holds_cells(child)):
            yield from _loose(child)
        elif name not in {"col", "colgroup"}:
            yield child
        if child.tail:
            yield child.tail


def _cells(row: Any) -> list[Any]:
    found = []
    for child in row:
        name = name_of(child)
        if name in {"td", "th"}:
            found.append(child)
        elif name not in OWN and name != "tr" and _holds_cells(child):
            found += _cells(child)
    return found


def _arranges(rows: list[Any]) -> bool:
    """Whether a table holds other tables and no row with two texts of its own beside them."""
    if not any(True for row in rows for _ in row.iter("table")):
        return False
    return all(sum(map(_has_own_text, _cells(row))) < 2 for row in rows)


def _has_own_text(item: Any) -> bool:
    if (item.text or "").strip():
        return True
    return any(
        (child.tail or "").strip()
        or (name_of(child) not in SKIPPED and name_of(child) != "table" and _has_own_text(child))
        for child in item
    )


def _read_rows(rows: list[Any], name: str, look: Look, page: Page) -> Iterator[Line]:
    carried: dict[int, tuple[int, Cell]] = {}  # column → last row, cell
    for index, row in enumerate(rows, 1):
        place, its = f"{name}, row {index}", look_of(row, look)
        if index % EACH == 0:
            step(index, len(rows))
        cells: list[Cell] = []
        bold = length = 0
        column = 1
        for item in _cells(row):
            while column in carried and carried[column][0] >= index:
                cells.append(structs.replace(carried[column][1], place=place))
                column += carried[column][1].span
            cell, heavy, long = _read_cell(item, place, column, its)
            last = index + _span(item.get("rowspan")) - 1
            cells.append(cell)
            if last > index:
                carried[column] = (last, structs.replace(cell, carried=True))
            column += cell.span
            bold, length = bold + heavy, length + long
        cells += [structs.replace(cell, place=place) for at, (last, cell) in sorted(carried.items())
                  if at >= column and last >= index]  # fmt: skip
        page.cells += len(cells)
        if page.cells > MAX_CELLS:
            raise SaqTooLarge(name="", what=f"> {MAX_CELLS} cells")
        if carried:
            carried = {at: kept for at, kept in carried.items() if kept[0] > index}
        if cells:
            bolder = bool(length) and bold * 2 > length
            yield Line(place, tuple(cells), hidden=its.hidden, bold=bolder)


def _read_cell(item: Any, place: str, column: int, look: Look) -> tuple[Cell, int, int]:
    """Return a cell, how many of its letters are bold, and how many it has."""
    if item.tag == "td" and not len(item) and not item.attrib:  # as most cells are
        text = shown_as(item.text or "", look)
        length = len(text.strip())
        return Cell(place, tidy(text), column), length if look.bold else 0, length
    words = Words()
    inner = look_of(item, look)
    _add_inner(item, words, inner)
    hidden = (words.hidden or inner.hidden) and not look.hidden
    span = _span(item.get("colspan"))
    stored = item.get("sdval") or item.get("x:num")  # a spreadsheet's number: 1.1 may be 1.10
    text = words.text()
    kind: CellKind = "text" if stored is None or not text else "number"
    raw = stored or text if kind == "number" else ""
    cell = Cell(place, text, column, span, kind, raw, hidden=hidden, picture=words.picture)
    return cell, words.bold, words.length


def _span(stored: str | None) -> int:
    if stored is None:
        return 1
    text = stored.strip()
    return min(max(int(text), 1), MAX_SPAN) if text.isdigit() and len(text) < 9 else 1


def _add_inner(item: Any, words: Words, look: Look) -> None:
    """Add a cell's text; a table inside it stands as one line per row."""
    name = name_of(item)
    if name in SKIPPED:
        return
    if name == "table":
        for row in _rows(item):
            texts = []
            for cell in _cells(row):
                part = Words()
                _add_inner(cell, part, look_of(cell, look))
                texts.append(part.text().replace("\n", " "))
            words.add("\n", replace(look, kept=True))
            words.add(" | ".join(texts), look)
        words.parts.append("\n")
        return
    if name in BLOCKS:
        words.parts.append("\n")
    _add_own(item, name, words, look)
    for child in item:
        _add_inner(child, words, look_of(child, look))
        words.add(child.tail or "", look)
    if name in BLOCKS:
        words.parts.append("\n")


PLUGIN = Reader(
    "html", ("html", "htm", "mht", "mhtml"), is_page, read_page, count_html, count_beside=True
)
