"""Values of a form as a person reads them, in one language."""

from datetime import date
from typing import Any

from assessor.forms.scores import ScoreValue
from assessor.forms.types import Field, Score
from assessor.forms.values import local
from assessor.i18n import N_, LocalText, format_date, format_number, pick, translation

ANSWERS = {"yes": N_("Yes"), "no": N_("No"), "na": N_("Not applicable")}
BANDS = {
    "low": N_("Low"),
    "medium": N_("Medium"),
    "high": N_("High"),
    "extreme": N_("Extreme"),
}
_PER_CENT = frozenset({"share", "ratio"})


def value_text(field: Field, value: Any, lang: str) -> str:
    """Return a value in words; an empty text for a blank, and for photographs."""
    if value is None or field.kind == "photo":
        return ""
    match field.kind:
        case "number":
            return with_unit(field.unit, value, lang)
        case "date":
            return format_date(date.fromisoformat(value), lang)
        case "choice":
            return options_text(field, value, lang)
        case "point":
            return translation(lang).gettext(ANSWERS[value])
        case "time":
            return str(value)
    return written(value, lang)


def written(value: Any, lang: str) -> str:
    """Return words that a person wrote: in this language, as written, else in any."""
    return pick(local(value), lang, "und")


def options_text(field: Field, value: Any, lang: str) -> str:
    """Return the labels of what was chosen."""
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(pick(option.label, lang) for option in field.options if option.id in chosen)


def with_unit(unit: str | LocalText, number: float, lang: str) -> str:
    """Return a number with its unit."""
    spoken = unit if isinstance(unit, str) else pick(unit, lang)
    return f"{format_number(number, lang)} {spoken}".strip()


def unit_of(part: Field | Score) -> str | LocalText:
    """Return the unit of a number or score; shares are in per cent."""
    return "%" if isinstance(part, Score) and part.kind in _PER_CENT else part.unit


def score_text(score: Score, value: ScoreValue, lang: str) -> str:
    """Return a score in words: number, band, or that it is incomplete."""
    speak = translation(lang).gettext
    if not value.complete:
        return speak(N_("Incomplete"))
    told = (
        [with_unit(unit_of(score), round(value.number, 2), lang)]
        if value.number is not None
        else []
    )
    told += [speak(BANDS[value.band])] if value.band else []
    return " · ".join(told)


def limit_text(part: Field | Score, lang: str) -> str:
    """Return what a number must keep to, such as “at most 25 cm”; "" where there is no limit."""
    speak = translation(lang).gettext
    told = [
        speak(msgid).format(limit=with_unit(unit_of(part), limit, lang))
        for msgid, limit in (
            (N_("at least {limit}"), part.at_least),
            (N_("at most {limit}"), part.at_most),
        )
        if limit is not None
    ]
    return ", ".join(told)
