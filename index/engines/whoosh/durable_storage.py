"""Whoosh's file storage, made to survive a loss of power: Whoosh itself never syncs files."""

import pickle
import struct
import zlib
from pathlib import Path
from typing import Any

import whoosh.index
from whoosh.filedb.filestore import FileStorage

from index.storage.durable_files import sync

UNREADABLE = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
    whoosh.index.IndexError,
)
"""What Whoosh raises from files that are cut short, overwritten or gone."""


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A folder of files that syncs everything written before it renames a file.

    Whoosh commits by renaming its table of contents; by then its segments must be on the disk.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._path = path
        self._unsynced: set[str] = set()

    def create_file(self, name: str, *args: Any, **options: Any) -> Any:
        """Open a new file for writing."""
        self._unsynced.add(name)
        return super().create_file(name, *args, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file; it and everything written before are on the disk first."""
        for name in self._unsynced:
            if (self._path / name).exists():
                sync(self._path / name)
        self._unsynced.clear()
        super().rename_file(oldname, newname, safe)
        sync(self._path)
