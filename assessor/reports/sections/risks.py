"""Initial and remaining risks, the matrix, and the risk noted for each finding: internal only."""

from assessor.facts import RiskRow
from assessor.i18n import N_
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
from assessor.reports.sections.parts import cell, named, text_cell
from assessor.reports.subject import Subject
from assessor.rules import INCOMPLETE, RATINGS, risk_rating
from assessor.terms import Response, label


def risks(subject: Subject) -> list[Block]:
    """Both lists, the matrix with the number of each risk in its field, risks of findings."""
    say = subject.say
    blocks: list[Block] = []
    for title, remaining in ((N_("Initial risks"), False), (N_("Remaining risks"), True)):
        blocks.append(Heading(3, say.gettext(title), listed=False))
        items = [row for row in subject.known.risks if row.remaining is remaining]
        if not items:
            blocks.append(Prose(say.gettext("None recorded."), layout="inline"))
            continue
        blocks += [_table(subject, items), _matrix(subject, items)]
    return blocks + _of_observations(subject)


def _table(subject: Subject, items: list[RiskRow]) -> Table:
    say = subject.say
    columns = (
        Column(plain("№"), width=10),
        Column(say.gettext("Risk")),
        Column(say.gettext("Likelihood"), width=24),
        Column(say.gettext("Consequence"), width=24),
        Column(say.gettext("Rating"), width=24),
        Column(say.gettext("Response to the risk"), width=26),
    )
    rows = [
        Row(
            (
                cell(Text(plain(number), "strong")),
                text_cell(say.local(item.topic), stacked=True),
                *_rated(subject, item.likelihood, item.consequence),
                text_cell(_response(subject, item), stacked=True),
            )
        )
        for number, item in enumerate(items, start=1)
    ]
    return Table(columns, tuple(rows))


def _rated(subject: Subject, likelihood: int | None, consequence: int | None) -> list[Cell]:
    say = subject.say
    values = [say.written(str(value or "")) for value in (likelihood, consequence)]
    rating = say.gettext(RATINGS[risk_rating(likelihood, consequence)])
    return [*(text_cell(value) for value in values), cell(Text(rating, "strong", "stacked"))]


def _response(subject: Subject, item: RiskRow) -> Words:
    if not item.response:
        return subject.say.gettext("Not recorded")
    return subject.say.gettext(label(Response(item.response)))


def _matrix(subject: Subject, items: list[RiskRow]) -> Table:
    """Likelihood from top to bottom, consequence from left to right; numbers of risks inside."""
    say = subject.say
    head = say.gettext("Likelihood ↓ · consequence →")
    columns = [Column(head), *(Column(plain(value), width=28) for value in range(1, 6))]
    rows = []
    for likelihood in range(5, 0, -1):
        cells = [cell(Text(plain(likelihood), "strong"))]
        for consequence in range(1, 6):
            rating = say.gettext(RATINGS[risk_rating(likelihood, consequence)])
            here = [
                str(number)
                for number, item in enumerate(items, start=1)
                if (item.likelihood, item.consequence) == (likelihood, consequence)
            ]
            numbers = [Text(plain("№ " + ", ".join(here)), "strong")] if here else []
            cells.append(cell(Text(rating, "small"), *numbers))
        rows.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(rows), whole=True)


def _of_observations(subject: Subject) -> list[Block]:
    say = subject.say
    rated = [item for item in subject.known.observations if item.risk != INCOMPLETE]
    if not rated:
        return []
    columns = (
        Column(say.gettext("Observation")),
        Column(say.gettext("Likelihood"), width=28),
        Column(say.gettext("Consequence"), width=28),
        Column(say.gettext("Rating"), width=28),
    )
    rows = [
        Row(
            (
                cell(named(subject, item)),
                *_rated(subject, item.likelihood, item.consequence),
            )
        )
        for item in rated
    ]
    heading = Heading(3, say.gettext("Risk noted for observations"), listed=False)
    return [heading, Table(columns, tuple(rows))]
