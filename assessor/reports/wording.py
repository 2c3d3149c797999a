"""The document's own words in each of its languages, beside those that people wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assessor import due_words, i18n
from assessor.checklist import Profile
from assessor.facts import AS_WRITTEN, DueDate, ObservationRow
from assessor.i18n import N_, LocalText, translation
from assessor.reports.blocks import Said, Words, clean
from assessor.terms import label, place_name

PENDING = N_("[translation pending]")
WRITTEN = N_("as written")
NOT_RECORDED = N_("Not recorded")
_STARTS = {
    "report_issued": N_("after the report is issued"),
    "notified": N_("after the notification"),
    "closing_meeting": N_("after the closing meeting"),
    "visit_start": N_("after the first day of the visit"),
    "visit_end": N_("after the last day of the visit"),
    "last_site": N_("after the last day at the last site"),
    "application_received": N_("after the application is received"),
    "certified": N_("after the certification"),
    "incident": N_("after the incident"),
}
_KINDS_OF_WORDS = {"Level": "level", "Verdict": "verdict", "Kind": "kind"}

Place = Words | str | float


@dataclass(frozen=True)
class Wording:
    """Speaks the languages of one document, in their order."""

    languages: tuple[str, ...]
    profile: Profile

    def each(self, speak: Callable[[str], str]) -> Words:
        """What `speak` says in each language."""
        return tuple(Said(lang, clean(speak(lang))) for lang in self.languages)

    def gettext(self, msgid: str, **places: Place) -> Words:
        """A sentence of our own in each language, its places filled."""
        return self._each(lambda lang: translation(lang).gettext(msgid), places)

    def ngettext(self, one: str, many: str, count: int, **places: Place) -> Words:
        """A sentence whose form depends on {count}."""
        filled: dict[str, Place] = {"count": count, **places}
        return self._each(lambda lang: translation(lang).ngettext(one, many, count), filled)

    def _each(self, speak: Callable[[str], str], places: Mapping[str, Place]) -> Words:
        """A sentence is as pending as the words that fill its places."""
        return tuple(
            Said(lang, clean(_filled(speak(lang), lang, places)), pending=_lacks(places, lang))
            for lang in self.languages
        )

    def local(self, text: Mapping[str, str] | None, *, blank: str = NOT_RECORDED) -> Words:
        """What people wrote, marked where it stands for a language that lacks.

        Words whose language nobody stated stand for it, marked as written; without them a
        placeholder does. `blank` is said where nobody wrote anything.
        """
        written = {lang: kept for lang, words in (text or {}).items() if (kept := clean(words))}
        if not written:
            return self.gettext(blank) if blank else ()
        return tuple(self._said(written, lang) for lang in self.languages)

    def _said(self, written: LocalText, lang: str) -> Said:
        if lang in written:
            return Said(lang, written[lang])
        if AS_WRITTEN in written:
            return Said(lang, written[AS_WRITTEN], remark=translation(lang).gettext(WRITTEN))
        return Said(lang, translation(lang).gettext(PENDING), pending=True)

    def given(self, text: Mapping[str, str]) -> Words:
        """What a checklist or programme says; where it lacks a language, in one that it has.

        Nobody can translate it here: which language it is stands behind it.
        """
        return tuple(self._given(text, lang) for lang in self.languages)

    def _given(self, text: Mapping[str, str], lang: str) -> Said:
        if clean(text.get(lang, "")):
            return Said(lang, clean(text[lang]))
        known = next((code for code, words in text.items() if clean(words)), None)
        if known is None:
            return Said(lang, translation(lang).gettext(NOT_RECORDED))
        return Said(lang, clean(text[known]), remark=_name_of_language(known, lang))

    def written(self, text: str, *, blank: str = NOT_RECORDED) -> Words:
        """A text of which nobody stated the language."""
        kept = clean(text)
        return (Said("", kept),) if kept else self.gettext(blank)

    def term(self, term: StrEnum) -> Words:
        """The programme's word for a level, verdict or kind; ours where it has none."""
        key = f"{_KINDS_OF_WORDS.get(type(term).__name__, '')}.{term.value}"
        return self.each(
            lambda lang: self.profile.word(key, lang) or translation(lang).gettext(label(term))
        )

    def word(self, key: str, fallback: str) -> Words:
        """A word or definition of the programme; ours where it has none."""
        return self.each(
            lambda lang: self.profile.word(key, lang) or translation(lang).gettext(fallback)
        )

    def interval(self, start: date, end: date) -> Words:
        """From one day to another, as short as each language writes it."""
        from babel.dates import format_interval

        return self.each(lambda lang: format_interval(start, end, "yMMMd", locale=lang))

    def place(self, place: str) -> Words:
        """Where something stands in a file; the cell of a sheet is its own name."""
        return self.each(lambda lang: place_name(place, translation(lang)))

    def language(self, code: str) -> Words:
        """The name of a language in each language, as it is written inside a sentence."""
        return self.each(lambda lang: _name_of_language(code, lang))

    def date(self, value: date | None, *, blank: str = NOT_RECORDED) -> Words:
        """A date as each language writes it."""
        if value is None:
            return self.gettext(blank)
        return self.each(lambda lang: i18n.format_date(value, lang))

    def time(self, value: datetime | None, *, blank: str = NOT_RECORDED) -> Words:
        """A moment as each language writes it."""
        if value is None:
            return self.gettext(blank)
        return self.each(lambda lang: i18n.format_time(value, lang))

    def due_of(self, item: ObservationRow) -> Words:
        """When an answer is due: the day in force; else as it will be reckoned."""
        return self.date(item.due_on) if item.due_on else self.due(item.due)

    def due(self, due: DueDate | None) -> Words:
        """When an answer is due: a date once its event has one, the days after it until then."""
        if due is None:
            return self.gettext(N_("No due date"))
        return self.date(due.date) if due.date else self.reckoned(due)

    def reckoned(self, due: DueDate) -> Words:
        """How a due date is reckoned: the days or months after its event."""
        if due.start is not None:
            return self.each(lambda lang: due_words.reckoned(due, lang))
        event = self.gettext(_STARTS[due.starts])
        if due.months:
            return self.ngettext(
                "{count} month {after_event}",
                "{count} months {after_event}",
                due.months,
                after_event=event,
            )
        if due.working:
            return self.ngettext(
                "{count} working day {after_event}",
                "{count} working days {after_event}",
                due.days,
                after_event=event,
            )
        return self.ngettext(
            "{count} day {after_event}", "{count} days {after_event}", due.days, after_event=event
        )


def _name_of_language(code: str, lang: str) -> str:
    from babel import Locale

    return Locale.parse(code).get_display_name(lang) or code


def _filled(text: str, lang: str, places: Mapping[str, Place]) -> str:
    if not places:
        return text
    return text.format(**{name: _in(value, lang) for name, value in places.items()})


def _lacks(places: Mapping[str, Place], lang: str) -> bool:
    words = (said for value in places.values() if isinstance(value, tuple) for said in value)
    return any(said.pending and said.lang == lang for said in words)


def _in(value: Place, lang: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return next((said.whole for said in value if said.lang in {lang, ""}), "")
    return i18n.format_number(value, lang)
