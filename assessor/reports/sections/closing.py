"""The last sections before the annexes: monitoring, comments, plan, conclusion, signatures."""

from datetime import date

from assessor.facts import ObservationRow, SiteRow
from assessor.reports.blocks import (
    Block,
    Column,
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
        return [Prose(say.gettext("No finding requires an improvement plan."))]
    columns = (
        Column(say.gettext("Site")),
        Column(say.gettext("Improvement plan")),
        Column(say.gettext("Findings to answer")),
        Column(say.gettext("Due"), width=44),
    )
    rows = tuple(_site(subject, site, findings) for site in subject.known.covered)
    return [Table(columns, rows)]


def _site(subject: Subject, site: SiteRow, findings: tuple[ObservationRow, ...]) -> Row:
    say = subject.say
    mine = [item for item in findings if item.site_id in {None, site.id}]
    needed = say.gettext("Required") if mine else say.gettext("Not required")
    first = min(mine, key=_when, default=None)
    numbers = [f"№ {item.number} ({', '.join(item.refs)})" for item in mine]
    return Row(
        (
            cell(Text(plain(site.name), "strong")),
            text_cell(needed),
            text_cell(joined(numbers) if mine else say.gettext("None.")),
            text_cell(say.due(first.due) if first else plain("–"), stacked=True),
        )
    )


def _when(item: ObservationRow) -> date:
    return item.due.date if item.due and item.due.date else date.max


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
