"""Observations: findings, recommendations and good practices; the kind is worked out."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation, refer


class Observation(InValidation, kw_only=True):
    """What is to be said about one or several requirements."""

    __tablename__ = "observation"

    text: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    action: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    why: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    good_practice: Mapped[bool] = mapped_column(default=False)
    site_id: Mapped[str | None] = mapped_column(refer("site"), default=None)
    share: Mapped[bool] = mapped_column(default=True)
    owner: Mapped[str] = mapped_column(default="")
    likelihood: Mapped[int | None] = mapped_column(default=None)
    consequence: Mapped[int | None] = mapped_column(default=None)
    private_note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class ObservationPoint(InValidation, kw_only=True):
    """A requirement, or one point of it, that an observation is about."""

    __tablename__ = "observation_point"
    __table_args__ = (UniqueConstraint("observation_id", "ref", "point_id"),)

    observation_id: Mapped[str] = mapped_column(refer("observation"), index=True)
    ref: Mapped[str]
    point_id: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
