"""Stores what a preview shows: one Step, all or nothing; doubtful rows wait to be settled."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from assessor.errors import SaqUnknownRow
from assessor.facts import row_mark
from assessor.i18n import N_
from assessor.saq.plan import WAITING, Choices, Fields, checklist_of, chosen, fields_of, make_plan
from assessor.saq.types import LedgerRow, SaqPreview
from assessor.urgent import give_way

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assessor.model import SaqFile
    from assessor.store.workspace import Workspace


PIECE = 200  # rows
SHORT = 16_000  # letters of marks that a row of the database holds


class Ledger(msgspec.Struct):
    """What is kept of a preview beside the file itself."""

    checklist_id: str
    site_id: str | None
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class Leftover:
    """A row of an accepted file that still waits for a person."""

    file_id: str
    file_name: str
    row: int
    what: LedgerRow


def accept(
    workspace: "Workspace",
    shown: SaqPreview,
    *,
    validation_id: str,
    site_id: str | None = None,
    choices: Choices | None = None,
    burst: str | None = None,
) -> str:
    """Store the file, its ledger and its answers as one Step; return the file's id.

    Accepted and blank rows are stored, and those that `choices` assigns (None sets a row aside).
    Answers stored before are updated where the file says something else; those the file no longer
    holds stay. The same content a second time changes nothing. Raises UnknownRequirement,
    SaqUnknownRow, UnknownValidation or ValidationIssued.
    """
    plan = make_plan(workspace, shown, validation_id, site_id, choices or {})
    known = _same_file(workspace, shown, validation_id)
    if known and not (plan.new or plan.changed or plan.aside):
        return known
    from assessor.model import SaqAnswer, SaqFile
    from assessor.store.quick import add_rows

    file = _file(workspace, shown, site_id) | {"validation_id": validation_id}
    own: Fields = {"validation_id": validation_id, "file_id": file["id"], "site_id": site_id}
    added = [own | plan.answers[key] for key in plan.new] + [own | row for row in plan.aside]
    changed = {old["id"]: plan.answers[key] for key, old in plan.changed.items()}

    def write(session: "Session") -> None:
        session.add(SaqFile(**file))
        add_rows(session, SaqAnswer, added)
        _update(session, changed, file["id"])

    workspace.change_patiently(
        N_("Import self-assessment"),
        write,
        validation_id=validation_id,
        subject=shown.file,
        burst=burst,
    )
    return str(file["id"])


def _file(workspace: "Workspace", shown: SaqPreview, site_id: str | None) -> Fields:
    """Return the file's columns; its bytes and its ledger are already safe on the disk."""
    from assessor.model import new_id

    ledger = Ledger(shown.checklist_id, site_id, shown.rows)
    return {
        "id": new_id(),
        "file_name": shown.file,
        "sha256": workspace.blobs.put(shown.content),
        "ledger_sha256": workspace.blobs.put_pieces(encoded(ledger)),
        "media_type": shown.media_type,
        "language": shown.language,
        "counts": asdict(shown.counts) | _marks(workspace, shown),
        "company": dict(shown.company),
    }


def _marks(workspace: "Workspace", shown: SaqPreview) -> dict[str, str]:
    """Return the marks of the rows that wait; very many stand apart, in a blob."""
    marks = _waiting(shown)
    if len(marks) <= SHORT:
        return {"marks": marks}
    return {"marks_sha256": workspace.blobs.put(marks.encode())}


def _waiting(shown: SaqPreview) -> str:
    """Return the marks of all rows that wait for a person, in one string: a file may have many."""
    return "".join(
        row_mark(row.place, row.question, row.text)
        for rows in _pieces(shown.rows)
        for row in rows
        if row.status in WAITING
    )


def encoded(ledger: Ledger) -> Iterator[bytes]:
    """Yield a ledger as JSON piece by piece, for nothing else runs while one is written."""
    whole = msgspec.json.encode(Ledger(ledger.checklist_id, ledger.site_id, ()))
    before = whole.removesuffix(b"]}")
    for rows in _pieces(ledger.rows):
        yield before + msgspec.json.encode(rows)[1:-1]
        before = b","
    yield b"]}" if ledger.rows else whole


