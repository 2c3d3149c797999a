"""The improvement plan: a card for each finding and recommendation, every field on it."""

from collections.abc import Iterator
from datetime import date, datetime

from assessor.facts import SiteRow
from assessor.i18n import N_, language_name
from assessor.improvement import ActionRow, ExtensionRow
from assessor.reports.blocks import (
    Block,
    Contents,
    Fact,
    Facts,
    Heading,
    NewPage,
    Prose,
    Text,
    Title,
    Words,
    plain,
)
from assessor.reports.kinds import ReportKind
from assessor.reports.sections.observed import definition
from assessor.reports.sections.parts import badge, both, fact, joined, numbered
from assessor.reports.subject import Subject
from assessor.terms import ActionStatus, Kind, Level, label

TITLE = N_("Improvement plan")
BY_COMPANY = N_("For the company to fill in")
BY_VALIDATOR = N_("For the validator to fill in")


def build(subject: Subject) -> tuple[Block, ...]:
    """All blocks of the plan: its head, then the cards of each site."""
    say = subject.say
    blocks: list[Block] = [Title(say.gettext(TITLE)), _head(subject)]
    blocks += [Prose(definition(subject, kind), "note") for kind in _kinds(subject)]
    if not subject.actions:
        return (*blocks, Prose(say.gettext("No finding and no recommendation is recorded.")))
    if len(subject.actions) > 3:
        blocks += [Contents(say.gettext("Contents"), depth=2), NewPage()]
    for site, cards in _by_site(subject):
        name = plain(site.name) if site else say.gettext("All sites")
        blocks.append(Heading(1, name))
        for number, card in enumerate(cards):
            blocks += [NewPage()] if number else []
            blocks += _card(subject, card)
    return tuple(blocks)


def _kinds(subject: Subject) -> list[Kind]:
    present = {card.observation.kind for card in subject.actions}
    return [kind for kind in Kind if kind in present]


def _head(subject: Subject) -> Facts:
    say, known = subject.say, subject.known
    form = known.visit
    report = say.gettext(
        "{number}, version {version}", number=form.number, version=str(form.version)
    )
    when = say.date(form.issued_at.astimezone().date()) if form.issued_at else _not_issued(subject)
    done = sum(card.status is ActionStatus.VERIFIED for card in subject.actions)
    state = say.gettext(
        "{done} of {total} verified and closed", done=str(done), total=str(len(subject.actions))
    )
    return Facts(
        (
            fact(say.gettext("Number"), plain(f"{form.number}-P{form.version}")),
            fact(say.gettext("Company"), plain(known.company.legal_name)),
            fact(say.gettext("Sites"), joined(site.name for site in known.covered)),
            fact(say.gettext("Answers the report"), report),
            fact(say.gettext("Report issued"), when),
            _filled(subject, say.gettext("Submitted by"), "", BY_COMPANY),
            _filled(subject, say.gettext("Submitted on"), "", BY_COMPANY),
            fact(say.gettext("State"), state),
            fact(say.gettext("Languages"), joined(language_name(lang) for lang in say.languages)),
        ),
        across=3,
        look="banner",
    )


def _not_issued(subject: Subject) -> Words:
    return subject.say.gettext("Not issued yet")


def _by_site(subject: Subject) -> Iterator[tuple[SiteRow | None, list[ActionRow]]]:
    """The cards of each covered site; those of all sites stand first where there are several."""
    sites = subject.known.covered
    if len(sites) == 1:
        yield sites[0], list(subject.actions)
        return
    for site in (None, *sites):
        wanted = site.id if site else None
        cards = [card for card in subject.actions if card.observation.site_id == wanted]
        if cards:
            yield site, cards


def _card(subject: Subject, card: ActionRow) -> list[Block]:
    say, item = subject.say, card.observation
    name = both(numbered(subject, item), plain(", ".join(item.refs)), " · ")
    heading = Heading(2, name, note=say.gettext(label(card.status)))
    return [heading, Facts(tuple(_fields(subject, card)), look="card")]


def _fields(subject: Subject, card: ActionRow) -> Iterator[Fact]:
    yield from _asked(subject, card)
    yield from _plan(subject, card)
    yield from _follow_up(subject, card)
    for extension in card.extensions:
        yield from _extension(subject, extension)
    if not card.extensions:
        label_ = subject.say.gettext("Extension request")
        yield _filled(subject, label_, "", N_("No extension was requested"))


