"""The improvement plan: one card per finding and recommendation, filled by both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessor import dossier, due_dates
from assessor.errors import NoCard
from assessor.facts import Dossier, DueDate, ObservationRow
from assessor.i18n import N_
from assessor.model import Action, Change, Extension, Observation, Step, stable_id, utc_now
from assessor.store.editing import checked, existing
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, Kind


@dataclass(frozen=True)
class ExtensionRow:
    """A request for more time, and what was decided."""

    id: str
    reason: str
    document: str
    asked_on: date | None
    new_date: date | None
    granted: bool | None
    decided_by: str
    decided_on: date | None


@dataclass(frozen=True)
class ActionRow:
    """One card; fields nobody has filled are empty."""

    id: str
    observation: ObservationRow
    status: ActionStatus
    due: DueDate | None
    due_on: date | None
    problem: str
    root_cause: str
    root_cause_method: str
    correction: str
    corrective_action: str
    preventive_action: str
    extent: str
    responsible_name: str
    responsible_post: str
    resources: str
    start_on: date | None
    milestones: str
    measure: str
    proof_expected: str
    progress: int
    company_status: str
    proof_handed_in: str
    review_comment: str
    reviewed_by: str
    reviewed_at: datetime | None
    verified_how: str
    effectiveness_on: date | None
    closed_by: str
    closed_on: date | None
    private_note: str
    extensions: tuple[ExtensionRow, ...]


@dataclass(frozen=True)
class ActionStep:
    """One thing that happened to a card; fields of one spell of typing are told together."""

    at: datetime
    by: str
    fields: tuple[str, ...]
    status: ActionStatus | None = None
    progress: int | None = None
    asked_extension: bool = False
    granted: bool | None = None
    undo: bool = False


CLOSED = frozenset({ActionStatus.VERIFIED, ActionStatus.REJECTED})

_OWN = ("id", "observation", "due", "due_on", "status", "extensions")
_PLAIN = tuple(name for name in ActionRow.__dataclass_fields__ if name not in _OWN)


def actions(workspace: Workspace, validation_id: str) -> list[ActionRow]:
    """Return a card for each finding and recommendation, by due date, advice last."""
    with workspace.read() as session:
        return rows(session, dossier.load(session, validation_id))


def rows(session: Session, known: Dossier) -> list[ActionRow]:
    """Return the cards of a dossier that is already loaded."""
    query = select(Action).where(Action.validation_id == known.visit.id)
    recorded = {row.observation_id: row for row in session.scalars(query)}
    longer = select(Extension).where(Extension.validation_id == known.visit.id)
    extensions = session.scalars(longer.order_by(Extension.id)).all()
    cards = [
        _card(item, recorded.get(item.id), extensions)
        for item in known.observations
        if item.kind is not Kind.GOOD_PRACTICE
    ]
    return sorted(cards, key=lambda card: (card.due_on or date.max, card.due is None))


def _card(item: ObservationRow, row: Action | None, extensions: Any) -> ActionRow:
    row = row or Action(id=action_id(item.id), validation_id="", observation_id=item.id)
    mine = tuple(_extension(entry) for entry in extensions if entry.action_id == row.id)
    return ActionRow(
        id=row.id,
        observation=item,
        status=ActionStatus(row.status),
        due=item.due,
        due_on=item.due_on,
        extensions=mine,
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _extension(row: Extension) -> ExtensionRow:
    names = ExtensionRow.__dataclass_fields__
    return ExtensionRow(**{name: getattr(row, name) for name in names})


def is_overdue(card: ActionRow, today: date) -> bool:
    """Say whether the day has passed and the card is still open."""
    return card.due_on is not None and card.due_on < today and card.status not in CLOSED


def open_days(cards: Iterable[ActionRow]) -> list[date]:
    """Return the days on which something is still due, with every extension granted."""
    return [card.due_on for card in cards if card.due_on and card.status not in CLOSED]


def timeline(workspace: Workspace, validation_id: str, observation_id: str) -> list[ActionStep]:
    """Return what happened to a card, newest first; undoing is told as well."""
    with workspace.read() as session:
        card = action_id(observation_id)
        longer = select(Extension.id).where(Extension.action_id == card)
        ids = [card, *session.scalars(longer)]
        query = (
            select(Step, Change)
            .join(Change, Change.step_id == Step.id)
            .where(Step.validation_id == validation_id, Change.row_id.in_(ids))
            .order_by(Step.at.desc(), Step.number.desc(), Change.position.desc())
        )
        bursts: dict[str, list[tuple[Step, Change]]] = {}
        for step, change in session.execute(query):
            bursts.setdefault(step.burst or step.id, []).append((step, change))
    return [_told(moves) for moves in bursts.values()]


def _told(moves: list[tuple[Step, Change]]) -> ActionStep:
    card: dict[str, Any] = {}
    longer: dict[str, Any] = {}
    asked = made = False
    for _step, change in reversed(moves):  # the oldest first: the newest value counts
        of_card = change.table_name == Action.__tablename__
        (card if of_card else longer).update(change.after or {})
        made = made or (of_card and change.before is None)
        asked = asked or (not of_card and change.before is None)
    if made:  # a new card comes with all its blanks: they are not news
        blank = Action(id="", validation_id="", observation_id="")
        card = {name: value for name, value in card.items() if value != getattr(blank, name)}
    step = moves[0][0]
    return ActionStep(
        at=step.at,
        by=step.by,
        fields=tuple(name for name in (*_PLAIN, "due_on") if name in card and name != "progress"),
        status=ActionStatus(card["status"]) if card.get("status") else None,
        progress=card.get("progress"),
        asked_extension=asked,
        granted=longer.get("granted"),
        undo=step.undoes is not None,
    )


def action_id(observation_id: str) -> str:
    """Return the id of an observation's card: the same on every device."""
    return stable_id("action", observation_id)


