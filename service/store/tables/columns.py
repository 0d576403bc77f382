"""Column types, and the names that constraints get, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, MetaData, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = NAMES

BIG_ID = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite gives out row ids to INTEGER columns alone, which have 64 bits there."""

CODE_POINTS = String().with_variant(String(collation="C"), "postgresql")
"""Text that sorts by code points on every database, in any locale."""

JSON_VALUE = JSON(none_as_null=True)

KEEP_IDS = {"sqlite_autoincrement": True}
"""Never reuse the id of a removed row: the index and other systems may still refer to it."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite stores no zone, so it is added on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn into UTC. Raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=UTC)


def closed(vocabulary: type[StrEnum], name: str) -> Enum:
    """A closed vocabulary as VARCHAR with a CHECK, stored by value."""
    return Enum(
        vocabulary,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def storable(text: str) -> str:
    """The text as every database can store it: NUL, which PostgreSQL cannot, becomes U+FFFD."""
    return text.replace("\0", "\ufffd")


def storable_or_none(text: str | None) -> str | None:
    """The same for a text that may be missing."""
    return None if text is None else storable(text)


class _HasId(Protocol):
    id: int | None


def stored_id(row: _HasId) -> int:
    """The id of a row that is stored, and so has one."""
    if row.id is None:
        raise RuntimeError("a stored row has an id")
    return row.id
