"""Commands of proposals: what filled worksheets propose, taken up or set aside."""

import argparse

from assessor.cli import parsing, shapes
from assessor.cli.command import (
    Call,
    Command,
    here,
    one_line,
    table,
    takes_reason_text,
    takes_validation,
)
from assessor.cli.filling import sheet_named, takes_sheet
from assessor.cli.recording import takes_texts
from assessor.facts import Dossier
from assessor.i18n import N_, _
from assessor.proposals import ProposalRow, proposals_of
from assessor.terms import label

_STATES = {"open": N_("To be decided"), "taken": N_("Taken up"), "dismissed": N_("Set aside")}


def _proposals_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("--ref", metavar="REF", help=_("only what bears on this requirement"))


def list_proposals(call: Call) -> None:
    """Print what the filled worksheets propose."""
    with call.dossier() as (_workspace, known):
        pass
    ref = call.words.ref
    found = [item for item in proposals_of(known) if ref is None or ref in item.refs]
    call.answer(
        [proposal_shape(item) for item in found],
        lambda: (
            table(
                [
                    [
                        _(_STATES[item.state]),
                        f"{_form_of(known, item)}:{item.sheet_number}",
                        item.key,
                        ", ".join(item.refs) or "–",
                        _(label(item.kind)) if item.kind else "–",
                        one_line(here(item.text)),
                    ]
                    for item in found
                ]
            )
            or [_("The worksheets fall short nowhere.")]
        ),
    )


def _form_of(known: Dossier, item: ProposalRow) -> str:
    return next(row.form.id for row in known.sheets if row.id == item.sheet_id)


def proposal_shape(item: ProposalRow) -> shapes.Shape:
    """Return a proposal; `key` with the sheet names it."""
    return {
        "id": f"{item.sheet_id}:{item.key}",
        "sheet": item.sheet_id,
        "key": item.key,
        "state": item.state,
        "level": item.level.value,
        "kind": shapes.plain(item.kind),
        "refs": list(item.refs),
        "points": [{"ref": link.ref, "point": link.point_id} for link in item.links],
        "site_id": item.site_id,
        "where": item.where,
        "text": item.text,
        "action": item.action,
        "evidence": list(item.evidence_ids),
        "observation": item.observation_id,
        "reason": item.reason,
    }


def _accept_arguments(parser: argparse.ArgumentParser) -> None:
    _dismiss_place(parser)
    parser.add_argument("--ref", action="append", metavar="REF", help=_("on these instead"))
    takes_texts(parser, "--text", _("what was observed, instead of what is proposed"))
    takes_texts(parser, "--action", _("what must be achieved"))


def _dismiss_place(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    takes_sheet(parser)
    parser.add_argument("key", metavar="KEY", help=_("as proposals shows it"))


def accept_proposal(call: Call) -> None:
    """Record the observation that a shortfall proposes."""
    from assessor import validations, worksheets

    words = call.words
    with call.dossier() as (workspace, known):
        made = worksheets.accept_proposal(
            workspace,
            known.visit.id,
            sheet_named(known, words.sheet).id,
            words.key,
            refs=words.ref,
            text=parsing.local_text(words.text),
            action=parsing.local_text(words.action),
        )
        now = validations.validation(workspace, known.visit.id)
    row = next(row for row in now.observations if row.id == made)
    call.answer(
        {"validation": now.visit.id, **shapes.observation(now, row)},
        lambda: [f"{_(label(row.kind))} {row.number} · {', '.join(row.refs)} · {row.id}"],
    )


def _dismiss_arguments(parser: argparse.ArgumentParser) -> None:
    _dismiss_place(parser)
    takes_reason_text(parser)


def dismiss_proposal(call: Call) -> None:
    """Set a proposal aside with a reason."""
    from assessor import worksheets

    words = call.words
    with call.dossier() as (workspace, known):
        row, at = sheet_named(known, words.sheet), known.visit.id
        worksheets.dismiss_proposal(workspace, at, row.id, words.key, reason=words.reason)
    call.answer(
        {"id": f"{row.id}:{words.key}", "state": "dismissed", "reason": words.reason},
        lambda: [f"{_(_STATES['dismissed'])} · {words.key}"],
    )


COMMANDS = (
    Command("proposals", N_("List what worksheets propose"), _proposals_arguments, list_proposals),
    Command("proposal-accept", N_("Take a proposal up"), _accept_arguments, accept_proposal),
    Command("proposal-dismiss", N_("Set a proposal aside"), _dismiss_arguments, dismiss_proposal),
)
