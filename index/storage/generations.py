"""Generations on disk: built aside, made current in one step, removed when nobody reads them.

```
<path>/CURRENT                 {"layout": …, "generation": name}: replaced as a whole
<path>/WRITER                  locked by the one writer
<path>/generations/<name>/     the files of one generation, and READERS, locked (shared) by those
                               who must have its files stay
```
Locks are of the operating system: they go when their process goes, however it ends.
"""

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Generic, TypeVar

from index.errors import IndexLocked, IndexMissing

_ATTEMPTS = 20

Content = TypeVar("Content")


class Watched(Generic[Content]):
    """What a file that is only ever replaced by `replace` holds, read again when it was replaced.

    Safe for many threads.
    """

    def __init__(self, path: Path, read: Callable[[bytes], Content]) -> None:
        self._path = path
        self._read = read
        self._last: tuple[tuple[int, int, int], Content] | None = None

    def get(self) -> Content:
        """What the file holds now. Raises FileNotFoundError, and what `read` raises."""
        last = self._last
        if last is None or last[0] != _signature(self._path.stat()):
            with self._path.open("rb") as file:
                # Of the file that is open, which may be a newer one than that looked at before.
                last = _signature(os.fstat(file.fileno())), self._read(file.read())
            self._last = last
        return last[1]


def replace(path: Path, content: bytes) -> None:
    """Replace a file as a whole; it is on the disk when this returns.

    Each replacement has a later time of modification than the one before, to the nanosecond, so
    that whoever watches the file sees it.
    """
    aside = path.with_suffix(".new")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        now = time.time_ns()
        with suppress(FileNotFoundError):
            now = max(now, path.stat().st_mtime_ns + 1)
        os.utime(file.fileno(), ns=(now, now))
        os.fsync(file.fileno())
    aside.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have the operating system put a file, or the entries of a folder, on the disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path, mode: int) -> Iterator[bool]:
    """Lock a file for a while (`mode`: flags of `fcntl.flock`); False when another holds it."""
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


class Generations:
    """The generations of one index folder, all of one layout; those of others count as none."""

    def __init__(self, root: Path, layout: str) -> None:
        self.root = root
        self._layout = layout
        self._folder = root / "generations"
        self._current = root / "CURRENT"
        self._watched = Watched(self._current, self._name_in)

    def current(self) -> str | None:
        """The name of the current generation; None when there is none of this layout."""
        try:
            return self._watched.get()
        except FileNotFoundError:
            return None

    def folder(self, name: str) -> Path:
        """Where a generation lies."""
        return self._folder / name

    def missing(self) -> IndexMissing:
        """The error to raise where there is no generation of this layout."""
        return IndexMissing(f"no index of layout {self._layout} has been built in {self.root}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises IndexLocked at once when there is another."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with locked(self.root / "WRITER", fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
            if not free:
                raise IndexLocked(f"another writer is at work on {self.root}")
            yield

    def create(self) -> str:
        """Make an empty folder for a new generation; only the writer may."""
        name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{uuid.uuid4().hex[:8]}"
        self.folder(name).mkdir(parents=True)
        return name

    def publish(self, name: str) -> None:
        """Make a generation current, once all its files are safely on the disk."""
        for file in self.folder(name).iterdir():
            sync(file)
        sync(self.folder(name))
        sync(self._folder)
        pointer = {"layout": self._layout, "generation": name}
        replace(self._current, json.dumps(pointer).encode())

    def sweep(self) -> None:
        """Remove generations that are neither current nor read; only the writer may."""
        current = self.current()
        for folder in self._folder.iterdir():
            if folder.name == current:
                continue
            with locked(folder / "READERS", fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
                if free:
                    shutil.rmtree(folder, ignore_errors=True)

    def hold(self) -> tuple[str, int]:
        """Keep the current generation from being removed until the file descriptor is closed.

        Raises IndexMissing when there is none.
        """
        for _ in range(_ATTEMPTS):
            name = self.current()
            if name is None:
                raise self.missing()
            with suppress(FileNotFoundError):
                descriptor = os.open(self.folder(name) / "READERS", os.O_RDWR | os.O_CREAT, 0o644)
                fcntl.flock(descriptor, fcntl.LOCK_SH)
                # Between reading its name and locking it, it may have been replaced and removed.
                if self.current() == name:
                    return name, descriptor
                os.close(descriptor)
        raise IndexMissing(f"the current generation in {self.root} is not there")

    def _name_in(self, content: bytes) -> str | None:
        try:
            pointer = json.loads(content)
        except ValueError:
            return None
        if not isinstance(pointer, dict) or pointer.get("layout") != self._layout:
            return None
        return str(pointer["generation"])


def _signature(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_ino, status.st_size
