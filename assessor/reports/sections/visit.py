"""Sections on the company, its sites, the visit, its scope, its method and its limits."""

from datetime import date
from functools import reduce

from assessor.facts import AssessmentRow, Gap, VisitSite
from assessor.i18n import N_
from assessor.reports.blocks import (
    Block,
    Column,
    Facts,
    Heading,
    Prose,
    Row,
    Table,
    Text,
    Words,
    plain,
)
from assessor.reports.sections.parts import (
    badge,
    both,
    cell,
    fact,
    in_columns,
    joined,
    narrative,
    simple_table,
    text_cell,
)
from assessor.reports.subject import Subject
from assessor.reports.wording import NOT_RECORDED
from assessor.terms import Mode, TeamPart, Verdict, identifier_name, role_name


def period(subject: Subject, start: date | None, end: date | None) -> Words:
    """From when to when, as one date where both are the same."""
    say = subject.say
    if start is None or end is None or start == end:
        return say.date(start or end)
    return say.interval(start, end)


def company(subject: Subject) -> list[Block]:
    """Who was visited: names, identifiers, parts in the supply chain, contacts."""
    say, known = subject.say, subject.known.company
    facts = Facts(
        (
            fact(say.gettext("Legal name"), say.written(known.legal_name)),
            fact(say.gettext("Trade name"), say.written(known.trade_name)),
            fact(say.gettext("Identifiers"), _identifiers(subject)),
            fact(say.gettext("Roles in the supply chain"), _roles(subject)),
            fact(say.gettext("Activity"), say.written(known.activity)),
            fact(say.gettext("Employees"), say.written(known.employees)),
            fact(say.gettext("Address"), say.written(known.address)),
            fact(say.gettext("Country"), say.written(known.country)),
        )
    )
    heading = Heading(3, say.gettext("Contacts"), listed=False)
    if not known.contacts:
        return [facts, heading, Prose(say.gettext("No contact is recorded."), layout="stacked")]
    names = (N_("Name"), N_("Post"), N_("E-mail"), N_("Telephone"))
    rows = [
        [plain(row.name), say.written(row.post), say.written(row.email), say.written(row.phone)]
        for row in known.contacts
    ]
    return [facts, heading, simple_table([Column(say.gettext(name)) for name in names], rows)]


def _identifiers(subject: Subject) -> Words:
    say, known = subject.say, subject.known.company.identifiers
    if not known:
        return say.gettext(NOT_RECORDED)
    named = [both(say.gettext(identifier_name(key)), plain(known[key]), " ") for key in known]
    return reduce(lambda first, second: both(first, second, ", "), named)


def _roles(subject: Subject) -> Words:
    say, known = subject.say, subject.known.company.roles
    if not known:
        return say.gettext(NOT_RECORDED)
    return reduce(
        lambda first, second: both(first, second, ", "),
        [say.gettext(role_name(role)) for role in known],
    )


def sites(subject: Subject) -> list[Block]:
    """Sites covered, and sites left out with the reason."""
    say = subject.say
    if not subject.known.sites:
        return [Prose(say.gettext("No site is recorded."), layout="stacked")]
    names = (N_("Site"), N_("Address"), N_("Activity"), N_("Scope"))
    columns = tuple(Column(say.gettext(name)) for name in names)
    return [Table(columns, tuple(_site(subject, item) for item in subject.known.sites))]


def _site(subject: Subject, item: VisitSite) -> Row:
    say, site = subject.say, item.site
    scope = say.gettext("Covered")
    if not item.in_scope:
        scope = say.gettext("Left out: {reason}", reason=say.local(item.reason))
    address = ", ".join(filter(None, (site.address, site.country)))
    return Row(
        (
            cell(Text(plain(site.name), "strong")),
            text_cell(say.written(address)),
            text_cell(say.written(site.activity)),
            text_cell(scope, stacked=True),
        )
    )


def visit(subject: Subject) -> list[Block]:
    """When and how the visit took place, who took part, and under which statement."""
    say, form = subject.say, subject.known.visit
    facts = Facts(
        (
            fact(say.gettext("Dates"), period(subject, form.visit_start, form.visit_end)),
            fact(say.gettext("Mode"), say.term(Mode(form.mode))),
            fact(say.gettext("Notified on"), say.date(form.notified_on)),
            fact(say.gettext("Closing meeting"), say.date(form.closing_meeting_on)),
        )
    )
    blocks: list[Block] = [facts]
    blocks += _people(subject, N_("Team and observers"), company=False)
    blocks += _people(subject, N_("For the company"), company=True)
    statement = say.gettext("Conflict-of-interest statement")
    return blocks + narrative(subject, statement, form.conflict_statement)


