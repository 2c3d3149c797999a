"""Frozen rows: what is known of one validation, as every feature reads it."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from assessor.checklist import Checklist, Profile
from assessor.editions import Former, PriorRow, former_of
from assessor.forms.sheets import SheetRow
from assessor.gap import Gap as Gap  # noqa: PLC0414  handed on
from assessor.i18n import LocalText
from assessor.profile import DueDate as DueDate  # noqa: PLC0414  handed on
from assessor.terms import SHORTFALLS, Claim, Kind, Level, Verdict

# Words whose language nobody stated (ISO 639): printed as written, in every language.
AS_WRITTEN = "und"

_MARK = 8  # letters of a row's mark; 16 hexadecimal ones in older files
PointKey = tuple[str, str, str]  # requirement reference, point id, site id


def row_mark(place: str, question: str, text: str) -> str:
    """Return what recognises a row of a self-assessment when it is settled or comes again."""
    return _mark(sha256(f"{place}\x1f{question}\x1f{text}".encode()).digest())


def _mark(digest: bytes) -> str:
    return b64encode(digest[:6]).decode("ascii")


def row_marks(counts: Mapping[str, Any]) -> set[str]:
    """Return the marks of the rows of a file that waited: one string, in older files a list."""
    kept = counts.get("marks", "")
    older = counts.get("waiting", "")
    if isinstance(older, str):
        older = [older[at : at + 2 * _MARK] for at in range(0, len(older), 2 * _MARK)]
    marks = {kept[at : at + _MARK] for at in range(0, len(kept), _MARK)}
    return marks | {_mark(bytes.fromhex(one)) for one in older}


@dataclass(frozen=True)
class SiteRow:
    """A place of a company."""

    id: str
    name: str
    address: str = ""
    country: str = ""
    activity: str = ""


@dataclass(frozen=True)
class PersonRow:
    """A contact of a company."""

    id: str
    name: str
    post: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class CompanyRow:
    """A company with its sites and contacts."""

    id: str
    legal_name: str
    trade_name: str = ""
    identifiers: dict[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    activity: str = ""
    address: str = ""
    country: str = ""
    employees: str = ""
    private_note: str = ""
    sites: tuple[SiteRow, ...] = ()
    contacts: tuple[PersonRow, ...] = ()


@dataclass(frozen=True)
class VisitSite:
    """A site as the visit covers it, or leaves it out with a reason."""

    site: SiteRow
    in_scope: bool
    reason: LocalText
    visit_start: date | None = None
    visit_end: date | None = None


@dataclass(frozen=True)
class VisitPerson:
    """Someone who takes part in the visit; `part` is a TeamPart."""

    id: str
    name: str
    post: str
    organisation: str
    part: str


@dataclass(frozen=True)
class AnswerRow:
    """What the company wrote about a requirement, and where it stands."""

    id: str
    file_id: str
    ref: str
    part: str
    site_id: str | None
    claim: Claim
    text: str
    language: str
    file_name: str
    place: str
    question: str
    documents: tuple[str, ...]
    matched_by: str
    confidence: float
    hidden: bool
    flags: tuple[str, ...]


@dataclass(frozen=True)
class SaqFileRow:
    """A self-assessment as received; counts are those of its ledger."""

    id: str
    file_name: str
    sha256: str
    ledger_sha256: str
    media_type: str
    language: str
    counts: dict[str, Any]
    imported_at: datetime
    waiting: int = 0  # rows that nobody has decided about yet


@dataclass(frozen=True)
class AssessmentRow:
    """A point at a site as the validator left it."""

    id: str
    ref: str
    point_id: str
    site_id: str
    verdict: Verdict | None
    seen: LocalText
    reason: LocalText
    second_person: str
    private_note: str
    assessed_at: datetime | None


Short = dict[str | None, frozenset[tuple[str, str]]]


def short_points(assessments: dict[PointKey, AssessmentRow], covered: set[str]) -> Short:
    """Return the (reference, point) pairs that fall short: per covered site, and None for any."""
    found: dict[str | None, set[tuple[str, str]]] = {site: set() for site in (None, *covered)}
    for (ref, point_id, site_id), row in assessments.items():
        if site_id in covered and row.verdict in SHORTFALLS:
            found[site_id].add((ref, point_id))
            found[None].add((ref, point_id))
    return {site: frozenset(pairs) for site, pairs in found.items()}


@dataclass(frozen=True)
class EvidenceRow:
    """A piece of evidence and what it bears on; removed pieces keep their row."""

    id: str
    number: int
    sha256: str
    print_sha256: str
    media_type: str
    file_name: str
    size: int
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    caption: LocalText
    confidential: bool
    added_at: datetime
    added_by: str
    removed_at: datetime | None
    removed_by: str
    removed_reason: str
    refs: tuple[str, ...] = ()
    observation_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A requirement, or one of its points, that an observation is about; "" is all of it."""

    ref: str
    point_id: str = ""


