"""Commands that keep the work safe: backup, restore, verify; and demo and self-test."""

import argparse
from pathlib import Path

from assessor.cli import shapes
from assessor.cli.command import Call, Command, remark
from assessor.i18n import N_, _, ngettext


def _file_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the backup, one ZIP file"))


def back_up(call: Call) -> None:
    """Write the whole workspace into one file and read it back."""
    from assessor.store import backup

    with call.workspace() as workspace:
        made = backup.back_up(workspace, call.words.file)
    for sha256 in made.missing:
        remark(_("The stored file {sha256} is missing.").format(sha256=sha256))
    call.answer(
        {"file": str(made.path), "files": made.files, "bytes": made.size, "missing": made.missing},
        lambda: [str(made.path)],
    )


def restore(call: Call) -> None:
    """Put a backup in place; what was there is set aside, never deleted."""
    from assessor.store import backup

    done = backup.restore(call.words.file, call.folder)
    found = {
        "workspace": str(call.folder),
        "files": done.files,
        "set_aside": str(done.set_aside) if done.set_aside else None,
    }

    def lines() -> list[str]:
        said = [_("Restored into {path}").format(path=call.folder)]
        if done.set_aside:
            said.append(_("What was there before is kept in {path}").format(path=done.set_aside))
        return said

    call.answer(found, lines)


def verify(call: Call) -> int:
    """Check database, history and stored files; the exit code is 1 if anything is wrong."""
    from assessor.store import verify as checks

    with call.workspace() as workspace:
        result = checks.verify(workspace)
    faults = [
        {
            "id": str(number),
            "code": fault.code,
            "place": fault.place,
            "message": fault.text(),
        }
        for number, fault in enumerate(result.faults, 1)
    ]
    found = {"sound": not faults, "checked": shapes.plain(result.checked), "faults": faults}
    checked = _("{steps} steps, {changes} changes and {files} stored files were checked.").format(
        **result.checked
    )
    bad = ngettext("{count} thing is wrong.", "{count} things are wrong.", len(faults))
    verdict = bad.format(count=len(faults)) if faults else _("Everything is sound.")
    call.answer(found, lambda: [*(fault["message"] for fault in faults), checked, verdict])
    return 1 if faults else 0


def fill_demo(call: Call) -> None:
    """Add a filled, fictional validation with photographs to explore."""
    from assessor.demo import fill
    from assessor.validations import validation

    with call.workspace(make=True) as workspace:
        validation_id = fill(workspace)
        known = validation(workspace, validation_id)
    found = {
        "id": validation_id,
        "number": known.visit.number,
        "company": known.company.legal_name,
    }
    call.answer(
        found, lambda: [f"{known.visit.number}  {known.company.legal_name}  {validation_id}"]
    )


def test_itself(call: Call) -> int:
    """Try the whole journey in a temporary folder and print what works."""
    from assessor.self_test import run

    results = list(run())
    sound = all(result.fault == "" for result in results)
    found = {
        "sound": sound,
        "steps": [
            {"id": result.id, "works": not result.fault, "seconds": round(result.seconds, 3)}
            | ({"fault": result.fault} if result.fault else {})
            for result in results
        ],
    }
    call.answer(
        found,
        lambda: [
            f"{'✔' if not result.fault else '✖'} {_(result.title)}"
            f" ({result.seconds:.2f} s) {result.fault}".rstrip()
            for result in results
        ],
    )
    return 0 if sound else 1


def _nothing(parser: argparse.ArgumentParser) -> None:
    del parser


COMMANDS = (
    Command("backup", N_("Write the whole workspace into one file"), _file_argument, back_up),
    Command("restore", N_("Put a backup in place"), _file_argument, restore),
    Command("verify", N_("Check database, history and evidence"), _nothing, verify),
    Command("demo", N_("Add a filled example to explore"), _nothing, fill_demo),
    Command("self-test", N_("Try whether everything works here"), _nothing, test_itself),
)
