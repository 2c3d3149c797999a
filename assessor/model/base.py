"""The ground of all tables: ids, UTC times, texts in several languages, recorded or not."""

import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
_NAMESPACE = uuid.UUID("5b0f6f0e-3f0a-4f6e-9d55-3f4f6a1c2b7d")


def new_id() -> str:
    """Return a UUIDv7: unique anywhere, and sorted by the time of its making."""
    import uuid_utils

    return str(uuid_utils.uuid7())


def stable_id(*parts: str) -> str:
    """Return the same id for the same parts on every device (a UUIDv5)."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def utc_now() -> datetime:
    """Return the present moment, with its zone."""
    return datetime.now(UTC)


class UtcTime(TypeDecorator[datetime]):
    """A moment, always with its zone in Python and always UTC on disk."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it would mean another time elsewhere."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a stored moment needs a zone"
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        return value.replace(tzinfo=UTC) if value is not None else None


class LocalTextType(TypeDecorator[dict[str, str]]):
    """One thought in several languages; the history keeps each language apart."""

    impl = JSON
    cache_ok = True


class KeyedType(LocalTextType):
    """Values by key; the history keeps each key apart, as it does the languages of a text."""

    cache_ok = True


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """All tables; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcTime,
        dict[str, str]: LocalTextType,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }


class Recorded(Base, kw_only=True):
    """A table whose every change is a Step in the history."""

    __abstract__ = True
    # Whether rows may still change once the report of their validation is issued.
    open_after_issue: ClassVar[bool] = False

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default_factory=new_id)


class InValidation(Recorded, kw_only=True):
    """A recorded table that belongs to one validation and is locked with it."""

    __abstract__ = True

    validation_id: Mapped[str] = mapped_column(
        ForeignKey("validation.id", deferrable=True, initially="DEFERRED"), index=True
    )


def refer(table: str) -> ForeignKey:
    """Return a reference checked at commit, so that rows may be written in any order."""
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
