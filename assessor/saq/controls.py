"""Reads the boxes that stand on a sheet as form controls, over the cells they seem to stand in."""

import html
import re

from msgspec.structs import replace

from assessor.errors import SaqTooLarge
from assessor.saq.package import Package
from assessor.saq.text import column_letters, fold, one_line
from assessor.saq.types import Cell, Line

MAX_BOXES = 20_000
_SHAPE = re.compile(r"<v:shape\b.*?</v:shape>", re.DOTALL)
_KIND = re.compile(r'ObjectType="(Checkbox|Radio)"', re.IGNORECASE)
_ANCHOR = re.compile(r"<x:Anchor>\s*([\d,\s]+?)\s*</x:Anchor>")
_CHECKED = re.compile(r"<x:Checked>\s*(\d+)\s*</x:Checked>")
_CAPTION = re.compile(r"<v:textbox\b.*?</v:textbox>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_STORED = {"true", "false"}
Boxes = dict[tuple[int, int], list[str]]  # row, column → the boxes as their reader sees them


def boxes_of(package: Package, part: str) -> Boxes:
    """Return the boxes and buttons of a sheet, each with its caption, at the cell it covers."""
    found: Boxes = {}
    for kind, name in package.related(part).values():
        if kind != "vmlDrawing" or name not in package:
            continue
        drawing = package.xml_bytes(name).decode("utf-8", errors="replace")
        for count, shape in enumerate(_SHAPE.findall(drawing)):
            if count > MAX_BOXES:
                raise SaqTooLarge(name="", what=f"> {MAX_BOXES} controls")
            _add(found, shape)
    return found


def _add(found: Boxes, shape: str) -> None:
    anchor = _ANCHOR.search(shape)
    edges = [int(number) for number in anchor[1].split(",") if number.strip()] if anchor else []
    if not _KIND.search(shape) or len(edges) != 8:
        return
    checked = _CHECKED.search(shape)
    column, row = edges[0] + 1, (edges[2] + edges[6]) // 2 + 1
    caption = _CAPTION.search(shape)
    words = one_line(html.unescape(_TAG.sub(" ", caption[0]))) if caption else ""
    mark = "☒" if checked and checked[1] == "1" else "☐"
    found.setdefault((row, column), []).append(f"{mark} {words}".strip())


def with_boxes(lines: list[Line], boxes: Boxes, sheet: str) -> list[Line]:
    """Return the rows of a sheet with its boxes in their cells, before what is written there."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), texts in boxes.items():
        rows.setdefault(row, {})[column] = "  ".join(texts)
    found = []
    for line in lines:
        number = line.key.rpartition("!")[2]
        its = rows.pop(int(number), {}) if number.isdigit() and not line.kind else {}
        found.append(replace(line, cells=_joined(line.cells, its, line.key)) if its else line)
    alone = [
        Line(f"{sheet}!{row}", _joined((), its, f"{sheet}!{row}")) for row, its in rows.items()
    ]
    return [*found, *alone]


def _joined(cells: tuple[Cell, ...], boxes: dict[int, str], key: str) -> tuple[Cell, ...]:
    sheet, _, row = key.rpartition("!")
    known = {cell.column: cell for cell in cells}
    for column, text in boxes.items():
        cell = known.get(column) or Cell(f"{sheet}!{column_letters(column)}{row}", "", column)
        if fold(cell.text) not in _STORED:  # a linked cell says the same below its box
            known[column] = replace(cell, text=f"{text} {cell.text}".strip(), kind="text")
    return tuple(known[column] for column in sorted(known))
