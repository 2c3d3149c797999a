"""What the company's copy may hold: an allow-list of columns, and of rows by what is shared.

Rows are made new from the columns on the list; nothing is ever copied first and deleted after.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

from assessor import facts
from assessor.editions import PriorRow
from assessor.facts import AssessmentRow, Dossier, EvidenceRow, ObservationRow, PointKey, Visit
from assessor.forms.sheets import SheetRow
from assessor.forms.values import NOTE
from assessor.improvement import ActionRow, ExtensionRow
from assessor.terms import Kind, Phase

Copy = Literal["internal", "company"]
COPIES: tuple[Copy, ...] = ("internal", "company")
AnyRow = TypeVar("AnyRow")


def _columns(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Every column of every table stands in one of these two; a test fails on one in neither.
PUBLIC: dict[str, frozenset[str]] = {
    "company": _columns(
        "id legal_name trade_name identifiers roles activity address country employees"
    ),
    "site": _columns("id company_id name address country activity position"),
    "person": _columns("id company_id name post email phone position"),
    "validation": _columns(
        "id number company_id checklist_id copy_id profile_id phase version languages created_at"
        " visit_start visit_end mode classification scope purpose basis period_from period_to"
        " methods sources limits business_flow summary monitoring conflict_statement distribution"
        " notified_on closing_meeting_on issued_at issued_by applied_on certified_on"
        " profile_copy_id profile_at"
    ),
    "visit_site": _columns("id validation_id site_id in_scope reason visit_start visit_end"),
    "visit_person": _columns("id validation_id name post organisation part position"),
    "checklist_copy": _columns("id checklist_id edition content"),
    "profile_copy": _columns("id profile_id content"),
    "saq_file": _columns(
        "id validation_id file_name sha256 media_type language counts imported_at"
    ),
    "saq_answer": _columns(
        "id validation_id file_id site_id ref part place question claim text documents position"
    ),
    "assessment": _columns("id validation_id ref point_id site_id verdict seen reason assessed_at"),
    "observation": _columns(
        "id validation_id text action why good_practice site_id share position"
    ),
    "observation_point": _columns("id validation_id observation_id ref point_id position"),
    "evidence": _columns(
        "id validation_id number sha256 print_sha256 size media_type file_name taken_at caption"
        " confidential added_at removed_at"
    ),
    "evidence_link": _columns("id validation_id evidence_id ref site_id observation_id"),
    "deviation": _columns("id validation_id gap_key reason"),
    "form_copy": _columns("id form_id edition content"),
    "worksheet": _columns(
        "id validation_id copy_id form_id edition number site_id values refs created_at"
    ),
    "report": _columns(
        "id validation_id number version report_kind copy_kind languages file_format sha256"
        " issued_at issued_by"
    ),
    "action": _columns(
        "id validation_id observation_id status problem root_cause root_cause_method correction"
        " corrective_action preventive_action extent responsible_name responsible_post resources"
        " start_on due_on milestones measure proof_expected progress company_status"
        " proof_handed_in review_comment reviewed_by reviewed_at verified_how effectiveness_on"
        " closed_by closed_on"
    ),
    "extension": _columns(
        "id validation_id action_id reason document asked_on new_date granted decided_by decided_on"
    ),
}
INTERNAL: dict[str, frozenset[str]] = {
    "company": _columns("private_note"),
    "validation": _columns("conclusion private_note reopened_reason"),
    "saq_file": _columns("ledger_sha256 company"),
    "saq_answer": _columns("matched_by confidence hidden flags"),
    "assessment": _columns("private_note second_person"),
    "observation": _columns("owner likelihood consequence private_note"),
    "evidence": _columns("latitude longitude added_by removed_by removed_reason"),
    "deviation": _columns("agreed_by"),
    # Why a shortfall was set aside is the validators' own affair.
    "worksheet": _columns("settled private_note created_by"),
    # What stood under an earlier edition says nothing about this one until it is confirmed.
    "prior": _columns(
        "id validation_id copy_id what ref point_id site_id targets record carried_at carried_by"
    ),
    "looked": _columns("id validation_id copy_id ref looked_at looked_by"),
    # How a form is read is learnt from several companies and says nothing about one.
    "saq_layout": _columns(
        "id name fingerprint texts checklist_id corrections corrected_at corrected_by"
    ),
    "risk": _columns("id validation_id remaining topic likelihood consequence response position"),
    "action": _columns("private_note"),
    "step": _columns(
        "id device number label subject by at validation_id burst undoes undoable previous_hash"
        " hash"
    ),
    "change": _columns("step_id position table_name row_id before after"),
    "meta": _columns("key value"),
}

# The table behind each kind of row.
TABLES: dict[type, str] = {
    facts.Visit: "validation",
    facts.CompanyRow: "company",
    facts.SiteRow: "site",
    facts.PersonRow: "person",
    facts.VisitSite: "visit_site",
    facts.VisitPerson: "visit_person",
    facts.AnswerRow: "saq_answer",
    facts.SaqFileRow: "saq_file",
    facts.AssessmentRow: "assessment",
    facts.EvidenceRow: "evidence",
    facts.ObservationRow: "observation",
    facts.DeviationRow: "deviation",
    facts.RiskRow: "risk",
    facts.ReportRow: "report",
    SheetRow: "worksheet",
    PriorRow: "prior",
    facts.LookedRow: "looked",
    ActionRow: "action",
    ExtensionRow: "extension",
}
# Fields that are no column of the row's own table: the columns they are worked out from.
DERIVED: dict[tuple[type, str], tuple[str, ...]] = {
    (facts.CompanyRow, "sites"): ("site.id",),
    (facts.CompanyRow, "contacts"): ("person.id",),
    (facts.VisitSite, "site"): ("visit_site.site_id",),
    (facts.AnswerRow, "file_name"): ("saq_file.file_name",),
    (facts.AnswerRow, "language"): ("saq_file.language",),
    (facts.SaqFileRow, "waiting"): ("saq_file.counts", "saq_answer.place"),
    (facts.EvidenceRow, "refs"): ("evidence_link.ref",),
    (facts.EvidenceRow, "observation_ids"): ("evidence_link.observation_id",),
    (facts.ObservationRow, "number"): ("observation.position",),
    (facts.ObservationRow, "kind"): ("observation.good_practice", "assessment.verdict"),
    (facts.ObservationRow, "links"): ("observation_point.ref", "observation_point.point_id"),
    (facts.ObservationRow, "risk"): ("observation.likelihood", "observation.consequence"),
    (facts.ObservationRow, "due"): ("validation.issued_at", "validation.notified_on"),
    (facts.ObservationRow, "due_on"): ("action.due_on", "extension.new_date"),
    (facts.ObservationRow, "extended"): ("extension.granted", "extension.new_date"),
    (facts.ObservationRow, "evidence"): ("evidence_link.observation_id",),
    (facts.ObservationRow, "languages_complete"): ("observation.text",),
    (facts.RiskRow, "rating"): ("risk.likelihood", "risk.consequence"),
    (PriorRow, "edition"): ("prior.copy_id",),
    (PriorRow, "asked"): ("prior.copy_id", "prior.ref"),
    (SheetRow, "form"): ("worksheet.copy_id", "form_copy.content"),
    (ActionRow, "observation"): ("action.observation_id",),
    (ActionRow, "due"): ("validation.issued_at", "validation.notified_on"),
    (ActionRow, "extensions"): ("extension.action_id",),
}


def sources_of(kind: type, field: str) -> tuple[str, ...]:
    """The columns, as table.column, from which a field of a row comes."""
    return DERIVED.get((kind, field), (f"{TABLES[kind]}.{field}",))


def is_public(source: str) -> bool:
    """Say whether a column, written as table.column, may reach the company."""
    table, column = source.split(".")
    return column in PUBLIC.get(table, frozenset())


def public_row(row: AnyRow) -> AnyRow:
    """A new row that holds the public columns alone; the others are blank."""
    kind = type(row)
    values = {}
    for field in fields(row):  # type: ignore[arg-type]  # every row is a dataclass
        value = getattr(row, field.name)
        allowed = all(is_public(source) for source in sources_of(kind, field.name))
        values[field.name] = _public(value) if allowed else _blank(value)
    return kind(**values)


def _public(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_public(item) for item in value)
    return public_row(value) if is_dataclass(value) and type(value) in TABLES else value


def _blank(value: Any) -> Any:
    return type(value)() if isinstance(value, str | dict | tuple | bool) else None


@dataclass(frozen=True)
class View:
    """What one copy is made from."""

    known: Dossier
    actions: tuple[ActionRow, ...]


def view(known: Dossier, actions: Iterable[ActionRow], copy: Copy) -> View:
    """Everything for the internal copy; for the company's, what it may see and nothing else."""
    if copy == "internal":
        return View(known, tuple(actions))
    shared = [item for item in known.observations if is_shared(item, known)]
    ids = {item.id for item in shared}
    evidence = {piece.id: piece for piece in _evidence(known, ids)}
    observations = tuple(_observation(item, evidence) for item in shared)
    shown = {item.id: item for item in observations}
    cards = (card for card in actions if card.observation.id in ids)
    public = replace(
        _public_dossier(known),
        assessments=_assessments(known, ids),
        observations=observations,
        evidence=tuple(evidence.values()),
        sheets=tuple(_sheet(sheet, known, ids) for sheet in known.sheets),
    )
    return View(public, tuple(_card(card, shown) for card in cards))


