"""The improvement plan: a card for each finding and recommendation, every field on it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from assessor.facts import SiteRow
from assessor.i18n import N_, language_name
from assessor.improvement import ActionRow, ExtensionRow
from assessor.reports.blocks import (
    NOTHING,
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
    clean,
    plain,
)
from assessor.reports.kinds import ReportKind
from assessor.reports.sections.observed import definition
from assessor.reports.sections.parts import badge, both, fact, joined, numbered_version
from assessor.reports.subject import Subject
from assessor.terms import ActionStatus, Kind, Level, label

TITLE = N_("Improvement plan")
BY_COMPANY = N_("For the company to fill in")
BY_VALIDATOR = N_("For the validator to fill in")
AS_FILLED_IN = N_("What is filled in stays in the language in which it was written.")
BLANK = N_("To be filled in")

Value = Words | str | date | None


class Field(NamedTuple):
    """A field of a card: its name, its value, whether it takes the whole width."""

    title: str
    value: Value
    wide: bool = False


def build(subject: Subject) -> tuple[Block, ...]:
    """All blocks of the plan: its head, then the cards of each site."""
    say = subject.say
    blocks: list[Block] = [Title(say.gettext(TITLE)), _head(subject)]
    blocks += [Prose(definition(subject, kind), "note") for kind in _kinds(subject)]
    if not subject.actions:
        return (*blocks, Prose(say.gettext("No finding and no recommendation is recorded.")))
    blocks.append(Prose(say.gettext(AS_FILLED_IN), "note"))
    if len(subject.actions) > 3:
        blocks += [Contents(say.gettext("Contents"), depth=2), NewPage()]
    for site, cards in _by_site(subject):
        name = plain(site.name) if site else say.gettext("All sites")
        blocks += [NewPage(soft=True), Heading(1, name)]
        for number, card in enumerate(cards):
            blocks += [NewPage(soft=True)] if number else []
            blocks += _card(subject, card)
    return tuple(blocks)


def _kinds(subject: Subject) -> list[Kind]:
    present = {card.observation.kind for card in subject.actions}
    return [kind for kind in Kind if kind in present]


def _head(subject: Subject) -> Facts:
    say, known = subject.say, subject.known
    form = known.visit
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
            Fact(say.gettext("Answers the report"), numbered_version(subject)),
            fact(say.gettext("Report issued"), when),
            _filled(subject, N_("Submitted by"), "", blank=BY_COMPANY),
            _filled(subject, N_("Submitted on"), "", blank=BY_COMPANY),
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
    """One card: what the report asks, what the company plans, what the validator finds of it."""
    say, item = subject.say, card.observation
    first, *others = item.refs
    title = say.given(subject.known.checklist.requirement(first).title)
    if others:
        title = both(title, plain("…"), " ")
    number = f"№ {item.number} · {', '.join(item.refs)}"
    parts: list[list[Block]] = [
        [Heading(2, title, number, note=say.gettext(label(card.status)))],
        [Facts(tuple(_asked(subject, card)), look="card")],
        _part(subject, N_("Company's plan"), BY_COMPANY, (_plan(card), 2), (_details(card), 3)),
        _part(subject, N_("Validator's review"), BY_VALIDATOR, (_follow_up(subject, card), 3)),
        *(_extension(subject, extension) for extension in card.extensions),
    ]
    blocks = [block for part in parts for block in part]
    return [*(_held(block) for block in blocks[:-1]), blocks[-1]]


def _held(block: Block) -> Block:
    """A part of a card stays on the page of the next one, as far as a page can hold them."""
    return replace(block, keep=True) if isinstance(block, Facts) else block


def _part(
    subject: Subject, title: str, blank: str, *groups: tuple[Iterable[Field], int]
) -> list[Block]:
    """A part of a card under its own heading, which says who fills in what is blank."""
    say = subject.say
    rows = [(list(fields), across) for fields, across in groups]
    open_ = any(not field.value for fields, _ in rows for field in fields)
    heading = Heading(
        3, say.gettext(title), listed=False, note=say.gettext(blank) if open_ else NOTHING
    )
    return [
        heading,
        *(
            Facts(tuple(_filled(subject, *field) for field in fields), across, "card")
            for fields, across in rows
        ),
    ]


def _asked(subject: Subject, card: ActionRow) -> Iterator[Fact]:
    """What the report says: it stands first and is not the company's to change."""
    say, item = subject.say, card.observation
    checklist = subject.known.checklist
    level = Level.MUST if item.kind is Kind.FINDING else Level.SHOULD
    titles = [
        Text(say.given(checklist.requirement(ref).title), lead=plain(ref)) for ref in item.refs
    ]
    yield Fact(say.gettext("Requirement"), tuple(titles), wide=True)
    yield fact(say.term(item.kind), say.local(item.text), wide=True)
    asks = N_("To be achieved") if item.kind is Kind.FINDING else N_("Suggestion")
    told = [(N_("Why it matters"), item.why), (asks, item.action)]
    told = [(title, text) for title, text in told if any(text.values())]
    for title, text in told:
        yield fact(say.gettext(title), say.local(text), wide=len(told) == 1, stacked=True)
    yield Fact(say.gettext("Due"), tuple(_due(subject, card)))
    yield Fact(say.gettext("Class"), (badge(subject, level),))


