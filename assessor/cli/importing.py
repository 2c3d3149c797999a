"""The command import-saq: what the file holds, row by row, and what becomes of it."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor import checklist as checklists
from assessor import config
from assessor.cli import shapes
from assessor.cli.command import Call, Command, one_line, place_here, table
from assessor.cli.correcting import (
    corrected,
    how_read,
    keep_corrections,
    lines_read,
    opened,
    recalled,
    takes_corrections,
)
from assessor.cli.visiting import begin, takes_company
from assessor.errors import BadUse
from assessor.i18n import N_, _, ngettext
from assessor.terms import Claim, label

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.saq.corrections import Corrections
    from assessor.saq.plan import Differences
    from assessor.saq.remembering import Remembered
    from assessor.saq.types import SaqPreview
    from assessor.store.workspace import Workspace

STATUSES = {
    "accepted": N_("accepted"),
    "to_check": N_("to check"),
    "unmatched": N_("matched to nothing"),
    "blank": N_("blank"),
    "no_answer": N_("no answer"),
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("in any format that can be read"))
    parser.add_argument("--password", default="", help=_("password of a protected file"))
    takes_company(parser)
    parser.add_argument(
        "--into", metavar="VALIDATION", help=_("add to this validation instead of starting one")
    )
    parser.add_argument("--encoding", help=_("of a text file, where it is not told rightly"))
    parser.add_argument("--delimiter", help=_("of a text file; - where there is none"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would be done"))
    takes_corrections(parser)


def import_saq(call: Call) -> None:
    """Print the ledger of a self-assessment and, unless it is a dry run, import it."""
    if call.words.into:
        _add_to(call)
    else:
        _start_from(call)


def _start_from(call: Call) -> None:
    from assessor import saq

    words = call.words
    if not words.checklist:
        known = " | ".join(checklists.checklists())
        raise BadUse(said=_("Say which checklist the file answers."), usage=f"--checklist {known}")
    raw = saq.read_apart(words.file, password=words.password)
    checklist = checklists.checklist(words.checklist)
    with ExitStack() as stack:
        found = corrected(call, raw, checklist, opened(call, stack))
    if words.dry_run:
        _print(call, *found)
        return
    shown, said, recalled_as = found
    company = words.company or shown.company.get("name", "")
    if not company:
        usage = "--company NAME [--site NAME]"
        raise BadUse(said=_("Say which company the file is from."), usage=usage)
    with call.workspace(make=True) as workspace:
        validation_id = begin(call, workspace, company, words.checklist)
        more = _accept(workspace, shown, validation_id, None)
        keep_corrections(workspace, raw, checklist, said, recalled_as)
    _print(call, *found, **more)


def _add_to(call: Call) -> None:
    from assessor import saq

    words = call.words
    call.words.validation = words.into
    with call.dossier() as (workspace, known):
        if words.checklist and words.checklist != known.checklist.id:
            usage = f"--checklist {known.checklist.id}"
            raise BadUse(said=_("The validation has another checklist."), usage=usage)
        if len(words.site or []) > 1:
            raise BadUse(said=_("A file answers for one site."), usage="--site NAME")
        site_id = _site_of(known, words.site)
        raw = saq.read_apart(words.file, password=words.password)
        found = corrected(call, raw, known.checklist, workspace)
        changes = saq.differences(workspace, found[0], known.visit.id, site_id=site_id)
        more: dict[str, Any] = {"differences": _compared(changes)}
        if not words.dry_run:
            more |= _accept(workspace, found[0], known.visit.id, site_id)
            keep_corrections(workspace, raw, known.checklist, *found[1:])
    _print(call, *found, **more)


def _site_of(known: "Dossier", names: list[str] | None) -> str | None:
    """Return the site that the answers are about; None for the whole visit."""
    from assessor import walk

    site_id = walk.site_named(known, names[0]) if names else None
    return site_id if len(known.covered) > 1 else None


def _accept(
    workspace: "Workspace", shown: "SaqPreview", validation_id: str, site_id: str | None
) -> dict[str, Any]:
    from assessor import companies, validations
    from assessor.saq import accept

    file_id = accept(workspace, shown, validation_id=validation_id, site_id=site_id)
    visit = validations.validation(workspace, validation_id).visit
    differing = companies.fill_from(
        workspace, visit.company_id, shown.company, validation_id=validation_id
    )
    return {
        "validation": validation_id,
        "number": visit.number,
        "file_id": file_id,
        "company_differences": shapes.plain(differing),
    }


def _compared(found: "Differences") -> dict[str, Any]:
    """Return what the file says otherwise than what was imported before."""
    shape = shapes.plain(found)
    for change in ("new", "changed", "gone"):
        shape[change] = [{"id": item["ref"], **item} for item in shape[change]]
    return {**shape}


def _print(
    call: Call,
    shown: "SaqPreview",
    said: "Corrections",
    known: "Remembered | None",
    **more: Any,
) -> None:
    from assessor.saq import preview_as_json

    shape = preview_as_json(shown) | {"understood": how_read(shown, said)}
    shape["notices"] = recalled(known, config.load_settings(call.folder).name) + shape["notices"]
    call.answer(shape | more, lambda: [*_ledger(shape), *_summary(shape, more)])


def _ledger(shape: dict[str, Any]) -> list[str]:
    return table(
        [
            [
                _(STATUSES[row["status"]]),
                place_here(row["place"]),
                " ".join(filter(None, (row["ref"], row["part"]))) or "–",
                _(label(Claim(row["claim"]))) if row["ref"] else "",
                one_line(row["text"]),
            ]
            for row in shape["rows"]
        ]
    )


def _summary(shape: dict[str, Any], more: dict[str, Any]) -> Iterator[str]:
    yield from lines_read(shape["understood"], shape["language"])
    for notice in shape["notices"]:
        yield " ".join(filter(None, (place_here(notice["place"]), notice["text"])))
    yield from _difference_lines(more)
    counts = shape["counts"]
    spoken = ", ".join(f"{_(name)} {counts[key]}" for key, name in STATUSES.items())
    read = ngettext("{count} row was read", "{count} rows were read", counts["read"])
    yield f"{read.format(count=counts['read'])}: {spoken}."
    if "validation" in more:
        yield f"{more['number']}  {more['validation']}"


def _difference_lines(more: dict[str, Any]) -> Iterator[str]:
    for item in more.get("company_differences", ()):
        yield _("{what}: recorded “{recorded}”, in the file “{given}”").format(
            what=item["field"], recorded=item["recorded"], given=item["given"]
        )
    found = more.get("differences")
    if found is None:
        return
    yield _("Against what was imported before: {same} the same, {new} new.").format(
        same=found["same"], new=len(found["new"])
    )
    for item in found["changed"]:
        yield _("{ref}: was “{old}”, now “{new}”").format(
            ref=item["ref"],
            old=one_line(f"{item['old']['claim']} {item['old']['text']}"),
            new=one_line(f"{item['new']['claim']} {item['new']['text']}"),
        )
    for item in found["gone"]:
        yield _("{ref}: no longer in the file; the earlier answer stays").format(ref=item["ref"])


COMMANDS = (
    Command("import-saq", N_("Read a self-assessment and import it"), _arguments, import_saq),
)
