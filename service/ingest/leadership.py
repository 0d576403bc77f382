"""Leadership among the processes that share an index: one follows the store for all of them.

When it ends, another takes over.
"""

import asyncio
import fcntl
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from service.ingest.index_follower import wait

_LOOK = 0.5
"""Seconds between looks at whether leadership is free."""


async def as_leader(folder: Path, stop: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
    """Do the leader's work once no other process does it for the index in this folder.

    The operating system ends a process's leadership when the process ends, however that happens.
    """
    while not stop.is_set():
        with _leadership(folder) as is_ours:
            if is_ours:
                await work()
                return
        await wait(stop, _LOOK)


@contextmanager
def _leadership(folder: Path) -> Iterator[bool]:
    """Whether this process leads; leadership ends with the block."""
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
