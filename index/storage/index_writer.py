"""Writes an index: a change to a generation in one commit, or a new generation."""

import fcntl
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import numpy as np

from index.errors import IndexDamaged
from index.model import IndexedParagraph
from index.storage.array_files import read_arrays, write_arrays
from index.storage.arrays import LongArray, Mask
from index.storage.durable_files import lock_file
from index.storage.generations import Generations
from index.storage.manifest import (
    REMOVED,
    SEGMENT,
    Manifest,
    SegmentEntry,
    read_live_mask,
    write_deletions,
)
from index.storage.paragraph_rows import IdChecker
from index.storage.segment_store import SegmentStore
from index.storage.segments import (
    Segment,
    SegmentBuilder,
    SegmentContent,
    merge_contents,
    write_segment,
)

SPILL = ".spill"


@dataclass(frozen=True, slots=True)
class WriterLimits:
    """How much a writer has in memory at a time, and how large segments get.

    `buffered_tokens` and `segment_rows` bound what is in memory; `segment_rows` and
    `segment_tokens` bound a segment.
    """

    buffered_tokens: int = 4_000_000
    segment_rows: int = 500_000
    segment_tokens: int = 100_000_000

    def builder(self) -> SegmentBuilder:
        """A builder that buffers no more than this."""
        return SegmentBuilder(self.segment_rows, self.buffered_tokens)


def apply_change(
    store: SegmentStore,
    added: Iterable[IndexedParagraph],
    removed: Iterable[int],
    change: int,
    limits: WriterLimits,
) -> None:
    """Commit a change to a generation; the caller is the one writer.

    Args:
        store: The generation.
        added: New paragraphs, which replace those with the same id.
        removed: Ids of paragraphs.
        change: The number of the change, which the manifest stores.
        limits: See `WriterLimits`.

    Raises:
        ValueError: An id is given twice or is negative.
        IndexDamaged: Files of the generation can't be read.
    """
    deleted = set(removed)
    ids = IdChecker()
    folder = store.folder
    entries = write_segments(folder, ids.check(added), limits)
    with commit_lock(folder):
        manifest = store.manifest()
        remaining = _delete_rows(store, manifest, deleted | ids.seen)
        Manifest(manifest.commit + 1, change, (*remaining, *entries)).replace(manifest, folder)
    remove_unused_files(store)


def build(
    generations: Generations,
    paragraphs: Iterable[IndexedParagraph],
    change: int,
    limits: WriterLimits,
) -> None:
    """Build a new generation and make it current; the caller is the one writer.

    Raises ValueError when an id is given twice or is negative.
    """
    generations.remove_unused()
    name = generations.create()
    folder = generations.folder(name)
    entries = write_segments(folder, IdChecker().check(paragraphs), limits)
    Manifest(1, change, tuple(entries)).write(folder)
    generations.publish(name)
    generations.remove_unused()


def write_segments(
    folder: Path, paragraphs: Iterator[IndexedParagraph], limits: WriterLimits
) -> list[SegmentEntry]:
    """Write paragraphs in as few segments as the limits allow.

    What does not fit in memory is spilled to files first, which are then merged.
    """
    first = limits.builder().take(paragraphs)
    following = limits.builder().take(paragraphs)
    if not len(following.columns):
        return [write_new_segment(folder, first)] if len(first.columns) else []
    spills: list[Path] = []
    try:
        while len(first.columns):
            spills.append(folder / f"{uuid.uuid4().hex}{SPILL}")
            write_arrays(spills[-1], first.to_arrays())
            first = following
            following = limits.builder().take(paragraphs)
        contents = [SegmentContent.from_arrays(read_arrays(spill)) for spill in spills]
        return [_write_merged(folder, each) for each in _group(contents, limits)]
    finally:
        for spill in spills:
            spill.unlink()


def write_new_segment(
    folder: Path, content: SegmentContent, stop: Event | None = None
) -> SegmentEntry:
    """Write a segment under a new name. Raises WritingStopped when `stop` is set meanwhile."""
    name = f"{uuid.uuid4().hex}{SEGMENT}"
    write_segment(folder / name, content, stop)
    return SegmentEntry(name, len(content.columns))


def with_deletions(folder: Path, entry: SegmentEntry, deleted: Mask) -> SegmentEntry:
    """Write which rows of a segment are deleted, and return the entry that says so."""
    name = f"{uuid.uuid4().hex}{REMOVED}"
    write_deletions(folder / name, deleted)
    return SegmentEntry(entry.segment, entry.rows, int(np.count_nonzero(deleted)), name)


@contextmanager
def commit_lock(folder: Path) -> Iterator[None]:
    """Be the only one who replaces the manifest, after waiting for any other."""
    with lock_file(folder / "COMMIT", fcntl.LOCK_EX):
        yield


@contextmanager
def merge_lock(folder: Path) -> Iterator[bool]:
    """Be the only one who merges segments; gives False when there is another."""
    with lock_file(folder / "MERGING", fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
        yield free


def remove_unused_files(store: SegmentStore) -> None:
    """Remove files that a crash left; only the writer may.

    While segments are merged it does nothing, for then there are files that no manifest names yet.
    """
    with merge_lock(store.folder) as free:
        if not free:
            return
        needed = store.manifest().files
        for file in store.folder.iterdir():
            if file.suffix in (SEGMENT, REMOVED, SPILL) and file.name not in needed:
                file.unlink(missing_ok=True)


def _delete_rows(store: SegmentStore, manifest: Manifest, deleted: set[int]) -> list[SegmentEntry]:
    """The entries of a manifest without these ids; those without a live row are left out."""
    ids = np.array(sorted(deleted), dtype=np.int64)
    try:
        entries = [
            _delete_rows_of(store.folder, entry, segment, ids)
            for entry, segment in zip(manifest.entries, store.open_all(manifest), strict=True)
        ]
    except FileNotFoundError as error:
        raise IndexDamaged(f"{error.filename} is not there") from error
    return [entry for entry in entries if entry.live]


def _delete_rows_of(
    folder: Path, entry: SegmentEntry, segment: Segment, ids: LongArray
) -> SegmentEntry:
    rows = segment.rows_of(ids)
    deleted = ~read_live_mask(folder, entry)
    if deleted[rows].all():
        return entry
    deleted[rows] = True
    return with_deletions(folder, entry, deleted)


def _group(
    contents: Sequence[SegmentContent], limits: WriterLimits
) -> Iterator[list[SegmentContent]]:
    """Consecutive contents that fit in one segment each."""
    group: list[SegmentContent] = []
    rows = tokens = 0
    for content in contents:
        size = sum(len(streams.stream) for streams in content.streams.values())
        if group and (
            rows + len(content.columns) > limits.segment_rows
            or tokens + size > limits.segment_tokens
        ):
            yield group
            group, rows, tokens = [], 0, 0
        group.append(content)
        rows, tokens = rows + len(content.columns), tokens + size
    yield group


def _write_merged(folder: Path, contents: Sequence[SegmentContent]) -> SegmentEntry:
    live = [np.ones(len(content.columns), dtype=np.bool_) for content in contents]
    return write_new_segment(folder, merge_contents(list(zip(contents, live, strict=True))))
