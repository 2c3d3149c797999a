"""Reads DOCX documents in reading order: paragraphs, tables, text boxes, notes and margins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from assessor.i18n import N_
from assessor.saq.counting import MARGINS, NOTES, count_docx, margin_key, without_hints
from assessor.saq.numbering import Numbering, read_numbering
from assessor.saq.package import Package, local, main_part, open_package
from assessor.saq.symbols import STRUCK, translate
from assessor.saq.text import tidy
from assessor.saq.types import Block, Cell, Line, Notice, Reader, Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_STRUCK = ("strike", "dstrike")
_NOT_TEXT = {"del", "moveFrom", "Fallback", "txbxContent", "instrText", "delText", "pPr", "rPr"}
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


@dataclass(slots=True)
class Document:
    """What is known about a document while it is read."""

    numbering: Numbering
    headings: dict[str, int]  # paragraph style → heading level
    changes: bool = False  # holds tracked changes
    struck: bool = False  # holds words that are struck out
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Words:
    """The text of a place while it is put together."""

    parts: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # all of it but what is struck out
    hidden: bool = False
    picture: bool = False
    bold: int = 0  # characters in bold
    length: int = 0


def is_document(data: bytes) -> bool:
    """Whether the bytes are a package whose main document is a word processor's."""
    if not data.startswith(b"PK"):
        return False
    return "document" in main_part(open_package(data))[0].rpartition("/")[2]


def read_document(data: bytes) -> Source:
    """Return all that a reader of the document sees, and what it hides, with its places."""
    package = open_package(data)
    main = main_part(package)[0]
    parts = package.related(main)
    document = Document(read_numbering(package, parts), _read_headings(package, parts))
    blocks: list[Block] = []
    body = without_hints(package.xml(main)).find("{*}body")
    paragraphs = tables = 0
    for item in _flat(body if body is not None else ()):
        if local(item.tag) == "p":
            paragraphs += 1
            document.lines += _read_paragraph(item, f"paragraph {paragraphs}", document)
        elif local(item.tag) == "tbl":
            tables += 1
            _close(blocks, document)
            lines = tuple(_read_table(item, f"table {tables}", document))
            blocks.append(Block(f"table {tables}", "table", lines))
    _close(blocks, document)
    blocks += _read_margins(package, main, document)
    notices = []
    if document.changes:
        text = N_("The document holds tracked changes; it was read as if they were accepted.")
        notices.append(Notice("tracked", text))
    if document.struck:
        notices.append(Notice("struck", STRUCK))
    return Source(MEDIA_TYPE, tuple(blocks), tuple(notices))


def _close(blocks: list[Block], document: Document) -> None:
    if document.lines:
        blocks.append(Block("", "text", tuple(document.lines)))
        document.lines = []


def _flat(item: Any) -> Iterator[Any]:
    for child in item:
        if local(child.tag) in _WRAPPERS:
            yield from _flat(child)
        elif isinstance(child.tag, str):
            yield child


def _read_headings(package: Package, parts: dict[str, tuple[str, str]]) -> dict[str, int]:
    found = {}
    for kind, part in parts.values():
        if kind != "styles" or part not in package:
            continue
        for style in package.xml(part).iterfind("{*}style"):
            level = style.find("{*}pPr/{*}outlineLvl")
            name = _val(style.find("{*}name")).casefold()
            numbered = re.fullmatch(r"(?:heading|título|titulo|titre|título) (\d)", name)
            id = next((value for key, value in style.items() if local(key) == "styleId"), "")
            if numbered:
                found[id] = int(numbered[1])
            elif level is not None and _val(level).isdigit() and int(_val(level)) < 9:
                found[id] = int(_val(level)) + 1
            elif name in {"title", "subtitle"}:
                found[id] = 1
    return found


def _val(item: Any) -> str:
    if item is None:
        return ""
    return next((value for key, value in item.items() if local(key) == "val"), "")


