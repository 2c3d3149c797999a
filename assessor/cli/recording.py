"""Commands of the walk: assess, observe, evidence, withdraw, undo and redo."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.cli import parsing, shapes
from assessor.cli.asking import SHAPES
from assessor.cli.command import Call, Command, here, takes_validation
from assessor.errors import UnknownObservation
from assessor.facts import Dossier, ObservationRow
from assessor.i18n import N_, _
from assessor.terms import label

if TYPE_CHECKING:
    from assessor.evidence import Prepared
    from assessor.store.workspace import Workspace


def takes_texts(parser: argparse.ArgumentParser, name: str, help_: str) -> None:
    """Let a command take one text per language: --text es=… --text en=…."""
    parser.add_argument(
        name, action="append", type=parsing.spoken, metavar=_("LANG=TEXT"), help=help_
    )


def takes_reason(parser: argparse.ArgumentParser, help_: str, *, required: bool = False) -> None:
    """Let a command take a reason: plain words, or one per language."""
    parser.add_argument(
        "--reason",
        action="append",
        type=parsing.spoken_or_plain,
        required=required,
        metavar=_("TEXT"),
        help=help_,
    )


def _assess_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("ref", metavar="REF", help=_("the requirement, such as 6.2"))
    parser.add_argument(
        "verdict",
        metavar="VERDICT",
        type=parsing.verdict,
        help=_("met, partly, not_met, na or not_verified"),
    )
    parser.add_argument("--point", metavar="ID", help=_("the point, where there are several"))
    parser.add_argument("--site", metavar=_("NAME"), help=_("the site, where there are several"))
    takes_texts(parser, "--seen", _("what was seen; printed in the report"))
    parser.add_argument("--note", metavar=_("TEXT"), help=_("private note; never leaves"))
    takes_reason(parser, _("why it does not apply or could not be verified"))
    parser.add_argument(
        "--second-person", metavar=_("NAME"), help=_("who agrees that a MUST does not apply")
    )


def assess(call: Call) -> None:
    """Record a verdict and print the requirement as it stands now."""
    from assessor import gaps, validations, walk

    words = call.words
    with call.validation() as (workspace, validation_id):
        walk.assess(
            workspace,
            validation_id=validation_id,
            ref=words.ref,
            verdict=words.verdict,
            point_id=words.point,
            site_id=words.site,
            seen=parsing.local_text(words.seen),
            private_note=words.note,
            reason=parsing.local_text(words.reason),
            second_person=words.second_person,
        )
        known = validations.validation(workspace, validation_id)
    item = known.checklist.requirement(words.ref)
    found = shapes.requirement(known, item, gaps.gaps_of(known))
    found = {"validation": validation_id, **found}
    spoken = f"{SHAPES[words.verdict]} {item.ref} {_(label(words.verdict))}"
    call.answer(found, lambda: [f"{spoken} · {here(item.title)}"])


def _observe_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("refs", nargs="+", metavar="REF", help=_("one or several requirements"))
    takes_texts(parser, "--text", _("what was observed"))
    takes_texts(parser, "--action", _("what must be achieved"))
    takes_texts(parser, "--why", _("why it matters"))
    parser.add_argument(
        "--evidence", action="append", type=Path, default=[], metavar="FILE",
        help=_("photograph or document; may be repeated"),
    )  # fmt: skip
    parser.add_argument("--good-practice", action="store_true", help=_("goes beyond what is asked"))
    parser.add_argument("--point", metavar="ID", help=_("the point it is about"))
    parser.add_argument("--site", metavar=_("NAME"), help=_("the site it is about"))


def observe(call: Call) -> None:
    """Record a finding, recommendation or good practice; the level decides which."""
    from assessor import evidence, observations, validations, walk

    words = call.words
    with call.dossier() as (workspace, known):
        site_id = walk.site_named(known, words.site) if words.site else None
        ready = _prepared(workspace, words.evidence)
        observation_id = observations.record(
            workspace,
            validation_id=known.visit.id,
            refs=words.refs,
            text=parsing.local_text(words.text) or {},
            action=parsing.local_text(words.action),
            why=parsing.local_text(words.why),
            good_practice=words.good_practice,
            point_id=words.point,
            site_id=site_id,
        )
        for piece in ready:
            evidence.attach(
                workspace,
                piece,
                validation_id=known.visit.id,
                refs=words.refs,
                observation_id=observation_id,
                site_id=site_id,
            )
        now = validations.validation(workspace, known.visit.id)
    row = next(row for row in now.observations if row.id == observation_id)
    found = {"validation": now.visit.id, **shapes.observation(now, row)}
    call.answer(found, lambda: [_observed(row)])


def _prepared(workspace: "Workspace", paths: list[Path]) -> "list[Prepared]":
    """Read all files before anything is recorded: a bad one leaves nothing half done."""
    from assessor import evidence

    return [evidence.prepare(workspace, evidence.read_file(path), path.name) for path in paths]


def _observed(row: ObservationRow) -> str:
    return f"{_(label(row.kind))} {row.number} · {', '.join(row.refs)} · {row.id}"


def observation_named(known: Dossier, beginning: str) -> ObservationRow:
    """Return the observation with this number, or whose id begins so; UnknownObservation."""
    rows = known.observations
    found = [row for row in rows if beginning and row.number == beginning.zfill(2)] or [
        row for row in rows if beginning and row.id.startswith(beginning.lower())
    ]  # a number before the beginning of an id: all of those begin alike
    if len(found) != 1:
        numbers = ", ".join(row.number for row in known.observations)
        raise UnknownObservation(beginning=beginning, known=numbers or "–")
    return found[0]


def _withdraw_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("observation", metavar="OBSERVATION", help=_("its number or id"))


def withdraw(call: Call) -> None:
    """Take an observation out; undo brings it back."""
    from assessor import observations

    with call.dossier() as (workspace, known):
        row = observation_named(known, call.words.observation)
        observations.remove(workspace, known.visit.id, row.id)
    call.answer(
        {"id": row.id, "withdrawn": True},
        lambda: [_("Taken out: {what}").format(what=_observed(row))],
    )


def _evidence_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument(
        "items", nargs="+", metavar="REF… FILE", help=_("what it proves, and the file")
    )
    takes_texts(parser, "--caption", _("what it shows"))
    parser.add_argument("--observation", metavar="OBSERVATION", help=_("what it belongs to"))
    parser.add_argument("--site", metavar=_("NAME"), help=_("where it was taken"))


def add_evidence(call: Call) -> None:
    """Add a photograph or document to requirements or an observation."""
    from assessor import evidence, validations, walk

    words = call.words
    *refs, name = words.items
    with call.dossier() as (workspace, known):
        about = words.observation
        evidence_id = evidence.add(
            workspace,
            validation_id=known.visit.id,
            path=Path(name),
            refs=refs,
            observation_id=observation_named(known, about).id if about else None,
            site_id=walk.site_named(known, words.site) if words.site else None,
            caption=parsing.local_text(words.caption),
        )
        now = validations.validation(workspace, known.visit.id)
    row = next(row for row in now.evidence if row.id == evidence_id)
    call.answer(
        {"validation": now.visit.id, **shapes.evidence(row)},
        lambda: [f"{row.number} · {row.file_name} · {row.sha256}"],
    )


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "validation",
        nargs="?",
        metavar="VALIDATION",
        help=_("without it, what belongs to no validation"),
    )


def undo(call: Call) -> None:
    """Take back this device's last change in a validation."""
    _move(call, "undo")


def redo(call: Call) -> None:
    """Repeat what the last undo took back."""
    _move(call, "redo")


def _move(call: Call, way: str) -> None:
    from assessor.validations import find_validation

    beginning = call.words.validation
    with call.workspace() as workspace:
        chosen = find_validation(workspace, beginning) if beginning else None
        done = workspace.undo(chosen) if way == "undo" else workspace.redo(chosen)
    message = _("Undone: {label}") if way == "undo" else _("Done again: {label}")
    call.answer(
        {"id": chosen, "undone" if way == "undo" else "redone": _(done)},
        lambda: [message.format(label=_(done))],
    )


COMMANDS = (
    Command("assess", N_("Record a verdict"), _assess_arguments, assess),
    Command(
        "observe",
        N_("Record a finding, recommendation or good practice"),
        _observe_arguments,
        observe,
    ),
    Command("withdraw", N_("Take an observation out"), _withdraw_arguments, withdraw),
    Command("evidence", N_("Add a photograph or document"), _evidence_arguments, add_evidence),
    Command("undo", N_("Take the last change back"), _undo_arguments, undo),
    Command("redo", N_("Repeat what was undone"), _undo_arguments, redo),
)
