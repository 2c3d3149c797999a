"""Rows as the JSON that scripts read; docs/cli.md is its description and is kept stable."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from assessor import checklist as checklists
from assessor import deadlines, due_words, rules, tally
from assessor.checklist import Checklist, Requirement
from assessor.editions import PriorRow
from assessor.facts import (
    AnswerRow,
    AssessmentRow,
    Dossier,
    EvidenceRow,
    Gap,
    ObservationRow,
    SaqFileRow,
    SiteRow,
    VisitSite,
)
from assessor.i18n import language
from assessor.terms import Level

if TYPE_CHECKING:
    from assessor.store.journal import HistoryRow

Shape = dict[str, Any]


def plain(value: Any) -> Any:
    """Return a value as JSON has it: moments and days as ISO text, terms as their words."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    return value


def checklist(item: Checklist) -> Shape:
    """Return a checklist in short."""
    levels = [requirement.level for requirement in item.requirements]
    return {
        "id": item.id,
        "edition": item.edition,
        "programme": item.programme,
        "profile": item.profile,
        "languages": list(item.languages),
        "title": item.title,
        "source": item.source.reference,
        "requirements": len(levels),
        "must": levels.count(Level.MUST),
        "should": levels.count(Level.SHOULD),
        "draft": item.draft,
        "to_check": len(item.to_check),
        "origin": origin(checklists.origin(item.id)),
    }


def origin(found: checklists.Origin | None) -> Shape | None:
    """Return which file something comes from."""
    if found is None:
        return None
    where = "own" if found.own else "shipped"
    return {"from": where, "file": str(found.path), "overrides": found.overrides}


def asked(item: Requirement, section: str) -> Shape:
    """Return what a requirement asks."""
    return {
        "id": item.ref,
        "ref": item.ref,
        "section": section,
        "level": item.level.value,
        "title": item.title,
        "points": [
            {"id": point.id, "level": point.level.value, "text": point.text}
            for point in item.points
        ],
        "applies_when": item.applies_when,
        "look_for": list(item.look_for),
        "ask": list(item.ask),
        "evidence": list(item.evidence),
        "source": item.source_ref,
        "review": item.review,
    }


def _file(row: SaqFileRow) -> Shape:
    """Return a file without the marks by which its waiting rows are known again."""
    counts = {name: count for name, count in row.counts.items() if isinstance(count, int)}
    return {**plain(row), "counts": counts}


def validation(known: Dossier, gaps: tuple[Gap, ...]) -> Shape:
    """Return everything that is known of a validation."""
    counts = plain(tally.progress(known))
    sections = counts.pop("sections")
    visit = {name: value for name, value in plain(known.visit).items() if name not in _NOT_VISIT}
    return {
        "id": known.visit.id,
        "number": known.visit.number,
        "phase": known.visit.phase,
        "version": known.visit.version,
        "company": plain(known.company),
        "checklist": known.visit.checklist_id,
        "edition": known.checklist.edition,
        "programme": known.checklist.programme,
        "profile": known.profile.id,
        "languages": list(known.visit.languages),
        "visit": visit,
        "sites": [site(item) for item in known.sites],
        "people": plain(known.people),
        "counts": counts,
        "sections": [{"id": item["ref"], **item} for item in sections],
        "requirements": [requirement(known, item, gaps) for item in known.checklist.requirements],
        "observations": [observation(known, item) for item in known.observations],
        "evidence": [evidence(item) for item in known.evidence],
        "files": [_file(row) for row in known.files],
        "risks": plain(known.risks),
        "deviations": plain(known.deviations),
        "reports": plain(known.reports),
        "notice": notice(deadlines.notice_of(known)),
        "deadlines": [deadline(item) for item in deadlines.deadlines_of(known)],
        "priors": [prior(row) for row in known.priors],
        "gaps": [gap(item) for item in gaps],
    }


def notice(item: deadlines.Notice | None) -> Shape | None:
    """Return until when the visit must be announced, and whether it was."""
    return {**plain(item), "in_time": item.in_time} if item is not None else None


def deadline(item: deadlines.Deadline) -> Shape:
    """Return something that is due, and how its day is reckoned in the person's language."""
    reckoned = due_words.reckoned(item.due, language())
    return {"name": item.name, **plain(item.due), "reckoned": reckoned}


def prior(row: PriorRow) -> Shape:
    """Return what stood under an earlier edition, and where it waits now."""
    return {
        "id": row.id,
        "edition": row.edition,
        "what": row.what,
        "ref": row.ref,
        "point": row.point_id,
        "site_id": row.site_id,
        "title": row.asked.title if row.asked else {},
        "targets": [{"ref": ref, "point": point} for ref, point in row.targets],
        "record": row.record,
    }


