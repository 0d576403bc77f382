"""Writing: a change to the current generation in one commit, or a new generation aside."""

import fcntl
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import numpy as np

from index.engines.columnar.snapshots import OpenGeneration
from index.errors import IndexDamaged
from index.model import IndexedParagraph
from index.storage.array_files import read_arrays, write_arrays
from index.storage.columns import LongArray
from index.storage.generations import Generations, locked
from index.storage.manifest import (
    REMOVED,
    SEGMENT,
    Entry,
    Manifest,
    read_live,
    write_removed,
)
from index.storage.segments import (
    Content,
    Gathering,
    Segment,
    merge_contents,
    write_segment,
)
from index.storage.value_sets import Mask

SPILL = ".spill"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is kept in memory when many paragraphs are written, and how large segments get."""

    gathered_places: int = 4_000_000
    segment_rows: int = 500_000
    segment_places: int = 100_000_000

    def gathering(self) -> Gathering:
        """What takes in no more than this at a time."""
        return Gathering(self.segment_rows, self.gathered_places)


def apply_change(
    generation: OpenGeneration,
    added: Iterable[IndexedParagraph],
    removed: Iterable[int],
    change: int,
    sizes: Sizes,
) -> None:
    """Commit a change to a generation; the caller is the one writer."""
    gone = set(removed)
    new = _Ids()
    folder = generation.folder
    entries = write_segments(folder, new.checked(added), sizes)
    with committing(folder):
        manifest = generation.manifest()
        kept = _all_without(generation, manifest, gone | new.seen)
        Manifest(manifest.commit + 1, change, (*kept, *entries)).follow(manifest, folder)
    sweep(generation)


def build(
    generations: Generations, paragraphs: Iterable[IndexedParagraph], change: int, sizes: Sizes
) -> None:
    """Build a new generation and make it current; the caller is the one writer."""
    generations.sweep()
    name = generations.create()
    folder = generations.folder(name)
    entries = write_segments(folder, _Ids().checked(paragraphs), sizes)
    Manifest(1, change, tuple(entries)).write(folder)
    generations.publish(name)
    generations.sweep()


def write_segments(
    folder: Path, paragraphs: Iterator[IndexedParagraph], sizes: Sizes
) -> list[Entry]:
    """Write paragraphs as few segments; at no time more than `sizes` says are in memory."""
    first = sizes.gathering().take(paragraphs)
    following = sizes.gathering().take(paragraphs)
    if not len(following.columns):
        return [write_new(folder, first)] if len(first.columns) else []
    spills: list[Path] = []
    try:
        while len(first.columns):
            spills.append(folder / f"{uuid.uuid4().hex}{SPILL}")
            write_arrays(spills[-1], first.to_arrays())
            first = following
            following = sizes.gathering().take(paragraphs)
        contents = [Content.from_arrays(read_arrays(spill)) for spill in spills]
        return [_write_merged(folder, each) for each in _grouped(contents, sizes)]
    finally:
        for spill in spills:
            spill.unlink()


def write_new(folder: Path, content: Content, stop: Event | None = None) -> Entry:
    """Write a segment under a new name. Raises WritingStopped when `stop` is set meanwhile."""
    name = f"{uuid.uuid4().hex}{SEGMENT}"
    write_segment(folder / name, content, stop)
    return Entry(name, len(content.columns))


def with_removed(folder: Path, entry: Entry, removed: Mask) -> Entry:
    """The entry of a segment of which these rows do not count, and their bitmap on the disk."""
    name = f"{uuid.uuid4().hex}{REMOVED}"
    write_removed(folder / name, removed)
    return Entry(entry.segment, entry.rows, int(np.count_nonzero(removed)), name)


@contextmanager
def committing(folder: Path) -> Iterator[None]:
    """Be the only one who replaces the manifest, waiting for one who does."""
    with locked(folder / "COMMIT", fcntl.LOCK_EX):
        yield


@contextmanager
def merging(folder: Path) -> Iterator[bool]:
    """Be the only one who merges segments; False when there is another."""
    with locked(folder / "MERGING", fcntl.LOCK_EX | fcntl.LOCK_NB) as free:
        yield free


def sweep(generation: OpenGeneration) -> None:
    """Remove files that a crash left; only the writer may, and not while segments are merged, for
    then there are some that no state needs yet."""
    with merging(generation.folder) as free:
        if not free:
            return
        needed = generation.manifest().files
        for file in generation.folder.iterdir():
            if file.suffix in (SEGMENT, REMOVED, SPILL) and file.name not in needed:
                file.unlink(missing_ok=True)


class _Ids:
    """Checks the ids of paragraphs that pass by."""

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def checked(self, paragraphs: Iterable[IndexedParagraph]) -> Iterator[IndexedParagraph]:
        for paragraph in paragraphs:
            if paragraph.id in self.seen or paragraph.id < 0:
                raise ValueError(f"paragraph id {paragraph.id} is given twice or is negative")
            self.seen.add(paragraph.id)
            yield paragraph


def _all_without(generation: OpenGeneration, manifest: Manifest, gone: set[int]) -> list[Entry]:
    ids = np.array(sorted(gone), dtype=np.int64)
    try:
        kept = [
            _without(generation.folder, entry, segment, ids)
            for entry, segment in zip(
                manifest.entries, generation.all_segments(manifest), strict=True
            )
        ]
    except FileNotFoundError as error:
        raise IndexDamaged(f"{error.filename} is not there") from error
    return [entry for entry in kept if entry.live]


def _without(folder: Path, entry: Entry, segment: Segment, ids: LongArray) -> Entry:
    rows = segment.rows_of(ids)
    live = read_live(folder, entry)
    removed = np.zeros(entry.rows, dtype=np.bool_) if live is None else ~live
    if removed[rows].all():
        return entry
    removed[rows] = True
    return with_removed(folder, entry, removed)


def _grouped(contents: Sequence[Content], sizes: Sizes) -> Iterator[list[Content]]:
    group: list[Content] = []
    rows = places = 0
    for content in contents:
        size = sum(len(texts.stream) for texts in content.texts.values())
        if group and (
            rows + len(content.columns) > sizes.segment_rows or places + size > sizes.segment_places
        ):
            yield group
            group, rows, places = [], 0, 0
        group.append(content)
        rows, places = rows + len(content.columns), places + size
    yield group


def _write_merged(folder: Path, contents: Sequence[Content]) -> Entry:
    live = [np.ones(len(content.columns), dtype=np.bool_) for content in contents]
    return write_new(folder, merge_contents(list(zip(contents, live, strict=True))))
