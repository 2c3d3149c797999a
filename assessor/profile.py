"""What one programme calls things and when things are due: its profile, read from YAML."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

import msgspec

from assessor.errors import BadChecklist
from assessor.i18n import N_, LocalText
from assessor.reading import Strict, check_languages
from assessor.terms import Kind, Level, Verdict

StartEvent = Literal[
    "report_issued",
    "notified",
    "visit_start",
    "visit_end",
    "last_site",
    "closing_meeting",
    "application_received",
    "certified",
    "incident",
]
Roll = Literal["stay", "next_working_day"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[str, ...] = get_args(Weekday)

# What a programme may have a word for.
WORDS = frozenset(
    {f"level.{level}" for level in Level}
    | {f"verdict.{verdict}" for verdict in Verdict}
    | {f"kind.{kind}{part}" for kind in Kind for part in ("", ".plural", ".definition")}
)
# What a programme may set a time for.
PERIODS = frozenset(
    {f"answer.{kind}" for kind in Kind}
    | {"notice", "first_validation", "decision", "process", "incident_notice"}
)


class Period(Strict, frozen=True):
    """How long something may take, from which event; extensions as the programme grants them.

    Either days, calendar or working ones, or calendar months. `extensions` is how many are
    granted at most; without it the programme sets no limit. `roll` says what becomes of a
    last day on which nobody works.
    """

    days: int = 0
    starts: StartEvent = "report_issued"
    working: bool = False
    extension_days: int = 0
    extensions: int | None = None
    months: int = 0
    extension_months: int = 0
    roll: Roll = "stay"


@dataclass(frozen=True)
class DueDate:
    """When something is due: days or months after an event, and the day once the event has one.

    `start` is the day of the event; `moved_from` the last day of the period where nobody works
    on it and the programme moves it.
    """

    days: int
    working: bool
    starts: str
    date: dt.date | None
    months: int = 0
    start: dt.date | None = None
    moved_from: dt.date | None = None


class NotApplicable(Strict, frozen=True):
    """Whether and how a requirement may be set aside."""

    on_must: bool = True
    reason: bool = True
    second_person: bool = True


class Profile(Strict, frozen=True):
    """What one programme calls things, and when things are due.

    `country` (ISO 3166, two letters) gives the public holidays and the weekend; `weekend`
    names other days of rest than the country's.
    """

    id: str
    title: LocalText
    authority: LocalText
    words: dict[str, LocalText]
    periods: dict[str, Period]
    prevailing_language: str
    footers: LocalText
    revalidation_years: int
    not_applicable: NotApplicable = NotApplicable()
    languages: tuple[str, ...] = ()
    country: str | None = None
    weekend: tuple[Weekday, ...] = ()
    conclusion_in_company_copy: bool = False

    def word(self, key: str, lang: str) -> str:
        """Return the programme's own word, such as “kind.finding”, or an empty text."""
        return self.words.get(key, {}).get(lang, "")


def check_profile(loaded: Profile, name: str, *, shipped: bool = False) -> None:
    """Refuse what types alone cannot see: languages missing, words and periods unknown.

    A file that does not name its `languages` may have gaps: the field's words fill them.
    """
    texts = {"title": loaded.title, "authority": loaded.authority, "footers": loaded.footers}
    for place, text in texts.items():
        check_languages(loaded.languages, text, f"{name}: {place}")
    for key, text in loaded.words.items():
        place = f"{name}: words {key}"
        if key not in WORDS:
            raise BadChecklist(place=place, fault=N_("no such word is used"))
        check_languages(loaded.languages, text, place)
    for key, period in loaded.periods.items():
        _check_period(key, period, f"{name}: periods {key}")
    if loaded.revalidation_years < 0:
        place = f"{name}: revalidation_years"
        raise BadChecklist(place=place, fault=N_("a number is below nought"))
    if len(set(loaded.weekend)) == len(WEEKDAYS):
        raise BadChecklist(place=f"{name}: weekend", fault=N_("no day of the week is left"))
    if loaded.country is not None:
        _check_country(loaded.country, f"{name}: country", shipped=shipped)


def _check_period(key: str, period: Period, place: str) -> None:
    if key not in PERIODS:
        raise BadChecklist(place=place, fault=N_("no such period is known"))
    numbers = (period.days, period.months, period.extension_days, period.extension_months)
    if min(*numbers, period.extensions or 0) < 0:
        raise BadChecklist(place=place, fault=N_("a number is below nought"))
    if bool(period.days) == bool(period.months):
        raise BadChecklist(place=place, fault=N_("a period has either days or months"))
    if period.extension_days and period.extension_months:
        raise BadChecklist(place=place, fault=N_("an extension has either days or months"))
    if period.working and not period.days:
        raise BadChecklist(place=place, fault=N_("only days can be working days"))


def _check_country(code: str, place: str, *, shipped: bool) -> None:
    """Refuse a country without a calendar; what is shipped was looked at by the tests."""
    if len(code) == 2 and code.isascii() and code.isupper():
        if shipped:
            return
        from holidays import list_supported_countries

        if code in list_supported_countries():
            return
    fault = N_("no public holidays are known of the country “{country}”")
    raise BadChecklist(place=place, fault=fault, country=code)


# Made while this is imported, as that of the checklists is: two threads may not be the first.
_DECODER = msgspec.json.Decoder(Profile)


def frozen(profile: Profile) -> tuple[bytes, str]:
    """Return a profile as canonical JSON, and the hash that names it."""
    content = msgspec.json.encode(profile, order="sorted")
    return content, hashlib.sha256(content).hexdigest()


def from_json(content: bytes) -> Profile:
    """Return the profile that `frozen` wrote, whatever an older program left out."""
    return _DECODER.decode(content)
