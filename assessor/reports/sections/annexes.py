"""The annexes: evidence, photographs, self-assessments, worksheets, glossary, prevailing text."""

from collections.abc import Callable

from assessor.facts import EvidenceRow, SaqFileRow
from assessor.i18n import N_, language_name
from assessor.reports.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Heading,
    Prose,
    Row,
    Table,
    Text,
    Words,
    inline,
    plain,
)
from assessor.reports.sections.glossary import glossary
from assessor.reports.sections.observed import photographs, taken
from assessor.reports.sections.parts import cell, fact, joined, named, ranges, text_cell
from assessor.reports.sections.worksheets import filled, worksheets
from assessor.reports.subject import Subject

COUNTS = {
    "read": N_("Rows read"),
    "accepted": N_("Rows accepted"),
    "to_check": N_("Rows to check"),
    "unmatched": N_("Rows matched to nothing"),
    "blank": N_("Blank rows"),
    "no_answer": N_("Headings and company data"),
}


def annexes(subject: Subject) -> list[Block]:
    """All annexes, each with its letter."""
    sheets = [(N_("Worksheets"), worksheets)] if filled(subject) else []
    parts: tuple[tuple[str, Callable[[Subject], list[Block]]], ...] = (
        (N_("Evidence index"), evidence_index),
        (N_("Photographs"), photograph_pages),
        (N_("Self-assessments received"), self_assessments),
        *sheets,
        (N_("Glossary"), glossary),
        (N_("Which text prevails"), prevailing),
    )
    blocks: list[Block] = []
    for letter, (title, build) in zip("ABCDEF", parts, strict=False):
        blocks.append(Heading(2, subject.say.gettext(title), letter))
        blocks += build(subject)
    return blocks


def evidence_index(subject: Subject) -> list[Block]:
    """Every piece of evidence with the hash of its original bytes."""
    say = subject.say
    if not subject.evidence:
        return [Prose(say.gettext("No evidence is recorded."), layout="stacked")]
    columns = (
        Column(plain("№"), width=9),
        Column(say.gettext("File and SHA-256 of the original")),
        Column(say.gettext("Size"), width=15),
        Column(say.gettext("Taken on"), width=26.5),
        Column(say.gettext("Bears on"), width=27.5),
    )
    table = Table(columns, tuple(_piece(subject, piece) for piece in subject.evidence))
    return [table, *_not_here(subject)]


def _piece(subject: Subject, piece: EvidenceRow) -> Row:
    say = subject.say
    lines = [Text(plain(piece.file_name)), Text(plain(piece.sha256), "small")]
    if any(piece.caption.values()):
        lines.insert(1, Text(say.local(piece.caption), "note", layout="stacked"))
    if piece.confidential:
        lines.append(Text(say.gettext("Confidential"), "label"))
    when = taken(subject, piece)
    if piece.taken_at is None:
        when = say.gettext("Added on {day}", day=say.date(piece.added_at.astimezone().date()))
    return Row(
        (
            cell(Text(plain(piece.number), "strong")),
            cell(*lines, *_place(subject, piece)),
            text_cell(_size(piece.size)),
            text_cell(when, stacked=True),
            cell(*_bears_on(subject, piece)),
        )
    )


def _size(size: int) -> Words:
    kilobytes = max(1, round(size / 1024))
    return plain(f"{kilobytes} kB" if kilobytes < 10_000 else f"{round(kilobytes / 1024)} MB")


def _bears_on(subject: Subject, piece: EvidenceRow) -> list[Text]:
    """The requirements and observations that a piece supports."""
    found = [Text(joined(subject.in_order(piece.refs)))] if piece.refs else []
    found += [
        named(subject, item, "small")
        for item in subject.known.observations
        if item.id in piece.observation_ids
    ]
    return found or [Text(subject.say.gettext("The visit as a whole"))]


def _not_here(subject: Subject) -> list[Block]:
    """Why a number is missing: nobody should have to wonder."""
    here = {piece.number for piece in subject.evidence}
    missing = set(range(1, max(here) + 1)) - here
    if not missing:
        return []
    said = subject.say.ngettext(
        "Number {numbers} was taken out or is not part of this copy.",
        "Numbers {numbers} were taken out or are not part of this copy.",
        len(missing),
        numbers=inline(ranges(missing)),
    )
    return [Prose(said, "note")]


def _place(subject: Subject, piece: EvidenceRow) -> list[Text]:
    """Where a photograph was taken: printed only where somebody asked for it."""
    if not subject.places or piece.latitude is None or piece.longitude is None:
        return []
    where = f"{piece.latitude:.5f}, {piece.longitude:.5f}"
    return [Text(subject.say.gettext("Place: {place}", place=where), "small")]


def photograph_pages(subject: Subject) -> list[Block]:
    """All photographs, two side by side."""
    photos = photographs(subject, subject.evidence, across=2)
    if photos is None:
        return [Prose(subject.say.gettext("No photograph is recorded."), layout="stacked")]
    return [photos]


def self_assessments(subject: Subject) -> list[Block]:
    """The files as received, and how every row of them was accounted for."""
    say = subject.say
    if not subject.known.files:
        return [Prose(say.gettext("No self-assessment was imported."), layout="stacked")]
    return [_file(subject, item) for item in subject.known.files]


def _file(subject: Subject, item: SaqFileRow) -> Facts:
    say = subject.say
    counts = [
        fact(say.gettext(title), plain(item.counts[name]))
        for name, title in COUNTS.items()
        if name in item.counts
    ]
    name = Fact(
        say.gettext("File"),
        (Text(plain(item.file_name), "strong"), Text(plain(f"SHA-256 {item.sha256}"), "small")),
        wide=True,
    )
    return Facts((name, fact(say.gettext("Imported"), say.time(item.imported_at)), *counts), 4)


def prevailing(subject: Subject) -> list[Block]:
    """Whose text and which language prevails where texts differ."""
    say, source = subject.say, subject.known.checklist.source
    code = subject.known.profile.prevailing_language
    language: Words = say.each(lambda lang: language_name(code, lang))
    facts = Facts(
        (
            fact(say.gettext("Official criteria"), say.given(source.title), wide=True),
            fact(say.gettext("Reference"), plain(source.reference), wide=True),
            fact(say.gettext("Prevailing language"), language, wide=True),
        )
    )
    return [
        facts,
        Prose(say.given(source.prevails)),
        Prose(say.given(subject.known.profile.footers)),
    ]
