"""Initial and remaining risks of a validation."""

from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation


class Risk(InValidation, kw_only=True):
    """A risk, rated by likelihood and consequence from 1 to 5; a missing value is no zero."""

    __tablename__ = "risk"

    remaining: Mapped[bool] = mapped_column(default=False)
    topic: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    likelihood: Mapped[int | None] = mapped_column(default=None)
    consequence: Mapped[int | None] = mapped_column(default=None)
    response: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
