"""When something is due: a table reckoned by hand, and what holds for every day."""

import csv
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor import due_dates, i18n
from assessor.due_dates import WorkingDays
from assessor.errors import ExtensionsUsedUp, ExtensionTooLate, ExtensionTooLong
from assessor.facts import DueDate
from assessor.profile import Period, Profile
from assessor.ui.panels import finding_words

TABLE = Path(__file__).with_name("due_dates.csv")
LATE = "late"
BLANK = "-"
CTPAT = checklists.profile("ctpat")


@dataclass(frozen=True)
class Line:
    """One line of the table, as it was reckoned."""

    period: str
    event: str
    length: str
    country: str
    roll: str
    extension: str
    asked: str
    expected: str
    reckoned: str

    @property
    def events(self) -> list[date | None]:
        """The day of each site, None where it has not come."""
        return [None if day == BLANK else date.fromisoformat(day) for day in self.event.split("|")]

    def stated(self) -> Period:
        """The period that the line itself states."""
        number, *kind = self.length.split()
        more, unit = self.extension.split() if self.extension else ("0", "days")
        fields: dict[str, Any] = {
            "months" if kind[-1].startswith("month") else "days": int(number),
            "working": kind[0] == "working",
            "extension_days": int(more) if unit == "days" else 0,
            "extension_months": int(more) if unit == "months" else 0,
            "roll": "next_working_day" if self.roll else "stay",
        }
        return Period(**fields)


def lines() -> list[Line]:
    """Return the table."""
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return [Line(**row) for row in csv.DictReader(stream)]


def named(line: Line) -> tuple[Profile, str]:
    """Return the programme and the period of a line; one made for it where it names none."""
    if line.period != BLANK:
        programme, name = line.period.split()
        return checklists.profile(programme), name
    own = {"answer.finding": line.stated()}
    changes = {"periods": own, "country": line.country or None, "weekend": ()}
    return msgspec.structs.replace(CTPAT, **changes), "answer.finding"


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line.period}·{line.event}")
def test_the_table_reckoned_by_hand(line: Line) -> None:
    profile, name = named(line)
    period = profile.periods[name]
    due = due_dates.due(profile, name, {period.starts: line.events})
    assert due is not None
    if not line.asked:
        assert (due.date.isoformat() if due.date else BLANK) == line.expected
        return
    assert due.date is not None
    asked = date.fromisoformat(line.asked)
    if line.expected == LATE:
        with pytest.raises(ExtensionTooLate):
            due_dates.extended(profile, name, due.date, asked_on=asked)
    else:
        longer = due_dates.extended(profile, name, due.date, asked_on=asked)
        assert longer == date.fromisoformat(line.expected)


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line.period}·{line.event}")
def test_the_table_states_the_periods_as_the_profiles_do(line: Line) -> None:
    profile, name = named(line)
    mine, its = line.stated(), profile.periods[name]
    assert (mine.days, mine.months, mine.working, mine.roll) == (
        its.days,
        its.months,
        its.working,
        its.roll,
    )
    assert (profile.country or "") == line.country
    if line.extension:
        longer = (mine.extension_days, mine.extension_months)
        assert longer == (its.extension_days, its.extension_months)


def test_the_table_is_long_enough_and_touches_every_programme_with_a_period_of_its_own() -> None:
    table = lines()
    assert len(table) >= 50
    assert all(line.reckoned for line in table)
    assert {line.period.split()[0] for line in table} >= checklists.profiles().keys() - {
        "panama-oea"  # its holidays stand in a line of their own
    }


# What holds for every day

days = st.dates(date(2000, 1, 1), date(2060, 1, 1))
near = st.dates(date(2024, 1, 1), date(2030, 1, 1))
countries = st.sampled_from(["", "US", "MX", "BR", "CO", "SA", "KW", "ID"])
periods = st.builds(
    Period,
    days=st.integers(1, 120),
    working=st.booleans(),
    extension_days=st.integers(0, 90),
    roll=st.sampled_from(["stay", "next_working_day"]),
) | st.builds(
    Period,
    months=st.integers(1, 60),
    extension_months=st.integers(0, 12),
    roll=st.sampled_from(["stay", "next_working_day"]),
)


