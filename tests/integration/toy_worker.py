"""A worker with the toy parser, to be run as a process of its own: `toy_worker.py URL`."""

import asyncio
import sys

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from toy_parser import parse

from service.settings import Settings
from service.store.database import Database
from service.store.tables import IngestionJob, JobState
from service.worker import run_worker


async def count_by_state(session: AsyncSession) -> dict[JobState, int]:
    """How many jobs are in each state."""
    statement = select(IngestionJob.state, func.count()).group_by(col(IngestionJob.state))
    return {JobState(state): count for state, count in (await session.exec(statement)).all()}


async def drain(settings: Settings, version: str = "1") -> None:
    """Work until no job is queued or running."""
    database = Database(settings.database)
    stop = asyncio.Event()

    async def on_idle() -> None:
        async with database.reading() as session:
            counts = await count_by_state(session)
        if not {JobState.QUEUED, JobState.RUNNING} & counts.keys():
            stop.set()

    await run_worker(settings, database, stop, on_idle=on_idle, parse=parse, parser_version=version)
    await database.close()


if __name__ == "__main__":
    asyncio.run(
        drain(
            Settings(
                database_url=sys.argv[1],
                parse_processes=1,
                poll_interval=0.05,
                job_lease=2.0,
                job_backoff=0.01,
                job_attempts=50,
            )
        )
    )
