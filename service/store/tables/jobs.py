"""Ingestion jobs: a queue in the same database, so that a job and its source commit together."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from service.store.tables.columns import BIG_ID, KEEP_IDS, UtcDateTime, closed, now


class JobState(StrEnum):
    """The status of a job.

    failed: the document itself is at fault, trying again would not help;
    dead: abandoned after too many attempts.
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DEAD = "dead"


class JobOutcome(StrEnum):
    """What a finished job did.

    superseded: the text in force comes from a better or later source, which stays;
    unchanged: the stored text was already this source, read by this parser.
    """

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"


class IngestionJob(SQLModel, table=True):
    """One document to ingest. Asking again for the same thing finds the same job by its `key`."""

    __tablename__ = "ingestion_job"
    __table_args__ = (Index(None, "state", "not_before"), KEEP_IDS)

    id: int | None = Field(default=None, primary_key=True, sa_type=BIG_ID)
    key: str = Field(unique=True)
    """What was requested: "sha256:…" or "url:…", with the submitter's symbol, if any."""
    state: JobState = Field(default=JobState.QUEUED, sa_type=closed(JobState, "state"))
    source_id: int | None = Field(
        default=None, sa_type=BIG_ID, foreign_key="source_document.id", index=True
    )
    """Null until a URL has been fetched."""
    url: str | None = None
    submitted_symbol: str | None = None
    attempts: int = 0
    not_before: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    lease_owner: str | None = Field(default=None, max_length=120)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: JobOutcome | None = Field(default=None, sa_type=closed(JobOutcome, "outcome"))
    resolution_id: int | None = Field(
        default=None, sa_type=BIG_ID, foreign_key="resolution.id", ondelete="SET NULL", index=True
    )
    parser_version: str | None = Field(default=None, max_length=32)
    error_code: str | None = Field(default=None, max_length=64, index=True)
    error_detail: str | None = None
    error_place: str | None = None
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