def programme(period: Period, country: str = "") -> Profile:
    """Return a programme with this period for the answer to a finding."""
    own = {"answer.finding": period}
    return msgspec.structs.replace(CTPAT, periods=own, country=country or None)


@given(near, periods, countries)
def test_nothing_is_due_before_its_event(start: date, period: Period, country: str) -> None:
    assert due_dates.last_day(start, period, WorkingDays(country)) > start


@given(near, periods, countries, st.integers(0, 60))
def test_more_days_are_never_earlier(start: date, period: Period, country: str, more: int) -> None:
    field = "days" if period.days else "months"
    longer = msgspec.structs.replace(period, **{field: getattr(period, field) + more})
    working = WorkingDays(country)
    assert due_dates.last_day(start, longer, working) >= due_dates.last_day(start, period, working)


@given(near, near, periods, countries)
def test_a_later_event_is_never_due_earlier(
    one: date, other: date, period: Period, country: str
) -> None:
    first, second = sorted([one, other])
    working = WorkingDays(country)
    assert due_dates.last_day(first, period, working) <= due_dates.last_day(second, period, working)


@given(near, st.integers(1, 90), countries)
def test_working_days_are_those_that_a_plain_count_finds(
    start: date, count: int, country: str
) -> None:
    from holidays import country_holidays

    known = country_holidays(country) if country else {}
    rest = {4, 5} if country in {"SA", "KW"} else {5, 6}
    seen, day = 0, start
    while seen < count:
        day += timedelta(days=1)
        if day.weekday() not in rest and day not in known:
            seen += 1
    assert due_dates.add_days(start, count, WorkingDays(country)) == day


@given(days, st.integers(0, 400))
def test_calendar_days_are_simply_added(start: date, count: int) -> None:
    assert due_dates.add_days(start, count) == start + timedelta(days=count)


@given(days, st.integers(0, 120))
def test_months_keep_the_day_where_the_month_has_it(start: date, count: int) -> None:
    end = due_dates.add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(near, periods, countries, st.integers(0, 400), st.none() | near)
def test_an_extension_never_shortens(
    last: date, period: Period, country: str, before: int, wanted: date | None
) -> None:
    asked = last - timedelta(days=before)
    profile = programme(period, country)
    try:
        longer = due_dates.extended(profile, "answer.finding", last, asked_on=asked, wanted=wanted)
    except ExtensionTooLong:
        return
    assert longer is None or longer >= last


# Working days


def test_no_days_are_no_days() -> None:
    saturday = date(2026, 11, 21)
    assert due_dates.add_days(saturday, 0, WorkingDays()) == saturday


def test_a_programme_may_name_its_own_days_of_rest() -> None:
    paraguay = due_dates.working_days_of(checklists.profile("paraguay-oea"))
    assert not paraguay.holds(date(2026, 11, 21))
    assert WorkingDays("PY").holds(date(2026, 11, 21))
    assert not paraguay.holds(date(2026, 12, 8))  # a holiday on a Tuesday
    sunday_only = WorkingDays(weekend=frozenset({6}))
    assert sunday_only.first_from(date(2026, 11, 22)) == date(2026, 11, 23)


# The event


def test_without_a_period_or_an_event_there_is_no_day() -> None:
    assert (
        due_dates.due(CTPAT, "answer.recommendation", {"report_issued": date(2026, 1, 1)}) is None
    )
    for events in ({}, {"report_issued": None}, {"report_issued": []}):
        due = due_dates.due(CTPAT, "answer.finding", events)
        assert due == DueDate(90, working=False, starts="report_issued", date=None)


@given(st.lists(st.none() | near, max_size=4))
def test_the_last_site_starts_the_clock_once_all_are_known(found: list[date | None]) -> None:
    start = due_dates.start_of({"closing_meeting": found}, "closing_meeting")
    known = [day for day in found if day is not None]
    assert start == (max(known) if known and len(known) == len(found) else None)


# Re-validation


