"""Commands of worksheets: their forms, and the sheets that are filled."""

import argparse
from collections.abc import Sequence
from typing import Any

from assessor import forms
from assessor.cli import shapes
from assessor.cli.command import (
    Call,
    Command,
    here,
    one_line,
    remark,
    table,
    takes_validation,
)
from assessor.errors import BadUse, UnknownSheet
from assessor.facts import Dossier
from assessor.forms import Form
from assessor.forms.sheets import SheetRow
from assessor.forms.spoken import score_text
from assessor.forms.values import find, path_of
from assessor.i18n import N_, _, language
from assessor.terms import label


def _worksheets_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form", nargs="?", metavar="FORM", help=_("show the fields of this one"))
    parser.add_argument("--checklist", metavar="ID", help=_("only those that bear on it"))


def list_forms(call: Call) -> None:
    """Print all forms of worksheets, or the fields of one."""
    for fault in forms.faults():
        remark(str(fault))
    if call.words.form:
        _list_fields(call, forms.form(call.words.form))
        return
    asked = call.words.checklist
    found = forms.forms_for(asked) if asked else forms.forms()
    call.answer(
        [form_shape(item) for item in found],
        lambda: table([[item.id, item.edition, here(item.title)] for item in found]),
    )


def form_shape(item: Form) -> shapes.Shape:
    """Return a form in short."""
    return {
        "id": item.id,
        "edition": item.edition,
        "languages": list(item.languages),
        "title": item.title,
        "purpose": item.purpose,
        "source": item.source.reference,
        "links": {key: list(refs) for key, refs in item.all_links.items()},
    }


def _list_fields(call: Call, item: Form) -> None:
    fields = [_field(item, path) for path in _paths(item)]
    call.answer(
        fields, lambda: table([[row["id"], row["kind"], here(row["label"])] for row in fields])
    )


def _paths(item: Form) -> list[tuple[str, str, str]]:
    """Section, row and field of every place; “ROW” stands for a row that is to be added."""
    found = []
    for section in item.sections:
        rows = [""]
        if section.rows:
            rows = [row.id for row in section.rows.named] + ["ROW"] * section.rows.more
        found += [(section.id, row, field.id) for row in rows for field in section.fields]
    return found


def _field(item: Form, place: tuple[str, str, str]) -> shapes.Shape:
    section, row, field_id = place
    field = item.by_id[section].by_id[field_id]
    return {
        "id": path_of(section, field_id, row),
        "kind": field.kind,
        "label": field.label,
        "level": shapes.plain(field.level),
        "unit": field.unit,
        "options": [option.id for option in field.options],
        "links": shapes.plain(field.links),
    }


def list_sheets(call: Call) -> None:
    """Print the filled worksheets of a validation."""
    with call.dossier() as (_workspace, known):
        pass
    call.answer(
        [sheet_shape(known, row) for row in known.sheets],
        lambda: (
            table([_line(known, row) for row in known.sheets])
            or [_("No worksheet is begun. Begin one with sheet-start.")]
        ),
    )


def _line(known: Dossier, row: SheetRow) -> list[str]:
    names = {item.site.id: item.site.name for item in known.sites}
    told = [
        f"{here(score.title)}: {score_text(score, value, language())}"
        for value in row.scores
        if not (score := row.form.scores_by_id[value.score_id]).section
    ]
    levels = [_(label(item.level)) for item in row.shortfalls]
    counted = [f"{levels.count(word)} {word}" for word in dict.fromkeys(levels)]
    number = f"{row.form.id}:{row.number}"
    site = names.get(row.site_id or "", "–")
    return [number, row.name or "–", site, ", ".join(counted) or "–", "; ".join(told)]


def sheet_shape(known: Dossier, row: SheetRow) -> shapes.Shape:
    """Return a filled sheet with its scores and shortfalls."""
    names = {item.site.id: item.site.name for item in known.sites}
    return {
        "id": row.id,
        "form": row.form.id,
        "edition": row.form.edition,
        "title": row.form.title,
        "number": row.number,
        "name": row.name,
        "site": names.get(row.site_id or ""),
        "refs": list(row.refs),
        "blank": row.blank,
        "values": row.values,
        "rows": {
            section.id: [{"id": line.id, "label": line.label} for line in row.rows(section.id)]
            for section in row.form.sections
            if section.rows
        },
        "scores": [{"id": item.key, **shapes.plain(item)} for item in row.scores],
        "shortfalls": [{"id": item.key, **shapes.plain(item)} for item in row.shortfalls],
        "note": row.private_note,
        "created_at": shapes.plain(row.created_at),
        "created_by": row.created_by,
    }


def _start_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("form", metavar="FORM", help=_("its id, or id@edition"))
    parser.add_argument("--site", metavar=_("NAME"), help=_("where it is filled"))
    parser.add_argument(
        "--ref", action="append", default=[], metavar="REF", help=_("a requirement it bears on")
    )


