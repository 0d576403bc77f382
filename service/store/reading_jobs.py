"""Reading ingestion jobs, with the symbol of what came of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.errors import InvalidRequest, NotFound
from service.store.tables import IngestionJob, JobState, Resolution, SourceDocument


@dataclass(frozen=True, slots=True)
class JobDetail:
    """A job, where its source came from, and the symbol of the resolution it led to."""

    job: IngestionJob
    origin: str | None
    symbol: str | None


@dataclass(frozen=True, slots=True)
class JobList:
    """A page of jobs; `position` is where the next page begins, None on the last."""

    total: int
    jobs: tuple[JobDetail, ...]
    position: tuple[int] | None


async def read_job(session: AsyncSession, job_id: int) -> JobDetail:
    """One job. Raises NotFound."""
    statement = (
        select(IngestionJob, SourceDocument.origin, Resolution.symbol)
        .outerjoin(SourceDocument, col(SourceDocument.id) == col(IngestionJob.source_id))
        .outerjoin(Resolution, col(Resolution.id) == col(IngestionJob.resolution_id))
        .where(col(IngestionJob.id) == job_id)
    )
    row = (await session.exec(statement)).first()
    if row is None:
        raise NotFound(f"there is no ingestion {job_id}")
    return JobDetail(*row)


async def list_jobs(
    session: AsyncSession,
    states: Sequence[JobState] = (),
    *,
    limit: int = 20,
    after: Sequence[object] | None = None,
) -> JobList:
    """A page of jobs, the last one first. Raises InvalidRequest for a strange position."""
    conditions: list[ColumnElement[bool]] = []
    if states:
        conditions.append(col(IngestionJob.state).in_(states))
    total = (await session.exec(select(func.count(col(IngestionJob.id))).where(*conditions))).one()
    if after is not None:
        if len(after) != 1 or not isinstance(after[0], int):
            raise InvalidRequest("this cursor belongs to another list")
        conditions.append(col(IngestionJob.id) < after[0])
    statement = (
        select(IngestionJob, SourceDocument.origin, Resolution.symbol)
        .outerjoin(SourceDocument, col(SourceDocument.id) == col(IngestionJob.source_id))
        .outerjoin(Resolution, col(Resolution.id) == col(IngestionJob.resolution_id))
        .where(*conditions)
        .order_by(col(IngestionJob.id).desc())
        .limit(limit + 1)
    )
    rows = (await session.exec(statement)).all()
    jobs = tuple(JobDetail(*row) for row in rows)
    last = jobs[limit - 1].job.id if len(jobs) > limit else None
    return JobList(total, jobs[:limit], (last,) if last is not None else None)
