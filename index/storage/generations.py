"""Generations of an index: built separately, made current in one step, removed when unused.

```
<path>/CURRENT                 {"layout": …, "generation": name}: replaced as a whole
<path>/WRITER                  locked by the one writer
<path>/generations/<name>/     the files of one generation, and READERS, locked (shared) by readers
                               that need its files to stay
```
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
from index.fields import FIELD_LAYOUT
from index.storage.durable_files import WatchedFile, lock_file, replace_file, sync

_ATTEMPTS = 20


class Generations:
    """The generations in the folder of an index. Only those of one layout are seen.

    The layout is that of the engine's files, together with the fields that they store.
    """

    def __init__(self, root: Path, layout: str) -> None:
        self.root = root
        self._layout = f"{layout}.{FIELD_LAYOUT}"
        self._folder = root / "generations"
        self._current = root / "CURRENT"
        self._watched = WatchedFile(self._current, self._parse_name)

    def current(self) -> str | None:
        """The name of the current generation; None when there is none of this layout."""
        try:
            return self._watched.read()
        except FileNotFoundError:
            return None

    def folder(self, name: str) -> Path:
        """The folder of a generation."""
        return self._folder / name

    def missing(self) -> IndexMissing:
        """The error to raise where there is no generation of this layout."""
        return IndexMissing(f"no index of layout {self._layout} has been built in {self.root}")

    @contextmanager
    def lock_writer(self) -> Iterator[None]:
        """Be the one writer. Raises IndexLocked at once when there is another."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with lock_file(self.root / "WRITER", fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
            if not free:
                raise IndexLocked(f"another writer is at work on {self.root}")
            yield

    def create(self) -> str:
        """Make an empty folder for a new generation, and return its name; only the writer may."""
        name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{uuid.uuid4().hex[:8]}"
        self.folder(name).mkdir(parents=True)
        return name

    def publish(self, name: str) -> None:
        """Sync all files of a generation, then make it the current one."""
        for file in self.folder(name).iterdir():
            sync(file)
        sync(self.folder(name))
        sync(self._folder)
        pointer = {"layout": self._layout, "generation": name}
        replace_file(self._current, json.dumps(pointer).encode())

    def remove_unused(self) -> None:
        """Remove generations that are neither current nor read; only the writer may."""
        current = self.current()
        for folder in self._folder.iterdir():
            if folder.name == current:
                continue
            with lock_file(folder / "READERS", fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
                if free:
                    shutil.rmtree(folder, ignore_errors=True)

    def lock_current(self) -> tuple[str, int]:
        """Lock the current generation against removal until the file descriptor is closed.

        Returns its name and the descriptor. Raises IndexMissing when there is none.
        """
        for _ in range(_ATTEMPTS):
            name = self.current()
            if name is None:
                raise self.missing()
            with suppress(FileNotFoundError):
                descriptor = os.open(self.folder(name) / "READERS", os.O_RDWR | os.O_CREAT, 0o644)
                fcntl.flock(descriptor, fcntl.LOCK_SH)
                # After its name was read, it may have been replaced and removed.
                if self.current() == name:
                    return name, descriptor
                os.close(descriptor)
        raise IndexMissing(f"the current generation in {self.root} is not there")

    def _parse_name(self, content: bytes) -> str | None:
        try:
            pointer = json.loads(content)
        except ValueError:
            return None
        if not isinstance(pointer, dict) or pointer.get("layout") != self._layout:
            return None
        return str(pointer["generation"])