def _read_paragraph(item: Any, place: str, document: Document) -> Iterator[Line]:
    """Yield the paragraph if it says something, then its text boxes."""
    words = _words(item, document)
    number = document.numbering.number(item)
    text = tidy("".join(words.kept)) or tidy("".join(words.parts))
    if text or words.picture:
        cell = Cell(place, text, number=number, hidden=words.hidden, picture=words.picture)
        level = _heading_level(item, document)
        bold = words.bold * 2 > words.length
        yield Line(place, (cell,), level=level, bold=bold)
    yield from _read_boxes(item, place, document)


def _heading_level(item: Any, document: Document) -> int:
    properties = item.find("{*}pPr")
    if properties is None:
        return 0
    own = _val(properties.find("{*}outlineLvl"))
    if own.isdigit() and int(own) < 9:
        return int(own) + 1
    return document.headings.get(_val(properties.find("{*}pStyle")), 0)


def _read_boxes(item: Any, place: str, document: Document) -> Iterator[Line]:
    texts = [tidy(_block_text(box, document)[0]) for box in _boxes(item)]
    for index, text in enumerate((text for text in texts if text), 1):
        key = f"{place}, text box {index}"
        yield Line(key, (Cell(key, text),), kind="textbox")


def _boxes(item: Any) -> Iterator[Any]:
    """Yield the text boxes inside an element; what older readers get instead is left out."""
    for box in item.iter("{*}txbxContent"):
        if not any(
            local(outer.tag) in {"Fallback", "txbxContent"} for outer in box.iterancestors()
        ):
            yield box


def _words(item: Any, document: Document) -> Words:
    words = Words()
    _gather(item, words, document)
    return words


def _gather(item: Any, words: Words, document: Document) -> None:
    """Add the visible text of a paragraph's parts, symbols and form fields as they look."""
    for child in item:
        name = local(child.tag)
        if name in {"del", "ins", "moveFrom", "moveTo"}:
            document.changes = True
        if name in _NOT_TEXT:
            continue
        if name == "r":
            _gather_run(child, words, document)
        elif name in {"drawing", "object", "pict"} and not any(True for _ in _boxes(child)):
            words.picture = True
        else:
            _gather(child, words, document)


def _gather_run(run: Any, words: Words, document: Document) -> None:
    properties = run.find("{*}rPr")
    look = {local(item.tag): item for item in properties} if properties is not None else {}
    if "vanish" in look and _val(look["vanish"]) not in {"0", "false"}:
        words.hidden = True
    font = ""
    if "rFonts" in look:
        fonts = {local(key): value for key, value in look["rFonts"].items()}
        font = fonts.get("ascii") or fonts.get("hAnsi", "")
    bold = "b" in look and _val(look["b"]) not in {"0", "false"}
    first, before = len(words.parts), sum(map(len, words.parts))
    for child in run:
        name = local(child.tag)
        if name == "t":
            words.parts.append(translate(child.text or "", font))
        elif name in _MARKS:
            words.parts.append(_MARKS[name])
        elif name == "sym":
            words.parts.append(_symbol(child))
        elif name == "fldChar":
            words.parts.append(_form_field(child))
        elif name not in _NOT_TEXT:
            _gather_other(child, words, document)
    if any(name in look and _val(look[name]) not in {"0", "false"} for name in _STRUCK):
        document.struck = True
    else:
        words.kept += words.parts[first:]
    added = sum(map(len, words.parts)) - before
    words.length += added
    words.bold += added if bold else 0


def _gather_other(child: Any, words: Words, document: Document) -> None:
    """Look into what a run may hold besides text: drawings, and alternatives for old readers."""
    if local(child.tag) in {"drawing", "object", "pict"}:
        if not any(True for _ in _boxes(child)):
            words.picture = True
    else:
        _gather(child, words, document)


