"""What is due in a validation beside its findings: notice, decision, answers, re-validation."""

from dataclasses import dataclass
from datetime import date, timedelta

from assessor import due_dates
from assessor.facts import Dossier, DueDate
from assessor.i18n import N_
from assessor.profile import Period, Profile

# In the order in which they come. The notice is reckoned backwards; an incident has no day here.
NAMES = {
    "first_validation": N_("First validation by"),
    "process": N_("Whole process by"),
    "decision": N_("Decision by"),
    "answer.finding": N_("Answer to findings by"),
    "answer.recommendation": N_("Answer to recommendations by"),
    "answer.good_practice": N_("Answer to good practices by"),
    "revalidation": N_("Re-validation by"),
}


@dataclass(frozen=True)
class Deadline:
    """Something that is due; `name` is a key of NAMES."""

    name: str
    due: DueDate


@dataclass(frozen=True)
class Notice:
    """The notice of the visit: until when it must be given, and whether it was in time.

    `earliest` is the first day on which the visit may begin after the notice that was given.
    """

    period: DueDate
    latest: date | None
    given: date | None
    earliest: date | None

    @property
    def in_time(self) -> bool | None:
        """Whether it was given in time; None while that cannot be said."""
        if self.given is None or self.latest is None:
            return None
        return self.given <= self.latest


def notice_of(known: Dossier) -> Notice | None:
    """Return the notice of the visit; None where the programme sets no time for it."""
    period = known.profile.periods.get("notice")
    due = due_dates.due(known.profile, "notice", due_dates.events(known.visit, known.sites))
    if period is None or due is None or period.starts != "notified":
        return None
    start = known.visit.visit_start
    latest = last_notice(known.profile, period, start) if start else None
    return Notice(due, latest, known.visit.notified_on, due.date)


def last_notice(profile: Profile, period: Period, visit_start: date) -> date:
    """Return the last day on which a notice still lets the visit begin on this day."""
    working = due_dates.working_days_of(profile)
    day = visit_start
    while due_dates.last_day(day, period, working) > visit_start:
        day -= timedelta(days=1)
    return day


def deadlines_of(known: Dossier) -> tuple[Deadline, ...]:
    """Return what the programme sets a time for, in the order in which it comes."""
    events = due_dates.events(known.visit, known.sites)
    found = {name: due_dates.due(known.profile, name, events) for name in NAMES}
    days = events["report_issued"], events["certified"]
    found["revalidation"] = revalidation_of(known.profile, *days)
    return tuple(Deadline(name, due) for name, due in found.items() if due is not None)


def revalidation_of(
    profile: Profile, issued: date | None, certified: date | None
) -> DueDate | None:
    """Return when the company is looked at again; None if the programme does not say.

    Counted from the report, or from a certification that came later.
    """
    if not profile.revalidation_years:
        return None
    counts = issued is not None and certified is not None and certified > issued
    start = certified if counts else issued
    day = due_dates.revalidation_date(profile, start) if start else None
    starts = "certified" if counts else "report_issued"
    months = 12 * profile.revalidation_years
    return DueDate(0, working=False, starts=starts, date=day, months=months, start=start)
