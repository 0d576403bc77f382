"""Merges small segments into larger ones in the background, so that searches read few."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from index.errors import ParagraphIndexError
from index.storage.array_files import WritingStopped
from index.storage.arrays import Mask
from index.storage.index_writer import commit_lock, merge_lock, with_deletions, write_new_segment
from index.storage.manifest import Manifest, SegmentEntry, read_live_mask
from index.storage.segment_store import SegmentStore
from index.storage.segments import merge_contents


@dataclass(frozen=True, slots=True)
class MergePolicy:
    """Chooses which segments are merged.

    Segments of fewer than `smallest` live rows are in one tier; those of fewer than `growth` times
    as many in the next, and so on. `together` segments of a tier are merged, unless the result
    would have more than `largest` rows. A segment is rewritten alone when half of its rows are
    deleted.
    """

    together: int = 4
    smallest: int = 4_096
    growth: int = 8
    largest: int = 500_000

    def choose(self, entries: Sequence[SegmentEntry]) -> list[SegmentEntry]:
        """The segments to merge next; none where nothing is to be merged."""
        tiers: dict[int, list[SegmentEntry]] = {}
        for entry in entries:
            if entry.removed * 2 >= entry.rows:
                return [entry]
            tiers.setdefault(self._tier(entry.live), []).append(entry)
        for tier in sorted(tiers):
            chosen = sorted(tiers[tier], key=lambda entry: entry.live)[: self.together]
            if len(chosen) == self.together and sum(e.live for e in chosen) <= self.largest:
                return chosen
        return []

    def _tier(self, rows: int) -> int:
        tier, limit = 0, self.smallest
        while rows >= limit:
            tier, limit = tier + 1, limit * self.growth
        return tier


class Merger:
    """Merges the segments of a generation in a thread, after it is notified of new ones."""

    def __init__(self, policy: MergePolicy) -> None:
        self._policy = policy
        self._lock = threading.Lock()
        self._scheduled: SegmentStore | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def schedule(self, store: SegmentStore) -> None:
        """Merge the segments of a generation in the background, if the policy chooses any."""
        if not self._policy.choose(store.manifest().entries):
            return
        with self._lock:
            self._scheduled = store
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._run, name="index-merging")
                self._thread.start()

    def wait(self) -> None:
        """Wait until all is merged that was scheduled."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def close(self) -> None:
        """Stop the merge that is running, if any, and start no other."""
        with self._lock:
            self._stop.set()
            self._scheduled = None
        self.wait()

    def _run(self) -> None:
        while True:
            with self._lock:
                store, self._scheduled = self._scheduled, None
                if store is None:
                    self._thread = None
                    return
            # A generation that is gone or damaged needs no merging, and a full disk can wait.
            ignored = suppress(OSError, ParagraphIndexError, WritingStopped)
            with ignored, merge_lock(store.folder) as free:
                while free and merge_once(store, self._policy, self._stop):
                    pass


def merge_once(
    store: SegmentStore, policy: MergePolicy, stop: threading.Event | None = None
) -> bool:
    """Merge what the policy chooses; return whether there was anything.

    The caller has the merge lock. Raises WritingStopped when `stop` is set meanwhile.
    """
    folder = store.folder
    chosen = policy.choose(store.manifest().entries)
    if not chosen:
        return False
    lives = [read_live_mask(folder, entry) for entry in chosen]
    segments = store.open(chosen)
    merged: list[SegmentEntry] = []
    if any(live.any() for live in lives):
        content = merge_contents(
            [(segment.content, live) for segment, live in zip(segments, lives, strict=True)]
        )
        merged.append(write_new_segment(folder, content, stop))
    _commit(store, chosen, lives, merged)
    return True


def _commit(
    store: SegmentStore,
    chosen: list[SegmentEntry],
    lives: list[Mask],
    merged: list[SegmentEntry],
) -> None:
    """Replace segments in the manifest by the one they were merged into, and remove their files.

    Rows that were deleted while it was written are deleted in it, too.
    """
    folder = store.folder
    names = {entry.segment for entry in chosen}
    with commit_lock(folder):
        manifest = store.manifest()
        now = {entry.segment: entry for entry in manifest.entries}
        still_live = [
            # Of a segment that is gone, all rows were deleted.
            read_live_mask(folder, now[entry.segment])[live]
            if entry.segment in now
            else np.zeros(entry.live, dtype=np.bool_)
            for entry, live in zip(chosen, lives, strict=True)
        ]
        deleted = ~np.concatenate(still_live)
        if deleted.any():
            merged = [with_deletions(folder, each, deleted) for each in merged]
        others = [entry for entry in manifest.entries if entry.segment not in names]
        # The largest first: numbers of values in the others are converted to its numbers.
        entries = sorted((*merged, *others), key=lambda entry: -entry.rows)
        Manifest(manifest.commit, manifest.change, tuple(entries)).replace(manifest, folder)
