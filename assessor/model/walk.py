"""What the validator concluded and saw, per point and site."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation, refer, utc_now


class Assessment(InValidation, kw_only=True):
    """One point at one site; no verdict means that words were written before a conclusion."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("validation_id", "ref", "point_id", "site_id"),)

    ref: Mapped[str]
    point_id: Mapped[str]
    site_id: Mapped[str] = mapped_column(refer("site"), index=True)
    verdict: Mapped[str | None] = mapped_column(default=None)
    seen: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    reason: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    second_person: Mapped[str] = mapped_column(default="")
    private_note: Mapped[str] = mapped_column(default="")
    assessed_at: Mapped[datetime | None] = mapped_column(default_factory=utc_now)
