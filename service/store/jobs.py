"""The queue of ingestion jobs: enqueued with their source, claimed with a lease, tried a few times.

A worker owns a job while its lease lasts, and renews it while it works. Whoever finishes a job must
still own it, in the same unit of work that saves the document: a worker whose job was given to
another can't save it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from service.errors import InvalidRequest, NotFound, ServiceError
from service.store.database import chunks
from service.store.sources import digest, store_source
from service.store.tables import IngestionJob, JobState, Resolution, SourceDocument
from service.store.tables.columns import now, storable, storable_or_none
from service.store.texts import Saved

FINISHED = frozenset({JobState.DONE, JobState.FAILED, JobState.DEAD})
_RELEASED: Final[dict[str, Any]] = {"lease_owner": None, "lease_until": None}
_DETAILS: Final = (
    select(IngestionJob, SourceDocument.origin, Resolution.symbol)
    .outerjoin(SourceDocument, col(SourceDocument.id) == col(IngestionJob.source_id))
    .outerjoin(Resolution, col(Resolution.id) == col(IngestionJob.resolution_id))
)
"""Jobs with the columns of `JobDetail`."""


class LeaseLost(ServiceError):
    """Another worker has taken the job over; what this one did must be rolled back."""

    code = "lease_lost"


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in the hands of a worker."""

    id: int
    owner: str
    attempts: int
    source_id: int | None
    url: str | None
    submitted_symbol: str | None


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


async def enqueue_source(
    session: AsyncSession, data: bytes, origin: str, parser_version: str, symbol: str | None = None
) -> IngestionJob:
    """Store the bytes and queue a job for them; `symbol` is canonical, as the submitter gives it.

    The same bytes and symbol are the same job. It is queued again only if that could change
    something: after the parser changed, or when it died.
    """
    source_id = await store_source(session, data, origin)
    key = f"sha256:{digest(data)} {symbol or ''}".rstrip()
    job = IngestionJob(key=key, source_id=source_id, submitted_symbol=symbol)
    stored = await _add_or_find(session, job)
    settled = stored.state in {JobState.DONE, JobState.FAILED}
    if stored.state is JobState.DEAD or (settled and stored.parser_version != parser_version):
        _requeue(stored)
    return stored


async def enqueue_url(session: AsyncSession, url: str, symbol: str | None = None) -> IngestionJob:
    """Queue a job that fetches a URL. A finished job of the same URL is queued again."""
    job = IngestionJob(key=f"url:{url} {symbol or ''}".rstrip(), url=url, submitted_symbol=symbol)
    stored = await _add_or_find(session, job)
    if stored.state in FINISHED:
        _requeue(stored)
        stored.source_id = None
    return stored


