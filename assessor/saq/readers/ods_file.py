"""Reads ODS workbooks sparsely: shown texts and stored values, nothing computed or followed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from assessor.errors import SaqTooLarge
from assessor.i18n import N_
from assessor.saq.counting_odf import count_ods
from assessor.saq.formats import plain_number
from assessor.saq.opendocument import (
    OpenDocument,
    attribute,
    body_of,
    gather,
    inner_texts,
    is_open_document,
    open_document,
    plain_words,
    shapes_of,
)
from assessor.saq.package import local
from assessor.saq.steps import EACH, step
from assessor.saq.text import column_letters, tidy
from assessor.saq.types import Block, Cell, CellKind, Line, Notice, Reader, Source

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MAX_CELLS = 3_000_000
MAX_FILLED = 10_000  # times that a row or cell that says something may be repeated
MAX_POSITION = 20_000_000  # rows or columns of a sheet: beyond all programs' limits
_ROWS = {"table-header-rows", "table-rows", "table-row-group"}
_COLUMNS = {"table-header-columns", "table-columns", "table-column-group"}


@dataclass(slots=True)
class Sheet:
    """What is known about one sheet while its rows are read."""

    name: str
    document: OpenDocument
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    carried: dict[int, tuple[int, Cell]] = field(default_factory=dict)  # column → last row, cell
    extras: list[Line] = field(default_factory=list)
    boxes: int = 0
    empty_formulas: list[str] = field(default_factory=list)


def is_spreadsheet(data: bytes) -> bool:
    """Whether the bytes are an OpenDocument spreadsheet."""
    return is_open_document(data, "spreadsheet")


def read_spreadsheet(data: bytes) -> Source:
    """Return every sheet's rows with their places; nothing is run and no link followed."""
    document = open_document(data)
    blocks, notices, cells = [], [], 0
    for table in body_of(document, "spreadsheet").iterfind("{*}table"):
        sheet = Sheet(attribute(table, "name"), document)
        _read_columns(table, sheet)
        lines = []
        for line in _read_rows(table, sheet):
            cells += len(line.cells)
            if cells > MAX_CELLS:
                raise SaqTooLarge(name="", what=f"> {MAX_CELLS} cells")
            lines.append(line)
            if len(lines) % EACH == 0:
                step(len(lines))
        for shapes in table.iterfind("{*}shapes"):
            _read_boxes(shapes, sheet)
        style = document.styles.get(f"table {attribute(table, 'style-name')}")
        hidden = style is not None and not style.shown
        blocks.append(Block(sheet.name, "sheet", (*lines, *sheet.extras), hidden))
        if sheet.empty_formulas:
            text = N_(
                "{count} formulas hold no computed value; open and save the file to fill them."
            )
            count = {"count": str(len(sheet.empty_formulas))}
            notices.append(Notice("formulas", text, sheet.empty_formulas[0], count))
    if any(name.startswith("Basic/") for name in document.package.names):
        notices.append(Notice("macros", N_("The file holds macros; they were not run.")))
    return Source(MEDIA_TYPE, tuple(blocks), tuple(notices))


def _read_columns(table: Any, sheet: Sheet) -> None:
    position = 0
    for item in _inside(table, "table-column", _COLUMNS):
        first, position = position + 1, position + repeated(item, "columns")
        if attribute(item, "visibility") in {"collapse", "filter"}:
            sheet.hidden_columns.append((first, position))


def _inside(item: Any, wanted: str, groups: set[str]) -> Iterator[Any]:
    for child in item:
        name = local(child.tag)
        if name == wanted:
            yield child
        elif name in groups:
            yield from _inside(child, wanted, groups)


def repeated(item: Any, what: str) -> int:
    """Return how many equal rows or columns one element stands for."""
    times = attribute(item, f"number-{what}-repeated")
    count = int(times) if times.isdigit() else 1
    if count > MAX_POSITION:
        raise SaqTooLarge(name="", what=f"{count} {what}")
    return max(count, 1)


def _read_rows(table: Any, sheet: Sheet) -> Iterator[Line]:
    position = 0
    for item in _inside(table, "table-row", _ROWS):
        times = repeated(item, "rows")
        first = _read_row(item, position + 1, sheet)
        if any(not cell.carried for cell in first.cells):
            if times > MAX_FILLED:
                raise SaqTooLarge(name="", what=f"{times} equal rows")
            yield first
            for number in range(position + 2, position + times + 1):
                yield _read_row(item, number, sheet)
        position += times


