"""How findings, recommendations and good practices are spoken of: heads, periods, due dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor import due_words, i18n
from assessor.i18n import N_, _, ngettext
from assessor.terms import Kind, Level

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.facts import DueDate, ObservationRow

# Shape and role of colour of each kind, so that it reads in greyscale.
ICONS = {
    Kind.FINDING: "flag-variant",
    Kind.RECOMMENDATION: "rhombus",
    Kind.GOOD_PRACTICE: "star",
}
ROLES = {Kind.FINDING: "not_met", Kind.RECOMMENDATION: "partly", Kind.GOOD_PRACTICE: "met"}
LOOKS = {
    Kind.FINDING: "box-finding",
    Kind.RECOMMENDATION: "box-recommendation",
    Kind.GOOD_PRACTICE: "box-good",
}
LEVELS = {Kind.FINDING: Level.MUST, Kind.RECOMMENDATION: Level.SHOULD}
_HEADS = {
    Kind.FINDING: N_("Findings — action required"),
    Kind.RECOMMENDATION: N_("Recommendations"),
    Kind.GOOD_PRACTICE: N_("Good practices"),
}
_NEW = {
    Kind.FINDING: N_("New finding"),
    Kind.RECOMMENDATION: N_("New recommendation"),
    Kind.GOOD_PRACTICE: N_("New good practice"),
}
_ACTIONS = {
    Kind.FINDING: N_("Action required"),
    Kind.RECOMMENDATION: N_("Suggested action"),
    Kind.GOOD_PRACTICE: N_("Where else it could help"),
}
_RECORDED = {
    Kind.FINDING: N_("Finding recorded"),
    Kind.RECOMMENDATION: N_("Recommendation recorded"),
    Kind.GOOD_PRACTICE: N_("Good practice recorded"),
}


def head_of(kind: Kind, profile: Profile | None = None) -> str:
    """Return the heading over all of a kind: the programme's own, or the field's."""
    own = profile.words.get(f"kind.{kind.value}.plural") if profile else None
    return i18n.pick(own) or _(_HEADS[kind])


def new_of(kind: Kind) -> str:
    """Return “New finding” and so on."""
    return _(_NEW[kind])


def action_of(kind: Kind) -> str:
    """Return what its action is called: required, suggested."""
    return _(_ACTIONS[kind])


def recorded_of(kind: Kind) -> str:
    """Return what is said once it is recorded."""
    return _(_RECORDED[kind])


def period_text(due: DueDate) -> str:
    """Return the period alone: “90 days”, “30 working days”, “6 months”."""
    if due.months:
        spoken = ngettext("{count} month", "{count} months", due.months)
    elif due.working:
        spoken = ngettext("{count} working day", "{count} working days", due.days)
    else:
        spoken = ngettext("{count} day", "{count} days", due.days)
    return spoken.format(count=due.months or due.days)


def due_of(item: ObservationRow) -> str:
    """Return when the answer to an observation is due: the day in force, and if it was extended."""
    if item.due_on is None:
        return due_text(item.due)
    day = i18n.format_date(item.due_on)
    return _("{day}, extended").format(day=day) if item.extended else day


def due_text(due: DueDate | None) -> str:
    """Return when an answer is due: the day once it is known, else the period and its start."""
    if due is None:
        return _("Advice: no due date")
    if due.date is not None:
        return i18n.format_date(due.date)
    return _(due_words.OPEN[due.starts]).format(period=period_text(due))


def due_sentence(due: DueDate | None) -> str:
    """Return the same as a sentence for a box."""
    if due is None:
        return _("The company decides whether to adopt it; it has no due date.")
    return _("The answer is due: {when}.").format(when=due_text(due))
