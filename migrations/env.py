"""How Alembic connects: through the service's own engine, or a connection that it is given."""

import asyncio
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel.sql.sqltypes import AutoString

from service.settings import Settings
from service.store.database import async_url
from service.store.tables import metadata
from service.store.tables.columns import UtcDateTime


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write column types as what they are in SQL: migrations outlive our modules and SQLModel's."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        # Our SQLite connections begin their transactions themselves, so DDL takes part in them.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_migrate() -> None:
    engine = create_async_engine(async_url(Settings.read().database), poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


if context.is_offline_mode():
    context.configure(
        url=Settings.read().database,
        target_metadata=metadata,
        literal_binds=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
elif (handed := context.config.attributes.get("connection")) is not None:
    migrate(handed)
else:
    asyncio.run(connect_and_migrate())
