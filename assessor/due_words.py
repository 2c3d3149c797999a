"""How a due date came about, in any language: how long, counted from which day, moved or not."""

from datetime import date

from assessor.i18n import N_, format_date, translation
from assessor.profile import DueDate

# From an event that has a day.
_FROM = {
    "report_issued": N_("{period} after the report of {day}"),
    "notified": N_("{period} after the notice of {day}"),
    "closing_meeting": N_("{period} after the closing meeting of {day}"),
    "visit_start": N_("{period} after the first day of the visit, {day}"),
    "visit_end": N_("{period} after the last day of the visit, {day}"),
    "last_site": N_("{period} after the last day at the last site, {day}"),
    "application_received": N_("{period} after the application of {day}"),
    "certified": N_("{period} after the certification of {day}"),
    "incident": N_("{period} after the incident of {day}"),
}
# From one that has none yet.
OPEN = {
    "report_issued": N_("{period} after the report"),
    "notified": N_("{period} after the notice"),
    "closing_meeting": N_("{period} after the closing meeting"),
    "visit_start": N_("{period} after the first day of the visit"),
    "visit_end": N_("{period} after the last day of the visit"),
    "last_site": N_("{period} after the last day at the last site"),
    "application_received": N_("{period} after the application is received"),
    "certified": N_("{period} after the certification"),
    "incident": N_("{period} after the incident"),
}


def period(due: DueDate, lang: str) -> str:
    """Return how long: “90 calendar days”, “15 working days”, “6 months”, “4 years”."""
    speak = translation(lang)
    years, rest = divmod(due.months, 12)
    if years and not rest:
        return speak.ngettext("{count} year", "{count} years", years).format(count=years)
    if due.months:
        return speak.ngettext("{count} month", "{count} months", due.months).format(
            count=due.months
        )
    if due.working:
        told = speak.ngettext("{count} working day", "{count} working days", due.days)
    else:
        told = speak.ngettext("{count} calendar day", "{count} calendar days", due.days)
    return told.format(count=due.days)


def reckoned(due: DueDate, lang: str) -> str:
    """Return how a day is reckoned: “90 calendar days after the report of Nov 3, 2026”."""
    speak = translation(lang)
    if due.start is None:
        return speak.gettext(OPEN[due.starts]).format(period=period(due, lang))
    day = format_date(due.start, lang)
    told = speak.gettext(_FROM[due.starts]).format(period=period(due, lang), day=day)
    if due.moved_from is None:
        return told
    moved = speak.gettext("{reckoned}, moved from {weekday}, {day}")
    day = format_date(due.moved_from, lang)
    return moved.format(reckoned=told, weekday=_weekday(due.moved_from, lang), day=day)


def before_visit(due: DueDate, visit_start: date, lang: str) -> str:
    """Return how the last day for the notice is reckoned, backwards from the visit."""
    told = translation(lang).gettext("{period} before the visit that begins on {day}")
    return told.format(period=period(due, lang), day=format_date(visit_start, lang))


def _weekday(day: date, lang: str) -> str:
    from babel.dates import format_date as babel_date

    return babel_date(day, "EEEE", locale=lang)
