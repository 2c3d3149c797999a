"""A validation: what the visit is about, where, when and by whom; and its frozen checklist."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import Base, InValidation, Recorded, refer, utc_now
from assessor.terms import Mode, Phase, TeamPart


class ChecklistCopy(Base, kw_only=True):
    """A checklist as it was when a visit started; stored once per content, never changed."""

    __tablename__ = "checklist_copy"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    checklist_id: Mapped[str]
    edition: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ProfileCopy(Base, kw_only=True):
    """A programme's profile as it was when a visit started; stored once per content."""

    __tablename__ = "profile_copy"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    profile_id: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Validation(Recorded, kw_only=True):
    """One validation of one company, from plan to issued report."""

    __tablename__ = "validation"

    number: Mapped[str] = mapped_column(unique=True)
    company_id: Mapped[str] = mapped_column(refer("company"), index=True)
    checklist_id: Mapped[str]
    copy_id: Mapped[str] = mapped_column(refer("checklist_copy"))
    profile_id: Mapped[str]
    # Of which copy, and since when; empty in what an older schema has left.
    profile_copy_id: Mapped[str | None] = mapped_column(String(64), default=None)
    profile_at: Mapped[datetime | None] = mapped_column(default=None)
    phase: Mapped[str] = mapped_column(default=Phase.PLANNED.value)
    version: Mapped[int] = mapped_column(default=1)
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    visit_start: Mapped[date | None] = mapped_column(default=None)
    visit_end: Mapped[date | None] = mapped_column(default=None)
    mode: Mapped[str] = mapped_column(default=Mode.ON_SITE.value)
    classification: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    scope: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    purpose: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    basis: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    period_from: Mapped[date | None] = mapped_column(default=None)
    period_to: Mapped[date | None] = mapped_column(default=None)
    methods: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    sources: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    limits: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    business_flow: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    summary: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    monitoring: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    conclusion: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    conflict_statement: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    distribution: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    notified_on: Mapped[date | None] = mapped_column(default=None)
    closing_meeting_on: Mapped[date | None] = mapped_column(default=None)
    applied_on: Mapped[date | None] = mapped_column(default=None)
    certified_on: Mapped[date | None] = mapped_column(default=None)
    issued_at: Mapped[datetime | None] = mapped_column(default=None)
    issued_by: Mapped[str] = mapped_column(default="")
    reopened_reason: Mapped[str] = mapped_column(default="")
    private_note: Mapped[str] = mapped_column(default="")


class VisitSite(InValidation, kw_only=True):
    """A site of the company in this visit: covered, or left out with a reason.

    Its days are those of the visit where it has none of its own.
    """

    __tablename__ = "visit_site"
    __table_args__ = (UniqueConstraint("validation_id", "site_id"),)

    site_id: Mapped[str] = mapped_column(refer("site"), index=True)
    in_scope: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    visit_start: Mapped[date | None] = mapped_column(default=None)
    visit_end: Mapped[date | None] = mapped_column(default=None)


class VisitPerson(InValidation, kw_only=True):
    """Someone who takes part in the visit, on either side."""

    __tablename__ = "visit_person"

    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    part: Mapped[str] = mapped_column(default=TeamPart.VALIDATOR.value)
    position: Mapped[int] = mapped_column(default=0)
