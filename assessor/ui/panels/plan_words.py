"""How the improvement plan speaks: statuses with icon and colour, deeds of the review, dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assessor import i18n
from assessor.i18n import N_, _
from assessor.terms import ActionStatus, label
from assessor.ui import core
from assessor.ui.panels.finding_words import due_text
from assessor.ui.panels.history_words import FIELDS

if TYPE_CHECKING:
    from assessor.improvement import ActionRow, ActionStep

Status = ActionStatus

# Each status has a shape of its own, so that it reads in greyscale.
ICONS = {
    Status.PROPOSED: "circle-outline",
    Status.AGREED: "circle-slice-4",
    Status.DONE: "circle-slice-7",
    Status.VERIFIED: "check-circle",
    Status.RETURNED: "arrow-u-left-top",
    Status.REJECTED: "close-circle",
}
ROLES = {
    Status.PROPOSED: "na",
    Status.AGREED: "accent",
    Status.DONE: "partly",
    Status.VERIFIED: "met",
    Status.RETURNED: "partly",
    Status.REJECTED: "not_met",
}
# What may follow; the first is what comes next when all goes well.
FOLLOWING = {
    Status.PROPOSED: (Status.AGREED, Status.RETURNED, Status.REJECTED),
    Status.AGREED: (Status.DONE, Status.RETURNED, Status.REJECTED),
    Status.DONE: (Status.VERIFIED, Status.RETURNED, Status.REJECTED),
    Status.RETURNED: (Status.AGREED, Status.DONE, Status.REJECTED),
    Status.REJECTED: (Status.AGREED, Status.RETURNED),
    Status.VERIFIED: (Status.RETURNED,),
}
DEEDS = {
    Status.AGREED: N_("Accept the plan"),
    Status.DONE: N_("Company reports it done"),
    Status.VERIFIED: N_("Verify and close"),
    Status.RETURNED: N_("Return with comment"),
    Status.REJECTED: N_("Reject"),
}
KEYS = {
    Status.AGREED: "A",
    Status.DONE: "D",
    Status.VERIFIED: "V",
    Status.RETURNED: "B",
    Status.REJECTED: "X",
}

# Who and when stand beside each line of the timeline already.
_SAID = frozenset({"reviewed_by", "reviewed_at", "closed_by", "closed_on"})


def today() -> date:
    """Return the person's own day."""
    return date.today()  # noqa: DTZ011  the person's own day is meant


def is_overdue(card: ActionRow) -> bool:
    """Say whether the day has passed and nothing was verified."""
    return core.improvement.is_overdue(card, today())


def due_of(card: ActionRow) -> str:
    """Return when the card is due: the day in force, else the period, else that it is advice."""
    if card.due_on is not None:
        return i18n.format_date(card.due_on)
    return due_text(card.due)


def told(step: ActionStep) -> str:
    """Return what happened, in a few words."""
    parts = [_("Undo")] if step.undo else []
    if step.asked_extension:
        parts.append(_("Extension requested"))
    if step.granted is not None:
        parts.append(_("Extension granted") if step.granted else _("Extension refused"))
    if step.status is not None:
        parts.append(_(label(step.status)))
    if step.progress is not None:
        parts.append(_("Progress {percent} %").format(percent=step.progress))
    names = [_(FIELDS[name]) for name in step.fields if name in FIELDS and name not in _SAID]
    if names and not (step.status or step.asked_extension):
        parts.append(_several(names))
    return " · ".join(parts) or _("Changed")


def _several(names: list[str]) -> str:
    """Return the names, shortened where they are many."""
    if len(names) <= 4:
        return ", ".join(names)
    more = _("{names} and {count} more")
    return more.format(names=", ".join(names[:3]), count=len(names) - 3)
