"""The engine and its sessions, on SQLite and PostgreSQL. Transactions are committed only here."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel.ext.asyncio.session import AsyncSession

_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
BEGIN: Final = "resolution_search_begin"
"""The execution option with the statement that begins a transaction on SQLite."""
_WAIT_MS: Final = 60_000
_POOL_SIZE: Final = 8
"""Connections that stay open; as many more are opened while all are in use."""

_T = TypeVar("_T")


class Database:
    """Connections to one database. `reading` never changes it; `writing` commits as a whole or not.

    On SQLite a writer takes the write lock when it begins (BEGIN IMMEDIATE), so that no reader's
    snapshot has to be upgraded half-way, which SQLite refuses. WAL lets readers go on meanwhile;
    with `synchronous=NORMAL` the death of a process loses nothing, a power cut at most the last
    transactions, never consistency.
    """

    def __init__(self, url: str) -> None:
        address = async_url(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self._engine = _create_engine(address)
        self._plain = _create_plain_engine(address) if self.is_sqlite else None
        if self.is_sqlite:
            listen_as_sqlite(self._engine.sync_engine, foreign_keys=True)
        self._writer = self._engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for reading: one snapshot on SQLite, one per statement on PostgreSQL."""
        async with AsyncSession(self._engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    def glance(self, read: Callable[[Connection], _T], loop: asyncio.AbstractEventLoop) -> _T:
        """What a single statement reads, for a thread that waits for it; never on the event loop.

        It needs no transaction around it. SQLite is queried by the thread itself, in a third of the
        time that the way through the driver's own threads takes; others by `loop`, which must be
        the one that all else of this database runs in.
        """
        if self._plain is None:
            return asyncio.run_coroutine_threadsafe(self._glance(read), loop).result()
        with self._plain.connect() as connection:
            return read(connection)

    async def _glance(self, read: Callable[[Connection], _T]) -> _T:
        async with self._engine.connect() as connection:
            return await connection.run_sync(read)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A unit of work: committed when the block ends, rolled back when it raises."""
        async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()
        if self._plain is not None:
            self._plain.dispose()


def chunks(values: Sequence[_T], size: int = 500) -> Iterator[Sequence[_T]]:
    """The values in parts of this size: databases limit the parameters of a statement."""
    return (values[start : start + size] for start in range(0, len(values), size))


def async_url(url: str) -> URL:
    """The URL with our driver for its kind of database. Raises ValueError for other kinds."""
    address = make_url(url)
    kind = address.drivername.partition("+")[0]
    if kind not in _DRIVERS:
        raise ValueError(f"neither SQLite nor PostgreSQL: {address.drivername}")
    return address.set(drivername=_DRIVERS[kind])


def _create_engine(address: URL) -> AsyncEngine:
    if address.get_backend_name() == "sqlite":
        if address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        return create_async_engine(address, pool_size=_POOL_SIZE, max_overflow=_POOL_SIZE)
    return create_async_engine(
        address, pool_size=_POOL_SIZE, max_overflow=_POOL_SIZE, pool_pre_ping=True
    )


def _create_plain_engine(address: URL) -> Engine:
    """An engine of the same SQLite file for threads, whose statements need no transaction."""
    engine = create_engine(
        address.set(drivername="sqlite"), pool_size=_POOL_SIZE, max_overflow=_POOL_SIZE
    )
    listen_as_sqlite(engine, foreign_keys=True)
    return engine.execution_options(**{BEGIN: ""})


def listen_as_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    """Set every new connection up, and begin transactions ourselves.

    The driver's own transactions begin late and not before DDL; its BEGIN is turned off. Foreign
    keys stay off while tables are rebuilt by a migration, or dropping one would empty its children.
    """

    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout = {_WAIT_MS}",
            "journal_mode = WAL",
            "synchronous = NORMAL",
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get(BEGIN, "BEGIN")
        if statement:
            connection.exec_driver_sql(statement)