_NOT_VISIT = {"id", "number", "phase", "version", "company_id", "checklist_id", "copy_id"}
_NOT_VISIT |= {"profile_id", "profile_copy_id", "languages"}


def site(item: VisitSite) -> Shape:
    """Return a site as the visit covers it or leaves it out."""
    days = {"visit_start": plain(item.visit_start), "visit_end": plain(item.visit_end)}
    return {**plain(item.site), "in_scope": item.in_scope, "reason": item.reason, **days}


def requirement(known: Dossier, item: Requirement, gaps: tuple[Gap, ...]) -> Shape:
    """Return a requirement with what was claimed, seen and recorded."""
    return {
        "id": item.ref,
        "ref": item.ref,
        "section": known.checklist.section_of(item.ref).ref,
        "title": item.title,
        "level": item.level.value,
        "claim": tally.claim_of(known, item.ref).value,
        "verdict": plain(tally.verdict_of(known, item)),
        "complete": tally.is_complete(known, item),
        "mismatch": tally.is_mismatch(known, item),
        "points": [_point(known, item, point.id) for point in item.points],
        "answers": [answer(row) for row in known.answers_by_ref.get(item.ref, ())],
        "observations": [row.id for row in known.observations if item.ref in row.refs],
        "evidence": [
            row.id for row in known.evidence if item.ref in row.refs and row.removed_at is None
        ],
        "gaps": [row.id for row in gaps if row.ref == item.ref],
    }


def _point(known: Dossier, item: Requirement, point_id: str) -> Shape:
    verdicts = [known.verdict(item.ref, point_id, place.id) for place in known.covered]
    return {
        "id": point_id,
        "level": known.level(item.ref, point_id).value,
        "verdict": plain(rules.worst(verdicts)),
        "sites": [
            _at_site(place, known.assessment(item.ref, point_id, place.id))
            for place in known.covered
        ],
    }


def _at_site(place: SiteRow, row: AssessmentRow | None) -> Shape:
    return {
        "site": place.name,
        "site_id": place.id,
        "verdict": plain(row.verdict) if row else None,
        "seen": row.seen if row else {},
        "reason": row.reason if row else {},
        "second_person": row.second_person if row else "",
        "note": row.private_note if row else "",
        "assessed_at": plain(row.assessed_at) if row else None,
    }


def answer(row: AnswerRow) -> Shape:
    """Return what the company wrote, and where."""
    shape = plain(row)
    shape["file"] = shape.pop("file_name")
    return {key: value for key, value in shape.items() if key not in {"ref", "question"}}


def observation(known: Dossier, row: ObservationRow) -> Shape:
    """Return a finding, recommendation or good practice."""
    names = {place.site.id: place.site.name for place in known.sites}
    return {
        "id": row.id,
        "number": row.number,
        "kind": row.kind.value,
        "refs": list(row.refs),
        "points": [{"ref": link.ref, "point": link.point_id} for link in row.links],
        "site": names.get(row.site_id or ""),
        "text": row.text,
        "action": row.action,
        "why": row.why,
        "due": plain(row.due),
        "due_on": plain(row.due_on),
        "extended": row.extended,
        "share": row.share,
        "owner": row.owner,
        "likelihood": row.likelihood,
        "consequence": row.consequence,
        "risk": row.risk,
        "note": row.private_note,
        "evidence": [piece.id for piece in row.evidence],
    }


def evidence(row: EvidenceRow) -> Shape:
    """Return a piece of evidence without its bytes."""
    shape: Shape = plain(row)
    shape["observations"] = shape.pop("observation_ids")
    return shape


def gap(row: Gap) -> Shape:
    """Return a gap with its message in the person's language."""
    return {
        "id": row.id,
        "code": row.code,
        "blocking": row.blocking,
        "message": row.text(language()),
        "page": row.page,
        "ref": row.ref,
        "point": row.point_id,
        "site_id": row.site_id,
        "observation": row.observation_id,
        "language": row.language,
        "field": row.field,
    }


def step(row: "HistoryRow", label: str) -> Shape:
    """Return a step of the history; `label` is what a person reads."""
    return {
        "id": row.id,
        "number": row.number,
        "device": row.device,
        "at": plain(row.at),
        "by": row.by,
        "label": label,
        "msgid": row.label,
        "subject": row.subject,
        "validation": row.validation_id,
        "undoes": row.undoes,
        "changes": [{"table": name, "id": row_id} for name, row_id in row.changes],
    }