def _pieces(rows: tuple[LedgerRow, ...]) -> Iterator[tuple[LedgerRow, ...]]:
    """Yield the rows in pieces of a millisecond or less, a key going first between them."""
    for at in range(0, len(rows), PIECE):
        give_way()
        yield rows[at : at + PIECE]


def _update(session: "Session", changed: dict[str, Fields], file_id: str) -> None:
    from sqlalchemy import select

    from assessor.model import SaqAnswer

    if changed:
        query = select(SaqAnswer).where(SaqAnswer.id.in_(changed))
        for answer in session.scalars(query):
            for name, value in {**changed[answer.id], "file_id": file_id}.items():
                setattr(answer, name, value)


def _same_file(workspace: "Workspace", shown: SaqPreview, validation_id: str) -> str | None:
    """Return the id of the file if the very same bytes were accepted before."""
    from sqlalchemy import select

    from assessor.model import SaqFile

    query = select(SaqFile.id).where(
        SaqFile.validation_id == validation_id, SaqFile.sha256 == shown.sha256
    )
    with workspace.read() as session:
        return session.scalars(query.order_by(SaqFile.imported_at.desc())).first()


def leftovers(workspace: "Workspace", validation_id: str) -> tuple[Leftover, ...]:
    """Return the rows of the accepted files that are still to check or matched to nothing.

    Of a file that was handed in again under the same name, only the latest counts.
    """
    from sqlalchemy import select

    from assessor.model import SaqAnswer, SaqFile

    with workspace.read() as session:
        query = select(SaqFile).where(SaqFile.validation_id == validation_id)
        files = list(session.scalars(query.order_by(SaqFile.imported_at, SaqFile.id)))
        done = select(SaqAnswer.place, SaqAnswer.question, SaqAnswer.text).where(
            SaqAnswer.validation_id == validation_id, SaqAnswer.matched_by == "person"
        )
        settled = {(row.place, row.question, row.text) for row in session.execute(done)}
    latest = {file.file_name: file for file in files}
    return tuple(
        Leftover(file.id, file.file_name, position, row)
        for file in latest.values()
        for position, row in enumerate(_ledger(workspace, file).rows)
        if row.status in WAITING and (row.place, row.question, row.text) not in settled
    )


def _ledger(workspace: "Workspace", file: "SaqFile") -> Ledger:
    return msgspec.json.decode(workspace.blobs.read(file.ledger_sha256), type=Ledger)


def settle(workspace: "Workspace", *, file_id: str, row: int, ref: str | None) -> str:
    """Assign a row of an accepted file to a requirement, or set it aside with None.

    Returns the answer's id. Raises UnknownRecord, SaqUnknownRow or UnknownRequirement.
    """
    from assessor.model import SaqAnswer, SaqFile
    from assessor.store.editing import existing

    with workspace.read() as session:
        file: SaqFile = existing(session, SaqFile, file_id)
        checklist = checklist_of(session, file.validation_id)
        answer_id = _settled(session, file_id, row)
    ledger = _ledger(workspace, file)
    if not 0 <= row < len(ledger.rows):
        raise SaqUnknownRow(row=row)
    if ref:
        checklist.requirement(ref)
    own: Fields = {"validation_id": file.validation_id, "file_id": file_id}
    fields = chosen(fields_of(ledger.rows[row], row), ref)
    label = N_("Assign answer") if ref else N_("Set answer aside")
    subject = ref or ledger.rows[row].place
    with workspace.change(label, validation_id=file.validation_id, subject=subject) as session:
        if answer_id is None:
            answer = SaqAnswer(**own, site_id=ledger.site_id, **fields)
            session.add(answer)
            return answer.id
        stored: Any = existing(session, SaqAnswer, answer_id)
        for name in ("ref", "part", "matched_by", "confidence"):
            setattr(stored, name, fields[name])
    return answer_id


def _settled(session: "Session", file_id: str, row: int) -> str | None:
    """Return the answer that this row already is, if it was settled before."""
    from sqlalchemy import select

    from assessor.model import SaqAnswer

    query = select(SaqAnswer.id).where(SaqAnswer.file_id == file_id, SaqAnswer.position == row)
    return session.scalars(query).first()
