"""Reads XLS workbooks of the years before 2007: cells as last shown, macros never run."""

import io
import struct
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from assessor.errors import SaqUnreadable
from assessor.i18n import N_
from assessor.saq import biff
from assessor.saq.counting_xls import count_xls
from assessor.saq.formats import DATE_FORMATS, is_date_format, shown_date, shown_number
from assessor.saq.ole import has_stream, open_compound
from assessor.saq.text import column_letters, tidy
from assessor.saq.types import Block, Cell, CellKind, Line, Notice, Reader, Source

MEDIA_TYPE = "application/vnd.ms-excel"
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
# What the library lets through when a file is damaged.
_DAMAGE = (struct.error, ValueError, LookupError, AttributeError, TypeError, AssertionError,
           ArithmeticError, RecursionError, OSError, EOFError, NotImplementedError, NameError,
           MemoryError)  # fmt: skip


def is_old_workbook(data: bytes) -> bool:
    """Whether the bytes are a compound file with a workbook in it."""
    return has_stream(data, "Workbook", "Book") and not has_stream(data, "WordDocument")


def read_old_workbook(data: bytes) -> Source:
    """Return every sheet's rows with their places; nothing is run and no link followed."""
    stream = biff.stream_of(data)
    book = _open(data)
    starts = {sheet.name: sheet.offset for sheet in biff.sheets(stream)}
    blocks = []
    try:
        for sheet in book.sheets():
            lines = [*_read_rows(book, sheet), *_read_comments(sheet)]
            for index, text in enumerate(biff.boxes(stream, starts.get(sheet.name, 0)), 1):
                key = f"{sheet.name} text box {index}"
                lines.append(Line(key, (Cell(key, tidy(text)),), kind="textbox"))
            blocks.append(Block(sheet.name, "sheet", tuple(lines), hidden=sheet.visibility != 0))
    except _DAMAGE as error:
        raise SaqUnreadable(name="") from error
    notices = []
    if any(name in open_compound(data).streams for name in ("VBA", "dir", "_VBA_PROJECT")):
        notices.append(Notice("macros", N_("The file holds macros; they were not run.")))
    return Source(MEDIA_TYPE, tuple(blocks), tuple(notices))


def _open(data: bytes) -> Any:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except (xlrd.XLRDError, CompDocError, *_DAMAGE) as error:
        raise SaqUnreadable(name="") from error


def _read_rows(book: Any, sheet: Any) -> Iterator[Line]:
    merged = {(row, column): (last - 1, end - column)
              for row, last, column, end in sheet.merged_cells}  # fmt: skip
    carried: dict[int, tuple[int, Cell]] = {}  # column → last row, cell
    for row in range(sheet.nrows):
        cells: dict[int, Cell] = {}
        for column in range(sheet.row_len(row)):
            cell = _read_cell(book, sheet, row, column)
            if cell is not None:
                cells[column] = cell
        filled = bool(cells)
        for column, (last, above) in list(carried.items()):
            if row > last:
                del carried[column]
            elif column not in cells:
                cells[column] = above
        for column in [column for column in cells if (row, column) in merged]:
            last, span = merged[row, column]
            cells[column] = replace(cells[column], span=max(span, 1))
            if last > row:
                carried[column] = (last, replace(cells[column], carried=True))
        if filled:
            look = sheet.rowinfo_map.get(row)
            ordered = tuple(cells[column] for column in sorted(cells))
            yield Line(f"{sheet.name}!{row + 1}", ordered, hidden=bool(look and look.hidden))


def _read_cell(book: Any, sheet: Any, row: int, column: int) -> Cell | None:
    kind = sheet.cell_type(row, column)
    if kind not in {_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR}:
        return None
    text, shape, raw = _value(book, sheet, row, column, kind)
    if not text:
        return None
    place = f"{sheet.name}!{column_letters(column + 1)}{row + 1}"
    look = sheet.colinfo_map.get(column)
    return Cell(place, text, column + 1, kind=shape, raw=raw, hidden=bool(look and look.hidden))


def _value(book: Any, sheet: Any, row: int, column: int, kind: int) -> tuple[str, CellKind, str]:
    """Return a cell's text as shown, what kind of value it is, and how a number is stored."""
    value = sheet.cell_value(row, column)
    if kind == _TEXT:
        return value.strip(), "text", ""
    if kind == _BOOLEAN:
        return ("TRUE" if value else "FALSE"), "text", ""
    if kind == _ERROR:
        import xlrd

        return xlrd.error_text_from_code.get(value, "#N/A"), "error", ""
    code = _format(book, sheet.cell_xf_index(row, column))
    if is_date_format(code):
        shown, raw = shown_date(value, code, date1904=bool(book.datemode))
        if shown:
            return shown, "date", raw
    return shown_number(value, code), "number", repr(value)


def _format(book: Any, index: int) -> str:
    key = book.xf_list[index].format_key
    known = DATE_FORMATS.get(str(key))
    if known is not None:
        return known
    format = book.format_map.get(key)
    return str(format.format_str) if format is not None else ""


def _read_comments(sheet: Any) -> Iterator[Line]:
    for (row, column), note in sorted(sheet.cell_note_map.items()):
        if text := tidy(note.text or ""):
            key = f"{sheet.name}!{column_letters(column + 1)}{row + 1} comment"
            yield Line(key, (Cell(key, text, column + 1),), kind="comment")


PLUGIN = Reader("xls", ("xls", "xlt"), is_old_workbook, read_old_workbook, count_xls)
