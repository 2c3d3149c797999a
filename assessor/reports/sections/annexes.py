"""The annexes: evidence with hashes, photographs, self-assessments, glossary, prevailing text."""

from collections.abc import Callable

from assessor.facts import EvidenceRow, SaqFileRow
from assessor.i18n import N_, language_name
from assessor.reports.blocks import (
    NOTHING,
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
    plain,
)
from assessor.reports.sections.glossary import glossary
from assessor.reports.sections.observed import photographs, taken
from assessor.reports.sections.parts import cell, fact, joined, text_cell
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
    parts: tuple[tuple[str, Callable[[Subject], list[Block]]], ...] = (
        (N_("Evidence index"), evidence_index),
        (N_("Photographs"), photograph_pages),
        (N_("Self-assessments received"), self_assessments),
        (N_("Glossary"), glossary),
        (N_("Which text prevails"), prevailing),
    )
    blocks: list[Block] = []
    for letter, (title, build) in zip("ABCDE", parts, strict=True):
        blocks.append(Heading(2, subject.say.gettext(title), letter))
        blocks += build(subject)
    return blocks


def evidence_index(subject: Subject) -> list[Block]:
    """Every piece of evidence with the hash of its original bytes."""
    say = subject.say
    if not subject.evidence:
        return [Prose(say.gettext("No evidence is recorded."), layout="stacked")]
    columns = (
        Column(plain("№"), width=10),
        Column(say.gettext("File and SHA-256 of the original")),
        Column(say.gettext("Size"), width=16),
        Column(say.gettext("Taken on"), width=31),
        Column(say.gettext("Req."), width=18),
    )
    return [Table(columns, tuple(_piece(subject, piece) for piece in subject.evidence))]


def _piece(subject: Subject, piece: EvidenceRow) -> Row:
    size = plain(f"{max(1, round(piece.size / 1024))} kB")
    marking = subject.say.gettext("Confidential") if piece.confidential else NOTHING
    return Row(
        (
            cell(Text(plain(piece.number), "strong")),
            cell(
                Text(plain(piece.file_name)),
                Text(plain(piece.sha256), "small"),
                *([Text(marking, "label")] if marking else []),
                *_place(subject, piece),
            ),
            text_cell(size),
            text_cell(taken(subject, piece), stacked=True),
            text_cell(joined(piece.refs)),
        )
    )


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
            fact(say.gettext("Official criteria"), say.local(source.title), wide=True),
            fact(say.gettext("Reference"), plain(source.reference), wide=True),
            fact(say.gettext("Prevailing language"), language, wide=True),
        )
    )
    return [
        facts,
        Prose(say.local(source.prevails)),
        Prose(say.local(subject.known.profile.footers)),
    ]
