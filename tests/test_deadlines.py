"""What is due beside the findings: the notice backwards, the rest forwards from what happened."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor import deadlines, due_dates
from assessor.facts import Dossier
from assessor.profile import Period, Profile
from tests import make

CTPAT = checklists.profile("ctpat")


def known(profile: Profile, **days: Any) -> Dossier:
    """Return a dossier under this programme whose visit has these days."""
    made = make.dossier({})
    return replace(made, profile=profile, visit=replace(made.visit, **days))


@pytest.mark.parametrize(
    ("programme", "visit", "latest"),
    [
        # 30 calendar days, and nothing is moved
        ("ctpat", date(2026, 11, 18), date(2026, 10, 19)),
        # 15 working days before a Wednesday; Monday, Nov 16 is a holiday of Mexico
        ("mexico-oea", date(2026, 11, 18), date(2026, 10, 27)),
    ],
)
def test_the_last_day_for_the_notice(programme: str, visit: date, latest: date) -> None:
    profile = checklists.profile(programme)
    notice = deadlines.notice_of(known(profile, visit_start=visit))
    assert notice is not None
    assert (notice.latest, notice.given, notice.in_time) == (latest, None, None)
    for given_on, in_time in ((latest, True), (latest.replace(day=latest.day + 1), False)):
        found = deadlines.notice_of(known(profile, visit_start=visit, notified_on=given_on))
        assert found is not None
        assert found.in_time is in_time
        assert found.earliest is not None
        assert (found.earliest <= visit) is in_time


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 40), st.booleans())
def test_a_day_later_would_be_too_late(visit: date, days: int, working: bool) -> None:
    period = Period(days=days, working=working, starts="notified", roll="next_working_day")
    profile = msgspec.structs.replace(CTPAT, periods={"notice": period}, country=None)
    free = due_dates.working_days_of(profile)
    latest = deadlines.last_notice(profile, period, visit)
    assert due_dates.last_day(latest, period, free) <= visit
    assert due_dates.last_day(due_dates.add_days(latest, 1), period, free) > visit


def test_no_notice_where_the_programme_sets_no_time_for_it() -> None:
    assert deadlines.notice_of(known(checklists.profile("basc-v6"))) is None
    odd = {"notice": Period(days=5, starts="visit_end")}
    assert deadlines.notice_of(known(msgspec.structs.replace(CTPAT, periods=odd))) is None


def test_what_is_due_comes_in_its_order_with_its_start() -> None:
    issued = datetime(2026, 11, 3, 12, tzinfo=UTC)
    found = deadlines.deadlines_of(
        known(CTPAT, issued_at=issued, certified_on=date(2026, 2, 28), visit_end=None)
    )
    assert {item.name: (item.due.date, item.due.start) for item in found} == {
        "first_validation": (date(2027, 2, 28), date(2026, 2, 28)),
        "answer.finding": (date(2027, 2, 1), date(2026, 11, 3)),
        "revalidation": (date(2030, 11, 3), date(2026, 11, 3)),
    }
    decided = deadlines.deadlines_of(
        known(checklists.profile("eu-aeo"), applied_on=date(2026, 10, 3), issued_at=issued)
    )
    decision = decided[0]
    # 120 days end on Sunday, Jan 31: the next working day counts.
    assert (decision.name, decision.due.date) == ("decision", date(2027, 2, 1))
    assert decision.due.moved_from == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("issued", "certified", "expected"),
    [
        (None, None, None),
        (None, date(2026, 1, 1), None),
        (date(2026, 11, 3), None, ("report_issued", date(2030, 11, 3))),
        (date(2026, 11, 3), date(2022, 1, 1), ("report_issued", date(2030, 11, 3))),
        (date(2026, 11, 3), date(2026, 12, 1), ("certified", date(2030, 12, 1))),
    ],
)
def test_the_company_is_looked_at_again_after_the_later_of_report_and_certificate(
    issued: date | None, certified: date | None, expected: tuple[str, date] | None
) -> None:
    due = deadlines.revalidation_of(CTPAT, issued, certified)
    assert due is not None
    assert (due.date is None) if expected is None else ((due.starts, due.date) == expected)


def test_a_programme_may_never_look_again() -> None:
    never = msgspec.structs.replace(CTPAT, revalidation_years=0)
    assert deadlines.revalidation_of(never, date(2026, 11, 3), None) is None
    assert "revalidation" not in {item.name for item in deadlines.deadlines_of(known(never))}