def _symbol(item: Any) -> str:
    attributes = {local(key): value for key, value in item.items()}
    try:
        char = chr(int(attributes.get("char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return translate(char, attributes.get("font", ""))


def _form_field(item: Any) -> str:
    """Return a legacy form field as its reader sees it: a box, or the entry chosen."""
    for box in item.iter("{*}checkBox"):
        state = box.find("{*}checked")
        state = state if state is not None else box.find("{*}default")
        ticked = state is not None and _val(state) not in {"0", "false"}
        return "☒" if ticked else "☐"
    for choice in item.iter("{*}ddList"):
        entries = [_val(entry) for entry in choice.iterfind("{*}listEntry")]
        index = _val(choice.find("{*}result")) or "0"
        return entries[int(index)] if index.isdigit() and int(index) < len(entries) else ""
    return ""


def _block_text(item: Any, document: Document) -> tuple[str, Words, str]:
    """Return a cell's lines, a table inside it as one line per row, and its list number."""
    lines, whole, number = [], Words(), ""
    kept: list[str] = []
    for child in _flat(item):
        if local(child.tag) == "p":
            words = _words(child, document)
            printed = document.numbering.number(child)
            number = number or printed
            lines.append("".join(words.parts))
            kept.append("".join(words.kept))
            whole.hidden |= words.hidden
            whole.picture |= words.picture
            whole.bold += words.bold
            whole.length += words.length
        elif local(child.tag) == "tbl":
            for row in (row for row in _flat(child) if local(row.tag) == "tr"):
                cells = [cell for cell in _flat(row) if local(cell.tag) == "tc"]
                texts = (tidy(_block_text(cell, document)[0]) for cell in cells)
                lines.append(" | ".join(text.replace("\n", " ") for text in texts))
                kept.append(lines[-1])
    # A cell that is struck out as a whole stays readable: its row must not be gone.
    return "\n".join(kept if any(text.strip() for text in kept) else lines), whole, number


def _read_table(item: Any, name: str, document: Document) -> Iterator[Line]:
    above: dict[int, Cell] = {}
    rows = [row for row in _flat(item) if local(row.tag) == "tr"]
    for index, row in enumerate(rows, 1):
        place = f"{name}, row {index}"
        line = _read_row(row, place, above, document)
        above = {cell.column: cell for cell in line.cells}
        yield line
        yield from _read_boxes(row, place, document)


def _read_row(row: Any, place: str, above: dict[int, Cell], document: Document) -> Line:
    """Return a table's row; cells merged downwards carry what stands above them."""
    properties = row.find("{*}trPr")
    before = _val(properties.find("{*}gridBefore")) if properties is not None else ""
    hidden = properties is not None and properties.find("{*}hidden") is not None
    column = 1 + (int(before) if before.isdigit() else 0)
    cells, bold, length = [], 0, 0
    for item in (cell for cell in _flat(row) if local(cell.tag) == "tc"):
        look = item.find("{*}tcPr")
        span = _val(look.find("{*}gridSpan")) if look is not None else ""
        width = int(span) if span.isdigit() and int(span) else 1
        merge = look.find("{*}vMerge") if look is not None else None
        text, words, number = _block_text(item, document)
        cell = Cell(place, tidy(text), column, width, number=number, hidden=words.hidden,
                    picture=words.picture)  # fmt: skip
        if merge is not None and _val(merge) != "restart" and not cell.text and column in above:
            cell = replace(above[column], carried=True)
        cells.append(cell)
        column += width
        bold, length = bold + words.bold, length + words.length
    return Line(place, tuple(cells), hidden=hidden, bold=bool(length) and bold * 2 > length)


def _read_margins(package: Package, main: str, document: Document) -> list[Block]:
    """Return headers, footers, notes and comments: none of them may vanish unseen."""
    lines: list[Line] = []
    for kind, part in sorted(set(package.related(main).values())):
        if kind not in MARGINS or part not in package:
            continue
        tree = package.xml(part)
        if kind in NOTES:
            for note in tree.iterfind(f"{{*}}{NOTES[kind]}"):
                id = next((value for key, value in note.items() if local(key) == "id"), "")
                word = "comment" if kind == "comments" else "footnote"
                lines += _margin(note, f"{NOTES[kind]} {id}", word, document)
        else:
            lines += _margin(tree, margin_key(part), "page", document)
    return [Block("", "text", tuple(lines))] if lines else []


def _margin(item: Any, key: str, kind: Any, document: Document) -> list[Line]:
    text = tidy(_block_text(item, document)[0])
    return [Line(key, (Cell(key, text),), kind=kind)] if text else []


PLUGIN = Reader("docx", ("docx", "docm"), is_document, read_document, count_docx)
