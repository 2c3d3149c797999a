"""The command action: fills a card of the improvement plan."""

import argparse
from typing import TYPE_CHECKING

from assessor.cli import parsing, shapes
from assessor.cli.command import Call, Command, takes_validation
from assessor.cli.recording import observation_named
from assessor.i18n import N_, _
from assessor.terms import ActionStatus

if TYPE_CHECKING:
    from assessor.improvement import ActionRow
    from assessor.store.workspace import Workspace

_ACTION_TEXTS = (
    "problem",
    "root_cause",
    "root_cause_method",
    "correction",
    "corrective_action",
    "preventive_action",
    "extent",
    "responsible_name",
    "responsible_post",
    "resources",
    "milestones",
    "measure",
    "proof_expected",
    "company_status",
    "proof_handed_in",
    "review_comment",
    "verified_how",
    "private_note",
)
ACTION_FIELDS: dict[str, parsing.Reader] = {
    **dict.fromkeys(_ACTION_TEXTS, str),
    **dict.fromkeys(("start_on", "due_on", "effectiveness_on"), parsing.day),
    "progress": parsing.percent,
    "status": parsing.one_of(*ActionStatus),
}


def _action_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("observation", metavar="OBSERVATION", help=_("its number or id"))
    parser.add_argument("fields", nargs="+", metavar="FIELD=VALUE", help=", ".join(ACTION_FIELDS))


def record_action(call: Call) -> None:
    """Fill fields of an observation's card in the improvement plan."""
    from assessor import improvement

    fields = parsing.assignments(call.words.fields, ACTION_FIELDS)
    status = fields.pop("status", None)
    with call.dossier() as (workspace, known):
        row = observation_named(known, call.words.observation)
        comment = str(fields.pop("review_comment", ""))
        if fields:
            improvement.record_action(workspace, known.visit.id, observation_id=row.id, **fields)
        card = _card(workspace, known.visit.id, row.id)
        if status is not None or comment:
            improvement.review(
                workspace,
                known.visit.id,
                observation_id=row.id,
                status=ActionStatus(str(status or card.status)),
                comment=comment or card.review_comment,
            )
            card = _card(workspace, known.visit.id, row.id)
    shape = shapes.plain(card)
    shape["observation"] = row.id
    call.answer(shape, lambda: [f"{row.number} · {', '.join(row.refs)}"])


def _card(workspace: "Workspace", validation_id: str, observation_id: str) -> "ActionRow":
    from assessor.improvement import actions

    cards = actions(workspace, validation_id)
    return next(card for card in cards if card.observation.id == observation_id)


COMMANDS = (
    Command("action", N_("Fill a card of the improvement plan"), _action_arguments, record_action),
)
