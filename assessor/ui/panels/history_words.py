"""What a recorded change says to a person: tables, fields and values in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assessor import terms
from assessor.i18n import N_, _, format_date, format_number, format_time, language_name, pick
from assessor.ui import core
from assessor.ui.panels.history_sheets import entries_of
from assessor.ui.panels.report_choices import COPIES

if TYPE_CHECKING:
    from assessor.forms import Form
    from assessor.store.history import Entry, RowChange

TABLES = {
    "company": N_("Company"),
    "site": N_("Site"),
    "person": N_("Contact"),
    "validation": N_("Visit"),
    "visit_site": N_("Site in the visit"),
    "visit_person": N_("Participant"),
    "assessment": N_("Requirement"),
    "observation": N_("Observation"),
    "observation_point": N_("Requirement of the observation"),
    "evidence": N_("Evidence"),
    "evidence_link": N_("Link of evidence"),
    "saq_file": N_("Self-assessment file"),
    "saq_answer": N_("Company's answer"),
    "saq_layout": N_("How a form is read"),
    "risk": N_("Risk"),
    "action": N_("Action of the improvement plan"),
    "extension": N_("Extension"),
    "report": N_("Issued document"),
    "deviation": N_("Gap left open"),
    "worksheet": N_("Worksheet"),
    "prior": N_("Under the earlier edition"),
    "looked": N_("From the former edition"),
}

# Told elsewhere in the entry, or of no meaning to a person.
HIDDEN = frozenset(
    [
        "id",
        "validation_id",
        "position",
        "copy_id",
        "profile_copy_id",
        # of a form: its title says which it is, its steps who corrected it and when
        "corrected_at",
        "corrected_by",
        "corrections",
        "fingerprint",
        "texts",
        "created_at",
        "assessed_at",
        "added_at",
        "imported_at",
        "ledger_sha256",
        "print_sha256",
        "media_type",
        "counts",
        "company",
        "file_id",
        "flags",
        "question",
        "matched_by",
        "targets",
        "carried_at",
    ]
)

# A link says all there is to say in its title.
TOLD_BY_TITLE = frozenset({"observation_point", "evidence_link", "saq_layout"})

FIELDS = {
    "legal_name": N_("Legal name"),
    "trade_name": N_("Trade name"),
    "identifiers": N_("Identifiers"),
    "roles": N_("Roles"),
    "activity": N_("Activity"),
    "address": N_("Address"),
    "country": N_("Country"),
    "employees": N_("Employees"),
    "private_note": N_("Private note"),
    "company_id": N_("Company"),
    "name": N_("Name"),
    "post": N_("Post"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "number": N_("Number"),
    "checklist_id": N_("Checklist"),
    "profile_id": N_("Programme profile"),
    "phase": N_("Phase"),
    "version": N_("Version"),
    "languages": N_("Languages"),
    "visit_start": N_("First day of the visit"),
    "visit_end": N_("Last day of the visit"),
    "mode": N_("Mode"),
    "classification": N_("Classification"),
    "scope": N_("Scope"),
    "purpose": N_("Purpose"),
    "basis": N_("Basis"),
    "period_from": N_("Period reviewed, from"),
    "period_to": N_("Period reviewed, to"),
    "methods": N_("Methods"),
    "sources": N_("Sources"),
    "limits": N_("Limits"),
    "business_flow": N_("Business and cargo flow"),
    "summary": N_("Summary"),
    "monitoring": N_("Points for closer monitoring"),
    "conclusion": N_("Conclusion"),
    "conflict_statement": N_("Conflict-of-interest statement"),
    "distribution": N_("Distribution"),
    "notified_on": N_("Company notified"),
    "closing_meeting_on": N_("Closing meeting"),
    "applied_on": N_("Application received"),
    "certified_on": N_("Certified or renewed"),
    "profile_at": N_("Profile as it stood on"),
    "issued_at": N_("Issued"),
    "issued_by": N_("Issued by"),
    "reopened_reason": N_("Reason for reopening"),
    "site_id": N_("Site"),
    "in_scope": N_("In scope"),
    "reason": N_("Reason"),
    "organisation": N_("Organisation"),
    "part": N_("Part"),
    "ref": N_("Requirement"),
    "point_id": N_("Point"),
    "verdict": N_("Verdict"),
    "seen": N_("What you saw"),
    "second_person": N_("Second person"),
    "text": N_("Text"),
    "action": N_("Required action"),
    "why": N_("Why it matters"),
    "good_practice": N_("Good practice"),
    "share": N_("Shown to the company"),
    "owner": N_("Owner at the company"),
    "likelihood": N_("Likelihood"),
    "consequence": N_("Consequence"),
    "observation_id": N_("Observation"),
    "evidence_id": N_("Evidence"),
    "sha256": N_("SHA-256"),
    "size": N_("Size in bytes"),
    "file_name": N_("File"),
    "taken_at": N_("Taken"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "caption": N_("Caption"),
    "confidential": N_("Confidential"),
    "added_by": N_("Added by"),
    "removed_at": N_("Taken out"),
    "removed_by": N_("Taken out by"),
    "removed_reason": N_("Why it was taken out"),
    "language": N_("Language"),
    "place": N_("Place in the file"),
    "claim": N_("Company's claim"),
    "documents": N_("Documents named"),
    "confidence": N_("Confidence of the match"),
    "hidden": N_("Hidden in the file"),
    "remaining": N_("Remaining risk"),
    "topic": N_("Risk"),
    "response": N_("Response"),
    "status": N_("Status"),
    "problem": N_("Problem"),
    "root_cause": N_("Root cause"),
    "root_cause_method": N_("Method for the root cause"),
    "correction": N_("Correction at once"),
    "corrective_action": N_("Corrective action"),
    "preventive_action": N_("Preventive action"),
    "extent": N_("Extent"),
    "responsible_name": N_("Person in charge"),
    "responsible_post": N_("Post of the person in charge"),
    "resources": N_("Resources"),
    "start_on": N_("Start"),
    "due_on": N_("Due date"),
    "milestones": N_("Milestones"),
    "measure": N_("Measure of success"),
    "proof_expected": N_("Proof expected"),
    "progress": N_("Progress in %"),
    "company_status": N_("Company's status"),
    "proof_handed_in": N_("Proof handed in"),
    "review_comment": N_("Validator's comment"),
    "reviewed_by": N_("Reviewed by"),
    "reviewed_at": N_("Reviewed"),
    "verified_how": N_("How it was verified"),
    "effectiveness_on": N_("Effectiveness check"),
    "closed_by": N_("Closed by"),
    "closed_on": N_("Closed"),
    "action_id": N_("Action"),
    "document": N_("Document"),
    "asked_on": N_("Asked"),
    "new_date": N_("New date"),
    "granted": N_("Granted"),
    "decided_by": N_("Decided by"),
    "decided_on": N_("Decided"),
    "report_kind": N_("Document"),
    "copy_kind": N_("Copy"),
    "file_format": N_("Format"),
    "gap_key": N_("Gap"),
    "agreed_by": N_("Agreed by"),
    "form_id": N_("Worksheet"),
    "edition": N_("Edition"),
    "values": N_("Entries"),
    "refs": N_("Requirements"),
    "settled": N_("Proposals decided"),
    "created_by": N_("Begun by"),
    "what": N_("Kind of record"),
    "record": N_("Content"),
    "carried_by": N_("Carried by"),
    "looked_at": N_("Looked at"),
    "looked_by": N_("Looked at by"),
}

_ENUMS: dict[tuple[str, str], type[StrEnum]] = {
    ("validation", "phase"): terms.Phase,
    ("validation", "mode"): terms.Mode,
    ("visit_person", "part"): terms.TeamPart,
    ("assessment", "verdict"): terms.Verdict,
    ("saq_answer", "claim"): terms.Claim,
    ("risk", "response"): terms.Response,
    ("action", "status"): terms.ActionStatus,
}


@dataclass(frozen=True)
class Line:
    """A field with what stood there and what stands there now; both in words."""

    name: str
    before: str
    after: str


def what(entry: Entry) -> str:
    """Return what was done: the label and what it was about."""
    said = _(entry.label)
    if entry.original:
        said = f"{said}: {_(entry.original)}"
    return f"{said} · {entry.subject}" if entry.subject else said


def title_of(change: RowChange, form: Form | None = None) -> str:
    """Return what the changed row is, such as "Requirement 6.2 · Planta Apodaca"."""
    row, names = change.row, change.names
    own = {
        "assessment": (row.get("ref"), names.get(row.get("site_id") or "")),
        "observation_point": (row.get("ref"),),
        "evidence_link": (names.get(row.get("evidence_id") or ""), row.get("ref")),
        "saq_answer": (row.get("ref"), row.get("place")),
        "visit_site": (names.get(row.get("site_id") or ""),),
        "extension": (names.get(row.get("action_id") or ""),),
        "report": (row.get("number"), row.get("file_format", "").upper()),
        "worksheet": (pick(form.title) if form else row.get("form_id"), row.get("number")),
        "prior": (row.get("ref"), names.get(row.get("site_id") or "")),
        "looked": (row.get("ref"),),
    }.get(change.table, (names.get(change.row_id),))
    told = " · ".join(str(part) for part in own if part)
    return f"{_(TABLES.get(change.table, change.table))} {told}".strip()


def lines_of(change: RowChange, form: Form | None = None) -> Iterator[Line]:
    """Give every field that moved, texts language by language; of a sheet by `form`'s labels."""
    before, after = change.before or {}, change.after or {}
    whole = change.before is None or change.after is None
    if whole and change.table in TOLD_BY_TITLE:
        return
    for name in dict.fromkeys((*before, *after)):
        if name in HIDDEN:
            continue
        if form is not None and name in {"values", "settled"}:
            yield from (Line(*told) for told in entries_of(change, form, name))
            continue
        label = _(FIELDS.get(name, name))
        for lang, old, new in _sides(change, name):
            if whole and False in (old, new):
                continue
            was, now = (spoken_value(change, name, value) for value in (old, new))
            if was != now:
                named = lang and lang != core.facts.AS_WRITTEN
                yield Line(f"{label} · {language_name(lang)}" if named else label, was, now)