def record_action(
    workspace: Workspace,
    validation_id: str,
    *,
    observation_id: str,
    burst: str | None = None,
    **fields: Any,
) -> str:
    """Fill fields of an observation's card and return its id; possible after the issue too.

    Raises NoCard for a good practice, UnknownRecord or BadField.
    """
    with workspace.change(
        N_("Improvement plan"), validation_id=validation_id, burst=burst
    ) as session:
        row = _card_row(session, validation_id, observation_id)
        for name, value in checked(Action, fields).items():
            setattr(row, name, value)
    return action_id(observation_id)


def _card_row(session: Session, validation_id: str, observation_id: str) -> Action:
    row = session.get(Action, action_id(observation_id))
    observation: Observation = existing(session, Observation, observation_id, within=validation_id)
    if observation.good_practice:
        raise NoCard
    if row is None:
        row = Action(
            id=action_id(observation_id),
            validation_id=validation_id,
            observation_id=observation_id,
        )
        session.add(row)
    return row


def review(
    workspace: Workspace,
    validation_id: str,
    *,
    observation_id: str,
    status: ActionStatus,
    comment: str = "",
) -> None:
    """Record the validator's review: agreed, verified, returned or rejected; who and when."""
    with workspace.change(N_("Review action"), validation_id=validation_id) as session:
        row = _card_row(session, validation_id, observation_id)
        row.status = status.value
        row.review_comment = comment
        row.reviewed_by = workspace.by
        row.reviewed_at = utc_now()
        closes = status is ActionStatus.VERIFIED
        row.closed_by = workspace.by if closes else ""
        row.closed_on = utc_now().astimezone().date() if closes else None


def ask_extension(
    workspace: Workspace, validation_id: str, *, observation_id: str, reason: str, **fields: Any
) -> str:
    """Record a request for more time; return its id."""
    with workspace.change(N_("Ask for extension"), validation_id=validation_id) as session:
        card = _card_row(session, validation_id, observation_id)
        row = Extension(
            validation_id=validation_id,
            action_id=card.id,
            reason=reason,
            **checked(Extension, fields),
        )
        session.add(row)
    return row.id


def decide_extension(
    workspace: Workspace, validation_id: str, extension_id: str, *, granted: bool
) -> None:
    """Grant or refuse a request; a granted one moves the due date, as far as the programme allows.

    Raises ExtensionTooLate, ExtensionsUsedUp or ExtensionTooLong.
    """
    new_date = _moved(workspace, validation_id, extension_id) if granted else None
    with workspace.change(N_("Decide extension"), validation_id=validation_id) as session:
        row = existing(session, Extension, extension_id, within=validation_id)
        row.granted = granted
        row.new_date = new_date or row.new_date
        row.decided_by = workspace.by
        row.decided_on = utc_now().astimezone().date()


def _moved(workspace: Workspace, validation_id: str, extension_id: str) -> date | None:
    """Return the day to which granting a request moves the due date of its card."""
    with workspace.read() as session:
        known = dossier.load(session, validation_id)
        cards = rows(session, known)
    asked = [(card, row) for card in cards for row in card.extensions if row.id == extension_id]
    if not asked:
        return None
    card, request = asked[0]
    if request.granted or card.due_on is None:
        return request.new_date
    return due_dates.extended(
        known.profile,
        f"answer.{card.observation.kind}",
        card.due_on,
        asked_on=request.asked_on or utc_now().astimezone().date(),
        wanted=request.new_date,
        granted=sum(row.granted is True for row in card.extensions),
    )
