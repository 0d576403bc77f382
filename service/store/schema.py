"""Bring a database to the schema of this version, with the migrations that ship in the wheel."""

from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel.ext.asyncio.session import AsyncSession

from service.store.database import BEGIN, Database, async_url, listen_as_sqlite

_ADVISORY_LOCK: Final = 7_402_311_905


async def upgrade(url: str) -> str:
    """Apply what is missing, all or nothing, and return the revision reached.

    Processes that start together wait for one another: SQLite by its write lock, PostgreSQL by an
    advisory lock.
    """
    Database(url)  # makes the folder of a SQLite file
    address = async_url(url)
    engine = create_async_engine(address, poolclass=NullPool)
    is_sqlite = address.get_backend_name() == "sqlite"
    if is_sqlite:
        listen_as_sqlite(engine.sync_engine, foreign_keys=False)
        engine = engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})
    try:
        async with engine.begin() as connection:
            if not is_sqlite:
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK}
                )
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()
    return head()


def head() -> str:
    """The newest revision that this version knows."""
    revision = ScriptDirectory.from_config(configuration()).get_current_head()
    if revision is None:
        raise RuntimeError("the package has lost its migrations")
    return revision


async def revision(session: AsyncSession) -> str | None:
    """The revision that the database is at; None for an empty one."""
    connection = await session.connection()
    return await connection.run_sync(
        lambda sync: MigrationContext.configure(sync).get_current_revision()
    )


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, which it reads from pyproject.toml only in a checkout."""
    config = Config()
    config.set_main_option("script_location", "migrations:")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(configuration(connection), "head")
