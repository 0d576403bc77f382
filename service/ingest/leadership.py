"""One of the processes that share an index follows the store; another takes over when it ends."""

import asyncio
import fcntl
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from service.ingest.index_follower import wait

_LOOK = 0.5
"""Seconds between looks at whether the place is free."""


async def as_leader(folder: Path, stop: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    """Do the follower's work once no other process does it for the index in this folder.

    The operating system frees the place when its process ends, however that comes about.
    """
    while not stop.is_set():
        with _place(folder) as is_ours:
            if is_ours:
                await work()
                return
        await wait(stop, _LOOK)


@contextmanager
def _place(folder: Path) -> Iterator[bool]:
    """Whether the place is ours; it is given back at the end of the block."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "FOLLOWER", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield _is_locked(descriptor)
    finally:
        os.close(descriptor)


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
