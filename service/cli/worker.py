"""Long-running commands, and what they need before they start."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from service.cli.terminal import progress_bars
from service.errors import Conflict
from service.settings import Settings
from service.store import schema
from service.store.changes import count_texts
from service.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator


async def bring_up(settings: Settings) -> None:
    """Migrate the embedded database; make sure that any other is at this version's schema.

    A shared database is migrated only by the command `migrate`. Raises Conflict.
    """
    if settings.embedded_database:
        await schema.upgrade(settings.database)
        return
    database = Database(settings.database)
    try:
        async with database.reading() as session:
            found = await schema.revision(session)
    finally:
        await database.close()
    if found != schema.head():
        raise Conflict(
            f"the database is at revision {found or 'none'}, this version needs "
            f"{schema.head()}: run “resolution-search migrate”"
        )


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The database, migrated and opened, and closed at the end."""
    await bring_up(settings)
    database = Database(settings.database)
    try:
        yield database
    finally:
        await database.close()


async def work(settings: Settings) -> None:
    """Run a worker until SIGTERM or Ctrl-C; what is in hand is finished."""
    from service.worker import run_worker

    stop = asyncio.Event()
    async with open_database(settings) as database:
        with on_signal(stop.set):
            await run_worker(settings, database, stop)


async def rebuild_index(settings: Settings) -> int:
    """Rebuild the index; return the number of its paragraphs. Raises IndexLocked."""
    from index import open_index
    from service.ingest.index_follower import rebuild

    index = open_index(settings.index_engine, settings.index_path)
    try:
        async with open_database(settings) as database:
            async with database.reading() as session:
                total = await count_texts(session)
            with progress_bars() as bars:
                task = bars.add_task("indexing", total=total)
                state = await rebuild(database, index, lambda done: bars.advance(task, done))
    finally:
        index.close()
    return state.paragraphs


@contextmanager
def on_signal(react: Callable[[], None]) -> "Iterator[None]":
    """Call `react` on SIGTERM or Ctrl-C while the block runs."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, react)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
