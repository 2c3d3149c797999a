"""How filled worksheets are spoken of: their names, what they lack, what they fall short of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.i18n import _, language, ngettext
from assessor.terms import Kind, Level
from assessor.ui import core
from assessor.ui.words import here

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.facts import Dossier
    from assessor.forms import Form
    from assessor.forms.scores import ScoreValue
    from assessor.forms.sheets import SheetRow
    from assessor.proposals import ProposalRow

# The role of colour of each band of a rating.
_BAND_ROLES = {"low": "met", "medium": "partly", "high": "not_met", "extreme": "not_met"}
_NAMED_AT_MOST = 3


def number_of(sheet: SheetRow) -> str:
    """Return “No. 3”."""
    return _("No. {number}").format(number=sheet.number)


def name_of(sheet: SheetRow) -> str:
    """Return what tells a sheet from the others of its form: “No. 3 · MSKU 123456-7”."""
    return " · ".join(part for part in (number_of(sheet), sheet.name) if part)


def whole_name(sheet: SheetRow) -> str:
    """Return the same with the form before it."""
    return f"{here(sheet.form.title)} · {name_of(sheet)}"


def kind_of(level: Level) -> Kind:
    """Return what a shortfall of this level asks for."""
    return Kind.FINDING if level is Level.MUST else Kind.RECOMMENDATION


def kind_proposed(item: ProposalRow) -> Kind:
    """Return what a proposal would be: the requirement decides, else the shortfall's own level."""
    return item.kind or kind_of(item.level)


def bears_on(form: Form, checklist_id: str, ref: str) -> bool:
    """Tell whether a form, or any part of it, is linked to a requirement."""
    return ref in form.all_links.get(checklist_id, ())


def about(known: Dossier, ref: str) -> list[SheetRow]:
    """Return the sheets that bear on a requirement: by their form, or linked by hand."""
    checklist_id = known.checklist.id
    return [
        sheet
        for sheet in known.sheets
        if ref in sheet.refs or bears_on(sheet.form, checklist_id, ref)
    ]


def open_proposals(known: Dossier, ref: str = "") -> list[ProposalRow]:
    """Return what waits for a decision, on one requirement or on all."""
    return [
        item
        for item in core.proposals.proposals_of(known)
        if item.state == "open" and (not ref or ref in item.refs)
    ]


def blanks(sheet: SheetRow) -> tuple[str, ...]:
    """Return the paths still to be filled: points, and what an incomplete score lacks."""
    points = [
        spot.key
        for spot in core.form_values.spots(sheet.form, sheet.values)
        if spot.field.kind == "point" and not sheet.values.get(spot.key)
    ]
    needed = core.form_scores.lacking(sheet.form, sheet.values).values()
    return tuple(dict.fromkeys([*points, *(path for paths in needed for path in paths)]))


def state_of(sheet: SheetRow) -> str:
    """Return what a sheet still lacks: “blank”, “5 open”, or nothing."""
    if sheet.blank:
        return _("blank")
    count = len(blanks(sheet))
    return ngettext("{count} open", "{count} open", count).format(count=count) if count else ""


def counted(kinds: Iterable[Kind]) -> dict[Kind, int]:
    """Count what a sheet falls short of, the graver kind first."""
    found = list(kinds)
    return {kind: found.count(kind) for kind in Kind if kind in found}


def short_counts(sheet: SheetRow) -> dict[Kind, int]:
    """Count the shortfalls of a sheet by what their level asks for."""
    return counted(kind_of(short.level) for short in sheet.shortfalls)


def count_text(counts: dict[Kind, int]) -> str:
    """Return “2 findings · 1 recommendation”."""
    told = []
    for kind, count in counts.items():
        if kind is Kind.FINDING:
            text = ngettext("{count} finding", "{count} findings", count)
        else:
            text = ngettext("{count} recommendation", "{count} recommendations", count)
        told.append(text.format(count=count))
    return " · ".join(told)


def what_lacks(sheet: SheetRow, value: ScoreValue) -> str:
    """Return which values an incomplete score still needs."""
    paths = core.form_scores.lacking(sheet.form, sheet.values).get(value.key, ())
    if not paths:
        return _("These values do not give a result.")
    if sheet.form.scores_by_id[value.score_id].kind == "share":
        told = ngettext("{count} point not answered", "{count} points not answered", len(paths))
        return told.format(count=len(paths))
    names = [label_at(sheet, path) for path in paths[:_NAMED_AT_MOST]]
    told = _("Missing: {fields}").format(fields=", ".join(names))
    if (rest := len(paths) - len(names)) > 0:
        more = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
        told = f"{told} {more}"
    return told


def label_at(sheet: SheetRow, path: str) -> str:
    """Return what stands at a path, the row before it where there is one."""
    spot = core.form_values.find(sheet.form, sheet.values, path)
    label = here(spot.field.label)
    if not spot.row_id:
        return label
    return f"{row_label(sheet, spot.section.id, spot.row_id)}: {label}"


def row_label(sheet: SheetRow, section_id: str, row_id: str) -> str:
    """Return what a row is called."""
    rows = {line.id: line.label for line in sheet.rows(section_id)}
    return here(rows.get(row_id, {}))


def band_role(value: ScoreValue) -> str:
    """Return the role of colour of a rating; grey where there is none."""
    return _BAND_ROLES.get(value.band, "na") if value.complete else "na"


def score_told(sheet: SheetRow, value: ScoreValue) -> str:
    """Return a score in words: the number with its unit, the band, or “Incomplete”."""
    score = sheet.form.scores_by_id[value.score_id]
    return core.form_words.score_text(score, value, language())