async def claim(session: AsyncSession, owner: str, lease: float, max_attempts: int) -> Claim | None:
    """Take the first job that is due, or whose worker went silent; None if there is none."""
    moment = now()
    due = and_(col(IngestionJob.state) == JobState.QUEUED, col(IngestionJob.not_before) <= moment)
    candidate = (
        select(IngestionJob.id)
        .where(or_(due, _abandoned()), col(IngestionJob.attempts) < max_attempts)
        .order_by(col(IngestionJob.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    statement = (
        update(IngestionJob)
        .where(col(IngestionJob.id) == candidate.scalar_subquery())
        .values(
            state=JobState.RUNNING,
            attempts=IngestionJob.attempts + 1,
            lease_owner=owner,
            lease_until=moment + timedelta(seconds=lease),
        )
        .returning(
            col(IngestionJob.id),
            col(IngestionJob.attempts),
            col(IngestionJob.source_id),
            col(IngestionJob.url),
            col(IngestionJob.submitted_symbol),
        )
    )
    row = (await session.exec(statement)).first()
    if row is None:
        return None
    return Claim(row.id, owner, row.attempts, row.source_id, row.url, row.submitted_symbol)


async def give_up_abandoned(session: AsyncSession, max_attempts: int) -> int:
    """Abandon jobs whose workers died every time, as with a document that kills the parser."""
    statement = (
        update(IngestionJob)
        .where(_abandoned(), col(IngestionJob.attempts) >= max_attempts)
        .values(
            state=JobState.DEAD,
            error_code="worker_lost",
            error_detail=f"the worker died or went silent {max_attempts} times",
            finished_at=now(),
            **_RELEASED,
        )
    )
    return (await session.exec(statement)).rowcount


async def renew(session: AsyncSession, ids: Collection[int], owner: str, lease: float) -> None:
    """Extend the leases of jobs."""
    statement = (
        update(IngestionJob)
        .where(
            col(IngestionJob.id).in_(ids),
            col(IngestionJob.lease_owner) == owner,
            col(IngestionJob.state) == JobState.RUNNING,
        )
        .values(lease_until=now() + timedelta(seconds=lease))
    )
    await session.exec(statement)


async def release(session: AsyncSession, owners: Collection[str]) -> int:
    """End the leases of these owners, which are known to be gone or stop in good order."""
    statement = (
        update(IngestionJob)
        .where(
            col(IngestionJob.lease_owner).in_(owners), col(IngestionJob.state) == JobState.RUNNING
        )
        .values(lease_until=now() - timedelta(seconds=1))
    )
    return (await session.exec(statement)).rowcount


async def lease_owners(session: AsyncSession) -> Sequence[str]:
    """The owners of running jobs."""
    statement = (
        select(IngestionJob.lease_owner)
        .where(col(IngestionJob.state) == JobState.RUNNING)
        .distinct()
    )
    return [owner for owner in (await session.exec(statement)).all() if owner]


async def attach_source(session: AsyncSession, job: Claim, source_id: int) -> None:
    """Note the source that a URL led to. Raises LeaseLost."""
    await _update_owned(session, job, source_id=source_id)


async def finish(session: AsyncSession, job: Claim, saved: Saved, parser_version: str) -> None:
    """The document is saved. In the unit of work that saves it. Raises LeaseLost."""
    await _update_owned(
        session,
        job,
        state=JobState.DONE,
        outcome=saved.outcome,
        resolution_id=saved.resolution_id,
        parser_version=parser_version,
        error_code=None,
        error_detail=None,
        error_place=None,
        finished_at=now(),
        **_RELEASED,
    )


async def fail(
    session: AsyncSession,
    job: Claim,
    error: ServiceError,
    parser_version: str | None,
    place: str | None = None,
) -> None:
    """The document itself is at fault: no further try. Raises LeaseLost."""
    await _update_owned(
        session,
        job,
        state=JobState.FAILED,
        outcome=None,
        parser_version=parser_version,
        error_code=error.code,
        error_detail=storable(error.detail),
        error_place=storable_or_none(place),
        finished_at=now(),
        **_RELEASED,
    )


async def retry(
    session: AsyncSession, job: Claim, code: str, detail: str, backoff: float, max_attempts: int
) -> JobState:
    """Record any other error: try again later, or abandon the job. Raises LeaseLost."""
    spent = job.attempts >= max_attempts
    state = JobState.DEAD if spent else JobState.QUEUED
    await _update_owned(
        session,
        job,
        state=state,
        error_code=code,
        error_detail=storable(detail),
        error_place=None,
        not_before=now() + timedelta(seconds=backoff * 2 ** (job.attempts - 1)),
        finished_at=now() if spent else None,
        **_RELEASED,
    )
    return state


async def find_jobs(session: AsyncSession, ids: Sequence[int]) -> list[IngestionJob]:
    """The jobs of these ids, in order of id."""
    found: list[IngestionJob] = []
    for chunk in chunks(ids):
        wanted = col(IngestionJob.id).in_(chunk)
        statement = select(IngestionJob).where(wanted).order_by(col(IngestionJob.id))
        found += (await session.exec(statement)).all()
    return found


async def read_job(session: AsyncSession, job_id: int) -> JobDetail:
    """One job. Raises NotFound."""
    row = (await session.exec(_DETAILS.where(col(IngestionJob.id) == job_id))).first()
    if row is None:
        raise NotFound(f"there is no ingestion {job_id}")
    return JobDetail(*row)


async def list_jobs(
    session: AsyncSession,
    states: Sequence[JobState],
    *,
    limit: int,
    after: Sequence[object] | None,
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
    statement = _DETAILS.where(*conditions).order_by(col(IngestionJob.id).desc()).limit(limit + 1)
    rows = (await session.exec(statement)).all()
    jobs = tuple(JobDetail(*row) for row in rows)
    last = jobs[limit - 1].job.id if len(jobs) > limit else None
    return JobList(total, jobs[:limit], (last,) if last is not None else None)


def _abandoned() -> ColumnElement[bool]:
    return and_(col(IngestionJob.state) == JobState.RUNNING, col(IngestionJob.lease_until) < now())


async def _update_owned(session: AsyncSession, job: Claim, **values: object) -> None:
    statement = (
        update(IngestionJob)
        .where(
            col(IngestionJob.id) == job.id,
            col(IngestionJob.lease_owner) == job.owner,
            col(IngestionJob.state) == JobState.RUNNING,
            col(IngestionJob.attempts) == job.attempts,
        )
        .values(**values)
    )
    if (await session.exec(statement)).rowcount != 1:
        raise LeaseLost(f"job {job.id} no longer belongs to {job.owner}")


async def _add_or_find(session: AsyncSession, job: IngestionJob) -> IngestionJob:
    same_key = select(IngestionJob).where(IngestionJob.key == job.key)
    stored = (await session.exec(same_key)).first()
    if stored is not None:
        return stored
    try:
        async with session.begin_nested():
            session.add(job)
    except IntegrityError:
        return (await session.exec(same_key)).one()
    return job


def _requeue(job: IngestionJob) -> None:
    job.state, job.attempts, job.not_before = JobState.QUEUED, 0, now()
    job.outcome = job.error_code = job.error_detail = job.error_place = job.finished_at = None
