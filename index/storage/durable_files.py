"""Files that survive a crash and a loss of power: replaced as a whole, synced, and locked.

Locks are of the operating system: they end when their process ends, however it ends.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Generic, TypeVar

Content = TypeVar("Content")


class WatchedFile(Generic[Content]):
    """The content of a file that is only ever replaced by `replace_file`, parsed once for each
    replacement.

    Safe for many threads.
    """

    def __init__(self, path: Path, parse: Callable[[bytes], Content]) -> None:
        self._path = path
        self._parse = parse
        self._last: tuple[tuple[int, int, int], Content] | None = None

    def read(self) -> Content:
        """The content as it is now. Raises FileNotFoundError, and what `parse` raises."""
        last = self._last
        if last is None or last[0] != _signature(self._path.stat()):
            with self._path.open("rb") as file:
                # Of the file that is open, which may be newer than the one looked at before.
                last = _signature(os.fstat(file.fileno())), self._parse(file.read())
            self._last = last
        return last[1]


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file as a whole; the new one is on the disk when this returns.

    Each replacement has a later time of modification than the one before, to the nanosecond, so
    that a `WatchedFile` notices it.
    """
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        now = time.time_ns()
        with suppress(FileNotFoundError):
            now = max(now, path.stat().st_mtime_ns + 1)
        os.utime(file.fileno(), ns=(now, now))
        os.fsync(file.fileno())
    new.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Write a file, or the entries of a folder, to the disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def lock_file(path: Path, mode: int) -> Iterator[bool]:
    """Lock a file for a while; give False when another has it locked.

    `mode` is flags of `fcntl.flock`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, mode)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _signature(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_ino, status.st_size
