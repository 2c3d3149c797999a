"""What was learnt of a form is kept in the workspace, for the next file of the same form."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from assessor.checklist import Checklist
from assessor.i18n import N_, _, format_date
from assessor.saq.bank import Bank, bank_of
from assessor.saq.columns import find_tables
from assessor.saq.corrections import Corrections, Mark, part_of
from assessor.saq.items import own
from assessor.saq.text import fold
from assessor.saq.types import Line, Raw, Source

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assessor.model import SaqLayout
    from assessor.store.workspace import Workspace

_LINES = 600  # of a form without heads that are compared
_ASKS = 0.6  # how much a text sounds like the checklist to be the form's and not the company's
_ALIKE = 0.7  # share of what two files ask from which they are the same form
_FEW = 5


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a form is read, as a person corrected it, made ready for one file of that form."""

    id: str
    name: str
    corrections: Corrections
    checklist_id: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is known by: the words of its heads, or digests of what it asks."""

    name: str
    fingerprint: str
    texts: frozenset[str]


def recall(workspace: "Workspace", raw: Raw, checklist: Checklist) -> Remembered | None:
    """Return what was learnt of the form of this file, the latest first; None if nothing was."""
    with workspace.read() as session:
        kept = _find(session, raw.source, checklist)
    if kept is None:
        return None
    return Remembered(
        id=kept.id,
        name=kept.name,
        corrections=_fitted(kept.corrections, raw.source),
        checklist_id=kept.checklist_id,
        at=kept.corrected_at,
        by=kept.corrected_by,
    )


def remember(
    workspace: "Workspace", raw: Raw, checklist: Checklist, *, said: Corrections
) -> str | None:
    """Keep what a person said of a form, in place of what was known; return its id.

    `raw` is the file as it is read without corrections. Nothing said forgets the form: None.
    A form that nothing distinguishes is not kept either.
    """
    from assessor.model import SaqLayout

    form = form_of(raw.source, checklist)
    with workspace.read() as session:
        kept = _find(session, raw.source, checklist)
    if not said:
        if kept is not None:
            forget(workspace, kept.id)
        return None
    if not (form.fingerprint or len(form.texts) >= _FEW):
        return None
    stored = _stored(said, raw.source)
    if kept is not None and (kept.corrections, kept.checklist_id) == (stored, checklist.id):
        return kept.id
    made = SaqLayout(
        name=form.name,
        fingerprint=form.fingerprint,
        texts=sorted(form.texts),
        checklist_id=checklist.id,
        corrections=stored,
        corrected_by=workspace.by,
    )
    with workspace.change(N_("Remember how a form is read"), subject=form.name) as session:
        if kept is not None:
            session.delete(session.get(SaqLayout, kept.id))
        session.add(made)
    return made.id


def forget(workspace: "Workspace", layout_id: str) -> None:
    """Forget what was learnt of a form; UnknownRecord if it is not known."""
    from assessor.model import SaqLayout
    from assessor.store.editing import existing

    with workspace.read() as session:
        name = existing(session, SaqLayout, layout_id).name
    with workspace.change(N_("Forget how a form is read"), subject=name) as session:
        session.delete(existing(session, SaqLayout, layout_id))


def told_of(found: Remembered, me: str = "") -> str:
    """Return in a sentence who corrected the form and when, in the language of `me`."""
    day = format_date(found.at.astimezone().date())
    if found.by not in {"", me}:
        text = _("As {name} corrected it on {date} for the same form.")
        return text.format(name=found.by, date=day)
    return _("As you corrected it on {date} for the same form.").format(date=day)


# What a form is known by


def form_of(source: Source, checklist: Checklist) -> Form:
    """Return what distinguishes the form of a file, and nothing that a company answered."""
    heads = sorted(
        {
            part_of(table.head[0], block)
            for block in source.blocks
            if block.kind != "text"
            for table in find_tables(block)[1]
            if table.asks()  # any other may be a row that a company wrote
        }
    )
    if heads:
        digest = hashlib.sha256("\n".join(heads).encode()).hexdigest()
        return Form(heads[0], digest, frozenset())
    return Form(checklist.id, "", _asked(source, bank_of(checklist)))


def _asked(source: Source, bank: Bank) -> frozenset[str]:
    """Return digests of the texts that sound like the checklist: those are the form's own."""
    lines = [line for block in source.blocks for line in block.lines if not line.kind]
    texts = {cell.text for line in lines[:_LINES] for cell in own(line)}
    asked = (text for text in texts if 20 < len(text) < 600)
    return frozenset(
        _digest(text) for text in asked if max(bank.scores(text).values(), default=0.0) >= _ASKS
    )


