"""What was recorded under an earlier edition of the checklist, until it is confirmed anew."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation, refer, utc_now


class Prior(InValidation, kw_only=True):
    """One thing as it stood under the edition `copy_id`; `targets` is where it belongs now.

    `what` is assessment, answer, observation, evidence, worksheet or deviation; `record` its
    content. Without targets its requirement is gone, and it stays here to be read.
    """

    __tablename__ = "prior"

    copy_id: Mapped[str] = mapped_column(refer("checklist_copy"))
    what: Mapped[str]
    ref: Mapped[str]
    point_id: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(refer("site"), index=True, default=None)
    targets: Mapped[list[dict[str, Any]]] = mapped_column(default_factory=list)
    record: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    carried_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    carried_by: Mapped[str] = mapped_column(default="")


class Looked(InValidation, kw_only=True):
    """Somebody has looked at what stood at a requirement that has no place in this edition."""

    __tablename__ = "looked"

    copy_id: Mapped[str] = mapped_column(refer("checklist_copy"))
    ref: Mapped[str]
    looked_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    looked_by: Mapped[str] = mapped_column(default="")
