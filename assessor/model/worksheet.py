"""Filled worksheets: values by their path in the form; and the form, frozen as it was begun."""

from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import Base, InValidation, KeyedType, refer, utc_now


class FormCopy(Base, kw_only=True):
    """A form as it was when a sheet was begun; stored once per content, never changed."""

    __tablename__ = "form_copy"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    form_id: Mapped[str]
    edition: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Worksheet(InValidation, kw_only=True):
    """One filled sheet; `settled` says by key which shortfalls were taken up or set aside."""

    __tablename__ = "worksheet"

    copy_id: Mapped[str] = mapped_column(refer("form_copy"))
    form_id: Mapped[str]
    edition: Mapped[str]
    number: Mapped[int]
    site_id: Mapped[str | None] = mapped_column(refer("site"), index=True, default=None)
    values: Mapped[dict[str, Any]] = mapped_column(KeyedType, default_factory=dict)
    refs: Mapped[list[str]] = mapped_column(default_factory=list)
    settled: Mapped[dict[str, Any]] = mapped_column(KeyedType, default_factory=dict)
    private_note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    created_by: Mapped[str] = mapped_column(default="")
