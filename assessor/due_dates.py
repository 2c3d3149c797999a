"""When something is due: days, working days or months after an event, longer where granted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from assessor.errors import ExtensionsUsedUp, ExtensionTooLate, ExtensionTooLong
from assessor.facts import DueDate, Visit, VisitSite
from assessor.i18n import format_date
from assessor.profile import WEEKDAYS, Period, Profile

# The day of each event, None until it has come; several where each site has its own.
Events = Mapping[str, date | Sequence[date | None] | None]
_SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True)
class WorkingDays:
    """On which days of a country people work; without a country, Monday to Friday."""

    country: str = ""
    weekend: frozenset[int] = field(default=frozenset())

    def holds(self, day: date) -> bool:
        """Say whether people work on this day."""
        known = _holidays(self.country) if self.country else None
        if known is None or self.weekend:
            rest = self.weekend or _SATURDAY_AND_SUNDAY
            return day.weekday() not in rest and (known is None or day not in known)
        return bool(known.is_working_day(day))

    def first_from(self, day: date) -> date:
        """Return this day, or the next on which people work."""
        while not self.holds(day):
            day += timedelta(days=1)
        return day


@cache
def _holidays(country: str) -> Any:
    # Slow to import, and asked for by those programmes alone that count working days.
    from holidays import country_holidays

    return country_holidays(country)


def working_days_of(profile: Profile) -> WorkingDays:
    """Return on which days people work where the programme is at home."""
    weekend = frozenset(WEEKDAYS.index(day) for day in profile.weekend)
    return WorkingDays(profile.country or "", weekend)


def add_days(start: date, days: int, working: WorkingDays | None = None) -> date:
    """Return the day `days` after `start`, which is not counted; of working days if given."""
    if working is None:
        return start + timedelta(days=days)
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= working.holds(day)
    return day


def add_months(start: date, months: int) -> date:
    """Return the same day `months` later, or the last of a month that is too short for it."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(start.day, last.day))


def events(visit: Visit, sites: Sequence[VisitSite] = ()) -> dict[str, Any]:
    """Return the days from which periods run, None for those that have not come.

    Where sites in scope have days of their own, the last of them ends the visit of all.
    """
    issued = visit.issued_at.astimezone().date() if visit.issued_at else None
    ends = [item.visit_end or visit.visit_end for item in sites if item.in_scope]
    return {
        "report_issued": issued,
        "notified": visit.notified_on,
        "visit_start": visit.visit_start,
        "visit_end": visit.visit_end,
        "last_site": ends or visit.visit_end,
        "closing_meeting": visit.closing_meeting_on,
        "application_received": visit.applied_on,
        "certified": visit.certified_on,
    }


def in_force(
    due: DueDate | None, agreed: date | None, granted: date | None
) -> tuple[date | None, bool]:
    """Return the day that counts, and whether an extension has moved it there.

    What was agreed on takes the place of what is reckoned; what was granted counts if later.
    """
    day = agreed or (due.date if due else None)
    if granted is None or (day is not None and granted <= day):
        return day, False
    return granted, True


def revalidation_date(profile: Profile, certified: date) -> date | None:
    """Return when a company certified on this day is looked at again; None if never."""
    years = profile.revalidation_years
    return add_months(certified, 12 * years) if years else None


def start_of(events: Events, name: str) -> date | None:
    """Return the day that starts the clock: of several sites the last; None until all have one."""
    found = events.get(name)
    if found is None or isinstance(found, date):
        return found
    known = [day for day in found if day is not None]
    return max(known) if known and len(known) == len(found) else None


def due(profile: Profile, name: str, events: Events) -> DueDate | None:
    """Return when what the programme calls `name`, such as “answer.finding”, is due.

    None where the programme sets no time; without a date as long as the event has no day.
    """
    period = profile.periods.get(name)
    if period is None:
        return None
    start = start_of(events, period.starts)
    working = working_days_of(profile)
    day = last_day(start, period, working) if start else None
    whole = _ended(start, period, working, period.days, period.months) if start else None
    moved = whole if whole != day else None
    return DueDate(period.days, period.working, period.starts, day, period.months, start, moved)


def last_day(start: date, period: Period, working: WorkingDays) -> date:
    """Return the last day of a period that an event on `start` sets going."""
    return _reckoned(start, period, working, period.days, period.months)


def _reckoned(start: date, period: Period, working: WorkingDays, days: int, months: int) -> date:
    day = _ended(start, period, working, days, months)
    return working.first_from(day) if period.roll == "next_working_day" else day


def _ended(start: date, period: Period, working: WorkingDays, days: int, months: int) -> date:
    return add_days(add_months(start, months), days, working if period.working else None)


def extended(
    profile: Profile,
    name: str,
    last: date,
    *,
    asked_on: date,
    wanted: date | None = None,
    granted: int = 0,
) -> date | None:
    """Return the day to which an extension moves `last`, never earlier; None if nobody named one.

    On the last day it may still be asked for. `granted` is how many there have been. Raises
    ExtensionTooLate, ExtensionsUsedUp, or ExtensionTooLong.
    """
    if asked_on > last:
        raise ExtensionTooLate(asked=format_date(asked_on), last=format_date(last))
    period = profile.periods.get(name)
    if period is None:
        return max(wanted, last) if wanted else None
    if period.extensions is not None and granted >= period.extensions:
        raise ExtensionsUsedUp(count=period.extensions)
    if not (period.extension_days or period.extension_months):
        return max(wanted, last) if wanted else None
    working = working_days_of(profile)
    furthest = _reckoned(last, period, working, period.extension_days, period.extension_months)
    if wanted is not None and wanted > furthest:
        raise ExtensionTooLong(wanted=format_date(wanted), last=format_date(furthest))
    return max(wanted or furthest, last)
