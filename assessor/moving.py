"""Moves a validation to another edition: all that was recorded waits there to be confirmed."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assessor import checklist as checklists
from assessor import dossier
from assessor.checklist import Checklist
from assessor.editions import Difference, compare, point_for
from assessor.errors import ChecklistUnfinished, SameEdition, UnknownRecord
from assessor.i18n import N_
from assessor.model import (
    Assessment,
    ChecklistCopy,
    Deviation,
    EvidenceLink,
    InValidation,
    Looked,
    ObservationPoint,
    Prior,
    SaqAnswer,
    Validation,
    Worksheet,
    stable_id,
    utc_now,
)
from assessor.store.editing import existing
from assessor.store.engine import gate
from assessor.store.workspace import Workspace
from assessor.terms import Verdict

Target = dict[str, Any]
CARRIED = "prior"  # the flag of an answer to a requirement that reads otherwise now


@dataclass(frozen=True)
class Kept:
    """Something recorded under the old edition, and where it belongs in the new one."""

    what: str
    ref: str
    point_id: str
    targets: tuple[tuple[str, str], ...]
    site_id: str | None = None
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict | None:
        """What was concluded, where it is an assessment."""
        return Verdict(self.record["verdict"]) if self.record.get("verdict") else None


@dataclass(frozen=True)
class Move:
    """What a move does, or has done."""

    old: Checklist
    new: Checklist
    differences: tuple[Difference, ...]
    kept: tuple[Kept, ...]
    waiting: tuple[Kept, ...] = ()  # what waits since a move before this one

    @property
    def gone(self) -> tuple[Kept, ...]:
        """What has no place in the new edition; it stays to be read."""
        return tuple(item for item in self.kept if not item.targets)

    @property
    def counts(self) -> dict[str, int]:
        """How many things of each kind are carried, and how many have no place."""
        found = Counter(item.what for item in self.kept)
        names = ("assessment", "answer", "observation", "evidence", "worksheet", "deviation")
        return {f"{name}s": found[name] for name in names} | {"gone": len(self.gone)}


def freeze(session: Session, chosen: Checklist) -> str:
    """Store a checklist as it is now, once per content; return the copy's id.

    ChecklistUnfinished for a draft of whose table rows still wait for a decision.
    """
    content, copy_id = _frozen(chosen)
    if session.get(ChecklistCopy, copy_id) is None:
        values = {"id": copy_id, "checklist_id": chosen.id, "edition": chosen.edition}
        connection = session.connection()
        with gate(connection):
            connection.execute(insert(ChecklistCopy).values(**values, content=content))
    return copy_id


def _frozen(chosen: Checklist) -> tuple[bytes, str]:
    if chosen.to_check:
        raise ChecklistUnfinished(id=chosen.id, count=len(chosen.to_check))
    content = checklists.to_json(chosen)
    return content, hashlib.sha256(content).hexdigest()


def plan_move(workspace: Workspace, validation_id: str, *, checklist_id: str) -> Move:
    """Return what moving to another edition would do; nothing is changed.

    Raises what moving would raise, but for ValidationIssued.
    """
    new = checklists.checklist(checklist_id)
    _content, copy_id = _frozen(new)
    with workspace.read() as session:
        found = dossier.load(session, validation_id)
        if found.visit.copy_id == copy_id:
            raise SameEdition
        hand = _Hand(session, validation_id, found.visit.copy_id, new, copy_id)
        hand.look()
        session.rollback()
    return _done(found.checklist, new, hand)


def move_to_edition(workspace: Workspace, validation_id: str, *, checklist_id: str) -> Move:
    """Move a validation to another edition, in one Step that can be undone.

    Verdicts and what was seen are kept as they stood and count again once they were confirmed;
    answers, observations, evidence and worksheets go to the requirements that took the place of
    the old ones. Raises UnknownChecklist, ChecklistUnfinished, SameEdition or ValidationIssued.
    """
    new = checklists.checklist(checklist_id)
    label = N_("Move to another edition")
    subject = f"{new.id} {new.edition}"
    with workspace.change(label, validation_id=validation_id, subject=subject) as session:
        row: Validation = existing(session, Validation, validation_id)
        old, old_copy = dossier.frozen_checklist(session, row.copy_id), row.copy_id
        copy_id = freeze(session, new)
        if copy_id == old_copy:
            raise SameEdition
        row.copy_id, row.checklist_id = copy_id, new.id
        session.flush()  # an issued validation refuses here, before anything else is touched
        hand = _Hand(session, validation_id, old_copy, new, copy_id, by=workspace.by)
        hand.look()
        hand.carry()
    return _done(old, new, hand)


def _done(old: Checklist, new: Checklist, hand: "_Hand") -> Move:
    return Move(old, new, hand.way.differences, tuple(hand.kept), tuple(hand.waiting))


def mark_looked(
    workspace: Workspace, validation_id: str, *, copy_id: str, ref: str, looked: bool = True
) -> None:
    """Note that somebody looked at what has no place in this edition, or that nobody did.

    Raises UnknownRecord where nothing of the kind is kept, or ValidationIssued.
    """
    row_id = stable_id(validation_id, "looked", copy_id, ref)
    label = N_("Looked at") if looked else N_("Not looked at yet")
    with workspace.change(label, validation_id=validation_id, subject=ref) as session:
        found = dossier.load(session, validation_id).former
        if (copy_id, ref) not in {item.key for item in found}:
            raise UnknownRecord
        row = session.get(Looked, row_id)
        if row is not None and not looked:
            session.delete(row)
        elif row is None and looked:
            row = Looked(id=row_id, validation_id=validation_id, copy_id=copy_id, ref=ref)
            row.looked_by = workspace.by
            session.add(row)


class _Way:
    """What each requirement of one edition has become in another."""

    def __init__(self, old: Checklist, new: Checklist) -> None:
        self.old, self.new = old, new
        self.differences = compare(old, new)
        self.became = {ref: item for item in self.differences for ref in item.old_refs}

    def targets(self, ref: str, point_id: str = "") -> list[tuple[str, str]]:
        """Return what a requirement, or a point of it, has become."""
        before = self.old.by_ref.get(ref)
        if before is None:
            return []
        found = [
            (item.ref, point_for(before, point_id, item) if point_id else "")
            for item in self.became[ref].new
        ]
        # A point that is sure of its place needs no other; the rest waits wherever it may belong.
        return [target for target in found if target[1]] or found

    def is_same(self, ref: str) -> bool:
        """Say whether a requirement stands in the new edition as it stood in the old."""
        found = self.became.get(ref)
        return found is not None and found.kinds == ("same",)


_MOST = 16
_ways: dict[tuple[str, str], _Way] = {}


def _way(session: Session, copy_id: str, new: Checklist, new_id: str) -> _Way:
    """Return what became of a frozen edition in another; worked out once, both never change."""
    key = (copy_id, new_id)
    if key not in _ways:
        if len(_ways) >= _MOST:
            _ways.clear()
        _ways[key] = _Way(dossier.frozen_checklist(session, copy_id), new)
    return _ways[key]


@dataclass
class _Hand:
    """What is carried over: first looked at, then taken."""

    session: Session
    validation_id: str
    copy_id: str
    new: Checklist
    new_id: str
    by: str = ""
    kept: list[Kept] = field(default_factory=list)
    waiting: list[Kept] = field(default_factory=list)
    rows: list[Prior] = field(default_factory=list)
    added: list[InValidation] = field(default_factory=list)
    deleted: list[InValidation] = field(default_factory=list)
    changed: list[tuple[InValidation, dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = utc_now()
        self.way = self.way_from(self.copy_id)
        self.is_same = self.way.is_same

    def look(self) -> None:
        """Work out what becomes of everything recorded; nothing is touched yet."""
        assessments = self._all(Assessment)
        self._earlier()
        self._assessments(assessments)
        self._answers()
        self._observations()
        self._evidence()
        self._worksheets()
        self._deviations({row.id: row for row in assessments})

    def carry(self) -> None:
        """Do what `look` worked out: first what goes, so that what comes finds its place free."""
        for row in self.deleted:
            self.session.delete(row)
        self.session.flush()
        for row, values in self.changed:
            for name, value in values.items():
                setattr(row, name, value)
        self.session.add_all([*self.rows, *self.added])

    def way_from(self, copy_id: str) -> _Way:
        """Return what has become of an edition in the new one."""
        return _way(self.session, copy_id, self.new, self.new_id)

    def _all(self, model: Any) -> list[Any]:
        query = select(model).where(model.validation_id == self.validation_id).order_by(model.id)
        return list(self.session.scalars(query))

    def keep(
        self, what: str, place: tuple[str, str, str | None], record: dict[str, Any]
    ) -> list[tuple[str, str]]:
        """Keep something as it stood under the old edition; return where it belongs now."""
        ref, point_id, site_id = place
        targets = self.way.targets(ref, point_id)
        self.kept.append(Kept(what, ref, point_id, tuple(targets), site_id, record))
        self.rows.append(
            Prior(
                validation_id=self.validation_id,
                copy_id=self.copy_id,
                what=what,
                ref=ref,
                point_id=point_id,
                site_id=site_id,
                targets=_as_stored(targets),
                record=record,
                carried_at=self.at,
                carried_by=self.by,
            )
        )
        return targets

    # one kind after the other

    def _earlier(self) -> None:
        """What waits since a move before this one: from its own edition straight to the new."""
        for row in self._all(Prior):
            targets = self.way_from(row.copy_id).targets(row.ref, row.point_id) or [
                target
                for item in row.targets
                for target in self.way.targets(item["ref"], item["point_id"])
            ]
            self.changed.append((row, {"targets": _as_stored(targets)}))
            given = (row.what, row.ref, row.point_id, tuple(targets), row.site_id)
            self.waiting.append(Kept(*given, row.record))

    def _assessments(self, rows: list[Assessment]) -> None:
        for row in rows:
            record = {name: getattr(row, name) for name in _ASSESSED}
            if any(record.values()):
                when = row.assessed_at.isoformat() if row.assessed_at else None
                place = (row.ref, row.point_id, row.site_id)
                self.keep("assessment", place, record | {"assessed_at": when})
            self.deleted.append(row)

    def _answers(self) -> None:
        for row in self._all(SaqAnswer):
            if not row.ref or self.is_same(row.ref):
                continue
            record = {name: getattr(row, name) for name in _ANSWERED} | {"answer_id": row.id}
            refs = [ref for ref, _ in self.keep("answer", (row.ref, "", row.site_id), record)]
            flags = [*(flag for flag in row.flags if flag != CARRIED), CARRIED]
            self.changed.append((row, {"ref": next(iter(refs), ""), "flags": flags}))
            self.added += [_copy(row, ref=ref, flags=flags) for ref in refs[1:]]

    def _observations(self) -> None:
        taken = {(row.observation_id, row.ref, row.point_id) for row in self._all(ObservationPoint)}
        taken -= {key for key in taken if not self.is_same(key[1])}
        for row in self._all(ObservationPoint):
            if self.is_same(row.ref):
                continue
            record = {"observation_id": row.observation_id}
            self.deleted.append(row)
            for ref, point in self.keep("observation", (row.ref, row.point_id, None), record):
                key = (row.observation_id, ref, point)
                if key not in taken:
                    taken.add(key)
                    self.added.append(_copy(row, ref=ref, point_id=point))

    def _evidence(self) -> None:
        for row in self._all(EvidenceLink):
            if not row.ref or self.is_same(row.ref):
                continue
            record = {"evidence_id": row.evidence_id, "observation_id": row.observation_id}
            refs = [ref for ref, _ in self.keep("evidence", (row.ref, "", row.site_id), record)]
            if refs or row.observation_id:
                self.changed.append((row, {"ref": next(iter(refs), "")}))
            else:
                self.deleted.append(row)
            self.added += [_copy(row, ref=ref) for ref in refs[1:]]

    def _worksheets(self) -> None:
        for row in self._all(Worksheet):
            refs: dict[str, None] = {}
            for ref in row.refs:
                if self.is_same(ref):
                    refs[ref] = None
                else:
                    found = self.keep("worksheet", (ref, "", row.site_id), {"worksheet_id": row.id})
                    refs |= dict.fromkeys(new for new, _ in found)
            if [*refs] != row.refs:
                self.changed.append((row, {"refs": [*refs]}))

    def _deviations(self, known: Mapping[str, Assessment]) -> None:
        """A gap that was left open at a requirement is another gap under the new edition."""
        for row in self._all(Deviation):
            kind, _, rest = row.gap_key.partition(":")
            ref = rest.split(":")[0]
            if kind in {"finding", "recommendation"} or ref in known:
                record = {name: getattr(row, name) for name in ("gap_key", "reason", "agreed_by")}
                place = (known[ref].ref, known[ref].point_id) if ref in known else (ref, "")
                self.keep("deviation", (*place, None), record)
                self.deleted.append(row)


_ASSESSED = ("verdict", "seen", "reason", "second_person", "private_note")
_ANSWERED = ("part", "claim", "text", "question", "place", "documents")


def _as_stored(targets: list[tuple[str, str]]) -> list[Target]:
    return [{"ref": ref, "point_id": point} for ref, point in dict.fromkeys(targets)]


def _copy(row: Any, **fields: Any) -> Any:
    """Return a new row like `row`, but for its id and these fields."""
    names = [column.name for column in row.__table__.columns if column.name != "id"]
    return type(row)(**{name: getattr(row, name) for name in names} | fields)
