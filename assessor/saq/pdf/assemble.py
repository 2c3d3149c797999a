"""Puts the pages of a file together: margins aside, columns in order, tables over page breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from assessor.saq.columns import head_roles, signature
from assessor.saq.pdf.counting import letters
from assessor.saq.pdf.loose import Loose, as_line, find_loose, is_head
from assessor.saq.pdf.margins import margin_text, split_margins
from assessor.saq.pdf.paragraphs import (
    Paragraph,
    are_marked,
    opens,
    page_span,
    paragraphs_of,
    set_right,
)
from assessor.saq.pdf.ruled import Place, Ruled, ruled_tables
from assessor.saq.pdf.words import PageRead, Printed, lines_of, usual_size
from assessor.saq.types import Block, Cell, Line

EVERY_PAGE = "every page"
_LARGER = 1.13  # letters so much higher than those of the text head a section
_HEADING = 120
_FEW = 6  # lines that a column of text has at least
_WIDE = 0.55  # of its column that the lines of a text fill
_REFERENCE = re.compile(r"\W?\d{1,2}(\.\d{1,2})+\b")
Piece = Ruled | Printed


@dataclass(slots=True)
class Assembly:
    """What is known while the pages are put together."""

    size: float
    doubting: bool  # nothing marks the answers
    blocks: list[Block]
    tables: int = 0
    rows: int = 0  # of the last table without ruled lines
    unsure: set[str] = field(default_factory=set)  # keys of paragraphs that may end elsewhere


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the pages of a file became."""

    blocks: tuple[Block, ...]
    once: int  # letters of headers and footers that are shown once for several pages
    unsure: frozenset[str]


def assemble(pages: list[PageRead]) -> Assembled:
    """Return tables and paragraphs of all pages, in the order they are read."""
    ruled: list[list[Ruled]] = []
    lines: list[list[Printed]] = []
    for page in pages:
        tables, words = ruled_tables(page)
        ruled.append(tables)
        lines.append(lines_of(words, page.number))
    heads = [[line for line in found if is_head(line)] for found in lines]
    bodies, margins = split_margins(
        [_without(found, its) for found, its in zip(lines, heads, strict=True)]
    )
    bodies = [
        sorted([*body, *its], key=lambda line: line.top)
        for body, its in zip(bodies, heads, strict=True)
    ]
    for body in bodies:
        for number, line in enumerate(body, 1):
            line.number = number
    words = [word for page in pages for word in page.words if not word.field]
    marked = are_marked([line for body in bodies for line in body])
    state = Assembly(usual_size(words), not marked, [])
    pieces = [
        piece
        for page, body, tables in zip(pages, bodies, ruled, strict=True)
        for piece in _in_order(page, body, tables)
    ]
    _assemble(pieces, state)
    once = 0
    if margins:
        said = margin_text(margins)
        once += sum(letters(line.text) for line in margins) - letters(said)
        margin = Line(EVERY_PAGE, (Cell(EVERY_PAGE, said),), kind="page")
        state.blocks.append(Block("", "text", (margin,)))
    aside = list(_aside(pages))
    once += sum(letters(word.text) for page in pages for line in page.aside for word in line)
    once -= sum(letters(line.cells[0].text) for block in aside for line in block.lines)
    return Assembled((*state.blocks, *aside), once, frozenset(state.unsure))


def _without(lines: list[Printed], others: list[Printed]) -> list[Printed]:
    ids = {id(line) for line in others}
    return [line for line in lines if id(line) not in ids]


def _in_order(page: PageRead, lines: list[Printed], tables: list[Ruled]) -> list[Piece]:
    """Return what stands on a page as it is read: by columns of text, else from the top."""
    columns = [lines]
    gutter = _gutter(lines) if not tables else None
    if gutter is not None:
        columns = _divided(page, lines, gutter)
    for column in columns:
        set_right(column)
    if tables:
        pieces: list[tuple[float, Piece]] = [(table.box[1], table) for table in tables]
        pieces += [(line.top, line) for line in lines]
        return [piece for _, piece in sorted(pieces, key=lambda pair: pair[0])]
    return [line for column in columns for line in column]


