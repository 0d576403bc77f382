"""The service on a real port, with a few resolutions in it, on each kind of database."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import asyncpg
import pytest
import uvicorn
from sample_store import fill, settings_in

from index import ENGINES
from service.app import create_app
from service.settings import Settings


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the service with its documents."""
    folder = tmp_path_factory.mktemp(request.param)
    address = _new_database(request) if request.param == "postgres" else ""
    # Nothing may leave the machine: no host may be fetched from.
    settings = settings_in(folder, database_url=address, fetch_hosts=("docs.invalid",))
    asyncio.run(fill(settings))
    with _server(settings) as base:
        yield base


def _new_database(request: pytest.FixtureRequest) -> str:
    server: str = request.getfixturevalue("postgres_url")
    name = f"contract_{uuid4().hex[:12]}"

    async def create() -> None:
        connection = await asyncpg.connect(server)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    asyncio.run(create())
    return server.replace("/postgres", f"/{name}")


@contextlib.contextmanager
def _server(settings: Settings) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=30)
    assert not thread.is_alive()
