"""The queue: claimed once, leased, tried again, abandoned; the same request is the same job."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import col, select, update
from toy_parser import document
from toy_worker import count_by_state

from service.errors import MalformedDocument
from service.store import jobs
from service.store.database import Database
from service.store.jobs import Claim, LeaseLost
from service.store.tables import IngestionJob, JobOutcome, JobState
from service.store.tables.columns import now
from service.store.texts import Saved

pytestmark = pytest.mark.anyio

DATA = document("A/RES/90/1", {"op1": "Requests"})
SAVED = Saved(1, JobOutcome.UNCHANGED)


async def add(database: Database, data: bytes = DATA, version: str = "1") -> IngestionJob:
    async with database.writing() as session:
        return await jobs.enqueue_source(session, data, "test", version)


async def claim(database: Database, owner: str = "one", lease: float = 60) -> Claim | None:
    async with database.writing() as session:
        return await jobs.claim(session, owner, lease, max_attempts=3)


async def claimed(database: Database, owner: str = "one", lease: float = 60) -> Claim:
    job = await claim(database, owner, lease)
    assert job is not None
    return job


async def the_job(database: Database) -> IngestionJob:
    async with database.reading() as session:
        return (await session.exec(select(IngestionJob))).one()


async def fail(database: Database, job: Claim) -> None:
    async with database.writing() as session:
        error = MalformedDocument("broken", place="line 3")
        await jobs.fail(session, job, error, "1", error.place)


async def retry(database: Database, job: Claim, backoff: float = 0.0) -> JobState:
    async with database.writing() as session:
        return await jobs.retry(session, job, "internal_error", "oh\0", backoff, max_attempts=3)


async def test_jobs_are_claimed_in_order_and_once(database: Database) -> None:
    for number in range(3):
        await add(database, document(f"A/RES/90/{number}", {"op1": "Requests"}))
    taken = [await claimed(database) for _ in range(3)]
    assert [job.id for job in taken] == sorted(job.id for job in taken)
    assert len({job.source_id for job in taken}) == 3
    assert await claim(database) is None


async def test_many_claimers_never_get_the_same_job(database: Database) -> None:
    for number in range(20):
        await add(database, document(f"A/RES/90/{number}", {"op1": "Requests"}))

    async def drain(owner: str) -> list[int]:
        taken = []
        while (job := await claim(database, owner)) is not None:
            taken.append(job.id)
        return taken

    shares = await asyncio.gather(*(drain(f"worker {number}") for number in range(5)))
    everything = [job for share in shares for job in share]
    assert len(everything) == len(set(everything)) == 20


async def test_an_expired_lease_passes_the_job_on_and_shuts_the_first_worker_out(
    database: Database,
) -> None:
    await add(database)
    first = await claimed(database, "one", lease=-1)
    second = await claimed(database, "two")
    assert (second.id, second.attempts) == (first.id, 2)

    async def finish(job: Claim) -> None:
        async with database.writing() as session:
            await jobs.finish(session, job, SAVED, "1")

    with pytest.raises(LeaseLost):
        await fail(database, first)
    await fail(database, second)
    assert (await the_job(database)).state is JobState.FAILED
    with pytest.raises(LeaseLost):
        await finish(second)


async def test_renewing_keeps_a_job(database: Database) -> None:
    await add(database)
    job = await claimed(database, "one", lease=-1)
    async with database.writing() as session:
        await jobs.renew(session, [job.id], "one", 60)
    assert await claim(database, "two") is None


async def test_released_jobs_are_taken_over_at_once(database: Database) -> None:
    await add(database)
    await claimed(database, "one")
    async with database.writing() as session:
        assert await jobs.lease_owners(session) == ["one"]
        assert await jobs.release(session, ["one"]) == 1
    assert (await claimed(database, "two")).attempts == 2


async def test_a_faulty_document_fails_at_once_with_its_place(database: Database) -> None:
    await add(database)
    await fail(database, await claimed(database))
    job = await the_job(database)
    assert (job.state, job.error_code, job.error_place) == (
        JobState.FAILED,
        "malformed_document",
        "line 3",
    )
    assert job.lease_owner is None
    assert await claim(database) is None


async def test_other_trouble_is_tried_again_and_then_given_up(database: Database) -> None:
    await add(database)
    states = [await retry(database, await claimed(database)) for _ in range(3)]
    assert states == [JobState.QUEUED, JobState.QUEUED, JobState.DEAD]
    job = await the_job(database)
    assert (job.error_code, job.error_detail) == ("internal_error", "oh\ufffd")
    assert await claim(database) is None


async def test_a_job_waits_longer_after_each_try(database: Database) -> None:
    await add(database)
    waits = []
    for _ in range(2):
        await retry(database, await claimed(database), backoff=100)
        job = await the_job(database)
        waits.append((job.not_before - now()).total_seconds())
        assert await claim(database) is None
        async with database.writing() as session:
            await session.exec(update(IngestionJob).values(not_before=now() - timedelta(1)))
    assert [round(wait, -2) for wait in waits] == [100, 200]


async def test_a_document_that_kills_every_worker_is_given_up(database: Database) -> None:
    await add(database)
    for _ in range(3):
        await claimed(database, lease=-1)
    assert await claim(database) is None
    async with database.writing() as session:
        assert await jobs.give_up_abandoned(session, max_attempts=3) == 1
    job = await the_job(database)
    assert (job.state, job.error_code) == (JobState.DEAD, "worker_lost")


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
async def test_the_same_bytes_are_the_same_job(database: Database, state: JobState) -> None:
    first = await add(database)
    if state is JobState.RUNNING:
        await claimed(database)
    second = await add(database)
    assert (second.id, second.state) == (first.id, state)


@pytest.mark.parametrize("ended", [JobState.FAILED, JobState.DEAD])
async def test_what_ended_is_queued_again_when_that_can_help(
    database: Database, ended: JobState
) -> None:
    """A failed document once the parser is another; a dead job, for whose trouble may be over."""
    await add(database)
    if ended is JobState.FAILED:
        await fail(database, await claimed(database))
        assert (await add(database)).state is JobState.FAILED
        assert (await add(database, version="2")).state is JobState.QUEUED
    else:
        for _ in range(3):
            await retry(database, await claimed(database))
        assert (await add(database)).state is JobState.QUEUED
    job = await the_job(database)
    assert (job.attempts, job.error_code, job.finished_at) == (0, None, None)


async def test_a_symbol_makes_it_another_job_of_the_same_source(database: Database) -> None:
    first = await add(database)
    async with database.writing() as session:
        second = await jobs.enqueue_source(session, DATA, "elsewhere", "1", "A/RES/90/1")
    assert second.id != first.id
    assert second.source_id == first.source_id


async def test_a_url_is_fetched_anew_each_time_it_is_asked_for(database: Database) -> None:
    async with database.writing() as session:
        first = await jobs.enqueue_url(session, "https://undocs.org/x")
    await fail(database, await claimed(database))
    async with database.writing() as session:
        again = await jobs.enqueue_url(session, "https://undocs.org/x")
    assert (again.id, again.state) == (first.id, JobState.QUEUED)


async def test_jobs_submitted_at_the_same_moment_are_one(database: Database) -> None:
    """Two requests hand in the same bytes: neither may fail, and one job comes of it."""
    made = await asyncio.gather(*(add(database) for _ in range(6)))
    assert len({job.id for job in made}) == 1


async def test_counts_and_look_ups(database: Database) -> None:
    await add(database)
    await fail(database, await claimed(database))
    await add(database, b"other")
    async with database.reading() as session:
        assert await count_by_state(session) == {JobState.FAILED: 1, JobState.QUEUED: 1}
        ids = (await session.exec(select(IngestionJob.id).order_by(col(IngestionJob.id)))).all()
        found = await jobs.find_jobs(session, [id_ for id_ in ids if id_])
        assert [job.state for job in found] == [JobState.FAILED, JobState.QUEUED]
