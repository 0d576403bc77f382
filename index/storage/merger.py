"""Merging: small segments become larger ones, in the background, so that few are looked through."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.engines.columnar.snapshots import OpenGeneration
from index.errors import ParagraphIndexError
from index.storage.array_files import WritingStopped
from index.storage.index_writer import committing, merging, with_removed, write_new
from index.storage.manifest import Entry, Manifest, read_live
from index.storage.segments import merge_contents
from index.storage.value_sets import Mask


@dataclass(frozen=True, slots=True)
class MergePolicy:
    """Which segments become one.

    Segments of less than `smallest` rows are of one size; so are those of less than `growth` times
    as many, and so on. `together` of one size become one, unless it would have more than `largest`
    rows. A segment is written anew without its removed rows when they are the half of it.
    """

    together: int = 4
    smallest: int = 4_096
    growth: int = 8
    largest: int = 500_000

    def choose(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those to be merged next, none where all is well."""
        sizes: dict[int, list[Entry]] = {}
        for entry in entries:
            if entry.removed * 2 >= entry.rows:
                return [entry]
            sizes.setdefault(self._size(entry.live), []).append(entry)
        for size in sorted(sizes):
            chosen = sorted(sizes[size], key=lambda entry: entry.live)[: self.together]
            if len(chosen) == self.together and sum(e.live for e in chosen) <= self.largest:
                return chosen
        return []

    def _size(self, rows: int) -> int:
        size, limit = 0, self.smallest
        while rows >= limit:
            size, limit = size + 1, limit * self.growth
        return size


class Merger:
    """Merges the segments of a generation in a thread, when it is told that there are new ones."""

    def __init__(self, policy: MergePolicy) -> None:
        self._policy = policy
        self._lock = threading.Lock()
        self._wanted: OpenGeneration | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def look(self, generation: OpenGeneration) -> None:
        """Look whether there is something to merge; the work is done in the background."""
        if not self._policy.choose(generation.manifest().entries):
            return
        with self._lock:
            self._wanted = generation
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._run, name="index-merging")
                self._thread.start()

    def settle(self) -> None:
        """Wait until all is merged that was to be."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def close(self) -> None:
        """Give up the merge that is being done, if any, and start no other."""
        with self._lock:
            self._stop.set()
            self._wanted = None
        self.settle()

    def _run(self) -> None:
        while True:
            with self._lock:
                generation, self._wanted = self._wanted, None
                if generation is None:
                    self._thread = None
                    return
            # A generation that is gone or damaged needs no merging, and a full disk can wait.
            gone = suppress(OSError, ParagraphIndexError, WritingStopped)
            with gone, merging(generation.folder) as free:
                while free and merge_once(generation, self._policy, self._stop):
                    pass


def merge_once(
    generation: OpenGeneration, policy: MergePolicy, stop: threading.Event | None = None
) -> bool:
    """Merge what the policy chooses; whether there was anything. The caller is the one merger.

    Raises WritingStopped when `stop` is set meanwhile.
    """
    folder = generation.folder
    chosen = policy.choose(generation.manifest().entries)
    if not chosen:
        return False
    lives = [_live(folder, entry) for entry in chosen]
    segments = generation.segments(chosen)
    merged: list[Entry] = []
    if any(live.any() for live in lives):
        content = merge_contents(
            [(segment.content, live) for segment, live in zip(segments, lives, strict=True)]
        )
        merged.append(write_new(folder, content, stop))
    _commit(generation, chosen, lives, merged)
    return True


def _commit(
    generation: OpenGeneration, chosen: list[Entry], lives: list[Mask], merged: list[Entry]
) -> None:
    """Put a merged segment in the place of those it was made of, and remove their files.

    Rows that were removed while it was made are removed from it, too.
    """
    folder = generation.folder
    names = {entry.segment for entry in chosen}
    with committing(folder):
        manifest = generation.manifest()
        now = {entry.segment: entry for entry in manifest.entries}
        still = [
            # Of a segment that is gone, all rows were removed.
            _live(folder, now[entry.segment])[live]
            if entry.segment in now
            else np.zeros(entry.live, dtype=np.bool_)
            for entry, live in zip(chosen, lives, strict=True)
        ]
        removed = ~np.concatenate(still)
        merged = [with_removed(folder, each, removed) if removed.any() else each for each in merged]
        others = [entry for entry in manifest.entries if entry.segment not in names]
        # The largest first: the others are fitted in with it.
        entries = sorted((*merged, *others), key=lambda entry: -entry.rows)
        Manifest(manifest.commit, manifest.change, tuple(entries)).follow(manifest, folder)


def _live(folder: Path, entry: Entry) -> Mask:
    live = read_live(folder, entry)
    return np.ones(entry.rows, dtype=np.bool_) if live is None else live
