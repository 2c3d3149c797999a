"""What must be true: kinds, worst verdicts, mismatches, due dates, ratings. Pure functions."""

from collections.abc import Iterable, Sequence

from assessor import due_dates
from assessor.checklist import Checklist, Profile, Requirement
from assessor.facts import DueDate, Link
from assessor.i18n import N_
from assessor.terms import SHORTFALLS, Claim, Kind, Level, Verdict

# From bad to good; a point that nobody has seen counts worse than one that is met.
_ORDER: tuple[Verdict | None, ...] = (
    Verdict.NOT_MET,
    Verdict.PARTLY,
    None,
    Verdict.NOT_VERIFIED,
    Verdict.MET,
    Verdict.NA,
)

# Likelihood (rows, rare to almost certain) by consequence (columns); validation practice 5 × 5.
_MATRIX = ("LLLMH", "LLMMH", "LMMHE", "MMHHE", "MHHEE")
SCALE = range(1, 6)
_BANDS = {"L": "low", "M": "medium", "H": "high", "E": "extreme"}
_RATED: dict[tuple[int | None, int | None], str] = {
    (likelihood, consequence): _BANDS[letter]
    for likelihood, row in zip(SCALE, _MATRIX, strict=True)
    for consequence, letter in zip(SCALE, row, strict=True)
}
INCOMPLETE = "incomplete"
RATINGS = {
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
    "extreme": N_("Extreme"),
    INCOMPLETE: N_("Incomplete"),
}


def worst(verdicts: Iterable[Verdict | None]) -> Verdict | None:
    """Return the worst verdict; None as long as one is missing and none falls short."""
    found = set(verdicts)
    return next((verdict for verdict in _ORDER if verdict in found), None)


def falls_short(verdict: Verdict | None) -> bool:
    """Say whether a verdict calls for a finding or a recommendation."""
    return verdict in SHORTFALLS


def kind_for(level: Level) -> Kind:
    """Return what a shortfall of this level is; nobody chooses it."""
    return Kind.FINDING if level is Level.MUST else Kind.RECOMMENDATION


def level_of_link(
    requirement: Requirement, point_id: str, short: frozenset[tuple[str, str]]
) -> Level:
    """Return the level a link speaks at: that of the points that fall short, must first.

    `short` holds (reference, point id) of all points with a shortfall. Where none of the
    linked points falls short, the point's own or the requirement's headline level counts.
    """
    if point_id:
        point = requirement.point(point_id)
        return point.level if point else requirement.level
    falling = {point.level for point in requirement.points if (requirement.ref, point.id) in short}
    if Level.MUST in falling:
        return Level.MUST
    return Level.SHOULD if falling else requirement.level


def levels_of(
    checklist: Checklist, links: Sequence[Link], short: frozenset[tuple[str, str]]
) -> dict[Link, Level]:
    """Return the level that each link of an observation speaks at."""
    return {
        link: level_of_link(checklist.requirement(link.ref), link.point_id, short) for link in links
    }


def kind_of(
    checklist: Checklist,
    links: Sequence[Link],
    short: frozenset[tuple[str, str]],
    *,
    good_practice: bool,
) -> Kind:
    """Return what an observation is: the level of what falls short decides."""
    if good_practice:
        return Kind.GOOD_PRACTICE
    levels = levels_of(checklist, links, short).values()
    return kind_for(Level.MUST if Level.MUST in levels else Level.SHOULD)


def covers(
    checklist: Checklist,
    links: Sequence[Link],
    short: frozenset[tuple[str, str]],
    ref: str,
    point_id: str,
) -> bool:
    """Say whether an observation with these links answers for one point.

    A link to a whole requirement answers for its falling points of the link's level only:
    a finding never swallows a should-point of the same requirement.
    """
    requirement = checklist.requirement(ref)
    point = requirement.point(point_id)
    for link in links:
        if link.ref != ref or point is None:
            continue
        if link.point_id == point_id:
            return True
        if not link.point_id and level_of_link(requirement, "", short) is point.level:
            return True
    return False


_CONTRADICTS: dict[Claim, frozenset[Verdict]] = {
    Claim.YES: frozenset({Verdict.PARTLY, Verdict.NOT_MET, Verdict.NA}),
    Claim.PARTLY: frozenset({Verdict.MET, Verdict.NOT_MET, Verdict.NA}),
    Claim.NO: frozenset({Verdict.MET, Verdict.PARTLY, Verdict.NA}),
    Claim.NA: frozenset({Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET}),
    Claim.NONE: frozenset(),
}


def is_mismatch(claim: Claim, verdict: Verdict | None) -> bool:
    """Say whether the company claimed something else than what was seen."""
    return verdict in _CONTRADICTS[claim]


def worst_claim(claims: Iterable[Claim]) -> Claim:
    """Return what several answers to one requirement claim together: the least of them."""
    found = set(claims)
    order = (Claim.NO, Claim.PARTLY, Claim.YES, Claim.NA)
    return next((claim for claim in order if claim in found), Claim.NONE)


def due_date(profile: Profile, kind: Kind, events: due_dates.Events) -> DueDate | None:
    """Return when an answer of this kind is due, by the programme's periods; None for advice.

    `events` gives the day of report_issued, notified and so on, None if it has not come yet.
    """
    return due_dates.due(profile, f"answer.{kind}", events)


def risk_rating(likelihood: int | None, consequence: int | None) -> str:
    """Return low, medium, high or extreme; "incomplete" where a value of 1 to 5 is missing."""
    return _RATED.get((likelihood, consequence), INCOMPLETE)