def is_shared(item: ObservationRow, known: Dossier) -> bool:
    """Say whether the company sees an observation; an issued finding is never withheld."""
    issued = known.visit.phase == Phase.ISSUED
    return item.share or (issued and item.kind is Kind.FINDING)


def _public_dossier(known: Dossier) -> Dossier:
    return Dossier(
        visit=_visit(known),
        company=public_row(known.company),
        checklist=known.checklist,
        profile=known.profile,
        sites=_public(known.sites),
        people=_public(known.people),
        assessments={},
        answers=_public(known.answers),
        files=_public(known.files),
        observations=(),
        evidence=(),
        deviations=_public(known.deviations),
        risks=(),
        reports=_public(tuple(row for row in known.reports if row.copy_kind == "company")),
    )


def _visit(known: Dossier) -> Visit:
    """The visit's public columns; the conclusion where the programme prints it here as well."""
    visit = public_row(known.visit)
    if not known.profile.conclusion_in_company_copy:
        return visit
    return replace(visit, conclusion=known.visit.conclusion)


def _evidence(known: Dossier, shared: set[str]) -> Iterable[EvidenceRow]:
    """Evidence that is open, still there, and not linked to withheld observations alone."""
    for piece in known.evidence:
        links = tuple(item for item in piece.observation_ids if item in shared)
        withheld = piece.observation_ids and not links
        if piece.confidential or piece.removed_at or withheld:
            continue
        yield replace(public_row(piece), observation_ids=links)


