"""Reads the rows of tables of criteria: requirements, their points, headings, and the rest."""

import re
from dataclasses import dataclass, field

from assessor.content.columns import (
    Head,
    add_second,
    guess_head,
    language_of,
    level_ticked,
    read_head,
    settle_languages,
    settle_text,
)
from assessor.content.levels import levels_in, levels_of_cell
from assessor.content.types import Row
from assessor.i18n import LocalText
from assessor.saq.claims import TICKED
from assessor.saq.columns import signature
from assessor.saq.items import hidden_of, own
from assessor.saq.references import looks_like_reference
from assessor.saq.text import bare, fold, one_line
from assessor.saq.types import Block, Cell, Line, Source
from assessor.saq.words import FOOTERS, REMARKS
from assessor.terms import Level

_LONG_HEADING = 120
_EXTRAS = {"comment": "comment", "textbox": "text", "footnote": "note", "page": "page"}
_MARKS = {"x", "v", "1", "si", "yes", "sim", "oui", "ok"}
_NUMBERED = re.compile(
    r"^(?:(?:section|seccion|sección|secao|seção|capitulo|capítulo|chapter|chapitre|area|área|"
    r"categoria|categoría|bloque|bloc|parte|part|partie|titulo|título|titre|modulo|módulo)\s+)?"
    r"(?P<ref>\d{1,2}|[IVXL]{1,5}|[A-Z])\s*(?:[.:)\-–—]+|(?<=\d)\s)\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
_DEMAND = re.compile(r"^[A-Z]?\d{1,2}(\.\d{1,3})+\.?\s+\S")
_PAGE = re.compile(r"^(page|pagina|página|p\.)\s*\d+(\s*(/|de|of|sur)\s*\d+)?$", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """What is known of the file while its rows are read."""

    languages: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    section: str = ""  # the key of the section that is being read
    sections: dict[str, tuple[str, LocalText]] = field(default_factory=dict)  # number and title
    head: Head | None = None  # of the table before: the next page may go on with it
    unread: dict[str, None] = field(default_factory=dict)  # heads of columns that were not taken

    def usual_language(self, text: str) -> str:
        """Return the language of a short text: that of the table before it, else as it sounds."""
        if self.head is not None and self.head.columns("text"):
            return self.head.languages.get(self.head.columns("text")[0], "")
        return language_of([text]) or next(iter(self.languages), "")

    def open_section(self, shown: str, ref: str = "", title: LocalText | None = None) -> str:
        """Let what comes now belong to the section of this heading; return its key."""
        found = _NUMBERED.match(shown)
        if found and not ref:
            ref, shown = found["ref"], found["title"]
            title = {lang: _unnumbered(text) for lang, text in (title or {}).items()}
        key = f"{ref} {shown}".strip()
        if key not in self.sections:
            texts = title or {self.usual_language(shown): shown}
            self.sections[key] = (re.sub(r"\.0+$|[.)\s]+$", "", ref), texts)
        self.section = key
        return key


def read_rows(source: Source, languages: tuple[str, ...]) -> Reading:
    """Return every row of the file as what it is; `languages` are those asked for."""
    reading = Reading(languages)
    several = sum(_has_head(block) for block in source.blocks) > 1
    for block in source.blocks:
        if block.kind == "text":
            _read_text(block, reading)
        else:
            _read_table(block, reading, names_section=several and block.kind == "sheet")
    return reading


def _unnumbered(text: str) -> str:
    found = _NUMBERED.match(text)
    return found["title"] if found else text


def _has_head(block: Block) -> bool:
    return block.kind != "text" and any(read_head(line) for line in block.lines if not line.kind)


def _read_text(block: Block, reading: Reading) -> None:
    """Paragraphs demand nothing here; a heading among them names the section that follows."""
    for line in block.lines:
        if not own(line):
            continue
        row = _other(block, line, _EXTRAS.get(line.kind, "text"))
        if _DEMAND.match(row.shown) and levels_in(row.shown) and not line.kind:
            row.kind, row.why = "unknown", ["unknown_row"]
            lang = reading.usual_language(row.shown)
            row.texts, row.section = {lang: row.shown}, reading.section
        elif line.level and not line.kind:
            row.kind = "heading"
            row.section = reading.open_section(row.shown)
        reading.rows.append(row)


def _read_table(block: Block, reading: Reading, *, names_section: bool) -> None:
    before, head, lines = _divide(block)
    if head is None and reading.head is not None and _goes_on(block, reading.head):
        head, lines = reading.head, [line for line in block.lines if own(line)]
    head = head or guess_head(block)
    if head is None:
        reading.rows += [_other(block, line, "text") for line in block.lines if own(line)]
        return
    if not head.lines:
        before, lines = [], [line for line in block.lines if own(line)]
    goes_on = head is reading.head
    same = reading.head is not None and _signatures(head) == _signatures(reading.head)
    reading.head = head
    settle_text(head, lines)
    settle_languages(head, lines, reading.languages)
    if names_section:
        reading.open_section(block.name)
    reading.unread |= {
        name: None for column, name in head.names.items() if head.roles[column] in {"?", "evidence"}
    }
    reading.rows += [_other(block, line, "title") for line in before]
    reading.rows += [] if goes_on else [_other(block, line, "head") for line in head.lines]
    _read_lines(block, head, lines, reading, goes_on=goes_on or (same and block.kind == "table"))


def _signatures(head: Head) -> list[tuple[str, ...]]:
    return [signature(line) for line in head.lines]


def _divide(block: Block) -> tuple[list[Line], Head | None, list[Line]]:
    """Return the rows before the head, the head and the rows below it."""
    lines = [line for line in block.lines if own(line)]
    for at, line in enumerate(lines):
        head = None if line.kind else read_head(line)
        if head is not None:
            rest = lines[at + 1 :]
            if rest and not rest[0].kind and add_second(head, rest[0]):
                rest = rest[1:]
            return lines[:at], head, rest
    return [], None, lines


def _goes_on(block: Block, head: Head) -> bool:
    """Whether a table without a head goes on with the one before, as on the next page."""
    columns = {cell.column for line in block.lines for cell in own(line)}
    return bool(columns) and block.kind == "table" and max(columns) <= max(head.roles)


def _read_lines(
    block: Block, head: Head, lines: list[Line], reading: Reading, *, goes_on: bool
) -> None:
    heads = {signature(line) for line in head.lines}
    leader = _last_demand(reading.rows) if goes_on else None
    fresh = leader is not None
    for line in lines:
        if line.kind:
            reading.rows.append(_other(block, line, _EXTRAS[line.kind]))
            continue
        if signature(line) in heads:
            reading.rows.append(_other(block, line, "head"))
            continue
        row = _read_line(block, head, line, reading, leader)
        if fresh and leader is not None and row.kind in {"point", "unknown"}:
            _continue(row, leader)
        fresh = False
        if row.kind == "heading":
            title = row.title or row.texts
            number = (
                row.ref
                if row.cell and row.ref != row.shown and looks_like_reference(row.cell)
                else ""
            )
            row.section = reading.open_section(row.shown, number, title)
            leader = None
        elif row.kind == "requirement":
            leader = row
        reading.rows.append(row)


def _last_demand(rows: list[Row]) -> Row | None:
    """Return the requirement that the next page may go on with: no heading stands after it."""
    for row in reversed(rows):
        if row.kind == "requirement":
            return row
        if row.kind == "heading":
            return None
    return None


def _continue(row: Row, leader: Row) -> None:
    """The first row of a page without a reference may be the rest of the last one before it."""
    row.kind, row.leader, row.why = "continued", leader, ["continued"]
    if "continued" not in leader.why:
        leader.why.append("continued")
    for mine, its in ((leader.texts, row.texts), (leader.guidance, row.guidance)):
        for lang, text in its.items():
            mine[lang] = f"{mine[lang]} {text}" if mine.get(lang) else text


def _read_line(block: Block, head: Head, line: Line, reading: Reading, leader: Row | None) -> Row:
    row = _other(block, line, "requirement")
    _fill(row, head, line)
    if kind := _kind_of_rest(row, head, line):
        row.kind = kind
        return row
    if named := _words(head, line, "section", carried=True):
        reading.open_section(named)
    row.section = reading.section
    if row.cell is None and leader is not None:
        carried = any(cell.carried and head.roles.get(cell.column) == "ref" for cell in line.cells)
        row.kind, row.leader = "point", leader
        if not (carried and (row.said or levels_in(_any_text(row.texts)))):
            row.kind, row.leader = "unknown", None
            row.why.append("no_reference")
        return row
    if row.cell is None:
        row.kind = "unknown"
        row.why.append("no_reference")
    return row


def _fill(row: Row, head: Head, line: Line) -> None:
    refs = _cells(head, line, "ref")
    numbers = [c for c in line.cells if head.roles.get(c.column) == "ref" and c.number]
    row.cell = next(iter(refs or numbers), None)
    row.ref = one_line(row.cell.text or row.cell.number) if row.cell else ""
    row.title, row.texts = _local(head, line, "title"), _local(head, line, "text")
    row.guidance = _local(head, line, "guidance")
    row.look_for, row.ask = _local(head, line, "look_for"), _local(head, line, "ask")
    row.source = _words(head, line, "source")
    if any(cell.kind == "formula" and head.roles.get(cell.column) == "text" for cell in line.cells):
        row.why.append("formula")
    if not row.texts and row.guidance and not head.columns("text"):
        row.texts, row.guidance = row.guidance, {}
    _fill_level(row, head, line)


def _fill_level(row: Row, head: Head, line: Line) -> None:
    """Take what the table says of the level: its column, or the columns that are ticked."""
    cells = [cell for cell in line.cells if head.roles.get(cell.column) == "level" and cell.text]
    letters = any(
        len(levels_of_cell(head.names.get(column, ""), letters=True)) > 1
        for column in head.columns("level")
    )
    row.said = " ".join(one_line(cell.text) for cell in cells)
    row.said_levels = levels_of_cell(row.said, letters=letters) if row.said else ()
    ticked: list[Level] = []
    for cell in own(line):
        level = level_ticked(head.roles.get(cell.column, ""))
        if level is not None and _is_marked(cell.text):
            ticked.append(level)
            row.said = f"{row.said} {head.names[cell.column]}".strip()
    row.said_levels = row.said_levels or tuple(ticked)
    has_column = any(role == "level" or role.startswith("tick ") for role in head.roles.values())
    if has_column and not row.said:
        row.why.append("no_level")  # the column is there for it: the words alone do not decide


def _is_marked(text: str) -> bool:
    return any(char in TICKED for char in text) or bare(text) in _MARKS


def _kind_of_rest(row: Row, head: Head, line: Line) -> str:
    """Return what a row is that demands nothing: a heading, a note, a total; "" if it demands."""
    cells = own(line)
    words = _any_text(row.texts) or _any_text(row.title)
    first = one_line(cells[0].text)
    if len(cells) == 1 and _PAGE.match(first):
        return "page"
    if len(cells) <= 2 and FOOTERS.match(bare(first)) and not row.said:
        return "total"
    if row.said or levels_in(_any_text(row.texts)):
        return ""
    if (row.cell is None or len(cells) == 1) and REMARKS.match(fold(first)):
        return "note"
    plain = [cell for cell in cells if not looks_like_reference(cell)] or cells
    rest = [cell for cell in plain if head.roles.get(cell.column) not in {"ref", "section"}]
    short = all(len(cell.text) <= _LONG_HEADING for cell in plain)
    ends = words.rstrip().endswith((".", "?", ";"))
    lone = len(rest) <= len(head.columns("text")) + len(head.columns("title"))
    numbered = row.cell is not None and _is_deep(row.ref)
    if short and lone and not ends and not numbered and not row.guidance:
        row.shown = " ".join(one_line(cell.text) for cell in _once(plain))
        return "heading"
    return ""


def _is_deep(ref: str) -> bool:
    """Whether a reference numbers a criterion and not a chapter: 2.3, A-4, but not 2, II or A."""
    bared = re.sub(r"[.)\s]*0?[.)]*$", "", ref) if re.fullmatch(r"\d+\.0[.)]?", ref) else ref
    return bool(re.search(r"\w[.\-/]\s?\d|[A-Za-z]+\d+|\d+[.\-)]?[a-z]", bared.strip()))


def _once(cells: list[Cell]) -> list[Cell]:
    seen: dict[str, Cell] = {}
    for cell in cells:
        seen.setdefault(one_line(cell.text), cell)
    return list(seen.values())


def _cells(head: Head, line: Line, role: str) -> list[Cell]:
    return [cell for cell in own(line) if head.roles.get(cell.column) == role]


def _words(head: Head, line: Line, role: str, *, carried: bool = False) -> str:
    cells = [cell for cell in line.cells if head.roles.get(cell.column) == role and cell.text]
    return " ".join(one_line(cell.text) for cell in cells if carried or not cell.carried)


def _local(head: Head, line: Line, role: str) -> LocalText:
    """Return what stands in the columns of a role, word for word, by language."""
    found: LocalText = {}
    for cell in _cells(head, line, role):
        lang = head.languages.get(cell.column, "")
        text = cell.text.strip()
        found[lang] = f"{found[lang]}\n{text}" if lang in found else text
    return found


def _any_text(text: LocalText) -> str:
    return next(iter(text.values()), "")


def _other(block: Block, line: Line, kind: str) -> Row:
    cells = own(line)
    shown = " | ".join(one_line(cell.text) for cell in _once(cells))
    hidden = hidden_of(block, line, cells[0])
    return Row(cells[0].place, [line.key], kind, shown=shown, hidden=hidden)
