"""Works out what importing a file would change in a validation, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assessor.checklist import Checklist
from assessor.errors import SaqUnknownRow, UnknownValidation
from assessor.saq.steps import EACH
from assessor.saq.types import LedgerRow, SaqPreview
from assessor.terms import Claim
from assessor.urgent import give_way

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assessor.store.workspace import Workspace

Choices = Mapping[int, str | None]  # row of the ledger → the requirement chosen, None: set aside
Key = tuple[str, str, int]  # reference, part, and which of several answers to it
Fields = dict[str, Any]  # an answer's columns, as they are stored
_COMPARED = ("claim", "text", "documents")
WAITING = frozenset({"to_check", "unmatched"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the company says to one requirement."""

    claim: Claim
    text: str
    documents: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that importing would add, change, or no longer find."""

    ref: str
    part: str
    old: Said | None
    new: Said | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What importing a file would change in a validation."""

    same: int
    new: tuple[Difference, ...]
    changed: tuple[Difference, ...]
    gone: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What accepting would write, compared with what is stored."""

    answers: dict[Key, Fields]
    aside: tuple[Fields, ...]  # rows that a person sets aside
    same: tuple[Key, ...]
    new: tuple[Key, ...]
    changed: dict[Key, Fields]  # the stored answer
    gone: dict[Key, Fields]  # stored, but not in the file any more


def differences(
    workspace: "Workspace",
    shown: SaqPreview,
    validation_id: str,
    *,
    site_id: str | None = None,
    choices: Choices | None = None,
) -> Differences:
    """Return what importing the file would change in the validation; nothing is stored."""
    plan = make_plan(workspace, shown, validation_id, site_id, choices or {})
    return Differences(
        same=len(plan.same),
        new=tuple(_difference(key, None, plan.answers[key]) for key in plan.new),
        changed=tuple(
            _difference(key, old, plan.answers[key]) for key, old in plan.changed.items()
        ),
        gone=tuple(_difference(key, old, None) for key, old in plan.gone.items()),
    )


def _difference(key: Key, old: Fields | None, new: Fields | None) -> Difference:
    return Difference(key[0], key[1], _said(old), _said(new))


def _said(answer: Fields | None) -> Said | None:
    if answer is None:
        return None
    papers = tuple(answer["documents"])
    return Said(Claim(answer["claim"]), answer["text"], papers, answer["place"])


def make_plan(
    workspace: "Workspace",
    shown: SaqPreview,
    validation_id: str,
    site_id: str | None,
    choices: Choices,
) -> Plan:
    """Return what accepting would write; choices a person made before are remembered."""
    give_way()
    with workspace.read() as session:
        checklist = checklist_of(session, validation_id)
        stored = _stored(session, validation_id, site_id)
    _check(choices, len(shown.rows), checklist)
    settled = {
        _trace(answer): answer["ref"] or None
        for answer in stored
        if answer["matched_by"] == "person"
    }
    answers: dict[Key, Fields] = {}
    aside: list[Fields] = []
    for position, row in enumerate(shown.rows):
        if position % EACH == 0:
            give_way()
        trace = row.place, row.question, row.text
        if position in choices:
            fields = chosen(fields_of(row, position), choices[position])
        elif row.status in WAITING and trace in settled:
            fields = chosen(fields_of(row, position), settled[trace])
        elif row.status in {"accepted", "blank"}:
            fields = fields_of(row, position)
        else:
            continue
        if fields["ref"]:
            answers[_free_key(answers, fields)] = fields
        elif trace not in settled:
            aside.append(fields)
    return _compared(answers, tuple(aside), stored)


def _check(choices: Choices, rows: int, checklist: Checklist) -> None:
    for row, ref in choices.items():
        if not 0 <= row < rows:
            raise SaqUnknownRow(row=row)
        if ref:
            checklist.requirement(ref)


def _compared(answers: dict[Key, Fields], aside: tuple[Fields, ...], stored: list[Fields]) -> Plan:
    known: dict[Key, Fields] = {}
    for answer in stored:
        if answer["ref"]:
            known[_free_key(known, answer)] = answer
    both = [key for key in answers if key in known]
    same = [key for key in both if _spoken(answers[key]) == _spoken(known[key])]
    return Plan(
        answers=answers,
        aside=aside,
        same=tuple(same),
        new=tuple(key for key in answers if key not in known),
        changed={key: known[key] for key in both if key not in same},
        gone={key: answer for key, answer in known.items() if key not in answers},
    )


def _spoken(answer: Fields) -> tuple[str, ...]:
    return tuple(repr(answer[name]) for name in _COMPARED)


def _free_key(taken: Mapping[Key, Fields], fields: Fields) -> Key:
    """Return the key of an answer: a second one to a requirement gets a number of its own."""
    turn = 0
    while (fields["ref"], fields["part"], turn) in taken:
        turn += 1
    return fields["ref"], fields["part"], turn


def _trace(fields: Fields) -> tuple[str, str, str]:
    """Return what recognises a row when the file comes again."""
    return fields["place"], fields["question"], fields["text"]


def fields_of(row: LedgerRow, position: int) -> Fields:
    """Return a ledger row as the columns of an answer."""
    return {
        "ref": row.ref or "",
        "part": row.part,
        "place": row.place,
        "question": row.question,
        "claim": row.claim.value,
        "text": row.text,
        "documents": list(row.documents),
        "matched_by": row.matched_by,
        "confidence": row.confidence,
        "hidden": bool(row.hidden),
        "flags": list(row.flags) + (["blank"] if row.status == "blank" else []),
        "position": position,
    }


def chosen(fields: Fields, ref: str | None) -> Fields:
    """Return an answer's columns with the requirement a person chose; None sets it aside."""
    part = fields["part"] if ref else ""
    return fields | {"ref": ref or "", "part": part, "matched_by": "person", "confidence": 1.0}


def checklist_of(session: "Session", validation_id: str) -> Checklist:
    """Return the validation's frozen checklist; UnknownValidation if there is none."""
    from assessor import dossier
    from assessor.model import Validation

    visit = session.get(Validation, validation_id)
    if visit is None:
        raise UnknownValidation(beginning=validation_id)
    return dossier.frozen_checklist(session, visit.copy_id)


def _stored(session: "Session", validation_id: str, site_id: str | None) -> list[Fields]:
    from sqlalchemy import select

    from assessor.model import SaqAnswer

    table = SaqAnswer.__table__
    query = (
        select(table)
        .where(
            table.c.validation_id == validation_id, table.c.site_id.is_not_distinct_from(site_id)
        )
        .order_by(table.c.position, table.c.id)
    )
    return [dict(row) for row in session.execute(query).mappings()]
