"""The last sections before the annexes: monitoring, comments, plan, conclusion, signatures."""

from datetime import date
from functools import partial

from assessor import due_words
from assessor.deadlines import NAMES, deadlines_of
from assessor.facts import ObservationRow, SiteRow
from assessor.i18n import N_
from assessor.reports.blocks import (
    Block,
    Column,
    Heading,
    Prose,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    Words,
    plain,
)
from assessor.reports.sections.parts import cell, joined, narrative, text_cell
from assessor.reports.subject import Subject
from assessor.terms import Kind, TeamPart

NO_DAY = N_("Not known yet")


def monitoring(subject: Subject) -> list[Block]:
    """What deserves a closer eye from now on."""
    return [Prose(subject.say.local(subject.known.visit.monitoring))]


def comments(subject: Subject) -> list[Block]:
    """What the company answered to the draft, and how each comment was treated."""
    return [
        Prose(subject.say.gettext("The company's comments have not been received yet.")),
    ]


def plan_needed(subject: Subject) -> list[Block]:
    """Which site owes an improvement plan, for what, and until when."""
    say = subject.say
    findings = subject.of_kind(Kind.FINDING)
    if not findings:
        none = Prose(say.gettext("No finding requires an improvement plan."))
        return [none, *next_dates(subject)]
    columns = (
        Column(say.gettext("Site")),
        Column(say.gettext("Improvement plan")),
        Column(say.gettext("Findings to answer")),
        Column(say.gettext("Due"), width=44),
    )
    rows = tuple(row for site in subject.known.covered for row in _site(subject, site, findings))
    return [Table(columns, rows), *next_dates(subject)]


def next_dates(subject: Subject) -> list[Block]:
    """What comes after this report and until when, each with how the day is reckoned."""
    say = subject.say
    found = deadlines_of(subject.known)
    if not found:
        return []
    columns = (
        Column(say.gettext("What is due"), width=50),
        Column(say.gettext("Day"), width=44),
        Column(say.gettext("How it is reckoned")),
    )
    rows = tuple(
        Row(
            (
                cell(Text(say.gettext(NAMES[item.name]), "strong", layout="stacked")),
                text_cell(say.date(item.due.date, blank=NO_DAY), stacked=True),
                text_cell(say.each(partial(due_words.reckoned, item.due)), stacked=True),
            )
        )
        for item in found
    )
    return [Heading(3, say.gettext("Next dates"), listed=False), Table(columns, rows)]


def _site(subject: Subject, site: SiteRow, findings: tuple[ObservationRow, ...]) -> list[Row]:
    """Return what a site owes, a row for each day on which something of it is due."""
    say = subject.say
    mine = sorted((item for item in findings if item.site_id in {None, site.id}), key=_when)
    name = cell(Text(plain(site.name), "strong"))
    if not mine:
        words = (say.gettext("Not required"), say.gettext("None."), plain("–"))
        return [Row((name, *map(text_cell, words)))]
    days: dict[Words, list[ObservationRow]] = {}
    for item in mine:
        days.setdefault(_until(subject, item), []).append(item)
    return [
        Row(
            (
                name,
                text_cell(say.gettext("Required")),
                text_cell(joined(f"№ {item.number} ({', '.join(item.refs)})" for item in due)),
                text_cell(day, stacked=True),
            )
        )
        for day, due in days.items()
    ]


def _when(item: ObservationRow) -> date:
    return item.due_on or date.max


def _until(subject: Subject, item: ObservationRow) -> Words:
    day = subject.say.due_of(item)
    return subject.say.gettext("{day} (extended)", day=day) if item.extended else day


def conclusion(subject: Subject) -> list[Block]:
    """The validator's recommendation to the official who decides.

    Internal, unless the programme prints it in the company's copy as well.
    """
    said = Prose(subject.say.local(subject.known.visit.conclusion))
    if subject.concludes:
        return [said]
    note = subject.say.gettext("Internal: this section is not part of the company's copy.")
    return [Prose(note, "note"), said]


def signatures(subject: Subject) -> list[Block]:
    """Lines to sign on, and who receives the report."""
    say = subject.say
    signing = {TeamPart.LEAD, TeamPart.VALIDATOR, TeamPart.SPECIALIST}
    people = [
        Signature(person.name, _part(subject, person.part, person.post))
        for person in subject.known.people
        if person.part in signing
    ] or [Signature("", say.gettext("Lead validator"))]
    theirs = Signature("", say.gettext("Received for the company (name and post)"))
    title = say.gettext("Distribution")
    return [
        Signatures((*people, theirs), say.gettext("Date")),
        *narrative(subject, title, subject.known.visit.distribution),
    ]


def _part(subject: Subject, part: str, post: str) -> Words:
    words = subject.say.term(TeamPart(part))
    return (*words, *plain(post)) if post else words