@pytest.mark.parametrize(
    ("programme_id", "certified", "again"),
    [
        ("ctpat", date(2024, 2, 29), date(2028, 2, 29)),
        ("basc-v6", date(2024, 2, 29), date(2025, 2, 28)),
        ("chile-oea", date(2026, 11, 21), date(2029, 11, 21)),
    ],
)
def test_a_company_is_looked_at_again(programme_id: str, certified: date, again: date) -> None:
    profile = checklists.profile(programme_id)
    assert due_dates.revalidation_date(profile, certified) == again


def test_a_programme_without_years_never_looks_again() -> None:
    never = msgspec.structs.replace(CTPAT, revalidation_years=0)
    assert due_dates.revalidation_date(never, date(2026, 11, 21)) is None


# Extensions

LAST = date(2026, 7, 6)
BRAZIL = checklists.profile("brazil-oea")
ANSWER = "answer.finding"


def test_it_is_asked_for_on_the_last_day_at_the_latest() -> None:
    assert due_dates.extended(BRAZIL, ANSWER, LAST, asked_on=LAST) == date(2026, 8, 5)
    with pytest.raises(ExtensionTooLate) as caught:
        due_dates.extended(BRAZIL, ANSWER, LAST, asked_on=LAST + timedelta(days=1))
    assert i18n.format_date(LAST) in caught.value.text()
    assert caught.value.hint_text()


def test_no_more_are_granted_than_the_programme_allows() -> None:
    with pytest.raises(ExtensionsUsedUp, match="1"):
        due_dates.extended(BRAZIL, ANSWER, LAST, asked_on=LAST, granted=1)
    none = programme(Period(90, extensions=0))
    with pytest.raises(ExtensionsUsedUp, match="0"):
        due_dates.extended(none, ANSWER, LAST, asked_on=LAST, wanted=date(2026, 8, 1))


def test_it_goes_no_further_than_the_programme_allows() -> None:
    furthest = date(2026, 8, 5)
    for wanted in (LAST, date(2026, 7, 20), furthest):
        assert due_dates.extended(BRAZIL, ANSWER, LAST, asked_on=LAST, wanted=wanted) == wanted
    with pytest.raises(ExtensionTooLong, match="Aug 5, 2026"):
        due_dates.extended(BRAZIL, ANSWER, LAST, asked_on=LAST, wanted=date(2026, 8, 6))


def test_a_programme_that_says_nothing_leaves_it_to_the_validator() -> None:
    wanted = date(2027, 3, 1)
    for name in (ANSWER, "answer.recommendation"):
        longer = due_dates.extended(CTPAT, name, LAST, asked_on=LAST, wanted=wanted, granted=7)
        assert longer == wanted
        assert due_dates.extended(CTPAT, name, LAST, asked_on=LAST) is None


# How a period is spoken of


@pytest.mark.parametrize(
    ("period", "spoken"),
    [
        (DueDate(30, True, "report_issued", None), "30 working days after the report"),
        (DueDate(1, True, "notified", None), "1 working day after the notice"),
        (DueDate(0, False, "certified", None, 12), "12 months after the certification"),
        (DueDate(0, False, "visit_end", None, 1), "1 month after the last day of the visit"),
        (DueDate(5, False, "incident", None), "5 days after the incident"),
    ],
)
def test_a_period_says_its_days_and_its_event(period: DueDate, spoken: str) -> None:
    i18n.set_language("en")
    assert finding_words.due_text(period) == spoken


def test_every_start_event_can_be_said() -> None:
    from typing import get_args

    from assessor.profile import StartEvent
    from assessor.reports.wording import Wording

    say = Wording(("en",), CTPAT)
    for event in get_args(StartEvent):
        assert finding_words.due_text(DueDate(2, False, event, None)).startswith("2 days after")
        assert say.reckoned(DueDate(0, False, event, None, 2))[0].text.startswith("2 months after")


LAZY = """
import sys
from datetime import date
from assessor import checklist, due_dates
events = {"report_issued": date(2026, 11, 20)}
due_dates.due(checklist.profile("ctpat"), "answer.finding", events)
assert "holidays" not in sys.modules
due_dates.due(checklist.profile("mexico-oea"), "answer.finding", events)
assert "holidays" in sys.modules
"""


def test_the_library_of_holidays_is_loaded_by_those_alone_who_count_working_days() -> None:
    subprocess.run([sys.executable, "-c", LAZY], check=True, cwd=TABLE.parent.parent)
