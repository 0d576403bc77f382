"""The manifest of a generation: its segments, and which of their rows are deleted.

```
<generation>/MANIFEST           replaced as a whole: readers see one state or the next
<generation>/<name>.segment     rows, with columns and inverted indexes
<generation>/<name>.removed     a bitmap of the rows of a segment that are deleted
<generation>/COMMIT             locked, for a moment, by the process that replaces MANIFEST
<generation>/MERGING            locked by the process that merges segments
```
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.analysis import ANALYSIS_VERSION
from index.errors import IndexDamaged
from index.storage.array_files import read_arrays, write_arrays
from index.storage.arrays import Mask
from index.storage.durable_files import replace_file, sync

LAYOUT = f"columnar.2.{ANALYSIS_VERSION}"
"""Raise it when the files, their arrays or the meaning of these change: other layouts are rebuilt.
"""

MANIFEST = "MANIFEST"
SEGMENT = ".segment"
REMOVED = ".removed"


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment: its file, its rows, how many of them are deleted, and the file that says which
    (None where none is).

    Fields are named as in the JSON of the manifest.
    """

    segment: str
    rows: int
    removed: int = 0
    removed_file: str | None = None

    @property
    def live(self) -> int:
        """How many rows are live."""
        return self.rows - self.removed


@dataclass(frozen=True, slots=True)
class Manifest:
    """One state of a generation.

    `commit` numbers the states; a merge does not raise it, as it changes no search result. `change`
    is the number of the last change applied.
    """

    commit: int
    change: int
    entries: tuple[SegmentEntry, ...]

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are."""
        return sum(entry.live for entry in self.entries)

    @property
    def files(self) -> set[str]:
        """The files that it names."""
        names = {entry.segment for entry in self.entries}
        return names | {entry.removed_file for entry in self.entries if entry.removed_file}

    def write(self, folder: Path) -> None:
        """Make it the manifest of a generation. Its files must be on the disk."""
        sync(folder)
        replace_file(folder / MANIFEST, json.dumps(asdict(self), indent=1).encode())

    def replace(self, former: "Manifest", folder: Path) -> None:
        """Write it in the place of another one, and remove the files that only that one names."""
        self.write(folder)
        for name in former.files - self.files:
            (folder / name).unlink(missing_ok=True)

    @classmethod
    def parse(cls, content: bytes) -> "Manifest":
        """Parse what `write` wrote. Raises ValueError, KeyError, TypeError."""
        values = json.loads(content)
        entries = tuple(SegmentEntry(**entry) for entry in values["entries"])
        return cls(int(values["commit"]), int(values["change"]), entries)


def write_deletions(path: Path, deleted: Mask) -> None:
    """Write a bitmap of deleted rows; it is on the disk when this returns."""
    write_arrays(path, {"removed": np.packbits(deleted)})


def read_live(folder: Path, entry: SegmentEntry) -> Mask | None:
    """Which rows of a segment are live; None when all are.

    Raises IndexDamaged, FileNotFoundError.
    """
    if entry.removed_file is None:
        return None
    path = folder / entry.removed_file
    bits = read_arrays(path).get("removed")
    if bits is None or bits.dtype != np.uint8 or len(bits) != -(-entry.rows // 8):
        raise IndexDamaged(f"{path} is not of {entry.rows} rows")
    live: Mask = np.unpackbits(bits, count=entry.rows) == 0
    return live


def read_live_mask(folder: Path, entry: SegmentEntry) -> Mask:
    """Which rows of a segment are live, as a mask even where all are.

    Raises IndexDamaged, FileNotFoundError.
    """
    live = read_live(folder, entry)
    return np.ones(entry.rows, dtype=np.bool_) if live is None else live
