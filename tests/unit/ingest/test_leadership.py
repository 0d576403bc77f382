"""There is one follower of an index at a time, and always a next one."""

import asyncio
from pathlib import Path

import pytest

from service.ingest.leadership import as_leader

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Follower:
    """Follows until it is told to end, and says whether it is at it."""

    def __init__(self) -> None:
        self.begun, self.end = asyncio.Event(), asyncio.Event()

    async def work(self) -> None:
        self.begun.set()
        await self.end.wait()


async def test_the_next_one_takes_over_when_the_first_has_ended(tmp_path: Path) -> None:
    folder, stop = tmp_path / "index", asyncio.Event()
    first, second = Follower(), Follower()
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        tasks.create_task(as_leader(folder, stop, first.work))
        await first.begun.wait()
        tasks.create_task(as_leader(folder, stop, second.work))
        await asyncio.sleep(0)
        first.end.set()
        assert not second.begun.is_set()
        await second.begun.wait()
        second.end.set()


async def test_one_that_breaks_gives_its_place_back(tmp_path: Path) -> None:
    async def fail() -> None:
        raise LookupError

    stop, next_one = asyncio.Event(), Follower()
    with pytest.raises(LookupError):
        await as_leader(tmp_path, stop, fail)
    next_one.end.set()
    async with asyncio.timeout(20):
        await as_leader(tmp_path, stop, next_one.work)
    assert next_one.begun.is_set()


async def test_one_that_waits_can_be_stopped(tmp_path: Path) -> None:
    stop, first, second = asyncio.Event(), Follower(), Follower()
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        tasks.create_task(as_leader(tmp_path, stop, first.work))
        await first.begun.wait()
        waiting = tasks.create_task(as_leader(tmp_path, stop, second.work))
        await asyncio.sleep(0)
        stop.set()
        await waiting
        assert not second.begun.is_set()
        first.end.set()


async def test_other_indexes_have_followers_of_their_own(tmp_path: Path) -> None:
    stop, one, other = asyncio.Event(), Follower(), Follower()
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        tasks.create_task(as_leader(tmp_path / "one", stop, one.work))
        tasks.create_task(as_leader(tmp_path / "other", stop, other.work))
        await one.begun.wait()
        await other.begun.wait()
        one.end.set()
        other.end.set()
