"""Snapshots of an index as this process reads them: shared by all threads, replaced by newer ones.

A snapshot needs no lock: files that are mapped stay readable when they are removed. Only while one
is opened may its files be missing, and then there is a newer one to open.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from index.engines.columnar.postings import ColumnarPostings
from index.errors import IndexDamaged, IndexMissing
from index.execution.snapshot import Snapshot
from index.model import IndexState
from index.storage.arrays import Mask
from index.storage.generations import Generations
from index.storage.manifest import Manifest, SegmentEntry, read_live
from index.storage.segment_store import SegmentStore
from index.storage.segments import Segment

Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class OpenSnapshot:
    """A snapshot with its open segments."""

    manifest: Manifest
    segments: Sequence[Segment]
    snapshot: Snapshot

    def postings(self) -> ColumnarPostings:
        """The postings, for one search."""
        return ColumnarPostings(self.segments)


class GenerationReader:
    """Opens the newest snapshot of one generation."""

    def __init__(self, store: SegmentStore) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._newest: OpenSnapshot | None = None

    def snapshot(self) -> OpenSnapshot:
        """The newest snapshot. Raises IndexMissing, IndexDamaged."""
        manifest = self.store.manifest()
        newest = self._newest
        if newest is not None and newest.manifest == manifest:
            return newest
        with self._lock:
            if self._newest is None or self._newest.manifest != self.store.manifest():
                self._newest = self._open()
            return self._newest

    def state(self) -> IndexState:
        """What the generation has now, without opening it. Raises IndexMissing, IndexDamaged."""
        return self.store.state()

    def _open(self) -> OpenSnapshot:
        while True:
            manifest = self.store.manifest()
            try:
                segments = self.store.open_all(manifest)
                lives = [read_live(self.store.folder, entry) for entry in manifest.entries]
            except FileNotFoundError as error:
                if self.store.manifest() == manifest:
                    raise IndexDamaged(f"{error.filename} is not there") from error
                continue
            break
        snapshot = Snapshot.join(
            [each.content.columns for each in segments],
            _concatenate_live(lives, manifest.entries),
            self.store.label(manifest),
        )
        return OpenSnapshot(manifest, segments, snapshot)


class SnapshotReader:
    """Opens the newest snapshot of whichever generation of an index is current."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._lock = threading.Lock()
        self._open: GenerationReader | None = None

    def current(self) -> GenerationReader:
        """The reader of the current generation. Raises IndexMissing."""
        name = self._generations.current()
        if name is None:
            raise self._generations.missing()
        with self._lock:
            if self._open is None or self._open.store.name != name:
                store = SegmentStore(name, self._generations.folder(name))
                self._open = GenerationReader(store)
            return self._open

    def snapshot(self) -> OpenSnapshot:
        """The newest snapshot. Raises IndexMissing, IndexDamaged."""
        return self._read(GenerationReader.snapshot)

    def state(self) -> IndexState:
        """What the index has now. Raises IndexMissing, IndexDamaged."""
        return self._read(GenerationReader.state)

    def close(self) -> None:
        """Release all files."""
        self._open = None

    def _read(self, read: Callable[[GenerationReader], Result]) -> Result:
        while True:
            reader = self.current()
            try:
                return read(reader)
            except (IndexMissing, IndexDamaged):
                # Another generation may have replaced it, and its files may be removed.
                if self._generations.current() == reader.store.name:
                    raise


def _concatenate_live(lives: Sequence[Mask | None], entries: Sequence[SegmentEntry]) -> Mask | None:
    if all(live is None for live in lives):
        return None
    return np.concatenate(
        [
            np.ones(entry.rows, dtype=np.bool_) if live is None else live
            for live, entry in zip(lives, entries, strict=True)
        ]
    )
