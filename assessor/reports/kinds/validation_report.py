"""The validation report: cover, nineteen sections, annexes."""

from collections.abc import Callable
from datetime import date, datetime

from assessor.i18n import N_, language_name
from assessor.reports.blocks import (
    Block,
    Contents,
    Fact,
    Facts,
    Heading,
    NewPage,
    Prose,
    Title,
    Words,
    plain,
)
from assessor.reports.kinds import ReportKind
from assessor.reports.sections import closing, observed, results, risks, summary, visit
from assessor.reports.sections.annexes import annexes
from assessor.reports.sections.parts import both, fact, joined, numbered_version
from assessor.reports.subject import Subject
from assessor.terms import Kind

TITLE = N_("Validation report")

Build = Callable[[Subject], list[Block]]

# Title, content, whether only the internal copy holds it.
SECTIONS: tuple[tuple[str | Kind, Build, bool], ...] = (
    (N_("Company"), visit.company, False),
    (N_("Sites"), visit.sites, False),
    (N_("Visit"), visit.visit, False),
    (N_("Scope, purpose and basis"), visit.scope, False),
    (N_("Method, sources and limits"), visit.method, False),
    (N_("Summary"), summary.summary, False),
    (N_("Business and cargo flow"), summary.business_flow, False),
    (N_("Result per requirement"), results.results, False),
    (Kind.FINDING, observed.findings, False),
    (Kind.RECOMMENDATION, observed.recommendations, False),
    (Kind.GOOD_PRACTICE, observed.good_practices, False),
    (N_("Initial and remaining risks"), risks.risks, True),
    (N_("Points for closer monitoring"), closing.monitoring, False),
    (N_("Company's comments"), closing.comments, False),
    (N_("Improvement plan needed"), closing.plan_needed, False),
    (N_("Conclusion"), closing.conclusion, True),
    (N_("Signatures and distribution"), closing.signatures, False),
    (N_("Annexes"), annexes, False),
)


def build(subject: Subject) -> tuple[Block, ...]:
    """All blocks of the report."""
    blocks = cover(subject)
    kept = [
        (title, made)
        for title, made, internal in SECTIONS
        if not internal or subject.internal or (made is closing.conclusion and subject.concludes)
    ]
    for number, (title, made) in enumerate(kept, start=1):
        blocks.append(Heading(1, _title(subject, title), str(number)))
        blocks += made(subject)
    return tuple(blocks)


def _title(subject: Subject, title: str | Kind) -> Words:
    if isinstance(title, Kind):
        return observed.plural(subject, title)
    return subject.say.gettext(title)


def cover(subject: Subject) -> list[Block]:
    """What the document is, of whom, by whom, in which state; then the table of contents."""
    say, known = subject.say, subject.known
    sites = joined(site.name for site in known.covered)
    programme = both(
        say.given(known.checklist.title),
        say.gettext("edition {edition}", edition=known.checklist.edition),
        ", ",
    )
    banner = (
        fact(say.gettext("Company"), plain(known.company.legal_name)),
        fact(say.gettext("Sites"), sites if sites[0].text else say.gettext("Not recorded")),
        fact(
            say.gettext("Visit"),
            visit.period(subject, known.visit.visit_start, known.visit.visit_end),
            stacked=True,
        ),
        fact(say.gettext("Programme"), programme, stacked=True),
        *_state(subject),
    )
    return [
        Title(say.gettext(TITLE)),
        Facts(banner, across=4, look="banner"),
        *_notices(subject),
        Contents(say.gettext("Contents")),
        NewPage(),
    ]


def _state(subject: Subject) -> tuple[Fact, ...]:
    say, form = subject.say, subject.known.visit
    state = say.gettext("Draft")
    if form.issued_at and not subject.draft:
        state = say.gettext("Issued on {day}", day=say.date(local_day(form.issued_at)))
    copy = say.gettext("Internal copy") if subject.internal else say.gettext("Company's copy")
    languages = joined(language_name(lang) for lang in say.languages)
    return (
        Fact(say.gettext("Number"), numbered_version(subject)),
        fact(say.gettext("State"), state),
        fact(say.gettext("Languages"), languages),
        fact(say.gettext("Which copy"), copy),
    )


def local_day(moment: datetime) -> date:
    """The day of a moment where the program runs."""
    return moment.astimezone().date()


def _notices(subject: Subject) -> list[Block]:
    say, form = subject.say, subject.known.visit
    notices = []
    if subject.draft:
        notices.append(
            say.gettext("This is a draft: results and dates may still change until it is issued.")
        )
    if form.version > 1:
        notices.append(say.gettext("It replaces version {version}.", version=str(form.version - 1)))
    notices.append(say.gettext("Classification: {words}", words=say.local(form.classification)))
    return [Prose(words, look="note") for words in notices]


PLUGIN = ReportKind("validation-report", TITLE, build)