def start_sheet(call: Call) -> None:
    """Begin a blank sheet of a form."""
    from assessor import walk, worksheets

    words = call.words
    with call.dossier() as (workspace, known):
        sheet_id = worksheets.start_sheet(
            workspace,
            known.visit.id,
            form_id=words.form,
            site_id=walk.site_named(known, words.site) if words.site else None,
            refs=words.ref,
        )
    _answer_sheet(call, sheet_id)


def _answer_sheet(call: Call, sheet_id: str) -> None:
    with call.dossier() as (_workspace, known):
        row = next(item for item in known.sheets if item.id == sheet_id)
    shape = {"validation": known.visit.id, **sheet_shape(known, row)}
    call.answer(shape, lambda: ["  ".join(_line(known, row)), row.id])


def _fill_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    takes_sheet(parser)
    parser.add_argument(
        "fields", nargs="*", metavar="FIELD=VALUE", help=_("section.field or section.row.field")
    )
    parser.add_argument(
        "--add-row", action="append", default=[], metavar="SECTION[=NAME]",
        help=_("add a row first; the last one may be called ROW"),
    )  # fmt: skip
    parser.add_argument("--note", metavar=_("TEXT"), help=_("private note; never leaves"))


def takes_sheet(parser: argparse.ArgumentParser) -> None:
    """Let a command name a filled sheet."""
    parser.add_argument(
        "sheet", metavar="SHEET", help=_("how its id begins, or form:number, such as x:3")
    )


def sheet_named(known: Dossier, beginning: str) -> SheetRow:
    """Return the sheet with this form and number, or whose id begins so; UnknownSheet."""
    exact = [row for row in known.sheets if f"{row.form.id}:{row.number}" == beginning]
    begun = [row for row in known.sheets if beginning and row.id.startswith(beginning.lower())]
    found = exact or begun
    if len(found) != 1:
        names = ", ".join(f"{row.form.id}:{row.number}" for row in known.sheets)
        raise UnknownSheet(beginning=beginning, known=names or "–")
    return found[0]


def fill_sheet(call: Call) -> None:
    """Fill fields of a sheet; an empty value clears one."""
    from assessor import worksheets

    words = call.words
    with call.dossier() as (workspace, known):
        sheet, at = sheet_named(known, words.sheet), known.visit.id
        added = ""
        for word in words.add_row:
            section, _equals, name = word.partition("=")
            added = worksheets.add_row(workspace, at, sheet.id, section_id=section, label=name)
        sheet = worksheets.sheet(workspace, at, sheet.id)
        values = _values(known, sheet, words.fields, added)
        if values:
            worksheets.fill(workspace, at, sheet.id, values)
        if words.note is not None:
            worksheets.change_note(workspace, at, sheet.id, note=words.note)
    _answer_sheet(call, sheet.id)


def _values(known: Dossier, sheet: SheetRow, words: Sequence[str], added: str) -> dict[str, Any]:
    """Read FIELD=VALUE words; photographs are given by their number in the evidence."""
    numbers = {str(piece.number): piece.id for piece in known.evidence}
    values: dict[str, Any] = {}
    for word in words:
        path, equals, value = word.partition("=")
        if not equals:
            said = _("“{word}” is no field with a value").format(word=one_line(word, 20))
            raise BadUse(said=f"{said}.", usage="FIELD=VALUE")
        path = path.replace(".ROW.", f".{added}.") if added else path
        spot = find(sheet.form, sheet.values, path)
        if spot.field.kind == "photo":
            pieces = [part.strip() for part in value.split(",") if part.strip()]
            values[path] = [numbers.get(part, part) for part in pieces]
        else:
            values[path] = value
    return values


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    takes_sheet(parser)


def remove_sheet(call: Call) -> None:
    """Take a filled sheet out; undo brings it back."""
    from assessor import worksheets

    with call.dossier() as (workspace, known):
        row = sheet_named(known, call.words.sheet)
        worksheets.remove_sheet(workspace, known.visit.id, row.id)
    call.answer(
        {"id": row.id, "removed": True},
        lambda: [_("Taken out: {what}").format(what=f"{row.form.id}:{row.number}")],
    )


COMMANDS = (
    Command("worksheets", N_("List the forms of worksheets"), _worksheets_arguments, list_forms),
    Command("sheets", N_("List the filled worksheets"), takes_validation, list_sheets),
    Command("sheet-start", N_("Begin a worksheet"), _start_arguments, start_sheet),
    Command("sheet-fill", N_("Fill a worksheet"), _fill_arguments, fill_sheet),
    Command("sheet-remove", N_("Take a worksheet out"), _remove_arguments, remove_sheet),
)
