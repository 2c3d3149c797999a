"""Commands on own content: a table becomes a draft; files are checked; editions are compared."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor import checklist as checklists
from assessor.cli.command import (
    Call,
    Command,
    one_line,
    place_here,
    remark,
    table,
    takes_validation,
)
from assessor.errors import UnknownChecklist
from assessor.i18n import N_, _, ngettext
from assessor.terms import label

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.content.faults import Fault
    from assessor.content.types import CriterionRow, Drafted
    from assessor.editions import Difference

FAULTY = 1
_CODE = r"[a-z]{2,3}"
STATUSES = {
    "accepted": N_("accepted"),
    "to_check": N_("to check"),
    "no_requirement": N_("no requirement"),
}


# checklist new-from


def _new_from_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("XLSX, CSV, DOCX or PDF"))
    parser.add_argument("--id", required=True, metavar="ID", help=_("our-aeo-2027"))
    parser.add_argument(
        "--title",
        required=True,
        action="append",
        type=_in_a_language,
        metavar="LANG=TEXT",
        help=_("one per language"),
    )
    parser.add_argument(
        "--languages",
        default=(),
        type=_languages,
        metavar="es,en",
        help=_("the languages it shall have"),
    )
    parser.add_argument("--profile", default="", metavar="ID", help=_("the programme's profile"))
    parser.add_argument("--edition", default="", metavar=_("TEXT"))
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=_("else the workspace's own folder")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would be done"))


def _in_a_language(word: str) -> tuple[str, str]:
    """Read LANG=TEXT in any language, also one that the window does not speak yet."""
    code, equals, text = word.partition("=")
    if not (equals and text.strip() and re.fullmatch(_CODE, code)):
        said = _("“{word}” needs its language before it, such as {example}")
        raise argparse.ArgumentTypeError(said.format(word=word, example=f"es={word[:20]}"))
    return code, text.strip()


def _languages(word: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.strip() for code in word.split(",") if code.strip()))
    if not codes or any(not re.fullmatch(_CODE, code) for code in codes):
        said = _("“{word}” is no list of languages; write it as {example}")
        raise argparse.ArgumentTypeError(said.format(word=word, example="es,en"))
    return codes


def new_from(call: Call) -> None:
    """Print the ledger of a table of criteria and write the draft made from it."""
    from assessor.content.drafting import draft_from
    from assessor.content.writing import path_for, to_yaml, write

    words = call.words
    out = path_for(call.folder / "checklists", words.id)
    out = words.out or out
    profile = checklists.profile(words.profile).id if words.profile else ""
    drafted = draft_from(
        words.file,
        checklist_id=words.id,
        title=dict(words.title),
        languages=words.languages,
        profile=profile,
        edition=words.edition,
    )
    if not words.dry_run:
        made_from = _("A draft, made from {name}. docs/writing_a_checklist.md explains the keys.")
        write(out, to_yaml(drafted.content, made_from.format(name=drafted.file)))
        checklists.reload()
    written = None if words.dry_run else str(out)
    call.answer(_drafted_shape(drafted, written), lambda: list(_drafted_lines(drafted, written)))


def _drafted_shape(drafted: "Drafted", written: str | None) -> dict[str, Any]:
    from assessor.content.checking import check_content
    from assessor.saq import notice_text

    sections = drafted.content["sections"]
    return {
        "file": drafted.file,
        "id": drafted.content["id"],
        "written": written,
        "counts": asdict(drafted.counts),
        "languages": list(drafted.languages),
        "missing_languages": list(drafted.missing),
        "sections": [
            {"ref": item["ref"], "title": item["title"], "requirements": len(item["requirements"])}
            for item in (sections if isinstance(sections, list) else [])
        ],
        "rows": [_row_shape(row) for row in drafted.rows],
        "notices": [
            {"code": item.code, "place": item.place, "text": notice_text(item)}
            for item in drafted.notices
        ],
        "missing": [_fault_shape(fault) for fault in check_content(drafted.content)],
    }


def _row_shape(row: "CriterionRow") -> dict[str, Any]:
    return {
        "place": row.place,
        "status": row.status,
        "kind": row.kind,
        "ref": row.ref,
        "section": row.section,
        "levels": [level.value for level in row.levels],
        "said": row.said,
        "text": row.text,
        "why": list(row.why),
        "hidden": row.hidden,
    }


def _drafted_lines(drafted: "Drafted", written: str | None) -> Iterator[str]:
    from assessor.content.checklist_faults import WHY
    from assessor.saq import notice_text

    yield from table(
        [
            [
                _(STATUSES[row.status]),
                place_here(row.place),
                row.ref or "–",
                " / ".join(_(label(level)) for level in row.levels) or row.said,
                "; ".join(_(WHY[code]) for code in row.why) or one_line(row.text),
            ]
            for row in drafted.rows
        ]
    )
    for notice in drafted.notices:
        yield " ".join(filter(None, (place_here(notice.place), notice_text(notice))))
    if drafted.missing:
        yield _("Not in the table: {languages}.").format(languages=", ".join(drafted.missing))
    counts = asdict(drafted.counts)
    read = ngettext("{count} row was read", "{count} rows were read", counts["read"])
    spoken = ", ".join(f"{_(name)} {counts[key]}" for key, name in STATUSES.items())
    yield f"{read.format(count=counts['read'])}: {spoken}."
    if written:
        yield written


# checklist check


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="*", metavar="FILE|ID", help=_("else every file that is searched")
    )


def check(call: Call) -> int:
    """Print every fault of files by place; 1 if there is one that keeps a file from being used."""
    from assessor.content.checking import check_all, check_file

    paths = [_path_of(word) for word in call.words.what]
    found = [fault for path in paths for fault in check_file(path)] if paths else [*check_all()]
    faults = [fault for fault in found if not fault.missing]
    call.answer(
        {
            "sound": not faults,
            "faults": [_fault_shape(fault) for fault in faults],
            "missing": [_fault_shape(fault) for fault in found if fault.missing],
        },
        lambda: [*map(_fault_line, found)] or [_("Nothing is wrong.")],
    )
    return FAULTY if faults else 0


def _path_of(word: str) -> Path:
    """Return the file of an id, or the file itself."""
    origin = checklists.origin(word) or checklists.origin(word, "profile") or _form_origin(word)
    if origin is not None:
        return origin.path
    path = Path(word)
    if not path.suffix:
        raise UnknownChecklist(id=word, known=", ".join(checklists.checklists()))
    return path


def _form_origin(word: str) -> checklists.Origin | None:
    from assessor import forms

    key = next((form.key for form in forms.forms() if word in (form.id, form.key)), "")
    return forms.origin(key) if key else None


def _fault_shape(fault: "Fault") -> dict[str, Any]:
    return {
        "file": fault.file,
        "line": fault.line,
        "place": fault.place,
        "about": fault.about,
        "code": fault.code,
        "message": fault.text(),
    }


def _fault_line(fault: "Fault") -> str:
    about = f" {fault.about}:" if fault.about else ""
    missing = f" {_('still missing')}:" if fault.missing else ""
    return f"{fault.place}:{about}{missing} {fault.text()}"


# checklist diff


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help=_("an id or a file"))
    parser.add_argument("new", metavar="NEW", help=_("an id or a file"))
    parser.add_argument("--all", action="store_true", help=_("what stayed the same as well"))


def diff(call: Call) -> None:
    """Print what became of each requirement from one edition to the other."""
    from assessor.editions import KINDS, compare

    old, new = _edition(call.words.old), _edition(call.words.new)
    found = compare(old, new)
    counts = {kind: sum(item.kind == kind for item in found) for kind in KINDS}
    call.answer(
        {
            "old": {"id": old.id, "edition": old.edition},
            "new": {"id": new.id, "edition": new.edition},
            "counts": counts,
            "differences": [difference_shape(item) for item in found],
        },
        lambda: [*_diff_lines(found, whole=call.words.all), _counts_line(counts)],
    )


def _edition(word: str) -> "Checklist":
    """Return a checklist by its id, or as it stands in a file."""
    path = Path(word)
    if word not in checklists.checklists() and path.suffix:
        return checklists.read_checklist(path)
    return checklists.checklist(word)


def difference_shape(item: "Difference") -> dict[str, Any]:
    """Return a difference as JSON has it."""
    return {
        "kind": item.kind,
        "kinds": list(item.kinds),
        "old": list(item.old_refs),
        "new": list(item.new_refs),
        "old_levels": [level.value for level in item.old_levels],
        "new_levels": [level.value for level in item.new_levels],
        "likeness": item.likeness,
        "why": list(item.why),
        "certain": item.certain,
        "near": list(item.near),
    }


def _diff_lines(found: tuple["Difference", ...], *, whole: bool) -> list[str]:
    return table([difference_line(item) for item in found if whole or item.kinds != ("same",)])


def difference_line(item: "Difference") -> list[str]:
    """Return a difference as a row for a person."""
    from assessor.editions import KINDS, REASONS

    sides = (item.old_levels, item.new_levels)
    levels = [" + ".join(_(label(level)) for level in side) for side in sides]
    sure = "" if item.certain else _("not certain")
    near = _("or {refs}").format(refs=", ".join(item.near)) if item.near else ""
    return [
        ", ".join(_(KINDS[kind]) for kind in item.kinds),
        " + ".join(item.old_refs) or "–",
        "→",
        " + ".join(item.new_refs) or "–",
        " → ".join(dict.fromkeys(filter(None, levels))),
        f"{item.likeness:.0%}" if item.old and item.new else "",
        "; ".join(filter(None, (*(_(REASONS[code]) for code in item.why), sure, near))),
    ]


def _counts_line(counts: dict[Any, int]) -> str:
    from assessor.editions import KINDS

    return ", ".join(f"{_(KINDS[kind])} {count}" for kind, count in counts.items() if count) + "."


# move-edition


def _move_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("checklist", metavar="CHECKLIST", help=_("the later edition"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would be done"))


def move_edition(call: Call) -> None:
    """Move a validation to another edition; what was recorded waits there to be confirmed."""
    from assessor import validations

    with call.validation() as (workspace, validation_id):
        wanted = call.words.checklist
        plan = validations.plan_move(workspace, validation_id, checklist_id=wanted)
        if not call.words.dry_run:
            validations.move_to_edition(workspace, validation_id, checklist_id=wanted)
    shape = {
        "validation": validation_id,
        "checklist": plan.new.id,
        "edition": plan.new.edition,
        "moved": not call.words.dry_run,
        "carried": plan.counts,
        "differences": [difference_shape(item) for item in plan.differences],
        "gone": [
            {"what": kept.what, "ref": kept.ref, "point": kept.point_id} for kept in plan.gone
        ],
    }
    call.answer(shape, lambda: _move_lines(plan))
    if not call.words.dry_run:
        remark(_("Each requirement counts as seen once it was confirmed in the walk."))


def _move_lines(plan: Any) -> list[str]:
    changed = [item for item in plan.differences if item.kinds != ("same",)]
    lines = table([difference_line(item) for item in changed])
    carried = _("Carried: {assessments} assessments, {answers} answers; without a place: {gone}.")
    return [*lines, carried.format(**plan.counts)]


COMMANDS = (
    Command(
        "checklist new-from",
        N_("Make a draft of a checklist from a table of criteria"),
        _new_from_arguments,
        new_from,
    ),
    Command("checklist check", N_("Name every fault of own content"), _check_arguments, check),
    Command("checklist diff", N_("Compare two editions of a checklist"), _diff_arguments, diff),
    Command(
        "move-edition",
        N_("Move a validation to another edition of its checklist"),
        _move_arguments,
        move_edition,
    ),
)
