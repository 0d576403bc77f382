"""Sources, resolutions (works), and what belongs to a resolution as a whole."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from service.model import AdoptionMethod, Language, ResolutionKind, SponsorRole, Status
from service.store.tables.columns import (
    BIG_ID,
    CODE_POINTS,
    JSON_VALUE,
    KEEP_IDS,
    UtcDateTime,
    closed,
    now,
)


class SourceDocument(SQLModel, table=True):
    """The bytes of a file as received, known by their digest; never removed.

    `origin` is where they first came from: a path, an archive and its member, a URL, a file name.
    """

    __tablename__ = "source_document"

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    sha256: str = Field(max_length=64, unique=True)
    size: int = Field(sa_type=BIG_ID)
    origin: str
    received_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class SourceContent(SQLModel, table=True):
    """The bytes themselves, zlib-compressed, so that a newer parser can read them again."""

    __tablename__ = "source_content"

    source_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="source_document.id", ondelete="CASCADE"
    )
    compressed: bytes = Field(sa_type=LargeBinary)


class Resolution(SQLModel, table=True):
    """A work: a resolution, draft, decision or statement, in all languages.

    Its fields are merged from the headers of its texts (`service.store.resolutions`). A draft and
    what was adopted from it are linked by `draft_symbol` alone, whichever of the two comes first:
    the adopted document's `draft_symbol` is the draft's `symbol`.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        Index(None, "organ", "session"),
        Index(None, "adoption_date"),
        Index(None, "document_date"),
        KEEP_IDS,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    symbol: str = Field(unique=True)
    """Canonical (`str` of a `Symbol`); made from the content while `provisional`."""
    sort_key: str = Field(index=True, sa_type=CODE_POINTS)
    provisional: bool = False
    kind: ResolutionKind = Field(sa_type=closed(ResolutionKind, "kind"))
    status: Status | None = Field(default=None, sa_type=closed(Status, "status"))
    organ: str | None = Field(default=None, max_length=32)
    """Code of an `Organ`; text rather than a closed list, because organs are added as data."""
    enacting_body: str | None = Field(default=None, max_length=32)
    chain: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON_VALUE)
    """The way of a draft, in order: `{"body": "CCPCJ", "role": "author"}`."""
    session: str | None = None
    title: str | None = None
    """In the first of the languages that are stored; every text has its own."""
    document_date: date | None = None
    adoption_date: date | None = None
    draft_symbol: str | None = Field(default=None, index=True)
    adoption_method: AdoptionMethod | None = Field(
        default=None, sa_type=closed(AdoptionMethod, "adoption_method")
    )
    votes_in_favour: int | None = None
    votes_against: int | None = None
    votes_abstaining: int | None = None
    change: int = Field(sa_type=BIG_ID, index=True)
    """The change number of the last save; a version for conditional requests."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class ResolutionAgendaItem(SQLModel, table=True):
    """An agenda item under which a resolution was considered: "7", "19 (a)"."""

    __tablename__ = "resolution_agenda_item"

    resolution_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="resolution.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    item: str = Field(index=True)


class ResolutionSubject(SQLModel, table=True):
    """A subject of a resolution, as the source states it."""

    __tablename__ = "resolution_subject"

    resolution_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="resolution.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    subject: str = Field(index=True)


class ResolutionSdg(SQLModel, table=True):
    """A Sustainable Development Goal ("4") or target ("4.7") that a resolution is indexed by."""

    __tablename__ = "resolution_sdg"

    resolution_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="resolution.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    sdg: str = Field(index=True, max_length=8)


class ResolutionSponsor(SQLModel, table=True):
    """A sponsor of a resolution; `code` is null where the name is unknown to the lexicon."""

    __tablename__ = "resolution_sponsor"

    resolution_id: int = Field(
        primary_key=True, sa_type=BIG_ID, foreign_key="resolution.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    code: str | None = Field(default=None, index=True)
    name: str
    role: SponsorRole = Field(sa_type=closed(SponsorRole, "role"))
    on_behalf_of: str | None = None
    rule: str = Field(default="")


class ResolutionText(SQLModel, table=True):
    """An expression: a resolution in one language, as read from one source."""

    __tablename__ = "resolution_text"
    __table_args__ = (UniqueConstraint("resolution_id", "language"), KEEP_IDS)

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    resolution_id: int = Field(sa_type=BIG_ID, foreign_key="resolution.id", ondelete="CASCADE")
    language: Language = Field(sa_type=closed(Language, "language"))
    title: str | None = None
    source_id: int = Field(sa_type=BIG_ID, foreign_key="source_document.id", index=True)
    format: str = Field(max_length=32)
    parser_version: str = Field(max_length=32)
    header: dict[str, Any] = Field(sa_type=JSON_VALUE)
    """What this text says of the whole resolution, to merge the resolution's fields from."""
    content_hash: str = Field(max_length=64)
    """SHA-256 of all that was read; a new reading with the same hash changes nothing below."""
    problems: list[dict[str, str | None]] = Field(default_factory=list, sa_type=JSON_VALUE)
    change: int = Field(sa_type=BIG_ID, index=True)
    """The change number by which the index follows this text."""
    updated_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
