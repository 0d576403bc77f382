"""The worker: claims jobs, ingests their documents, renews its leases; run as many as needed."""

import asyncio
import contextlib
import os
import random
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar
from uuid import uuid4

from service.extraction import version
from service.extraction.pipeline import parse as parse_document
from service.ingest.fetcher import Fetcher
from service.ingest.index_follower import wait
from service.ingest.parser_processes import Parse, ParserProcesses
from service.ingest.pipeline import Pipeline, Result
from service.observability import get_logger
from service.settings import Settings
from service.store import jobs
from service.store.database import Database
from service.store.jobs import Claim

_LOG = get_logger(__name__)
_LIVING: set[str] = set()
"""The workers of this process."""

_T = TypeVar("_T")

OnResult = Callable[[Result], None]
OnIdle = Callable[[], Awaitable[None]]


async def run_worker(
    settings: Settings,
    database: Database,
    stop: asyncio.Event,
    *,
    on_result: OnResult | None = None,
    on_idle: OnIdle | None = None,
    parse: Parse = parse_document,
    parser_version: str | None = None,
) -> None:
    """Run jobs until stopped; running jobs are finished first.

    `on_result` is called after every attempt, `on_idle` awaited whenever no job is due. When the
    task is cancelled instead, the running jobs are released for other workers.
    """
    processes = ParserProcesses(
        parse, settings.parse_processes, settings.parse_timeout, settings.parse_memory
    )
    pipeline = Pipeline(
        database=database,
        fetcher=Fetcher(settings),
        read=processes.read,
        parser_version=parser_version or version.parser_version(),
        max_attempts=settings.job_attempts,
        backoff=settings.job_backoff,
    )
    worker = _Worker(settings, database, pipeline, stop, on_result, on_idle)
    try:
        await worker.run()
    finally:
        await processes.close()


def new_owner() -> str:
    """A name for this worker by which others on this machine see whether it still runs."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:12]}"


def is_gone(owner: str) -> bool:
    """Whether a worker is known to be dead: its process was on this machine and is no more."""
    host, _, rest = owner.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not rest.isdigit():
        return False
    if int(rest) == os.getpid():
        # In a container every worker is process 1: another name with this number is a former life.
        return owner not in _LIVING
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


@dataclass
class _Worker:
    settings: Settings
    database: Database
    pipeline: Pipeline
    stop: asyncio.Event
    on_result: OnResult | None
    on_idle: OnIdle | None
    owner: str = field(default_factory=new_owner)
    in_hand: dict[int, Claim] = field(default_factory=dict)

    async def run(self) -> None:
        _LIVING.add(self.owner)
        renewing = asyncio.create_task(self._renew())
        try:
            await self._guarded(self._release_gone)
            # One more than there are processes: while it saves, the others parse.
            async with asyncio.TaskGroup() as group:
                for _ in range(self.settings.parse_processes + 1):
                    group.create_task(self._work())
        finally:
            renewing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await renewing
            if self.in_hand:
                await self._hand_back()
            _LIVING.discard(self.owner)

    async def _work(self) -> None:
        while not self.stop.is_set():
            job = await self._guarded(self._claim)
            if job is None:
                if self.on_idle is not None:
                    await self.on_idle()
                # Many workers should not all look at the same moment.
                await wait(self.stop, self.settings.poll_interval * random.uniform(0.5, 1.5))  # noqa: S311
                continue
            self.in_hand[job.id] = job
            result = await self._guarded(partial(self.pipeline.work, job))
            del self.in_hand[job.id]
            if result is not None and self.on_result is not None:
                self.on_result(result)

    async def _claim(self) -> Claim | None:
        async with self.database.writing() as session:
            job = await jobs.claim(
                session, self.owner, self.settings.job_lease, self.settings.job_attempts
            )
            if job is None:
                await jobs.give_up_abandoned(session, self.settings.job_attempts)
            return job

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self.settings.job_lease / 3)
            if self.in_hand:
                await self._guarded(self._renew_once)

    async def _renew_once(self) -> None:
        async with self.database.writing() as session:
            await jobs.renew(session, list(self.in_hand), self.owner, self.settings.job_lease)

    async def _release_gone(self) -> None:
        """Take over at once from workers that were killed on this machine; leases end the rest."""
        async with self.database.writing() as session:
            gone = [owner for owner in await jobs.lease_owners(session) if is_gone(owner)]
            if gone:
                _LOG.info("jobs_released", count=await jobs.release(session, gone), owners=gone)

    async def _hand_back(self) -> None:
        async with self.database.writing() as session:
            await jobs.release(session, [self.owner])

    async def _guarded(self, step: Callable[[], Awaitable[_T]]) -> _T | None:
        """Survive a missing database: log it, wait, and let the caller try again."""
        try:
            return await step()
        except Exception as error:  # noqa: BLE001 - no error may end the worker
            _LOG.error("worker_error", error=f"{type(error).__name__}: {error}")
            await wait(self.stop, self.settings.job_backoff)
            return None
