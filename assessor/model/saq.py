"""Self-assessments as received, and the answers taken from them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation, Recorded, refer, utc_now


class SaqFile(InValidation, kw_only=True):
    """A file as the company handed it in; bytes and full ledger are blobs."""

    __tablename__ = "saq_file"

    file_name: Mapped[str]
    sha256: Mapped[str]
    ledger_sha256: Mapped[str]
    media_type: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    counts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    company: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    imported_at: Mapped[datetime] = mapped_column(default_factory=utc_now)


class SaqAnswer(InValidation, kw_only=True):
    """The company's answer to one requirement or sub-item; ref is empty for a row set aside."""

    __tablename__ = "saq_answer"
    __table_args__ = (Index("ix_saq_answer_validation_id_ref", "validation_id", "ref"),)

    file_id: Mapped[str] = mapped_column(refer("saq_file"), index=True)
    site_id: Mapped[str | None] = mapped_column(refer("site"), default=None)
    ref: Mapped[str] = mapped_column(default="")
    part: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    claim: Mapped[str] = mapped_column(default="none")
    text: Mapped[str] = mapped_column(default="")
    documents: Mapped[list[str]] = mapped_column(default_factory=list)
    matched_by: Mapped[str] = mapped_column(default="")
    confidence: Mapped[float] = mapped_column(default=1.0)
    hidden: Mapped[bool] = mapped_column(default=False)
    flags: Mapped[list[str]] = mapped_column(default_factory=list)
    position: Mapped[int] = mapped_column(default=0)


class SaqLayout(Recorded, kw_only=True):
    """How a form of self-assessment is read, as a person corrected it; for the next such file.

    The form is known by the words of its heads (`fingerprint`), or by digests of what it asks
    (`texts`) where nothing heads its columns. Nothing here is what a company answered.
    """

    __tablename__ = "saq_layout"

    name: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str] = mapped_column(default="", index=True)
    texts: Mapped[list[str]] = mapped_column(default_factory=list)
    checklist_id: Mapped[str] = mapped_column(default="")
    corrections: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    corrected_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    corrected_by: Mapped[str] = mapped_column(default="")
