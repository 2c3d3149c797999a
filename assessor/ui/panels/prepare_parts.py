"""The parts of the visit's form in order, and what each still lacks: pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor.i18n import N_
from assessor.terms import TeamPart
from assessor.ui import core

if TYPE_CHECKING:
    from assessor.facts import Dossier, Gap

# id → what the index calls it.
PARTS = {
    "saq": N_("Self-assessment"),
    "company": N_("Company"),
    "sites": N_("Sites"),
    "visit": N_("Visit"),
    "team": N_("Team"),
    "scope": N_("Scope and purpose"),
    "method": N_("Method and limits"),
    "business": N_("Business and cargo flow"),
    "risks": N_("Risks"),
    "summary": N_("Summary and conclusion"),
    "distribution": N_("Classification and distribution"),
    "note": N_("Private notes"),
}
# Field → part, and what it is called where it is missing.
FIELDS = {
    "saq": ("saq", N_("Self-assessment")),
    "legal_name": ("company", N_("Legal name")),
    "roles": ("company", N_("Roles")),
    "activity": ("company", N_("Activity")),
    "address": ("company", N_("Address")),
    "country": ("company", N_("Country")),
    "identifiers": ("company", N_("Identifiers")),
    "contacts": ("company", N_("Contacts")),
    "sites": ("sites", N_("Sites")),
    "languages": ("visit", N_("Languages")),
    "visit_start": ("visit", N_("First day of the visit")),
    "visit_end": ("visit", N_("Last day of the visit")),
    "notified_on": ("visit", N_("Company notified")),
    "closing_meeting_on": ("visit", N_("Closing meeting")),
    "applied_on": ("visit", N_("Application received")),
    "certified_on": ("visit", N_("Certified or renewed")),
    "former": ("visit", N_("From the former edition")),
    "people": ("team", N_("Lead validator")),
    "conflict_statement": ("team", N_("Conflict-of-interest statement")),
    "scope": ("scope", N_("Scope")),
    "purpose": ("scope", N_("Purpose")),
    "basis": ("scope", N_("Basis")),
    "period_from": ("scope", N_("Period reviewed, from")),
    "period_to": ("scope", N_("Period reviewed, to")),
    "methods": ("method", N_("Methods")),
    "sources": ("method", N_("Sources")),
    "limits": ("method", N_("Limits")),
    "business_flow": ("business", N_("Business and cargo flow")),
    "risks": ("risks", N_("Initial risks")),
    "remaining": ("risks", N_("Remaining risks")),
    "summary": ("summary", N_("Summary")),
    "monitoring": ("summary", N_("Points for closer monitoring")),
    "conclusion": ("summary", N_("Conclusion")),
    "classification": ("distribution", N_("Classification")),
    "distribution": ("distribution", N_("Distribution")),
    "private_note": ("note", N_("Private note")),
}
_OF_THE_COMPANY = ("roles", "activity", "address", "country", "identifiers", "contacts")
# Known only once they have happened, or needed by some programmes alone.
_NOT_ASKED = frozenset(
    {"notified_on", "closing_meeting_on", "applied_on", "certified_on", "private_note", "languages"}
)


@dataclass(frozen=True)
class Lacking:
    """What a part lacks: gaps that the report will name, and fields that are merely blank."""

    gaps: tuple[Gap, ...] = ()
    blank: tuple[str, ...] = ()


def part_of(field: str) -> str:
    """Return the part of the form in which a field stands; the first part for an unknown one."""
    return FIELDS.get(field, ("saq", ""))[0] if field not in PARTS else field


def lacking(known: Dossier) -> dict[str, Lacking]:
    """Return what each part of the form lacks."""
    gaps: dict[str, list[Gap]] = {part: [] for part in PARTS}
    for gap in core.gaps.gaps_of(known):
        if gap.page == "prepare":
            gaps[part_of(gap.field)].append(gap)
    blank: dict[str, list[str]] = {part: [] for part in PARTS}
    told = {gap.field for found in gaps.values() for gap in found}
    for field in _blank_fields(known):
        if field not in told:
            part, name = FIELDS[field]
            blank[part].append(name)
    return {part: Lacking(tuple(gaps[part]), tuple(blank[part])) for part in PARTS}


def missing(known: Dossier) -> int:
    """Return how many gaps of this page the report will name."""
    return sum(len(part.gaps) for part in lacking(known).values())


def _blank_fields(known: Dossier) -> Iterator[str]:
    for field in FIELDS:
        if field in _OF_THE_COMPANY:
            value = getattr(known.company, field)
        elif field in _HAVE:
            value = _HAVE[field](known)
        else:
            value = field in _NOT_ASKED or getattr(known.visit, field, True)
        if not (any(value.values()) if isinstance(value, dict) else value):
            yield field


_HAVE = {
    "saq": lambda known: known.files,
    "legal_name": lambda known: known.company.legal_name,
    "sites": lambda known: known.covered,
    "people": lambda known: any(person.part == TeamPart.LEAD for person in known.people),
    "risks": lambda known: any(not risk.remaining for risk in known.risks),
    "remaining": lambda known: any(risk.remaining for risk in known.risks),
}