def _asked(subject: Subject, card: ActionRow) -> Iterator[Fact]:
    """What the report says: it stands first and is not the company's to change."""
    say, item = subject.say, card.observation
    checklist = subject.known.checklist
    level = Level.MUST if item.kind is Kind.FINDING else Level.SHOULD
    titles = [
        Text(both(plain(ref), say.local(checklist.requirement(ref).title), "  "), layout="stacked")
        for ref in item.refs
    ]
    yield Fact(say.gettext("Requirement"), (badge(subject, level), *titles), wide=True)
    yield fact(say.term(item.kind), say.local(item.text), wide=True)
    if any(item.action.values()):
        yield fact(say.gettext("To be achieved"), say.local(item.action), wide=True)
    yield fact(say.gettext("Due"), _due(subject, card))
    yield fact(say.gettext("Class"), say.term(item.kind))


def _due(subject: Subject, card: ActionRow) -> Words:
    """The date that holds now, and how it is reckoned."""
    say = subject.say
    if card.due_on is None:
        return say.due(card.due)
    if card.due is None:
        return say.date(card.due_on)
    reckoned = say.ngettext("{count} day", "{count} days", card.due.days)
    return both(say.date(card.due_on), reckoned, " · ")


def _plan(subject: Subject, card: ActionRow) -> Iterator[Fact]:
    """What the company plans."""
    say = subject.say
    responsible = ", ".join(filter(None, (card.responsible_name, card.responsible_post)))
    for title, value, wide in (
        (say.gettext("Problem"), card.problem, True),
        (say.gettext("Root cause"), card.root_cause, False),
        (say.gettext("Method (five whys, fishbone …)"), card.root_cause_method, False),
        (say.gettext("Correction at once"), card.correction, False),
        (say.gettext("Corrective action"), card.corrective_action, False),
        (say.gettext("Preventive action"), card.preventive_action, False),
        (say.gettext("Extent (where else it applies)"), card.extent, False),
        (say.gettext("Responsible (name, post)"), responsible, False),
        (say.gettext("Resources"), card.resources, False),
        (say.gettext("Start date"), card.start_on, False),
        (say.gettext("Milestones"), card.milestones, False),
        (say.gettext("Measure of success"), card.measure, False),
        (say.gettext("Proof expected"), card.proof_expected, False),
        (say.gettext("Progress"), f"{card.progress} %" if card.progress else "", False),
        (say.gettext("Company's status"), card.company_status, False),
        (say.gettext("Proof handed in"), card.proof_handed_in, True),
    ):
        yield _filled(subject, title, value, BY_COMPANY, wide=wide)


def _follow_up(subject: Subject, card: ActionRow) -> Iterator[Fact]:
    """What the validator finds of it."""
    say = subject.say
    closed = say.date(card.closed_on, blank=BY_VALIDATOR)
    reviewed = say.gettext(label(card.status)) if card.reviewed_by else None
    for title, value, wide in (
        (say.gettext("Validator's review (accept, return, reject)"), reviewed, False),
        (say.gettext("Reviewed by"), card.reviewed_by, False),
        (say.gettext("Reviewed on"), card.reviewed_at, False),
        (say.gettext("How verified (paper, visit)"), card.verified_how, False),
        (say.gettext("Comment of the validator"), card.review_comment, True),
        (say.gettext("Effectiveness checked on"), card.effectiveness_on, False),
        (say.gettext("Closed by"), card.closed_by, False),
        (say.gettext("Closed on"), closed if card.closed_on else None, False),
    ):
        yield _filled(subject, title, value, BY_VALIDATOR, wide=wide)


def _extension(subject: Subject, row: ExtensionRow) -> Iterator[Fact]:
    say = subject.say
    decided = None
    if row.granted is not None:
        decided = (
            say.gettext("Extension granted") if row.granted else say.gettext("Extension refused")
        )
    yield _filled(subject, say.gettext("Extension request"), row.reason, BY_COMPANY, wide=True)
    yield _filled(subject, say.gettext("Document"), row.document, BY_COMPANY)
    yield _filled(subject, say.gettext("Requested on"), row.asked_on, BY_COMPANY)
    yield _filled(subject, say.gettext("New date"), row.new_date, BY_COMPANY)
    yield _filled(subject, say.gettext("Decision"), decided, BY_VALIDATOR)
    yield _filled(subject, say.gettext("Decided by"), row.decided_by, BY_VALIDATOR)
    yield _filled(subject, say.gettext("Decided on"), row.decided_on, BY_VALIDATOR)


def _filled(
    subject: Subject,
    title: Words,
    value: Words | str | date | None,
    blank: str,
    *,
    wide: bool = False,
) -> Fact:
    """A field with its value, or with who is to fill it in."""
    if not value:
        return Fact(title, (Text(subject.say.gettext(blank), "note"),), wide)
    return Fact(title, (Text(_words(subject, value)),), wide)


def _words(subject: Subject, value: Words | str | date) -> Words:
    if isinstance(value, datetime):
        return subject.say.date(value.astimezone().date())
    if isinstance(value, date):
        return subject.say.date(value)
    return plain(value) if isinstance(value, str) else value


PLUGIN = ReportKind("improvement-plan", TITLE, build)
