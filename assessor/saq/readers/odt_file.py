"""Reads ODT documents in reading order: paragraphs, lists, tables, text boxes, notes, margins."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from assessor.errors import SaqTooLarge
from assessor.i18n import N_
from assessor.saq.counting_odf import count_odt
from assessor.saq.opendocument import (
    OpenDocument,
    Words,
    attribute,
    body_of,
    gather,
    inner_texts,
    is_open_document,
    open_document,
    printed,
    shapes_of,
)
from assessor.saq.package import local
from assessor.saq.text import tidy
from assessor.saq.types import Block, Cell, Line, Notice, Reader, Source

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MAX_REPEATED = 2_000  # equal cells or rows of a table: no form has more
WRAPPERS = {"section", "index-body", "table-of-content", "index-title", "illustration-index",
            "table-index", "alphabetical-index", "user-index", "object-index",
            "bibliography"}  # fmt: skip
_ROWS = {"table-header-rows", "table-rows", "table-row-group"}
_MARGINS = {"header": "header", "header-left": "header", "header-first": "header",
            "footer": "footer", "footer-left": "footer", "footer-first": "footer"}  # fmt: skip


@dataclass(slots=True)
class Lists:
    """How far each list has been counted."""

    by_id: dict[str, dict[int, int]] = field(default_factory=dict)
    by_style: dict[str, dict[int, int]] = field(default_factory=dict)
    outline: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """A document while it is read."""

    document: OpenDocument
    lists: Lists = field(default_factory=Lists)
    lines: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # footnotes, comments seen so far


def is_text_document(data: bytes) -> bool:
    """Whether the bytes are an OpenDocument text."""
    return is_open_document(data, "text")


def read_text_document(data: bytes) -> Source:
    """Return all that a reader of the document sees, and what it hides, with its places."""
    document = open_document(data)
    reading = Reading(document)
    blocks: list[Block] = []
    paragraphs = tables = 0
    for item, number in _flat(body_of(document, "text"), reading):
        if local(item.tag) == "table":
            tables += 1
            _close(blocks, reading)
            lines = tuple(_read_table(item, f"table {tables}", reading))
            blocks.append(Block(f"table {tables}", "table", lines))
        else:
            paragraphs += 1
            reading.lines += _read_paragraph(item, number, f"paragraph {paragraphs}", reading)
    _close(blocks, reading)
    margins = (*reading.notes, *_read_margins(document))
    if margins:
        blocks.append(Block("", "text", margins))
    notices = []
    if document.changes:
        text = N_("The document holds tracked changes; it was read as if they were accepted.")
        notices.append(Notice("tracked", text))
    if any(name.startswith("Basic/") for name in document.package.names):
        notices.append(Notice("macros", N_("The file holds macros; they were not run.")))
    return Source(MEDIA_TYPE, tuple(blocks), tuple(notices))


def _close(blocks: list[Block], reading: Reading) -> None:
    if reading.lines:
        blocks.append(Block("", "text", tuple(reading.lines)))
        reading.lines = []


def _flat(item: Any, reading: Reading) -> Iterator[tuple[Any, str]]:
    """Yield paragraphs and tables with the number a list prints before them."""
    for child in item:
        name = local(child.tag)
        if name == "h":
            yield child, _heading_number(child, reading)
        elif name in {"p", "table"}:
            yield child, ""
        elif name == "list":
            yield from _list(child, reading)
        elif name in WRAPPERS:
            yield from _flat(child, reading)


def _heading_number(item: Any, reading: Reading) -> str:
    stored = attribute(item, "outline-level")
    level = int(stored) if stored.isdigit() else 1
    if attribute(item, "is-list-header") == "true":
        return ""
    levels, counts = reading.document.lists.get("outline", {}), reading.lists.outline
    counts[level] = counts.get(level, (levels[level].start if level in levels else 1) - 1) + 1
    for deeper in [other for other in counts if other > level]:
        del counts[deeper]
    return printed(levels, level, counts)


def _list(
    item: Any,
    reading: Reading,
    level: int = 1,
    style: str = "",
    counts: dict[int, int] | None = None,
) -> Iterator[tuple[Any, str]]:
    style = attribute(item, "style-name") or style
    counts = _begin(item, style, reading.lists) if counts is None else counts
    levels = reading.document.lists.get(style, {})
    for entry in item:
        if local(entry.tag) not in {"list-item", "list-header"}:
            continue
        number = ""
        if local(entry.tag) == "list-item" and _first_is_text(entry):
            given = attribute(entry, "start-value")
            first = levels[level].start if level in levels else 1
            counts[level] = int(given) if given.isdigit() else counts.get(level, first - 1) + 1
            for deeper in [other for other in counts if other > level]:
                del counts[deeper]
            number = printed(levels, level, counts)
        for child in entry:
            if local(child.tag) == "list":
                yield from _list(child, reading, level + 1, style, counts)
            elif local(child.tag) in {"p", "h"}:
                yield child, number
                number = ""
            elif local(child.tag) == "table":
                yield child, ""


def _first_is_text(entry: Any) -> bool:
    first = next((local(child.tag) for child in entry if isinstance(child.tag, str)), "")
    return first in {"p", "h"}


def _begin(item: Any, style: str, lists: Lists) -> dict[int, int]:
    """Return the counts of a list: those of the list that it continues, or its own."""
    if (earlier := attribute(item, "continue-list")) in lists.by_id:
        counts = lists.by_id[earlier]
    elif attribute(item, "continue-numbering") == "true":
        counts = lists.by_style.get(style, {})
    else:
        counts = {}
    lists.by_style[style] = lists.by_id[attribute(item, "id")] = counts
    return counts


def _read_paragraph(item: Any, number: str, place: str, reading: Reading) -> Iterator[Line]:
    """Yield the paragraph if it says something, then its text boxes; keep its notes."""
    words = gather(item, reading.document)
    text = tidy("".join(words.parts))
    if text or words.picture:
        cell = Cell(place, text, number=number, hidden=words.hidden, picture=words.picture)
        yield Line(place, (cell,), level=_level(item), bold=words.bold * 2 > words.length)
    yield from _read_boxes(item, place, reading)
    _keep_notes(item, reading)


def _level(item: Any) -> int:
    if local(item.tag) == "h":
        stored = attribute(item, "outline-level")
        return int(stored) if stored.isdigit() else 1
    return 1 if attribute(item, "style-name") in {"Title", "Subtitle"} else 0


def _read_boxes(item: Any, place: str, reading: Reading) -> Iterator[Line]:
    texts = [tidy(inner_texts(box, reading.document)) for box in shapes_of(item)]
    for index, text in enumerate((text for text in texts if text), 1):
        key = f"{place}, text box {index}"
        yield Line(key, (Cell(key, text),), kind="textbox")


def _keep_notes(item: Any, reading: Reading) -> None:
    """Keep footnotes and comments: none of them may vanish unseen."""
    for note in item.iter("{*}note", "{*}annotation"):
        comment = local(note.tag) == "annotation"
        name = "comment" if comment else attribute(note, "note-class") or "footnote"
        body = note if comment else note.find("{*}note-body")
        text = tidy(inner_texts(body, reading.document)) if body is not None else ""
        if text:
            reading.counts[name] = reading.counts.get(name, 0) + 1
            key = f"{name} {reading.counts[name]}"
            kind: Any = "comment" if comment else "footnote"
            reading.notes.append(Line(key, (Cell(key, text),), kind=kind))


def rows_of(table: Any) -> Iterator[Any]:
    """Yield a table's rows, looking into its groups."""
    for child in table:
        if local(child.tag) == "table-row":
            yield from (child for _ in range(_times(child, "rows")))
        elif local(child.tag) in _ROWS:
            yield from rows_of(child)


