"""What left the house: issued reports; and deviations accepted with a reason."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation, utc_now


class Report(InValidation, kw_only=True):
    """A document as issued; the bytes are a blob and are kept with every later version."""

    __tablename__ = "report"
    open_after_issue: ClassVar[bool] = True

    number: Mapped[str]
    version: Mapped[int]
    report_kind: Mapped[str]
    copy_kind: Mapped[str]
    languages: Mapped[list[str]]
    file_format: Mapped[str]
    sha256: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    issued_by: Mapped[str] = mapped_column(default="")


class Deviation(InValidation, kw_only=True):
    """A gap left open on purpose; its reason is printed among the limits."""

    __tablename__ = "deviation"

    gap_key: Mapped[str]
    reason: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    agreed_by: Mapped[str] = mapped_column(default="")
