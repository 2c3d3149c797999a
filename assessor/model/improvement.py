"""The improvement plan: what the company will do about each observation, and its review."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import InValidation, refer
from assessor.terms import ActionStatus


class Action(InValidation, kw_only=True):
    """One card of the improvement plan; work goes on after the report is issued."""

    __tablename__ = "action"
    open_after_issue: ClassVar[bool] = True

    observation_id: Mapped[str] = mapped_column(refer("observation"), index=True)
    status: Mapped[str] = mapped_column(default=ActionStatus.PROPOSED.value)
    problem: Mapped[str] = mapped_column(default="")
    root_cause: Mapped[str] = mapped_column(default="")
    root_cause_method: Mapped[str] = mapped_column(default="")
    correction: Mapped[str] = mapped_column(default="")
    corrective_action: Mapped[str] = mapped_column(default="")
    preventive_action: Mapped[str] = mapped_column(default="")
    extent: Mapped[str] = mapped_column(default="")
    responsible_name: Mapped[str] = mapped_column(default="")
    responsible_post: Mapped[str] = mapped_column(default="")
    resources: Mapped[str] = mapped_column(default="")
    start_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    milestones: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    proof_expected: Mapped[str] = mapped_column(default="")
    progress: Mapped[int] = mapped_column(default=0)
    company_status: Mapped[str] = mapped_column(default="")
    proof_handed_in: Mapped[str] = mapped_column(default="")
    review_comment: Mapped[str] = mapped_column(default="")
    reviewed_by: Mapped[str] = mapped_column(default="")
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    verified_how: Mapped[str] = mapped_column(default="")
    effectiveness_on: Mapped[date | None] = mapped_column(default=None)
    closed_by: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    private_note: Mapped[str] = mapped_column(default="")


class Extension(InValidation, kw_only=True):
    """A request for more time, and what was decided."""

    __tablename__ = "extension"
    open_after_issue: ClassVar[bool] = True

    action_id: Mapped[str] = mapped_column(refer("action"), index=True)
    reason: Mapped[str]
    document: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date | None] = mapped_column(default=None)
    new_date: Mapped[date | None] = mapped_column(default=None)
    granted: Mapped[bool | None] = mapped_column(default=None)
    decided_by: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None] = mapped_column(default=None)