def _read_row(item: Any, number: int, sheet: Sheet) -> Line:
    cells: dict[int, Cell] = {}
    carried: list[tuple[int, int, Cell]] = []
    column = 1
    for child in item.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        words = plain_words(child, sheet.document) if len(child) == 1 else None
        if words is not None:  # as most cells are: nothing else to look for
            if words:
                place = f"{sheet.name}!{column_letters(column)}{number}"
                cells[column] = Cell(place, words, column, hidden=_is_hidden(column, sheet))
            column += 1
            continue
        times = repeated(child, "columns")
        cell = _read_cell(child, number, column, sheet) if len(child) or child.attrib else None
        if cell and (cell.text or cell.kind == "formula" or cell.picture):
            if times > MAX_FILLED:
                raise SaqTooLarge(name="", what=f"{times} equal cells")
            if times == 1:
                cells[column] = cell
            for at in range(column, column + times) if times > 1 else ():
                place = f"{sheet.name}!{column_letters(at)}{number}"
                cells[at] = replace(cell, place=place, column=at)
            rows = attribute(child, "number-rows-spanned")
            if rows.isdigit() and int(rows) > 1:
                carried.append((column, number + int(rows) - 1, replace(cell, carried=True)))
        column += times
    for at, (last, above) in list(sheet.carried.items()) if sheet.carried else ():
        if number > last:
            del sheet.carried[at]
        elif at not in cells:
            cells[at] = above
    sheet.carried |= {at: (last, cell) for at, last, cell in carried}
    hidden = attribute(item, "visibility") in {"collapse", "filter"}
    ordered = tuple(cells[at] for at in sorted(cells))
    return Line(f"{sheet.name}!{number}", ordered, hidden=hidden)


def _read_cell(item: Any, row: int, column: int, sheet: Sheet) -> Cell:
    place = f"{sheet.name}!{column_letters(column)}{row}"
    if any(local(part.tag) != "p" for part in item):
        _read_extras(item, place, column, sheet)
    words = [gather(part, sheet.document) for part in item if local(part.tag) == "p"]
    shown = "\n".join("".join(part.parts) for part in words).strip()
    text, kind, raw = _value(item, shown)
    if not text and attribute(item, "formula") and attribute(item, "value-type") != "string":
        sheet.empty_formulas.append(place)
        kind = "formula"
    span = attribute(item, "number-columns-spanned")
    hidden = _is_hidden(column, sheet)
    picture = any(part.picture for part in words) or _is_pictured(item)
    width = int(span) if span.isdigit() and 0 < int(span) < MAX_POSITION else 1
    return Cell(place, text, column, width, kind, raw, hidden=hidden, picture=picture)


def _is_hidden(column: int, sheet: Sheet) -> bool:
    return bool(sheet.hidden_columns) and any(
        first <= column <= last for first, last in sheet.hidden_columns
    )


def _is_pictured(item: Any) -> bool:
    frames = [part for part in item if local(part.tag) == "frame"]
    return any(frame.find("{*}image") is not None for frame in frames)


def _value(item: Any, shown: str) -> tuple[str, CellKind, str]:
    """Return a cell's text as shown, what kind of value it is, and how a number is stored."""
    types = {value for key, value in item.items() if local(key) == "value-type"}
    if "error" in types:
        return shown, "error", ""
    kind = attribute(item, "value-type")
    if kind == "string":
        return shown or attribute(item, "string-value").strip(), "text", ""
    stored = attribute(item, "value")
    if kind == "boolean":
        return ("TRUE" if attribute(item, "boolean-value") == "true" else "FALSE"), "text", ""
    if kind == "date":
        day = attribute(item, "date-value")
        return shown or day, "date", day
    if kind == "time":
        return shown or attribute(item, "time-value"), "date", ""
    if kind in {"float", "percentage", "currency"} and stored:
        number = plain_number(float(stored))
        if kind == "percentage" and shown[-1:] == "%":
            shown = f"{shown[:-1].rstrip()} %"
        return shown or number, "number", stored
    return shown or attribute(item, "string-value").strip(), "text", ""


def _read_extras(item: Any, place: str, column: int, sheet: Sheet) -> None:
    """Keep a cell's comment and the shapes anchored to it: what stands there may be an answer."""
    for note in item.iterfind("{*}annotation"):
        text = tidy(inner_texts(note, sheet.document))
        key = f"{place} comment"
        if text and all(line.key != key for line in sheet.extras[-1:]):
            sheet.extras.append(Line(key, (Cell(key, text, column),), kind="comment"))
    if item.find("{*}frame") is not None or item.find("{*}custom-shape") is not None:
        _read_boxes(item, sheet)


def _read_boxes(item: Any, sheet: Sheet) -> None:
    for box in shapes_of(item):
        if text := tidy(inner_texts(box, sheet.document)):
            sheet.boxes += 1
            key = f"{sheet.name} text box {sheet.boxes}"
            sheet.extras.append(Line(key, (Cell(key, text),), kind="textbox"))


PLUGIN = Reader(
    "ods", ("ods", "ots"), is_spreadsheet, read_spreadsheet, count_ods, count_beside=True
)
