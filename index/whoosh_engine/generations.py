"""Generations on disk: built aside, made current in one step, removed when nobody reads them.

```
<path>/CURRENT                 {"layout": …, "generation": name}: replaced as a whole
<path>/WRITER                  locked by the one writer
<path>/generations/<name>/     one Whoosh index, and READERS, locked (shared) by those who read it
```
Locks are of the operating system: they go when their process goes, however it ends.
"""

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import IndexLocked, IndexMissing
from index.whoosh_engine.schema import LAYOUT

_ATTEMPTS = 20


class Generations:
    """The generations of one index folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / "generations"
        self._current = root / "CURRENT"

    def current(self) -> str | None:
        """The name of the current generation; None when there is none of this layout."""
        try:
            content = json.loads(self._current.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            return None
        if not isinstance(content, dict) or content.get("layout") != LAYOUT:
            return None
        return str(content["generation"])

    def folder(self, name: str) -> Path:
        """Where a generation lies."""
        return self._folder / name

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises IndexLocked at once when there is another."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with _locked(self._root / "WRITER", fcntl.LOCK_EX) as free:
            if not free:
                raise IndexLocked(f"another writer is at work on {self._root}")
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
        aside = self._current.with_suffix(".new")
        aside.write_text(json.dumps({"layout": LAYOUT, "generation": name}), encoding="utf-8")
        sync(aside)
        aside.replace(self._current)
        sync(self._root)

    def sweep(self) -> None:
        """Remove generations that are neither current nor read; only the writer may."""
        current = self.current()
        for folder in self._folder.iterdir():
            if folder.name == current:
                continue
            with _locked(folder / "READERS", fcntl.LOCK_EX) as free:
                if free:
                    shutil.rmtree(folder, ignore_errors=True)

    def hold(self) -> tuple[str, int]:
        """Keep the current generation from being removed until the file descriptor is closed.

        Raises IndexMissing when there is none.
        """
        for _ in range(_ATTEMPTS):
            name = self.current()
            if name is None:
                raise IndexMissing(f"no index of layout {LAYOUT} has been built in {self._root}")
            with suppress(FileNotFoundError):
                descriptor = os.open(self.folder(name) / "READERS", os.O_RDWR | os.O_CREAT, 0o644)
                fcntl.flock(descriptor, fcntl.LOCK_SH)
                # Between reading its name and locking it, it may have been replaced and removed.
                if self.current() == name:
                    return name, descriptor
                os.close(descriptor)
        raise IndexMissing(f"the current generation in {self._root} is not there")


@contextmanager
def _locked(file: Path, mode: int) -> Iterator[bool]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def sync(path: Path) -> None:
    """Have the operating system put a file, or the entries of a folder, on the disk now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
