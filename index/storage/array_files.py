"""Files of named arrays: written once, never changed, and mapped into memory to be read.

```
MAGIC  arrays, each at a multiple of 64 bytes  contents (JSON)  its length and CRC-32  MAGIC
```
Arrays are one-dimensional and little-endian. A file that is cut short lacks the end, and opening it
fails; so it does where a small array is overwritten, as small arrays are checked then.
"""

import json
import mmap
import os
import struct
import zlib
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any, Self

import numpy as np

from index.errors import IndexDamaged
from index.storage.arrays import Array

MAGIC = b"RSARRAY1"
_ALIGNMENT = 64
_TRAILER = struct.Struct("<QI8s")
_CHECKED_BYTES = 4 << 20
"""Arrays up to this size are checked when they are opened: those by which others are read."""


class WritingStopped(Exception):
    """The file is no longer wanted."""


class ArrayWriter:
    """Writes one file of arrays; a file that is not finished is removed."""

    def __init__(self, path: Path, stop: Event | None = None) -> None:
        """When `stop` is set, the next `write` raises WritingStopped."""
        self.path = path
        self._stop = stop or Event()
        self._file = path.open("xb")
        self._file.write(MAGIC)
        self._contents: list[dict[str, Any]] = []
        self._finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if not self._finished:
            self.path.unlink(missing_ok=True)

    def write(self, name: str, array: Array) -> None:
        """Write an array, or append to the last one if it has the same name."""
        if self._stop.is_set():
            raise WritingStopped
        data = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        if not self._contents or self._contents[-1]["name"] != name:
            self._begin(name, data.dtype)
        entry = self._contents[-1]
        if np.dtype(entry["type"]) != data.dtype:
            raise ValueError(f"{name} is of type {entry['type']}, not {data.dtype}")
        content = data.data.cast("B") if len(data) else b""
        self._file.write(content)
        entry["length"] += len(data)
        entry["crc"] = zlib.crc32(content, entry["crc"])

    def finish(self) -> None:
        """Write the table of contents; the file is on the disk when this returns."""
        contents = json.dumps(self._contents).encode()
        self._file.write(contents)
        self._file.write(_TRAILER.pack(len(contents), zlib.crc32(contents), MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._finished = True

    def _begin(self, name: str, kind: np.dtype[Any]) -> None:
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        self._contents.append(
            {"name": name, "type": kind.str, "offset": self._file.tell(), "length": 0, "crc": 0}
        )


def write_arrays(path: Path, arrays: dict[str, Array]) -> None:
    """Write a file of these arrays; it is on the disk when this returns."""
    with ArrayWriter(path) as writer:
        for name, array in arrays.items():
            writer.write(name, array)
        writer.finish()


def read_arrays(path: Path) -> dict[str, Array]:
    """Map the arrays of a file, read-only. They stay readable after the file is removed.

    Raises IndexDamaged, and FileNotFoundError.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return {entry["name"]: _array(mapped, entry) for entry in _contents(mapped)}
    except FileNotFoundError:
        raise
    except (OSError, ValueError, LookupError, TypeError, struct.error) as error:
        raise IndexDamaged(f"{path} can't be read: {error!r}") from error


def _contents(mapped: mmap.mmap) -> list[dict[str, Any]]:
    end = len(mapped) - _TRAILER.size
    length, crc, magic = _TRAILER.unpack_from(mapped, end)
    if magic != MAGIC or mapped[: len(MAGIC)] != MAGIC:
        raise ValueError("it is no file of arrays, or cut short")
    contents = mapped[end - length : end]
    if zlib.crc32(contents) != crc:
        raise ValueError("its contents are overwritten")
    entries: list[dict[str, Any]] = json.loads(contents)
    return entries


def _array(mapped: mmap.mmap, entry: dict[str, Any]) -> Array:
    array = np.frombuffer(mapped, np.dtype(entry["type"]), entry["length"], entry["offset"])
    if array.nbytes <= _CHECKED_BYTES and zlib.crc32(array.data) != entry["crc"]:
        raise ValueError(f"{entry['name']} is overwritten")
    return array
