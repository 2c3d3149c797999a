"""The tables of one section of a form over all its sheets, split where they are too wide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from assessor.forms.sheets import SheetRow
from assessor.forms.types import Field, Score, Section
from assessor.i18n import N_
from assessor.reports.blocks import Block, Cell, Column, Heading, Prose, Row, Table, Words, plain
from assessor.reports.sections.parts import both, text_cell
from assessor.reports.sections.sheet_cells import (
    Notes,
    Place,
    legend,
    name_of,
    row_label,
    score_cell,
    shape_cell,
    title_of,
    value_cell,
)

# How many columns with words fit beside the one that names each line.
_ACROSS = 4
# Shapes are narrow: millimetres that the page leaves them, of a letter, of what is between them.
_ROOM, _LETTER, _GAP = 126.0, 1.75, 4.0
_SHAPES_ACROSS = 10
Sheets = tuple[SheetRow, ...]


@dataclass(frozen=True)
class Line:
    """One line of a table before it is split: what it is called, and its cells."""

    label: Words
    cells: list[Cell]


def section_tables(notes: Notes, section: Section, sheets: Sheets) -> list[Block]:
    """A heading and the tables of a section; nothing where nothing was filled in."""
    say = notes.subject.say
    used = [field for field in section.fields if _used(notes, section, field, sheets)]
    if not used:
        return []
    heading = Heading(3, say.given(section.title), listed=False)
    added = any(not row.named for sheet in sheets for row in sheet.rows(section.id))
    if section.rows and (added or len(sheets) == 1):
        body = [block for sheet in sheets for block in _by_rows(notes, section, used, sheet)]
    elif section.rows:
        body = _named_rows(notes, section, used, sheets)
    elif len(sheets) == 1:
        body = _alone(notes, section, used, sheets[0])
    else:
        body = _by_sheets(notes, section, used, sheets)
    return [heading, *body, *_left_blank(notes, section, used)]


def _used(notes: Notes, section: Section, field: Field, sheets: Sheets) -> bool:
    return any(
        not _place(notes, section, field, sheet, row_id).blank
        for sheet in sheets
        for row_id in ([row.id for row in sheet.rows(section.id)] if section.rows else [""])
    )


def _place(notes: Notes, section: Section, field: Field, sheet: SheetRow, row_id: str) -> Place:
    where = name_of(sheet)
    if row_id:
        labels = {row.id: row.label for row in sheet.rows(section.id)}
        where = both(where, row_label(notes.subject, labels[row_id]))
    where = both(where, notes.subject.say.given(field.label))
    return Place(sheet, section.id, field, row_id, where)


# Tables that are split between their columns


def _split(
    corner: Words, heads: Sequence[Words], lines: Sequence[Line], across: int, label: float
) -> list[Block]:
    """As many tables as needed, about equally wide: ten columns are 4, 3 and 3, not 4, 4 and 2."""
    blocks: list[Block] = []
    for start, end in _parts(len(heads), across):
        columns = [Column(corner, width=label), *(Column(head) for head in heads[start:end])]
        rows = [
            Row((text_cell(line.label, stacked=True), *line.cells[start:end])) for line in lines
        ]
        blocks.append(Table(tuple(columns), tuple(rows)))
    return blocks


def _parts(count: int, across: int) -> list[tuple[int, int]]:
    tables = -(-count // across)
    ends = [count * number // tables for number in range(tables + 1)]
    return [(ends[number], ends[number + 1]) for number in range(tables)]


def _alone(notes: Notes, section: Section, used: list[Field], sheet: SheetRow) -> list[Block]:
    """One sheet: what each field is called, and its value beside it."""
    say = notes.subject.say
    lines = [
        Line(
            say.given(field.label),
            [value_cell(notes, _place(notes, section, field, sheet, ""))],
        )
        for field in used
    ]
    return _split(say.gettext(N_("Field")), [name_of(sheet)], lines, 1, 88)


def _by_sheets(notes: Notes, section: Section, used: list[Field], sheets: Sheets) -> list[Block]:
    """A line for each sheet, a column for each field; points apart, as shapes.

    What names the sheet stands before its line already, and long texts among the notes.
    """
    say = notes.subject.say
    apart = {"point", "long_text"}
    told = [field for field in used if field.kind not in apart and not field.names]
    lines = [
        Line(
            name_of(sheet),
            [value_cell(notes, _place(notes, section, field, sheet, "")) for field in told],
        )
        for sheet in sheets
    ]
    heads = [say.given(field.label) for field in told]
    blocks = _split(say.gettext(N_("Worksheet")), heads, lines, _ACROSS, 36) if told else []
    for field in used:
        if field.kind == "long_text":
            _long_texts(notes, [_place(notes, section, field, sheet, "") for sheet in sheets])
    points = [field for field in used if field.kind == "point"]
    places = [[_place(notes, section, item, sheet, "") for sheet in sheets] for item in points]
    labels = [say.given(field.label) for field in points]
    return [*blocks, *_shapes(notes, say.gettext(N_("Point")), labels, places)]


def _long_texts(notes: Notes, places: list[Place]) -> None:
    for place in places:
        if not place.blank:
            notes.noted(place.where, place.sheet.values[place.key])


def _shapes_across(notes: Notes, places: list[list[Place]]) -> int:
    """How many sheets fit side by side: the word of a level must not be broken."""
    keys = {place.key for row in places for place in row}
    sheets = {place.sheet.id: place.sheet for row in places for place in row}
    levels = {
        item.level for sheet in sheets.values() for item in sheet.shortfalls if item.key in keys
    }
    words = [said.text for level in levels for said in notes.subject.say.term(level)]
    longest = max((len(part) for word in words for part in word.split()), default=0)
    return max(_ACROSS, min(_SHAPES_ACROSS, int(_ROOM / (_LETTER * longest + _GAP))))


def _shapes(
    notes: Notes, corner: Words, labels: list[Words], places: list[list[Place]]
) -> list[Block]:
    """Points from top to bottom, sheets from left to right in narrow columns."""
    lines = [
        Line(label, [shape_cell(notes, place) for place in row])
        for label, row in zip(labels, places, strict=True)
    ]
    if not lines:
        return []
    heads = [plain(f"№ {place.sheet.number}") for place in places[0]]
    across = _shapes_across(notes, places)
    return [*_split(corner, heads, lines, across, 52), legend(notes.subject)]


def _named_rows(notes: Notes, section: Section, used: list[Field], sheets: Sheets) -> list[Block]:
    """For each field its own table: the rows from top to bottom, sheets from left to right."""
    say = notes.subject.say
    blocks: list[Block] = []
    named = section.rows.named if section.rows else ()
    for field in used:
        rows = [
            (row, [_place(notes, section, field, sheet, row.id) for sheet in sheets])
            for row in named
        ]
        kept = [(row, line) for row, line in rows if not _all_blank(line)]
        labels = [say.given(row.label) for row, _line in kept]
        places = [line for _row, line in kept]
        if field.kind == "point":
            blocks += _shapes(notes, say.given(field.label), labels, places)
            continue
        columns = [column for column in zip(*places, strict=True) if not _all_blank(column)]
        places = [list(line) for line in zip(*columns, strict=True)]
        lines = [
            Line(label, [value_cell(notes, place) for place in line])
            for label, line in zip(labels, places, strict=True)
        ]
        heads = [name_of(column[0].sheet) for column in columns]
        blocks += _split(say.given(field.label), heads, lines, _ACROSS, 46)
    return blocks


def _all_blank(places: Iterable[Place]) -> bool:
    return all(place.blank for place in places)


def _by_rows(notes: Notes, section: Section, used: list[Field], sheet: SheetRow) -> list[Block]:
    """One sheet: its rows from top to bottom, fields and scores of each from left to right."""
    say = notes.subject.say
    columns: list[Field | Score] = [
        field for field in used if _used(notes, section, field, (sheet,))
    ]
    if not columns:
        return []
    columns += [score for score in sheet.form.scores if score.section == section.id]
    lines = [
        Line(
            row_label(notes.subject, row.label),
            [_row_cell(notes, section, sheet, row.id, item) for item in columns],
        )
        for row in sheet.rows(section.id)
    ]
    heads = [say.given(title_of(item)) for item in columns]
    return _split(name_of(sheet), heads, lines, _ACROSS, 40)


def _row_cell(
    notes: Notes, section: Section, sheet: SheetRow, row_id: str, item: Field | Score
) -> Cell:
    if isinstance(item, Field):
        return value_cell(notes, _place(notes, section, item, sheet, row_id))
    wanted = (item.id, row_id)
    value = next(found for found in sheet.scores if (found.score_id, found.row_id) == wanted)
    return score_cell(notes.subject, sheet, item, value)


def _left_blank(notes: Notes, section: Section, used: list[Field]) -> list[Block]:
    """The fields in which nothing was written, named on one line."""
    say = notes.subject.say
    blank = [say.given(field.label) for field in section.fields if field not in used]
    if not blank:
        return []
    names = reduce(lambda first, second: both(first, second, ", "), blank)
    return [Prose(say.gettext(N_("Not filled in: {fields}."), fields=names), "note")]
