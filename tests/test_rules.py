"""What must be true of kinds, worst verdicts, mismatches, due dates and ratings."""

from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor import rules
from assessor.checklist import Period
from assessor.facts import Link
from assessor.terms import SHORTFALLS, Claim, Kind, Level, Verdict
from tests import make

SMALL = make.small_checklist()
POINTS = [(item.ref, point.id) for item in SMALL.requirements for point in item.points]
# A link may name a point, all of a requirement, or a point that a later edition no longer has.
LINKS = [Link(ref, point) for ref, point in POINTS]
LINKS += [Link(item.ref, point) for item in SMALL.requirements for point in ("", "gone")]

verdicts = st.sampled_from([None, *Verdict])
shorts = st.frozensets(st.sampled_from(POINTS))
links = st.lists(st.sampled_from(LINKS), min_size=1, max_size=4)


# The worst of several verdicts


@given(st.lists(verdicts))
def test_a_shortfall_is_never_hidden_by_what_stands_beside_it(found: list[Verdict | None]) -> None:
    worst = rules.worst(found)
    for shortfall in (Verdict.NOT_MET, Verdict.PARTLY):
        if shortfall in found:
            assert worst is shortfall
            return
    assert worst not in SHORTFALLS


@given(st.lists(verdicts))
def test_met_means_that_everything_was_seen_and_nothing_is_open(
    found: list[Verdict | None],
) -> None:
    if rules.worst(found) is Verdict.MET:
        assert set(found) <= {Verdict.MET, Verdict.NA}


@given(st.lists(verdicts), st.randoms())
def test_the_order_and_the_number_of_verdicts_do_not_matter(
    found: list[Verdict | None], chance: object
) -> None:
    assert rules.worst(found) == rules.worst(reversed(found)) == rules.worst(found * 2)


@pytest.mark.parametrize(
    ("found", "worst"),
    [
        ([], None),
        ([Verdict.NA], Verdict.NA),
        ([Verdict.NA, Verdict.MET], Verdict.MET),
        ([Verdict.MET, Verdict.NOT_VERIFIED], Verdict.NOT_VERIFIED),
        ([Verdict.NOT_VERIFIED, None], None),
        ([None, Verdict.PARTLY], Verdict.PARTLY),
        ([Verdict.PARTLY, Verdict.NOT_MET], Verdict.NOT_MET),
    ],
)
def test_verdicts_stand_in_this_order(found: list[Verdict | None], worst: Verdict | None) -> None:
    assert rules.worst(found) is worst


def test_only_partly_and_not_met_call_for_words() -> None:
    assert {verdict for verdict in (None, *Verdict) if rules.falls_short(verdict)} == SHORTFALLS


# What an observation is


def test_the_level_makes_the_kind() -> None:
    assert rules.kind_for(Level.MUST) is Kind.FINDING
    assert rules.kind_for(Level.SHOULD) is Kind.RECOMMENDATION


@pytest.mark.parametrize(
    ("link", "short", "level"),
    [
        (Link("2.1"), [], Level.MUST),  # nothing falls short: the headline counts
        (Link("2.1"), [("2.1", "a")], Level.MUST),
        (Link("2.1"), [("2.1", "b")], Level.SHOULD),
        (Link("2.1"), [("2.1", "a"), ("2.1", "b")], Level.MUST),
        (Link("2.1"), [("2.2", "a")], Level.MUST),  # another requirement says nothing here
        (Link("2.1", "b"), [("2.1", "a")], Level.SHOULD),  # a point speaks for itself
        (Link("2.1", "gone"), [("2.1", "b")], Level.MUST),
        (Link("1.2"), [], Level.SHOULD),
        (Link("2.2"), [("2.2", "c")], Level.SHOULD),
    ],
)
def test_a_link_speaks_at_the_level_of_what_falls_short(
    link: Link, short: list[tuple[str, str]], level: Level
) -> None:
    item = SMALL.requirement(link.ref)
    assert rules.level_of_link(item, link.point_id, frozenset(short)) is level
    assert rules.levels_of(SMALL, [link], frozenset(short)) == {link: level}


@given(links, shorts)
def test_an_observation_with_any_must_in_it_is_a_finding(
    about: list[Link], short: frozenset[tuple[str, str]]
) -> None:
    levels = set(rules.levels_of(SMALL, about, short).values())
    kind = rules.kind_of(SMALL, about, short, good_practice=False)
    assert (kind is Kind.FINDING) == (Level.MUST in levels)
    assert kind is not Kind.GOOD_PRACTICE


@given(links, shorts)
def test_a_good_practice_is_one_whatever_falls_short(
    about: list[Link], short: frozenset[tuple[str, str]]
) -> None:
    assert rules.kind_of(SMALL, about, short, good_practice=True) is Kind.GOOD_PRACTICE


@given(links, shorts, st.sampled_from(POINTS))
def test_a_finding_never_answers_for_a_should_nor_a_recommendation_for_a_must(
    about: list[Link], short: frozenset[tuple[str, str]], point: tuple[str, str]
) -> None:
    ref, point_id = point
    if not rules.covers(SMALL, about, short, ref, point_id):
        return
    found = SMALL.requirement(ref).point(point_id)
    levels = rules.levels_of(SMALL, about, short)
    assert found is not None
    assert any(link.ref == ref and level is found.level for link, level in levels.items())


@given(shorts, st.sampled_from(POINTS))
def test_a_link_to_the_point_itself_always_answers_for_it(
    short: frozenset[tuple[str, str]], point: tuple[str, str]
) -> None:
    assert rules.covers(SMALL, [Link(*point)], short, *point)


