"""What a change to a worksheet says: fields by their labels, values as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assessor.errors import UnknownField
from assessor.i18n import _, language, ngettext
from assessor.ui import core
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.forms import Form
    from assessor.store.history import RowChange

Told = tuple[str, str, str]  # name, before, after


def entries_of(change: RowChange, form: Form, name: str) -> Iterator[Told]:
    """Give each entry of a sheet that moved, or each proposal decided: name, before, after."""
    before, after = ((side or {}).get(name) or {} for side in (change.before, change.after))
    sheet = {**_values(change.before), **_values(change.row), **_values(change.after)}
    for path in dict.fromkeys((*before, *after)):
        old, new = (side.get(path) for side in (before, after))
        if old == new:
            continue
        if name == "values":
            was, now = (value_of(form, sheet, path, each, change.names) for each in (old, new))
        else:
            was, now = _decided(old), _decided(new)
        yield label_of(form, sheet, path), was, now


def _values(row: dict[str, Any] | None) -> dict[str, Any]:
    return (row or {}).get("values") or {}


def label_of(form: Form, values: dict[str, Any], path: str) -> str:
    """Return what a path is called: section, row and field; the path where the form has none."""
    try:
        spot = core.form_values.find(form, values, path)
    except UnknownField:
        score = form.scores_by_id.get(path.partition(".")[0])
        if score is not None:
            return here(score.title)
        section = form.by_id.get(path.partition(".")[0])
        if section is None:
            return path
        return " · ".join((here(section.title), _row(section, values, path.partition(".")[2])))
    parts = [here(spot.section.title), _row(spot.section, values, spot.row_id)]
    parts += [here(spot.field.label), _("note") if spot.note else ""]
    return " · ".join(part for part in parts if part)


def _row(section: Any, values: dict[str, Any], row_id: str) -> str:
    lines = core.form_values.lines(section, values)
    return next((here(line.label) for line in lines if line.id == row_id), "")


def value_of(
    form: Form, values: dict[str, Any], path: str, value: Any, names: dict[str, str]
) -> str:
    """Return a value in words: with its unit, its option's label, a photograph's file."""
    if value in (None, "", [], {}):
        return ""
    try:
        spot = core.form_values.find(form, values, path)
    except UnknownField:
        return str(value)
    if spot.field.kind == "photo":
        count = len(value)
        told = ngettext("{count} photograph", "{count} photographs", count).format(count=count)
        known = [names[item] for item in value if item in names]
        return ", ".join(known) if len(known) == count else told
    if spot.note:
        return core.form_words.written(value, language())
    return core.form_words.value_text(spot.field, value, language())


def _decided(value: Any) -> str:
    """Return what was decided about a proposal."""
    if not value:
        return ""
    reason = value.get("reason") if isinstance(value, dict) else None
    return _("set aside: {reason}").format(reason=reason) if reason else _("recorded")
