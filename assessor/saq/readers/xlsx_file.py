"""Reads XLSX workbooks sparsely: only the cells that are there, as their cached values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from msgspec.structs import replace

from assessor.errors import SaqTooLarge
from assessor.i18n import N_
from assessor.saq.controls import boxes_of, with_boxes
from assessor.saq.counting import count_xlsx
from assessor.saq.formats import DATE_FORMATS, is_date_format, shown_date, shown_number
from assessor.saq.package import Package, elements_in, local, main_part, open_package
from assessor.saq.plain_sheet import PlainSheet, Written, plain_sheet, unescaped
from assessor.saq.steps import EACH, step
from assessor.saq.symbols import STRUCK
from assessor.saq.text import column_letters, column_number
from assessor.saq.types import Block, Cell, CellKind, Line, Notice, Reader, Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_CELLS = 3_000_000
MAX_ADDRESS = 20  # letters and digits of a cell's place; those of programs have ten
MAX_LETTERS = 7  # those of programs have three
_MERGES = tuple("mergeCell".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # number format code of each cell style
    date1904: bool = False
    struck: bool = False  # a cell holds words that are struck out
    cells: int = 0


@dataclass(slots=True)
class Sheet:
    """What is known about one sheet while its rows are read."""

    name: str
    book: Book
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: dict[int, list[tuple[int, int, int, int]]] = field(default_factory=dict)  # by first row
    empty_formulas: list[str] = field(default_factory=list)


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a package whose main document is a workbook."""
    if not data.startswith(b"PK"):
        return False
    main = main_part(open_package(data))[0]
    return "workbook" in main and not main.endswith(".bin")


def read_workbook(data: bytes) -> Source:
    """Return every sheet's rows with their places; nothing is run and no link followed."""
    package = open_package(data)
    main, content_type = main_part(package)
    tree = package.xml(main)
    book = _read_book(package, main, tree)
    parts = package.related(main)
    blocks, notices = [], []
    for item in tree.iter("{*}sheet"):
        link = next((value for key, value in item.items() if local(key) == "id"), "")
        kind, part = parts.get(link, ("", ""))
        if kind != "worksheet" or part not in package:
            continue
        sheet = Sheet(name=item.get("name") or part, book=book)
        lines = with_boxes(
            list(_read_sheet(package, part, sheet)), boxes_of(package, part), sheet.name
        )
        hidden = (item.get("state") or "visible") != "visible"
        blocks.append(Block(name=sheet.name, kind="sheet", lines=tuple(lines), hidden=hidden))
        notices += _sheet_notices(sheet)
    if "macroEnabled" in content_type:
        notices.append(Notice("macros", N_("The file holds macros; they were not run.")))
    if book.struck:
        notices.append(Notice("struck", STRUCK))
    return Source(MEDIA_TYPE, tuple(blocks), tuple(notices))


def _sheet_notices(sheet: Sheet) -> list[Notice]:
    if not sheet.empty_formulas:
        return []
    text = N_("{count} formulas hold no computed value; open and save the file to fill them.")
    return [
        Notice("formulas", text, sheet.empty_formulas[0], {"count": str(len(sheet.empty_formulas))})
    ]


def _read_book(package: Package, main: str, tree: Any) -> Book:
    book = Book()
    for properties in tree.iter("{*}workbookPr"):
        book.date1904 = properties.get("date1904") in {"1", "true"}
    for kind, part in package.related(main).values():
        if part not in package:
            continue
        if kind == "sharedStrings":
            book.strings = [_rich_text(item, book) for item in package.elements(part, "si")]
        elif kind == "styles":
            book.formats = _read_formats(package.xml(part))
    return book


def _rich_text(item: Any, book: Book) -> str:
    """Return the text of a string; the reading aid of East Asian scripts is no part of it."""
    parts, kept = [], []
    for child in item:
        name = local(child.tag)
        if name == "t":
            parts.append(child.text or "")
            kept.append(child.text or "")
        elif name == "r":
            texts = [text.text or "" for text in child.iterfind("{*}t")]
            parts += texts
            kept += [] if _is_struck(child) else texts
    if len(kept) != len(parts) and "".join(kept).strip(" /|-\n"):
        book.struck = True
        parts = kept
    return _typed(parts[0] if len(parts) == 1 else "".join(parts))


def _is_struck(run: Any) -> bool:
    struck = run.find("{*}rPr/{*}strike")
    return struck is not None and struck.get("val", "1") not in {"0", "false"}


def _typed(text: str) -> str:
    return text.replace("_x000D_", "") if "_" in text else text


def _read_formats(styles: Any) -> list[str]:
    codes = {
        item.get("numFmtId"): item.get("formatCode") or "" for item in styles.iter("{*}numFmt")
    }
    cells = styles.find("{*}cellXfs")
    found = []
    for item in cells if cells is not None else ():
        id = item.get("numFmtId") or "0"
        found.append(codes.get(id, DATE_FORMATS.get(id, "")))
    return found


