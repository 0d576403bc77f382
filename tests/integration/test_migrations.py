"""Migrations: from nothing to the models, and back, on both databases, as often as one likes."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from service.settings import Settings
from service.store import schema
from service.store.database import Database, async_url

ROOT = Path(__file__).resolve().parents[2]


def alembic(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alembic", *words],
        cwd=ROOT,
        env={**os.environ, "RESOLUTION_SEARCH_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


def test_models_and_migrations_agree(database_url: str) -> None:
    checked = alembic(database_url, "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_there_and_back(database_url: str) -> None:
    assert alembic(database_url, "downgrade", "base").returncode == 0
    asyncio.run(schema.upgrade(database_url))
    assert alembic(database_url, "check").returncode == 0


@pytest.mark.anyio
async def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'r.db'}"
    reached = await asyncio.gather(*(schema.upgrade(url) for _ in range(3)))
    assert set(reached) == {schema.head()}
    database = Database(url)
    async with database.reading() as session:
        assert await schema.revision(session) == schema.head()
    await database.close()


@pytest.mark.anyio
async def test_an_empty_database_has_no_revision(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'r.db'}")
    async with database.reading() as session:
        assert await schema.revision(session) is None
    await database.close()


def test_vocabularies_are_checked_by_the_database(migrated_sqlite: Path) -> None:
    engine = create_engine(f"sqlite:///{migrated_sqlite}")
    checks = {
        str(check["name"])
        for table in inspect(engine).get_table_names()
        for check in inspect(engine).get_check_constraints(table)
    }
    engine.dispose()
    assert {"ck_resolution_kind", "ck_resolution_text_language", "ck_ingestion_job_state"} <= checks


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite"),
        ("postgresql://u@h/d", "postgresql+asyncpg"),
        ("postgres://u@h/d", "postgresql+asyncpg"),
        ("postgresql+psycopg://u@h/d", "postgresql+asyncpg"),
    ],
)
def test_urls_get_our_driver(given: str, driver: str) -> None:
    assert async_url(given).drivername == driver


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValueError, match="mysql"):
        async_url("mysql://u@h/d")


def test_settings_know_the_embedded_database(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).embedded_database
    assert not Settings(database_url="postgresql://u@h/d").embedded_database