def _digest(text: str) -> str:
    return hashlib.sha256(fold(text).encode()).hexdigest()[:12]


def _find(session: "Session", source: Source, checklist: Checklist) -> "SaqLayout | None":
    from sqlalchemy import select

    from assessor.model import SaqLayout

    query = select(SaqLayout).order_by(SaqLayout.corrected_at.desc())
    known = list(session.scalars(query))
    if not known:
        return None
    form = form_of(source, checklist)
    return next((layout for layout in known if _is_same(layout, form)), None)


def _is_same(layout: "SaqLayout", form: Form) -> bool:
    if layout.fingerprint or form.fingerprint:
        return layout.fingerprint == form.fingerprint
    texts = frozenset(layout.texts)
    both, either = len(texts & form.texts), len(texts | form.texts)
    return len(form.texts) >= _FEW and both >= _ALIKE * either


# Rows are found again by what they say, not only by where they stand


def _stored(said: Corrections, source: Source) -> dict[str, Any]:
    """Return corrections as they are kept: of parts and marked rows digests, no words."""
    lines = {line.key: line for block in source.blocks for line in block.lines}
    marks = [
        {"key": key, "trace": _trace(lines[key]), "mark": mark}
        for key, mark in said.marks.items()
        if key in lines
    ]
    kept: dict[str, Any] = msgspec.to_builtins(said, str_keys=True)
    roles = {_digest(part): columns for part, columns in kept["roles"].items()}
    return kept | {"marks": marks, "roles": roles}


def _fitted(kept: dict[str, Any], source: Source) -> Corrections:
    """Return kept corrections for another file of the form, its marked rows found again."""
    marks = _placed(kept.get("marks", ()), source)
    known: dict[str, Any] = kept.get("roles", {})
    parts = {_digest(part): part for part in _parts(source, marks)} if known else {}
    roles = {parts[digest]: columns for digest, columns in known.items() if digest in parts}
    return msgspec.convert(kept | {"marks": marks, "roles": roles}, Corrections, strict=False)


def _parts(source: Source, marks: dict[str, Mark]) -> Iterator[str]:
    """Return every part that a file has, by the heads of its tables and without them."""
    for block in source.blocks:
        yield part_of(None, block)
        if block.kind != "text":
            yield from (part_of(table.head[0], block) for table in find_tables(block, marks)[1])


def _placed(marks: Iterable[dict[str, str]], source: Source) -> dict[str, Mark]:
    marks = list(marks)
    if not marks:
        return {}
    traces = {line.key: _trace(line) for block in source.blocks for line in block.lines}
    counts = Counter(traces.values())
    places = {trace: key for key, trace in traces.items()}
    found: dict[str, Any] = {}
    for one in marks:
        if traces.get(one["key"]) == one["trace"]:
            found[one["key"]] = one["mark"]
        elif counts[one["trace"]] == 1:
            found[places[one["trace"]]] = one["mark"]
    return found


def _trace(line: Line) -> str:
    """Return what recognises a row in another file: its first words, as a digest."""
    cells = own(line)
    return _digest(cells[0].text) if cells else ""
