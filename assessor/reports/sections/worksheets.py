"""The annex of filled worksheets: for each form one table over its sheets, then its shortfalls."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from assessor.forms.sheets import SheetRow
from assessor.forms.spoken import limit_text, score_text, value_text
from assessor.forms.types import Field, Score
from assessor.i18n import N_
from assessor.proposals import ProposalRow, proposals_of
from assessor.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Prose,
    Row,
    Table,
    Text,
    Words,
    plain,
)
from assessor.reports.sections.parts import badge, both, cell, joined, named
from assessor.reports.sections.sheet_cells import Notes, name_of, row_label, title_of
from assessor.reports.sections.sheet_tables import section_tables
from assessor.reports.subject import Subject
from assessor.terms import Level

# Longer words than these go among the notes: a narrow column would make a page of them.
_LONGEST = 48
_LONGEST_ALONE = 240


def filled(subject: Subject) -> tuple[SheetRow, ...]:
    """The sheets that hold anything at all."""
    return tuple(sheet for sheet in subject.known.sheets if not sheet.blank)


def worksheets(subject: Subject) -> list[Block]:
    """Every form that was filled, with all its sheets."""
    blocks: list[Block] = []
    for _key, group in groupby(filled(subject), key=lambda sheet: sheet.form):
        blocks += _form(subject, tuple(group))
    return blocks


def _form(subject: Subject, sheets: tuple[SheetRow, ...]) -> list[Block]:
    say, form = subject.say, sheets[0].form
    notes = Notes(subject, _LONGEST if len(sheets) > 1 else _LONGEST_ALONE)
    edition = say.gettext(N_("Edition {edition}"), edition=form.edition)
    blocks: list[Block] = [
        Heading(3, say.given(form.title), listed=False),
        Prose(both(edition, plain(form.source.reference)), "note", layout="inline"),
        _overview(subject, sheets),
    ]
    for section in form.sections:
        blocks += section_tables(notes, section, sheets)
    return [*blocks, *notes.blocks(), *_shortfalls(subject, sheets)]


# One line for each sheet


def _overview(subject: Subject, sheets: tuple[SheetRow, ...]) -> Table:
    say, form = subject.say, sheets[0].form
    scored = any(not score.section for score in form.scores)
    columns = [
        Column(plain("№"), width=10),
        Column(say.gettext(N_("Worksheet")), width=60),
        *([Column(say.gettext(N_("Scores")))] if scored else []),
        Column(say.gettext(N_("Shortfalls")), width=34),
    ]
    rows = [
        Row(
            (
                cell(Text(plain(sheet.number), "strong")),
                Cell(tuple(_about(subject, sheet))),
                *([Cell(tuple(_scores(subject, sheet)))] if scored else []),
                Cell(tuple(_counted(subject, sheet))),
            )
        )
        for sheet in sheets
    ]
    return Table(tuple(columns), tuple(rows))


def _about(subject: Subject, sheet: SheetRow) -> Iterable[Text]:
    """What the sheet is of, at which site, on which requirements beside those of the form."""
    if sheet.name:
        yield Text(plain(sheet.name), "strong")
    if site := subject.site_names.get(sheet.site_id or ""):
        yield Text(plain(site))
    if sheet.refs:
        yield Text(joined(subject.in_order(sheet.refs)), "small")
    yield Text(subject.say.date(sheet.created_at.astimezone().date()), "note")


def _scores(subject: Subject, sheet: SheetRow) -> Iterable[Text]:
    say = subject.say
    for value in sheet.scores:
        score = sheet.form.scores_by_id[value.score_id]
        if not score.section:
            said = say.each(partial(score_text, score, value))
            yield Text(said, lead=say.given(score.title), layout="stacked")


def _counted(subject: Subject, sheet: SheetRow) -> Iterable[Text]:
    """How many shortfalls of each level there are, in the level's own word."""
    levels = [item.level for item in sheet.shortfalls]
    for level in Level:
        if count := levels.count(level):
            said = both(plain(str(count)), subject.say.term(level), " × ")
            yield Text(said, "strong", layout="stacked")
    if not levels:
        yield Text(subject.say.gettext(N_("No shortfalls")))


# Where it falls short


def _shortfalls(subject: Subject, sheets: tuple[SheetRow, ...]) -> list[Block]:
    ids = {sheet.id: sheet for sheet in sheets}
    found = [item for item in proposals_of(subject.known) if item.sheet_id in ids]
    if not found:
        return []
    say = subject.say
    columns = (
        Column(say.gettext(N_("Where")), width=52),
        Column(say.gettext(N_("Level")), width=30),
        Column(say.gettext(N_("Falls short"))),
    )
    rows = [
        Row(
            (
                cell(Text(_where(subject, ids[item.sheet_id], item), "small", layout="stacked")),
                cell(badge(subject, item.level)),
                Cell((*_told(subject, ids[item.sheet_id], item), *_outcome(subject, item))),
            )
        )
        for item in found
    ]
    heading = Heading(3, say.gettext(N_("Shortfalls in the worksheets")), listed=False)
    return [heading, Table(columns, tuple(rows))]


def _where(subject: Subject, sheet: SheetRow, item: ProposalRow) -> Words:
    short = next(found for found in sheet.shortfalls if found.key == item.key)
    if not short.row_id:
        return name_of(sheet)
    labels = {row.id: row.label for row in sheet.rows(short.section_id)}
    return both(name_of(sheet), row_label(subject, labels[short.row_id]))


def _told(subject: Subject, sheet: SheetRow, item: ProposalRow) -> Iterable[Text]:
    """What falls short, in the form's own words, with the value that shows it."""
    say, form = subject.say, sheet.form
    short = next(found for found in sheet.shortfalls if found.key == item.key)
    section = form.by_id.get(short.section_id)
    part = section.by_id.get(short.item_id) if section else None
    found: Field | Score = part or form.scores_by_id[short.item_id]
    yield Text(say.given(title_of(found)), layout="stacked")
    value = say.each(lambda lang: _value(sheet, found, short.key, lang))
    yield Text(value, "strong", layout="inline")


def _value(sheet: SheetRow, part: Field | Score, key: str, lang: str) -> str:
    if isinstance(part, Score):
        value = next(found for found in sheet.scores if found.key == key)
        told = score_text(part, value, lang)
    else:
        told = value_text(part, sheet.values[key], lang)
    limit = limit_text(part, lang)
    return f"{told} ({limit})" if limit else told


def _outcome(subject: Subject, item: ProposalRow) -> Iterable[Text]:
    """What became of it: the observation; inside, also why it was set aside, or that it waits."""
    say = subject.say
    if item.state == "taken":
        taken = next(row for row in subject.known.observations if row.id == item.observation_id)
        yield named(subject, taken, "small")
    elif subject.internal and item.state == "dismissed":
        yield Text(say.gettext(N_("Set aside: {reason}"), reason=item.reason), "note", "stacked")
    elif subject.internal:
        yield Text(say.gettext(N_("Not decided yet")), "note", "inline")