def _times(item: Any, what: str) -> int:
    stored = attribute(item, f"number-{what}-repeated")
    count = int(stored) if stored.isdigit() else 1
    if count > MAX_REPEATED:
        raise SaqTooLarge(name="", what=f"{count} {what}")
    return max(count, 1)


def _read_table(table: Any, name: str, reading: Reading) -> Iterator[Line]:
    spans: dict[int, tuple[int, Cell]] = {}  # column → rows still below, cell above
    for index, row in enumerate(rows_of(table), 1):
        place = f"{name}, row {index}"
        yield _read_row(row, place, spans, reading)
        yield from _read_boxes(row, place, reading)
        _keep_notes(row, reading)


def _read_row(row: Any, place: str, spans: dict[int, tuple[int, Cell]], reading: Reading) -> Line:
    """Return a table's row; cells merged downwards carry what stands above them."""
    cells: list[Cell] = []
    column, bold, length = 1, 0, 0
    for item in row:
        if local(item.tag) not in {"table-cell", "covered-table-cell"}:
            continue
        times = _times(item, "columns")
        left, above = spans.get(column, (0, None))
        if local(item.tag) == "covered-table-cell" and left and above is not None:
            spans[column] = (left - 1, above)
            cells.append(replace(above, place=place, carried=True))
        elif local(item.tag) == "table-cell":
            lines, words, number = _block(item, reading)
            span = attribute(item, "number-columns-spanned")
            width = int(span) if span.isdigit() and 0 < int(span) <= MAX_REPEATED else 1
            cell = Cell(place, tidy(lines), column, width, number=number, hidden=words.hidden,
                        picture=words.picture)  # fmt: skip
            cells += [replace(cell, column=at) for at in range(column, column + times)]
            rows = attribute(item, "number-rows-spanned")
            spans[column] = (int(rows) - 1 if rows.isdigit() else 0, cell)
            bold, length = bold + words.bold, length + words.length
        column += times
    return Line(place, tuple(cells), bold=bool(length) and bold * 2 > length)


def _block(item: Any, reading: Reading) -> tuple[str, Words, str]:
    """Return a cell's lines, a table inside it as one line per row, and its list number."""
    lines, whole, number = [], Words(), ""
    for child, counted in _flat(item, reading):
        if local(child.tag) == "table":
            for row in rows_of(child):
                cells = [cell for cell in row if local(cell.tag) == "table-cell"]
                texts = (tidy(_block(cell, reading)[0]) for cell in cells)
                lines.append(" | ".join(text.replace("\n", " ") for text in texts))
            continue
        words = gather(child, reading.document)
        number = number or counted
        lines.append("".join(words.parts))
        whole.hidden |= words.hidden
        whole.picture |= words.picture
        whole.bold += words.bold
        whole.length += words.length
    return "\n".join(lines), whole, number


def _read_margins(document: OpenDocument) -> Iterator[Line]:
    """Yield headers and footers of the page styles, each text once."""
    if "styles.xml" not in document.package:
        return
    counts: dict[str, int] = {}
    for page in document.package.xml("styles.xml").iter("{*}master-page"):
        for item in page:
            kind = _MARGINS.get(local(item.tag), "")
            text = tidy(inner_texts(item, document)) if kind else ""
            if text:
                counts[kind] = counts.get(kind, 0) + 1
                key = f"{kind} {counts[kind]}"
                yield Line(key, (Cell(key, text),), kind="page")


PLUGIN = Reader("odt", ("odt", "ott"), is_text_document, read_text_document, count_odt)
