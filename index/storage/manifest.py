"""What a generation holds now: its segments, and which of their rows were removed.

```
<generation>/MANIFEST           replaced as a whole: one state is seen, or the next
<generation>/<name>.segment     rows with all that is found in them
<generation>/<name>.removed     a bitmap of the rows of a segment that do not count any more
<generation>/COMMIT             locked, for a moment, by who replaces MANIFEST
<generation>/MERGING            locked by who merges segments
```
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.analysis import ANALYSIS_VERSION
from index.errors import IndexDamaged
from index.storage.array_files import read_arrays, write_arrays
from index.storage.generations import replace, sync
from index.storage.value_sets import Mask

LAYOUT = f"columnar.2.{ANALYSIS_VERSION}"
"""Raise it when the files, their arrays or the meaning of these change: others are rebuilt."""

MANIFEST = "MANIFEST"
SEGMENT = ".segment"
REMOVED = ".removed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment of a state: its rows, how many of them were removed, and the file that says which
    (none where none was)."""

    segment: str
    rows: int
    removed: int = 0
    removed_file: str | None = None

    @property
    def live(self) -> int:
        """How many rows count."""
        return self.rows - self.removed


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of a generation. Merging keeps `commit`, for nothing that is found changes."""

    commit: int
    change: int
    entries: tuple[Entry, ...]

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are."""
        return sum(entry.live for entry in self.entries)

    @property
    def files(self) -> set[str]:
        """The files that it needs."""
        names = {entry.segment for entry in self.entries}
        return names | {entry.removed_file for entry in self.entries if entry.removed_file}

    def write(self, folder: Path) -> None:
        """Make it the state of a generation. Its files must be on the disk."""
        sync(folder)
        replace(folder / MANIFEST, json.dumps(asdict(self), indent=1).encode())

    def follow(self, former: "Manifest", folder: Path) -> None:
        """Make it the state after another one, and remove the files that only that one needs."""
        self.write(folder)
        for name in former.files - self.files:
            (folder / name).unlink(missing_ok=True)

    @classmethod
    def parse(cls, content: bytes) -> "Manifest":
        """Read what `write` wrote. Raises ValueError, KeyError, TypeError."""
        values = json.loads(content)
        entries = tuple(Entry(**entry) for entry in values["entries"])
        return cls(int(values["commit"]), int(values["change"]), entries)


def write_removed(path: Path, removed: Mask) -> None:
    """Write a bitmap of rows; it is on the disk when this returns."""
    write_arrays(path, {"removed": np.packbits(removed)})


def read_live(folder: Path, entry: Entry) -> Mask | None:
    """Which rows of a segment count; None when all do. Raises IndexDamaged, FileNotFoundError."""
    if entry.removed_file is None:
        return None
    path = folder / entry.removed_file
    bits = read_arrays(path).get("removed")
    if bits is None or bits.dtype != np.uint8 or len(bits) != -(-entry.rows // 8):
        raise IndexDamaged(f"{path} is not of {entry.rows} rows")
    live: Mask = np.unpackbits(bits, count=entry.rows) == 0
    return live
