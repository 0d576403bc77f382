"""The service with a few resolutions in it, shared by tests that only read."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from sample_store import fill, serving, settings_in

from service.settings import Settings


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a folder with the documents saved and indexed."""
    settings = settings_in(tmp_path_factory.mktemp("filled"))
    asyncio.run(fill(settings))
    return settings


@pytest.fixture(scope="module")
async def client(filled: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(filled) as client:
        yield client