def _due(subject: Subject, card: ActionRow) -> Iterator[Text]:
    """The date that holds now, and where it comes from."""
    say, reckoned = subject.say, card.due.date if card.due else None
    if card.due_on is None:
        yield Text(say.due(card.due))
        return
    yield Text(say.date(card.due_on))
    if card.due and card.due_on == reckoned:
        yield Text(say.reckoned(card.due), "note")
    elif any(extension.granted for extension in card.extensions):
        yield Text(say.gettext("Extension granted"), "note")
    if reckoned and card.due_on != reckoned:
        yield Text(say.gettext("Reckoned: {day}", day=say.date(reckoned)), "note")


def _plan(card: ActionRow) -> Iterator[Field]:
    """What the company plans, in sentences."""
    yield Field(N_("Problem"), card.problem, wide=True)
    yield Field(N_("Root cause"), card.root_cause)
    yield Field(N_("Method (five whys, fishbone …)"), card.root_cause_method)
    yield Field(N_("Correction at once"), card.correction)
    yield Field(N_("Corrective action"), card.corrective_action)
    yield Field(N_("Preventive action"), card.preventive_action)
    yield Field(N_("Extent (where else it applies)"), card.extent)


def _details(card: ActionRow) -> Iterator[Field]:
    """Who does it, with what, by when and how one will see that it worked."""
    responsible = ", ".join(filter(None, (card.responsible_name, card.responsible_post)))
    yield Field(N_("Responsible (name, post)"), responsible)
    yield Field(N_("Resources"), card.resources)
    yield Field(N_("Start date"), card.start_on)
    yield Field(N_("Milestones"), card.milestones)
    yield Field(N_("Measure of success"), card.measure)
    yield Field(N_("Proof expected"), card.proof_expected)
    yield Field(N_("Progress"), f"{card.progress} %" if card.progress else "")
    yield Field(N_("Company's status"), card.company_status)
    yield Field(N_("Proof handed in"), card.proof_handed_in)


def _follow_up(subject: Subject, card: ActionRow) -> Iterator[Field]:
    """What the validator finds of it."""
    reviewed = subject.say.gettext(label(card.status)) if card.reviewed_by else None
    yield Field(N_("Decision"), reviewed)
    yield Field(N_("Reviewed (by, on)"), _signed(subject, card.reviewed_by, card.reviewed_at))
    yield Field(N_("How verified (paper, visit)"), card.verified_how)
    yield Field(N_("Comment of the validator"), card.review_comment, wide=True)
    yield Field(N_("Effectiveness checked on"), card.effectiveness_on)
    yield Field(N_("Closed (by, on)"), _signed(subject, card.closed_by, card.closed_on))
    if not card.extensions:
        none = subject.say.gettext("No extension was requested")
        yield Field(N_("Extension request"), none)


def _signed(subject: Subject, by: str, on: date | None) -> Words | None:
    """Who and when; nothing while nobody did."""
    if on is None:
        return plain(by) if by else None
    return both(plain(by), _words(subject, on), ", ") if by else _words(subject, on)


def _extension(subject: Subject, row: ExtensionRow) -> list[Block]:
    say, decided = subject.say, None
    if row.granted is not None:
        decided = (
            say.gettext("Extension granted") if row.granted else say.gettext("Extension refused")
        )
    fields = (
        Field(N_("Reason"), row.reason, wide=True),
        Field(N_("Document"), row.document),
        Field(N_("Requested on"), row.asked_on),
        Field(N_("New date"), row.new_date),
        Field(N_("Decision"), decided),
        Field(N_("Decided by"), row.decided_by),
        Field(N_("Decided on"), row.decided_on),
    )
    return _part(subject, N_("Extension request"), BY_VALIDATOR, (fields, 3))


def _filled(
    subject: Subject,
    title: str,
    value: Value,
    wide: bool = False,  # noqa: FBT001, FBT002  a Field, spread
    blank: str = BLANK,
) -> Fact:
    """A field with its value, or with the words that it is to be filled in."""
    said = subject.say.gettext(title)
    if isinstance(value, str):
        value = clean(value)
    if not value:
        return Fact(said, (Text(subject.say.gettext(blank), "note"),), wide)
    return Fact(said, (Text(_words(subject, value)),), wide)


def _words(subject: Subject, value: Words | str | date) -> Words:
    """The value as the document says it; what somebody wrote stays as it was written."""
    if isinstance(value, datetime):
        return subject.say.date(value.astimezone().date())
    if isinstance(value, date):
        return subject.say.date(value)
    return plain(value) if isinstance(value, str) else value


PLUGIN = ReportKind("improvement-plan", TITLE, build)