@pytest.mark.parametrize(
    ("about", "point", "covered"),
    [
        ([Link("2.1")], ("2.1", "a"), True),
        ([Link("2.1")], ("2.1", "b"), False),  # a finding leaves the should-point open
        ([Link("2.1"), Link("2.1", "b")], ("2.1", "b"), True),
        ([Link("2.2")], ("2.2", "b"), True),
        ([Link("2.2", "a")], ("2.2", "b"), False),
        ([Link("1.1")], ("1.10", "a"), False),  # 1.10 is not 1.1
        ([Link("1.1")], ("1.1", "gone"), False),
        ([], ("1.1", "a"), False),
    ],
)
def test_what_an_observation_answers_for(
    about: list[Link], point: tuple[str, str], covered: bool
) -> None:
    everything = frozenset(POINTS)
    assert rules.covers(SMALL, about, everything, *point) is covered


# Claims


ALLOWED = {
    Claim.YES: {Verdict.MET, Verdict.NOT_VERIFIED, None},
    Claim.PARTLY: {Verdict.PARTLY, Verdict.NOT_VERIFIED, None},
    Claim.NO: {Verdict.NOT_MET, Verdict.NOT_VERIFIED, None},
    Claim.NA: {Verdict.NA, Verdict.NOT_VERIFIED, None},
    Claim.NONE: {*Verdict, None},
}


@pytest.mark.parametrize("claim", Claim)
@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_a_claim_and_a_verdict_that_say_different_things_are_a_mismatch(
    claim: Claim, verdict: Verdict | None
) -> None:
    assert rules.is_mismatch(claim, verdict) is (verdict not in ALLOWED[claim])


def test_several_answers_claim_the_least_of_them() -> None:
    for claims in chain.from_iterable(combinations(Claim, size) for size in range(6)):
        order = [Claim.NO, Claim.PARTLY, Claim.YES, Claim.NA, Claim.NONE]
        expected = min(claims, key=order.index, default=Claim.NONE)
        assert rules.worst_claim(claims) is expected


# When an answer is due

CTPAT = checklists.profile("ctpat")
ISSUED = date(2026, 11, 20)  # a Friday


def profile(**periods: Period) -> checklists.Profile:
    """Return the programme with other periods."""
    named = {name.replace("_", "."): period for name, period in periods.items()}
    return msgspec.structs.replace(CTPAT, periods=named)


def test_a_finding_is_due_in_ninety_days_from_the_report_and_advice_never() -> None:
    due = rules.due_date(CTPAT, Kind.FINDING, {"report_issued": ISSUED})
    assert due is not None
    assert (due.days, due.working, due.starts, due.date) == (
        90,
        False,
        "report_issued",
        date(2027, 2, 18),
    )
    assert rules.due_date(CTPAT, Kind.RECOMMENDATION, {"report_issued": ISSUED}) is None
    assert rules.due_date(CTPAT, Kind.GOOD_PRACTICE, {"report_issued": ISSUED}) is None


@pytest.mark.parametrize("events", [{}, {"report_issued": None}, {"notified": ISSUED}])
def test_until_its_event_has_come_a_period_has_no_day(events: dict[str, date | None]) -> None:
    due = rules.due_date(CTPAT, Kind.FINDING, events)
    assert due is not None
    assert due.days == 90
    assert due.date is None


def test_a_programme_says_from_which_event_and_in_which_days_it_counts() -> None:
    closing = profile(answer_recommendation=Period(10, "closing_meeting", working=True))
    events = {"report_issued": None, "closing_meeting": ISSUED}
    due = rules.due_date(closing, Kind.RECOMMENDATION, events)
    assert due is not None
    assert due.date == date(2026, 12, 7)  # Thanksgiving lies between
    assert due.working


# Risk


@dataclass(frozen=True)
class MatrixRow:
    """One row as the field's handbook prints it, from negligible to severe consequence."""

    likelihood: int
    bands: str


MATRIX = [
    MatrixRow(5, "MHHEE"),  # almost certain
    MatrixRow(4, "MMHHE"),  # likely
    MatrixRow(3, "LMMHE"),  # possible
    MatrixRow(2, "LLMMH"),  # unlikely
    MatrixRow(1, "LLLMH"),  # rare
]
CELLS = [
    (row.likelihood, number, band) for row in MATRIX for number, band in enumerate(row.bands, 1)
]
NAMES = {"L": "low", "M": "medium", "H": "high", "E": "extreme"}


@pytest.mark.parametrize(("likelihood", "consequence", "band"), CELLS)
def test_each_cell_of_the_matrix(likelihood: int, consequence: int, band: str) -> None:
    assert rules.risk_rating(likelihood, consequence) == NAMES[band]


rating = st.none() | st.integers(-3, 9)


@given(rating, rating)
def test_a_missing_or_impossible_value_is_incomplete_never_low(
    likelihood: int | None, consequence: int | None
) -> None:
    whole = likelihood in range(1, 6) and consequence in range(1, 6)
    assert (rules.risk_rating(likelihood, consequence) == rules.INCOMPLETE) is not whole
    assert rules.risk_rating(likelihood, consequence) in rules.RATINGS


@given(st.integers(1, 5), st.integers(1, 4))
def test_more_of_either_is_never_less_risk(fixed: int, value: int) -> None:
    def rank(likelihood: int, consequence: int) -> int:
        return list(NAMES.values()).index(rules.risk_rating(likelihood, consequence))

    assert rank(fixed, value) <= rank(fixed, value + 1)
    assert rank(value, fixed) <= rank(value + 1, fixed)
