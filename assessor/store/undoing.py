"""What undo and redo would take back: whole bursts of this device, one validation at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessor.errors import NothingToRedo, NothingToUndo, UndoClash
from assessor.i18n import N_
from assessor.model import Change, Step
from assessor.store.apply import Move, apply

# The labels of the steps that take back: what was undone, and what was undone too much.
UNDO, REDO = N_("Undo"), N_("Redo")
_PAGE = 50


@dataclass(frozen=True)
class Unit:
    """The steps of one burst, taken back together; `label` is that of the original change."""

    burst: str
    label: str
    subject: str


def to_undo(session: Session, device: str, validation_id: str | None) -> Unit:
    """Return what undo takes back; NothingToUndo if there is nothing."""
    if unit := next_undo(session, device, validation_id):
        return unit
    raise NothingToUndo


def to_redo(session: Session, device: str, validation_id: str | None) -> Unit:
    """Return the undo that redo takes back; NothingToRedo if there is none."""
    if unit := next_redo(session, device, validation_id):
        return unit
    raise NothingToRedo


def next_undo(session: Session, device: str, validation_id: str | None) -> Unit | None:
    """Return the last change that is still in force, or None; what was issued stays."""
    taken_back: set[str] = set()
    for step in _steps(session, device, validation_id):
        if step.burst in taken_back:
            continue
        if step.undoes is not None:
            taken_back.add(step.undoes)
            if step.label == REDO:
                return _unit_of_redo(session, step)
        elif step.undoable:
            return Unit(step.burst, step.label, step.subject)
        else:
            return None
    return None


def next_redo(session: Session, device: str, validation_id: str | None) -> Unit | None:
    """Return the last undo if nothing else was done since, or None."""
    taken_back: set[str] = set()
    for step in _steps(session, device, validation_id):
        if step.burst in taken_back:
            continue
        if step.undoes is None:
            return None
        taken_back.add(step.undoes)
        if step.label == UNDO:
            return Unit(step.burst, _original(session, step).label, step.subject)
    return None


def take_back(session: Session, unit: Unit) -> None:
    """Move every row of the unit back, all or nothing; UndoClash names what has moved on."""
    moves = [move.reversed() for move in _moves(session, unit.burst)]
    clashes = apply(session.connection(), session.info["recorder"], moves)
    if clashes:
        names = sorted({clash.table_name for clash in clashes})
        raise UndoClash(label=unit.label, clashes=", ".join(names))


def _steps(session: Session, device: str, validation_id: str | None) -> Iterator[Step]:
    below: int | None = None
    while True:
        query = select(Step).where(Step.device == device, Step.validation_id == validation_id)
        if validation_id is None:
            query = select(Step).where(Step.device == device, Step.validation_id.is_(None))
        if below is not None:
            query = query.where(Step.number < below)
        page = session.scalars(query.order_by(Step.number.desc()).limit(_PAGE)).all()
        yield from page
        if len(page) < _PAGE:
            return
        below = page[-1].number


def _first_of(session: Session, burst: str) -> Step | None:
    query = select(Step).where(Step.burst == burst).order_by(Step.number).limit(1)
    return session.scalars(query).first()


def _original(session: Session, step: Step) -> Step:
    while step.undoes is not None and (earlier := _first_of(session, step.undoes)):
        step = earlier
    return step


def _unit_of_redo(session: Session, step: Step) -> Unit:
    return Unit(step.burst, _original(session, step).label, step.subject)


def _moves(session: Session, burst: str) -> list[Move]:
    query = (
        select(Change)
        .join(Step, Step.id == Change.step_id)
        .where(Step.burst == burst)
        .order_by(Step.number.desc(), Change.position.desc())
    )
    return [
        Move(change.table_name, change.row_id, change.before, change.after)
        for change in session.scalars(query)
    ]
