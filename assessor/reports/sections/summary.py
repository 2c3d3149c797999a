"""The summary: outcome, counts, the chart of MUST met by section; and the business it is about."""

from assessor.reports.blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Heading,
    Look,
    Outcome,
    Prose,
    Row,
    Table,
    Text,
    Words,
    plain,
)
from assessor.reports.sections.parts import both, cell, mark
from assessor.reports.subject import Subject
from assessor.reports.theme import SHAPES
from assessor.tally import verdict_of
from assessor.terms import SHORTFALLS, Level, Verdict


def result(subject: Subject) -> tuple[Words, Verdict | None]:
    """The outcome in words, and the verdict whose colour it wears."""
    say, counts = subject.say, subject.progress
    must_short = any(
        item.level is Level.MUST and verdict_of(subject.known, item) in SHORTFALLS
        for item in subject.known.checklist.requirements
    )
    if counts.findings or must_short:
        return say.gettext("Actions required"), Verdict.PARTLY
    if counts.assessed < counts.total:
        return say.gettext("Not complete yet"), None
    if counts.not_verified:
        return say.gettext("No action required; not everything was verified"), Verdict.NOT_VERIFIED
    return say.gettext("No action required"), Verdict.MET


def summary(subject: Subject) -> list[Block]:
    """The result at a glance, then in the validator's words, then by section."""
    say = subject.say
    words, tone = result(subject)
    return [
        Outcome(say.gettext("Outcome"), words, tone, _lines(subject), chart(subject)),
        Prose(say.local(subject.known.visit.summary)),
        Heading(3, say.gettext("Results by section"), listed=False),
        _by_section(subject),
        Prose(
            say.gettext(
                "Counted are requirements; each shows the worst result of its points and sites."
            ),
            look="note",
        ),
    ]


def _lines(subject: Subject) -> tuple[Text, ...]:
    say, counts = subject.say, subject.progress
    must, should = say.term(Level.MUST), say.term(Level.SHOULD)
    findings, advice = counts.findings, counts.recommendations
    practices, aside = counts.good_practices, counts.na
    unverified, differing = counts.not_verified, counts.mismatches
    lines = [
        Text(say.gettext("{level} met", level=must), lead=_of(counts.must_met, counts.must_total)),
        Text(
            say.gettext("{level} met", level=should),
            lead=_of(counts.should_met, counts.should_total),
        ),
        Text(say.ngettext("{count} finding", "{count} findings", findings)),
        Text(say.ngettext("{count} recommendation", "{count} recommendations", advice)),
        Text(say.ngettext("{count} good practice", "{count} good practices", practices)),
    ]
    smaller = (
        (aside, say.ngettext("{count} not applicable", "{count} not applicable", aside)),
        (unverified, say.ngettext("{count} not verified", "{count} not verified", unverified)),
        (
            differing,
            say.ngettext(
                "{count} differs from the company's claim",
                "{count} differ from the company's claim",
                differing,
            ),
        ),
    )
    return (*lines, *(Text(words, "note") for number, words in smaller if number))


def _of(met: int, total: int) -> Words:
    return plain(f"{met} / {total}")


def chart(subject: Subject) -> Bars:
    """MUST met by section, in per cent of those that apply."""
    say = subject.say
    bars = tuple(
        Bar(say.given(section.title), section.must_met, section.must_applicable)
        for section in subject.progress.sections
        if section.must_total
    )
    title = say.gettext("{level} met, by section, %", level=say.term(Level.MUST))
    aside = subject.progress.must_total - subject.progress.must_applicable
    if not aside:
        return Bars(title, bars)
    note = say.ngettext(
        "{count} that does not apply is left out.",
        "{count} that do not apply are left out.",
        aside,
    )
    return Bars(title, bars, note)


def _room(verdict: Verdict | None) -> float:
    """The width of a column: “partially” is a long word in every language, “Conforme” in one."""
    if verdict is Verdict.PARTLY:
        return 21.5
    return 20 if verdict is Verdict.MET else 17


def _by_section(subject: Subject) -> Table:
    say = subject.say
    verdicts = (*Verdict, None)
    heads = [Column(plain("№"), width=8), Column(say.gettext("Section"))]
    heads.append(Column(say.gettext("Total"), width=11))
    heads += [Column(_head(subject, verdict), width=_room(verdict)) for verdict in verdicts]
    rows = []
    for part in subject.progress.sections:
        numbers = [part.total, part.met, part.partly, part.not_met, part.na, part.not_verified]
        named = (Text(plain(part.ref)), Text(say.given(part.title), layout="stacked"))
        rows.append(_numbers([cell(text) for text in named], numbers))
    whole = subject.progress
    numbers = [whole.total, whole.met, whole.partly, whole.not_met, whole.na, whole.not_verified]
    total = cell(Text(say.gettext("Total"), "strong"), span=2)
    rows.append(_numbers([total], numbers, look="strong"))
    return Table(tuple(heads), tuple(rows))


def _head(subject: Subject, verdict: Verdict | None) -> Words:
    return both(plain(SHAPES[verdict]), mark(subject, verdict).words, " ")


def _numbers(first: list[Cell], numbers: list[int], *, look: Look = "body") -> Row:
    total, *seen = numbers
    counted = (total, *seen, total - sum(seen))
    return Row((*first, *(cell(Text(plain(number), look)) for number in counted)))


def business_flow(subject: Subject) -> list[Block]:
    """What the company does and how its goods move."""
    return [Prose(subject.say.local(subject.known.visit.business_flow))]
