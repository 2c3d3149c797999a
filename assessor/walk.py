"""The walk: requirements with the company's claim, verdicts per point and site, what was seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessor import dossier, gaps, tally
from assessor.checklist import Point, Requirement
from assessor.editions import PriorRow, agreed, priors_at
from assessor.errors import (
    NotApplicableRefused,
    NothingPrior,
    PointNeeded,
    ReasonNeeded,
    SecondPersonNeeded,
    SiteNeeded,
    UnknownPoint,
    UnknownSite,
)
from assessor.facts import AnswerRow, Dossier, EvidenceRow, Frame, Gap, ObservationRow
from assessor.i18n import N_, LocalText
from assessor.model import Assessment, stable_id, utc_now
from assessor.store import quick
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Level, Verdict, label, same_name


@dataclass(frozen=True)
class PointRow:
    """One point at the chosen site."""

    id: str
    level: Level
    text: LocalText
    verdict: Verdict | None
    seen: LocalText
    private_note: str
    reason: LocalText
    second_person: str
    assessed_at: datetime | None


@dataclass(frozen=True)
class WalkRow:
    """A requirement as the validator meets it; `verdict` is the worst over points and sites."""

    ref: str
    section_ref: str
    section_title: LocalText
    title: LocalText
    level: Level
    points: tuple[PointRow, ...]
    applies_when: LocalText | None
    look_for: tuple[LocalText, ...]
    ask: tuple[LocalText, ...]
    evidence_kinds: tuple[str, ...]
    source_ref: str
    review: str
    answers: tuple[AnswerRow, ...]
    claim: Claim
    verdict: Verdict | None
    complete: bool
    mismatch: bool
    observations: tuple[ObservationRow, ...]
    evidence: tuple[EvidenceRow, ...]
    gaps: tuple[Gap, ...]
    priors: tuple[PriorRow, ...] = ()


def requirements(
    workspace: Workspace, validation_id: str, site_id: str | None = None
) -> list[WalkRow]:
    """Return every requirement in order, its points at `site_id` (else at the first site)."""
    with workspace.read() as session:
        return rows(dossier.load(session, validation_id), site_id)


def rows(known: Dossier, site_id: str | None = None) -> list[WalkRow]:
    """Return the walk of a dossier that is already loaded."""
    site = site_id or (known.covered[0].id if known.covered else "")
    by_ref: dict[str, list[Gap]] = {}
    for gap in gaps.gaps_of(known):
        by_ref.setdefault(gap.ref, []).append(gap)
    return [
        _row(known, item, site, tuple(by_ref.get(item.ref, ())))
        for item in known.checklist.requirements
    ]


def requirement(
    workspace: Workspace, validation_id: str, ref: str, site_id: str | None = None
) -> WalkRow:
    """Return one requirement; UnknownRequirement if the checklist has none such."""
    with workspace.read() as session:
        known = dossier.load(session, validation_id)
    item = known.checklist.requirement(ref)
    site = site_id or (known.covered[0].id if known.covered else "")
    mine = tuple(gap for gap in gaps.gaps_of(known) if gap.ref == ref)
    return _row(known, item, site, mine)


def row(known: Dossier, ref: str, site_id: str) -> WalkRow:
    """Return one requirement of a dossier that is already loaded, without its gaps."""
    return _row(known, known.checklist.requirement(ref), site_id, ())


def _row(known: Dossier, item: Requirement, site_id: str, mine: tuple[Gap, ...]) -> WalkRow:
    section = known.checklist.sections_by_ref[item.ref]
    return WalkRow(
        ref=item.ref,
        section_ref=section.ref,
        section_title=section.title,
        title=item.title,
        level=item.level,
        points=tuple(_point(known, item, point, site_id) for point in item.points),
        applies_when=item.applies_when,
        look_for=item.look_for,
        ask=item.ask,
        evidence_kinds=item.evidence,
        source_ref=item.source_ref,
        review=item.review,
        answers=known.answers_by_ref.get(item.ref, ()),
        claim=tally.claim_of(known, item.ref),
        verdict=tally.verdict_of(known, item),
        complete=tally.is_complete(known, item),
        mismatch=tally.is_mismatch(known, item),
        observations=tuple(seen for seen in known.observations if item.ref in seen.refs),
        evidence=tuple(
            piece for piece in known.evidence if item.ref in piece.refs and piece.removed_at is None
        ),
        gaps=mine,
        priors=_priors(known, item, site_id),
    )


def _priors(known: Dossier, item: Requirement, site_id: str) -> tuple[PriorRow, ...]:
    """Return what stood under the earlier edition, each once."""
    found = [
        prior
        for point in item.points
        for prior in priors_at(known.priors, item.ref, point.id, site_id)
    ]
    return tuple({prior.id: prior for prior in found}.values())


def _point(known: Dossier, item: Requirement, point: Point, site_id: str) -> PointRow:
    row = known.assessment(item.ref, point.id, site_id)
    return PointRow(
        id=point.id,
        level=point.level,
        text=point.text,
        verdict=row.verdict if row else None,
        seen=row.seen if row else {},
        private_note=row.private_note if row else "",
        reason=row.reason if row else {},
        second_person=row.second_person if row else "",
        assessed_at=row.assessed_at if row else None,
    )


def _known_points(item: Requirement) -> str:
    return ", ".join(f"{point.id} ({point.level})" for point in item.points)


def progress(workspace: Workspace, validation_id: str) -> tally.Progress:
    """Return all counts of a validation."""
    with workspace.read() as session:
        return tally.progress(dossier.load(session, validation_id))


def site_named(known: Frame | Dossier, name: str | None) -> str:
    """Return the id of the covered site of this name or id; the only one if none is named.

    Raises SiteNeeded or UnknownSite.
    """
    names = ", ".join(site.name for site in known.covered)
    if not name:
        if len(known.covered) == 1:
            return known.covered[0].id
        raise SiteNeeded(known=names)
    for site in known.covered:
        if name in (site.id, site.name) or name.lower() == site.name.lower():
            return site.id
    raise UnknownSite(site=name, known=names)


def assess(
    workspace: Workspace,
    *,
    validation_id: str,
    ref: str,
    verdict: Verdict,
    point_id: str | None = None,
    site_id: str | None = None,
    seen: LocalText | None = None,
    private_note: str | None = None,
    reason: LocalText | None = None,
    second_person: str | None = None,
) -> None:
    """Record a verdict; it is on the disk on return. What is None stays as it was.

    Without `point_id` a requirement of several points takes only “met”, for all of them.
    Raises PointNeeded, ReasonNeeded, SecondPersonNeeded, NotApplicableRefused, SiteNeeded,
    UnknownSite, UnknownPoint, UnknownRequirement or ValidationIssued.
    """
    with workspace.change(N_("Verdict"), validation_id=validation_id, subject=ref) as session:
        known = dossier.frame(session, validation_id)
        item = known.checklist.requirement(ref)
        site = site_named(known, site_id)
        for chosen in _points(item, point_id, verdict):
            row = _existing_or_new(session, known, (ref, chosen, site))
            _fill(row, seen, private_note, reason, second_person)
            _check_exclusion(known, row, verdict, workspace.by)
            row.verdict = verdict.value
            row.assessed_at = utc_now()
            quick.store(session, row)


def confirm_prior(
    workspace: Workspace, *, validation_id: str, ref: str, site_id: str | None = None
) -> None:
    """Record what stood under the earlier edition once more, for every point still unseen.

    NothingPrior where nothing is left to confirm, or where what was merged does not agree.
    """
    label_ = N_("Confirm the earlier verdict")
    with workspace.change(label_, validation_id=validation_id, subject=ref) as session:
        known = dossier.load(session, validation_id)
        item, site = known.checklist.requirement(ref), site_named(known, site_id)
        frame = dossier.frame(session, validation_id)
        waiting = [
            (point.id, prior)
            for point in item.points
            if known.verdict(ref, point.id, site) is None
            and (prior := agreed(priors_at(known.priors, ref, point.id, site)))
        ]
        if not waiting:
            raise NothingPrior(ref=ref)
        for point_id, prior in waiting:
            _confirm(session, frame, (ref, point_id, site), prior)


def _confirm(session: Session, known: Frame, key: tuple[str, str, str], prior: PriorRow) -> None:
    """Take over verdict, words and reasons; what has been written since stays."""
    row, was = _existing_or_new(session, known, key), prior.record
    verdict = Verdict(was["verdict"])
    row.seen = row.seen or was["seen"]
    row.reason = row.reason or was["reason"]
    row.second_person = row.second_person or was["second_person"]
    row.private_note = row.private_note or was["private_note"]
    _check_exclusion(known, row, verdict, by="")  # who agreed then did not sit at this laptop
    row.verdict = verdict.value
    row.assessed_at = utc_now()
    quick.store(session, row)


def _points(item: Requirement, point_id: str | None, verdict: Verdict) -> list[str]:
    if point_id:
        if item.point(point_id) is None:
            raise UnknownPoint(ref=item.ref, point=point_id, known=_known_points(item))
        return [point_id]
    if len(item.points) > 1 and verdict is not Verdict.MET:
        raise PointNeeded(ref=item.ref, known=_known_points(item))
    return [point.id for point in item.points]


def _existing_or_new(session: Session, known: Frame, key: tuple[str, str, str]) -> Assessment:
    ref, point_id, site_id = key
    row_id = stable_id(known.validation_id, ref, point_id, site_id)
    return quick.fetch(session, Assessment, row_id) or Assessment(
        id=row_id,
        validation_id=known.validation_id,
        ref=ref,
        point_id=point_id,
        site_id=site_id,
        assessed_at=None,
    )


def _fill(
    row: Assessment,
    seen: LocalText | None,
    private_note: str | None,
    reason: LocalText | None,
    second_person: str | None,
) -> None:
    if seen is not None:
        row.seen = {**row.seen, **seen}
    if private_note is not None:
        row.private_note = private_note
    if reason is not None:
        row.reason = reason
    if second_person is not None:
        row.second_person = second_person


def _check_exclusion(known: Frame, row: Assessment, verdict: Verdict, by: str) -> None:
    rule = known.profile.not_applicable
    if verdict not in (Verdict.NA, Verdict.NOT_VERIFIED):
        return
    must = _is_must(known, row)
    if verdict is Verdict.NA and must and not rule.on_must:
        raise NotApplicableRefused
    unsaid = not any(text.strip() for text in row.reason.values())
    if unsaid and (rule.reason or verdict is Verdict.NOT_VERIFIED):
        raise ReasonNeeded(verdict=label(verdict))
    alone = not row.second_person.strip() or same_name(row.second_person, by)
    if verdict is Verdict.NA and must and rule.second_person and alone:
        raise SecondPersonNeeded


def _is_must(known: Frame, row: Assessment) -> bool:
    point = known.checklist.requirement(row.ref).point(row.point_id)
    return point is not None and point.level is Level.MUST


def write_seen(
    workspace: Workspace,
    *,
    validation_id: str,
    ref: str,
    point_id: str,
    site_id: str,
    seen: LocalText,
    burst: str | None = None,
) -> None:
    """Record what the validator saw, in the languages given; the others stay as they were."""
    label_ = N_("What you saw")
    with workspace.change(label_, validation_id=validation_id, subject=ref, burst=burst) as session:
        known = dossier.frame(session, validation_id)
        row = _existing_or_new(session, known, _key(known, ref, point_id, site_id))
        row.seen = {lang: text for lang, text in {**row.seen, **seen}.items() if text}
        quick.store(session, row)


def write_private_note(
    workspace: Workspace,
    *,
    validation_id: str,
    ref: str,
    point_id: str,
    site_id: str,
    note: str,
    burst: str | None = None,
) -> None:
    """Record a note that never leaves this laptop."""
    with workspace.change(
        N_("Private note"), validation_id=validation_id, subject=ref, burst=burst
    ) as session:
        known = dossier.frame(session, validation_id)
        row = _existing_or_new(session, known, _key(known, ref, point_id, site_id))
        row.private_note = note
        quick.store(session, row)


def clear(
    workspace: Workspace, *, validation_id: str, ref: str, point_id: str, site_id: str
) -> None:
    """Take a verdict back: the point counts as not seen again; its words stay."""
    with workspace.change(N_("Clear verdict"), validation_id=validation_id, subject=ref) as session:
        known = dossier.frame(session, validation_id)
        row = _existing_or_new(session, known, _key(known, ref, point_id, site_id))
        row.verdict = None
        quick.store(session, row)


def _key(known: Frame, ref: str, point_id: str, site_id: str) -> tuple[str, str, str]:
    item = known.checklist.requirement(ref)
    if item.point(point_id) is None:
        raise UnknownPoint(ref=ref, point=point_id, known=_known_points(item))
    return ref, point_id, site_named(known, site_id)