def _gutter(lines: list[Printed]) -> float | None:
    """Return where two columns of text part a page; None where there is one, or a table."""
    if len(lines) < 2 * _FEW or any(is_head(line) for line in lines):
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    spots = [left + (right - left) * step / 40 for step in range(13, 28)]
    crossed = {spot: sum(_crosses(line, spot) for line in lines) for spot in spots}
    spot = min(spots, key=lambda spot: (crossed[spot], abs(spot - (left + right) / 2)))
    if crossed[spot] * 6 > len(lines):
        return None
    sides: list[list[float]] = [[], []]
    numbered = [0, 0]
    for line in lines:
        for segment in line.segments:
            side = int(segment.x0 >= spot)
            sides[side].append(segment.x1 - segment.x0)
            numbered[side] += bool(_REFERENCE.match(segment.text))
    if min(map(len, sides)) < _FEW or (numbered[0] and not numbered[1]):
        return None
    rooms = (spot - left, right - spot)
    dense = [
        sorted(side)[len(side) * 2 // 3] > _WIDE * room
        for side, room in zip(sides, rooms, strict=True)
    ]
    return spot if all(dense) else None


def _crosses(line: Printed, spot: float) -> bool:
    return any(segment.x0 < spot < segment.x1 for segment in line.segments)


def _divided(page: PageRead, lines: list[Printed], gutter: float) -> list[list[Printed]]:
    """Return the lines above the columns, the left column, the right one, and what stands below."""
    whole = [line for line in lines if _crosses(line, gutter)]
    parted = [line for line in lines if not _crosses(line, gutter)]
    top = [line for line in whole if line.top <= parted[0].top]
    sides: list[list[Printed]] = []
    for side in (0, 1):
        words = [word for line in parted for word in line.words if int(word.x0 >= gutter) == side]
        sides.append(lines_of(words, page.number))
    rest = _without(whole, top)
    below = [line for line in rest if line.top >= parted[-1].top]
    sides[0] = sorted([*sides[0], *_without(rest, below)], key=lambda line: line.top)
    columns = [column for column in (top, *sides, below) if column]
    for number, line in enumerate([line for column in columns for line in column], 1):
        line.number = number
    return columns


def _assemble(pieces: list[Piece], state: Assembly) -> None:
    """Turn tables and runs of lines into blocks, tables that go on after a page break into one."""
    run: list[Printed] = []
    table: list[Ruled] = []
    for piece in pieces:
        if isinstance(piece, Printed):
            _close_ruled(table, state)
            run.append(piece)
            continue
        _close_run(run, state)
        if table and not _same_columns(table[-1], piece):
            _close_ruled(table, state)
        table.append(piece)
    _close_ruled(table, state)
    _close_run(run, state)


def _same_columns(one: Ruled, other: Ruled) -> bool:
    if one.page == other.page or len(one.columns) != len(other.columns):
        return False
    return all(abs(a - b) < 4 for a, b in zip(one.columns, other.columns, strict=True))


def _close_ruled(tables: list[Ruled], state: Assembly) -> None:
    if not tables:
        return
    state.tables += 1
    name = f"table {state.tables}"
    lines: list[Line] = []
    for table in tables:
        pages = [
            line
            for line in (_ruled_line(row, table, name, at) for at, row in enumerate(table.rows, 1))
            if line.cells
        ]
        _join_rows(lines, pages)
    tables.clear()
    state.blocks.append(Block(name, "table", tuple(lines)))


def _ruled_line(row: list[Place], table: Ruled, name: str, at: int) -> Line:
    place = f"page {table.page}"
    cells = tuple(
        Cell(place, place_.text, place_.column, place_.span, carried=place_.carried)
        for place_ in row
    )
    printed = [word for cell in row if not cell.carried for word in cell.words if not word.field]
    bold = bool(printed) and all(word.bold for word in printed)
    if not any(cell.text and not cell.carried for cell in cells):
        cells = ()
    return Line(f"page {table.page}, {name}, row {at}", cells, bold=bold)


def _join_rows(lines: list[Line], later: list[Line]) -> None:
    """Add the rows of the next page; one that a page break divided becomes one again."""
    if lines and later:
        later[:1] = _apart_from_head(lines[0], later[0])
        head = signature(lines[0])
        skip = 1 if signature(later[0]) == head and head_roles(lines[0]) else 0
        if len(later) > skip and _goes_on(lines[-1], later[skip]):
            later[skip] = _joined(lines.pop(), later[skip])
    lines += later


def _apart_from_head(head: Line, line: Line) -> list[Line]:
    """Part a repeated head from the rest of a row that no ruled line parts it from."""
    names = {cell.column: cell.text for cell in head.cells}
    rest = {cell.column: cell.text for cell in line.cells}
    begins = all(rest.get(column, "").startswith(name) for column, name in names.items())
    if not begins or names == rest or not head_roles(head):
        return [line]
    cells = (
        replace(cell, text=cell.text[len(names.get(cell.column, "")) :].strip())
        for cell in line.cells
    )
    heads = tuple(replace(cell, text=names.get(cell.column, "")) for cell in line.cells)
    left = tuple(cell for cell in cells if cell.text)
    return [
        Line(f"{line.key} head", heads, bold=line.bold),
        Line(line.key, left),
    ]


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a row is the rest of the row before the page break: it has no number of its own."""
    first = {cell.column: cell.text for cell in before.cells}
    rest = {cell.column: cell.text for cell in line.cells if cell.text and not cell.carried}
    if not rest or len(before.cells) < 2 or head_roles(line):
        return False
    start = min(column for column, text in first.items() if text)
    if min(rest) <= start or any(column not in first for column in rest):
        return False
    return not _REFERENCE.match(rest[min(rest)])


def _joined(before: Line, line: Line) -> Line:
    rest = {cell.column: cell.text for cell in line.cells if not cell.carried}
    pages = page_span(_pages(before.key)[0], _pages(line.key)[1])
    cells = tuple(
        replace(cell, place=pages, text=_run_on(cell.text, rest.get(cell.column, "")))
        for cell in before.cells
    )
    more = tuple(
        c for c in line.cells if c.text and c.column not in {b.column for b in before.cells}
    )
    key = f"{pages},{before.key.partition(',')[2]}"
    return replace(before, key=key, cells=(*cells, *more))


def _run_on(text: str, rest: str) -> str:
    """Return a cell's text with what stands of it on the next page."""
    if not rest or not text:
        return text or rest
    return f"{text}\n{rest}" if opens(rest) else f"{text} {rest}"


def _pages(key: str) -> tuple[int, int]:
    found = re.match(r"page (\d+)(?:-(\d+))?", key)
    if not found:
        return 0, 0
    return int(found[1]), int(found[2] or found[1])


def _close_run(lines: list[Printed], state: Assembly) -> None:
    """Turn a run of printed lines into paragraphs, and tables without ruled lines into tables."""
    run, start = list(lines), 0
    lines.clear()
    text: list[Printed] = []
    while start < len(run):
        loose = find_loose(run, start)
        if loose is None:
            text.append(run[start])
            start += 1
            continue
        apart = bool(text)
        _close_text(text, state)
        _add_loose(loose, state, apart=apart)
        start += len(loose.lines)
    _close_text(text, state)


def _add_loose(loose: Loose, state: Assembly, *, apart: bool) -> None:
    """Add a table without ruled lines; under the same head it goes on with the one before it."""
    last = state.blocks[-1] if state.blocks and not apart else None
    goes_on = last is not None and last.kind == "table" and bool(loose.head)
    if last is not None and goes_on:
        first = as_line("", loose.rows[0], loose.bands, "")
        goes_on = bool(last.lines) and signature(first) == signature(last.lines[0])
    state.tables += not goes_on
    state.rows = state.rows if goes_on else 0
    name = last.name if last is not None and goes_on else f"table {state.tables}"
    lines = list(last.lines) if last is not None and goes_on else []
    rows = [
        as_line(_row_key(row, name, at), row, loose.bands, page_span(row[0].page, row[-1].page))
        for at, row in enumerate(loose.rows, state.rows + 1)
        if row
    ]
    state.rows += len(loose.rows)
    _join_rows(lines, rows)
    if goes_on:
        state.blocks.pop()
    state.blocks.append(Block(name, "table", tuple(lines)))


def _row_key(row: list[Printed], name: str, at: int) -> str:
    return f"{page_span(row[0].page, row[-1].page)}, {name}, row {at}"


def _close_text(lines: list[Printed], state: Assembly) -> None:
    if lines:
        paragraphs = paragraphs_of(lines, doubting=state.doubting)
        found = tuple(_text_line(paragraph, state) for paragraph in paragraphs)
        state.blocks.append(Block("", "text", found))
        lines.clear()


def _text_line(paragraph: Paragraph, state: Assembly) -> Line:
    first = paragraph.first
    key = f"{paragraph.pages}, line {first.number}"
    hidden = all(word.hidden for line in paragraph.lines for word in line.words)
    cell = Cell(paragraph.pages, paragraph.text, hidden=hidden)
    if paragraph.unsure:
        state.unsure.add(key)
    return Line(key, (cell,), level=_level(paragraph, state.size), bold=first.bold)


def _level(paragraph: Paragraph, size: float) -> int:
    """Return 1 for what is printed larger than the text and asks nothing."""
    text = paragraph.text
    larger = paragraph.first.size > _LARGER * size
    asks = text.endswith("?") or bool(_REFERENCE.match(text)) or len(text) > _HEADING
    return int(larger and not asks and not paragraph.first.words[0].field)


def _aside(pages: list[PageRead]) -> Iterator[Block]:
    """Give what is printed in another direction than the page: seen, and belonging nowhere."""
    texts: dict[str, list[int]] = {}
    for page in pages:
        for words in page.aside:
            texts.setdefault(" ".join(word.text for word in words), []).append(page.number)
    for number, (text, found) in enumerate(texts.items(), 1):
        if len(found) > 1:
            line = Line(f"{EVERY_PAGE}, aside {number}", (Cell(EVERY_PAGE, text),), kind="page")
        else:
            key = f"page {found[0]}, aside {number}"
            line = Line(key, (Cell(f"page {found[0]}", text),), kind="textbox")
        yield Block("", "text", (line,))