@dataclass(frozen=True)
class ObservationRow:
    """A finding, recommendation or good practice; its kind is worked out from the level."""

    id: str
    number: str
    kind: Kind
    links: tuple[Link, ...]
    site_id: str | None
    text: LocalText
    action: LocalText
    why: LocalText
    share: bool
    owner: str
    likelihood: int | None
    consequence: int | None
    risk: str
    due: DueDate | None
    private_note: str
    good_practice: bool
    evidence: tuple[EvidenceRow, ...] = ()
    languages_complete: dict[str, bool] = field(default_factory=dict)
    # The day in force: a later one where it was agreed or an extension was granted.
    due_on: date | None = None
    extended: bool = False

    @property
    def refs(self) -> tuple[str, ...]:
        """The requirements it is about, each once."""
        return tuple(dict.fromkeys(link.ref for link in self.links))


@dataclass(frozen=True)
class DeviationRow:
    """A gap left open on purpose."""

    id: str
    gap_key: str
    reason: LocalText
    agreed_by: str


@dataclass(frozen=True)
class LookedRow:
    """Somebody has looked at what stood at a requirement that is gone."""

    id: str
    copy_id: str
    ref: str
    looked_at: datetime
    looked_by: str


@dataclass(frozen=True)
class RiskRow:
    """A risk with its rating; "incomplete" where a value is missing."""

    id: str
    remaining: bool
    topic: LocalText
    likelihood: int | None
    consequence: int | None
    response: str
    rating: str


@dataclass(frozen=True)
class ReportRow:
    """A document as it was issued; the bytes are a blob."""

    id: str
    number: str
    version: int
    report_kind: str
    copy_kind: str
    languages: tuple[str, ...]
    file_format: str
    sha256: str
    issued_at: datetime
    issued_by: str


@dataclass(frozen=True)
class Visit:
    """The visit's own fields."""

    id: str
    number: str
    company_id: str
    checklist_id: str
    copy_id: str
    profile_id: str
    profile_copy_id: str | None
    profile_at: datetime | None
    phase: str
    version: int
    languages: tuple[str, ...]
    created_at: datetime
    visit_start: date | None
    visit_end: date | None
    mode: str
    classification: LocalText
    scope: LocalText
    purpose: LocalText
    basis: LocalText
    period_from: date | None
    period_to: date | None
    methods: LocalText
    sources: LocalText
    limits: LocalText
    business_flow: LocalText
    summary: LocalText
    monitoring: LocalText
    conclusion: LocalText
    conflict_statement: LocalText
    distribution: LocalText
    notified_on: date | None
    closing_meeting_on: date | None
    applied_on: date | None
    certified_on: date | None
    issued_at: datetime | None
    issued_by: str
    reopened_reason: str
    private_note: str


@dataclass(frozen=True)
class Frame:
    """The little that a verdict needs to know, so that recording it takes no longer."""

    validation_id: str
    checklist: Checklist
    profile: Profile
    covered: tuple[SiteRow, ...]


@dataclass(frozen=True)
class Dossier:
    """Everything recorded about one validation, at one moment."""

    visit: Visit
    company: CompanyRow
    checklist: Checklist
    profile: Profile
    sites: tuple[VisitSite, ...]
    people: tuple[VisitPerson, ...]
    assessments: dict[PointKey, AssessmentRow]
    answers: tuple[AnswerRow, ...]
    files: tuple[SaqFileRow, ...]
    observations: tuple[ObservationRow, ...]
    evidence: tuple[EvidenceRow, ...]
    deviations: tuple[DeviationRow, ...]
    risks: tuple[RiskRow, ...]
    reports: tuple[ReportRow, ...]
    sheets: tuple[SheetRow, ...] = ()
    priors: tuple[PriorRow, ...] = ()
    looked: tuple[LookedRow, ...] = ()

    @cached_property
    def covered(self) -> tuple[SiteRow, ...]:
        """The sites that the visit covers, in order."""
        return tuple(item.site for item in self.sites if item.in_scope)

    @cached_property
    def short(self) -> "Short":
        """What falls short, at each covered site and, under None, at any."""
        return short_points(self.assessments, {site.id for site in self.covered})

    @cached_property
    def former(self) -> tuple[Former, ...]:
        """What earlier editions asked and this one does not, with what was recorded there."""
        return former_of(self.priors, ((row.copy_id, row.ref) for row in self.looked))

    @cached_property
    def answers_by_ref(self) -> dict[str, tuple[AnswerRow, ...]]:
        """The company's answers by requirement."""
        found: dict[str, tuple[AnswerRow, ...]] = {}
        for answer in self.answers:
            found[answer.ref] = (*found.get(answer.ref, ()), answer)
        return found

    def assessment(self, ref: str, point_id: str, site_id: str) -> AssessmentRow | None:
        """Return the row of a point at a site, or None while nobody has touched it."""
        return self.assessments.get((ref, point_id, site_id))

    def verdict(self, ref: str, point_id: str, site_id: str) -> Verdict | None:
        """Return the verdict of a point at a site; None while it has not been seen."""
        row = self.assessment(ref, point_id, site_id)
        return row.verdict if row else None

    def level(self, ref: str, point_id: str) -> Level:
        """Return the level of a point."""
        point = self.checklist.requirement(ref).point(point_id)
        return point.level if point else self.checklist.requirement(ref).level
