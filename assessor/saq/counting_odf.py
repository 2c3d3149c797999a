"""Counts the rows of OpenDocument files a second time, with another parser than the readers'."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from assessor.errors import SaqUnreadable
from assessor.saq.package import Package, local, open_package
from assessor.saq.text import BLANK

_ASIDE = {"note", "annotation", "tracked-changes", "text-box", "custom-shape", "placeholder",
          "ruby-text", "desc", "title", "svg", "forms"}  # fmt: skip
_GROUPS = {"table-header-rows", "table-rows", "table-row-group"}
_WRAPPERS = {"section", "list", "list-item", "list-header", "index-body", "table-of-content",
             "numbered-paragraph", "index-title", "illustration-index", "table-index",
             "alphabetical-index", "user-index", "object-index", "bibliography"}  # fmt: skip
_VALUES = {"value", "date-value", "time-value", "boolean-value", "string-value"}


def _tree(package: Package, part: str) -> ET.Element:
    try:
        return ET.fromstring(package.xml_bytes(part))  # noqa: S314  a DOCTYPE was refused before
    except ET.ParseError as error:
        raise SaqUnreadable(name="") from error


def _get(item: ET.Element, name: str) -> str:
    return next((value for key, value in item.items() if local(key) == name), "")


def _times(item: ET.Element, what: str) -> int:
    stored = _get(item, f"number-{what}-repeated")
    return max(int(stored), 1) if stored.isdigit() else 1


def _body(tree: ET.Element, kind: str) -> ET.Element:
    for body in tree:
        if local(body.tag) == "body":
            for item in body:
                if local(item.tag) == kind:
                    return item
    raise SaqUnreadable(name="")


def count_ods(data: bytes) -> list[str]:
    """Return the key of each row, comment and text box of each sheet that holds something."""
    found: list[str] = []
    for sheet in _body(_tree(open_package(data), "content.xml"), "spreadsheet"):
        if local(sheet.tag) == "table":
            found += _count_sheet(sheet, _get(sheet, "name"))
    return found


def _count_sheet(sheet: ET.Element, name: str) -> Iterator[str]:
    number = boxes = 0
    for row in _rows(sheet):
        times = _times(row, "rows")
        filled = any(_is_filled(cell) for cell in row)
        for _ in range(times if filled else 1):
            number += 1
            if filled:
                yield f"{name}!{number}"
            column = 1
            for cell in row if not _is_plain(row) else ():
                if any(_says_something(note) for note in cell if local(note.tag) == "annotation"):
                    yield f"{name}!{_letters(column)}{number} comment"
                boxes, before = boxes + _count_boxes(cell), boxes
                yield from (f"{name} text box {index}" for index in range(before + 1, boxes + 1))
                column += _times(cell, "columns")
        number += 0 if filled else times - 1
    loose = sum(_count_boxes(item) for item in sheet if local(item.tag) == "shapes")
    yield from (f"{name} text box {index}" for index in range(boxes + 1, boxes + loose + 1))


def _is_plain(row: ET.Element) -> bool:
    """Whether a row's cells hold words alone: no comment, no shape, nothing inside a paragraph."""
    return all(local(part.tag) == "p" and not len(part) for cell in row for part in cell)


def _rows(item: ET.Element) -> Iterator[ET.Element]:
    for child in item:
        if local(child.tag) == "table-row":
            yield child
        elif local(child.tag) in _GROUPS:
            yield from _rows(child)


def _letters(column: int) -> str:
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + text
    return text


def _is_filled(cell: ET.Element) -> bool:
    if local(cell.tag) not in {"table-cell", "covered-table-cell"}:
        return False
    values = {local(key): value for key, value in cell.items()}
    if not _VALUES.isdisjoint(values) and any(values.get(name, "").strip() for name in _VALUES):
        return values.get("value-type") != "string" or _paragraphs_say(cell) or bool(
            values.get("string-value", "").strip()
        )  # fmt: skip
    return _paragraphs_say(cell)


