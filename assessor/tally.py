"""Counts of a validation, reckoned in one place so that every screen and page agrees."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assessor import rules
from assessor.checklist import Requirement
from assessor.facts import Dossier
from assessor.i18n import LocalText
from assessor.terms import Claim, Kind, Level, Verdict


@dataclass(frozen=True)
class SectionProgress:
    """How far one section is; the unit is the requirement."""

    ref: str
    title: LocalText
    total: int
    assessed: int
    met: int
    partly: int
    not_met: int
    na: int
    not_verified: int
    must_total: int
    must_met: int
    must_applicable: int


@dataclass(frozen=True)
class Progress:
    """How far a visit is; the unit is the requirement, which shows the worst of its points."""

    total: int
    assessed: int
    met: int
    partly: int
    not_met: int
    na: int
    not_verified: int
    not_seen: int
    must_total: int
    must_met: int
    must_applicable: int
    should_total: int
    should_met: int
    should_applicable: int
    mismatches: int
    findings: int
    recommendations: int
    good_practices: int
    sections: tuple[SectionProgress, ...]


def verdict_of(known: Dossier, requirement: Requirement) -> Verdict | None:
    """Return the worst verdict over points and covered sites; None while one is unseen."""
    return rules.worst(
        known.verdict(requirement.ref, point.id, site.id)
        for point in requirement.points
        for site in known.covered
    )


def is_complete(known: Dossier, requirement: Requirement) -> bool:
    """Say whether every point has a verdict at every covered site."""
    return bool(known.covered) and all(
        known.verdict(requirement.ref, point.id, site.id) is not None
        for point in requirement.points
        for site in known.covered
    )


def claim_of(known: Dossier, ref: str) -> Claim:
    """Return what the company claims about a requirement, over all its answers."""
    return rules.worst_claim(answer.claim for answer in known.answers_by_ref.get(ref, ()))


def is_mismatch(known: Dossier, requirement: Requirement) -> bool:
    """Say whether the company claimed something else than what was seen."""
    return rules.is_mismatch(claim_of(known, requirement.ref), verdict_of(known, requirement))


def progress(known: Dossier) -> Progress:
    """Return all counts of a validation."""
    items = known.checklist.requirements
    verdicts = {item.ref: verdict_of(known, item) for item in items}
    complete = {item.ref for item in items if is_complete(known, item)}
    count = Counter(verdicts[ref] for ref in complete)
    must = _level(items, Level.MUST, verdicts, complete)
    should = _level(items, Level.SHOULD, verdicts, complete)
    kinds = Counter(item.kind for item in known.observations)
    return Progress(
        total=len(items),
        assessed=len(complete),
        met=count[Verdict.MET],
        partly=count[Verdict.PARTLY],
        not_met=count[Verdict.NOT_MET],
        na=count[Verdict.NA],
        not_verified=count[Verdict.NOT_VERIFIED],
        not_seen=len(items) - len(complete),
        must_total=must[0],
        must_met=must[1],
        must_applicable=must[2],
        should_total=should[0],
        should_met=should[1],
        should_applicable=should[2],
        mismatches=sum(is_mismatch(known, item) for item in items),
        findings=kinds[Kind.FINDING],
        recommendations=kinds[Kind.RECOMMENDATION],
        good_practices=kinds[Kind.GOOD_PRACTICE],
        sections=tuple(_sections(known, verdicts, complete)),
    )


def _level(
    items: Iterable[Requirement],
    level: Level,
    verdicts: dict[str, Verdict | None],
    complete: set[str],
) -> tuple[int, int, int]:
    mine = [item.ref for item in items if item.level is level]
    met = sum(ref in complete and verdicts[ref] is Verdict.MET for ref in mine)
    applicable = sum(not (ref in complete and verdicts[ref] is Verdict.NA) for ref in mine)
    return len(mine), met, applicable


def _sections(
    known: Dossier, verdicts: dict[str, Verdict | None], complete: set[str]
) -> Iterable[SectionProgress]:
    for section in known.checklist.sections:
        items = section.requirements
        count = Counter(verdicts[item.ref] for item in items if item.ref in complete)
        must = _level(items, Level.MUST, verdicts, complete)
        yield SectionProgress(
            ref=section.ref,
            title=section.title,
            total=len(items),
            assessed=sum(count.values()),
            met=count[Verdict.MET],
            partly=count[Verdict.PARTLY],
            not_met=count[Verdict.NOT_MET],
            na=count[Verdict.NA],
            not_verified=count[Verdict.NOT_VERIFIED],
            must_total=must[0],
            must_met=must[1],
            must_applicable=must[2],
        )