def _sheet(sheet: SheetRow, known: Dossier, shared: set[str]) -> SheetRow:
    """A sheet without the values that would tell of an observation kept from the company."""
    kept = {item.id for item in known.observations} - shared
    hidden = {key for key, done in sheet.settled.items() if done.get("observation") in kept}
    gone = {path for item in sheet.shortfalls if item.key in hidden for path in item.paths}
    values = {
        key: value for key, value in sheet.values.items() if key.removesuffix(NOTE) not in gone
    }
    return public_row(replace(sheet, values=values))


def _observation(item: ObservationRow, evidence: dict[str, EvidenceRow]) -> ObservationRow:
    pieces = tuple(evidence[piece.id] for piece in item.evidence if piece.id in evidence)
    return replace(public_row(replace(item, evidence=())), evidence=pieces)


def _card(card: ActionRow, shown: dict[str, ObservationRow]) -> ActionRow:
    return public_row(replace(card, observation=shown[card.observation.id]))


def _assessments(known: Dossier, shared: set[str]) -> dict[PointKey, AssessmentRow]:
    """All of them, but those a withheld draft observation is about: their verdict would tell."""
    hidden = withheld_points(known, shared)
    return {key: public_row(row) for key, row in known.assessments.items() if key not in hidden}


def withheld_points(known: Dossier, shared: set[str]) -> frozenset[PointKey]:
    """The points, at their sites, that fall short in a draft kept from the company."""
    hidden: set[PointKey] = set()
    if known.visit.phase == Phase.ISSUED:
        return frozenset()
    for item in known.observations:
        if item.id in shared or item.kind is Kind.GOOD_PRACTICE:
            continue
        short = known.short.get(item.site_id, frozenset())
        wanted = {(link.ref, link.point_id) for link in item.links}
        hidden |= {
            (ref, point, site.id)
            for ref, point in short
            for site in known.covered
            if item.site_id in {None, site.id} and wanted & {(ref, point), (ref, "")}
        }
    return frozenset(hidden)
