"""The segments of one generation: what its manifest names, and those that are open."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from index.errors import IndexDamaged, IndexMissing
from index.model import IndexState
from index.storage.durable_files import WatchedFile
from index.storage.manifest import MANIFEST, Manifest, SegmentEntry
from index.storage.segments import Segment, open_segment


class SegmentStore:
    """Reads the manifest of a generation, and opens its segments."""

    def __init__(self, name: str, folder: Path) -> None:
        """`name` is that of the generation, `folder` has its files."""
        self.name = name
        self.folder = folder
        self._manifest = WatchedFile(folder / MANIFEST, Manifest.parse)
        self._segments: Mapping[str, Segment] = {}

    def manifest(self) -> Manifest:
        """The manifest as it is now. Raises IndexMissing, IndexDamaged."""
        try:
            return self._manifest.read()
        except FileNotFoundError as error:
            raise IndexMissing(f"the generation {self.folder} is not there") from error
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(f"{self.folder / MANIFEST} can't be read: {error!r}") from error

    def state(self) -> IndexState:
        """What the manifest says in numbers. Raises IndexMissing, IndexDamaged."""
        manifest = self.manifest()
        return IndexState(self.label(manifest), manifest.change, manifest.paragraphs)

    def label(self, manifest: Manifest) -> str:
        """How search results name this state of the generation."""
        return f"{self.name}.{manifest.commit}"

    def open(self, entries: Sequence[SegmentEntry]) -> list[Segment]:
        """Open the segments of some entries. Raises IndexDamaged, FileNotFoundError."""
        opened = self._segments
        return [
            opened.get(entry.segment) or open_segment(self.folder / entry.segment)
            for entry in entries
        ]

    def open_all(self, manifest: Manifest) -> list[Segment]:
        """Open all segments of a manifest, and cache them until those of another are opened.

        Raises IndexDamaged, FileNotFoundError.
        """
        segments = self.open(manifest.entries)
        self._segments = {each.path.name: each for each in segments}
        return segments