def _sides(change: RowChange, name: str) -> Iterator[tuple[str, Any, Any]]:
    old, new = ((side or {}).get(name) for side in (change.before, change.after))
    if name not in change.texts:
        yield "", old, new
        return
    for lang in dict.fromkeys((*(old or {}), *(new or {}))):
        yield lang, (old or {}).get(lang), (new or {}).get(lang)


def spoken_value(change: RowChange, name: str, value: Any) -> str:
    """Return a recorded value as a person reads it."""
    if value is None or value in ("", [], {}):
        return ""
    if kind := _ENUMS.get((change.table, name)):
        return _(terms.label(kind(value)))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, float | int):
        return format_number(value)
    if isinstance(value, list):
        return ", ".join(_spoken_item(name, str(item)) for item in value)
    if isinstance(value, dict):
        told = {key: item for key, item in value.items() if item is not None}
        return ", ".join(f"{_(terms.identifier_name(key))}: {item}" for key, item in told.items())
    if name.endswith("_id") and name not in {"point_id", "checklist_id", "profile_id"}:
        return change.names.get(value, "")
    return _spoken_text(name, str(value))


def _spoken_text(name: str, value: str) -> str:
    if name.endswith("_at"):
        return format_time(datetime.fromisoformat(value))
    if name.endswith("_on") or name in {"visit_start", "visit_end", "period_from", "period_to"}:
        return format_date(date.fromisoformat(value))
    if name == "new_date":
        return format_date(date.fromisoformat(value))
    if name == "sha256":
        return f"{value[:8]}…{value[-8:]}"
    return _spoken_item(name, value)


def _spoken_item(name: str, value: str) -> str:
    """Return a word that the program keeps for itself as a person reads it."""
    match name:
        case "language" | "languages":
            return language_name(value)
        case "roles":
            return _(terms.role_name(value))
        case "file_format":
            return value.upper()
        case "copy_kind":
            return _(COPIES.get(value, value))
        case "report_kind":
            kind = core.reports.kinds().get(value)
            return _(kind.title) if kind is not None else value
        case "checklist_id":
            known = core.checklist.checklists().get(value)
            return pick(known.title) if known is not None else value
        case "profile_id":
            programme = core.checklist.profiles().get(value)
            return pick(programme.title) if programme is not None else value
    return value
