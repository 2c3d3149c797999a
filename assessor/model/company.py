"""Companies, their sites and the people who speak for them; never keyed by name."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from assessor.model.base import Recorded, refer


class Company(Recorded, kw_only=True):
    """An economic operator."""

    __tablename__ = "company"

    legal_name: Mapped[str]
    trade_name: Mapped[str] = mapped_column(default="")
    identifiers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    roles: Mapped[list[str]] = mapped_column(default_factory=list)
    activity: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    employees: Mapped[str] = mapped_column(default="")
    private_note: Mapped[str] = mapped_column(default="")


class Site(Recorded, kw_only=True):
    """A place of a company that a visit can cover."""

    __tablename__ = "site"

    company_id: Mapped[str] = mapped_column(refer("company"), index=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    activity: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Person(Recorded, kw_only=True):
    """A contact of a company."""

    __tablename__ = "person"

    company_id: Mapped[str] = mapped_column(refer("company"), index=True)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