def _read_sheet(package: Package, part: str, sheet: Sheet) -> Iterator[Line]:
    """Yield the rows that hold something, then the sheet's comments and text boxes."""
    data = package.xml_bytes(part)
    plain = plain_sheet(data)
    frame = plain.frame() if plain else data
    if any(name in frame for name in _MERGES):  # they stand below the rows
        for merge in elements_in(frame, "mergeCell"):
            _add_merge(sheet, _range(merge.get("ref") or ""))
    carried: dict[int, tuple[int, Cell]] = {}
    position = 0
    for row in _plain_rows(plain, frame, sheet) if plain else _tree_rows(data, sheet):
        position = row.number or position + 1
        line = _line_of(row.cells(position), position, sheet, carried, hidden=row.hidden)
        if position % EACH == 0:
            step(position)
        if any(cell.text or cell.picture for cell in line.cells if not cell.carried):
            yield line
    yield from _read_extras(package, part, sheet)


@dataclass(slots=True)
class Row:
    """A row before its cells are read; `cells` is told which row it is."""

    number: int  # 0: none is given
    hidden: bool
    cells: Callable[[int], dict[int, Cell]]


def _tree_rows(data: bytes, sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of any sheet."""
    for item in elements_in(data, "col", "row"):
        if local(item.tag) == "col":
            _add_column(item, sheet)
        elif local(item.getparent().tag) == "sheetData":
            hidden = item.get("hidden") in {"1", "true"}
            yield Row(_number_of(item.get("r") or ""), hidden, partial(_read_cells, item, sheet))


def _plain_rows(plain: PlainSheet, frame: bytes, sheet: Sheet) -> Iterator[Row]:
    """Yield what `_tree_rows` would, for a sheet that is written plainly, in half the time."""
    for item in elements_in(frame, "col"):
        _add_column(item, sheet)
    for row in plain.rows():
        if row.cells is not None:
            yield Row(row.number, row.hidden, partial(_plain_cells, row.cells, sheet))
        else:
            yield from _tree_rows(row.alone, sheet)


def _number_of(ref: str) -> int:
    """Return a row's number, 0 where none is given; ValueError for one beyond any sheet."""
    if len(ref) > MAX_ADDRESS:
        raise ValueError(ref[:MAX_ADDRESS])
    return int(ref or 0)


def _add_column(item: Any, sheet: Sheet) -> None:
    if item.get("hidden") in {"1", "true"}:
        sheet.hidden_columns.append((int(item.get("min", 0)), int(item.get("max", 0))))


def _add_merge(sheet: Sheet, merge: tuple[int, int, int, int]) -> None:
    sheet.merged.setdefault(merge[0], []).append(merge)


def _range(ref: str) -> tuple[int, int, int, int]:
    first, _, last = ref.replace("$", "").partition(":")
    row1, column1 = _address(first)
    row2, column2 = _address(last or first)
    return row1, column1, row2, column2


def _address(ref: str) -> tuple[int, int]:
    """Return row and column of a place; ValueError for one beyond any sheet."""
    letters = ref.rstrip("0123456789")
    if len(ref) > MAX_ADDRESS or len(letters) > MAX_LETTERS:
        raise ValueError(ref[:MAX_ADDRESS])
    digits = ref[len(letters) :]
    return int(digits or 0), column_number(letters.upper()) if letters.isalpha() else 0


def _line_of(
    cells: dict[int, Cell],
    number: int,
    sheet: Sheet,
    carried: dict[int, tuple[int, Cell]],
    *,
    hidden: bool,
) -> Line:
    """Return a row with what is merged into it from above."""
    for column, (last, cell) in list(carried.items()) if carried else ():
        if number > last:
            del carried[column]
        elif column not in cells:
            cells[column] = cell
    # Cells merged downwards count in each of their rows: a few may stand for a million.
    _count_in(sheet.book, len(carried))
    for row1, column1, row2, column2 in sheet.merged.get(number, ()) if number else ():
        if column1 in cells:
            cells[column1] = replace(cells[column1], span=column2 - column1 + 1)
            if row2 > row1:
                carried[column1] = (row2, replace(cells[column1], carried=True))
    ordered = tuple([cells[column] for column in sorted(cells)])
    return Line(key=f"{sheet.name}!{number}", cells=ordered, hidden=hidden)


def _plain_cells(written: list[Written], sheet: Sheet, number: int) -> dict[int, Cell]:
    book, cells = sheet.book, {}
    _count_in(book, len(written))
    for letters, style, kind, stored, typed in written:
        text, what, raw = _plain_value(kind, style, stored, typed, book)
        if text:
            column = column_number(letters)
            place = f"{sheet.name}!{letters}{number}"
            cells[column] = Cell(place, text, column, 1, what, raw, hidden=_hides(sheet, column))
    return cells


def _plain_value(
    kind: str, style: str, stored: str, typed: str, book: Book
) -> tuple[str, CellKind, str]:
    if kind == "inlineStr":
        return _typed(unescaped(typed)).strip(), "text", ""
    stored = unescaped(stored).strip(" ")
    if kind == "s":
        return _shared(stored, book), "text", ""
    return _number(style or "0", stored, book) if stored else ("", "number", "")


def _hides(sheet: Sheet, column: int) -> bool:
    return bool(sheet.hidden_columns) and any(
        first <= column <= last for first, last in sheet.hidden_columns
    )


def _read_cells(row: Any, sheet: Sheet, number: int) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    column = 0
    found = list(row.iterchildren("{*}c"))
    _count_in(sheet.book, len(found))
    for item in found:
        column = _address(item.get("r") or "")[1] or column + 1
        cell = _read_cell(item, number, column, sheet)
        if cell is not None:
            cells[column] = cell
    return cells


def _count_in(book: Book, cells: int) -> None:
    book.cells += cells
    if book.cells > MAX_CELLS:
        raise SaqTooLarge(name="", what=f"> {MAX_CELLS} cells")


def _read_cell(item: Any, row: int, column: int, sheet: Sheet) -> Cell | None:
    """Return a cell; None if nothing stands in it."""
    text, kind, raw = _value(item, sheet.book)
    place = f"{sheet.name}!{column_letters(column)}{row}"
    if not text:
        if kind == "text" or _child(item, "f") is None:
            return None
        sheet.empty_formulas.append(place)
        kind = "formula"
    return Cell(place, text, column, 1, kind, raw, hidden=_hides(sheet, column))


def _child(item: Any, name: str) -> Any:
    """Return the first child of this name; quicker than a search where there are one or two."""
    for child in item:
        if local(child.tag) == name:
            return child
    return None


def _value(item: Any, book: Book) -> tuple[str, CellKind, str]:
    """Return a cell's text as shown, what kind of value it is, and how a number is stored."""
    kind = item.get("t") or "n"
    if kind == "inlineStr":
        inline = _child(item, "is")
        return (_rich_text(inline, book).strip() if inline is not None else ""), "text", ""
    value = _child(item, "v")
    stored = (value.text or "").strip(" ") if value is not None else ""
    if kind == "s":
        return _shared(stored, book), "text", ""
    if kind == "str" or not stored:
        return stored.replace("_x000D_", "").strip(), "text" if kind == "str" else "number", ""
    if kind == "b":
        return ("TRUE" if stored == "1" else "FALSE"), "text", ""
    if kind == "e":
        return stored, "error", ""
    if kind == "d":
        return stored, "date", stored
    return _number(item.get("s") or "0", stored, book)


def _shared(stored: str, book: Book) -> str:
    known = stored.isdigit() and int(stored) < len(book.strings)
    return book.strings[int(stored)].strip() if known else ""


def _number(style: str, stored: str, book: Book) -> tuple[str, CellKind, str]:
    code = book.formats[int(style)] if style.isdigit() and int(style) < len(book.formats) else ""
    try:
        number = float(stored)
    except ValueError:
        return stored, "text", ""
    if is_date_format(code):
        shown, raw = shown_date(number, code, date1904=book.date1904)
        if shown:
            return shown, "date", raw
    return shown_number(number, code), "number", stored


def _read_extras(package: Package, part: str, sheet: Sheet) -> Iterator[Line]:
    """Yield comments and text boxes: what stands there may be an answer."""
    for kind, name in package.related(part).values():
        if kind == "comments" and name in package:
            for item in package.xml(name).iter("{*}comment"):
                place = f"{sheet.name}!{item.get('ref')}"
                text = "".join(run.text or "" for run in item.iter("{*}t")).strip()
                if text:
                    key = f"{place} comment"
                    yield Line(
                        key,
                        (Cell(key, text, _address(place.rpartition("!")[2])[1]),),
                        kind="comment",
                    )
        elif kind == "drawing" and name in package:
            boxes = package.xml(name).iter("{*}txBody")
            texts = ["\n".join(_paragraphs(box)).strip() for box in boxes]
            for index, text in enumerate((text for text in texts if text), 1):
                key = f"{sheet.name} text box {index}"
                yield Line(key, (Cell(key, text),), kind="textbox")


def _paragraphs(box: Any) -> list[str]:
    return [
        "".join(run.text or "" for run in paragraph.iter("{*}t")) for paragraph in box.iter("{*}p")
    ]


PLUGIN = Reader("xlsx", ("xlsx", "xlsm"), is_workbook, read_workbook, count_xlsx, count_beside=True)
