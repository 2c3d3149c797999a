"""What stands in a filled form: paths, rows, and values of each kind, read and checked."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from assessor.errors import BadEntry, UnknownField
from assessor.forms.types import Field, Form, Section
from assessor.i18n import LocalText

NOTE = ":note"
ANSWERS = ("yes", "no", "na")
Values = Mapping[str, Any]
# A row that a person added has a label in no stated language.
_AS_WRITTEN = "und"
_TIME = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class SheetLine:
    """A row of a repeated section as one sheet has it."""

    id: str
    label: LocalText
    named: bool


@dataclass(frozen=True)
class Spot:
    """Where a value stands; `key` is its path with the row's id, the note's mark included."""

    key: str
    section: Section
    field: Field
    row_id: str = ""
    note: bool = False


def path_of(section_id: str, field_id: str, row_id: str = "") -> str:
    """Return the path of a field, in a row where there is one."""
    return ".".join(filter(None, (section_id, row_id, field_id)))


def lines(section: Section, values: Values) -> tuple[SheetLine, ...]:
    """Return the rows of a section: the named ones, then those that were added, in order."""
    if section.rows is None:
        return ()
    named = [SheetLine(row.id, row.label, named=True) for row in section.rows.named]
    beginning = f"{section.id}."
    own = {row.id for row in section.rows.named}
    added = sorted(
        rest
        for key in values
        if key.startswith(beginning)
        and "." not in (rest := key.removeprefix(beginning))
        and rest not in own
    )
    more = [
        SheetLine(row_id, _label(section, values[f"{beginning}{row_id}"], number), named=False)
        for number, row_id in enumerate(added, len(named) + 1)
    ]
    return (*named, *more)


def _label(section: Section, written: Any, number: int) -> LocalText:
    if written:
        return {_AS_WRITTEN: str(written)}
    label = section.rows.label if section.rows else {}
    return {lang: text.replace("{number}", str(number)) for lang, text in label.items()}


def spots(form: Form, values: Values) -> tuple[Spot, ...]:
    """Return every place of a filled form, in its order; notes are left out."""
    return tuple(
        Spot(path_of(section.id, field.id, row_id), section, field, row_id)
        for section in form.sections
        for row_id in _row_ids(section, values)
        for field in section.fields
    )


def _row_ids(section: Section, values: Values) -> tuple[str, ...]:
    return tuple(row.id for row in lines(section, values)) if section.rows else ("",)


def find(form: Form, values: Values, path: str) -> Spot:
    """Return the place that a path names; a row may be given by its position, from 1.

    Raises UnknownField.
    """
    plain = path.removesuffix(NOTE)
    note = plain != path
    section_id, _dot, rest = plain.partition(".")
    section = form.by_id.get(section_id)
    if section is None:
        raise UnknownField(path=path, known=", ".join(form.by_id))
    row_id, field_id = _row(section, values, path, rest)
    field = section.by_id.get(field_id)
    if field is None or (note and field.kind != "point"):
        raise UnknownField(path=path, known=", ".join(section.by_id))
    key = path_of(section_id, field_id, row_id) + (NOTE if note else "")
    return Spot(key, section, field, row_id, note)


def _row(section: Section, values: Values, path: str, rest: str) -> tuple[str, str]:
    if section.rows is None:
        return "", rest
    row, _dot, field_id = rest.partition(".")
    ids = _row_ids(section, values)
    if row.isdecimal() and 1 <= int(row) <= len(ids):
        row = ids[int(row) - 1]
    if row not in ids:
        raise UnknownField(path=path, known=", ".join(ids) or "–")
    return row, field_id


def read(spot: Spot, value: Any) -> Any:
    """Return a value as it is kept, None for a blank; BadEntry for what cannot stand there."""
    if value is None or value in ("", [], (), {}):
        return None
    if spot.note:
        return _text(spot, value)
    return _READERS[spot.field.kind](spot, value)


def _bad(spot: Spot, value: object, known: str) -> BadEntry:
    return BadEntry(path=spot.key, value=value, known=known)


def _text(spot: Spot, value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {str(lang): words for lang, words in value.items() if words}
        if all(isinstance(words, str) for words in kept.values()):
            return kept or None
    elif isinstance(value, str):
        return value
    raise _bad(spot, value, "abc")


def _number(spot: Spot, value: Any) -> int | float:
    field = spot.field
    known = f"{_shown(field.min, '−∞')} – {_shown(field.max, '∞')}"
    try:
        text = value.strip().replace(",", ".") if isinstance(value, str) else value
        number = float(text)
    except (TypeError, ValueError, OverflowError):
        raise _bad(spot, value, known) from None
    below = field.min is not None and number < field.min
    above = field.max is not None and number > field.max
    if isinstance(value, bool) or not math.isfinite(number) or below or above:
        raise _bad(spot, value, known)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _shown(limit: float | None, otherwise: str) -> str:
    return otherwise if limit is None else f"{limit:g}"


def _date(spot: Spot, value: Any) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        raise _bad(spot, value, "2026-11-21") from None
    return f"{day:%Y-%m-%d}"


def _time(spot: Spot, value: Any) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    found = _TIME.fullmatch(str(value).strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise _bad(spot, value, "14:05")
    return f"{int(found[1]):02d}:{found[2]}"


def _choice(spot: Spot, value: Any) -> str | list[str]:
    known = [option.id for option in spot.field.options]
    if isinstance(value, str):
        asked = [part.strip() for part in value.split(",")] if spot.field.several else [value]
    else:
        asked = list(value) if isinstance(value, list | tuple) and spot.field.several else [value]
    if any(item not in known for item in asked):
        raise _bad(spot, value, ", ".join(known))
    chosen = [option for option in known if option in asked]
    return chosen if spot.field.several else chosen[0]


def _point(spot: Spot, value: Any) -> str:
    if value not in ANSWERS:
        raise _bad(spot, value, ", ".join(ANSWERS))
    return str(value)


def _photo(spot: Spot, value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise _bad(spot, value, "…")
    return list(dict.fromkeys(value))


_READERS: dict[str, Callable[[Spot, Any], Any]] = {
    "number": _number,
    "date": _date,
    "time": _time,
    "choice": _choice,
    "point": _point,
    "photo": _photo,
    **dict.fromkeys(("text", "long_text", "seal", "person", "place"), _text),
}


def local(value: Any) -> LocalText:
    """Return a kept text by language; plain words stand as written."""
    return dict(value) if isinstance(value, Mapping) else {_AS_WRITTEN: str(value)}
