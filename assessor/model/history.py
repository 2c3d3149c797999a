"""The history: steps and the changes in them; and a few facts about the database itself."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import Base, new_id, refer, utc_now


class Step(Base, kw_only=True):
    """One recorded change as a person made it; chained by hash to the one before it."""

    __tablename__ = "step"
    __table_args__ = (UniqueConstraint("device", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default_factory=new_id)
    device: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    label: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    by: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    validation_id: Mapped[str | None] = mapped_column(default=None, index=True)
    burst: Mapped[str] = mapped_column(default="", index=True)
    undoes: Mapped[str | None] = mapped_column(default=None)
    undoable: Mapped[bool] = mapped_column(default=True)
    previous_hash: Mapped[str] = mapped_column(default="")
    hash: Mapped[str] = mapped_column(default="")


class Change(Base, kw_only=True):
    """What one step did to one row: the touched columns before and after."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_row", "table_name", "row_id"),)

    step_id: Mapped[str] = mapped_column(refer("step"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)


class Meta(Base, kw_only=True):
    """A fact about the database, such as the code of the device that made it."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
