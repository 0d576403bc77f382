"""Real databases with real migrations: SQLite always, PostgreSQL where it can be had."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from service.settings import Settings
from service.store import schema
from service.store.database import Database


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest revision, to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(schema.upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    """The name of a PostgreSQL database at the newest revision, to copy."""
    _sql(postgres_url, "CREATE DATABASE template_of_tests")
    asyncio.run(schema.upgrade(postgres_url.replace("/postgres", "/template_of_tests")))
    return "template_of_tests"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty, migrated database of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "resolutions.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    template = request.getfixturevalue("migrated_postgres")
    server: str = request.getfixturevalue("postgres_url")
    name = f"test_{uuid4().hex[:12]}"
    _sql(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.replace("/postgres", f"/{name}")
    _sql(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings for quick tests."""
    return Settings(
        data_dir=tmp_path,
        database_url=database_url,
        parse_processes=1,
        poll_interval=0.05,
        job_backoff=0.01,
        job_lease=2.0,
        log_format="console",
    )


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


def _sql(url: str, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute(statement)
        await connection.close()

    asyncio.run(run())