def _paragraphs_say(cell: ET.Element) -> bool:
    return any(_says_something(part) for part in cell if local(part.tag) == "p")


def _count_boxes(item: ET.Element) -> int:
    """Count the text boxes and labelled shapes that say something."""
    count = 0
    for child in item:
        name = local(child.tag)
        if name == "text-box" or (
            name == "custom-shape" and any(local(part.tag) == "p" for part in child)
        ):
            count += any(_says_something(part) for part in child.iter())
        elif name not in {"annotation", "note", "tracked-changes"}:
            count += _count_boxes(child)
    return count


def _says_something(item: ET.Element) -> bool:
    """Whether visible characters, a form field or a tick stand in an element."""
    name = local(item.tag)
    if name in {"creator", "date", "date-string", "note-citation", "param"}:
        return False
    if name == "fieldmark":
        return _field_shows(item)
    if (item.text or "").strip(BLANK) and name != "script":
        return True
    for child in item:
        hint = local(child.tag) == "content-control"
        skipped = local(child.tag) in _ASIDE or (
            hint and _get(child, "showing-place-holder") == "true"
        )
        if not skipped and _says_something(child):
            return True
        if (child.tail or "").strip(BLANK):
            return True
    return False


def _field_shows(item: ET.Element) -> bool:
    kind = _get(item, "type").rpartition(".")[2]
    named = [(_get(one, "name"), _get(one, "value")) for one in item]
    if kind == "FORMDROPDOWN":
        chosen = dict(named).get("Dropdown_Selected", "")
        entries = [value for name, value in named if name == "Dropdown_ListEntry"]
        return chosen.isdigit() and int(chosen) < len(entries) and bool(entries[int(chosen)])
    return kind == "FORMCHECKBOX"


# Texts


def count_odt(data: bytes) -> list[str]:
    """Return the key of each paragraph, row, text box, note and margin that says something."""
    package = open_package(data)
    body = _body(_tree(package, "content.xml"), "text")
    found: list[str] = []
    notes: list[str] = []
    paragraphs = tables = 0
    for item in _places(body):
        if local(item.tag) == "table":
            tables += 1
            rows = [row for row in _rows(item) for _ in range(min(_times(row, "rows"), 2000))]
            for index, row in enumerate(rows, 1):
                found += _count_place(row, f"table {tables}, row {index}", notes)
        else:
            paragraphs += 1
            found += _count_place(item, f"paragraph {paragraphs}", notes)
    for name in sorted(set(notes)):
        found += [f"{name} {index}" for index in range(1, notes.count(name) + 1)]
    return found + _count_margins(package)


def _places(item: ET.Element) -> Iterator[ET.Element]:
    for child in item:
        name = local(child.tag)
        if name in {"p", "h", "table"}:
            yield child
        elif name in _WRAPPERS:
            yield from _places(child)


def _count_place(item: ET.Element, place: str, notes: list[str]) -> list[str]:
    for note in item.iter():
        if local(note.tag) == "annotation" and _says_something(note):
            notes.append("comment")
        elif local(note.tag) == "note":
            bodies = [part for part in note if local(part.tag) == "note-body"]
            if any(map(_says_something, bodies)):
                notes.append(_get(note, "note-class") or "footnote")
    found = [place] if _says_something(item) else []
    boxes = _count_boxes(item)
    return found + [f"{place}, text box {index}" for index in range(1, boxes + 1)]


def _count_margins(package: Package) -> list[str]:
    if "styles.xml" not in package:
        return []
    seen: list[str] = []
    for page in _tree(package, "styles.xml").iter():
        if local(page.tag) == "master-page":
            parts = [item for item in page if local(item.tag).startswith(("header", "footer"))]
            seen += [local(item.tag)[:6] for item in parts if _says_something(item)]
    return [
        f"{kind} {index}"
        for kind in ("header", "footer")
        for index in range(1, seen.count(kind) + 1)
    ]
