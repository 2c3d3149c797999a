"""Worksheets: forms that a validator fills beside the requirements, as many sheets as needed."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from assessor import dossier, forms, observations
from assessor.errors import (
    ProposalUnlinked,
    ReasonMissing,
    SheetReasonNeeded,
    UnknownField,
    UnknownProposal,
    UnknownSite,
)
from assessor.facts import Frame
from assessor.forms import Form
from assessor.forms.loading import to_json
from assessor.forms.sheets import SheetRow
from assessor.forms.values import NOTE, Spot, find, read
from assessor.i18n import N_, LocalText, pick
from assessor.model import Evidence, EvidenceLink, FormCopy, Worksheet, new_id
from assessor.proposals import ProposalRow, links_to, proposals_of
from assessor.store.editing import existing, take_away
from assessor.store.engine import gate
from assessor.store.workspace import Workspace

_FILL = N_("Fill worksheet")


def offered(workspace: Workspace, validation_id: str, ref: str | None = None) -> tuple[Form, ...]:
    """Return all forms: those for this requirement first, then for the checklist, then others."""
    with workspace.read() as session:
        asked = dossier.frame(session, validation_id).checklist.id
    near = (forms.forms_for(asked, ref) if ref else (), forms.forms_for(asked), forms.forms())
    return tuple({item.key: item for group in near for item in group}.values())


def sheets(workspace: Workspace, validation_id: str) -> tuple[SheetRow, ...]:
    """Return the filled worksheets of a validation, by form and number."""
    with workspace.read() as session:
        dossier.frame(session, validation_id)
        return dossier.sheets(session, validation_id)


def sheet(workspace: Workspace, validation_id: str, sheet_id: str) -> SheetRow:
    """Return one filled worksheet; UnknownRecord if it is gone."""
    with workspace.read() as session:
        existing(session, Worksheet, sheet_id, within=validation_id)
        return next(item for item in dossier.sheets(session, validation_id) if item.id == sheet_id)


def form_of(workspace: Workspace, copy_id: str) -> Form:
    """Return the form as it was frozen when a sheet was begun."""
    with workspace.read() as session:
        return dossier.frozen_form(session, copy_id)


def start_sheet(
    workspace: Workspace,
    validation_id: str,
    *,
    form_id: str,
    edition: str = "",
    site_id: str | None = None,
    refs: Sequence[str] = (),
) -> str:
    """Begin a blank sheet on a frozen copy of the form; return its id.

    Raises UnknownForm, UnknownSite or UnknownRequirement.
    """
    chosen = forms.form(form_id, edition)
    content = to_json(chosen)
    copy_id = hashlib.sha256(content).hexdigest()
    with workspace.change(
        N_("Begin worksheet"), validation_id=validation_id, subject=pick(chosen.title)
    ) as session:
        known = dossier.frame(session, validation_id)
        _check_place(known, site_id, refs)
        _freeze(session, chosen, copy_id, content)
        taken = select(func.max(Worksheet.number)).where(
            Worksheet.validation_id == validation_id, Worksheet.form_id == chosen.id
        )
        row = Worksheet(
            validation_id=validation_id,
            copy_id=copy_id,
            form_id=chosen.id,
            edition=chosen.edition,
            number=int(session.scalar(taken) or 0) + 1,
            site_id=site_id,
            refs=list(dict.fromkeys(refs)),
            created_by=workspace.by,
        )
        session.add(row)
    return row.id


def _check_place(known: Frame, site_id: str | None, refs: Sequence[str]) -> None:
    if site_id is not None and site_id not in {site.id for site in known.covered}:
        names = ", ".join(site.name for site in known.covered)
        raise UnknownSite(site=site_id, known=names)
    for ref in refs:
        known.checklist.requirement(ref)


def _freeze(session: Session, chosen: Form, copy_id: str, content: bytes) -> None:
    if session.get(FormCopy, copy_id) is not None:
        return
    connection = session.connection()
    values = {"form_id": chosen.id, "edition": chosen.edition, "content": content}
    with gate(connection):
        connection.execute(insert(FormCopy).values(id=copy_id, **values))


def fill(
    workspace: Workspace,
    validation_id: str,
    sheet_id: str,
    values: Mapping[str, Any],
    *,
    burst: str | None = None,
) -> None:
    """Write values by their paths, all or none; None or an empty text clears one.

    “Not applicable” needs its reason with it, or before it, in `path:note`. Raises UnknownField,
    BadEntry, SheetReasonNeeded, UnknownRecord or ValidationIssued.
    """
    with workspace.change(_FILL, validation_id=validation_id, burst=burst) as session:
        row = existing(session, Worksheet, sheet_id, within=validation_id)
        form = dossier.frozen_form(session, row.copy_id)
        changed = {}
        for path, value in values.items():
            spot = find(form, row.values, path)
            changed[spot.key] = read(spot, value)
            _check_photographs(session, validation_id, spot, changed[spot.key])
        _check_reasons({**row.values, **changed}, changed)
        row.values = _kept({**row.values, **changed})


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _check_reasons(values: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    for key, value in changed.items():
        if value == "na" and not key.endswith(NOTE) and not _said(values.get(key + NOTE)):
            raise SheetReasonNeeded(path=key)


def _said(note: Any) -> bool:
    return bool((pick(note) if isinstance(note, dict) else note or "").strip())


def _check_photographs(session: Session, validation_id: str, spot: Spot, value: Any) -> None:
    if spot.field.kind == "photo":
        for evidence_id in value or ():
            existing(session, Evidence, evidence_id, within=validation_id)


def link_photo(
    workspace: Workspace, validation_id: str, sheet_id: str, path: str, evidence_id: str
) -> None:
    """Let a field of photographs hold one more piece of evidence of the validation."""
    held = _photographs(workspace, validation_id, sheet_id, path)
    fill(workspace, validation_id, sheet_id, {path: [*held, evidence_id]})


def unlink_photo(
    workspace: Workspace, validation_id: str, sheet_id: str, path: str, evidence_id: str
) -> None:
    """Take a piece of evidence out of a field; it stays in the validation."""
    held = _photographs(workspace, validation_id, sheet_id, path)
    fill(workspace, validation_id, sheet_id, {path: [item for item in held if item != evidence_id]})


def _photographs(workspace: Workspace, validation_id: str, sheet_id: str, path: str) -> list[str]:
    row = sheet(workspace, validation_id, sheet_id)
    spot = find(row.form, row.values, path)
    if spot.field.kind != "photo":
        known = ", ".join(field.id for field in spot.section.fields if field.kind == "photo")
        raise UnknownField(path=path, known=known or "–")
    return list(row.values.get(spot.key) or ())


def add_row(
    workspace: Workspace, validation_id: str, sheet_id: str, *, section_id: str, label: str = ""
) -> str:
    """Add a row to a repeated section and return its id; UnknownField where none can be added."""
    row_id = new_id()
    with workspace.change(N_("Add row"), validation_id=validation_id) as session:
        row = existing(session, Worksheet, sheet_id, within=validation_id)
        section = dossier.frozen_form(session, row.copy_id).by_id.get(section_id)
        if section is None or section.rows is None or not section.rows.more:
            raise UnknownField(path=section_id, known=_growing(session, row))
        row.values = {**row.values, f"{section_id}.{row_id}": label}
    return row_id


def remove_row(
    workspace: Workspace, validation_id: str, sheet_id: str, *, section_id: str, row_id: str
) -> None:
    """Take an added row out with all its values; UnknownField for one that is always there."""
    with workspace.change(N_("Remove row"), validation_id=validation_id) as session:
        row = existing(session, Worksheet, sheet_id, within=validation_id)
        mark = f"{section_id}.{row_id}"
        if mark not in row.values:
            raise UnknownField(path=mark, known=_growing(session, row))
        row.values = {
            key: value
            for key, value in row.values.items()
            if key != mark and not key.startswith(f"{mark}.")
        }


def _growing(session: Session, row: Worksheet) -> str:
    form = dossier.frozen_form(session, row.copy_id)
    return ", ".join(part.id for part in form.sections if part.rows and part.rows.more) or "–"


def remove_sheet(workspace: Workspace, validation_id: str, sheet_id: str) -> None:
    """Take a filled worksheet out; undo brings it back."""
    with workspace.change(N_("Remove worksheet"), validation_id=validation_id) as session:
        take_away(session, Worksheet, sheet_id, within=validation_id)


def set_site(
    workspace: Workspace, validation_id: str, sheet_id: str, *, site_id: str | None
) -> None:
    """Say at which covered site a sheet was filled, or None for no site in particular."""
    with workspace.change(N_("Change worksheet"), validation_id=validation_id) as session:
        _check_place(dossier.frame(session, validation_id), site_id, ())
        existing(session, Worksheet, sheet_id, within=validation_id).site_id = site_id


def link_requirements(
    workspace: Workspace, validation_id: str, sheet_id: str, *, refs: Sequence[str]
) -> None:
    """Let a sheet bear on these requirements too, given whole; UnknownRequirement."""
    with workspace.change(N_("Change requirements"), validation_id=validation_id) as session:
        _check_place(dossier.frame(session, validation_id), None, refs)
        row = existing(session, Worksheet, sheet_id, within=validation_id)
        row.refs = list(dict.fromkeys(refs))


def change_note(
    workspace: Workspace,
    validation_id: str,
    sheet_id: str,
    *,
    note: str,
    burst: str | None = None,
) -> None:
    """Write the private note of a sheet, which never leaves this laptop."""
    with workspace.change(N_("Private note"), validation_id=validation_id, burst=burst) as session:
        existing(session, Worksheet, sheet_id, within=validation_id).private_note = note


def proposals(
    workspace: Workspace, validation_id: str, ref: str | None = None
) -> tuple[ProposalRow, ...]:
    """Return what the sheets propose, or what bears on one requirement; decided ones included."""
    with workspace.read() as session:
        found = proposals_of(dossier.load(session, validation_id))
    return tuple(item for item in found if ref is None or ref in item.refs)


def accept_proposal(
    workspace: Workspace,
    validation_id: str,
    sheet_id: str,
    key: str,
    *,
    refs: Sequence[str] | None = None,
    text: LocalText | None = None,
    action: LocalText | None = None,
) -> str:
    """Record the observation that an open shortfall proposes; return the observation's id.

    The level of the requirement decides what it is, as for every observation; photographs of
    the same place come along. `refs` and the texts may be given otherwise than proposed.
    Raises UnknownProposal, ProposalUnlinked, UnknownRequirement, MixedLevels or TextNeeded.
    """
    with workspace.read() as session:
        known = dossier.load(session, validation_id)
    item = _open(proposals_of(known), sheet_id, key)
    links = links_to(known.checklist, refs, item.level) if refs else list(item.links)
    if not links:
        raise ProposalUnlinked
    said = observations.Words(text or item.text, item.action if action is None else action, {})
    kind = observations.checked_kind(known, links, said, item.site_id)
    with workspace.change(
        observations.LABELS[kind],
        validation_id=validation_id,
        subject=", ".join(link.ref for link in links),
    ) as session:
        _open(proposals_of(dossier.load(session, validation_id)), sheet_id, key)
        made = observations.put_down(session, validation_id, links, said, site_id=item.site_id)
        shown = {piece.id for piece in known.evidence if piece.removed_at is None}
        for evidence_id in item.evidence_ids:
            if evidence_id in shown:
                link = {"evidence_id": evidence_id, "observation_id": made}
                session.add(EvidenceLink(validation_id=validation_id, **link))
        _settle(session, validation_id, sheet_id, key, {"observation": made})
    return made


def _open(found: Sequence[ProposalRow], sheet_id: str, key: str) -> ProposalRow:
    mine = {item.key: item for item in found if item.sheet_id == sheet_id and item.state == "open"}
    if key not in mine:
        raise UnknownProposal(key=key, known=", ".join(mine) or "–")
    return mine[key]


def _settle(
    session: Session, validation_id: str, sheet_id: str, key: str, decided: dict[str, str] | None
) -> None:
    row = existing(session, Worksheet, sheet_id, within=validation_id)
    row.settled = _kept({**row.settled, key: decided})


def dismiss_proposal(
    workspace: Workspace, validation_id: str, sheet_id: str, key: str, *, reason: str
) -> None:
    """Set an open proposal aside with a reason; UnknownProposal or ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    _open(proposals(workspace, validation_id), sheet_id, key)
    with workspace.change(N_("Set proposal aside"), validation_id=validation_id) as session:
        decided = {"reason": reason.strip(), "by": workspace.by}
        _settle(session, validation_id, sheet_id, key, decided)


def reopen_proposal(workspace: Workspace, validation_id: str, sheet_id: str, key: str) -> None:
    """Let a proposal that was set aside wait for a decision again."""
    with workspace.change(N_("Reopen proposal"), validation_id=validation_id) as session:
        _settle(session, validation_id, sheet_id, key, None)
