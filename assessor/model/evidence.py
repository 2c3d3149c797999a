"""Evidence: what proves it, as original bytes by hash; and what it is linked to."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation, refer, utc_now


class Evidence(InValidation, kw_only=True):
    """A photograph, document or recording; the original is never altered."""

    __tablename__ = "evidence"

    number: Mapped[int]
    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    file_name: Mapped[str]
    print_sha256: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    latitude: Mapped[float | None] = mapped_column(default=None)
    longitude: Mapped[float | None] = mapped_column(default=None)
    caption: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    confidential: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    added_by: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    removed_by: Mapped[str] = mapped_column(default="")
    removed_reason: Mapped[str] = mapped_column(default="")


class EvidenceLink(InValidation, kw_only=True):
    """What a piece of evidence bears on: a requirement, an observation, or both."""

    __tablename__ = "evidence_link"

    evidence_id: Mapped[str] = mapped_column(refer("evidence"), index=True)
    ref: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(refer("site"), default=None)
    observation_id: Mapped[str | None] = mapped_column(refer("observation"), default=None)