def _people(subject: Subject, title: str, *, company: bool) -> list[Block]:
    say = subject.say
    heading = Heading(3, say.gettext(title), listed=False)
    rows = [
        [
            plain(person.name),
            say.term(TeamPart(person.part)),
            say.written(person.post),
            say.written(person.organisation),
        ]
        for person in subject.known.people
        if (person.part == TeamPart.COMPANY) is company
    ]
    if not rows:
        return [heading, Prose(say.gettext("Nobody is recorded."), layout="stacked")]
    names = (N_("Name"), N_("Part"), N_("Post"), N_("Organisation"))
    return [heading, simple_table([Column(say.gettext(name)) for name in names], rows)]


def scope(subject: Subject) -> list[Block]:
    """What was validated, why, on what ground and for which period."""
    say, form = subject.say, subject.known.visit
    blocks: list[Block] = []
    for title, text in (
        (say.gettext("Scope"), form.scope),
        (say.gettext("Purpose"), form.purpose),
        (say.gettext("Basis"), form.basis),
    ):
        blocks += narrative(subject, title, text)
    reviewed = period(subject, form.period_from, form.period_to)
    return [
        *blocks,
        Heading(3, say.gettext("Period reviewed"), listed=False),
        Prose(reviewed, layout="inline"),
    ]


def method(subject: Subject) -> list[Block]:
    """How it was done, from which sources, and what could not be verified."""
    say, form = subject.say, subject.known.visit
    blocks: list[Block] = []
    for title, text in (
        (say.gettext("Method and samples"), form.methods),
        (say.gettext("Sources"), form.sources),
        (say.gettext("Limits"), form.limits),
    ):
        blocks += narrative(subject, title, text)
    blocks += _set_aside(subject, Verdict.NOT_VERIFIED, say.gettext("What could not be verified"))
    blocks += _set_aside(subject, Verdict.NA, say.gettext("What does not apply"))
    return blocks + _deviations(subject)


def _set_aside(subject: Subject, verdict: Verdict, title: Words) -> list[Block]:
    say = subject.say
    order = {ref: at for at, ref in enumerate(subject.known.checklist.by_ref)}
    covered = covered_ids(subject)
    found = [
        row
        for row in subject.known.assessments.values()
        if row.verdict is verdict and row.site_id in covered
    ]
    found.sort(key=lambda row: (order[row.ref], row.point_id, row.site_id))
    heading = Heading(3, title, listed=False)
    if not found:
        return [heading, Prose(say.gettext("None."), layout="inline")]
    columns = (Column(say.gettext("Req."), width=24), *subject.language_columns())
    return [heading, Table(columns, tuple(_reason(subject, row) for row in found))]


def _reason(subject: Subject, row: AssessmentRow) -> Row:
    say = subject.say
    item = subject.known.checklist.requirement(row.ref)
    lines = [(say.gettext("Reason:"), say.local(row.reason))]
    if subject.several_sites:
        lines.append((say.gettext("Site:"), plain(subject.site_names[row.site_id])))
    name = row.ref if len(item.points) == 1 else f"{row.ref} {row.point_id}"
    level = badge(subject, subject.known.level(row.ref, row.point_id))
    first = cell(Text(plain(name), "strong"), level)
    return Row((first, *in_columns(subject, lines, say.given(item.title))))


def covered_ids(subject: Subject) -> set[str]:
    """The ids of the sites that the visit covers."""
    return {site.id for site in subject.known.covered}


def _left_open(gap: Gap) -> Gap:
    """The gap itself, without the words that it was left open."""
    inner = gap.values.get("gap_text")
    return inner if isinstance(inner, Gap) else gap


def _deviations(subject: Subject) -> list[Block]:
    """Shortfalls without a finding, each with the reason; what else was left open is internal."""
    say = subject.say
    rows = [
        Row(
            (
                cell(Text(joined([gap.ref]), "strong")),
                *in_columns(
                    subject,
                    [
                        ((), say.each(_left_open(gap).text)),
                        (say.gettext("Reason:"), reason),
                    ],
                ),
            )
        )
        for gap, reason in subject.deviations
        if subject.internal or gap.id.startswith("finding:")
    ]
    if not rows:
        return []
    columns = (Column(say.gettext("Req."), width=24), *subject.language_columns())
    return [
        Heading(3, say.gettext("Left open with a reason"), listed=False),
        Table(columns, tuple(rows)),
    ]
